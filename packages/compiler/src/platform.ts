import type { ImportDeclaration, Program } from 'acorn';

/**
 * The module through which a program reaches the platform that it is compiled for: its exports are functions of the engine
 * (`PLATFORM(name, arity)` in its C sources, types in packages/engine/platform.d.ts), each call of one is a call in C, and
 * only those that are called are linked.
 */
export const PLATFORM_MODULE = 'morgana:platform';

type Specifier = ImportDeclaration['specifiers'][number];

/** null: the default or all of the module. */
export function importedName(specifier: Specifier): string | null {
  if (specifier.type !== 'ImportSpecifier') return null;
  return specifier.imported.type === 'Identifier' ? specifier.imported.name : String(specifier.imported.value);
}

/** Names in the module to names in the platform. */
export function platformImports(program: Program): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const statement of program.body)
    if (statement.type === 'ImportDeclaration' && statement.source.value === PLATFORM_MODULE)
      for (const specifier of statement.specifiers) {
        const name = importedName(specifier);
        if (name !== null) names.set(specifier.local.name, name);
      }
  return names;
}
