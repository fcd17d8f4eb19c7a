import { fileURLToPath } from 'node:url';

/** Folder of the C sources of the platform. */
export const nativeDirectory: string = fileURLToPath(new URL('../native/', import.meta.url));
