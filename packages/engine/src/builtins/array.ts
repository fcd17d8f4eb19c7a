/** Methods of Array.prototype: the algorithms of ECMA-262, clause 23.1.3, with fast paths for dense arrays. */

/** The largest length of something like an array. */
const MAX_LENGTH = 9007199254740991;
/** Elements that are stepped through one by one, there or not. */
const MANY = 10_000_000;
/** Methods that copy make arrays, whose length is a uint32. */
function checkArrayLength(length) {
  if (length > 4294967295) throw new RangeError('Invalid array length');
}

function toIntegerOrInfinity(value) {
  const number = +value;
  if (number !== number) return 0;
  return Math.trunc(number) + 0;
}

function toLength(value) {
  const length = toIntegerOrInfinity(value);
  return length <= 0 ? 0 : length > 9007199254740991 ? 9007199254740991 : length;
}

function relativeIndex(value, length, missing) {
  if (value === undefined) return missing;
  const index = toIntegerOrInfinity(value);
  return index < 0 ? Math.max(index + length, 0) : Math.min(index, length);
}

function requireFunction(f) {
  if (typeof f !== 'function') throw new TypeError(`${$textInMessage(f)} is not a function`);
}

function arraySpeciesCreate(original, length) {
  if (!$isArray(original)) return $newArray(length);
  let constructor = original.constructor;
  if (constructor === Array) return $newArray(length);
  if (typeof constructor === 'object' && constructor !== null) {
    constructor = constructor[Symbol.species];
    if (constructor === null) constructor = undefined;
  } else if (typeof constructor === 'function') {
    constructor = constructor[Symbol.species];
    if (constructor === null) constructor = undefined;
  }
  if (constructor === undefined || constructor === Array) return $newArray(length);
  if (typeof constructor !== 'function') throw new TypeError('object.constructor[Symbol.species] is not a constructor');
  return new constructor(length);
}

function createDataProperty(object, key, value) {
  if ($isDense(object)) object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function isConcatSpreadable(value) {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  const spreadable = value[Symbol.isConcatSpreadable];
  return spreadable === undefined ? $isArray(value) : !!spreadable;
}

/** Puts items and the items of arrays among them at `at` and behind; gives the index behind the last. */
function flatten(target, at, source, length, depth, mapper, thisArgument) {
  for (let i = 0; i < length; i++) {
    if (!(i in source)) continue;
    let item = source[i];
    if (mapper !== undefined) item = mapper.call(thisArgument, item, i, source);
    if (depth > 0 && $isArray(item)) at = flatten(target, at, item, item.length, depth - 1, undefined, undefined);
    else createDataProperty(target, at++, item);
  }
  return at;
}

function toObject(value, method) {
  if (value === undefined || value === null)
    throw new TypeError(`Array.prototype.${method} called on null or undefined`);
  return Object(value);
}

$define('Array.prototype', {
  toLocaleString() {
    const array = toObject(this, 'toLocaleString');
    const length = toLength(array.length);
    let result = '';
    for (let i = 0; i < length; i++) {
      const item = array[i];
      if (i > 0) result += ',';
      if (item !== undefined && item !== null) result += $toString(item.toLocaleString());
    }
    return result;
  },
  slice(start, end) {
    const fast = $arraySlice(this, start, end);
    if (fast !== undefined) return fast;
    const object = toObject(this, 'slice');
    const length = toLength(object.length);
    let from = relativeIndex(start, length, 0);
    const to = relativeIndex(end, length, length);
    const result = arraySpeciesCreate(object, Math.max(to - from, 0));
    let n = 0;
    for (; from < to; from++, n++) if (from in object) createDataProperty(result, n, object[from]);
    result.length = n;
    return result;
  },
  splice(start, deleteCount, ...items) {
    const object = toObject(this, 'splice');
    const length = toLength(object.length);
    const from = relativeIndex(start, length, 0);
    let count = length - from;
    if (arguments.length === 0) count = 0;
    else if (arguments.length > 1) count = Math.min(Math.max(toIntegerOrInfinity(deleteCount), 0), length - from);
    if (length + items.length - count > MAX_LENGTH) throw new TypeError('Invalid array length');
    const removed = arraySpeciesCreate(object, count);
    for (let k = 0; k < count; k++) if (from + k in object) createDataProperty(removed, k, object[from + k]);
    removed.length = count;
    const difference = items.length - count;
    if (!$arrayInsertGap(object, difference < 0 ? from + items.length : from + count, difference)) {
      if (difference < 0) {
        for (let k = from; k < length - count; k++) {
          if (k + count in object) object[k + items.length] = object[k + count];
          else delete object[k + items.length];
        }
        for (let k = length; k > length + difference; k--) delete object[k - 1];
      } else if (difference > 0) {
        for (let k = length - count; k > from; k--) {
          if (k + count - 1 in object) object[k + items.length - 1] = object[k + count - 1];
          else delete object[k + items.length - 1];
        }
      }
    }
    for (let k = 0; k < items.length; k++) object[from + k] = items[k];
    object.length = length + difference;
    return removed;
  },
  unshift(...items) {
    const object = toObject(this, 'unshift');
    const length = toLength(object.length);
    const count = items.length;
    if (count > 0) {
      if (length + count > MAX_LENGTH) throw new TypeError('Invalid array length');
      if (!$arrayInsertGap(object, 0, count))
        for (let k = length; k > 0; k--) {
          if (k - 1 in object) object[k + count - 1] = object[k - 1];
          else delete object[k + count - 1];
        }
      for (let k = 0; k < count; k++) object[k] = items[k];
    }
    object.length = length + count;
    return length + count;
  },
  concat(...items) {
    const object = toObject(this, 'concat');
    const result = arraySpeciesCreate(object, 0);
    let n = 0;
    for (let k = -1; k < items.length; k++) {
      const item = k < 0 ? object : items[k];
      if (!isConcatSpreadable(item)) {
        createDataProperty(result, n++, item);
        continue;
      }
      const length = toLength(item.length);
      if (n + length > MAX_LENGTH) throw new TypeError('Invalid array length');
      if ($isDense(result) && result.length === n && $arrayAppend(result, item)) {
        n += length;
        continue;
      }
      if (length > MANY) {
        // of an object that says it is that long only what it has is looked at
        for (const key in item) {
          const index = Number(key);
          if (String(index >>> 0) === key && index < length) createDataProperty(result, n + index, item[key]);
        }
        n += length;
      } else for (let i = 0; i < length; i++, n++) if (i in item) createDataProperty(result, n, item[i]);
    }
    result.length = n;
    return result;
  },
  reverse() {
    const object = toObject(this, 'reverse');
    const length = toLength(object.length);
    for (let low = 0, high = length - 1; low < high; low++, high--) {
      const hasLow = low in object;
      const a = hasLow ? object[low] : undefined;
      const hasHigh = high in object;
      const b = hasHigh ? object[high] : undefined;
      if (hasHigh) object[low] = b;
      else delete object[low];
      if (hasLow) object[high] = a;
      else delete object[high];
    }
    return object;
  },
  indexOf(item, fromIndex = 0) {
    const object = toObject(this, 'indexOf');
    const length = toLength(object.length);
    if (length === 0) return -1;
    const from = relativeIndex(fromIndex, length, 0);
    // to convert an index may have changed the array
    const fast = typeof fromIndex === 'number' ? $arrayIndexOf(object, item, from, false) : undefined;
    if (fast !== undefined) return fast;
    for (let i = from; i < length; i++) if (i in object && object[i] === item) return i;
    return -1;
  },
  lastIndexOf(item, fromIndex?) {
    const object = toObject(this, 'lastIndexOf');
    const length = toLength(object.length);
    if (length === 0) return -1;
    let from = arguments.length > 1 ? toIntegerOrInfinity(fromIndex) : length - 1;
    from = from < 0 ? from + length : Math.min(from, length - 1);
    for (let i = from; i >= 0; i--) if (i in object && object[i] === item) return i;
    return -1;
  },
  includes(item, fromIndex = 0) {
    const object = toObject(this, 'includes');
    const length = toLength(object.length);
    if (length === 0) return false;
    const from = relativeIndex(fromIndex, length, 0);
    const fast = typeof fromIndex === 'number' ? $arrayIndexOf(object, item, from, true) : undefined;
    if (fast !== undefined) return fast >= 0;
    for (let i = from; i < length; i++) {
      const value = object[i];
      if (value === item || (value !== value && item !== item)) return true;
    }
    return false;
  },
  at(index) {
    const object = toObject(this, 'at');
    const length = toLength(object.length);
    const relative = toIntegerOrInfinity(index);
    return object[relative < 0 ? relative + length : relative];
  },
  forEach(callback, thisArgument?) {
    const object = toObject(this, 'forEach');
    const length = toLength(object.length);
    requireFunction(callback);
    if ($isDense(object)) return $arrayLoop(0, object, callback, thisArgument, undefined);
    for (let i = 0; i < length; i++) if (i in object) callback.call(thisArgument, object[i], i, object);
  },
  map(callback, thisArgument?) {
    const object = toObject(this, 'map');
    const length = toLength(object.length);
    requireFunction(callback);
    const result = arraySpeciesCreate(object, length);
    if ($isDense(object) && $isDense(result) && object.length === length)
      return $arrayLoop(1, object, callback, thisArgument, result);
    for (let i = 0; i < length; i++)
      if (i in object) createDataProperty(result, i, callback.call(thisArgument, object[i], i, object));
    return result;
  },
  filter(callback, thisArgument?) {
    const object = toObject(this, 'filter');
    const length = toLength(object.length);
    requireFunction(callback);
    const result = arraySpeciesCreate(object, 0);
    if ($isDense(object) && $isDense(result) && object.length === length)
      return $arrayLoop(2, object, callback, thisArgument, result);
    let n = 0;
    for (let i = 0; i < length; i++) {
      if (!(i in object)) continue;
      const item = object[i];
      if (callback.call(thisArgument, item, i, object)) createDataProperty(result, n++, item);
    }
    return result;
  },
  some(callback, thisArgument?) {
    const object = toObject(this, 'some');
    const length = toLength(object.length);
    requireFunction(callback);
    if ($isDense(object)) return $arrayLoop(3, object, callback, thisArgument, false);
    for (let i = 0; i < length; i++) if (i in object && callback.call(thisArgument, object[i], i, object)) return true;
    return false;
  },
  every(callback, thisArgument?) {
    const object = toObject(this, 'every');
    const length = toLength(object.length);
    requireFunction(callback);
    if ($isDense(object)) return $arrayLoop(4, object, callback, thisArgument, true);
    for (let i = 0; i < length; i++)
      if (i in object && !callback.call(thisArgument, object[i], i, object)) return false;
    return true;
  },
  find(callback, thisArgument?) {
    const object = toObject(this, 'find');
    const length = toLength(object.length);
    requireFunction(callback);
    if ($isDense(object)) return $arrayLoop(5, object, callback, thisArgument, undefined);
    for (let i = 0; i < length; i++) {
      const item = object[i];
      if (callback.call(thisArgument, item, i, object)) return item;
    }
    return undefined;
  },
  findIndex(callback, thisArgument?) {
    const object = toObject(this, 'findIndex');
    const length = toLength(object.length);
    requireFunction(callback);
    if ($isDense(object)) return $arrayLoop(6, object, callback, thisArgument, -1);
    for (let i = 0; i < length; i++) if (callback.call(thisArgument, object[i], i, object)) return i;
    return -1;
  },
  findLast(callback, thisArgument?) {
    const object = toObject(this, 'findLast');
    requireFunction(callback);
    for (let i = toLength(object.length) - 1; i >= 0; i--) {
      const item = object[i];
      if (callback.call(thisArgument, item, i, object)) return item;
    }
    return undefined;
  },
  findLastIndex(callback, thisArgument?) {
    const object = toObject(this, 'findLastIndex');
    requireFunction(callback);
    for (let i = toLength(object.length) - 1; i >= 0; i--)
      if (callback.call(thisArgument, object[i], i, object)) return i;
    return -1;
  },
  reduce(callback, initial?) {
    const object = toObject(this, 'reduce');
    const length = toLength(object.length);
    requireFunction(callback);
    let i = 0;
    let result = initial;
    if (arguments.length < 2) {
      while (i < length && !(i in object)) i++;
      if (i >= length) throw new TypeError('Reduce of empty array with no initial value');
      result = object[i++];
    }
    for (; i < length; i++) if (i in object) result = callback(result, object[i], i, object);
    return result;
  },
  reduceRight(callback, initial?) {
    const object = toObject(this, 'reduceRight');
    let i = toLength(object.length) - 1;
    requireFunction(callback);
    let result = initial;
    if (arguments.length < 2) {
      while (i >= 0 && !(i in object)) i--;
      if (i < 0) throw new TypeError('Reduce of empty array with no initial value');
      result = object[i--];
    }
    for (; i >= 0; i--) if (i in object) result = callback(result, object[i], i, object);
    return result;
  },
  fill(value, start?, end?) {
    const object = toObject(this, 'fill');
    const length = toLength(object.length);
    const to = relativeIndex(end, length, length);
    for (let i = relativeIndex(start, length, 0); i < to; i++) object[i] = value;
    return object;
  },
  copyWithin(target, start, end?) {
    const object = toObject(this, 'copyWithin');
    const length = toLength(object.length);
    let to = relativeIndex(target, length, 0);
    let from = relativeIndex(start, length, 0);
    let count = Math.min(relativeIndex(end, length, length) - from, length - to);
    let step = 1;
    if (from < to && to < from + count) {
      step = -1;
      from += count - 1;
      to += count - 1;
    }
    for (; count > 0; count--, from += step, to += step) {
      if (from in object) object[to] = object[from];
      else delete object[to];
    }
    return object;
  },
  sort(comparator) {
    if (comparator !== undefined && typeof comparator !== 'function')
      throw new TypeError('The comparison function must be either a function or undefined');
    const object = toObject(this, 'sort');
    const length = toLength(object.length);
    const values: Any[] = [];
    for (let i = 0; i < length; i++) if (i in object) values.push(object[i]);
    $sortValues(values, comparator);
    for (let i = 0; i < values.length; i++) object[i] = values[i];
    for (let i = values.length; i < length; i++) if (i in object) delete object[i];
    return object;
  },
  flat(depth?) {
    if (this === undefined || this === null) throw new TypeError('Cannot convert undefined or null to object');
    const object = Object(this);
    const length = toLength(object.length);
    const result = arraySpeciesCreate(object, 0);
    flatten(result, 0, object, length, depth === undefined ? 1 : toIntegerOrInfinity(depth), undefined, undefined);
    return result;
  },
  flatMap(callback, thisArgument?) {
    const object = toObject(this, 'flatMap');
    const length = toLength(object.length);
    if (typeof callback !== 'function') throw new TypeError('flatMap mapper function is not callable');
    const result = arraySpeciesCreate(object, 0);
    flatten(result, 0, object, length, 1, callback, thisArgument);
    return result;
  },
  toReversed() {
    const object = toObject(this, 'toReversed');
    const length = toLength(object.length);
    const result = $newArray(length);
    for (let i = 0; i < length; i++) result[i] = object[length - 1 - i];
    return result;
  },
  toSorted(comparator) {
    if (comparator !== undefined && typeof comparator !== 'function')
      throw new TypeError('The comparison function must be either a function or undefined');
    const object = toObject(this, 'toSorted');
    const length = toLength(object.length);
    checkArrayLength(length);
    const values: Any[] = [];
    for (let i = 0; i < length; i++) values.push(object[i]);
    $sortValues(values, comparator);
    return values;
  },
  toSpliced(start, skipCount, ...items) {
    const object = toObject(this, 'toSpliced');
    const length = toLength(object.length);
    const from = relativeIndex(start, length, 0);
    let skip = length - from;
    if (arguments.length === 0) skip = 0;
    else if (arguments.length > 1) skip = Math.min(Math.max(toIntegerOrInfinity(skipCount), 0), length - from);
    const total = length + items.length - skip;
    if (total > MAX_LENGTH) throw new TypeError('Invalid array length');
    checkArrayLength(total);
    const result: Any[] = [];
    for (let i = 0; i < from; i++) result.push(object[i]);
    for (let i = 0; i < items.length; i++) result.push(items[i]);
    for (let i = from + skip; i < length; i++) result.push(object[i]);
    return result;
  },
  with(index, value) {
    const object = toObject(this, 'with');
    const length = toLength(object.length);
    const relative = toIntegerOrInfinity(index);
    const actual = relative < 0 ? relative + length : relative;
    if (actual >= length || actual < 0) throw new RangeError(`Invalid index : ${relative}`);
    checkArrayLength(length);
    const result: Any[] = [];
    for (let i = 0; i < length; i++) result.push(i === actual ? value : object[i]);
    return result;
  },
});

$define('Array', {
  from(items, mapper?, thisArgument?) {
    if (mapper !== undefined) requireFunction(mapper);
    const constructor = typeof this === 'function' && this !== Array ? this : undefined;
    let n = 0;
    if (items === undefined || items === null)
      throw new TypeError(
        `${items === null ? 'object null' : items} is not iterable (cannot read property Symbol(Symbol.iterator))`,
      );
    const method = items[Symbol.iterator];
    if (method !== undefined && method !== null) {
      if (typeof method !== 'function')
        throw new TypeError(
          '%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a function',
        );
      const result = constructor === undefined ? [] : new constructor();
      // the method is looked up once
      const source =
        $isDense(items) || $isPlainElements(items) ? items : { [Symbol.iterator]: () => method.call(items) };
      for (const item of source) {
        createDataProperty(result, n, mapper === undefined ? item : mapper.call(thisArgument, item, n));
        n++;
      }
      result.length = n;
      return result;
    }
    const object = Object(items);
    const length = toLength(object.length);
    const result = constructor === undefined ? $newArray(length) : new constructor(length);
    for (; n < length; n++)
      createDataProperty(result, n, mapper === undefined ? object[n] : mapper.call(thisArgument, object[n], n));
    result.length = length;
    return result;
  },
  of(...items) {
    if (typeof this !== 'function' || this === Array) return items;
    const result = new this(items.length);
    for (let i = 0; i < items.length; i++) createDataProperty(result, i, items[i]);
    result.length = items.length;
    return result;
  },
});
