import { logger } from '@morgana/log';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { createIpv6Stack } from '../ipv6-stack.js';
import type { StackCounters, StackOptions, TcpIpStack } from '../network-stack.js';
import { unaccounted } from './accounting.js';
import { dissect6, type Packet6 } from './packets6.js';
import { TestNetwork } from './test-network.js';

/** A stack of IPv6 only, fd00::1/64, on a device whose other end is the test. */
export class TestHost6 {
  readonly clock: VirtualClock = new VirtualClock();
  readonly network: TestNetwork;
  readonly stack: TcpIpStack;

  constructor(options: Exclude<StackOptions['ipv6'], false> = {}, rest: Partial<StackOptions> = {}, mtu = 1500) {
    this.network = new TestNetwork(undefined, mtu);
    this.stack = createIpv6Stack({
      network: this.network,
      clock: this.clock,
      random: new SeededRandom(1),
      log: logger('test'),
      ...rest,
      ipv6: { address: 'fd00::1/64', ...options },
    });
  }

  /** A host whose addresses are verified, and whose first messages are over. */
  static async settled(options: Exclude<StackOptions['ipv6'], false> = {}, rest: Partial<StackOptions> = {}) {
    const host = new TestHost6(options, rest);
    await host.advance(20_000);
    host.packets();
    return host;
  }

  async advance(time: number): Promise<void> {
    await this.clock.advance(time);
    await this.clock.settle();
  }

  get linkLocal(): string {
    return this.stack.addresses.find((address) => address.startsWith('fe80:'))!;
  }

  receive(...batch: Uint8Array[]): void {
    this.network.inject(...batch);
  }

  /** What the stack sent since the last look. */
  packets(): Packet6[] {
    return this.network.take().map(dissect6);
  }

  /** What it sends in answer to a batch. */
  answers(...batch: Uint8Array[]): Packet6[] {
    this.network.take();
    this.receive(...batch);
    return this.packets();
  }

  /** ICMPv6 messages of a type that were sent since the last look. */
  messages(type: number): Packet6[] {
    return this.packets().filter((packet) => packet.type === type);
  }

  counters(): StackCounters {
    return this.stack.counters();
  }

  unaccounted(): Record<string, number> {
    return unaccounted(this.stack.counters());
  }
}
