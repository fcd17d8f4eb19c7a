import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import type { Addresses } from './addresses.js';
import { Failure } from './failure.js';
import { type Forward, showEndpoint } from './publish.js';

/** The user-mode network of one appliance: our gateway, at the other end of its datagram network. */
export interface UserNetwork {
  /** Whether the appliance accepts a TCP connection at the guest port of `forward` now. */
  accepts(forward: Forward): Promise<boolean>;
  close(): Promise<void>;
}

export interface UserNetworkOptions {
  /** UDP ports of 127.0.0.1: the gateway's end of the wire, and the appliance's. */
  readonly localPort: number;
  readonly peerPort: number;
  /** Largest IP packet in octets. */
  readonly mtu: number;
  readonly addresses: Addresses;
  readonly forwards: readonly Forward[];
}

/**
 * The first of the host's resolvers (resolv.conf): to it the gateway passes the appliance's questions. Undefined where it names none.
 * @param servers as node:dns lists them: "192.0.2.1", "192.0.2.1:5353", "[2001:db8::1]:5353"
 */
export function hostResolver(servers: readonly string[] = getServers()): { address: string; port: number } | undefined {
  for (const text of servers) {
    if (isIP(text) !== 0) return { address: text, port: 53 };
    const [, address = '', port] = /^\[?([^\]]+?)\]?:(\d+)$/.exec(text) ?? [];
    if (isIP(address) !== 0) return { address, port: Number(port) };
  }
  return undefined;
}

/** Of the gateway: locally administered, and not one that a random address is likely to be. */
const GATEWAY_MAC = Uint8Array.of(0x02, 0x6d, 0x6f, 0x72, 0x67, 0x01);
/** Milliseconds for one try; a SYN that came too early would be repeated after a second only. */
const PATIENCE = 250;

/**
 * Opens the gateway and its forwards. What it is made of is loaded here: no other command needs it.
 * @throws {Failure} when a port of the host is taken or not permitted
 */
export async function openUserNetwork(options: UserNetworkOptions): Promise<UserNetwork> {
  const { localPort, peerPort, mtu, addresses, forwards } = options;
  const [{ createGateway }, { openDatagramNetwork }, { openHostStack }, { createClock }, { createRandom }] =
    await Promise.all([
      import('@morgana/gateway'),
      import('@morgana/runtime-node/network-datagram'),
      import('@morgana/runtime-node/stack-sockets'),
      import('@morgana/runtime-node/clock'),
      import('@morgana/runtime-node/random'),
    ]);
  const network = await openDatagramNetwork({
    local: { address: '127.0.0.1', port: localPort },
    peer: { address: '127.0.0.1', port: peerPort },
    mac: GATEWAY_MAC,
    mtu,
  });
  const host = openHostStack();
  const resolver = hostResolver();
  const closeHost = async (): Promise<void> => {
    await host.close();
    await network.close();
  };
  try {
    const gateway = await createGateway({
      network,
      host,
      clock: createClock(),
      random: createRandom(),
      address: `${addresses.gateway}/${addresses.prefixLength}`,
      guest: addresses.guest,
      forwards,
      dhcp: addresses.dhcp,
      ...(resolver === undefined ? {} : { resolver }),
    });
    return {
      async accepts({ guestPort }) {
        try {
          const signal = AbortSignal.timeout(PATIENCE);
          const connection = await gateway.stack.connect({ address: addresses.guest, port: guestPort }, { signal });
          void connection.close();
          return true;
        } catch {
          return false;
        }
      },
      async close() {
        await gateway.close();
        await closeHost();
      },
    };
  } catch (error) {
    await closeHost();
    throw explain(error, forwards);
  }
}

/** The host says which address it refused, not which forward wanted it. */
function explain(error: unknown, forwards: readonly Forward[]): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const forward = forwards.find(({ hostAddress, hostPort }) => message.includes(showEndpoint(hostAddress, hostPort)));
  if (forward === undefined) return new Failure(message);
  const spec = `-p ${showEndpoint(forward.hostAddress, forward.hostPort)}:${forward.guestPort}`;
  return new Failure(`${spec}: ${message}`);
}
