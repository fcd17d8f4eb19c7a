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

/** GetSubstitution of ECMA-262: $$, $&, $`, $', $1..$99 and $<name>. */
function expand(template, text, position, matched, captures, groups) {
  let result = '';
  let from = 0;
  for (;;) {
    const at = template.indexOf('$', from);
    if (at < 0 || at + 1 >= template.length) break;
    const c = template.charCodeAt(at + 1);
    let replacement;
    let used = 2;
    if (c === 36) replacement = '$';
    else if (c === 38) replacement = matched;
    else if (c === 96) replacement = text.slice(0, position);
    else if (c === 39) replacement = text.slice(position + matched.length);
    else if (c >= 48 && c <= 57) {
      let n = c - 48;
      const next = at + 2 < template.length ? template.charCodeAt(at + 2) : 0;
      if (next >= 48 && next <= 57 && n * 10 + next - 48 <= captures.length && n * 10 + next - 48 > 0) {
        n = n * 10 + next - 48;
        used = 3;
      }
      if (n > 0 && n <= captures.length) {
        const capture = captures[n - 1];
        replacement = capture === undefined ? '' : capture;
      }
    } else if (c === 60 && groups !== undefined) {
      const close = template.indexOf('>', at + 2);
      if (close >= 0) {
        const capture = groups[template.slice(at + 2, close)];
        replacement = capture === undefined ? '' : $toString(capture);
        used = close + 1 - at;
      }
    }
    if (replacement === undefined) {
      result += template.slice(from, at + 1);
      from = at + 1;
    } else {
      result += template.slice(from, at) + replacement;
      from = at + used;
    }
  }
  return from === 0 ? template : result + template.slice(from);
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
        : expand(template, text, at, search, [], undefined);
    return text.slice(0, at) + by + text.slice(at + search.length);
  },
  replaceAll(pattern, replacement) {
    if (typeof pattern === 'object' && pattern !== null && pattern[Symbol.match] !== undefined) {
      const flags = pattern.flags;
      if (flags !== undefined && !$toString(flags).includes('g'))
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
          : expand(template, text, at, search, [], undefined);
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
    return new RegExp(pattern as string)[Symbol.match](text);
  },
  matchAll(pattern) {
    if (typeof pattern === 'object' && pattern !== null && pattern[Symbol.match] !== undefined) {
      if (!$toString(pattern.flags).includes('g'))
        throw new TypeError('String.prototype.matchAll called with a non-global RegExp argument');
    }
    const method = patternMethod(pattern, Symbol.matchAll);
    if (method !== undefined) return method.call(pattern, this);
    const text = thisString(this, 'matchAll');
    return new RegExp(pattern as string, 'g')[Symbol.matchAll](text);
  },
  search(pattern) {
    const method = patternMethod(pattern, Symbol.search);
    if (method !== undefined) return method.call(pattern, this);
    const text = thisString(this, 'search');
    return new RegExp(pattern as string)[Symbol.search](text);
  },
  localeCompare(other) {
    const a = thisString(this, 'localeCompare');
    const b = $toString(other);
    return a < b ? -1 : a > b ? 1 : 0;
  },
});

$define('String', {
  raw(strings, ...values) {
    const raw = strings.raw;
    let result = '';
    for (let i = 0; i < raw.length; i++) {
      result += $toString(raw[i]);
      if (i + 1 < raw.length && i < values.length) result += $toString(values[i]);
    }
    return result;
  },
});

/** RegExp.prototype: ECMA-262, clause 22.2.6. */

function advance(text, index, unicode) {
  if (!unicode || index + 1 >= text.length) return index + 1;
  const first = text.charCodeAt(index);
  if (first < 0xd800 || first > 0xdbff) return index + 1;
  const second = text.charCodeAt(index + 1);
  return second >= 0xdc00 && second <= 0xdfff ? index + 2 : index + 1;
}

function regExpExec(regexp, text) {
  const exec = regexp.exec;
  if (typeof exec === 'function') {
    const result = exec.call(regexp, text);
    if (result !== null && typeof result !== 'object') throw new TypeError('object null is not a function');
    return result;
  }
  return $regexpExec(regexp, text, 0);
}

$define('RegExp.prototype', {
  test(text) {
    return regExpExec(this, $toString(text)) !== null;
  },
  toString() {
    return `/${this.source}/${this.flags}`;
  },
  [Symbol.match](value) {
    const text = $toString(value);
    const flags = $toString(this.flags);
    if (!flags.includes('g')) return regExpExec(this, text);
    const unicode = flags.includes('u') || flags.includes('v');
    this.lastIndex = 0;
    const result: string[] = [];
    for (;;) {
      const match = regExpExec(this, text);
      if (match === null) return result.length === 0 ? null : result;
      const matched = $toString(match[0]);
      result.push(matched);
      if (matched === '') this.lastIndex = advance(text, this.lastIndex, unicode);
    }
  },
  *[Symbol.matchAll](value) {
    const text = $toString(value);
    const flags = $toString(this.flags);
    const matcher = new RegExp(this, flags);
    matcher.lastIndex = this.lastIndex;
    const unicode = flags.includes('u') || flags.includes('v');
    for (;;) {
      const match = regExpExec(matcher, text);
      if (match === null) return;
      if (flags.includes('g') && $toString(match[0]) === '')
        matcher.lastIndex = advance(text, matcher.lastIndex, unicode);
      yield match;
      if (!flags.includes('g')) return;
    }
  },
  [Symbol.search](value) {
    const text = $toString(value);
    const previous = this.lastIndex;
    this.lastIndex = 0;
    const match = regExpExec(this, text);
    this.lastIndex = previous;
    return match === null ? -1 : match.index;
  },
  [Symbol.replace](value, replacement) {
    const text = $toString(value);
    const isFunction = typeof replacement === 'function';
    const template = isFunction ? '' : $toString(replacement);
    const flags = $toString(this.flags);
    const global = flags.includes('g');
    const unicode = flags.includes('u') || flags.includes('v');
    if (global) this.lastIndex = 0;
    let result = '';
    let from = 0;
    for (;;) {
      const match = regExpExec(this, text);
      if (match === null) break;
      const matched = $toString(match[0]);
      const position = match.index;
      const captures: Any[] = [];
      for (let i = 1; i < match.length; i++) captures.push(match[i] === undefined ? undefined : $toString(match[i]));
      const groups = match.groups;
      let by: string;
      if (isFunction) {
        const args = [matched, ...captures, position, text];
        if (groups !== undefined) args.push(groups);
        by = $toString(replacement(...args));
      } else by = expand(template, text, position, matched, captures, groups);
      if (position >= from) {
        result += text.slice(from, position) + by;
        from = position + matched.length;
      }
      if (!global) break;
      if (matched === '') this.lastIndex = advance(text, this.lastIndex, unicode);
    }
    return from === 0 && result === '' ? text : result + text.slice(from);
  },
  [Symbol.split](value, limit) {
    const text = $toString(value);
    const flags = $toString(this.flags);
    const unicode = flags.includes('u') || flags.includes('v');
    const splitter = new RegExp(this, flags.includes('y') ? flags : `${flags}y`);
    const most = limit === undefined ? 4294967295 : limit >>> 0;
    const result: Any[] = [];
    if (most === 0) return result;
    if (text.length === 0) {
      if (regExpExec(splitter, text) === null) result.push(text);
      return result;
    }
    let from = 0;
    let at = 0;
    while (at < text.length) {
      splitter.lastIndex = at;
      const match = regExpExec(splitter, text);
      const end = match === null ? 0 : Math.min(splitter.lastIndex, text.length);
      if (match === null || end === from) {
        at = advance(text, at, unicode);
        continue;
      }
      result.push(text.slice(from, at));
      if (result.length === most) return result;
      from = end;
      for (let i = 1; i < match.length; i++) {
        result.push(match[i]);
        if (result.length === most) return result;
      }
      at = from;
    }
    result.push(text.slice(from));
    return result;
  },
});
