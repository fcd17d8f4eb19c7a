/** packages/NAME/hot.json says which functions of a package run often; what it names has to be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { functionPaths, type PackageProfile } from '@morgana/compiler';
import { transform } from 'esbuild';
import { expect, test } from 'vitest';

const packages = resolve(import.meta.dirname, '..', 'packages');
const profiled = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'hot.json')));

test.each(profiled)('the profile of %s names functions that are there, and the package has it', async (name) => {
  const folder = join(packages, name);
  const profile = JSON.parse(readFileSync(join(folder, 'hot.json'), 'utf8')) as PackageProfile;
  const missing: string[] = [];
  for (const [file, functions] of Object.entries(profile)) {
    if (!existsSync(join(folder, file))) missing.push(file);
    else if (Object.keys(functions).length > 0) {
      const { code } = await transform(readFileSync(join(folder, file), 'utf8'), { loader: 'ts', target: 'es2022' });
      const paths = functionPaths({ path: file, text: code });
      missing.push(
        ...Object.keys(functions)
          .filter((path) => !paths.has(path))
          .map((path) => `${path} in ${file}`),
      );
    }
  }
  const renew = 'they count as code that runs seldom now; "npm run profile" (half a minute) writes the profiles anew';
  expect(missing, `packages/${name}/hot.json names functions that are no longer there: ${renew}`).toEqual([]);
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).files).toContain('hot.json');
});

test('there are profiles', () => {
  expect(profiled).toContain('tcpip');
});
