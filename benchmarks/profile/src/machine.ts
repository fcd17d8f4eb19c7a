/** Two stacks over the drivers of images, joined by a wire in memory; time is virtual and chance is seeded, so that each run is like the last. */
import { type ClockPort, createClock, createNetwork, type NetworkPort } from '@morgana/drivers';
import { faulty, type NetworkFaults } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack, type TcpIpStack } from '@morgana/tcpip';
import { type Clock, type Timer, VirtualClock } from '@morgana/time';
import { HEADER, offloaded } from '../../../packages/drivers/src/testing/model.js';

export const SERVER = '10.0.0.1';
export const SERVER6 = 'fd00::1';

/** What a frame takes from one end to the other, in milliseconds. */
const WIRE = 0.02;
const MTU = 1500;

export interface Machine {
  readonly server: TcpIpStack;
  readonly client: TcpIpStack;
  readonly clock: Clock;
  readonly time: VirtualClock;
}

/** `plain`: the host below the server leaves checksums and segmentation to it. */
export function machine({
  faults = {},
  plain = false,
}: {
  readonly faults?: NetworkFaults;
  readonly plain?: boolean;
}): Machine {
  const time = new VirtualClock();
  const clock = createClock(clockPort(time));
  const [near, far] = wire(time, plain);
  const random = new SeededRandom(1);
  const network = createNetwork(far);
  // What comes back is acknowledgments for the most part: either direction loses something.
  const lossy =
    Object.keys(faults).length === 0 ? network : faulty(network, { random, clock, transmit: faults, receive: faults });
  const tcp = { maximumSegmentLifetime: 1 };
  return {
    server: createStack({
      network: createNetwork(near),
      clock,
      random,
      address: `${SERVER}/24`,
      ipv6: { address: `${SERVER6}/64` },
      tcp,
    }),
    client: createStack({
      network: lossy,
      clock,
      random,
      address: '10.0.0.2/24',
      ipv6: { address: 'fd00::2/64' },
      tcp,
    }),
    clock,
    time,
  };
}

function clockPort(time: VirtualClock): ClockPort {
  let timer: Timer | undefined;
  return {
    monotonic: () => time.monotonic(),
    wall: () => time.wall(),
    wakeAt(deadline, callback) {
      timer?.cancel();
      timer = deadline === Number.POSITIVE_INFINITY ? undefined : time.setTimer(deadline, callback);
    },
  };
}

class End implements NetworkPort {
  readonly mac: Uint8Array;
  readonly mtu = MTU;
  readonly offloadHeader: number;
  other: End | undefined;
  readonly #time: VirtualClock;
  readonly #incoming: Uint8Array[] = [];
  #ready: () => void = () => {};
  #scheduled = false;

  constructor(time: VirtualClock, number: number, plain: boolean) {
    this.offloadHeader = plain ? 0 : HEADER;
    this.#time = time;
    this.mac = Uint8Array.of(2, 0, 0, 0, 0, number);
  }

  receive(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number {
    let done = 0;
    for (; done < count && this.#incoming.length > 0; done++) {
      const bytes = this.#incoming.shift()!;
      buffers[from + done]!.fill(0, 0, this.offloadHeader).set(bytes, this.offloadHeader);
      lengths[from + done] = this.offloadHeader + bytes.length;
    }
    if (this.#incoming.length > 0) this.#notify();
    return done;
  }

  transmit(buffers: readonly Uint8Array[], lengths: Int32Array, from: number, count: number): number {
    for (let i = from; i < from + count; i++) {
      const bytes = buffers[i]!.slice(0, lengths[i]);
      this.other!.#incoming.push(...(this.offloadHeader > 0 ? offloaded(bytes, MTU) : [bytes]));
    }
    this.other!.#notify();
    return count;
  }

  onReady(callback: () => void): void {
    this.#ready = callback;
  }

  close(): void {}

  #notify(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#time.setTimer(this.#time.monotonic() + WIRE, () => {
      this.#scheduled = false;
      this.#ready();
    });
  }
}

function wire(time: VirtualClock, plain: boolean): [End, End] {
  const [near, far] = [new End(time, 1, plain), new End(time, 2, true)];
  near.other = far;
  far.other = near;
  return [near, far];
}
