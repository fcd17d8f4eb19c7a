import type { KindFormatters } from '../context.js';
import { formatArguments } from './arguments.js';
import { formatArray } from './array.js';
import {
  formatBoxedBigInt,
  formatBoxedBoolean,
  formatBoxedNumber,
  formatBoxedString,
  formatBoxedSymbol,
} from './boxed.js';
import { formatArrayBuffer, formatDataView, formatSharedArrayBuffer, formatTypedArray } from './bytes.js';
import { formatDate } from './date.js';
import { formatError } from './error.js';
import { formatFunction } from './function.js';
import { formatMapIterator, formatSetIterator } from './iterator.js';
import { formatMap } from './map.js';
import { formatPromise } from './promise.js';
import { formatRegExp } from './regexp.js';
import { formatSet } from './set.js';
import { formatWeakMap, formatWeakSet } from './weak.js';

/** Every kind. A linker that knows which kinds a program can make leaves out the others. */
export const allKinds: KindFormatters = {
  array: formatArray,
  function: formatFunction,
  error: formatError,
  arguments: formatArguments,
  map: formatMap,
  set: formatSet,
  'map iterator': formatMapIterator,
  'set iterator': formatSetIterator,
  'weak map': formatWeakMap,
  'weak set': formatWeakSet,
  promise: formatPromise,
  regexp: formatRegExp,
  date: formatDate,
  'array buffer': formatArrayBuffer,
  'shared array buffer': formatSharedArrayBuffer,
  'data view': formatDataView,
  'typed array': formatTypedArray,
  'boxed number': formatBoxedNumber,
  'boxed string': formatBoxedString,
  'boxed boolean': formatBoxedBoolean,
  'boxed symbol': formatBoxedSymbol,
  'boxed bigint': formatBoxedBigInt,
};
