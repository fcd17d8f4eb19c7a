/** Two TCPs and a wire with faults between them, on virtual time. For tests. */
import { type Packet, TestHost, type TestHostOptions, type TestTime } from './host.js';

export interface WireOptions {
  /** Milliseconds one way. */
  readonly delay?: number;
  /** A number from 0 to 1 for every decision; see `seeded`. */
  readonly draw?: () => number;
  /** Probabilities. */
  readonly loss?: number;
  readonly duplication?: number;
  readonly corruption?: number;
  readonly reordering?: number;
  /** Loses the packets for which it returns true; `index` counts those of one direction. */
  readonly drop?: (packet: Packet, fromA: boolean, index: number) => boolean;
  readonly a?: TestHostOptions;
  readonly b?: TestHostOptions;
}

interface Flight {
  readonly at: number;
  readonly order: number;
  readonly to: TestHost;
  readonly packet: Packet;
}

/** mulberry32: a small generator for tests, with the same sequence on every machine. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Wire {
  readonly time: TestTime = { now: 1000 };
  readonly a: TestHost;
  readonly b: TestHost;
  options: WireOptions;
  readonly #flights: Flight[] = [];
  readonly #counts = [0, 0];
  #order = 0;

  constructor(options: WireOptions = {}) {
    this.options = options;
    this.a = new TestHost(0x0a000001, this.time, { seed: 1, ...options.a });
    this.b = new TestHost(0x0a000002, this.time, { seed: 2, ...options.b });
  }

  /** Nothing on the wire, nothing asked for. */
  get quiet(): boolean {
    return this.#flights.length === 0 && !this.a.flushRequested && !this.b.flushRequested;
  }

  /** Runs everything that happens until then. `done` ends it early. */
  run(milliseconds: number, done?: () => boolean): void {
    const end = this.time.now + milliseconds;
    for (let steps = 0; ; steps++) {
      if (steps > 5_000_000) throw new Error('the wire does not come to rest');
      this.#collect();
      if (this.a.flushRequested || this.b.flushRequested) {
        this.a.run();
        this.b.run();
        continue;
      }
      if (done?.()) return;
      let next = Math.min(this.a.tcp.nextDeadline(), this.b.tcp.nextDeadline());
      for (const flight of this.#flights) if (flight.at < next) next = flight.at;
      if (next > end) break;
      if (next > this.time.now) this.time.now = next;
      const now = this.time.now;
      const due = this.#flights.filter((flight) => flight.at <= now);
      due.sort((x, y) => x.at - y.at || x.order - y.order);
      for (const flight of due) this.#flights.splice(this.#flights.indexOf(flight), 1);
      for (const host of [this.a, this.b])
        host.run(due.filter((flight) => flight.to === host).map((flight) => flight.packet));
    }
    this.time.now = end;
  }

  #collect(): void {
    for (const host of [this.a, this.b]) {
      const fromA = host === this.a;
      for (const packet of host.take()) this.#transmit(packet, fromA);
    }
  }

  #transmit(packet: Packet, fromA: boolean): void {
    const { delay = 1, draw = () => 1, loss = 0, duplication = 0, corruption = 0, reordering = 0, drop } = this.options;
    const index = this.#counts[fromA ? 0 : 1]!++;
    if (drop?.(packet, fromA, index) || draw() < loss) return;
    const copies = draw() < duplication ? 2 : 1;
    for (let i = 0; i < copies; i++) {
      let carried = packet;
      if (draw() < corruption) {
        const bytes = packet.bytes.slice();
        bytes[Math.floor(draw() * bytes.length)]! ^= 1 << Math.floor(draw() * 8);
        carried = { ...packet, bytes };
      }
      const late = draw() < reordering ? draw() * 4 * (delay + 1) : 0;
      this.#flights.push({
        at: this.time.now + delay + late,
        order: this.#order++,
        to: fromA ? this.b : this.a,
        packet: carried,
      });
    }
  }
}
