/** What Node.js's file and socket calls throw: an Error with the errno's name in `code`. */
export interface SystemError extends Error {
  readonly code: string;
}

export function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === 'string';
}

/** The errno's name ("ENOENT"), or "" of anything else that was thrown. */
export function errorCode(error: unknown): string {
  return isSystemError(error) ? error.code : '';
}

const PHRASES: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EADDRINUSE: 'address in use',
  EADDRNOTAVAIL: 'no such address on this host',
  EBUSY: 'busy',
  EIO: 'input/output error',
  EISDIR: 'is a directory',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files on this host',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on device',
  ENOTDIR: 'not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'read-only file system',
};

/** "permission denied (EACCES)": an errno as people read it, without the call and the path that Node.js adds. */
export function describeSystemError(error: unknown): string {
  const code = errorCode(error);
  if (code === '') return error instanceof Error ? error.message : String(error);
  const phrase = PHRASES[code];
  return phrase === undefined ? (error as Error).message : `${phrase} (${code})`;
}
