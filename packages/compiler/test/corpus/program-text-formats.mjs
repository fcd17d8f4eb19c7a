const parseCSV = (t, d = ',') => {
  const rows = [];
  let row = [],
    f = '',
    q = false;
  for (let i = 0; i < t.length; i++) {
    const c = t[i];
    if (q) {
      if (c === '"') {
        if (t[i + 1] === '"') {
          f += '"';
          i++;
        } else q = false;
      } else f += c;
    } else if (c === '"') q = true;
    else if (c === d) {
      row.push(f);
      f = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && t[i + 1] === '\n') i++;
      row.push(f);
      rows.push(row);
      row = [];
      f = '';
    } else f += c;
  }
  if (f !== '' || row.length) {
    row.push(f);
    rows.push(row);
  }
  return rows;
};
const csv = 'name,age,"quote ""x"""\r\n"Smith, J",42,"multi\nline"\nÉmile,7,';
console.log(parseCSV(csv));
const [head, ...body] = parseCSV(csv);
console.log(body.map((r) => Object.fromEntries(head.map((h, i) => [h, r[i]]))));
const toCSV = (rows) =>
  rows.map((r) => r.map((v) => (/[",\n]/.test(v) ? `"${String(v).replaceAll('"', '""')}"` : v)).join(',')).join('\n');
console.log(toCSV(parseCSV(csv)) === toCSV(parseCSV(toCSV(parseCSV(csv)))));
const parseINI = (t) => {
  const out = {};
  let cur = out;
  for (const raw of t.split(/\r?\n/)) {
    const l = raw.replace(/\s*[;#].*$/, '').trim();
    if (!l) continue;
    const s = /^\[([^\]]+)\]$/.exec(l);
    if (s) {
      cur = s[1].split('.').reduce((o, k) => (o[k] ??= {}), out);
      continue;
    }
    const m = /^([^=]+?)\s*=\s*(.*)$/.exec(l);
    if (!m) throw new SyntaxError(`bad line: ${l}`);
    const [, k, v] = m;
    cur[k] = /^-?\d+(\.\d+)?$/.test(v)
      ? Number(v)
      : /^(true|false)$/i.test(v)
        ? v.toLowerCase() === 'true'
        : v.replace(/^(["'])(.*)\1$/, '$2');
  }
  return out;
};
console.log(
  parseINI(
    '; c\ntop = 1\n[server]\nhost = "example.org" # x\nport=8080\ndebug = TRUE\n[server.tls]\nmin = 1.2\n[paths]\nhome = /a/b = c',
  ),
);
try {
  parseINI('[a]\nnope');
} catch (e) {
  console.log(e.name, e.message);
}
const wrap = (t, w) =>
  t
    .split('\n')
    .map((p) => {
      const lines = [];
      let l = '';
      for (const word of p.split(/\s+/).filter(Boolean)) {
        if (l && l.length + 1 + word.length > w) {
          lines.push(l);
          l = word;
        } else l = l ? `${l} ${word}` : word;
      }
      lines.push(l);
      return lines.join('\n');
    })
    .join('\n');
const lorem =
  'The quick brown fox jumps over the lazy dog and then sleeps for a verylongwordthatdoesnotfit hour.\n\nNew paragraph here.';
console.log(wrap(lorem, 20));
const justify = (l, w) => {
  const ws = l.split(' ');
  if (ws.length < 2) return l;
  const gaps = ws.length - 1;
  let sp = w - ws.join('').length;
  return ws.reduce((s, x, i) => {
    const g = Math.ceil(sp / (gaps - i + 1));
    sp -= g;
    return s + ' '.repeat(g) + x;
  });
};
console.log(
  wrap(lorem, 24)
    .split('\n')
    .map((l) => '|' + justify(l, 24) + '|')
    .join('\n'),
);
const md = (src) => {
  const esc = (s) => s.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
  const inline = (s) =>
    esc(s)
      .replace(/`([^`]+)`/g, '<code>$1</code>')
      .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
      .replace(/(?<!\*)\*(?!\*)(.+?)\*/g, '<em>$1</em>')
      .replace(/!\[([^\]]*)\]\(([^)]+)\)/g, '<img alt="$1" src="$2">')
      .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>');
  return src
    .split(/\n{2,}/)
    .map((b) => {
      let m;
      if ((m = /^(#{1,6})\s+(.*)$/.exec(b))) return `<h${m[1].length}>${inline(m[2])}</h${m[1].length}>`;
      if (b.startsWith('```')) return `<pre>${esc(b.replace(/^```\w*\n|\n```$/g, ''))}</pre>`;
      if (/^[-*] /m.test(b))
        return `<ul>${b
          .split('\n')
          .map((l) => `<li>${inline(l.slice(2))}</li>`)
          .join('')}</ul>`;
      if (/^> /.test(b)) return `<blockquote>${inline(b.replace(/^> ?/gm, ''))}</blockquote>`;
      return `<p>${inline(b).replace(/\n/g, '<br>')}</p>`;
    })
    .join('\n');
};
console.log(
  md(
    '# Title *x*\n\nPara with **bold**, *em*, `a<b` & [link](http://x.y/?a=1&b=2).\nsecond\n\n- one\n- **two**\n\n> quote\n> more\n\n```js\nlet x = 1 < 2;\n```\n\n![alt](i.png)',
  ),
);
const b64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const enc = (u8) => {
  let s = '';
  for (let i = 0; i < u8.length; i += 3) {
    const n = (u8[i] << 16) | ((u8[i + 1] ?? 0) << 8) | (u8[i + 2] ?? 0);
    s +=
      b64[n >> 18] +
      b64[(n >> 12) & 63] +
      (i + 1 < u8.length ? b64[(n >> 6) & 63] : '=') +
      (i + 2 < u8.length ? b64[n & 63] : '=');
  }
  return s;
};
const dec = (s) =>
  Uint8Array.from(
    s
      .replace(/=+$/, '')
      .match(/.{1,4}/g)
      ?.flatMap((g) => {
        const n = [...g].reduce((a, c) => (a << 6) | b64.indexOf(c), 0) << (6 * (4 - g.length));
        return [n >> 16, n >> 8, n].slice(0, g.length - 1).map((x) => x & 255);
      }) ?? [],
  );
for (const s of ['', 'f', 'fo', 'foo', 'foobar', 'héllo wörld 😀']) {
  const u = new TextEncoder().encode(s);
  console.log(
    JSON.stringify(s),
    enc(u),
    enc(u) === btoa(String.fromCharCode(...u)),
    new TextDecoder().decode(dec(enc(u))) === s,
  );
}
const hex = (u) => Array.from(u, (b) => b.toString(16).padStart(2, '0')).join('');
const sha1 = (msg) => {
  const m = new TextEncoder().encode(msg);
  const len = m.length * 8;
  const p = new Uint8Array((((m.length + 8) >> 6) + 1) * 64);
  p.set(m);
  p[m.length] = 0x80;
  const dv = new DataView(p.buffer);
  dv.setUint32(p.length - 4, len);
  let h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const w = new Uint32Array(80);
  const rot = (x, n) => (x << n) | (x >>> (32 - n));
  for (let o = 0; o < p.length; o += 64) {
    for (let i = 0; i < 16; i++) w[i] = dv.getUint32(o + i * 4);
    for (let i = 16; i < 80; i++) w[i] = rot(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    let [a, b, c, d, e] = h;
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const t = (rot(a, 5) + f + e + k + w[i]) >>> 0;
      e = d;
      d = c;
      c = rot(b, 30) >>> 0;
      b = a;
      a = t;
    }
    h = h.map((x, i) => (x + [a, b, c, d, e][i]) >>> 0);
  }
  return h.map((x) => x.toString(16).padStart(8, '0')).join('');
};
console.log(sha1(''), sha1('abc'), sha1('The quick brown fox jumps over the lazy dog'), sha1('x'.repeat(1000)));
const crcT = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});
console.log(
  ([...new TextEncoder().encode('123456789')].reduce((c, b) => crcT[(c ^ b) & 255] ^ (c >>> 8), -1) ^ -1) >>> 0,
);
const huff = (s) => {
  const f = new Map();
  for (const c of s) f.set(c, (f.get(c) ?? 0) + 1);
  let q = [...f].map(([c, n]) => ({ c, n }));
  while (q.length > 1) {
    q.sort((a, b) => a.n - b.n || (a.c ?? '~').localeCompare(b.c ?? '~'));
    const [a, b, ...r] = q;
    q = [...r, { n: a.n + b.n, l: a, r: b }];
  }
  const codes = {};
  (function walk(n, p) {
    if (n.c !== undefined) codes[n.c] = p || '0';
    else {
      walk(n.l, p + '0');
      walk(n.r, p + '1');
    }
  })(q[0], '');
  return [codes, [...s].map((c) => codes[c]).join('').length];
};
console.log(huff('abracadabra'), huff('mississippi river'));
const roman = (n) =>
  [
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ].reduce((s, [v, r]) => s + r.repeat(Math.floor(n / v)) + ((n %= v), ''), '');
console.log([1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999].map(roman).join(' '));
const diff = (a, b) => {
  const n = a.length,
    m = b.length;
  const t = Array.from({ length: n + 1 }, () => new Uint16Array(m + 1));
  for (let i = n - 1; i >= 0; i--)
    for (let j = m - 1; j >= 0; j--) t[i][j] = a[i] === b[j] ? t[i + 1][j + 1] + 1 : Math.max(t[i + 1][j], t[i][j + 1]);
  const out = [];
  let i = 0,
    j = 0;
  while (i < n || j < m) {
    if (i < n && j < m && a[i] === b[j]) {
      out.push(' ' + a[i++]);
      j++;
    } else if (j < m && (i === n || t[i][j + 1] >= t[i + 1][j])) out.push('+' + b[j++]);
    else out.push('-' + a[i++]);
  }
  return out;
};
console.log(diff('the cat sat on the mat'.split(' '), 'the dog sat on a mat today'.split(' ')).join('|'));
const slug = (s) =>
  s
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
console.log(
  slug('  Crème Brûlée: À la carte! '),
  slug('Ünïcödé'),
  ...['hello world', 'fooBar-baz_qux', 'XMLHttpRequest'].map((s) =>
    [
      s.replace(/(?:^|[\s_-]+)(\w)/g, (_, c) => c.toUpperCase()),
      s
        .replace(/([a-z\d])([A-Z])/g, '$1_$2')
        .replace(/[\s-]+/g, '_')
        .toLowerCase(),
    ].join('/'),
  ),
);
const tpl = (s, d) =>
  s.replace(/\{\{\s*([\w.]+)(?:\s*\|\s*(\w+))?\s*\}\}/g, (m, path, f) => {
    const v = path.split('.').reduce((o, k) => o?.[k], d);
    return f === 'upper' ? String(v).toUpperCase() : f === 'json' ? JSON.stringify(v) : (v ?? m);
  });
console.log(tpl('Hi {{ user.name | upper }}, {{n}} {{missing}} {{ user | json }}', { user: { name: 'Ann' }, n: 0 }));
const qs = (o, p = '') =>
  Object.entries(o)
    .flatMap(([k, v]) => {
      const key = p ? `${p}[${k}]` : k;
      return v && typeof v === 'object' ? qs(v, key) : `${encodeURIComponent(key)}=${encodeURIComponent(v)}`;
    })
    .flat()
    .join('&');
console.log(
  qs({ a: 1, b: [1, 2], c: { d: 'x y', e: null } }),
  Object.fromEntries(new URLSearchParams('a=1&b=%20x&a=2')),
);
