import type { AnyNode, Expression, Pattern, Statement, Super } from 'acorn';
import { CompileError, InternalError } from '../diagnostics.js';
import {
  type Block,
  type Constant,
  HOLE,
  type Immediates,
  type Instruction,
  type IRFunction,
  type Register,
  type Terminator,
  UNINITIALIZED,
} from '../ir.js';
import type { OpcodeName } from '../opcodes.js';
import type { Binding, FunctionScope, Scope, ScopeInfo } from '../scope.js';
import type { Position, PositionFinder } from '../source.js';
import type { Origin } from './quote.js';

/** What the parts of the lowering call of each other; handed in so that their modules need not import one another. */
export interface Lowering {
  statement(f: FunctionBuilder, node: Statement | AnyNode): void;
  expression(f: FunctionBuilder, node: Expression | Super): Register;
  pattern(f: FunctionBuilder, node: Pattern, value: Register, mode: 'declare' | 'assign', origin?: Origin): void;
  functionFor(scope: FunctionScope): IRFunction;
  /** $name(...) calls the engine's C: in its own modules. */
  readonly intrinsics: boolean;
  /** What a name that is imported from morgana:platform stands for; null for any other. */
  platformFunction(local: string): { readonly name: string; readonly arity: number } | null;
  /** Something that compiles and will not work: told to who builds the program. */
  warn(message: string, position: Position): void;
  readonly dynamicCode: DynamicCode;
}

/** What becomes of code that would need a parser at run time: an error of compilation, or an exception when it is reached. */
export type DynamicCode = 'error' | 'throw';

/** One entry of the stack of constructs that a jump out of them has to unwind. */
export interface Control {
  readonly type: 'loop' | 'switch' | 'block' | 'try' | 'finally' | 'iterator';
  readonly labels: readonly string[];
  readonly breakTo?: Block;
  readonly continueTo?: Block;
  /** The handler outside of the construct. */
  readonly handler: Block | null;
  /** Closed when the construct is left other than by its end. */
  readonly iterator?: Register;
  readonly asyncIterator?: boolean;
  readonly finalizer?: Finalizer;
}

/** One finally block: entered with `kind` telling where to go on afterwards. */
export interface Finalizer {
  readonly block: Block;
  readonly kind: Register;
  readonly exits: (() => void)[];
}

const isTdzKind = (binding: Binding): boolean =>
  binding.kind === 'let' || binding.kind === 'const' || binding.kind === 'class';

const declarations = new WeakMap<ScopeInfo, Map<Binding, FunctionScope>>();

/** The function that a declaration gives to a variable; of several, the first. */
export function declaredFunction(info: ScopeInfo, binding: Binding): FunctionScope | undefined {
  let map = declarations.get(info);
  if (map === undefined) {
    map = new Map();
    for (const fn of info.functions) {
      if (fn.body.type !== 'function' || fn.body.node.type !== 'FunctionDeclaration' || !fn.body.node.id) continue;
      const name = info.references.get(fn.body.node.id);
      if (name !== undefined && !map.has(name)) map.set(name, fn);
    }
    declarations.set(info, map);
  }
  return map.get(binding);
}

/** Builds the IR of one function. */
export class FunctionBuilder {
  readonly fn: IRFunction;
  readonly scope: FunctionScope;
  readonly info: ScopeInfo;
  readonly lowering: Lowering;
  readonly positions: PositionFinder;
  /** Engine sources may use intrinsics ($name) and their helpers need no initialisation. */
  readonly engineModule: boolean;
  handler: Block | null = null;
  controls: Control[] = [];
  pendingLabels: string[] = [];
  chainNull: Block | null = null;
  loopDepth = 0;
  thisRegister: Register | null = null;
  thisBox: Register | null = null;
  argumentsRegister: Register | null = null;
  private readonly registers = new Map<Binding, Register>();
  private current: Block | null = null;
  private offset = 0;
  /** Statements and operands that never ran in a profile. */
  private readonly coldNodes: ReadonlySet<AnyNode>;
  private cold = 0;

  constructor(
    fn: IRFunction,
    info: ScopeInfo,
    positions: PositionFinder,
    lowering: Lowering,
    engineModule: boolean,
    coldNodes: ReadonlySet<AnyNode> = new Set(),
  ) {
    this.coldNodes = coldNodes;
    this.fn = fn;
    this.scope = fn.scope;
    this.info = info;
    this.positions = positions;
    this.lowering = lowering;
    this.engineModule = engineModule;
  }

  // --- instructions and blocks

  at(node: AnyNode): void {
    this.offset = node.start;
  }

  fail(node: AnyNode, message: string): never {
    throw new CompileError(message, this.positions.at(node.start));
  }

  block(): Block {
    return this.fn.block(this.handler, this.loopDepth);
  }

  start(block: Block): void {
    this.current = block;
  }

  get reachable(): boolean {
    return this.current !== null;
  }

  private ensure(): Block {
    // code behind a jump lands in a block of its own, which pruning drops
    if (this.current === null) this.current = this.block();
    return this.current;
  }

  private position(): Position {
    return this.positions.at(this.offset);
  }

  private push(instruction: Instruction): void {
    const block = this.ensure();
    if (this.cold > 0 && block.instructions.length === 0) block.cold = true;
    block.instructions.push(instruction);
  }

  emit(op: OpcodeName, operands: Register[] = [], immediates: Immediates = {}): Register {
    const result = this.fn.register();
    this.push({ op, result, operands, immediates, position: this.position() });
    return result;
  }

  emitTo(result: Register, op: OpcodeName, operands: Register[] = [], immediates: Immediates = {}): void {
    this.push({ op, result, operands, immediates, position: this.position() });
  }

  effect(op: OpcodeName, operands: Register[] = [], immediates: Immediates = {}): void {
    this.push({ op, result: null, operands, immediates, position: this.position() });
  }

  constant(value: Constant): Register {
    return this.emit('constant', [], { value });
  }

  move(to: Register, from: Register): void {
    this.emitTo(to, 'move', [from]);
  }

  terminate(terminator: Terminator): void {
    if (this.current !== null && this.current.terminator === null) this.current.terminator = terminator;
    this.current = null;
  }

  jump(to: Block): void {
    if (this.current !== null) this.terminate({ op: 'jump', to });
  }

  branch(operand: Register, to: Block, otherwise: Block): void {
    if (this.current !== null) this.terminate({ op: 'branch', operand, to, otherwise });
  }

  /** Goes on in a new block, so that the handler in force now holds for what follows. */
  freshBlock(): void {
    const next = this.block();
    this.jump(next);
    this.start(next);
  }

  throwValue(value: Register): void {
    this.effect('throw', [value]);
    this.terminate({ op: 'unreachable' });
  }

  throwError(error: string, name: string): void {
    this.effect('throwError', [], { error, name });
    this.terminate({ op: 'unreachable' });
  }

  expression(node: Expression | Super): Register {
    return this.coldNodes.has(node)
      ? this.aside(() => this.lowering.expression(this, node))
      : this.lowering.expression(this, node);
  }

  statement(node: Statement | AnyNode): void {
    if (this.coldNodes.has(node)) this.aside(() => this.lowering.statement(this, node));
    else this.lowering.statement(this, node);
  }

  /** What never ran has blocks of its own. */
  private aside<T>(lower: () => T): T {
    if (this.cold === 0 && this.current !== null && this.current.instructions.length > 0) this.freshBlock();
    this.cold++;
    const result = lower();
    this.cold--;
    if (this.cold === 0 && this.current?.cold === true) this.freshBlock();
    return result;
  }

  // --- values that must survive what is evaluated after them

  isVariable(register: Register): boolean {
    return this.fn.registerNames[register] !== '';
  }

  /** Evaluates to a register that evaluating `later` cannot change. */
  held(node: Expression | Super, later: readonly (AnyNode | null | undefined)[]): Register {
    const register = this.expression(node);
    if (!this.isVariable(register)) return register;
    if (node.type === 'ThisExpression') return register;
    if (node.type === 'Identifier') {
      const binding = this.info.references.get(node);
      if (binding !== undefined && binding.assignments === 0 && binding.kind !== 'var') return register;
    }
    if (later.every((n) => !n || isPure(n))) return register;
    return this.emit('move', [register]);
  }

  /** Arguments of a call, each safe from the evaluation of those after it. */
  heldAll(nodes: readonly Expression[]): Register[] {
    return nodes.map((node, index) => this.held(node, nodes.slice(index + 1)));
  }

  // --- variables

  bindRegister(binding: Binding, register: Register): void {
    this.registers.set(binding, register);
  }

  registerOf(binding: Binding): Register {
    const register = this.registers.get(binding);
    if (register === undefined) {
      if (binding.kind === 'self') return this.emit('selfFunction');
      throw new InternalError(`${this.fn.symbol}: ${binding.name} has no register`);
    }
    return register;
  }

  declareScope(scope: Scope): void {
    for (const binding of scope.bindings.values()) {
      if (binding.moduleLevel || binding.kind === 'self') continue;
      if (binding.kind === 'internal' || binding.kind === 'fixed') continue;
      if (binding.kind === 'parameter' && this.registers.has(binding)) continue;
      this.declareBinding(binding);
    }
  }

  declareBinding(binding: Binding): void {
    if (binding.moduleLevel) return;
    const register = this.registers.get(binding) ?? this.fn.register(binding.name || 'internal');
    this.registers.set(binding, register);
    // Only a derived constructor declares its `this`: it is bound by super().
    const checked = this.isChecked(binding) || binding.kind === 'this';
    const initial = checked ? UNINITIALIZED : undefined;
    if (binding.boxed) this.emitTo(register, 'boxNew', [this.constant(initial)]);
    else this.emitTo(register, 'constant', [], { value: initial });
  }

  private isChecked(binding: Binding): boolean {
    if (!(binding.usedEarly || binding.capturedEarly)) return false;
    return isTdzKind(binding) || binding.kind === 'parameter' || (binding.kind === 'internal' && binding.usedEarly);
  }

  read(binding: Binding): Register {
    const { name } = binding;
    if (binding.moduleLevel) {
      if (this.engineModule && binding.kind === 'function') return this.engineFunction(binding);
      const value = this.emit('moduleGet', [], { binding });
      if (this.isChecked(binding)) this.effect('checkInitialized', [value], { name });
      return value;
    }
    const register = this.registerOf(binding);
    const value = binding.boxed ? this.emit('boxGet', [register]) : register;
    const isThis = binding.kind === 'this' && binding.owner.kind === 'derivedConstructor';
    if (isThis || (this.isChecked(binding) && (binding.usedEarly || this.scope !== binding.owner)))
      this.effect('checkInitialized', [value], { name });
    return value;
  }

  /** The top level of the engine's modules is not run for their functions: a helper is made where it is used. */
  private engineFunction(binding: Binding): Register {
    const scope = declaredFunction(this.info, binding);
    if (scope === undefined) throw new InternalError(`engine function ${binding.name} is not declared`);
    return this.emit('closure', [], { function: this.lowering.functionFor(scope) });
  }

  initialize(binding: Binding, value: Register): void {
    if (binding.moduleLevel) this.effect('moduleSet', [value], { binding });
    else if (binding.boxed) this.effect('boxSet', [this.registerOf(binding), value]);
    else this.move(this.registerOf(binding), value);
  }

  assign(binding: Binding, value: Register): void {
    if (this.isChecked(binding)) this.read(binding);
    if (binding.kind === 'const' || binding.kind === 'self' || binding.kind === 'internal')
      this.effect('throwConstAssignment', [], { name: binding.name });
    else this.initialize(binding, value);
  }

  /** `this` of the function itself; arrows read the binding of their owner instead. */
  readThis(): Register {
    // an arrow that has no binding for it stands at the top level
    if (this.scope.kind === 'module' || this.scope.kind === 'arrow') return this.constant(undefined);
    if (this.thisBox !== null) {
      const value = this.emit('boxGet', [this.thisBox]);
      this.effect('checkInitialized', [value], { name: 'this' });
      return value;
    }
    if (this.thisRegister === null) throw new InternalError(`${this.fn.symbol} has no this`);
    if (this.scope.kind === 'derivedConstructor')
      this.effect('checkInitialized', [this.thisRegister], { name: 'this' });
    return this.thisRegister;
  }

  // --- leaving constructs

  /** Runs what stands between here and `target` (null: the function's end), then `done`. */
  unwind(target: Control | null, done: () => void, closeTarget = false): void {
    const savedControls = this.controls;
    const savedHandler = this.handler;
    for (let i = savedControls.length - 1; i >= 0; i--) {
      const control = savedControls[i]!;
      if (control === target) {
        if (closeTarget) this.closeIterator(control);
        break;
      }
      this.controls = savedControls.slice(0, i);
      this.closeIterator(control);
      if (control.finalizer !== undefined) {
        const { finalizer } = control;
        this.move(finalizer.kind, this.constant(finalizer.exits.length));
        finalizer.exits.push(() => this.unwind(target, done, closeTarget));
        this.jump(finalizer.block);
        this.controls = savedControls;
        this.handler = savedHandler;
        return;
      }
      this.handler = control.handler;
    }
    if (this.handler !== savedHandler) this.freshBlock();
    done();
    this.controls = savedControls;
    this.handler = savedHandler;
  }

  private closeIterator(control: Control): void {
    if (control.iterator === undefined) return;
    this.handler = control.handler;
    this.freshBlock();
    if (control.asyncIterator) {
      const result = this.emit('iteratorReturn', [control.iterator]);
      const called = this.block();
      const end = this.block();
      this.branch(this.emit('isUndefined', [result]), end, called);
      this.start(called);
      this.effect('checkIteratorResult', [this.emit('await', [result])]);
      this.jump(end);
      this.start(end);
    } else this.effect('iteratorClose', [control.iterator]);
  }

  returnValue(
    value: Register,
    leave: (result: Register) => void = (result) => this.terminate({ op: 'return', operand: result }),
  ): void {
    if (!this.reachable) return;
    // a finally block may assign the variable after the value was taken
    const result = this.controls.length > 0 && this.isVariable(value) ? this.emit('move', [value]) : value;
    this.unwind(null, () => leave(result));
  }

  takeLabels(): string[] {
    const labels = this.pendingLabels;
    this.pendingLabels = [];
    return labels;
  }
}

/** Evaluating it changes no variable and runs no other code. */
export function isPure(node: AnyNode): boolean {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return true;
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'UnaryExpression':
      return (node.operator === '!' || node.operator === 'typeof' || node.operator === 'void') && isPure(node.argument);
    case 'LogicalExpression':
      return isPure(node.left) && isPure(node.right);
    case 'ConditionalExpression':
      return isPure(node.test) && isPure(node.consequent) && isPure(node.alternate);
    case 'ArrayExpression':
      return node.elements.every((e) => e === null || (e.type !== 'SpreadElement' && isPure(e)));
    // operators and property reads may call user code, but that code cannot assign a variable that is not boxed
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && isPure(node.left) && isPure(node.right);
    case 'MemberExpression':
      return node.object.type !== 'Super' && isPure(node.object) && (!node.computed || isPure(node.property));
    case 'CallExpression':
    case 'NewExpression':
      return (
        node.callee.type !== 'Super' &&
        isPure(node.callee) &&
        node.arguments.every((a) => a.type !== 'SpreadElement' && isPure(a))
      );
    default:
      return false;
  }
}

export { HOLE, UNINITIALIZED };
