import { logger } from '@morgana/log';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import type { StackCounters, StackOptions, TcpIpStack } from '../network-stack.js';
import { createStack } from '../stack.js';
import { unaccounted } from './accounting.js';
import { arp, dissect, isArp } from './packets.js';
import { TestNetwork } from './test-network.js';

/** A stack, 10.0.0.1/24, on a device whose other end is the test: it is 10.0.0.2 with PEER_MAC, and known by ARP. */
export class TestHost {
  readonly clock: VirtualClock = new VirtualClock();
  readonly network: TestNetwork;
  readonly stack: TcpIpStack;

  constructor(options: Partial<StackOptions> = {}, mtu = 1500) {
    this.network = new TestNetwork(undefined, mtu);
    this.stack = createStack({
      network: this.network,
      clock: this.clock,
      random: new SeededRandom(1),
      log: logger('test'),
      address: '10.0.0.1/24',
      gateway: '10.0.0.254',
      announce: false,
      ipv6: false,
      ...options,
    });
    this.meet('10.0.0.2');
    this.meet('10.0.0.254');
  }

  /** A station asks for us, so that we know it. */
  meet(address: string): void {
    this.network.inject(arp({ operation: 'request', sender: address, target: '10.0.0.1' }));
    this.network.take();
  }

  /** IPv4 packets that the stack sent in answer to a batch. */
  answers(...batch: Uint8Array[]): ReturnType<typeof dissect>[] {
    this.network.take();
    this.network.inject(...batch);
    return this.packets();
  }

  /** IPv4 packets that the stack sent since the last look. */
  packets(): ReturnType<typeof dissect>[] {
    return this.network
      .take()
      .filter((frame) => !isArp(frame))
      .map(dissect);
  }

  counters(): StackCounters {
    return this.stack.counters();
  }

  /** What is missing in the equations of the counters; {} is right. */
  unaccounted(): Record<string, number> {
    return unaccounted(this.stack.counters());
  }
}
