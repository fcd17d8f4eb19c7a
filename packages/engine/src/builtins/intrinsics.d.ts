/** What the compiler gives to the engine's own modules. $name(...) becomes a call of the C function intrinsic_name. */
type Any = any;
declare function $define(object: string, members: object & ThisType<Any>): void;
declare function $export(names: object): void;
declare function $writeLine(stream: number, text: string): void;
declare function $defineGlobal(name: string, value: unknown): void;
declare function $arraySlice(array: unknown, start: unknown, end: unknown): Any;
declare function $arrayIndexOf(array: unknown, item: unknown, from: number, sameValueZero: boolean): number | undefined;
declare function $arrayInsertGap(array: unknown, at: number, count: number): boolean;
declare function $arrayAppend(to: unknown, from: unknown): boolean;
declare function $sortValues(array: Any[], comparator: unknown): void;
declare function $sortNumbers(array: Any[]): void;
declare function $isDense(value: unknown): boolean;
/** Kinds: 0 forEach, 1 map, 2 filter, 3 some, 4 every, 5 find, 6 findIndex. `result` is what comes out at the end. */
declare function $arrayLoop(
  kind: number,
  array: unknown,
  callback: unknown,
  thisArgument: unknown,
  result: unknown,
): any;
declare function $isArray(value: unknown): boolean;
declare function $newArray(length: number): Any[];
declare function $isString(value: unknown): value is string;
declare function $toString(value: unknown): string;
declare function $splitString(text: string, separator: string, limit: number): string[];
declare function $newCapability(constructor: unknown): [Any, Any, Any];
declare function $typedArrayLength(array: unknown): number;
declare function $typedArrayValue(array: unknown, value: unknown): Any;
declare function $typedArraySpecies(array: unknown, length: number): Any;
declare function $isConstructor(value: unknown): boolean;
declare function $speciesConstructor(object: unknown, fallback: unknown): Any;
declare function $promiseState(value: unknown): number | undefined;
declare function $promiseResult(value: unknown): unknown;
declare function $newTypedArrayLike(value: unknown, length: number): Any;
/** The typed array itself. @throws {TypeError} it is none, or its buffer is detached */
declare function $thisTypedArray(value: unknown, method: string): Any;
/** A typed array that is iterated as typed arrays are. */
declare function $isPlainElements(value: unknown): boolean;
/** The engine's own constructor of a kind of typed arrays whose elements those of the typed array can become. */
declare function $takesElements(constructor: unknown, array: unknown): boolean;
declare function $kindOf(value: unknown): number;
declare function $isProxy(value: unknown): boolean;
declare function $classFlags(value: unknown): number;
declare function $ownKeys(value: unknown, filter: number): Any[];
declare function $numberText(value: number): string;
declare function $wrapped(value: unknown): unknown;
declare function $collectionEntries(value: unknown): Any[];
declare function $regexpExec(regexp: unknown, text: string): Any;
declare function $regexpTest(regexp: unknown, text: string): boolean;
declare function $regexpSearch(regexp: unknown, text: string): number;
declare function $regexpMatches(regexp: unknown, text: string): Any;
declare function $regexpReplace(regexp: unknown, text: string, replacement: unknown): string;
declare function $regexpSplit(regexp: unknown, text: string, limit: number): Any;
declare function $regexpClone(regexp: unknown, flags: string): Any;
/** GetSubstitution; `captures`: an array, or undefined for none; `groups`: an object or undefined. */
declare function $expandTemplate(
  template: string,
  text: string,
  position: number,
  matched: string,
  captures: unknown,
  groups: unknown,
): string;
declare function $newRegExp(pattern: string, flags: string): Any;
declare function $isPlainRegExp(value: unknown): boolean;
declare function $toObject(value: unknown): Any;
declare function $toIntegerOrInfinity(value: unknown): number;
declare function $newMatchIterator(state: unknown): Any;
declare function $matchIteratorState(iterator: unknown): Any;
declare function $throwIncompatible(method: string, receiver: unknown): void;
declare function $throwNotObject(value: unknown): void;
declare const RegExp: Any;
declare const JSON: Any;
declare const Symbol: Any;
declare const Object: Any;
declare const Math: Any;
declare const Array: Any;
declare const Promise: Any;
declare const String: Any;
declare const Number: Any;
declare const AggregateError: Any;
declare const Reflect: Any;
declare const Map: Any;
declare const Set: Any;
declare const Error: Any;
declare const TypeError: Any;
declare const RangeError: Any;
declare const BigInt: Any;
declare function $prototypeOf(value: unknown): Any;
declare function $ownProperty(value: unknown, key: unknown, accessor: boolean): Any;
declare function $isEnumerable(value: unknown, key: unknown): boolean;
declare function $bigintText(value: unknown): string;
declare function $symbolText(value: unknown): string;
declare function $byteLength(value: unknown): number;
declare function $byteAt(value: unknown, index: number): number;
declare function $regexpText(value: unknown): string;
declare function $stackOf(value: unknown): Any;
declare function $collate(a, b, flags);
declare function $textInMessage(value: unknown): string;
