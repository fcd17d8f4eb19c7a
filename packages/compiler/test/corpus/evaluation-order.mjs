const log = [];
const t = (n, v = n) => (log.push(n), v);
const flush = () => console.log(log.splice(0).join(' '));
const o = {
  get p() {
    log.push('get p');
    return 1;
  },
  set p(v) {
    log.push('set p=' + v);
  },
  m(...a) {
    log.push('call m');
    return a.length;
  },
};
t('a', o).p = t('v', 5);
flush();
t('a', o)[t('k', 'p')] += t('v', 2);
flush();
t('a', o)[t('k', 'p')]++;
flush();
t('a', o).m(t(1), t(2));
flush();
t('a', o)[t('k', 'm')](...t('sp', [1, 2]), t(3));
flush();
new (t('ctor', function () {}))(t('arg'));
flush();
t(1) + t(2) * t(3);
flush();
t(0, 0) || (t(1) && t(2));
flush();
t(null, null) ?? t('r');
flush();
t('c', true) ? t('y') : t('n');
flush();
[t(1), ...t('s', [2]), t(3)];
flush();
({ [t('k1')]: t('v1'), ...t('s', {}), [t('k2')]: t('v2') });
flush();
`${t('x')}${t('y')}`;
flush();
t('f', () => (x) => x)(t('a1'))(t('a2'));
flush();
let i = 0;
const a = [0, 0, 0];
a[i++] = i++;
console.log(a.join(), i);
i = 0;
a[i] = i = 2;
console.log(a.join(), i);
i = 1;
console.log(i + i++ + i, i++ + ++i, (i = 5) * i, i-- - --i, i);
let x = 1;
x += ((x = 10), 5);
console.log(x);
x = x++ + x;
console.log(x);
const f = () => (x = 100);
console.log(x + f(), f() + x);
let s = 'a';
s += ((s = 'b'), s + 'c');
console.log(s);
try {
  null[t('key')] = t('value');
} catch (e) {
  flush();
}
try {
  undefined[t('k')](t('arg'));
} catch (e) {
  flush();
}
try {
  o.nope(t('arg'));
} catch (e) {
  flush();
  console.log(e.message);
}
try {
  (void 0)(t('arg'));
} catch (e) {
  flush();
}
const conv = (n) => ({
  valueOf() {
    log.push('v' + n);
    return n;
  },
  toString() {
    log.push('s' + n);
    return String(n);
  },
});
conv(1) + conv(2);
flush();
conv(1) < conv(2);
flush();
conv(1) > conv(2);
flush();
`${conv(1)}${conv(2)}`;
flush();
conv(1) * conv(2) - conv(3);
flush();
({})[conv('k')];
flush();
[1, 2, 3].slice(conv(0), conv(2));
flush();
conv(1) == 1;
flush();
new Date(conv(2000), conv(1));
flush();
'abc'.substring(conv(0), conv(1));
flush();
Math.max(conv(1), conv(2), conv(3));
flush();
-conv(4) + +conv(5);
flush();
delete t('o', { a: 1 })[t('k', 'a')];
flush();
t('k', 'a') in t('o', {});
flush();
t('l', {}) instanceof t('r', Object);
flush();
typeof t('x');
void t('y');
flush();
t('c1'), t('c2');
flush();
a[t('i', 0)] ||= t('v');
flush();
a[t('i', 1)] &&= t('v');
flush();
o[t('q', 'q')] ??= t('v');
flush();
