import { fileURLToPath } from 'node:url';
import { type ManifestDevice, type ManifestOptions, manifestUnit } from './manifest.js';

export { encodeManifest, type ManifestDevice, type ManifestOptions } from './manifest.js';

export type Solo5Target = 'spt' | 'hvt';

/** Folder of the C header with the binary interface, `solo5_abi.h`. */
export const abiFolder: URL = /* @__PURE__ */ new URL('../native/common/', import.meta.url);

const TARGETS = { hvt: 1, spt: 2 } as const;

/** What `@morgana/compiler` links a program with for an image: see its `Platform`. */
export function solo5Platform(target: Solo5Target, devices: readonly ManifestDevice[], options?: ManifestOptions) {
  const common = fileURLToPath(abiFolder);
  return {
    folders: [common, fileURLToPath(new URL(`../native/${target}/`, import.meta.url))],
    flags: [
      `-DSOLO5_TARGET=${TARGETS[target]}`,
      // Canaries are at the thread pointer, which the start code sets.
      '-fstack-protector-strong',
      '-fstack-clash-protection',
      '-fcf-protection=none',
    ],
    linkFlags: [`-Wl,-T,${common}solo5.lds`, '-Wl,-z,max-page-size=4096', '-Wl,-u,solo5_abi_note'],
    units: [{ name: 'manifest', text: manifestUnit(devices, options) }],
  };
}
