import { pruneBlocks, threadJumps } from '../cfg.js';
import { IRFunction, type IRProgram, verifyFunction } from '../ir.js';
import type { ParsedModule } from '../parse.js';
import { platformImports } from '../platform.js';
import { type Frequency, type Profiles, profileFunctions } from '../profile/profile.js';
import { analyzeScopes, type FunctionScope } from '../scope.js';
import { type DynamicCode, FunctionBuilder, type Lowering } from './builder.js';
import { lowerExpression } from './expressions.js';
import { lowerFunction, traitsOf } from './functions.js';
import { lowerPattern } from './patterns.js';
import { lowerStatement } from './statements.js';

/** A module whose functions are lowered when something first refers to them. */
export interface LoweredModule {
  readonly main: IRFunction;
  /** Functions in the order in which they were reached. */
  readonly functions: IRFunction[];
  readonly program: IRProgram['moduleBindings'];
  readonly globals: ReadonlySet<string>;
  readonly functionFor: (scope: FunctionScope) => IRFunction;
  readonly scopes: ReturnType<typeof analyzeScopes>;
  readonly warnings: readonly string[];
}

/** What never ran is no part of a loop. */
function setFrequency(fn: IRFunction, frequency: Frequency): void {
  fn.frequency = frequency;
  for (const block of fn.blocks) if (block.cold) block.loopDepth = 0;
}

const identifier = (name: string): string => name.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 40);

/**
 * Lowers a module. `prefix` keeps its C names apart from those of other modules; `platform` has the number of values that
 * each function of morgana:platform takes.
 */
export function lowerModule(
  module: ParsedModule,
  prefix: string,
  engineModule: boolean,
  platform: ReadonlyMap<string, number> = new Map(),
  dynamicCode: DynamicCode = 'error',
  profiles: Profiles = new Map(),
): LoweredModule {
  const warnings: string[] = [];
  const scopes = analyzeScopes(module.ast);
  const profile = profileFunctions(module, scopes, profiles);
  const imports = platformImports(module.ast);
  const functions: IRFunction[] = [];
  const known = new Map<FunctionScope, IRFunction>();
  const symbols = new Map<string, number>();
  const pending: IRFunction[] = [];

  const unique = (base: string): string => {
    let symbol = base;
    // a name of the program may look like a numbered one
    for (let count = symbols.get(base) ?? 0; symbols.has(symbol); count++) {
      symbol = `${base}_${count}`;
      symbols.set(base, count);
    }
    symbols.set(symbol, 1);
    return symbol;
  };
  const path = (scope: FunctionScope): string => {
    const own = identifier(scope.kind === 'module' ? 'main' : scope.name || 'anonymous');
    const owner =
      scope.classInfo !== null && scope.kind !== 'constructor' && scope.kind !== 'derivedConstructor'
        ? `${identifier(scope.classInfo.binding.name || 'class')}_`
        : '';
    const parent = scope.parent !== null && scope.parent.kind !== 'module' ? `${identifier(scope.parent.name)}_` : '';
    return `${parent}${owner}${own}`;
  };
  // symbols are given in source order, so that they do not depend on the order in which functions are reached
  const symbolOf = new Map<FunctionScope, string>();
  for (const scope of scopes.functions) symbolOf.set(scope, unique(`${prefix}_${path(scope)}`));
  const program = scopes.moduleBindings.map((binding) => ({
    binding,
    symbol: unique(`${prefix}_v_${identifier(binding.name)}`),
  }));

  const lowering: Lowering = {
    statement: lowerStatement,
    expression: lowerExpression,
    pattern: lowerPattern,
    functionFor,
    intrinsics: engineModule || module.source.intrinsics === true,
    platformFunction(local) {
      const name = imports.get(local);
      return name === undefined ? null : { name, arity: platform.get(name)! };
    },
    warn: (message, position) => warnings.push(`${position.file}:${position.line}:${position.column}: ${message}`),
    dynamicCode,
  };
  function functionFor(scope: FunctionScope): IRFunction {
    let fn = known.get(scope);
    if (fn === undefined) {
      fn = new IRFunction(scope, symbolOf.get(scope)!, scope.name, traitsOf(scope), module.positions.at(scope.start));
      known.set(scope, fn);
      functions.push(fn);
      pending.push(fn);
    }
    return fn;
  }
  function drain(): void {
    for (let fn = pending.pop(); fn !== undefined; fn = pending.pop()) {
      const known = profile.get(fn.scope);
      lowerFunction(new FunctionBuilder(fn, scopes, module.positions, lowering, engineModule, known?.cold));
      if (known !== undefined) setFrequency(fn, known.frequency);
      threadJumps(fn);
      pruneBlocks(fn);
      verifyFunction(fn);
    }
  }
  const reach = (scope: FunctionScope): IRFunction => {
    const fn = functionFor(scope);
    drain();
    return fn;
  };
  const main = engineModule ? functionFor(scopes.main) : reach(scopes.main);
  if (engineModule) {
    // lowered only if the module exports globals; its functions are reached one by one
    pending.length = 0;
    functions.length = 0;
    known.delete(scopes.main);
  }
  return { main, functions, program, globals: scopes.globals, functionFor: reach, scopes, warnings };
}
