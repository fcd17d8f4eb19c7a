/**
 * The instructions of the intermediate representation. This table is the only place that knows how many operands an
 * instruction takes, whether it gives a result, may throw, and what it may do to the heap: the printer, the verifier,
 * liveness and every pass read it from here.
 */

/** none: depends on its operands only. read: looks at the heap. write: changes it. call: may run any code. */
export type Effect = 'none' | 'read' | 'write' | 'call';

/** What is known of a result from the instruction alone. */
export type ResultType = 'any' | 'boolean' | 'int32' | 'number' | 'string' | 'object' | 'function';

export interface Opcode {
  /** Number of operands; a negative number -n means n or more. */
  readonly operands: number;
  readonly result: ResultType | null;
  readonly throws: boolean;
  readonly effect: Effect;
  /** Immediates that must be present; a trailing ? marks an optional one. */
  readonly immediates: readonly string[];
}

const op = (
  operands: number,
  result: ResultType | null,
  effect: Effect,
  throws: boolean,
  ...immediates: string[]
): Opcode => ({ operands, result, effect, throws, immediates });

/** Any number of operands. */
export const ANY = Number.NEGATIVE_INFINITY;
const PURE = false;
const THROWS = true;

export const OPCODES = {
  // values and variables
  constant: op(0, 'any', 'none', PURE, 'value'),
  privateSymbol: op(0, 'any', 'none', PURE, 'name', 'id'),
  move: op(1, 'any', 'none', PURE),
  captured: op(0, 'any', 'none', PURE, 'index'),
  boxNew: op(1, 'any', 'none', PURE),
  boxGet: op(1, 'any', 'read', PURE),
  boxSet: op(2, null, 'write', PURE),
  moduleGet: op(0, 'any', 'read', PURE, 'binding'),
  moduleSet: op(1, null, 'write', PURE, 'binding'),
  checkInitialized: op(1, null, 'none', THROWS, 'name'),
  throwConstAssignment: op(0, null, 'none', THROWS, 'name'),
  globalGet: op(0, 'any', 'read', THROWS, 'name'),
  globalGetOrUndefined: op(0, 'any', 'read', PURE, 'name'),
  globalSet: op(1, null, 'call', THROWS, 'name'),
  thisValue: op(0, 'any', 'none', PURE),
  newTarget: op(0, 'any', 'none', PURE),
  selfFunction: op(0, 'function', 'none', PURE),
  argumentsObject: op(0, 'object', 'none', PURE),
  restArray: op(0, 'object', 'none', PURE, 'index'),

  // objects
  closure: op(ANY, 'function', 'none', PURE, 'function'),
  regexp: op(0, 'object', 'none', THROWS, 'pattern', 'flags'),
  templateObject: op(0, 'object', 'read', PURE, 'template'),
  arrayNew: op(ANY, 'object', 'none', PURE),
  arrayPush: op(2, null, 'write', PURE),
  arraySpread: op(2, null, 'call', THROWS, 'text?'),
  objectNew: op(ANY, 'object', 'none', PURE, 'keys'),
  /** An instance of a known class: its constructor's function object, and values of the first properties. */
  instanceNew: op(-1, 'object', 'none', PURE, 'function', 'keys'),
  objectSpread: op(2, null, 'call', THROWS),
  objectRest: op(-1, 'object', 'call', THROWS),
  setLiteralPrototype: op(2, null, 'write', PURE),
  defineField: op(2, null, 'call', THROWS, 'key'),
  defineElement: op(3, null, 'call', THROWS),
  defineMethod: op(3, null, 'call', THROWS, 'enumerable'),
  defineGetter: op(3, null, 'call', THROWS, 'enumerable'),
  defineSetter: op(3, null, 'call', THROWS, 'enumerable'),
  setFunctionName: op(2, null, 'write', PURE, 'prefix'),
  classNew: op(-1, null, 'call', THROWS),
  classPrototype: op(1, 'object', 'read', PURE),
  superBase: op(1, 'any', 'read', PURE, 'home'),
  privateNameNew: op(0, 'any', 'none', PURE, 'name'),
  privateDefine: op(3, null, 'write', THROWS, 'readonly'),
  privateDefineAccessor: op(4, null, 'write', THROWS),
  privateGet: op(2, 'any', 'call', THROWS, 'name?', 'id?'),
  privateSet: op(3, null, 'call', THROWS, 'name?', 'id?'),
  privateHas: op(2, 'boolean', 'read', THROWS),

  // properties
  getProperty: op(1, 'any', 'call', THROWS, 'key', 'method?'),
  setProperty: op(2, null, 'call', THROWS, 'key'),
  getElement: op(2, 'any', 'call', THROWS),
  setElement: op(3, null, 'call', THROWS),
  deleteProperty: op(2, 'boolean', 'call', THROWS),
  hasProperty: op(2, 'boolean', 'call', THROWS),
  getSuper: op(3, 'any', 'call', THROWS),
  setSuper: op(4, null, 'call', THROWS),
  toPropertyKey: op(1, 'any', 'call', THROWS),
  requireObjectCoercible: op(1, null, 'none', THROWS, 'text?'),

  // calls
  /** `function`: what it most likely calls. */
  call: op(-2, 'any', 'call', THROWS, 'key?', 'text?', 'function?'),
  callDirect: op(ANY, 'any', 'call', THROWS, 'function'),
  /** Of the constructor of a known class: its function object, the instance, arguments. */
  callKnown: op(-2, null, 'call', THROWS, 'function'),
  /** Of a method that is certainly this one: `this`, arguments. */
  callMethod: op(-1, 'any', 'call', THROWS, 'function'),
  callArray: op(3, 'any', 'call', THROWS, 'text?'),
  construct: op(-1, 'any', 'call', THROWS, 'text?'),
  constructArray: op(2, 'any', 'call', THROWS, 'text?'),
  superConstructor: op(1, 'any', 'read', PURE),
  superConstruct: op(-2, 'object', 'call', THROWS),
  superConstructArray: op(3, 'object', 'call', THROWS),
  superConstructForward: op(2, 'object', 'call', THROWS),
  checkThisUnset: op(1, null, 'none', THROWS),
  intrinsic: op(ANY, 'any', 'call', THROWS, 'name'),
  /** A function of Math, with one or two arguments. */
  math: op(ANY, 'number', 'call', THROWS, 'name'),

  // operators
  binary: op(2, 'any', 'call', THROWS, 'operator'),
  compare: op(2, 'boolean', 'call', THROWS, 'operator'),
  strictEquals: op(2, 'boolean', 'read', PURE),
  looseEquals: op(2, 'boolean', 'call', THROWS),
  not: op(1, 'boolean', 'read', PURE),
  negate: op(1, 'any', 'call', THROWS),
  bitNot: op(1, 'any', 'call', THROWS),
  increment: op(1, 'any', 'none', PURE),
  decrement: op(1, 'any', 'none', PURE),
  toNumber: op(1, 'number', 'call', THROWS),
  toNumeric: op(1, 'any', 'call', THROWS),
  toText: op(1, 'string', 'call', THROWS),
  concatenate: op(-1, 'string', 'none', THROWS),
  typeOf: op(1, 'string', 'read', PURE),
  instanceOf: op(2, 'boolean', 'call', THROWS),
  isUndefined: op(1, 'boolean', 'none', PURE),
  isNullish: op(1, 'boolean', 'none', PURE),
  isEnd: op(1, 'boolean', 'none', PURE),
  isObject: op(1, 'boolean', 'read', PURE),

  // iteration
  getIterator: op(1, 'any', 'call', THROWS, 'text?'),
  getAsyncIterator: op(1, 'any', 'call', THROWS, 'text?'),
  forInIterator: op(1, 'any', 'call', THROWS),
  iteratorNext: op(1, 'any', 'call', THROWS),
  iteratorNextOrUndefined: op(1, 'any', 'call', THROWS),
  iteratorSkip: op(1, null, 'call', THROWS),
  iteratorRest: op(1, 'object', 'call', THROWS),
  iteratorClose: op(1, null, 'call', THROWS),
  iteratorCloseQuietly: op(1, null, 'call', PURE),
  iteratorStep: op(1, 'any', 'call', THROWS),
  iteratorReturn: op(1, 'any', 'call', THROWS),
  checkIteratorResult: op(1, null, 'none', THROWS),

  // suspension
  initialYield: op(0, null, 'call', PURE),
  yieldRaw: op(1, 'any', 'call', PURE, 'delegate'),
  await: op(1, 'any', 'call', THROWS),
  awaitRaw: op(1, 'any', 'call', PURE),
  resumeMode: op(0, 'int32', 'read', PURE),
  delegateResume: op(3, 'any', 'call', THROWS),

  // exceptions
  throw: op(1, null, 'none', THROWS),
  throwError: op(0, null, 'none', THROWS, 'error', 'name'),
  catch: op(0, 'any', 'read', PURE),
} as const satisfies Record<string, Opcode>;

export type OpcodeName = keyof typeof OPCODES;

export const opcode = (name: OpcodeName): Opcode => OPCODES[name];
