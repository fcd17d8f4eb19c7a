import type { Random } from './random.js';

let installed: Random | undefined;

/** Installs the generator of the platform; the link step does it before the application runs. undefined takes it away again. */
export function setDefaultRandom(random: Random | undefined): void {
  installed = random;
}

/** The generator of the platform that this program was linked for. @throws {Error} when none has been installed */
export function defaultRandom(): Random {
  if (installed === undefined) {
    throw new Error(
      'no default random source: import the defaults of a runtime (such as @morgana/runtime-node), or pass a Random',
    );
  }
  return installed;
}
