/** A TCP without a network layer below it: what it sends is collected, what it receives is given to it. For tests. */
import { type Capabilities, CHECKSUM_COMPLETE, type Frame, NO_CAPABILITIES } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import type { IpAddress, IpLayer, PacketSender } from '../../ip/layer.js';
import { Route, unresolvedNeighbor } from '../../ip/route.js';
import { unsignedAddress } from '../../ip-address.js';
import type { TcpConfiguration } from '../settings.js';
import { Tcp } from '../tcp.js';

/** A clock that only the test moves. */
export interface TestTime {
  now: number;
}

export interface Packet {
  readonly source: IpAddress;
  readonly destination: IpAddress;
  /** The TCP segment. */
  readonly bytes: Uint8Array;
  readonly segmentSize: number;
  /** ECN codepoint; none is Not-ECT. */
  readonly ecn?: number;
}

const TRANSPORT_OFFSET = 34;

export interface TestHostOptions {
  readonly mtu?: number;
  readonly seed?: number;
  readonly capabilities?: Capabilities;
  /** Gets what a log at "debug" would show. */
  readonly log?: (message: string) => void;
  /** Buffers do not grow unless a maximum is given. */
  readonly configuration?: TcpConfiguration;
}

export class TestHost implements IpLayer, PacketSender {
  readonly address: IpAddress;
  readonly tcp: Tcp;
  readonly mtu: number;
  /** Packets sent since somebody took them. */
  sent: Packet[] = [];
  /** Frames that `begin` still gives. */
  room = Number.POSITIVE_INFINITY;
  /** Frames begun and neither sent nor abandoned. */
  outstanding = 0;
  /** Without a route to anybody. */
  unreachable = false;
  flushRequested = false;
  readonly #time: TestTime;
  #running = false;
  #ecn = 0;

  constructor(address: IpAddress, time: TestTime, options: TestHostOptions = {}) {
    this.address = address;
    this.mtu = options.mtu ?? 1500;
    this.#time = time;
    const { log } = options;
    const debug = (message: string) => log?.(message);
    const silent = { source: 'tcp', enabled: () => log !== undefined, error() {}, warn() {}, info() {}, debug };
    this.tcp = new Tcp(
      {
        ip: this,
        clock: {
          monotonic: () => time.now,
          wall: () => time.now,
          setTimer: () => {
            throw new Error('tcp sets no timers');
          },
        },
        random: new SeededRandom(options.seed ?? 1),
        log: silent,
        capabilities: options.capabilities ?? NO_CAPABILITIES,
        requestFlush: () => {
          if (!this.#running) this.flushRequested = true;
        },
      },
      {
        receiveBufferMaximum: options.configuration?.receiveBuffer ?? 262_144,
        sendBufferMaximum: options.configuration?.sendBuffer ?? 262_144,
        ...options.configuration,
      },
    );
  }

  route(destination: IpAddress, source: IpAddress = this.address): Route | undefined {
    if (this.unreachable) return undefined;
    const from = unsignedAddress(source);
    const to = unsignedAddress(destination);
    return new Route<IpAddress>(this, from, to, TRANSPORT_OFFSET, this.mtu, 64, 0, false, unresolvedNeighbor(to), 0);
  }

  isLocal(): boolean {
    return true;
  }

  begin(_route: Route, length = this.mtu - 20): Frame | null {
    if (this.room <= 0) return null;
    this.room--;
    this.outstanding++;
    const storage = new ArrayBuffer(2 + TRANSPORT_OFFSET + length);
    return {
      bytes: new Uint8Array(storage, 2),
      length: 0,
      checksum: CHECKSUM_COMPLETE,
      checksumStart: 0,
      checksumOffset: 0,
      segmentSize: 0,
      views: null,
    };
  }

  ecn(): number {
    return this.#ecn;
  }

  send(frame: Frame, route: Route, protocol: number, length: number, ecn = 0): void {
    if (protocol !== 6) throw new Error(`protocol ${protocol}`);
    this.outstanding--;
    const bytes = frame.bytes.subarray(route.transportOffset, route.transportOffset + length);
    this.sent.push({
      source: route.source,
      destination: route.destination,
      bytes,
      segmentSize: frame.segmentSize,
      ecn,
    });
  }

  sendFragmented(): boolean {
    throw new Error('tcp sends no fragments');
  }

  abandon(): void {
    this.outstanding--;
  }

  /** One run of a stack: a batch of segments, due timers, flush. */
  run(batch: readonly Packet[] = []): void {
    this.#running = true;
    this.flushRequested = false;
    const { now } = this.#time;
    for (const packet of batch) {
      const storage = new ArrayBuffer(2 + TRANSPORT_OFFSET + packet.bytes.length);
      const bytes = new Uint8Array(storage, 2);
      bytes.set(packet.bytes, TRANSPORT_OFFSET);
      const frame: Frame = {
        bytes,
        length: bytes.length,
        checksum: CHECKSUM_COMPLETE,
        checksumStart: 0,
        checksumOffset: 0,
        segmentSize: 0,
        views: null,
      };
      this.#ecn = packet.ecn ?? 0;
      this.tcp.input(frame, packet.source, packet.destination, TRANSPORT_OFFSET, packet.bytes.length, now);
    }
    if (this.tcp.nextDeadline() <= now) this.tcp.runTimers(now);
    this.tcp.flush(now);
    this.#running = false;
  }

  take(): Packet[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }
}
