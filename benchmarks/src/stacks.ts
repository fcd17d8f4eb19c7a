/** Two stacks of ours in this process, joined by a cable in memory: 10.0.0.1 and 10.0.0.2, fd00::1 and fd00::2, checksums on. */
import { type Link, link } from '@morgana/network';
import { createClock, createRandom } from '@morgana/runtime-node';
import { createStack, type TcpIpStack } from '@morgana/tcpip';

export const SERVER = '10.0.0.1';
export const CLIENT = '10.0.0.2';
export const SERVER6 = 'fd00::1';
const CLIENT6 = 'fd00::2';

export interface Pair {
  readonly server: TcpIpStack;
  readonly client: TcpIpStack;
  readonly cable: Link;
  close(): Promise<void>;
}

export function stacks(options: { readonly mtu?: number; readonly buffer?: number } = {}): Pair {
  const cable = link({ mtu: options.mtu ?? 1500 });
  const clock = createClock();
  const random = createRandom();
  const tcp = {
    // Connections follow each other faster than a client's ports come out of TIME-WAIT.
    maximumSegmentLifetime: 1,
    ...(options.buffer === undefined ? {} : { sendBuffer: options.buffer, receiveBuffer: options.buffer }),
  };
  const server = createStack({ network: cable.a, clock, random, address: `${SERVER}/24`, ipv6: ipv6(SERVER6), tcp });
  const client = createStack({ network: cable.b, clock, random, address: `${CLIENT}/24`, ipv6: ipv6(CLIENT6), tcp });
  return {
    server,
    client,
    cable,
    async close() {
      await Promise.all([server.close(), client.close()]);
      await Promise.all([cable.a.close(), cable.b.close()]);
    },
  };
}

function ipv6(address: string): { readonly address: string } {
  return { address: `${address}/64` };
}
