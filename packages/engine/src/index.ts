import { fileURLToPath } from 'node:url';

/** Folder of the engine's C sources. */
export const nativeDirectory: string = fileURLToPath(new URL('../native/', import.meta.url));

/** Folder of the built-ins written in TypeScript, as the JavaScript that the compiler reads. */
export const builtinDirectory: string = fileURLToPath(new URL('../dist/builtins/', import.meta.url));

export { encodeRegExp } from './regexp.js';
