/** Methods of String.prototype that take patterns: ECMA-262, clause 22.1.3. */

function thisString(value, method) {
  if (value === undefined || value === null)
    throw new TypeError(`String.prototype.${method} called on null or undefined`);
  return $toString(value);
}

function patternMethod(pattern, symbol) {
  if (pattern === undefined || pattern === null || typeof pattern === 'string') return undefined;
  const method = pattern[symbol];
  return method === null ? undefined : method;
}

/** See native/text/collation.h. */
function collationFlags(options) {
  if (options === null) throw new TypeError('Cannot convert undefined or null to object');
  const { sensitivity, caseFirst, numeric, ignorePunctuation } = options;
  let flags = 3;
  if (sensitivity !== undefined) {
    flags = ['base', 'accent', 'case', 'variant'].indexOf($toString(sensitivity));
    if (flags < 0)
      throw new RangeError(`Value ${sensitivity} out of range for Intl.Collator options property sensitivity`);
  }
  if (numeric) flags |= 4;
  if (ignorePunctuation) flags |= 8;
  if (caseFirst === 'upper') flags |= 16;
  return flags;
}

$define('String.prototype', {
  split(separator, limit) {
    const method = patternMethod(separator, Symbol.split);
    if (method !== undefined) return method.call(separator, this, limit);
    const text = thisString(this, 'split');
    const most = limit === undefined ? 4294967295 : limit >>> 0;
    const by = $toString(separator);
    if (most === 0) return [];
    if (separator === undefined) return [text];
    return $splitString(text, by, most);
  },
  replace(pattern, replacement) {
    const method = patternMethod(pattern, Symbol.replace);
    if (method !== undefined) return method.call(pattern, this, replacement);
    const text = thisString(this, 'replace');
    const search = $toString(pattern);
    const template = typeof replacement === 'function' ? '' : $toString(replacement);
    const at = text.indexOf(search);
    if (at < 0) return text;
    const by =
      typeof replacement === 'function'
        ? $toString(replacement(search, at, text))
        : $expandTemplate(template, text, at, search, undefined, undefined);
    return text.slice(0, at) + by + text.slice(at + search.length);
  },
  replaceAll(pattern, replacement) {
    if (typeof pattern === 'object' && pattern !== null && pattern[Symbol.match] !== undefined) {
      const flags = pattern.flags;
      if (flags === undefined || flags === null)
        throw new TypeError('String.prototype.replaceAll called on null or undefined');
      if (!$toString(flags).includes('g'))
        throw new TypeError('String.prototype.replaceAll called with a non-global RegExp argument');
    }
    const method = patternMethod(pattern, Symbol.replace);
    if (method !== undefined) return method.call(pattern, this, replacement);
    const text = thisString(this, 'replaceAll');
    const search = $toString(pattern);
    const template = typeof replacement === 'function' ? '' : $toString(replacement);
    const step = Math.max(1, search.length);
    let result = '';
    let from = 0;
    let at = text.indexOf(search, 0);
    while (at >= 0) {
      const by =
        typeof replacement === 'function'
          ? $toString(replacement(search, at, text))
          : $expandTemplate(template, text, at, search, undefined, undefined);
      result += text.slice(from, at) + by;
      from = at + search.length;
      if (at + step > text.length) break;
      at = text.indexOf(search, at + step);
    }
    return from < text.length ? result + text.slice(from) : result;
  },
  match(pattern) {
    const method = patternMethod(pattern, Symbol.match);
    if (method !== undefined) return method.call(pattern, this);
    const text = thisString(this, 'match');
    return $newRegExp(pattern === undefined ? '' : $toString(pattern), '')[Symbol.match](text);
  },
  matchAll(pattern) {
    if (typeof pattern === 'object' && pattern !== null && pattern[Symbol.match] !== undefined) {
      const flags = pattern.flags;
      if (flags === undefined || flags === null)
        throw new TypeError(
          'The .flags property of the argument to String.prototype.matchAll cannot be null or undefined',
        );
      if (!$toString(flags).includes('g'))
        throw new TypeError('String.prototype.matchAll called with a non-global RegExp argument');
    }
    const method = patternMethod(pattern, Symbol.matchAll);
    if (method !== undefined) return method.call(pattern, this);
    const text = thisString(this, 'matchAll');
    return $newRegExp(pattern === undefined ? '' : $toString(pattern), 'g')[Symbol.matchAll](text);
  },
  search(pattern) {
    const method = patternMethod(pattern, Symbol.search);
    if (method !== undefined) return method.call(pattern, this);
    const text = thisString(this, 'search');
    return $newRegExp(pattern === undefined ? '' : $toString(pattern), '')[Symbol.search](text);
  },
  localeCompare(other, _locales?, options?) {
    const a = thisString(this, 'localeCompare');
    const b = $toString(other);
    return $collate(a, b, options === undefined ? 3 : collationFlags(options));
  },
});

$define('String', {
  raw(strings, ...values) {
    if (strings === undefined || strings === null) throw new TypeError('Cannot convert undefined or null to object');
    const raw = strings.raw;
    if (raw === undefined || raw === null) throw new TypeError('Cannot convert undefined or null to object');
    const length = Math.min(Math.trunc(+raw.length), 9007199254740991);
    let result = '';
    for (let i = 0; i < length; i++) {
      result += $toString(raw[i]);
      if (i + 1 < length && i < values.length) result += $toString(values[i]);
    }
    return result;
  },
});

/** B.2.2: methods that make HTML, which the specification keeps for old programs. */
function html(value, method, tag, attribute, text) {
  const s = thisString(value, method);
  const opening = attribute === '' ? tag : `${tag} ${attribute}="${$toString(text).replaceAll('"', '&quot;')}"`;
  return `<${opening}>${s}</${tag}>`;
}

$define('String.prototype', {
  anchor(text) {
    return html(this, 'anchor', 'a', 'name', text);
  },
  big() {
    return html(this, 'big', 'big', '', '');
  },
  blink() {
    return html(this, 'blink', 'blink', '', '');
  },
  bold() {
    return html(this, 'bold', 'b', '', '');
  },
  fixed() {
    return html(this, 'fixed', 'tt', '', '');
  },
  fontcolor(text) {
    return html(this, 'fontcolor', 'font', 'color', text);
  },
  fontsize(text) {
    return html(this, 'fontsize', 'font', 'size', text);
  },
  italics() {
    return html(this, 'italics', 'i', '', '');
  },
  link(text) {
    return html(this, 'link', 'a', 'href', text);
  },
  small() {
    return html(this, 'small', 'small', '', '');
  },
  strike() {
    return html(this, 'strike', 'strike', '', '');
  },
  sub() {
    return html(this, 'sub', 'sub', '', '');
  },
  sup() {
    return html(this, 'sup', 'sup', '', '');
  },
});
