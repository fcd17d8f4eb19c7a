import type {
  AnonymousClassDeclaration,
  AnonymousFunctionDeclaration,
  AnyNode,
  ArrowFunctionExpression,
  ClassDeclaration,
  ClassExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  MethodDefinition,
  Pattern,
  PrivateIdentifier,
  Program,
  PropertyDefinition,
  StaticBlock,
} from 'acorn';
import { InternalError } from './diagnostics.js';

export type FunctionNode = FunctionDeclaration | FunctionExpression | AnonymousFunctionDeclaration;
export type ClassNode = ClassDeclaration | ClassExpression | AnonymousClassDeclaration;

export type BindingKind =
  | 'var'
  | 'let'
  | 'const'
  | 'class'
  | 'function'
  | 'parameter'
  | 'catch'
  | 'self'
  | 'this'
  | 'arguments'
  | 'newTarget'
  /** A class or something that belongs to it; set after closures that capture it were made. */
  | 'internal'
  /** A private name or home object: set before any closure captures it. */
  | 'fixed';

/** A variable of the program, or a hidden one of the compiler (a class, a home object, a computed key). */
export interface Binding {
  readonly name: string;
  kind: BindingKind;
  readonly owner: FunctionScope;
  /** Closures that start after this offset see the variable initialised. */
  readonly declarationEnd: number;
  /** Lives in a C static: declared at the top level of a module. */
  readonly moduleLevel: boolean;
  captured: boolean;
  assignments: number;
  /** A closure may run, or the owner itself may read, before the declaration was evaluated. */
  capturedEarly: boolean;
  usedEarly: boolean;
  /** Lives in a Box cell: captured, and its value may change after it was captured. */
  boxed: boolean;
}

export type FunctionKind =
  | 'module'
  | 'function'
  | 'arrow'
  | 'method'
  | 'constructor'
  | 'derivedConstructor'
  | 'fields'
  | 'static';

/** What the body of a function is made of; constructors without source and initialisers have no function node. */
export type FunctionBody =
  | { readonly type: 'program'; readonly program: Program }
  | { readonly type: 'function'; readonly node: FunctionNode | ArrowFunctionExpression }
  | { readonly type: 'defaultConstructor' }
  | { readonly type: 'initializer'; readonly value: Expression }
  | { readonly type: 'staticBlock'; readonly node: StaticBlock }
  | { readonly type: 'fields' };

export interface FunctionScope {
  readonly id: number;
  readonly kind: FunctionKind;
  readonly body: FunctionBody;
  readonly parent: FunctionScope | null;
  readonly start: number;
  name: string;
  readonly captures: Binding[];
  readonly bindings: Binding[];
  /** Hidden bindings that arrows inside take from here. */
  readonly hidden: Map<'this' | 'arguments' | 'newTarget', Binding>;
  usesThis: boolean;
  usesArguments: boolean;
  usesNewTarget: boolean;
  /** Top-level await makes the module's main function asynchronous. */
  usesAwait: boolean;
  scope: Scope;
  /** The class whose constructor, method, field or static block this is. */
  readonly classInfo: ClassInfo | null;
  isStatic: boolean;
}

export interface Scope {
  readonly parent: Scope | null;
  readonly function: FunctionScope;
  readonly isFunctionScope: boolean;
  readonly bindings: Map<string, Binding>;
  readonly classInfo: ClassInfo | null;
}

export interface ClassInfo {
  readonly node: ClassNode;
  /** Holds the constructor; inner references to the class's name read it as well. */
  readonly binding: Binding;
  readonly constructorFunction: FunctionScope;
  /** Set when the fields cannot be initialised inline in the constructor: the function that does it. */
  fieldsFunction: FunctionScope | null;
  fieldsBinding: Binding | null;
  readonly fields: PropertyDefinition[];
  /** Computed keys of fields, evaluated once with the class. */
  readonly computedKeys: Map<AnyNode, Binding>;
  readonly privateNames: Map<string, PrivateName>;
  /** Evaluated at most once: its private names are static. */
  readonly once: boolean;
}

export interface PrivateName {
  readonly description: string;
  /** Distinguishes equally named private names of the module. */
  readonly ordinal: number;
  /** Holds the key when the class can be evaluated more than once, otherwise null. */
  readonly binding: Binding | null;
  readonly kind: 'field' | 'method' | 'accessor';
  hasGetter: boolean;
  hasSetter: boolean;
  readonly isStatic: boolean;
  /** Hold the functions of a private method or accessor of instances, for the constructor to install. */
  method: Binding | null;
  getter: Binding | null;
  setter: Binding | null;
}

/** What `super` means at one place. The two bindings are null in the owner of `this` itself. */
export interface SuperReference {
  readonly home: Binding;
  /** The home object is the class (a static member), its prototype, or an object literal. */
  readonly homeKind: 'class' | 'prototype' | 'object';
  readonly thisBinding: Binding | null;
  readonly newTarget: Binding | null;
}

/** What every identifier, function and class of a module refers to. */
export interface ScopeInfo {
  readonly main: FunctionScope;
  readonly functions: FunctionScope[];
  readonly moduleBindings: Binding[];
  /** Absent: a global. */
  readonly references: Map<AnyNode, Binding>;
  readonly functionOf: Map<AnyNode, FunctionScope>;
  readonly scopeOf: Map<AnyNode, Scope>;
  /** What the expression of `for (let x of expression)` sees. */
  readonly headOf: Map<AnyNode, Scope>;
  readonly classOf: Map<AnyNode, ClassInfo>;
  /** Home objects of object literals whose methods use super. */
  readonly homeOf: Map<AnyNode, Binding>;
  readonly superOf: Map<AnyNode, SuperReference>;
  readonly privateNameOf: Map<AnyNode, PrivateName>;
  /** Names that no scope declares. */
  readonly globals: Set<string>;
}

const isFunctionNode = (node: AnyNode): node is FunctionNode | ArrowFunctionExpression =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression';

/** Children of a node in source order (acorn puts them in evaluation order). */
export function children(node: AnyNode): AnyNode[] {
  const result: AnyNode[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'type') continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) result.push(item);
    } else if (isNode(value)) result.push(value);
  }
  return result;
}
const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

export function analyzeScopes(program: Program): ScopeInfo {
  return new ScopeAnalysis(program).run();
}

class ScopeAnalysis {
  private readonly program: Program;
  private readonly functions: FunctionScope[] = [];
  private readonly moduleBindings: Binding[] = [];
  private readonly references = new Map<AnyNode, Binding>();
  private readonly functionOf = new Map<AnyNode, FunctionScope>();
  private readonly scopeOf = new Map<AnyNode, Scope>();
  private readonly headOf = new Map<AnyNode, Scope>();
  private readonly classOf = new Map<AnyNode, ClassInfo>();
  private readonly homeOf = new Map<AnyNode, Binding>();
  private readonly superOf = new Map<AnyNode, SuperReference>();
  private readonly privateNameOf = new Map<AnyNode, PrivateName>();
  private readonly globals = new Set<string>();
  private privateOrdinal = 0;

  constructor(program: Program) {
    this.program = program;
  }

  run(): ScopeInfo {
    const main = this.newFunction('module', { type: 'program', program: this.program }, null, '', 0, null);
    main.scope = this.newScope(null, main, true, null);
    this.hoistVariables(this.program.body, main.scope);
    this.hoistLexical(this.program.body, main.scope);
    for (const statement of this.program.body) this.walk(statement, main.scope);
    for (const fn of this.functions) for (const binding of fn.bindings) this.place(binding);
    return {
      main,
      functions: this.functions,
      moduleBindings: this.moduleBindings,
      references: this.references,
      functionOf: this.functionOf,
      scopeOf: this.scopeOf,
      headOf: this.headOf,
      classOf: this.classOf,
      homeOf: this.homeOf,
      superOf: this.superOf,
      privateNameOf: this.privateNameOf,
      globals: this.globals,
    };
  }

  private place(binding: Binding): void {
    if (!binding.captured || binding.moduleLevel || binding.kind === 'self') return;
    binding.boxed =
      binding.capturedEarly || binding.kind === 'var' || binding.kind === 'internal' || binding.assignments > 0;
  }

  private newFunction(
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

  private newScope(
    parent: Scope | null,
    fn: FunctionScope,
    isFunctionScope: boolean,
    classInfo: ClassInfo | null,
  ): Scope {
    return { parent, function: fn, isFunctionScope, bindings: new Map(), classInfo };
  }

  private newBinding(name: string, kind: BindingKind, scope: Scope, declarationEnd: number): Binding {
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
  /** Hidden bindings of classes in a loop at the top level are captured by value, one for each iteration. */
  private insideLoop = false;

  private declare(scope: Scope, name: string, kind: BindingKind, declarationEnd: number): Binding {
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

  private declarePattern(pattern: Pattern | null, scope: Scope, kind: BindingKind, declarationEnd: number): void {
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
  private hoistVariables(nodes: readonly AnyNode[], scope: Scope): void {
    for (const node of nodes) {
      if (isFunctionNode(node) || node.type === 'ClassDeclaration' || node.type === 'ClassExpression') continue;
      if (node.type === 'VariableDeclaration' && node.kind === 'var')
        for (const declarator of node.declarations) this.declarePattern(declarator.id, scope, 'var', declarator.end);
      if (isExpressionLike(node)) continue;
      this.hoistVariables(children(node), scope);
    }
  }

  /** Declarations that belong to one block. */
  private hoistLexical(body: readonly AnyNode[], scope: Scope): void {
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

  private resolve(scope: Scope, name: string): Binding | null {
    for (let s: Scope | null = scope; s !== null; s = s.parent) {
      const binding = s.bindings.get(name);
      if (binding !== undefined) return binding;
    }
    return null;
  }

  private reference(node: Identifier, scope: Scope, write: boolean): void {
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

  private use(binding: Binding, from: FunctionScope, position: number, write: boolean): void {
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
  private implicit(node: AnyNode, fn: FunctionScope, what: 'this' | 'arguments' | 'newTarget'): Binding | null {
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

  private hidden(owner: FunctionScope, what: 'this' | 'arguments' | 'newTarget'): Binding {
    let binding = owner.hidden.get(what);
    if (binding === undefined) {
      binding = this.newBinding(what, what, owner.scope, 0);
      if (owner.kind === 'derivedConstructor' && what === 'this') binding.capturedEarly = true;
      owner.hidden.set(what, binding);
    }
    return binding;
  }

  private walkFunction(
    node: FunctionNode | ArrowFunctionExpression,
    scope: Scope,
    name: string,
    kind: FunctionKind,
    classInfo: ClassInfo | null,
    isStatic = false,
  ): FunctionScope {
    const fn = this.newFunction(
      kind,
      { type: 'function', node },
      scope.function,
      node.type !== 'ArrowFunctionExpression' && node.id ? node.id.name : name,
      node.start,
      classInfo,
    );
    fn.isStatic = isStatic;
    this.fillFunction(fn, node, scope);
    return fn;
  }

  private fillFunction(fn: FunctionScope, node: FunctionNode | ArrowFunctionExpression, scope: Scope): void {
    this.functionOf.set(node, fn);
    const savedLoop = this.insideLoop;
    this.insideLoop = false;
    let outer = scope;
    if (node.type === 'FunctionExpression' && node.id) {
      outer = this.newScope(scope, fn, false, null);
      const self = this.newBinding(node.id.name, 'self', outer, 0);
      outer.bindings.set(node.id.name, self);
      this.references.set(node.id, self);
    }
    const inner = this.newScope(outer, fn, true, null);
    fn.scope = inner;
    for (const parameter of node.params) this.declarePattern(parameter, inner, 'parameter', parameter.end);
    let bodyScope = inner;
    if (node.body.type === 'BlockStatement') {
      // expressions among the parameters do not see what the body declares
      if (node.params.some(hasExpression)) {
        bodyScope = this.newScope(inner, fn, true, null);
        this.scopeOf.set(node.body, bodyScope);
      }
      this.hoistVariables(node.body.body, bodyScope);
      this.hoistLexical(node.body.body, bodyScope);
    }
    for (const parameter of node.params) this.walkPattern(parameter, inner, false);
    if (fn.classInfo !== null && fn.classInfo.constructorFunction === fn) this.walkInlineFields(fn, fn.classInfo);
    if (node.body.type === 'BlockStatement') for (const statement of node.body.body) this.walk(statement, bodyScope);
    else this.walk(node.body, inner);
    this.insideLoop = savedLoop;
  }

  /** Fields are evaluated in the scope of the class but with the `this` of the constructor. */
  private walkInlineFields(fn: FunctionScope, info: ClassInfo): void {
    if (info.fieldsFunction !== null) return;
    const classScope = this.scopeOf.get(info.node)!;
    const scope = this.newScope(classScope, fn, false, null);
    for (const field of info.fields) if (field.value) this.walk(field.value, scope);
  }

  private walkPattern(pattern: Pattern | null, scope: Scope, write: boolean): void {
    if (pattern === null) return;
    switch (pattern.type) {
      case 'Identifier':
        if (write) this.reference(pattern, scope, true);
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.walkPattern(property.argument, scope, write);
          else {
            if (property.computed) this.walk(property.key, scope);
            this.walkPattern(property.value, scope, write);
          }
        }
        return;
      case 'ArrayPattern':
        for (const element of pattern.elements) this.walkPattern(element, scope, write);
        return;
      case 'AssignmentPattern':
        this.walkPattern(pattern.left, scope, write);
        this.nameAnonymous(pattern.right, pattern.left);
        this.walk(pattern.right, scope);
        return;
      case 'RestElement':
        this.walkPattern(pattern.argument, scope, write);
        return;
      default:
        this.walk(pattern, scope);
    }
  }

  /** Functions and classes without a name take that of what they are assigned to. */
  private readonly givenNames = new Map<AnyNode, string>();
  private nameAnonymous(value: AnyNode | null | undefined, target: AnyNode): void {
    if (!value || target.type !== 'Identifier') return;
    if (isAnonymousDefinition(value)) this.givenNames.set(value, target.name);
  }

  private walkClass(node: ClassNode, scope: Scope): void {
    const className = node.id?.name ?? this.givenNames.get(node) ?? '';
    const fields: PropertyDefinition[] = [];
    let constructorNode: MethodDefinition | null = null;
    for (const member of node.body.body) {
      if (member.type === 'PropertyDefinition' && !member.static) fields.push(member);
      if (member.type === 'MethodDefinition' && member.kind === 'constructor') constructorNode = member;
    }
    const derived = node.superClass !== null && node.superClass !== undefined;
    const info = {
      node,
      fields,
      computedKeys: new Map(),
      privateNames: new Map(),
      fieldsFunction: null,
      fieldsBinding: null,
      once: scope.function.kind === 'module' && !this.insideLoop,
    } as unknown as { -readonly [K in keyof ClassInfo]: ClassInfo[K] };
    const classScope = this.newScope(scope, scope.function, false, info);
    this.scopeOf.set(node, classScope);
    this.classOf.set(node, info);
    info.binding = this.newBinding(className, 'internal', classScope, node.body.start);
    if (node.id) classScope.bindings.set(node.id.name, info.binding);
    this.declarePrivateNames(node, info, classScope);
    for (const member of node.body.body)
      if (member.type === 'PropertyDefinition' && member.computed)
        info.computedKeys.set(member, this.newBinding('<key>', 'internal', classScope, 0));
    for (const field of fields)
      if (field.value && isAnonymousDefinition(field.value) && !field.computed)
        this.givenNames.set(field.value, keyName(field.key, false));
    if (node.superClass) this.walk(node.superClass, classScope);
    const initialized =
      fields.length > 0 || [...info.privateNames.values()].some((p) => !p.isStatic && p.kind !== 'field');
    const body: FunctionBody =
      constructorNode === null
        ? { type: 'defaultConstructor' }
        : { type: 'function', node: constructorNode.value as FunctionExpression };
    const fn = this.newFunction(
      derived ? 'derivedConstructor' : 'constructor',
      body,
      scope.function,
      className,
      node.start,
      info,
    );
    info.constructorFunction = fn;
    if (derived && initialized && constructorNode !== null && !hasOneDirectSuperCall(constructorNode.value)) {
      info.fieldsFunction = this.newFunction(
        'fields',
        { type: 'fields' },
        scope.function,
        '<fields>',
        node.start,
        info,
      );
      info.fieldsBinding = this.newBinding('<fields>', 'internal', classScope, node.body.start);
      this.enterSynthetic(info.fieldsFunction, classScope, (inner) => {
        info.fieldsFunction!.usesThis = true;
        for (const field of fields) if (field.value) this.walk(field.value, inner);
      });
    }
    if (constructorNode === null) {
      this.enterSynthetic(fn, classScope, () => this.walkInlineFields(fn, info));
      if (derived) this.hidden(fn, 'this');
    } else {
      fn.usesThis = true;
      this.fillFunction(fn, constructorNode.value as FunctionExpression, classScope);
    }
    this.useClassFrom(info, fn);
    for (const member of node.body.body) {
      if (member === constructorNode) continue;
      if (member.type === 'StaticBlock') {
        const block = this.newFunction(
          'static',
          { type: 'staticBlock', node: member },
          scope.function,
          '<static_initializer>',
          member.start,
          info,
        );
        this.functionOf.set(member, block);
        this.enterSynthetic(block, classScope, (inner) => {
          this.hoistVariables(member.body, inner);
          this.hoistLexical(member.body, inner);
          for (const statement of member.body) this.walk(statement, inner);
        });
        continue;
      }
      if (member.computed) {
        this.walk(member.key, classScope);
      }
      if (member.type === 'MethodDefinition') {
        const prefix = member.kind === 'get' ? 'get ' : member.kind === 'set' ? 'set ' : '';
        const method = this.walkFunction(
          member.value as FunctionExpression,
          classScope,
          prefix + keyName(member.key, member.computed),
          'method',
          info,
          member.static,
        );
        method.name = prefix + keyName(member.key, member.computed);
      } else if (member.static && member.value) {
        if (isAnonymousDefinition(member.value) && !member.computed)
          this.givenNames.set(member.value, keyName(member.key, false));
        const initializer = this.newFunction(
          'static',
          { type: 'initializer', value: member.value },
          scope.function,
          '<static_initializer>',
          member.start,
          info,
        );
        this.functionOf.set(member, initializer);
        this.enterSynthetic(initializer, classScope, (inner) => this.walk(member.value!, inner));
      }
    }
  }

  /** The constructor reads computed keys and private names of its class. */
  private useClassFrom(info: ClassInfo, fn: FunctionScope): void {
    const initializers = info.fieldsFunction ?? fn;
    for (const name of info.privateNames.values())
      for (const binding of [name.isStatic ? null : name.binding, name.method, name.getter, name.setter])
        if (binding !== null) this.use(binding, initializers, Number.POSITIVE_INFINITY, false);
    for (const field of info.fields)
      if (field.computed) {
        this.use(info.computedKeys.get(field)!, initializers, Number.POSITIVE_INFINITY, false);
      }
    if (info.fieldsBinding !== null) {
      for (const inner of this.functions)
        if (inner.kind === 'arrow' && isInside(inner, fn))
          this.use(info.fieldsBinding, inner, Number.POSITIVE_INFINITY, false);
      this.use(info.fieldsBinding, fn, Number.POSITIVE_INFINITY, false);
    }
  }

  private enterSynthetic(fn: FunctionScope, outer: Scope, body: (scope: Scope) => void): void {
    const savedLoop = this.insideLoop;
    this.insideLoop = false;
    fn.scope = this.newScope(outer, fn, true, null);
    fn.usesThis = true;
    body(fn.scope);
    this.insideLoop = savedLoop;
  }

  private declarePrivateNames(
    node: ClassNode,
    info: { -readonly [K in keyof ClassInfo]: ClassInfo[K] },
    scope: Scope,
  ): void {
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock' || member.key.type !== 'PrivateIdentifier') continue;
      const description = member.key.name;
      let name = info.privateNames.get(description);
      if (name === undefined) {
        const isAccessor = member.type === 'MethodDefinition' && member.kind !== 'method';
        name = {
          description,
          ordinal: this.privateOrdinal++,
          binding: info.once ? null : this.newBinding(`#${description}`, 'fixed', scope, 0),
          kind: member.type === 'PropertyDefinition' ? 'field' : isAccessor ? 'accessor' : 'method',
          hasGetter: false,
          hasSetter: false,
          isStatic: member.static,
          method: null,
          getter: null,
          setter: null,
        };
        info.privateNames.set(description, name);
      }
      if (member.type === 'MethodDefinition') {
        if (member.kind === 'get') name.hasGetter = true;
        if (member.kind === 'set') name.hasSetter = true;
        if (!member.static) {
          const holder = this.newBinding(`#${description}`, 'internal', scope, 0);
          if (member.kind === 'get') name.getter = holder;
          else if (member.kind === 'set') name.setter = holder;
          else name.method = holder;
        }
      }
      this.privateNameOf.set(member.key, name);
    }
  }

  private referencePrivate(node: PrivateIdentifier, scope: Scope): void {
    for (let s: Scope | null = scope; s !== null; s = s.parent) {
      const name = s.classInfo?.privateNames.get(node.name);
      if (name !== undefined) {
        this.privateNameOf.set(node, name);
        if (name.binding !== null) this.use(name.binding, scope.function, Number.POSITIVE_INFINITY, false);
        return;
      }
    }
    throw new InternalError(`private name #${node.name} is not declared`);
  }

  /** `super` needs the home object: the class, or the object literal whose method this is. */
  private referenceSuper(node: AnyNode, superNode: AnyNode, scope: Scope, isCall: boolean): void {
    const thisBinding = this.implicit(superNode, scope.function, 'this');
    const newTarget = isCall ? this.implicit(superNode, scope.function, 'newTarget') : null;
    let fn = scope.function;
    while (fn.kind === 'arrow') fn = fn.parent!;
    const home = fn.classInfo?.binding ?? this.homes.get(fn);
    if (home === undefined) throw new InternalError('super outside of a method');
    const homeKind = fn.classInfo === null ? 'object' : fn.isStatic ? 'class' : 'prototype';
    this.use(home, scope.function, Number.POSITIVE_INFINITY, false);
    this.superOf.set(node, { home, homeKind, thisBinding, newTarget });
  }
  private readonly homes = new Map<FunctionScope, Binding>();

  private block(node: AnyNode, body: readonly AnyNode[], scope: Scope): void {
    const inner = this.newScope(scope, scope.function, false, null);
    this.scopeOf.set(node, inner);
    this.hoistLexical(body, inner);
    for (const statement of body) this.walk(statement, inner);
  }

  private loop(body: () => void): void {
    const saved = this.insideLoop;
    this.insideLoop = true;
    body();
    this.insideLoop = saved;
  }

  private walk(node: AnyNode | null | undefined, scope: Scope): void {
    if (!node) return;
    switch (node.type) {
      case 'Identifier':
        this.reference(node, scope, false);
        return;
      case 'PrivateIdentifier':
        this.referencePrivate(node, scope);
        return;
      case 'ThisExpression':
        this.implicit(node, scope.function, 'this');
        return;
      case 'MetaProperty':
        if (node.meta.name === 'new') this.implicit(node, scope.function, 'newTarget');
        return;
      case 'FunctionDeclaration':
        this.walkFunction(node, scope, 'default', 'function', null);
        return;
      case 'FunctionExpression':
        this.walkFunction(node, scope, this.givenNames.get(node) ?? '', 'function', null);
        return;
      case 'ArrowFunctionExpression':
        this.walkFunction(node, scope, this.givenNames.get(node) ?? '', 'arrow', null);
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.walkClass(node, scope);
        return;
      case 'BlockStatement':
        this.block(node, node.body, scope);
        return;
      case 'SwitchStatement': {
        this.walk(node.discriminant, scope);
        const inner = this.newScope(scope, scope.function, false, null);
        this.scopeOf.set(node, inner);
        for (const c of node.cases) this.hoistLexical(c.consequent, inner);
        // a case can be entered past the declarations of the one before it
        for (const binding of inner.bindings.values()) binding.usedEarly = binding.capturedEarly = true;
        for (const c of node.cases) {
          this.walk(c.test, inner);
          for (const statement of c.consequent) this.walk(statement, inner);
        }
        return;
      }
      case 'ForStatement': {
        const inner = this.newScope(scope, scope.function, false, null);
        this.scopeOf.set(node, inner);
        if (node.init?.type === 'VariableDeclaration' && node.init.kind !== 'var')
          this.hoistLexical([node.init], inner);
        this.walk(node.init, inner);
        this.loop(() => {
          this.walk(node.test, inner);
          this.walk(node.update, inner);
          this.walk(node.body, inner);
        });
        return;
      }
      case 'ForOfStatement':
      case 'ForInStatement': {
        const head = this.newScope(scope, scope.function, false, null);
        const inner = this.newScope(scope, scope.function, false, null);
        this.scopeOf.set(node, inner);
        if (node.type === 'ForOfStatement' && node.await) this.noteAwait(scope);
        // the expression sees the variables of the loop, and none of them is ever initialised for it
        if (node.left.type === 'VariableDeclaration' && node.left.kind !== 'var') {
          this.declarePattern(node.left.declarations[0]!.id, head, 'let', Number.POSITIVE_INFINITY);
          this.headOf.set(node, head);
        }
        this.walk(node.right, head);
        this.loop(() => {
          if (node.left.type === 'VariableDeclaration') {
            const declarator = node.left.declarations[0]!;
            if (node.left.kind !== 'var')
              this.declarePattern(declarator.id, inner, node.left.kind === 'const' ? 'const' : 'let', declarator.end);
            this.walkPattern(declarator.id, inner, node.left.kind === 'var');
          } else this.walkPattern(node.left, inner, true);
          this.walk(node.body, inner);
        });
        return;
      }
      case 'WhileStatement':
      case 'DoWhileStatement':
        this.loop(() => {
          this.walk(node.test, scope);
          this.walk(node.body, scope);
        });
        return;
      case 'CatchClause': {
        const inner = this.newScope(scope, scope.function, false, null);
        this.scopeOf.set(node, inner);
        this.declarePattern(node.param ?? null, inner, 'catch', node.param?.end ?? 0);
        this.walkPattern(node.param ?? null, inner, false);
        this.walk(node.body, inner);
        return;
      }
      case 'VariableDeclaration':
        for (const declarator of node.declarations) {
          this.nameAnonymous(declarator.init, declarator.id);
          this.walkPattern(declarator.id, scope, node.kind === 'var' && declarator.init !== null);
          this.walk(declarator.init, scope);
        }
        return;
      case 'AssignmentExpression':
        // a name in parentheses does not name what it is assigned
        if (node.start === node.left.start) this.nameAnonymous(node.right, node.left);
        this.walkPattern(node.left as Pattern, scope, true);
        this.walk(node.right, scope);
        return;
      case 'UpdateExpression':
        if (node.argument.type === 'Identifier') this.reference(node.argument, scope, true);
        else this.walk(node.argument, scope);
        return;
      case 'MemberExpression':
        if (node.object.type === 'Super') this.referenceSuper(node, node.object, scope, false);
        else this.walk(node.object, scope);
        if (node.computed || node.property.type === 'PrivateIdentifier') this.walk(node.property, scope);
        return;
      case 'CallExpression':
        if (node.callee.type === 'Super') this.referenceSuper(node, node.callee, scope, true);
        else this.walk(node.callee, scope);
        for (const argument of node.arguments) this.walk(argument, scope);
        return;
      case 'ObjectExpression':
        this.walkObject(node, scope);
        return;
      case 'AwaitExpression':
        this.noteAwait(scope);
        this.walk(node.argument, scope);
        return;
      case 'LabeledStatement':
        this.walk(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'ExportNamedDeclaration':
        this.walk(node.declaration, scope);
        return;
      case 'ExportDefaultDeclaration':
        if (
          isAnonymousDefinition(node.declaration) ||
          (node.declaration.type === 'ClassDeclaration' && !node.declaration.id)
        )
          this.givenNames.set(node.declaration, 'default');
        this.walk(node.declaration as AnyNode, scope);
        return;
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
        return;
    }
    for (const child of children(node)) this.walk(child, scope);
  }

  private noteAwait(scope: Scope): void {
    if (scope.function.kind === 'module') scope.function.usesAwait = true;
  }

  private walkObject(node: Extract<AnyNode, { type: 'ObjectExpression' }>, scope: Scope): void {
    let home: Binding | null = null;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        this.walk(property.argument, scope);
        continue;
      }
      if (property.computed) this.walk(property.key, scope);
      if (property.method || property.kind !== 'init') {
        if (home === null && mentionsSuper(property.value)) {
          home = this.newBinding('<home>', 'fixed', this.newScope(scope, scope.function, false, null), 0);
          this.homeOf.set(node, home);
        }
        const prefix = property.kind === 'get' ? 'get ' : property.kind === 'set' ? 'set ' : '';
        const name = prefix + keyName(property.key, property.computed);
        const value = property.value as FunctionExpression;
        const fn = this.newFunction(
          'method',
          { type: 'function', node: value },
          scope.function,
          name,
          value.start,
          null,
        );
        if (home !== null) this.homes.set(fn, home);
        this.fillFunction(fn, value, scope);
        continue;
      }
      if (!property.computed && isAnonymousDefinition(property.value) && keyName(property.key, false) !== '__proto__')
        this.givenNames.set(property.value, keyName(property.key, false));
      this.walk(property.value, scope);
    }
  }
}

function isInside(fn: FunctionScope, outer: FunctionScope): boolean {
  for (let f: FunctionScope | null = fn; f !== null; f = f.parent) {
    if (f === outer) return true;
    if (f.kind !== 'arrow') return false;
  }
  return false;
}

/** Default values and computed keys: what a pattern evaluates. */
function hasExpression(pattern: Pattern): boolean {
  switch (pattern.type) {
    case 'AssignmentPattern':
      return true;
    case 'RestElement':
      return hasExpression(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.some((element) => element !== null && hasExpression(element));
    case 'ObjectPattern':
      return pattern.properties.some((property) =>
        property.type === 'RestElement'
          ? hasExpression(property.argument)
          : property.computed || hasExpression(property.value),
      );
    default:
      return false;
  }
}

function isExpressionLike(node: AnyNode): boolean {
  return node.type.endsWith('Expression') || node.type === 'Identifier' || node.type === 'Literal';
}

export function isAnonymousDefinition(node: AnyNode): boolean {
  return (
    node.type === 'ArrowFunctionExpression' ||
    ((node.type === 'FunctionExpression' || node.type === 'ClassExpression') && !node.id)
  );
}

/** The property name of a key that is not computed; '' for a computed one (it is set when the value is made). */
export function keyName(key: AnyNode, computed: boolean): string {
  if (computed) return '';
  if (key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return key.bigint ? BigInt(key.bigint).toString() : String(key.value);
  throw new InternalError(`unexpected property key ${key.type}`);
}

function mentionsSuper(node: AnyNode): boolean {
  if (node.type === 'Super') return true;
  return children(node).some(
    (child) => child.type !== 'ClassExpression' && child.type !== 'ClassDeclaration' && mentionsSuper(child),
  );
}

/** Then the fields can be initialised in the constructor itself, right behind the call. */
function hasOneDirectSuperCall(constructor: AnyNode): boolean {
  let direct = 0;
  let nested = 0;
  const visit = (node: AnyNode, inArrow: boolean): void => {
    if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') return;
    if (node.type === 'CallExpression' && node.callee.type === 'Super') {
      if (inArrow) nested++;
      else direct++;
    }
    const deeper = inArrow || node.type === 'ArrowFunctionExpression';
    for (const child of children(node)) visit(child, deeper);
  };
  visit(constructor, false);
  return direct === 1 && nested === 0;
}
