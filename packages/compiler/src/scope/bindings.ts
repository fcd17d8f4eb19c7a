import type { AnyNode, Identifier, Pattern } from 'acorn';
import { InternalError } from '../diagnostics.js';
import type {
  Binding,
  BindingKind,
  ClassInfo,
  FunctionBody,
  FunctionKind,
  FunctionScope,
  PrivateName,
  Scope,
  ScopeInfo,
  SuperReference,
} from './model.js';
import { children, isAnonymousDefinition, isExpressionLike, isFunctionNode } from './syntax.js';

/** The tables that the walk over a module fills, and what it does to them: declarations, references, captures. */
export class ScopeAnalysis implements Omit<ScopeInfo, 'main'> {
  /** The walk itself, for the parts of it that stand in modules of their own. */
  readonly visit: (node: AnyNode | null | undefined, scope: Scope) => void;
  readonly functions: FunctionScope[] = [];
  readonly moduleBindings: Binding[] = [];
  readonly references = new Map<AnyNode, Binding>();
  readonly functionOf = new Map<AnyNode, FunctionScope>();
  readonly scopeOf = new Map<AnyNode, Scope>();
  readonly headOf = new Map<AnyNode, Scope>();
  readonly classOf = new Map<AnyNode, ClassInfo>();
  readonly homeOf = new Map<AnyNode, Binding>();
  readonly superOf = new Map<AnyNode, SuperReference>();
  readonly privateNameOf = new Map<AnyNode, PrivateName>();
  readonly absentTargets = new Set<AnyNode>();
  readonly globals = new Set<string>();
  private readonly privateIds = new Set<string>();
  /** Hidden bindings of classes in a loop at the top level are captured by value, one for each iteration. */
  insideLoop = false;
  /** Functions and classes without a name take that of what they are assigned to. */
  readonly givenNames = new Map<AnyNode, string>();
  readonly homes = new Map<FunctionScope, Binding>();

  constructor(visit: ScopeAnalysis['visit']) {
    this.visit = visit;
  }

  place(binding: Binding): void {
    if (!binding.captured || binding.moduleLevel || binding.kind === 'self') return;
    binding.boxed =
      binding.capturedEarly || binding.kind === 'var' || binding.kind === 'internal' || binding.assignments > 0;
  }

  /** Part of an identifier in C. */
  privateId(className: string, description: string): string {
    const base = `${className}_${description}`.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 60);
    let id = base;
    for (let count = 1; this.privateIds.has(id); count++) id = `${base}_${count}`;
    this.privateIds.add(id);
    return id;
  }

  newFunction(
    kind: FunctionKind,
    body: FunctionBody,
    parent: FunctionScope | null,
    name: string,
    start: number,
    classInfo: ClassInfo | null,
  ): FunctionScope {
    const fn: FunctionScope = {
      id: this.functions.length,
      kind,
      body,
      parent,
      start,
      name,
      captures: [],
      bindings: [],
      hidden: new Map(),
      usesThis: false,
      usesArguments: false,
      usesNewTarget: false,
      usesAwait: false,
      scope: undefined as unknown as Scope,
      classInfo,
      isStatic: kind === 'static',
    };
    this.functions.push(fn);
    return fn;
  }

  newScope(parent: Scope | null, fn: FunctionScope, isFunctionScope: boolean, classInfo: ClassInfo | null): Scope {
    return { parent, function: fn, isFunctionScope, bindings: new Map(), classInfo };
  }

  newBinding(name: string, kind: BindingKind, scope: Scope, declarationEnd: number): Binding {
    const moduleLevel =
      scope.function.kind === 'module' && (scope.isFunctionScope || kind === 'internal' || kind === 'fixed');
    const binding: Binding = {
      name,
      kind,
      owner: scope.function,
      declarationEnd,
      moduleLevel: moduleLevel && !this.insideLoop,
      captured: false,
      assignments: 0,
      capturedEarly: false,
      usedEarly: false,
      boxed: false,
    };
    scope.function.bindings.push(binding);
    if (binding.moduleLevel) this.moduleBindings.push(binding);
    return binding;
  }

  declare(scope: Scope, name: string, kind: BindingKind, declarationEnd: number): Binding {
    if (kind === 'var') while (!scope.isFunctionScope) scope = scope.parent!;
    const existing = scope.bindings.get(name);
    if (existing !== undefined) {
      if (kind === 'function' && existing.kind === 'var') existing.kind = 'var';
      return existing;
    }
    const binding = this.newBinding(name, kind, scope, declarationEnd);
    scope.bindings.set(name, binding);
    return binding;
  }

  declarePattern(pattern: Pattern | null, scope: Scope, kind: BindingKind, declarationEnd: number): void {
    if (pattern === null) return;
    switch (pattern.type) {
      case 'Identifier':
        this.references.set(pattern, this.declare(scope, pattern.name, kind, declarationEnd));
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties)
          this.declarePattern(
            property.type === 'RestElement' ? property.argument : property.value,
            scope,
            kind,
            declarationEnd,
          );
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) this.declarePattern(element, scope, kind, declarationEnd);
        return;
      case 'AssignmentPattern':
        this.declarePattern(pattern.left, scope, kind, declarationEnd);
        return;
      case 'RestElement':
        this.declarePattern(pattern.argument, scope, kind, declarationEnd);
        return;
    }
  }

  /** `var` declarations anywhere in the body of a function. */
  hoistVariables(nodes: readonly AnyNode[], scope: Scope): void {
    for (const node of nodes) {
      if (isFunctionNode(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') continue;
      if (node.type === 'VariableDeclaration' && node.kind === 'var')
        for (const declarator of node.declarations) this.declarePattern(declarator.id, scope, 'var', declarator.end);
      if (isExpressionLike(node)) continue;
      this.hoistVariables(children(node), scope);
    }
  }

  /** Declarations that belong to one block. */
  hoistLexical(body: readonly AnyNode[], scope: Scope): void {
    for (let statement of body) {
      if (statement.type === 'ExportNamedDeclaration' && statement.declaration) statement = statement.declaration;
      if (statement.type === 'ExportDefaultDeclaration') {
        const declaration = statement.declaration;
        if (
          (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') &&
          declaration.id !== null
        )
          statement = declaration;
      }
      if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') {
        const kind = statement.kind === 'const' ? 'const' : 'let';
        for (const declarator of statement.declarations)
          this.declarePattern(declarator.id, scope, kind, declarator.end);
      } else if (statement.type === 'FunctionDeclaration' && statement.id !== null) {
        const kind = scope.isFunctionScope && scope.function.kind !== 'module' ? 'var' : 'function';
        this.references.set(statement.id, this.declare(scope, statement.id.name, kind, statement.start));
      } else if (statement.type === 'ClassDeclaration' && statement.id !== null)
        this.references.set(statement.id, this.declare(scope, statement.id.name, 'class', statement.end));
    }
  }

  resolve(scope: Scope, name: string): Binding | null {
    for (let s: Scope | null = scope; s !== null; s = s.parent) {
      const binding = s.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  }

  reference(node: Identifier, scope: Scope, write: boolean): void {
    if (node.name === 'arguments') {
      const found = this.resolve(scope, 'arguments');
      if (found === null) {
        this.implicit(node, scope.function, 'arguments');
        return;
      }
    }
    const binding = this.resolve(scope, node.name);
    if (binding === null) {
      this.globals.add(node.name);
      return;
    }
    this.references.set(node, binding);
    this.use(binding, scope.function, node.start, write);
  }

  use(binding: Binding, from: FunctionScope, position: number, write: boolean): void {
    if (write) binding.assignments++;
    if (binding.owner === from) {
      if (position < binding.declarationEnd) binding.usedEarly = true;
      return;
    }
    if (binding.moduleLevel) {
      binding.captured = true;
      let inner = from;
      while (inner.parent !== null && inner.parent !== binding.owner) inner = inner.parent;
      if (inner.body.type === 'function' && inner.body.node.type === 'FunctionDeclaration')
        binding.capturedEarly = true;
      if (inner.start < binding.declarationEnd) binding.capturedEarly = true;
      return;
    }
    binding.captured = true;
    let inner = from;
    while (inner.parent !== binding.owner) {
      if (inner.parent === null) throw new InternalError(`binding ${binding.name} is not in scope`);
      inner = inner.parent;
    }
    const hoisted = inner.body.type === 'function' && inner.body.node.type === 'FunctionDeclaration';
    const always = ['parameter', 'this', 'newTarget', 'arguments', 'internal', 'fixed'].includes(binding.kind);
    if (!always && (hoisted || inner.start < binding.declarationEnd)) binding.capturedEarly = true;
    if (binding.kind === 'parameter' && inner.start < binding.declarationEnd) binding.capturedEarly = true;
    for (let fn = from; fn !== binding.owner; fn = fn.parent!)
      if (!fn.captures.includes(binding)) fn.captures.push(binding);
  }

  /** `this`, `arguments` and `new.target` belong to the closest function that is not an arrow. */
  implicit(node: AnyNode, fn: FunctionScope, what: 'this' | 'arguments' | 'newTarget'): Binding | null {
    let owner = fn;
    while (owner.kind === 'arrow') owner = owner.parent!;
    if (what === 'this') owner.usesThis = true;
    else if (what === 'arguments') owner.usesArguments = true;
    else owner.usesNewTarget = true;
    if (owner === fn || owner.kind === 'module') {
      if (what === 'this' && owner.kind === 'derivedConstructor') this.hidden(owner, 'this');
      return null;
    }
    const binding = this.hidden(owner, what);
    this.use(binding, fn, Number.POSITIVE_INFINITY, false);
    this.references.set(node, binding);
    return binding;
  }

  hidden(owner: FunctionScope, what: 'this' | 'arguments' | 'newTarget'): Binding {
    let binding = owner.hidden.get(what);
    if (binding === undefined) {
      binding = this.newBinding(what, what, owner.scope, 0);
      if (owner.kind === 'derivedConstructor' && what === 'this') binding.capturedEarly = true;
      owner.hidden.set(what, binding);
    }
    return binding;
  }

  nameAnonymous(value: AnyNode | null | undefined, target: AnyNode): void {
    if (!value || target.type !== 'Identifier') return;
    if (isAnonymousDefinition(value)) this.givenNames.set(value, target.name);
  }

  loop(body: () => void): void {
    const saved = this.insideLoop;
    this.insideLoop = true;
    body();
    this.insideLoop = saved;
  }

  noteAwait(scope: Scope): void {
    if (scope.function.kind === 'module') scope.function.usesAwait = true;
  }
}
