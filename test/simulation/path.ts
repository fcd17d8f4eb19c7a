/**
 * A path between two TCPs on virtual time: a bottleneck with a queue, delay, and faults that a seed decides. The same options
 * give the same packets on every machine.
 */
import type { TcpConfiguration } from '../../packages/tcpip/src/tcp/settings.js';
import { type Packet, TestHost, type TestTime } from '../../packages/tcpip/src/tcp/testing/host.js';
import { seeded } from '../../packages/tcpip/src/tcp/testing/wire.js';
import { receive, send, shutdown } from '../../packages/tcpip/src/tcp/user-calls.js';

export interface PathOptions {
  /** Milliseconds there and back, without queueing. */
  readonly roundTrip: number;
  /** Octets of IP packet in a millisecond, each way. */
  readonly rate: number;
  /** Octets that may wait in front of the bottleneck. */
  readonly queue: number;
  readonly loss: number;
  /** Losses come in bursts of so many packets on average (Gilbert's model); 1: independent. */
  readonly burst?: number;
  /** Probabilities: of a packet to be late by up to half a round trip, to come twice, to have a bit flipped. */
  readonly reordering?: number;
  readonly duplication?: number;
  readonly corruption?: number;
  readonly seed: number;
}

export interface Transfer {
  /** Everything arrived, with the right octets. */
  readonly complete: boolean;
  /** Octets that arrived with another value. */
  readonly wrong: number;
  /** Milliseconds from the SYN to the last octet. */
  readonly time: number;
  /** Octets in a second, over the second half of the transfer: what the start costs is not in it. */
  readonly goodput: number;
  readonly retransmitted: number;
  readonly timeouts: number;
  readonly spurious: number;
}

interface Flight {
  readonly at: number;
  readonly order: number;
  readonly to: TestHost;
  readonly packet: Packet;
}

const HEADER = 20;
/** Milliseconds. */
const LONGEST_BURST = 50;

function before(a: Flight, b: Flight): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** Packets under way, the next one first: a binary heap. */
class Flights {
  readonly #heap: Flight[] = [];
  get next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }
  push(flight: Flight): void {
    const heap = this.#heap;
    let index = heap.push(flight) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(flight, heap[parent]!)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = flight;
  }
  pop(): Flight {
    const heap = this.#heap;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return first;
  }
}

/** Sends `total` octets of a pattern from one TCP to the other. */
export function transfer(path: PathOptions, configuration: TcpConfiguration, total: number, minutes = 20): Transfer {
  const time: TestTime = { now: 1000 };
  const draw = seeded(path.seed);
  const a = new TestHost(0x0a000001, time, { seed: path.seed, configuration });
  const b = new TestHost(0x0a000002, time, { seed: path.seed + 1, configuration });
  const flights = new Flights();
  const free = [0, 0];
  const lossy = [false, false];
  const last = [0, 0];
  const { rate, queue, loss, burst = 1, reordering = 0, duplication = 0, corruption = 0, roundTrip } = path;
  let order = 0;

  const lost = (way: number): boolean => {
    if (burst === 1) return loss > 0 && draw() < loss;
    // A burst does not outlast a pause: it would else wait for a retransmission that is backed off.
    if (time.now - last[way]! > LONGEST_BURST) lossy[way] = false;
    last[way] = time.now;
    // Mean length of a burst 1 / leave, share of time in it `loss`.
    const leave = 1 / burst;
    lossy[way] = lossy[way] ? draw() >= leave : draw() < (loss * leave) / (1 - loss);
    return lossy[way]!;
  };
  const transmit = (packet: Packet, way: number, to: TestHost): void => {
    const octets = HEADER + packet.bytes.length;
    const begin = Math.max(time.now, free[way]!);
    if ((begin - time.now) * rate + octets > queue) return;
    free[way] = begin + octets / rate;
    if (lost(way)) return;
    for (let copies = duplication > 0 && draw() < duplication ? 2 : 1; copies > 0; copies--) {
      let carried = packet;
      if (corruption > 0 && draw() < corruption) {
        const bytes = packet.bytes.slice();
        bytes[Math.floor(draw() * bytes.length)]! ^= 1 << Math.floor(draw() * 8);
        carried = { ...packet, bytes };
      }
      const late = reordering > 0 && draw() < reordering ? (draw() * roundTrip) / 2 : 0;
      flights.push({ at: free[way]! + roundTrip / 2 + late, order: order++, to, packet: carried });
    }
  };

  let received = 0;
  let wrong = 0;
  let half = 0;
  let finished = 0;
  b.tcp.listen(0, 80, (connection) => {
    connection.user = {
      onEvents(c) {
        for (let bytes = receive(b.tcp.core, c); bytes !== null; bytes = receive(b.tcp.core, c)) {
          for (let i = 0; i < bytes.length; i++) if (bytes[i] !== ((received + i) & 0xff)) wrong++;
          received += bytes.length;
        }
        if (half === 0 && received >= total / 2) half = time.now;
        if (finished === 0 && received >= total) finished = time.now;
      },
    };
  });
  const pattern = new Uint8Array(65536 + 256).map((_, i) => i & 0xff);
  let written = 0;
  const connection = a.tcp.open(
    {
      onEvents(c) {
        if (c.state < 4) return;
        while (written < total) {
          const start = written & 0xff;
          const taken = send(a.tcp.core, c, pattern.subarray(start, start + Math.min(65536, total - written)), 0);
          written += taken;
          if (taken === 0) return;
        }
        shutdown(a.tcp.core, c);
      },
    },
    b.address,
    80,
  );
  const began = time.now;
  const end = began + minutes * 60_000;
  const hosts = [a, b];
  while (finished === 0 && connection.failure === undefined) {
    for (const host of hosts) {
      while (host.flushRequested) host.run();
      if (host.sent.length > 0)
        for (const packet of host.take()) transmit(packet, host === a ? 0 : 1, host === a ? b : a);
    }
    const next = Math.min(flights.next, a.tcp.nextDeadline(), b.tcp.nextDeadline());
    if (next > end) break;
    if (next > time.now) time.now = next;
    const batches: [Packet[], Packet[]] = [[], []];
    while (flights.next <= time.now) {
      const flight = flights.pop();
      batches[flight.to === a ? 0 : 1].push(flight.packet);
    }
    for (let i = 0; i < 2; i++)
      if (batches[i]!.length > 0 || hosts[i]!.tcp.nextDeadline() <= time.now) hosts[i]!.run(batches[i]!);
  }
  const { counters } = a.tcp;
  return {
    complete: received === total && wrong === 0,
    wrong,
    time: Math.round((finished || time.now) - began),
    goodput: finished > half ? Math.round((total / 2 / (finished - half)) * 1000) : 0,
    retransmitted: counters.segmentsRetransmitted,
    timeouts: counters.retransmissionTimeouts,
    spurious: counters.spuriousRecoveries,
  };
}
