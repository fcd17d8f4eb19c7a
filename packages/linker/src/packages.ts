import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The package that a module belongs to, and the module's path in it with "/". */
export interface ModuleName {
  readonly packageName: string;
  readonly path: string;
}

/** Prefix of the modules that the linker itself writes. Rollup's convention: NUL keeps other plugins away. */
export const GENERATED = '\0morgana:';

/** Finds packages by the nearest package.json with a name; remembers what it found. */
export class PackageFinder {
  readonly #root: string;
  readonly #applianceName: string;
  readonly #byFolder = new Map<string, { readonly folder: string; readonly name: string } | undefined>();

  /** @param root folder of the appliance, whose files are called after the appliance itself */
  constructor(root: string, applianceName: string) {
    this.#root = root;
    this.#applianceName = applianceName;
  }

  /** The folders of the packages that it has met, by name; the appliance's is its root. */
  get folders(): ReadonlyMap<string, string> {
    const folders = new Map([[this.#applianceName, this.#root]]);
    for (const found of this.#byFolder.values())
      if (found !== undefined && !folders.has(found.name)) folders.set(found.name, found.folder);
    return folders;
  }

  /** The name of a module by its rollup id. No absolute path is ever in it. */
  nameOf(id: string): ModuleName {
    if (id.startsWith(GENERATED)) return { packageName: '(generated)', path: id.slice(GENERATED.length) };
    const file = id.replace(/[?#].*$/, '');
    const inRoot = relative(this.#root, file);
    if (!inRoot.startsWith('..') && !inRoot.split(sep).includes('node_modules')) {
      return { packageName: this.#applianceName, path: slashes(inRoot) };
    }
    const found = this.#find(dirname(file));
    if (found === undefined) return { packageName: this.#applianceName, path: slashes(inRoot) };
    return { packageName: found.name, path: slashes(relative(found.folder, file)) };
  }

  /** As people look for it: "src/main.ts" in the appliance, "left-pad/index.js" elsewhere. */
  label(id: string): string {
    const { packageName, path } = this.nameOf(id);
    return packageName === this.#applianceName ? path : `${packageName}/${path}`;
  }

  #find(folder: string): { readonly folder: string; readonly name: string } | undefined {
    if (this.#byFolder.has(folder)) return this.#byFolder.get(folder);
    const parent = dirname(folder);
    const name = readName(join(folder, 'package.json'));
    const found = name !== undefined ? { folder, name } : parent === folder ? undefined : this.#find(parent);
    this.#byFolder.set(folder, found);
    return found;
  }
}

function readName(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}

function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}
