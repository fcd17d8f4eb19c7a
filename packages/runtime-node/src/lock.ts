import { createServer, type Server } from 'node:net';
import { errorCode } from './system-error.js';

/** A claim on a file or folder that ends with the process, or when it is released. */
export interface Lock {
  release(): Promise<void>;
}

/**
 * Claims what `device` and `inode` name for this process. Resolves to undefined when another holds it.
 *
 * Node.js has no flock(2). On Linux the claim is a listening socket in the abstract namespace, which the kernel takes back
 * however the process ends. It is advisory, and seen within one network namespace only. Elsewhere every claim succeeds.
 */
export function claim(device: bigint, inode: bigint): Promise<Lock | undefined> {
  if (process.platform !== 'linux') return Promise.resolve({ release: async () => {} });
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) => {
      // Whatever else goes wrong (a sandbox without sockets) must not keep a disk from being used: the claim is a courtesy.
      resolve(errorCode(error) === 'EADDRINUSE' ? undefined : { release: async () => {} });
    });
    server.listen(`\0morgana-${device}-${inode}`, () => {
      server.unref();
      resolve({ release: () => closed(server) });
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
