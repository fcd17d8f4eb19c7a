import { below, chance, float, type Random } from '@morgana/random';
import { AbortSource, type Clock, sleep } from '@morgana/time';
import { PENDING_WRITES } from './channel.js';
import { chunks } from './copy.js';
import { type Flow, FlowError } from './flow.js';
import type {
  Connection,
  ConnectOptions,
  DatagramHandler,
  DatagramSocket,
  Endpoint,
  Listener,
  ListenOptions,
  Stack,
} from './stack.js';

/** Turns that a merging read gives the next chunk to arrive. */
const MERGE_TURNS = 16;

/** Datagrams held back at a time. */
const HELD_DATAGRAMS = 64;

/** A span of milliseconds, drawn evenly. */
export interface Delay {
  readonly min: number;
  readonly max: number;
}

/** What a stream may do to its user without breaking its contract, and how it may fail. Probabilities are 0 to 1. */
export interface FlowFaults {
  /** That a chunk read or written is cut in two at a random place; a rest may be cut again. */
  readonly split?: number;
  /** That a chunk read is joined with the one behind it, where that is there already. */
  readonly merge?: number;
  /** Before each read and write; needs a clock. */
  readonly delay?: Delay;
  /** Resets the flow for both sides once so many octets, both ways together, have gone through it. */
  readonly resetAfter?: number;
  /** Once so many octets have gone through it, nothing moves any more and no error comes, until this side ends the flow: a cable cut. */
  readonly stallAfter?: number;
}

/** Faults of datagrams, each a probability that one datagram sent meets it. */
export interface DatagramFaults {
  readonly loss?: number;
  readonly duplication?: number;
  /** Held back until one to four later ones have been sent by the same socket (and lost if they never are). */
  readonly reordering?: number;
}

/** Where faults get their chance and time from. A seeded source makes a run repeatable. */
export interface FaultSource {
  readonly random: Random;
  /** Needed for delays only. */
  readonly clock?: Clock;
}

/** `flow` with faults. What the faults leave alone passes through. @throws {RangeError} for a delay without a clock */
export function faultyFlow(flow: Flow, faults: FlowFaults, source: FaultSource): Flow {
  return new FaultyFlow(flow, faults, source);
}

class FaultyFlow implements Flow {
  #flow: Flow;
  #faults: FlowFaults;
  #random: Random;
  #clock: Clock | undefined;
  /** Octets that went through, both ways. */
  #octets = 0;
  #reading = false;
  /** What a split left for the next read. */
  #rest: Uint8Array | undefined = undefined;
  /** The read behind a merge that had not come when it was looked for. */
  #ahead: Promise<Uint8Array | null> | undefined = undefined;
  /** Fires when this side ends the flow: wakes what is delayed or stalled. */
  #ended = new AbortSource();
  #lastWrite: Promise<void> = Promise.resolve();
  #writes = 0;
  #closing: Promise<void> | undefined = undefined;

  constructor(flow: Flow, faults: FlowFaults, source: FaultSource) {
    if (faults.delay !== undefined && source.clock === undefined) {
      throw new RangeError('faults with a delay need a clock');
    }
    this.#flow = flow;
    this.#faults = faults;
    this.#random = source.random;
    this.#clock = source.clock;
  }

  async read(): Promise<Uint8Array | null> {
    if (this.#reading) throw new FlowError('invalid', 'a read is outstanding: only one at a time');
    this.#reading = true;
    try {
      this.#checkEnded();
      await this.#pause();
      if (this.#stalled) return await this.#stall();
      let bytes = this.#rest ?? (await this.#next());
      this.#rest = undefined;
      if (bytes === null) return null;
      if (chance(this.#random, this.#faults.merge ?? 0)) bytes = await this.#merged(bytes);
      this.#checkEnded();
      if (bytes.length > 1 && chance(this.#random, this.#faults.split ?? 0)) {
        const cut = 1 + below(this.#random, bytes.length - 1);
        this.#rest = bytes.subarray(cut);
        bytes = bytes.subarray(0, cut);
      }
      this.#count(bytes.length);
      return bytes;
    } finally {
      this.#reading = false;
    }
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#writes >= PENDING_WRITES) {
      return Promise.reject(new FlowError('exhausted', `${PENDING_WRITES} writes are waiting: await them`));
    }
    this.#writes++;
    return this.#afterWrites(async () => {
      try {
        await this.#writeSplit(bytes);
      } finally {
        this.#writes--;
      }
    });
  }

  closeWrite(): Promise<void> {
    this.#closing ??= this.#afterWrites(() => this.#flow.closeWrite());
    return this.#closing;
  }

  async close(): Promise<void> {
    if (this.#stalled) this.#ended.abort(new FlowError('closed', 'closed by this side'));
    this.#rest = undefined;
    await this.#lastWrite.catch(() => {});
    this.#ended.abort(new FlowError('closed', 'closed by this side'));
    await this.#flow.close();
  }

  abort(reason: Error = new FlowError('closed', 'aborted by this side')): void {
    this.#rest = undefined;
    this.#flow.abort(reason);
    this.#ended.abort(reason);
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return chunks(this);
  }

  get #stalled(): boolean {
    return this.#octets >= (this.#faults.stallAfter ?? Infinity);
  }

  /** Runs after everything written before, and before everything written later. */
  #afterWrites(action: () => Promise<void>): Promise<void> {
    const done = this.#lastWrite.then(action, action);
    this.#lastWrite = done;
    done.catch(() => {});
    return done;
  }

  async #writeSplit(bytes: Uint8Array): Promise<void> {
    let offset = 0;
    do {
      await this.#pause();
      if (this.#stalled) await this.#stall();
      const left = bytes.length - offset;
      const isSplit = left > 1 && chance(this.#random, this.#faults.split ?? 0);
      const part = bytes.subarray(offset, isSplit ? offset + 1 + below(this.#random, left - 1) : bytes.length);
      await this.#flow.write(part);
      this.#count(part.length);
      offset += part.length;
    } while (offset < bytes.length);
  }

  #next(): Promise<Uint8Array | null> {
    const next = this.#ahead ?? this.#flow.read();
    this.#ahead = undefined;
    return next;
  }

  async #merged(bytes: Uint8Array): Promise<Uint8Array> {
    const ahead = this.#next();
    this.#ahead = ahead;
    let next: Uint8Array | null = null;
    ahead.then(
      (value) => {
        next = value;
      },
      () => {}, // the next read finds it in #ahead
    );
    for (let turn = 0; turn < MERGE_TURNS && next === null; turn++) await undefined;
    if (next === null) return bytes;
    this.#ahead = undefined;
    const merged = new Uint8Array(bytes.length + (next as Uint8Array).length);
    merged.set(bytes);
    merged.set(next, bytes.length);
    return merged;
  }

  async #pause(): Promise<void> {
    const { delay } = this.#faults;
    if (delay === undefined) return;
    const length = delay.min + float(this.#random) * (delay.max - delay.min);
    await sleep(this.#clock!, length, { signal: this.#ended });
  }

  /** Fails when this side ends the flow; else never settles. */
  #stall(): Promise<never> {
    return new Promise((_, reject) => {
      if (this.#ended.aborted) reject(this.#ended.reason);
      this.#ended.addEventListener('abort', () => reject(this.#ended.reason));
    });
  }

  #count(octets: number): void {
    this.#octets += octets;
    if (this.#octets < (this.#faults.resetAfter ?? Infinity)) return;
    const reset = new FlowError('reset', `reset after ${this.#octets} octets (an injected fault)`);
    this.abort(reset);
    throw reset;
  }

  #checkEnded(): void {
    if (this.#ended.aborted) throw this.#ended.reason;
  }
}

class FaultyConnection extends FaultyFlow implements Connection {
  readonly local: Endpoint;
  readonly remote: Endpoint;

  constructor(connection: Connection, faults: FlowFaults, source: FaultSource) {
    super(connection, faults, source);
    this.local = connection.local;
    this.remote = connection.remote;
  }
}

class FaultyDatagramSocket implements DatagramSocket {
  #socket: DatagramSocket;
  #faults: DatagramFaults;
  #random: Random;
  #held: { readonly bytes: Uint8Array; readonly to: Endpoint; remaining: number }[] = [];

  constructor(socket: DatagramSocket, faults: DatagramFaults, source: FaultSource) {
    this.#socket = socket;
    this.#faults = faults;
    this.#random = source.random;
  }

  get local(): Endpoint {
    return this.#socket.local;
  }

  send(bytes: Uint8Array, to: Endpoint): void {
    if (chance(this.#random, this.#faults.loss ?? 0)) return;
    if (this.#held.length < HELD_DATAGRAMS && chance(this.#random, this.#faults.reordering ?? 0)) {
      this.#held.push({ bytes: bytes.slice(), to, remaining: 1 + below(this.#random, 4) });
      return;
    }
    this.#socket.send(bytes, to);
    if (chance(this.#random, this.#faults.duplication ?? 0)) this.#socket.send(bytes, to);
    const held = this.#held;
    this.#held = held.filter((datagram) => --datagram.remaining > 0);
    for (const datagram of held) if (datagram.remaining === 0) this.#socket.send(datagram.bytes, datagram.to);
  }

  join(group: string): void {
    this.#socket.join(group);
  }

  leave(group: string): void {
    this.#socket.leave(group);
  }

  close(): void {
    this.#held = [];
    this.#socket.close();
  }
}

/** What `faultyStack` does to the connections and datagrams of a stack. */
export interface StackFaults {
  readonly flow?: FlowFaults;
  readonly datagram?: DatagramFaults;
}

/** `stack` with faults on every connection and on every datagram that is sent through it. */
export function faultyStack(stack: Stack, faults: StackFaults, source: FaultSource): Stack {
  return new FaultyStack(stack, faults, source);
}

class FaultyStack implements Stack {
  #stack: Stack;
  #faults: StackFaults;
  #source: FaultSource;

  constructor(stack: Stack, faults: StackFaults, source: FaultSource) {
    this.#stack = stack;
    this.#faults = faults;
    this.#source = source;
  }

  get addresses(): readonly string[] {
    return this.#stack.addresses;
  }

  async connect(remote: Endpoint, options?: ConnectOptions): Promise<Connection> {
    return this.#wrap(await this.#stack.connect(remote, options));
  }

  listen(options: ListenOptions, onConnection: (connection: Connection) => void): Promise<Listener> {
    return this.#stack.listen(options, (connection) => onConnection(this.#wrap(connection)));
  }

  async bind(
    options: { readonly port: number; readonly address?: string },
    onDatagram: DatagramHandler,
  ): Promise<DatagramSocket> {
    const faults = this.#faults.datagram ?? {};
    let faulty: FaultyDatagramSocket | undefined;
    const wrap = (socket: DatagramSocket) => (faulty ??= new FaultyDatagramSocket(socket, faults, this.#source));
    // A datagram may come before `bind` has resolved, so whoever is first wraps the socket.
    return wrap(await this.#stack.bind(options, (bytes, from, socket) => onDatagram(bytes, from, wrap(socket))));
  }

  orderDestinations(addresses: readonly string[]): readonly string[] {
    return this.#stack.orderDestinations?.(addresses) ?? addresses;
  }

  close(): Promise<void> {
    return this.#stack.close();
  }

  #wrap(connection: Connection): Connection {
    return new FaultyConnection(connection, this.#faults.flow ?? {}, this.#source);
  }
}
