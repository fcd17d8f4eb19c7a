import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import type { Linked } from './link.js';

/** What a package adds to the image. */
export interface PackageSize {
  readonly packageName: string;
  /** Octets of code that are in the image, and how many modules they come from. */
  readonly bytes: number;
  readonly modules: number;
}

export interface SizeReport {
  /** Largest first. */
  readonly packages: readonly PackageSize[];
  /** Octets of main.mjs as it is written. */
  readonly bytes: number;
  /** Octets after esbuild's minifier, and those after gzip: what comparisons with other bundles need. */
  readonly minifiedBytes: number;
  readonly gzipBytes: number;
  /** Of a compiled target: octets of the stripped executable, and of its machine code by package. */
  readonly executable?: { readonly bytes: number; readonly packages: readonly PackageSize[] };
}

export async function measure(linked: Linked): Promise<SizeReport> {
  const sizes = new Map<string, { bytes: number; modules: number }>();
  for (const [id, module] of Object.entries(linked.chunk.modules)) {
    if (module.code === null || module.code === '') continue;
    const { packageName } = linked.packages.nameOf(id);
    const size = sizes.get(packageName) ?? { bytes: 0, modules: 0 };
    size.bytes += Buffer.byteLength(module.code);
    size.modules++;
    sizes.set(packageName, size);
  }
  const packages = [...sizes].map(([packageName, size]) => ({ packageName, ...size }));
  packages.sort((a, b) => b.bytes - a.bytes || (a.packageName < b.packageName ? -1 : 1));
  const minified = await transform(linked.code, {
    minify: true,
    format: 'esm',
    target: 'es2023',
    legalComments: 'none',
  });
  return {
    packages,
    bytes: Buffer.byteLength(linked.code),
    minifiedBytes: Buffer.byteLength(minified.code),
    gzipBytes: gzipSync(minified.code, { level: 9 }).length,
  };
}
