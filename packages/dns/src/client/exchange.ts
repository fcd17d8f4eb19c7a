import { type Connection, type DatagramSocket, type Endpoint, FlowError, FlowReader, type Stack } from '@morgana/flow';
import { below, type Random } from '@morgana/random';
import { type AbortSignalLike, AbortSource, type Clock } from '@morgana/time';
import { frame, readFrame } from '../wire/frame.js';

/** What asking needs of the world. */
export interface Ground {
  readonly stack: Stack;
  readonly clock: Clock;
  /** Cryptographically strong: IDs and ports that nobody can guess keep forged answers out (RFC 5452). */
  readonly random: Random;
}

const FIRST_PORT = 1024;
const PORTS = 65_536 - FIRST_PORT;
/** Ports to try that others may have taken. */
const PORT_TRIES = 8;

/** A socket on a random port (RFC 5452, section 9.2); the stack's choice where random ones are taken. */
async function bindRandom(
  ground: Ground,
  onDatagram: (bytes: Uint8Array, from: Endpoint) => void,
): Promise<DatagramSocket> {
  for (let i = 0; i < PORT_TRIES; i++) {
    try {
      return await ground.stack.bind({ port: FIRST_PORT + below(ground.random, PORTS) }, onDatagram);
    } catch (error) {
      if (!(error instanceof FlowError) || error.code !== 'in-use') throw error;
    }
  }
  return ground.stack.bind({ port: 0 }, onDatagram);
}

/**
 * Sends one datagram from a fresh port and waits for the answer.
 * @param accept whether octets that came from the server are the answer; others are ignored, not an error: they may be forged
 * @throws {FlowError} "timeout", what the stack throws, and the signal's reason
 */
export async function exchangeUdp(
  ground: Ground,
  server: Endpoint,
  query: Uint8Array,
  timeout: number,
  accept: (bytes: Uint8Array) => boolean,
  signal?: AbortSignalLike,
): Promise<Uint8Array> {
  if (signal?.aborted) throw signal.reason;
  let settle: (result: Uint8Array | Error) => void = () => {};
  const answer = new Promise<Uint8Array>((resolve, reject) => {
    settle = (result) => (result instanceof Error ? reject(result) : resolve(result));
  });
  answer.catch(() => {}); // it may fail before it is awaited
  const socket = await bindRandom(ground, (bytes, from) => {
    if (from.port !== server.port || !sameAddress(from.address, server.address)) return;
    const copy = bytes.slice();
    if (accept(copy)) settle(copy);
  });
  const timer = ground.clock.setTimer(ground.clock.monotonic() + timeout, () =>
    settle(new FlowError('timeout', `no answer from ${server.address} port ${server.port} within ${timeout} ms`)),
  );
  const onAbort = () => settle(signal!.reason instanceof Error ? signal!.reason : new Error('aborted'));
  signal?.addEventListener('abort', onAbort);
  try {
    socket.send(query, server);
    return await answer;
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
    socket.close();
  }
}

/** IPv6 addresses have many texts, and stacks may differ in them. */
function sameAddress(a: string, b: string): boolean {
  return a === b || (a.includes(':') && b.includes(':') && a.toLowerCase() === b.toLowerCase());
}

/** A connection to a server, messages at a time; `timeout` milliseconds for each step. */
export class MessageStream {
  readonly #connection: Connection;
  readonly #reader: FlowReader;
  readonly #clock: Clock;
  readonly #timeout: number;

  private constructor(connection: Connection, clock: Clock, timeout: number) {
    this.#connection = connection;
    this.#reader = new FlowReader(connection);
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /** @throws {FlowError} as the stack's connect, "timeout" among them */
  static async open(
    ground: Pick<Ground, 'stack' | 'clock'>,
    server: Endpoint,
    timeout: number,
  ): Promise<MessageStream> {
    const signal = new AbortSource();
    const timer = ground.clock.setTimer(ground.clock.monotonic() + timeout, () =>
      signal.abort(
        new FlowError('timeout', `no connection to ${server.address} port ${server.port} within ${timeout} ms`),
      ),
    );
    try {
      const connection = await ground.stack.connect(server, { signal });
      return new MessageStream(connection, ground.clock, timeout);
    } finally {
      timer.cancel();
    }
  }

  async write(message: Uint8Array): Promise<void> {
    await this.#timed(this.#connection.write(frame(message)));
  }

  /** The next message; null at the end. @throws {FlowError} "timeout", "ended", "reset" */
  async read(): Promise<Uint8Array | null> {
    return this.#timed(readFrame(this.#reader));
  }

  /** Aborts what waits: a peer that does not answer does not take a close either. */
  close(): void {
    this.#connection.abort();
  }

  async #timed<T>(work: Promise<T>): Promise<T> {
    const timer = this.#clock.setTimer(this.#clock.monotonic() + this.#timeout, () =>
      this.#connection.abort(new FlowError('timeout', `no answer within ${this.#timeout} ms`)),
    );
    try {
      return await work;
    } finally {
      timer.cancel();
    }
  }
}
