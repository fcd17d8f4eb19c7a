import type { Connection, DatagramSocket, Endpoint, Listener, Stack } from '@morgana/flow';
import { FlowReader } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import type { Clock, Timer } from '@morgana/time';
import { MAXIMUM_MESSAGE } from '../wire/constants.js';
import { frame } from '../wire/frame.js';
import { NOT_PLAIN, type QueryContext, type Responder } from './responder.js';

/**
 * Takes what the responder leaves: transfers, NOTIFY, updates, signed messages. Over UDP only the first message is sent.
 * It must not throw; what it throws all the same ends the connection and is logged.
 */
export type DeferredHandler = (message: Uint8Array, context: Readonly<QueryContext>) => AsyncIterable<Uint8Array>;

export interface ServeOptions {
  readonly stack: Stack;
  readonly responder: Pick<Responder, 'answer'>;
  readonly clock: Clock;
  /** 53 by default; 0 takes a free one. */
  readonly port?: number;
  /** One of the stack's addresses; by default all of them. */
  readonly address?: string;
  readonly handler?: DeferredHandler;
  readonly log?: Logger;
  /** Connections at a time; new ones beyond are closed at once. 256 by default. */
  readonly connections?: number;
  /** Milliseconds that a connection may be without a message, or take none of ours (RFC 7766, section 6.2.3). 10,000 by default. */
  readonly idleTimeout?: number;
  /** Messages that wait for the handler at a time, over UDP. 64 by default; those beyond are dropped. */
  readonly deferred?: number;
  /**
   * Messages of one connection that are with the handler at a time; 1 by default. For a resolver more: a name that takes long
   * does not hold up the ones behind it (RFC 7766, section 6.2.1.1).
   */
  readonly concurrent?: number;
}

export interface Server {
  readonly port: number;
  readonly statistics: { connections: number; refused: number; idle: number; deferredDropped: number };
  /** Stops serving: connections are aborted. Idempotent. */
  close(): Promise<void>;
}

/** Serves over UDP and TCP on one port. @throws {FlowError} as the stack's bind and listen */
export async function serveDns(options: ServeOptions): Promise<Server> {
  const server = new DnsServer(options);
  await server.open();
  return server;
}

class DnsServer implements Server {
  port = 0;
  readonly statistics = { connections: 0, refused: 0, idle: 0, deferredDropped: 0 };
  readonly #options: ServeOptions;
  /** For UDP, which is answered within the handler's call; connections too, between two waits. */
  readonly #reply = new Uint8Array(MAXIMUM_MESSAGE + 2);
  readonly #datagram: QueryContext = { address: '', stream: false, now: 0, time: 0 };
  readonly #connections = new Set<Connection>();
  #socket: DatagramSocket | undefined;
  #listener: Listener | undefined;
  #deferred = 0;
  #closed = false;

  constructor(options: ServeOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    const { stack, address } = this.#options;
    const port = this.#options.port ?? 53;
    const local = address === undefined ? { port } : { port, address };
    this.#listener = await stack.listen(local, (connection) => void this.#serveConnection(connection));
    this.port = this.#listener.local.port;
    try {
      this.#socket = await stack.bind({ ...local, port: this.port }, (bytes, from, socket) =>
        this.#onDatagram(bytes, from, socket),
      );
    } catch (error) {
      await this.#listener.close();
      throw error;
    }
  }

  #onDatagram(bytes: Uint8Array, from: Endpoint, socket: DatagramSocket): void {
    const { responder, clock, handler } = this.#options;
    const context = this.#datagram;
    context.address = from.address;
    context.now = clock.monotonic();
    context.time = Math.floor(clock.wall() / 1000);
    const length = responder.answer(bytes, bytes.length, this.#reply, context);
    if (length > 0) {
      this.#send(this.#reply.subarray(0, length), from, socket);
    } else if (length === NOT_PLAIN && handler !== undefined) {
      if (this.#deferred >= (this.#options.deferred ?? 64)) {
        this.statistics.deferredDropped++;
        return;
      }
      void this.#defer(handler(bytes.slice(), { ...context }), from, socket);
    }
  }

  async #defer(replies: AsyncIterable<Uint8Array>, from: Endpoint, socket: DatagramSocket): Promise<void> {
    this.#deferred++;
    try {
      for await (const reply of replies) {
        if (!this.#closed) this.#send(reply, from, socket);
        break;
      }
    } catch (error) {
      this.#options.log?.error('a message could not be handled', { from: from.address, error: String(error) });
    } finally {
      this.#deferred--;
    }
  }

  /** A datagram that cannot be sent is lost, as the network may lose it. */
  #send(bytes: Uint8Array, to: Endpoint, socket: DatagramSocket): void {
    try {
      socket.send(bytes, to);
    } catch (error) {
      this.#options.log?.debug('an answer could not be sent', { to: to.address, error: String(error) });
    }
  }

  async #serveConnection(connection: Connection): Promise<void> {
    const { clock, log } = this.#options;
    if (this.#closed || this.#connections.size >= (this.#options.connections ?? 256)) {
      this.statistics.refused++;
      connection.abort();
      return;
    }
    this.#connections.add(connection);
    this.statistics.connections++;
    const watch = new IdleWatch(clock, this.#options.idleTimeout ?? 10_000, () => {
      this.statistics.idle++;
      connection.abort();
    });
    try {
      await this.#serveMessages(connection, watch);
      await connection.close();
    } catch (error) {
      // The peer reset it, went away within a message, or was idle; nothing of it concerns others.
      log?.debug('a connection ended', { from: connection.remote.address, error: String(error) });
      connection.abort();
    } finally {
      watch.stop();
      this.#connections.delete(connection);
    }
  }

  async #serveMessages(connection: Connection, watch: IdleWatch): Promise<void> {
    const { responder, clock, handler } = this.#options;
    const reader = new FlowReader(connection);
    const context: QueryContext = { address: connection.remote.address, stream: true, now: 0, time: 0 };
    const underWay = new Set<Promise<void>>();
    let writing = Promise.resolve();
    const write = (bytes: Uint8Array): Promise<void> => {
      watch.touch();
      writing = writing.then(() => connection.write(bytes));
      return writing;
    };
    const defer = async (replies: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const reply of replies) await write(frame(reply));
    };
    for (;;) {
      watch.touch();
      // Answers to what has come in one piece go out in one piece.
      let batch: Uint8Array[] | undefined;
      let size = 0;
      let query: Uint8Array | undefined;
      while ((query = takeFrame(reader)) !== undefined) {
        context.now = clock.monotonic();
        context.time = Math.floor(clock.wall() / 1000);
        const length = responder.answer(query, query.length, this.#reply, context);
        if (length === 0) throw new Error('it sent what is no query');
        if (length > 0) {
          const framed = new Uint8Array(length + 2);
          framed[0] = length >>> 8;
          framed[1] = length;
          framed.set(this.#reply.subarray(0, length), 2);
          batch ??= [];
          batch.push(framed);
          size += framed.length;
          if (size >= MAXIMUM_MESSAGE) break;
        } else if (handler !== undefined) {
          if (batch !== undefined) await write(concatenate(batch, size));
          batch = undefined;
          size = 0;
          const task = defer(handler(query.slice(), { ...context }));
          underWay.add(task);
          // Who waits for it below, or here, sees its failure; nobody else has to.
          void task.catch(() => connection.abort()).finally(() => underWay.delete(task));
          if (underWay.size >= (this.#options.concurrent ?? 1)) await Promise.race(underWay);
        }
      }
      if (batch !== undefined) await write(concatenate(batch, size));
      if (query === undefined && !(await reader.fill())) {
        if (reader.buffered > 0) throw new Error('it ended within a message');
        await Promise.all(underWay);
        return;
      }
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket?.close();
    await this.#listener?.close();
    for (const connection of this.#connections) connection.abort();
  }
}

/** The next whole message that is buffered. */
function takeFrame(reader: FlowReader): Uint8Array | undefined {
  if (reader.buffered < 2) return undefined;
  const bytes = reader.peek();
  const length = (bytes[0]! << 8) | bytes[1]!;
  if (bytes.length < length + 2) return undefined;
  reader.consume(length + 2);
  return bytes.subarray(2, length + 2);
}

function concatenate(pieces: readonly Uint8Array[], size: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Calls back when nothing has happened for so long. Being touched costs a store; the timer is set once a period. */
class IdleWatch {
  readonly #clock: Clock;
  readonly #period: number;
  readonly #onIdle: () => void;
  #deadline: number;
  #timer: Timer | undefined;

  constructor(clock: Clock, period: number, onIdle: () => void) {
    this.#clock = clock;
    this.#period = period;
    this.#onIdle = onIdle;
    this.#deadline = clock.monotonic() + period;
    this.#timer = undefined;
    this.#arm();
  }

  touch(): void {
    this.#deadline = this.#clock.monotonic() + this.#period;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    this.#timer = this.#clock.setTimer(this.#deadline, () => {
      if (this.#clock.monotonic() >= this.#deadline) this.#onIdle();
      else this.#arm();
    });
  }
}
