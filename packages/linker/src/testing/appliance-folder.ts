import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** node_modules of this repository. */
const MODULES = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/** The folder of an appliance for a test, somewhere else than this repository. */
export interface TestFolder {
  readonly root: string;
  /** Makes or replaces files by their paths in the folder. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  remove(): void;
}

/** A copy of an example as it is in the repository, without what was built there. */
export function copyExample(name: string): TestFolder {
  const folder = makeApplianceFolder({});
  const example = join(MODULES, '..', 'docs', 'examples', name);
  const built = ['dist', '.morgana', 'node_modules'].map((path) => join(example, path));
  cpSync(example, folder.root, { recursive: true, filter: (path) => !built.includes(path) });
  return folder;
}

/** A folder with `files`, and Morgana's packages in its node_modules. */
export function makeApplianceFolder(files: Readonly<Record<string, string | Uint8Array>>): TestFolder {
  const root = mkdtempSync(join(tmpdir(), 'morgana-appliance-'));
  mkdirSync(join(root, 'node_modules', '@morgana'), { recursive: true });
  symlinkSync(join(MODULES, 'morgana'), join(root, 'node_modules', 'morgana'));
  for (const name of readdirSync(join(MODULES, '@morgana'))) {
    symlinkSync(join(MODULES, '@morgana', name), join(root, 'node_modules', '@morgana', name));
  }
  const write: TestFolder['write'] = (more) => {
    for (const [path, content] of Object.entries(more)) {
      const file = join(root, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  };
  write(files);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}
