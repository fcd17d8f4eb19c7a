/**
 * One TCP and a scripted peer, on virtual time: what the peer sends is injected, what TCP sends is expected, line by line (see
 * notation.ts for the lines). For tests.
 */
import type { IcmpErrorKind } from '../../ip/transport.js';
import { getInt32 } from '../../wire/tcp.js';
import type { Connection } from '../connection.js';
import type { Listener } from '../listener.js';
import { LISTEN, STATE_NAMES } from '../state.js';
import { abort, close, endOfData, open, receive, send, shutdown } from '../user-calls.js';
import { type Packet, TestHost, type TestHostOptions, type TestTime } from './host.js';
import { decode, encode, format, matches, type Numbers, parseLine, patternAt } from './notation.js';

const LOCAL = 0x0a000001;
const PEER = 0x0a000002;

export interface ConversationOptions extends TestHostOptions {
  /** Initial sequence numbers of TCP and of the peer. Each near an edge by default, so that every test crosses it. */
  readonly iss?: number;
  readonly peerIss?: number;
  /** Window field of injected lines without one. */
  readonly window?: number;
  /** What the clock shows at first. */
  readonly now?: number;
}

export class Conversation {
  readonly time: TestTime;
  readonly host: TestHost;
  readonly localPort = 80;
  peerPort = 5000;
  readonly iss: number;
  readonly peerIss: number;
  readonly window: number;
  /** The connection that was opened or accepted last. */
  connection!: Connection;
  events = 0;
  readonly received: number[] = [];
  /** Whether data is read as it comes. */
  reading = true;
  #listener: Listener | undefined;
  #written = 0;
  #port: number;

  constructor(options: ConversationOptions = {}) {
    this.time = { now: options.now ?? 100_000 };
    this.iss = options.iss ?? 0x7fff_fff0;
    this.peerIss = options.peerIss ?? 0xffff_fff0;
    this.window = options.window ?? 65535;
    this.#port = this.localPort;
    this.host = new TestHost(LOCAL, this.time, {
      ...options,
      configuration: { initialSequenceNumber: this.iss, ...options.configuration },
    });
  }

  get tcp() {
    return this.host.tcp;
  }
  get core() {
    return this.host.tcp.core;
  }
  get counters() {
    return this.host.tcp.core.counters;
  }
  /** Of the connection; before a listener has handed it over, of what is half-open there, or LISTEN. */
  get state(): string {
    const connection: Connection | null | undefined = this.connection ?? this.#listener?.oldestHalfOpen;
    return STATE_NAMES[connection?.state ?? LISTEN];
  }
  get failure(): string | undefined {
    return this.connection.failure?.code;
  }
  get ended(): boolean {
    return endOfData(this.connection);
  }

  listen(backlog?: number): Listener {
    this.#listener = this.tcp.listen(0, this.localPort, (connection) => this.#adopt(connection), backlog);
    return this.#listener;
  }

  /** Active OPEN; the SYN is left to be expected. */
  connect(): void {
    const user = { onEvents: (c: Connection, events: number) => this.#onEvents(c, events) };
    this.connection = open(this.core, user, PEER, this.peerPort, this.#port);
    this.#settle();
  }

  /** The three-way handshake as a server. `options` are those of the peer's SYN, `later` is added to its ACK. */
  accept(options = 'mss 1460', later = '', roundTrip = 0): void {
    this.listen();
    this.inject(`S 0 <${options}>`);
    this.skip();
    this.time.now += roundTrip;
    this.inject(`. 1 ack 1${later}`);
    this.expect();
  }

  /** The peer sends segments, which arrive in one batch. */
  inject(...lines: string[]): void {
    this.host.run(lines.map((line) => this.packet(line)));
    this.#settle();
  }

  packet(line: string): Packet {
    return encode(line, PEER, LOCAL, this.#peerNumbers(), this.window);
  }

  /** What was sent since the last look must be exactly this. */
  expect(...lines: string[]): void {
    const sent = this.sent();
    const expected = lines.map(parseLine);
    if (sent.length === expected.length && sent.every((segment, i) => matches(segment, expected[i]!))) return;
    const shown = sent.map((segment) => `  ${format(segment)}`).join('\n') || '  nothing';
    throw new Error(`expected\n${lines.map((line) => `  ${line}`).join('\n') || '  nothing'}\nbut sent was\n${shown}`);
  }

  /** Forgets what was sent. */
  skip(): void {
    this.host.take();
  }

  sent() {
    const numbers: Numbers = {
      sourcePort: this.#port,
      destinationPort: this.peerPort,
      sender: this.iss,
      receiver: this.peerIss,
    };
    return this.host.take().map((packet) => decode(packet, numbers));
  }

  /** Time goes by; timers run when they are due. */
  advance(milliseconds: number): void {
    const end = this.time.now + milliseconds;
    for (;;) {
      const deadline = this.tcp.nextDeadline();
      if (deadline > end) break;
      this.time.now = Math.max(this.time.now, deadline);
      this.host.run();
      this.#settle();
    }
    this.time.now = end;
  }

  /** Writes the next octets of the pattern; returns how many were taken. */
  write(length: number): number {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = patternAt(1 + this.#written + i);
    const taken = send(this.core, this.connection, bytes, 0);
    this.#written += taken;
    this.#settle();
    return taken;
  }

  read(): Uint8Array | null {
    const bytes = receive(this.core, this.connection);
    this.#settle();
    return bytes;
  }

  shutdown(): void {
    shutdown(this.core, this.connection);
    this.#settle();
  }
  close(): void {
    close(this.core, this.connection);
    this.#settle();
  }
  abort(): void {
    abort(this.core, this.connection, { code: 'closed', message: 'aborted' });
    this.#settle();
  }

  /** An ICMP error that quotes a segment of ours: ports and the relative sequence number. */
  icmp(kind: IcmpErrorKind, code: number, sequence: number, mtu = 0): boolean {
    const quoted = encode(`. ${sequence}`, LOCAL, PEER, {
      sourcePort: this.#port,
      destinationPort: this.peerPort,
      sender: this.iss,
      receiver: this.peerIss,
    }).bytes;
    const believed = this.tcp.icmpError(kind, code, LOCAL, PEER, quoted, 0, 8, mtu);
    this.host.run();
    this.#settle();
    return believed;
  }

  /** Octets received so far are the pattern, up to this relative sequence number. */
  hasReceivedUpTo(end: number): boolean {
    return this.received.length === end - 1 && this.received.every((octet, i) => octet === patternAt(1 + i));
  }

  /** For a listener elsewhere: the initial number that TCP chose is not the fixed one. */
  static sequenceOf(packet: Packet): number {
    return getInt32(packet.bytes, 4);
  }

  #peerNumbers(): Numbers {
    return { sourcePort: this.peerPort, destinationPort: this.#port, sender: this.peerIss, receiver: this.iss };
  }

  #adopt(connection: Connection): void {
    this.connection = connection;
    connection.user = { onEvents: (c, events) => this.#onEvents(c, events) };
  }

  #onEvents(connection: Connection, events: number): void {
    this.events |= events;
    if (!this.reading) return;
    for (let bytes = receive(this.core, connection); bytes !== null; bytes = receive(this.core, connection))
      for (const octet of bytes) this.received.push(octet);
  }

  #settle(): void {
    while (this.host.flushRequested) this.host.run();
  }
}
