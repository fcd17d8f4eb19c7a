import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LinkError, type Position } from './errors.js';

/** Beyond this an image is the wrong place: the bundle would not fit into one JavaScript string. */
const LARGEST_FOLDER = 256 * 1024 * 1024;

/** A file of an embedded folder. */
interface EmbeddedFile {
  /** Path in the folder with "/". */
  readonly key: string;
  readonly path: string;
  readonly size: number;
}

/** Every regular file below a folder, sorted by key (code units). Symbolic links are followed; hidden files are left out. */
export function listFolder(folder: string): EmbeddedFile[] {
  const files: EmbeddedFile[] = [];
  const walk = (path: string, prefix: string, depth: number): void => {
    if (depth > 64)
      throw new Error(`${path} is more than 64 folders deep; is there a symbolic link to a folder above it?`);
    for (const name of readdirSync(path)) {
      if (name.startsWith('.')) continue;
      const child = join(path, name);
      const status = statSync(child);
      if (status.isDirectory()) walk(child, `${prefix}${name}/`, depth + 1);
      else if (status.isFile()) files.push({ key: prefix + name, path: child, size: status.size });
    }
  };
  walk(folder, '', 0);
  return files.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/**
 * The source of a module whose default export is a driver for the content of a folder, over `embedded` of @morgana/kv.
 *
 * Values are string constants: plain text as it is, all else in base64. That is 4/3 of their size, and the cheapest form
 * that a JavaScript module has for bytes: no escapes, nothing to decode before a value is first read. Versions are the heads
 * of SHA-256 digests: equal content, equal image.
 *
 * @throws {LinkError} when the folder cannot be read or is too large
 */
export function embedFolder(
  device: string,
  folder: string,
  position: Position,
  compiled: boolean,
): { code: string; files: string[] } {
  let files: EmbeddedFile[];
  try {
    files = listFolder(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new LinkError(`device "${device}" embeds the folder ${folder}, which is not there`, position);
    if (code === 'ENOTDIR') throw new LinkError(`device "${device}" embeds ${folder}, which is not a folder`, position);
    throw new LinkError(`device "${device}" embeds ${folder}: ${(error as Error).message}`, position);
  }
  const total = files.reduce((sum, file) => sum + file.size, 0);
  if (total > LARGEST_FOLDER) {
    throw new LinkError(
      `device "${device}" embeds ${folder}, ${Math.round(total / 1e6)} MB; an image takes 268 MB at most.` +
        ` Serve it from the host instead: implementation: 'folder'`,
      position,
    );
  }
  const table: string[] = [];
  const versions: string[] = [];
  for (const { key, path } of files) {
    const bytes = readFileSync(path);
    const name = key === '__proto__' ? `['__proto__']` : literal(key);
    const value = isPlainText(bytes)
      ? `{ ascii: ${JSON.stringify(bytes.toString('latin1'))} }`
      : `'${bytes.toString('base64')}'`;
    table.push(`  ${name}: ${value},\n`);
    versions.push(`  ${name}: '${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}',\n`);
  }
  const code = `import { embedded } from '@morgana/kv';
${compiled ? "import { textBytes } from '@morgana/drivers/text';\n" : ''}
const table = {
${table.join('')}};

const versions = {
${versions.join('')}};

export default {
  async start() {
    const device = embedded(table, { versions${compiled ? ', textBytes' : ''} });
    return { device, close: () => device.close() };
  },
};
`;
  return { code, files: files.map(({ path }) => path) };
}

/** ASCII without control characters but for ends of lines and tabs. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((octet) => (octet >= 0x20 && octet < 0x7f) || octet === 0x0a || octet === 0x0d || octet === 0x09);
}

/** JSON is JavaScript since ES2019, but for tools that still break lines at U+2028 and U+2029. */
function literal(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}
