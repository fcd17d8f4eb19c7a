/** Folder of the C sources of the platform. */
export const nativeFolder: URL = /* @__PURE__ */ new URL('../native/', import.meta.url);
