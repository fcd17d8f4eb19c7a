/** Folder of the engine's C sources. */
export const nativeFolder: URL = /* @__PURE__ */ new URL('../native/', import.meta.url);

/** Folder of the built-ins written in TypeScript, as the JavaScript that the compiler reads: `tsc -b` makes it. */
export const builtinFolder: URL = /* @__PURE__ */ new URL('../dist/builtins/', import.meta.url);

/** Folder of the modules in src/host, src/inspect and src/web as JavaScript: bundled where a program reaches them. */
export const moduleFolder: URL = /* @__PURE__ */ new URL('../dist/', import.meta.url);

/** Folder of C programs that run where programs are compiled. */
export const toolFolder: URL = /* @__PURE__ */ new URL('../tools/', import.meta.url);
export { GLOBALS, type GlobalUnit } from './web/globals.js';
