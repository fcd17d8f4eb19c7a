/** Folder of the engine's C sources. */
export const nativeFolder: URL = /* @__PURE__ */ new URL('../native/', import.meta.url);

/** Folder of the built-ins written in TypeScript, as the JavaScript that the compiler reads: `tsc -b` makes it. */
export const builtinFolder: URL = /* @__PURE__ */ new URL('../dist/builtins/', import.meta.url);

export { encodeRegExp } from './regexp.js';
