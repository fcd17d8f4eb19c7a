/** Images for the tests: of C alone, and compiled programs. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFiles } from '@morgana/compiler';
import { nativeFolder } from '@morgana/engine';
import { type ManifestDevice, type ManifestOptions, type Solo5Target, solo5Platform } from '@morgana/runtime-solo5';

/** Why no image can be built or run here; undefined when they can. */
export function whyNoImages(): string | undefined {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'not Linux on x86-64';
  if (spawnSync('gcc', ['--version'], { stdio: 'ignore' }).status !== 0) return 'no gcc';
  return undefined;
}

let folder: string | undefined;

/** A folder that is there until the tests of this file are done. */
export function scratch(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'morgana-solo5-'));
    folder = made;
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
  }
  return folder;
}

/** Links image.c with the platform. */
export function nativeImage(
  target: Solo5Target,
  name: string,
  devices: readonly ManifestDevice[] = [],
  options: ManifestOptions = {},
): string {
  const platform = solo5Platform(target, devices, options);
  const native = fileURLToPath(nativeFolder);
  const unit = join(scratch(), `${name}-${target}-manifest.c`);
  writeFileSync(unit, platform.units.map((u) => u.text).join('\n'));
  const source = join(import.meta.dirname, 'image.c');
  const output = join(scratch(), `${name}.${target}`);
  const sources = platform.folders.flatMap((path) =>
    readdirSync(path)
      .filter((file) => file.endsWith('.c'))
      .map((file) => join(path, file)),
  );
  execFileSync(
    'gcc',
    [
      ...[
        '-std=gnu11',
        '-O2',
        '-Wall',
        '-Wextra',
        '-Werror',
        '-ffreestanding',
        '-fno-builtin',
        '-fno-pic',
        '-no-pie',
        '-static',
        '-nostdlib',
      ],
      ...['-fno-asynchronous-unwind-tables', '-fno-tree-loop-distribute-patterns'],
      ...platform.flags,
      ...[native, ...platform.folders].map((path) => `-I${path}`),
      ...[source, unit, join(native, 'memory.c'), join(native, 'boot_arguments.c'), ...sources],
      ...platform.linkFlags,
      ...['-Wl,--build-id=none', '-o', output],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return output;
}

/**
 * A program whose platform has a bug: asked for 3,000 (a large cell: 30,000) random octets, it gives some more. The length is a
 * boot argument.
 */
export const overrunningImage = (target: Solo5Target): Promise<string> =>
  compiledImage(
    target,
    'overrun',
    `import { bootArguments, fillRandom } from 'morgana:platform';
     const bytes = new Uint8Array(Number(bootArguments()[0]));
     fillRandom(bytes);
     let kept;
     for (let i = 0; i < 200_000; i++) kept = [i, kept === undefined];
     console.log('survived', bytes.length);`,
    [],
    {
      heapCanaries: true,
      linkFlags: ['-Wl,--wrap=platform_entropy'],
      unit: `#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
bool __real_platform_entropy(uint8_t *bytes, size_t length);
bool __wrap_platform_entropy(uint8_t *bytes, size_t length) {
  return __real_platform_entropy(bytes, length == 3000 || length == 30000 ? length + 300 : length);
}
`,
    },
  );

/** Compiles a module without imports to an image. */
export async function compiledImage(
  target: Solo5Target,
  name: string,
  text: string,
  devices: readonly ManifestDevice[] = [],
  more: { readonly unit?: string; readonly linkFlags?: readonly string[]; readonly heapCanaries?: boolean } = {},
): Promise<string> {
  const source = join(scratch(), `${name}.mjs`);
  writeFileSync(source, text);
  const output = join(scratch(), `${name}.${target}`);
  const platform = solo5Platform(target, devices);
  await compileFiles([source], output, {
    platform: {
      ...platform,
      linkFlags: [...platform.linkFlags, ...(more.linkFlags ?? [])],
      units: [...platform.units, ...(more.unit === undefined ? [] : [{ name: 'of-the-test', text: more.unit }])],
    },
    optimization: '1',
    ...(more.heapCanaries === true ? { heapCanaries: true } : {}),
  });
  return output;
}
