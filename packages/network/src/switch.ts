import type { Clock } from '@morgana/time';
import { type Delivery, type Medium, Pump } from './delivery.js';
import type { PooledFrame } from './frame-pool.js';
import { MacTable } from './mac-table.js';
import { type Network, NO_CAPABILITIES } from './network.js';
import { Port, type PortOwner } from './port.js';

export interface SwitchOptions {
  /** Largest IP packet, 1500 by default, the same on every port. */
  readonly mtu?: number;
  /** Frames that each port has: allocated, queued or being delivered. 512 by default. */
  readonly queueLength?: number;
  /** Stations that are remembered, 1024 by default; rounded up to a power of two. */
  readonly stations?: number;
  /** Ages the table. Without it a station is remembered until it is heard elsewhere or its place is needed. */
  readonly clock?: Clock;
  /** Milliseconds after which a silent station is forgotten; 300 seconds by default (IEEE 802.1D-2004, table 7-5). */
  readonly maxAge?: number;
  readonly delivery?: Delivery;
}

export interface SwitchStatistics {
  /** Frames that went to the one port where their destination is. */
  forwarded: number;
  /** Frames that went to every other port: broadcast, multicast, or a destination not heard of. */
  flooded: number;
  /** Frames that went nowhere: the destination is on the port they came from, or is reserved for the link itself. */
  filtered: number;
}

/** See `ethernetSwitch`. */
export interface EthernetSwitch {
  readonly statistics: Readonly<SwitchStatistics>;
  /** A new port: the device that a station uses. Closing it unplugs it. @throws {RangeError} for a bad address */
  port(mac: Uint8Array): Network;
  /** Hands over what was flushed and is due, port by port. Returns the number of frames that came in. */
  deliver(): number;
}

/**
 * A learning switch in memory (IEEE 802.1D-2004, 7.7 to 7.9, without a spanning tree): any number of ports, nothing copied,
 * each port's frames in order. Ports have no capabilities, so that every frame is complete.
 */
export function ethernetSwitch(options: SwitchOptions = {}): EthernetSwitch {
  return new LearningSwitch(options);
}

class SwitchPort extends Port {
  readonly number: number;
  /** Frames for this port out of the batch that is being handed over: `out[0 .. outCount)`. */
  readonly out: PooledFrame[];
  outCount: number;

  constructor(owner: PortOwner, number: number, mac: Uint8Array, mtu: number, queueLength: number) {
    super(owner, { mac, mtu, queueLength, capabilities: NO_CAPABILITIES });
    this.number = number;
    this.out = [];
    this.outCount = 0;
  }
}

class LearningSwitch implements EthernetSwitch, Medium, PortOwner {
  readonly statistics: SwitchStatistics;
  readonly #mtu: number;
  readonly #queueLength: number;
  readonly #clock: Clock | undefined;
  readonly #isTimed: boolean;
  readonly #table: MacTable;
  readonly #pump: Pump;
  /** In the order in which they were made; those that were unplugged leave between rounds. */
  #ports: SwitchPort[];
  readonly #byNumber: Map<number, SwitchPort>;
  #nextNumber: number;
  #hasClosed: boolean;

  constructor(options: SwitchOptions) {
    const { mtu = 1500, queueLength = 512, stations = 1024, clock, maxAge = 300_000, delivery = 'job' } = options;
    this.statistics = { forwarded: 0, flooded: 0, filtered: 0 };
    this.#mtu = mtu;
    this.#queueLength = queueLength;
    this.#clock = clock;
    this.#isTimed = typeof delivery === 'object';
    this.#table = new MacTable(stations, maxAge);
    this.#pump = new Pump(delivery, this);
    this.#ports = [];
    this.#byNumber = new Map();
    this.#nextNumber = 0;
    this.#hasClosed = false;
  }

  port(mac: Uint8Array): Network {
    const port = new SwitchPort(this, this.#nextNumber++, mac, this.#mtu, this.#queueLength);
    this.#ports.push(port);
    this.#byNumber.set(port.number, port);
    return port;
  }

  deliver(): number {
    return this.#pump.deliver();
  }

  pass(now: number): number {
    if (this.#hasClosed) {
      this.#ports = this.#ports.filter((port) => !port.isClosed);
      this.#hasClosed = false;
    }
    let count = 0;
    const heard = this.#clock === undefined ? 0 : this.#clock.monotonic();
    const ports = this.#ports;
    const last = ports.length;
    for (let i = 0; i < last; i++) count += this.#carry(ports[i]!, ports, now, heard);
    return count;
  }

  due(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const port of this.#ports) due = Math.min(due, port.nextDue(this.#isTimed));
    return due;
  }

  dueAt(): number {
    return this.#pump.dueAt();
  }

  flushed(): void {
    this.#pump.notify();
  }

  closed(port: Port): void {
    const { number } = port as SwitchPort;
    this.#byNumber.delete(number);
    this.#table.forget(number);
    this.#hasClosed = true;
  }

  #carry(from: SwitchPort, ports: readonly SwitchPort[], now: number, heard: number): number {
    const count = from.take(now);
    if (count === 0) return 0;
    try {
      // Handlers run after the whole batch is sorted, so a port made or unplugged by one of them does not disturb it.
      for (let i = 0; i < count; i++) this.#sort(from.batch[i]!, from, ports, heard);
      for (let i = 0; i < ports.length; i++) {
        const to = ports[i]!;
        const outCount = to.outCount;
        to.outCount = 0;
        if (outCount > 0 && !to.isClosed) to.hand(to.out, outCount);
      }
    } finally {
      for (let i = 0; i < ports.length; i++) ports[i]!.outCount = 0;
      from.recycle(count);
    }
    return count;
  }

  #sort(frame: PooledFrame, from: SwitchPort, ports: readonly SwitchPort[], heard: number): void {
    const { bytes } = frame;
    // Only a station sends (I/G bit clear), and never a port that has been unplugged meanwhile.
    if ((bytes[6]! & 1) === 0 && !from.isClosed) this.#table.learn(bytes, 6, from.number, heard);
    if ((bytes[0]! & 1) === 0) {
      const known = this.#byNumber.get(this.#table.lookup(bytes, 0, heard));
      if (known === from) {
        this.statistics.filtered++;
        return;
      }
      if (known !== undefined) {
        this.statistics.forwarded++;
        known.out[known.outCount++] = frame;
        return;
      }
    } else if (isReserved(bytes)) {
      this.statistics.filtered++;
      return;
    }
    this.statistics.flooded++;
    for (let i = 0; i < ports.length; i++) {
      const to = ports[i]!;
      if (to !== from) to.out[to.outCount++] = frame;
    }
  }
}

/** 01-80-C2-00-00-00 to -0F: never leave the link they were sent on (IEEE 802.1D-2004, 7.12.6). */
function isReserved(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x01 && bytes[1] === 0x80 && bytes[2] === 0xc2 && bytes[3] === 0 && bytes[4] === 0 && bytes[5]! <= 0x0f
  );
}
