import type { Socket } from 'node:net';
import { type Connection, chunks, type Endpoint, FlowError } from '@morgana/flow';
import { endpointText, plainAddress, toFlowError } from './errors.js';

/** Octets read ahead of the application; from there on the host's receive window does the rest. */
const READ_AHEAD = 256 * 1024;
/** How long a closed connection waits for the peer's end, so that what was written is not lost to a reset. */
const LINGER_MILLISECONDS = 10_000;

interface PendingRead {
  resolve(bytes: Uint8Array | null): void;
  reject(error: Error): void;
}

/**
 * A net.Socket that is connected, as a flow.
 *
 * Reading: the socket flows into a queue of at most READ_AHEAD octets and is paused beyond it. The chunks are the memory that
 * Node.js read into, one of its own for each, so nothing is copied.
 * Writing: a write resolves when the host's kernel has taken the bytes; until then Node.js holds a reference, not a copy.
 */
export class SocketConnection implements Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;
  readonly #socket: Socket;
  readonly #arrived: Uint8Array[] = [];
  #arrivedBytes = 0;
  #paused = false;
  #ended = false;
  /** Why the flow is broken or closed for reading. */
  #failure: Error | undefined;
  #reading: PendingRead | undefined;
  #closingWrite: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #lingering: NodeJS.Timeout | undefined;

  /** @param remote the peer, for when it has gone again and the socket cannot tell */
  constructor(socket: Socket, remote: Endpoint) {
    this.#socket = socket;
    const { localAddress = '0.0.0.0', localPort = 0, remoteAddress = remote.address } = socket;
    this.local = { address: plainAddress(localAddress), port: localPort };
    this.remote = { address: plainAddress(remoteAddress), port: remote.port };
    // Small writes go out at once (RFC 9293, 3.7.4: an application must be able to turn the Nagle algorithm off).
    socket.setNoDelay(true);
    socket.on('data', (chunk: Uint8Array) => this.#take(chunk));
    socket.on('end', () => this.#end());
    socket.on('error', (error) => this.#fail(toFlowError(error, endpointText(this.remote), 'reset')));
    socket.on('close', () => {
      if (this.#lingering !== undefined) clearTimeout(this.#lingering);
      if (!this.#ended) this.#fail(this.#closedError());
    });
  }

  read(): Promise<Uint8Array | null> {
    if (this.#reading !== undefined) {
      return Promise.reject(new FlowError('invalid', 'a read is outstanding; there may be one at a time'));
    }
    const chunk = this.#arrived.shift();
    if (chunk !== undefined) {
      this.#arrivedBytes -= chunk.length;
      if (this.#paused && this.#arrivedBytes < READ_AHEAD / 2) {
        this.#paused = false;
        this.#socket.resume();
      }
      return Promise.resolve(chunk);
    }
    if (this.#closing !== undefined) return Promise.reject(this.#closedError());
    if (this.#ended) return Promise.resolve(null);
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#reading = { resolve, reject };
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#closingWrite !== undefined || this.#closing !== undefined) return Promise.reject(this.#closedError());
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (bytes.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => {
        if (error) reject(this.#failure ?? toFlowError(error, endpointText(this.remote), 'reset'));
        else resolve();
      });
    });
  }

  closeWrite(): Promise<void> {
    this.#closingWrite ??= this.#finish();
    return this.#closingWrite;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  abort(reason?: Error): void {
    const failure = reason ?? new FlowError('closed', `${endpointText(this.remote)}: the connection was aborted`);
    this.#throwAway();
    this.#fail(failure);
    const socket = this.#socket;
    // libuv refuses to reset a socket while its shutdown is under way (uv_tcp_close_reset), and Node.js then never closes it.
    if (socket.writableEnded && !socket.writableFinished) socket.destroy();
    else socket.resetAndDestroy();
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return chunks(this);
  }

  #take(chunk: Uint8Array): void {
    if (this.#closing !== undefined) return;
    // A Buffer's slice() shares memory where a Uint8Array's copies, so it must not leave here as one.
    const bytes = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
    const reading = this.#reading;
    if (reading !== undefined) {
      this.#reading = undefined;
      reading.resolve(bytes);
      return;
    }
    this.#arrived.push(bytes);
    this.#arrivedBytes += bytes.length;
    if (this.#arrivedBytes >= READ_AHEAD && !this.#paused) {
      this.#paused = true;
      this.#socket.pause();
    }
  }

  #end(): void {
    this.#ended = true;
    const reading = this.#reading;
    this.#reading = undefined;
    reading?.resolve(null);
  }

  /** What had arrived can still be read; then reads and writes fail with the first failure. */
  #fail(failure: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    const reading = this.#reading;
    this.#reading = undefined;
    reading?.reject(failure);
  }

  #finish(): Promise<void> {
    const socket = this.#socket;
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) {
        reject(this.#failure);
        return;
      }
      const settle = (): void => {
        socket.off('finish', settle);
        socket.off('close', settle);
        if (socket.writableFinished) resolve();
        else reject(this.#failure ?? new FlowError('closed', 'the flow was closed before everything was written'));
      };
      socket.on('finish', settle);
      socket.on('close', settle);
      socket.end();
    });
  }

  async #close(): Promise<void> {
    const socket = this.#socket;
    this.#throwAway();
    const reading = this.#reading;
    this.#reading = undefined;
    reading?.reject(this.#closedError());
    try {
      await this.closeWrite();
    } catch {
      // Broken already: nothing more can be delivered.
    }
    if (this.#ended || socket.destroyed) {
      socket.destroy();
      return;
    }
    // To close a socket that has unread data resets the connection, and a reset overtakes what the peer has yet to
    // acknowledge (RFC 1122, 4.2.2.13). So what arrives is read and thrown away until the peer ends too, for a while.
    this.#lingering = setTimeout(() => socket.destroy(), LINGER_MILLISECONDS);
    this.#lingering.unref();
    socket.unref();
  }

  #closedError(): FlowError {
    return new FlowError('closed', `${endpointText(this.remote)}: this side of the connection is closed`);
  }

  /** Drops what has arrived, and lets what will arrive be dropped. */
  #throwAway(): void {
    this.#arrived.length = 0;
    this.#arrivedBytes = 0;
    this.#paused = false;
    this.#socket.resume();
  }
}
