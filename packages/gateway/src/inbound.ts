import { type Connection, type DatagramSocket, type Endpoint, FlowError, join } from '@morgana/flow';
import { type Association, Associations } from './associations.js';
import type { GatewayContext } from './context.js';

/** A host port that leads to a port of the appliance. */
export interface Forward {
  readonly protocol: 'tcp' | 'udp';
  /** Address of the host to listen on; "127.0.0.1" keeps it to this machine. */
  readonly hostAddress: string;
  /** 0 takes a free port. */
  readonly hostPort: number;
  readonly guestPort: number;
}

/** A forward that stands. */
export interface ActiveForward extends Forward {
  /** Where the host listens, with the port it got. */
  readonly local: Endpoint;
  close(): Promise<void>;
}

/** @throws {FlowError} "in-use" when the host's port is taken, "invalid" when the address is none of the host's */
export function openForward(context: GatewayContext, forward: Forward): Promise<ActiveForward> {
  return forward.protocol === 'tcp' ? openTcp(context, forward) : openUdp(context, forward);
}

async function openTcp(context: GatewayContext, forward: Forward): Promise<ActiveForward> {
  const guest: Endpoint = { address: context.guest, port: forward.guestPort };
  const listener = await context.host.listen(
    { address: forward.hostAddress, port: forward.hostPort },
    (outside) => void carry(context, outside, guest),
  );
  return { ...forward, local: listener.local, close: () => listener.close() };
}

async function carry(context: GatewayContext, outside: Connection, guest: Endpoint): Promise<void> {
  let inside: Connection;
  try {
    inside = await context.inside.connect(guest);
  } catch (error) {
    // The client sees what it would see without us: a reset when the port is closed.
    context.counters.inboundRefused++;
    context.log.debug(`${guest.address}:${guest.port} did not accept`, { reason: String((error as Error).message) });
    outside.abort(error as Error);
    return;
  }
  context.counters.inboundConnections++;
  // A connection that breaks is the two peers' business: join has told each of them.
  await join(outside, inside).catch(() => {});
}

/** A client of the host's port, and the port of ours that stands for it on the appliance's network. */
interface Client extends Association {
  readonly socket: Promise<DatagramSocket>;
}

async function openUdp(context: GatewayContext, forward: Forward): Promise<ActiveForward> {
  const guest: Endpoint = { address: context.guest, port: forward.guestPort };
  const clients = new Associations<Client>(context.clock, { idle: context.udpIdle, capacity: context.udpCapacity });
  const { counters } = context;
  const outside = await context.host.bind(
    { address: forward.hostAddress, port: forward.hostPort },
    (bytes, from, socket) => {
      const key = `${from.address}|${from.port}`;
      const client = clients.use(key, () => {
        const inside = context.inside.bind({ port: 0 }, (reply, sender) => {
          if (sender.port !== guest.port || sender.address !== guest.address) return;
          counters.outboundDatagrams++;
          attempt(counters, () => socket.send(reply, from));
        });
        return { socket: inside, close: () => void inside.then((opened) => opened.close()).catch(() => {}) };
      });
      const copy = bytes.slice();
      client.socket.then(
        (opened) => {
          counters.inboundDatagrams++;
          attempt(counters, () => opened.send(copy, guest));
        },
        () => {
          counters.droppedDatagrams++;
          clients.delete(key);
        },
      );
    },
  );
  return {
    ...forward,
    local: outside.local,
    close: async () => {
      clients.close();
      outside.close();
    },
  };
}

/** A datagram that cannot be sent is a lost datagram. */
export function attempt(counters: { droppedDatagrams: number }, send: () => void): void {
  try {
    send();
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    counters.droppedDatagrams++;
  }
}
