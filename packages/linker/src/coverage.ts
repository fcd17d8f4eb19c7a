import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionCoverage, PackageProfile, Run } from '@morgana/compiler';

/**
 * What one run of dist/NAME.node has left in the folder that NODE_V8_COVERAGE named; undefined when it left nothing, because it
 * was killed.
 */
export function readRun(coverage: string, image: string): Run | undefined {
  const path = realpathSync(join(image, 'main.mjs'));
  const url = pathToFileURL(path).href;
  for (const file of readdirSync(coverage)) {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as {
      result: readonly { readonly url: string; readonly functions: readonly FunctionCoverage[] }[];
    };
    const script = result.find((s) => s.url === url);
    if (script === undefined) continue;
    const source = { path: 'main.mjs', text: readFileSync(path, 'utf8'), map: readFileSync(`${path}.map`, 'utf8') };
    return { source, functions: script.functions };
  }
  return undefined;
}

/** As `hot.json` holds it: a line a function, so that a change of one is a change of a line. */
export const profileText = (profile: PackageProfile): string => `${JSON.stringify(profile, null, 2)}\n`;

/** How many functions are hot and warm. */
export function countFunctions(profile: PackageProfile): { readonly hot: number; readonly warm: number } {
  const entries = Object.values(profile).flatMap((functions) => Object.values(functions));
  const hot = entries.filter((entry) => entry.startsWith('hot ')).length;
  return { hot, warm: entries.length - hot };
}
