/** console, with values shown as Node's util.inspect shows them: two levels deep, lines of 80 columns. */

function escapeText(text) {
  let quote = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) quote = '"';
    else if (!text.includes('`') && !text.includes('${')) quote = '`';
  }
  const q = quote.charCodeAt(0);
  let result = quote;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === q || c === 92) result += `\\${text[i]}`;
    else if (c === 10) result += '\\n';
    else if (c === 9) result += '\\t';
    else if (c === 13) result += '\\r';
    else if (c === 8) result += '\\b';
    else if (c === 12) result += '\\f';
    else if (c === 11) result += '\\v';
    else if (c < 32 || (c >= 127 && c < 160)) result += `\\x${c < 16 ? '0' : ''}${c.toString(16).toUpperCase()}`;
    else if (c >= 0xd800 && c <= 0xdfff) {
      const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (c < 0xdc00 && next >= 0xdc00 && next <= 0xdfff) {
        result += text[i] + text[i + 1];
        i++;
      } else result += `\\u${c.toString(16).toUpperCase()}`;
    } else result += text[i];
  }
  return result + quote;
}

function isIdentifierText(text) {
  if (text.length === 0) return false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
    if (!letter && !(i > 0 && c >= 48 && c <= 57)) return false;
  }
  return true;
}

function showPrimitive(context, value, nested) {
  switch (typeof value) {
    case 'string': {
      if (!nested) return value;
      if (value.length > 16 && value.length > 76 - context.indentation && value.includes('\n')) {
        const parts: string[] = [];
        let from = 0;
        for (;;) {
          const at = value.indexOf('\n', from);
          if (at < 0 || at + 1 >= value.length) break;
          parts.push(escapeText(value.slice(from, at + 1)));
          from = at + 1;
        }
        parts.push(escapeText(value.slice(from)));
        return parts.join(` +\n${' '.repeat(context.indentation + 2)}`);
      }
      return escapeText(value);
    }
    case 'number':
      return $numberText(value);
    case 'bigint':
      return `${$bigintText(value)}n`;
    case 'symbol':
      return $symbolText(value);
    default:
      return `${value}`;
  }
}

/** The name of the class that an object is an instance of; null: no constructor on the chain. */
function constructorName(value) {
  let object = value;
  while (object !== null) {
    const constructor = $ownProperty(object, 'constructor', false);
    if (typeof constructor === 'function') {
      const name = $ownProperty(constructor, 'name', false);
      if (typeof name === 'string' && name !== '') return name;
    }
    object = $prototypeOf(object);
  }
  return null;
}

function functionBase(value, name) {
  const isClass = $kindOf(value) === 3;
  const own = $ownProperty(value, 'name', false);
  if (isClass) {
    let text = own === '' || typeof own !== 'string' ? '[class (anonymous)' : `[class ${own}`;
    const parent = $prototypeOf(value);
    if (typeof parent === 'function') {
      const parentName = $ownProperty(parent, 'name', false);
      if (typeof parentName === 'string' && parentName !== '') text += ` extends ${parentName}`;
    }
    return `${text}]`;
  }
  const flags = $classFlags(value);
  const kind =
    flags === 3
      ? 'AsyncGeneratorFunction'
      : flags === 2
        ? 'AsyncFunction'
        : flags === 1
          ? 'GeneratorFunction'
          : 'Function';
  const shown = typeof own === 'string' && own !== '' ? `: ${own}` : ' (anonymous)';
  return name === null ? `[${kind} (null prototype)${shown}]` : `[${kind}${shown}]`;
}

function prefixOf(name, tag, fallback, size) {
  let result = name === null ? `[${fallback}${size}: null prototype] ` : `${name}${size} `;
  if (tag !== '' && tag !== name) result += `[${tag}] `;
  return result;
}

function showKey(key) {
  if (typeof key === 'symbol') return `[${$symbolText(key)}]`;
  if (key === '__proto__') return "['__proto__']";
  return isIdentifierText(key) ? key : escapeText(key);
}

function showProperty(context, value, key, depth, inArray) {
  const accessor = $ownProperty(value, key, true);
  let text: string;
  if (accessor !== undefined) {
    const hasGetter = accessor[0] !== undefined;
    const hasSetter = accessor[1] !== undefined;
    text = hasGetter ? (hasSetter ? '[Getter/Setter]' : '[Getter]') : hasSetter ? '[Setter]' : 'undefined';
  } else {
    context.indentation += 2;
    text = show(context, value[key], depth, true);
    context.indentation -= 2;
  }
  if (inArray) return text;
  const shown = showKey(key);
  return `${$isEnumerable(value, key) ? shown : `[${typeof key === 'symbol' ? $symbolText(key) : key}]`}: ${text}`;
}

/** Long arrays of short items in columns. */
function groupItems(context, output, extra, value) {
  let total = 0;
  let longest = 0;
  const count = output.length - extra;
  const lengths: number[] = [];
  for (let i = 0; i < count; i++) {
    const length = output[i].length;
    lengths.push(length);
    total += length + 2;
    if (length > longest) longest = length;
  }
  const widest = longest + 2;
  if (!(widest * 3 + context.indentation < 80 && (total / widest > 5 || longest <= 6))) return output;
  const bias = Math.sqrt(widest - total / output.length);
  const biased = Math.max(widest - 3 - bias, 1);
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((80 - context.indentation) / widest),
    12,
    15,
  );
  if (columns <= 1) return output;
  const widths: number[] = [];
  for (let i = 0; i < columns; i++) {
    let width = 0;
    for (let k = i; k < count; k += columns) if (lengths[k]! > width) width = lengths[k]!;
    widths.push(width + 2);
  }
  let right = value !== undefined;
  if (right)
    for (let i = 0; i < output.length; i++)
      if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') {
        right = false;
        break;
      }
  const rows: string[] = [];
  for (let i = 0; i < count; i += columns) {
    const end = Math.min(i + columns, count);
    let row = '';
    let k = i;
    for (; k < end - 1; k++) {
      const cell = `${output[k]}, `;
      const width = widths[k - i]!;
      row += right ? cell.padStart(width, ' ') : cell.padEnd(width, ' ');
    }
    row += right ? output[k].padStart(widths[k - i]! - 2, ' ') : output[k];
    rows.push(row);
  }
  if (extra > 0) rows.push(output[count]);
  return rows;
}

function assemble(context, output, base, open, close, depth, isList, extra, value) {
  const entries = output.length;
  if (isList && entries > 6) output = groupItems(context, output, extra, value);
  const head = base === '' ? '' : `${base} `;
  if (context.current - depth < 3 && entries === output.length) {
    let length = output.length + (output.length + context.indentation + open.length + base.length + 10);
    for (let i = 0; i < output.length; i++) length += output[i].length;
    if (length <= 80 && !base.includes('\n')) {
      const joined = output.join(', ');
      if (!joined.includes('\n')) return `${head}${open} ${joined} ${close}`;
    }
  }
  const line = `\n${' '.repeat(context.indentation)}`;
  return `${head}${open}${line}  ${output.join(`,${line}  `)}${line}${close}`;
}

function showObject(context, value, depth) {
  const kind = $kindOf(value);
  if (kind === 16) {
    // a proxy is shown as its target
    return showObject(context, $ownProperty({ target: value }, 'target', false), depth);
  }
  const name = constructorName(value);
  let tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string' || tag === '') tag = '';
  const output: string[] = [];
  let base = '';
  let open = '{';
  let close = '}';
  let keys = $ownKeys(value, 7);
  let isList = false;
  let extra = 0;
  let list: Any;
  context.seen.push(value);
  context.current = depth;
  const deeper = depth + 1;
  if (kind === 1 || kind === 12) {
    const length = kind === 1 ? value.length : $byteLength(value);
    const plain = kind === 1 && name === 'Array' && tag === '';
    open = plain ? '[' : `${prefixOf(name, kind === 12 ? '' : tag, 'Array', `(${length})`)}[`;
    close = ']';
    isList = true;
    list = value;
    keys = keys.filter((key) => typeof key === 'symbol' || !isIndexText(key, length));
    if (length === 0 && keys.length === 0) {
      context.seen.pop();
      return `${open}]`;
    }
    let holes = 0;
    let shown = 0;
    let i = 0;
    for (; i < length && shown < 100; i++) {
      if (i in value) {
        if (holes > 0) {
          output.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`);
          holes = 0;
          if (++shown >= 100) break;
        }
        output.push(showProperty(context, value, `${i}`, deeper, true));
        shown++;
      } else holes++;
    }
    if (holes > 0) output.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`);
    if (i < length) {
      output.push(`... ${length - i} more item${length - i > 1 ? 's' : ''}`);
      extra = 1;
    }
  } else if (kind === 2 || kind === 3) {
    base = functionBase(value, name);
    if (tag !== '' && tag !== name) base += ` [${tag}]`;
    if (keys.length === 0) {
      context.seen.pop();
      return base;
    }
  } else if (kind === 4) {
    const stack = $stackOf(value);
    base = typeof stack === 'string' && stack !== '' ? stack : `[${$toString(value)}]`;
    keys = keys.filter((key) => key !== 'stack' && key !== 'message');
    if (context.indentation > 0) base = base.split('\n').join(`\n${' '.repeat(context.indentation)}`);
    const cause = $ownProperty(value, 'cause', false);
    if (cause !== undefined && !keys.includes('cause')) keys.push('cause');
    if (keys.length === 0) {
      context.seen.pop();
      return base;
    }
  } else if (kind === 5 || kind === 6) {
    const items = $collectionEntries(value);
    open = `${prefixOf(name, tag, kind === 5 ? 'Map' : 'Set', `(${items.length / 2})`)}{`;
    context.indentation += 2;
    for (let i = 0; i < items.length; i += 2) {
      const key = show(context, items[i], deeper, true);
      output.push(kind === 5 ? `${key} => ${show(context, items[i + 1], deeper, true)}` : key);
    }
    context.indentation -= 2;
  } else if (kind === 7) {
    open = `${prefixOf(name, tag, 'WeakMap', '')}{`;
    output.push('<items unknown>');
  } else if (kind === 8) {
    open = `${prefixOf(name, tag, 'Promise', '')}{`;
    const state = $promiseState(value);
    if (state === 0) output.push('<pending>');
    else {
      context.indentation += 2;
      const result = show(context, $promiseResult(value), deeper, true);
      context.indentation -= 2;
      output.push(state === 2 ? `<rejected> ${result}` : result);
    }
  } else if (kind === 9) base = $regexpText(value);
  else if (kind === 10) {
    const time = $wrapped(value) as number;
    const prefix = prefixOf(name, tag, 'Date', '');
    base = `${prefix === 'Date ' ? '' : prefix}${time !== time ? 'Invalid Date' : value.toISOString()}`;
  } else if (kind === 11) {
    const inner = $wrapped(value);
    const type = typeof inner;
    const label = type[0]!.toUpperCase() + type.slice(1);
    if (type === 'string')
      keys = keys.filter((key) => typeof key === 'symbol' || !isIndexText(key, (inner as string).length));
    base = `[${type === 'bigint' ? 'BigInt' : label}${name !== null && name !== label && type !== 'bigint' ? ` (${name})` : ''}: ${showPrimitive(context, inner, true)}]`;
  } else if (kind === 13) {
    const length = $byteLength(value);
    open = `${prefixOf(name, tag, 'ArrayBuffer', '')}{`;
    let bytes = '';
    for (let i = 0; i < length && i < 50; i++) {
      const byte = $byteAt(value, i).toString(16);
      bytes += `${i > 0 ? ' ' : ''}${byte.length < 2 ? '0' : ''}${byte}`;
    }
    if (length > 50) bytes += ` ... ${length - 50} more byte${length > 51 ? 's' : ''}`;
    output.push(`[Uint8Contents]: <${bytes}>`, `byteLength: ${length}`);
  } else if (kind === 14) {
    open = `${prefixOf(name, tag, 'DataView', '')}{`;
    output.push(
      `byteLength: ${$byteLength(value)}`,
      `byteOffset: ${value.byteOffset}`,
      `buffer: ${show(context, value.buffer, deeper, true)}`,
    );
  } else if (kind === 15) open = `Object [${tag}] {`;
  else if (kind === 17) {
    open = '[Arguments] [';
    close = ']';
    isList = true;
    for (let i = 0; i < value.length; i++) output.push(showProperty(context, value, `${i}`, deeper, true));
    keys = [];
  } else if (kind === 18) {
    open = `[${tag}] {`;
    context.indentation += 2;
    keys = [];
    context.indentation -= 2;
  } else if (name === 'Object' && tag === '') open = '{';
  else open = `${prefixOf(name, tag, 'Object', '')}{`;
  if ((kind === 9 || kind === 10 || kind === 11) && keys.length === 0) {
    context.seen.pop();
    return base;
  }
  for (let i = 0; i < keys.length; i++) output.push(showProperty(context, value, keys[i], deeper, false));
  context.seen.pop();
  let result: string;
  if (output.length === 0) result = base !== '' ? base : `${open}${close}`;
  else result = assemble(context, output, base, open, close, depth, isList, extra, list);
  const reference = context.circular.indexOf(value);
  return reference < 0 ? result : `<ref *${reference + 1}> ${result}`;
}

function isIndexText(key, length) {
  const index = +key;
  return index >= 0 && index < length && `${index}` === key;
}

function show(context, value, depth, nested) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
    return showPrimitive(context, value, nested);
  if (context.seen.includes(value)) {
    let index = context.circular.indexOf(value);
    if (index < 0) {
      context.circular.push(value);
      index = context.circular.length - 1;
    }
    return `[Circular *${index + 1}]`;
  }
  if (depth > context.limit) {
    const kind = $kindOf(value);
    if (kind === 1) return '[Array]';
    if (kind !== 2 && kind !== 3 && kind !== 4 && kind !== 9 && kind !== 10) {
      const name = constructorName(value);
      const tag = value[Symbol.toStringTag];
      if (name === null) return '[Object: null prototype]';
      return typeof tag === 'string' && tag !== '' && tag !== name ? `[${name} [${tag}]]` : `[${name}]`;
    }
  }
  return showObject(context, value, depth);
}

function inspect(value, limit) {
  return show({ seen: [], circular: [], indentation: 0, current: 0, limit }, value, 0, true);
}

function showLoose(value) {
  return typeof value === 'string' ? value : inspect(value, 2);
}

function format(values) {
  let result = '';
  let next = 0;
  if (values.length > 0 && typeof values[0] === 'string') {
    next = 1;
    const template = values[0];
    if (values.length === 1 || !template.includes('%')) result = template;
    else {
      for (let i = 0; i < template.length; i++) {
        const c = template[i];
        const d = i + 1 < template.length ? template[i + 1] : '';
        if (c !== '%' || d === '') {
          result += c;
          continue;
        }
        if (d === '%') {
          result += '%';
          i++;
          continue;
        }
        if (!'sdifjoOc'.includes(d!) || next >= values.length) {
          result += c;
          continue;
        }
        const value = values[next++];
        i++;
        if (d === 's') {
          if (typeof value === 'number') result += $numberText(value);
          else if (typeof value === 'bigint') result += `${$bigintText(value)}n`;
          else if (typeof value === 'object' && value !== null && $kindOf(value) !== 4) result += inspect(value, 0);
          else result += typeof value === 'symbol' ? $symbolText(value) : $toString(value);
        } else if (d === 'd' || d === 'i' || d === 'f') {
          if (typeof value === 'bigint') result += `${$bigintText(value)}n`;
          else if (typeof value === 'symbol') result += 'NaN';
          else {
            const number = typeof value === 'object' ? Number.NaN : d === 'd' ? +value : parseFloatText(value);
            result += $numberText(d === 'i' ? Math.trunc(number) : number);
          }
        } else if (d === 'j') result += `${JSON.stringify(value)}`;
        else if (d === 'O') result += inspect(value, 4);
        else if (d === 'o') result += inspect(value, 4);
      }
    }
  }
  for (; next < values.length; next++) result += (next > 0 ? ' ' : '') + showLoose(values[next]);
  return result;
}

function parseFloatText(value) {
  return Number.parseFloat(value);
}

let groupIndentation = '';

function write(stream, values) {
  let text = format(values);
  if (groupIndentation !== '') text = groupIndentation + text.split('\n').join(`\n${groupIndentation}`);
  $writeLine(stream, text);
}

$define('console', {
  log(...values) {
    write(1, values);
  },
  info(...values) {
    write(1, values);
  },
  debug(...values) {
    write(1, values);
  },
  error(...values) {
    write(2, values);
  },
  warn(...values) {
    write(2, values);
  },
  trace(...values) {
    write(2, ['Trace:', ...values]);
  },
  assert(condition, ...values) {
    if (condition) return;
    if (typeof values[0] === 'string') values[0] = `Assertion failed: ${values[0]}`;
    else values.unshift('Assertion failed');
    write(2, values);
  },
  dir(value) {
    write(1, [inspect(value, 2)]);
  },
  group(...values) {
    if (values.length > 0) write(1, values);
    groupIndentation += '  ';
  },
  groupEnd() {
    groupIndentation = groupIndentation.slice(2);
  },
});
