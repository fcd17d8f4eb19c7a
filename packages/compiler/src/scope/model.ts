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
  Program,
  PropertyDefinition,
  StaticBlock,
} from 'acorn';

// What scope analysis finds: variables, functions, classes, private names.

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
  /** Distinguishes equally named private names of the module; names of other classes have no part in it. */
  readonly id: string;
  /** Holds the key when the class can be evaluated more than once, otherwise null. */
  readonly binding: Binding | null;
  readonly kind: 'field' | 'method' | 'accessor';
  hasGetter: boolean;
  hasSetter: boolean;
  readonly isStatic: boolean;
  readonly className: string;
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
  /** `new.target` in the initialisers of fields, where it is undefined. */
  readonly absentTargets: Set<AnyNode>;
  /** Names that no scope declares. */
  readonly globals: Set<string>;
}
