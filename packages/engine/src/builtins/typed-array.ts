/** Methods of %TypedArray%.prototype that take functions or compare: ECMA-262, clause 23.2.3. */

function callable(f) {
  if (typeof f !== 'function') throw new TypeError(`${typeof f === 'object' ? '#<Object>' : f} is not a function`);
}

function integer(value) {
  const number = +value;
  return number !== number ? 0 : Math.trunc(number) + 0;
}

function startIndex(value, length) {
  const index = integer(value);
  return index < 0 ? Math.max(index + length, 0) : index;
}

function sorted(array, length, comparator) {
  const values: Any[] = [];
  for (let i = 0; i < length; i++) values.push(array[i]);
  if (comparator === undefined) $sortNumbers(values);
  else $sortValues(values, comparator);
  return values;
}

$define('%TypedArray%.prototype', {
  at(index) {
    const array = $thisTypedArray(this, 'at');
    const length = $typedArrayLength(array);
    const relative = integer(index);
    return array[relative < 0 ? relative + length : relative];
  },
  indexOf(item, from = 0) {
    const array = $thisTypedArray(this, 'indexOf');
    const length = $typedArrayLength(array);
    if (length === 0) return -1;
    for (let i = startIndex(from, length); i < length; i++) if (array[i] === item) return i;
    return -1;
  },
  lastIndexOf(item, from?) {
    const array = $thisTypedArray(this, 'lastIndexOf');
    const length = $typedArrayLength(array);
    if (length === 0) return -1;
    let i = arguments.length > 1 ? integer(from) : length - 1;
    i = i < 0 ? i + length : Math.min(i, length - 1);
    for (; i >= 0; i--) if (array[i] === item) return i;
    return -1;
  },
  includes(item, from = 0) {
    const array = $thisTypedArray(this, 'includes');
    const length = $typedArrayLength(array);
    if (length === 0) return false;
    for (let i = startIndex(from, length); i < length; i++)
      if (array[i] === item || (item !== item && array[i] !== array[i])) return true;
    return false;
  },
  join(separator) {
    const array = $thisTypedArray(this, 'join');
    const length = $typedArrayLength(array);
    const by = separator === undefined ? ',' : $toString(separator);
    let result = '';
    for (let i = 0; i < length; i++) result += (i > 0 ? by : '') + array[i];
    return result;
  },
  toString() {
    return this.join();
  },
  forEach(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'forEach');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = 0; i < length; i++) callback.call(thisArgument, array[i], i, array);
  },
  map(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'map');
    const length = $typedArrayLength(array);
    callable(callback);
    const result = $typedArraySpecies(array, length);
    for (let i = 0; i < length; i++) result[i] = callback.call(thisArgument, array[i], i, array);
    return result;
  },
  filter(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'filter');
    const length = $typedArrayLength(array);
    callable(callback);
    const kept: Any[] = [];
    for (let i = 0; i < length; i++) {
      const item = array[i];
      if (callback.call(thisArgument, item, i, array)) kept.push(item);
    }
    const result = $typedArraySpecies(array, kept.length);
    for (let i = 0; i < kept.length; i++) result[i] = kept[i];
    return result;
  },
  some(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'some');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = 0; i < length; i++) if (callback.call(thisArgument, array[i], i, array)) return true;
    return false;
  },
  every(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'every');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = 0; i < length; i++) if (!callback.call(thisArgument, array[i], i, array)) return false;
    return true;
  },
  find(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'find');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = 0; i < length; i++) {
      const item = array[i];
      if (callback.call(thisArgument, item, i, array)) return item;
    }
    return undefined;
  },
  findIndex(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'findIndex');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = 0; i < length; i++) if (callback.call(thisArgument, array[i], i, array)) return i;
    return -1;
  },
  findLast(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'findLast');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = length - 1; i >= 0; i--) {
      const item = array[i];
      if (callback.call(thisArgument, item, i, array)) return item;
    }
    return undefined;
  },
  findLastIndex(callback, thisArgument?) {
    const array = $thisTypedArray(this, 'findLastIndex');
    const length = $typedArrayLength(array);
    callable(callback);
    for (let i = length - 1; i >= 0; i--) if (callback.call(thisArgument, array[i], i, array)) return i;
    return -1;
  },
  reduce(callback, initial?) {
    const array = $thisTypedArray(this, 'reduce');
    const length = $typedArrayLength(array);
    callable(callback);
    let i = 0;
    let result = initial;
    if (arguments.length < 2) {
      if (length === 0) throw new TypeError('Reduce of empty array with no initial value');
      result = array[i++];
    }
    for (; i < length; i++) result = callback(result, array[i], i, array);
    return result;
  },
  reduceRight(callback, initial?) {
    const array = $thisTypedArray(this, 'reduceRight');
    const length = $typedArrayLength(array);
    callable(callback);
    let i = length - 1;
    let result = initial;
    if (arguments.length < 2) {
      if (i < 0) throw new TypeError('Reduce of empty array with no initial value');
      result = array[i--];
    }
    for (; i >= 0; i--) result = callback(result, array[i], i, array);
    return result;
  },
  toLocaleString() {
    const array = $thisTypedArray(this, 'toLocaleString');
    const length = $typedArrayLength(array);
    let result = '';
    for (let i = 0; i < length; i++) result += `${i > 0 ? ',' : ''}${$toString(array[i].toLocaleString())}`;
    return result;
  },
  reverse() {
    const array = $thisTypedArray(this, 'reverse');
    const length = $typedArrayLength(array);
    for (let low = 0, high = length - 1; low < high; low++, high--) {
      const item = array[low];
      array[low] = array[high];
      array[high] = item;
    }
    return array;
  },
  sort(comparator) {
    if (comparator !== undefined && typeof comparator !== 'function')
      throw new TypeError('The comparison function must be either a function or undefined');
    const array = $thisTypedArray(this, 'sort');
    const length = $typedArrayLength(array);
    const values = sorted(array, length, comparator);
    for (let i = 0; i < values.length; i++) array[i] = values[i];
    return array;
  },
  toReversed() {
    const array = $thisTypedArray(this, 'toReversed');
    const length = $typedArrayLength(array);
    const result = $newTypedArrayLike(array, length);
    for (let i = 0; i < length; i++) result[i] = array[length - 1 - i];
    return result;
  },
  toSorted(comparator) {
    const array = $thisTypedArray(this, 'toSorted');
    const length = $typedArrayLength(array);
    const values = sorted(array, length, comparator);
    const result = $newTypedArrayLike(array, values.length);
    for (let i = 0; i < values.length; i++) result[i] = values[i];
    return result;
  },
  with(index, value) {
    const array = $thisTypedArray(this, 'with');
    const length = $typedArrayLength(array);
    const relative = integer(index);
    const actual = relative < 0 ? relative + length : relative;
    const number = $typedArrayValue(array, value);
    if (actual >= length || actual < 0) throw new RangeError('Invalid typed array index');
    const result = $newTypedArrayLike(array, length);
    for (let i = 0; i < length; i++) result[i] = i === actual ? number : array[i];
    return result;
  },
});

function constructor(value) {
  if (!$isConstructor(value))
    throw new TypeError(`${typeof value === 'function' ? value.name : value} is not a constructor`);
}

/** What a constructor gave back has to be a typed array with room. */
function made(result, length) {
  if ($typedArrayLength($thisTypedArray(result, 'from')) < length)
    throw new TypeError('Derived TypedArray constructor created an array which was too small');
  return result;
}

$define('%TypedArray%', {
  from(items, mapper?, thisArgument?) {
    constructor(this);
    if (mapper !== undefined) callable(mapper);
    else if ($isPlainElements(items) && $takesElements(this, items)) return new this(items);
    const list = Array.from(items);
    const result = made(new this(list.length), list.length);
    for (let i = 0; i < list.length; i++)
      result[i] = mapper === undefined ? list[i] : mapper.call(thisArgument, list[i], i);
    return result;
  },
  of(...items) {
    constructor(this);
    const result = made(new this(items.length), items.length);
    for (let i = 0; i < items.length; i++) result[i] = items[i];
    return result;
  },
});
