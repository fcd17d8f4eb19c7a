/**
 * Protocols of RegExp.prototype: ECMA-262, clause 22.2.6. Where nobody has changed the regular expression or its prototype,
 * nothing of a protocol can be seen, and the engine's C does all of it.
 */

function requireObject(value, method) {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return;
  $throwIncompatible(method, value);
}

function advance(text, index, unicode) {
  if (!unicode || index + 1 >= text.length) return index + 1;
  const first = text.charCodeAt(index);
  if (first < 0xd800 || first > 0xdbff) return index + 1;
  const second = text.charCodeAt(index + 1);
  return second >= 0xdc00 && second <= 0xdfff ? index + 2 : index + 1;
}

function toLastIndex(value) {
  const n = $toIntegerOrInfinity(value);
  return n <= 0 ? 0 : n > 9007199254740991 ? 9007199254740991 : n;
}

function regExpExec(regexp, text) {
  const exec = regexp.exec;
  if (typeof exec === 'function') {
    const result = exec.call(regexp, text);
    if (result !== null && typeof result !== 'object' && typeof result !== 'function') $throwNotObject(result);
    return result;
  }
  return $regexpExec(regexp, text);
}

/** What the species of a regular expression makes of it. */
function makeAnother(regexp, flags) {
  const Species = $speciesConstructor(regexp, undefined);
  return Species === undefined ? $regexpClone(regexp, flags) : new Species(regexp, flags);
}

$define('RegExp.prototype', {
  test(value) {
    requireObject(this, 'RegExp.prototype.test');
    const text = $toString(value);
    if ($isPlainRegExp(this)) return $regexpTest(this, text);
    return regExpExec(this, text) !== null;
  },
  toString() {
    requireObject(this, 'RegExp.prototype.toString');
    return `/${this.source}/${this.flags}`;
  },
  [Symbol.match](value) {
    requireObject(this, 'RegExp.prototype.@@match');
    const text = $toString(value);
    const plain = $isPlainRegExp(this);
    const flags = $toString(this.flags);
    if (!flags.includes('g')) return plain ? $regexpExec(this, text) : regExpExec(this, text);
    if (plain && !flags.includes('y')) return $regexpMatches(this, text);
    const unicode = flags.includes('u') || flags.includes('v');
    this.lastIndex = 0;
    const result: string[] = [];
    for (;;) {
      const match = regExpExec(this, text);
      if (match === null) return result.length === 0 ? null : result;
      const matched = $toString(match[0]);
      result.push(matched);
      if (matched === '') this.lastIndex = advance(text, toLastIndex(this.lastIndex), unicode);
    }
  },
  [Symbol.matchAll](value) {
    requireObject(this, 'RegExp.prototype.@@matchAll');
    const text = $toString(value);
    const flags = $toString(this.flags);
    const matcher = makeAnother(this, flags);
    matcher.lastIndex = toLastIndex(this.lastIndex);
    return $newMatchIterator({
      matcher,
      text,
      global: flags.includes('g'),
      unicode: flags.includes('u') || flags.includes('v'),
      done: false,
    });
  },
  [Symbol.search](value) {
    requireObject(this, 'RegExp.prototype.@@search');
    const text = $toString(value);
    const previous = this.lastIndex;
    if (previous === 0 && $isPlainRegExp(this)) return $regexpSearch(this, text);
    if (!Object.is(previous, 0)) this.lastIndex = 0;
    const match = regExpExec(this, text);
    if (!Object.is(this.lastIndex, previous)) this.lastIndex = previous;
    return match === null ? -1 : match.index;
  },
  [Symbol.replace](value, replacement) {
    requireObject(this, 'RegExp.prototype.@@replace');
    const text = $toString(value);
    const isFunction = typeof replacement === 'function';
    const template = isFunction ? '' : $toString(replacement);
    const plain = $isPlainRegExp(this);
    const flags = $toString(this.flags);
    const global = flags.includes('g');
    if (plain && !(global && flags.includes('y')))
      return $regexpReplace(this, text, isFunction ? replacement : template);
    const unicode = flags.includes('u') || flags.includes('v');
    if (global) this.lastIndex = 0;
    const matches: Any[] = [];
    for (;;) {
      const match = regExpExec(this, text);
      if (match === null) break;
      matches.push(match);
      if (!global) break;
      if ($toString(match[0]) === '') this.lastIndex = advance(text, toLastIndex(this.lastIndex), unicode);
    }
    let result = '';
    let from = 0;
    for (let k = 0; k < matches.length; k++) {
      const match = matches[k];
      const length = toLastIndex(match.length);
      const matched = $toString(match[0]);
      const index = $toIntegerOrInfinity(match.index);
      const position = index < 0 ? 0 : index > text.length ? text.length : index;
      const captures: Any[] = [];
      for (let i = 1; i < length; i++) {
        const capture = match[i];
        captures.push(capture === undefined ? undefined : $toString(capture));
      }
      const groups = match.groups;
      let by: string;
      if (isFunction) {
        const args = [matched, ...captures, position, text];
        if (groups !== undefined) args.push(groups);
        by = $toString(replacement(...args));
      } else
        by = $expandTemplate(
          template,
          text,
          position,
          matched,
          captures,
          groups === undefined ? undefined : $toObject(groups),
        );
      if (position >= from) {
        result += text.slice(from, position) + by;
        from = position + matched.length;
      }
    }
    return from >= text.length ? result : result + text.slice(from);
  },
  [Symbol.split](value, limit) {
    requireObject(this, 'RegExp.prototype.@@split');
    const text = $toString(value);
    if ((limit === undefined || typeof limit === 'number') && $isPlainRegExp(this)) {
      const most = limit === undefined ? 4294967295 : limit >>> 0;
      return most === 0 ? [] : $regexpSplit(this, text, most);
    }
    const flags = $toString(this.flags);
    const unicode = flags.includes('u') || flags.includes('v');
    const splitter = makeAnother(this, flags.includes('y') ? flags : `${flags}y`);
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
      let end = match === null ? 0 : toLastIndex(splitter.lastIndex);
      if (end > text.length) end = text.length;
      if (match === null || end === from) {
        at = advance(text, at, unicode);
        continue;
      }
      result.push(text.slice(from, at));
      if (result.length === most) return result;
      from = end;
      const length = toLastIndex(match.length);
      for (let i = 1; i < length; i++) {
        result.push(match[i]);
        if (result.length === most) return result;
      }
      at = from;
    }
    result.push(text.slice(from));
    return result;
  },
});

$define('%RegExpStringIteratorPrototype%', {
  next() {
    const state = $matchIteratorState(this);
    if (state.done) return { value: undefined, done: true };
    const match = regExpExec(state.matcher, state.text);
    if (match === null) {
      state.done = true;
      return { value: undefined, done: true };
    }
    if (!state.global) state.done = true;
    else if ($toString(match[0]) === '')
      state.matcher.lastIndex = advance(state.text, toLastIndex(state.matcher.lastIndex), state.unicode);
    return { value: match, done: false };
  },
});
