import { fileURLToPath } from 'node:url';
import { type ManifestDevice, type ManifestOptions, notesUnit, type Solo5Target } from './manifest.js';

export { encodeManifest, type ManifestDevice, type ManifestOptions, type Solo5Target } from './manifest.js';

/** Folder of the C header with the binary interface, `solo5_abi.h`. */
export const abiFolder: URL = /* @__PURE__ */ new URL('../native/common/', import.meta.url);

/** What `@morgana/compiler` links a program with for an image: see its `Platform`. */
export function solo5Platform(target: Solo5Target, devices: readonly ManifestDevice[], options?: ManifestOptions) {
  const common = fileURLToPath(abiFolder);
  return {
    folders: [common, fileURLToPath(new URL(`../native/${target}/`, import.meta.url))],
    flags: [
      // Canaries are at the thread pointer, which the start code sets.
      '-fstack-protector-strong',
      '-fstack-clash-protection',
      '-fcf-protection=none',
    ],
    linkFlags: [`-Wl,-T,${common}solo5.lds`, '-Wl,-z,max-page-size=4096', '-Wl,-u,solo5_interpreter'],
    units: [{ name: 'notes', text: notesUnit(target, devices, options) }],
  };
}
