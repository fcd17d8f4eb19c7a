import { Channel } from './channel.js';
import { chunks } from './copy.js';
import { type Flow, FlowError } from './flow.js';
import type { Connection, Endpoint } from './stack.js';

/** Octets that each direction buffers by default. */
export const DEFAULT_CAPACITY = 65_536;

export interface PairOptions {
  /** Octets that each direction holds before writes wait; at least 1, 65536 by default. */
  readonly capacity?: number;
}

export interface ConnectionPairOptions extends PairOptions {
  /** Called once, when both directions are over or the connection was aborted. */
  readonly onOver?: () => void;
}

/** One end of an in-memory flow; made by `pair`. */
export class MemoryFlow implements Flow {
  #incoming: Channel;
  #outgoing: Channel;

  constructor(incoming: Channel, outgoing: Channel) {
    this.#incoming = incoming;
    this.#outgoing = outgoing;
  }

  /** Octets that have come and wait to be read. */
  get readable(): number {
    return this.#incoming.buffered;
  }

  read(): Promise<Uint8Array | null> {
    return this.#incoming.read();
  }

  write(bytes: Uint8Array): Promise<void> {
    return this.#outgoing.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.#outgoing.closeWrite();
  }

  async close(): Promise<void> {
    this.#incoming.discard();
    try {
      await this.#outgoing.closeWrite();
    } catch {
      // Broken before everything was taken: there is nothing left to close.
    }
  }

  abort(reason: Error = new FlowError('closed', 'aborted by this side')): void {
    const reset = new FlowError('reset', 'the peer reset the connection');
    this.#incoming.break(reason, reset);
    this.#outgoing.break(reset, reason);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return chunks(this);
  }
}

export class MemoryConnection extends MemoryFlow implements Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;

  constructor(incoming: Channel, outgoing: Channel, local: Endpoint, remote: Endpoint) {
    super(incoming, outgoing);
    this.local = local;
    this.remote = remote;
  }
}

/** Two flows: what is written to one is read from the other. @throws {RangeError} for a capacity below 1 */
export function pair(options: PairOptions = {}): [MemoryFlow, MemoryFlow] {
  const [there, back] = channels(options);
  return [new MemoryFlow(back, there), new MemoryFlow(there, back)];
}

/** `pair` with the endpoints of a connection from `a` to `b`. */
export function connectionPair(
  a: Endpoint,
  b: Endpoint,
  options: ConnectionPairOptions = {},
): [MemoryConnection, MemoryConnection] {
  const [there, back] = channels(options, options.onOver);
  return [new MemoryConnection(back, there, a, b), new MemoryConnection(there, back, b, a)];
}

/** The two directions of a flow. */
function channels(options: PairOptions, onOver?: () => void): [Channel, Channel] {
  const capacity = options.capacity ?? DEFAULT_CAPACITY;
  if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`capacity ${capacity}: at least 1 octet`);
  let open = 2;
  const onChannelOver = () => {
    if (--open === 0) onOver?.();
  };
  return [new Channel(capacity, onChannelOver), new Channel(capacity, onChannelOver)];
}
