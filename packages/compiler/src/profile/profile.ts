import type { AnyNode } from 'acorn';
import type { ParsedModule } from '../parse.js';
import type { FunctionScope, ScopeInfo } from '../scope.js';
import { armsOf } from './arms.js';
import { functionNames } from './names.js';

/**
 * What a run of a package has shown, by file (its path in the package) and function: "hot" or "warm", how many arms the function
 * had (see armsOf), and which of them never ran: "hot 57 3 8 20". Other functions of these
 * files run seldom; of files that are not named nothing is known.
 */
export type PackageProfile = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By the name of the package. */
export type Profiles = ReadonlyMap<string, PackageProfile>;

/** How often a function runs: for each packet or request; now and then; at the start or when something goes wrong. */
export type Frequency = 'hot' | 'warm' | 'seldom';

export interface FunctionProfile {
  readonly frequency: Frequency;
  /** Statements and operands that never ran. */
  readonly cold: ReadonlySet<AnyNode>;
}

const NOTHING: ReadonlySet<AnyNode> = new Set();
const SELDOM: FunctionProfile = { frequency: 'seldom', cold: NOTHING };

/** What is known of the functions of a module that belong to packages with a profile. */
export function profileFunctions(
  module: ParsedModule,
  scopes: ScopeInfo,
  profiles: Profiles,
): Map<FunctionScope, FunctionProfile> {
  const result = new Map<FunctionScope, FunctionProfile>();
  if (profiles.size === 0) return result;
  for (const [scope, { file, path }] of functionNames(module, scopes)) {
    const [name, inside] = splitFile(file);
    const profile = profiles.get(name);
    if (profile === undefined) continue;
    const functions = profile[inside];
    if (functions === undefined) continue;
    const entry = functions[path];
    result.set(scope, entry === undefined ? SELDOM : read(entry, scope));
  }
  return result;
}

/** "@morgana/tcpip/src/ip/route.ts" is src/ip/route.ts of @morgana/tcpip. */
export function splitFile(file: string): readonly [packageName: string, path: string] {
  const parts = file.split('/');
  const count = file.startsWith('@') ? 2 : 1;
  return [parts.slice(0, count).join('/'), parts.slice(count).join('/')];
}

/** What it says of parts of the function counts as long as the function still has as many. */
function read(entry: string, scope: FunctionScope): FunctionProfile {
  const [frequency, count, ...cold] = entry.split(' ');
  const arms = armsOf(scope);
  const known = arms.length === Number(count);
  return {
    frequency: frequency === 'hot' ? 'hot' : 'warm',
    cold: known ? new Set(cold.map((k) => arms[Number(k)]!)) : NOTHING,
  };
}
