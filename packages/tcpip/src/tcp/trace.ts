/**
 * What the log shows with `tcp:debug`: segments as tcpdump prints them, numbers relative to where each side began, and under each what it
 * did: the counters that moved, and the states.
 *
 *     10.0.0.1:80 < 10.0.0.2:5000  S 0 win 65535 <mss 1460, sackOK, wscale 7>
 *     10.0.0.1:80 = 10.0.0.2:5000  LISTEN -> SYN-RECEIVED
 *     10.0.0.1:80 > 10.0.0.2:5000  S. 0 ack 1 win 65535 <mss 1460>
 *
 * Nothing of it costs more than one comparison for a segment while the log is not so fine.
 */
import { formatAddress, type IpAddress } from '../ip-address.js';
import { get16 } from '../wire/octets.js';
import {
  ACK,
  ACKNOWLEDGMENT_NUMBER,
  CWR,
  DESTINATION_PORT,
  ECE,
  FIN,
  FLAGS,
  getHeaderLength,
  getInt32,
  PSH,
  parseOptions,
  RST,
  SEQUENCE_NUMBER,
  SOURCE_PORT,
  SYN,
  TCP_HEADER_LENGTH,
  type TcpOptions,
  URG,
  WINDOW,
} from '../wire/tcp.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import type { TcpCounters } from './counters.js';
import { STATE_NAMES, type State } from './state.js';
import type { Entry } from './table.js';

const LETTERS = [
  [SYN, 'S'],
  [FIN, 'F'],
  [RST, 'R'],
  [PSH, 'P'],
  [URG, 'U'],
  [ECE, 'E'],
  [CWR, 'C'],
  [ACK, '.'],
] as const;

/** Counters that move with every segment say nothing. */
const SILENT = new Set(['segmentsReceived', 'segmentsSent', 'bytesReceived', 'bytesSent']);

export class Trace {
  readonly #core: Core;
  #before: TcpCounters | undefined = undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  /** A segment that arrives or leaves: `bytes[at .. at + length)`. */
  segment(mark: '<' | '>', bytes: Uint8Array, at: number, length: number, local: IpAddress, remote: IpAddress): void {
    const [near, far] = mark === '<' ? [DESTINATION_PORT, SOURCE_PORT] : [SOURCE_PORT, DESTINATION_PORT];
    if (length < TCP_HEADER_LENGTH || getHeaderLength(bytes, at) < TCP_HEADER_LENGTH) {
      this.#core.log.debug(`${formatAddress(local)} ${mark} ${formatAddress(remote)}  no segment: ${length} octets`);
      return;
    }
    const localPort = get16(bytes, at + near);
    const remotePort = get16(bytes, at + far);
    const entry = this.#core.table.find(local, localPort, remote, remotePort);
    const line = describe(bytes, at, length, mark === '<', entry as (Entry & Partial<Connection>) | null);
    this.#say(mark, local, localPort, remote, remotePort, line);
  }

  /** A segment arrives; what it moves is told before the next one, or when the batch is over. */
  arrives(bytes: Uint8Array, at: number, length: number, local: IpAddress, remote: IpAddress): void {
    this.moved(null);
    this.segment('<', bytes, at, length, local, remote);
    this.watch();
  }

  state(c: Connection, to: State): void {
    this.#about(c, `${STATE_NAMES[c.state]} -> ${STATE_NAMES[to]}`);
  }

  /** From here to `moved` counters are watched. */
  watch(): void {
    this.moved(null);
    this.#before = { ...this.#core.counters };
  }

  /** Tells what moved since, and on a connection also how it stands. */
  moved(c: Connection | null): void {
    const { counters, log } = this.#core;
    const before = this.#before;
    if (before === undefined) return;
    this.#before = undefined;
    const names = (Object.keys(counters) as (keyof TcpCounters)[]).filter(
      (name) => counters[name] !== before[name] && !SILENT.has(name) && !name.startsWith('entered'),
    );
    if (names.length === 0) return;
    if (c === null) log.debug(`  ${names.join(', ')}`);
    else {
      const flight = (c.sendMaximum - c.sendUnacknowledged) | 0;
      const { window, threshold } = c.congestion;
      this.#about(
        c,
        `${names.join(', ')}: in flight ${flight}, cwnd ${window}, ssthresh ${threshold}, RTO ${c.timeout} ms x 2^${c.backoff}`,
      );
    }
  }

  #about(c: Connection, text: string): void {
    this.#say('=', c.localAddress, c.localPort, c.remoteAddress, c.remotePort, text);
  }

  #say(mark: string, local: IpAddress, localPort: number, remote: IpAddress, remotePort: number, text: string): void {
    this.#core.log.debug(`${show(local, localPort)} ${mark} ${show(remote, remotePort)}  ${text}`);
  }
}

function show(address: IpAddress, port: number): string {
  const text = formatAddress(address);
  return text.includes(':') ? `[${text}]:${port}` : `${text}:${port}`;
}

function describe(
  bytes: Uint8Array,
  at: number,
  length: number,
  arriving: boolean,
  entry: (Entry & Partial<Connection>) | null,
): string {
  const flags = bytes[at + FLAGS]!;
  const header = getHeaderLength(bytes, at);
  const known = entry?.iss !== undefined && entry.irs !== undefined;
  const sequence = getInt32(bytes, at + SEQUENCE_NUMBER);
  const acknowledgment = getInt32(bytes, at + ACKNOWLEDGMENT_NUMBER);
  // A SYN shows where its side begins.
  const [ours, theirs] = known ? [entry.iss!, entry.irs!] : [0, 0];
  const begin = (flags & SYN) !== 0 ? sequence : arriving ? theirs : ours;
  const start = known || (flags & SYN) !== 0 ? (sequence - begin) | 0 : sequence >>> 0;
  const data = length - header;
  const parts = [
    LETTERS.filter(([bit]) => (flags & bit) !== 0)
      .map(([, letter]) => letter)
      .join('') || '-',
  ];
  parts.push(data > 0 ? `${start}:${start + data}` : String(start));
  const other = arriving ? ours : theirs;
  if ((flags & ACK) !== 0) parts.push(`ack ${known ? (acknowledgment - other) | 0 : acknowledgment >>> 0}`);
  parts.push(`win ${get16(bytes, at + WINDOW)}`);
  if (header > TCP_HEADER_LENGTH && header <= length)
    parts.push(options(bytes, at, header, acknowledgment, known ? other : 0));
  return parts.join(' ');
}

function options(bytes: Uint8Array, at: number, header: number, acknowledgment: number, origin: number): string {
  const found = {} as TcpOptions;
  parseOptions(bytes, at + TCP_HEADER_LENGTH, at + header, found);
  const texts: string[] = [];
  if (found.maximumSegmentSize >= 0) texts.push(`mss ${found.maximumSegmentSize}`);
  if (found.sackPermitted) texts.push('sackOK');
  if (found.hasTimestamps) texts.push(`TS val ${found.timestampValue >>> 0} ecr ${found.timestampEcho >>> 0}`);
  if (found.windowScale >= 0) texts.push(`wscale ${found.windowScale}`);
  const base = origin === 0 ? acknowledgment : origin;
  const blocks: string[] = [];
  for (let i = 0; i < found.sackBlocks; i++) {
    const block = found.sackAt + 8 * i;
    blocks.push(`${(getInt32(bytes, block) - base) | 0}:${(getInt32(bytes, block + 4) - base) | 0}`);
  }
  if (blocks.length > 0) texts.push(`sack ${blocks.join(' ')}`);
  return `<${texts.join(', ')}>`;
}
