import { type Connection, type DatagramSocket, type Endpoint, type FlowError, join } from '@morgana/flow';
import type { InterceptRequest } from '@morgana/tcpip';
import { type Association, Associations } from './associations.js';
import type { GatewayContext } from './context.js';
import { attempt } from './inbound.js';

/**
 * A connection that the appliance opens. The host connects first; only then is the appliance's SYN answered. So it learns
 * what is true: a refused port is refused at once, a silent host stays silent.
 */
export async function openOutbound(context: GatewayContext, request: InterceptRequest): Promise<void> {
  const { counters, log } = context;
  const destination = context.policy('tcp', request.local);
  if (destination === null) {
    counters.outboundForbidden++;
    log.info(`${request.local.address}:${request.local.port}: connections there are not allowed`);
    request.reject();
    return;
  }
  let outside: Connection;
  try {
    outside = await context.host.connect(destination);
  } catch (error) {
    counters.outboundRefused++;
    log.debug(`${destination.address}:${destination.port}: ${(error as FlowError).message}`);
    request.reject();
    return;
  }
  let inside: Connection;
  try {
    inside = await request.accept();
  } catch (error) {
    outside.abort(error as Error); // the appliance has given up meanwhile
    return;
  }
  counters.outboundConnections++;
  // A connection that breaks is the two peers' business: join has told each of them.
  await join(inside, outside).catch(() => {});
}

interface HostSocket extends Association {
  readonly socket: Promise<DatagramSocket>;
}

/** Sends a datagram to the appliance, as if from `from`. */
export type SendInside = (bytes: Uint8Array, from: Endpoint, to: Endpoint) => void;

/**
 * Datagrams that the appliance sends: one host socket for each of its ports, whatever the destination (RFC 4787, REQ-1:
 * endpoint-independent mapping), and only those who were written to may answer (REQ-8: address-dependent filtering).
 */
export class OutboundDatagrams {
  readonly #context: GatewayContext;
  readonly #send: SendInside;
  readonly #sockets: Associations<HostSocket>;
  /** Whom an appliance port has written to: host's endpoint -> the endpoint that the appliance meant. */
  readonly #peers: Associations<Association & { readonly meant: Endpoint }>;

  constructor(context: GatewayContext, send: SendInside) {
    this.#context = context;
    this.#send = send;
    const bounds = { idle: context.udpIdle, capacity: context.udpCapacity };
    this.#sockets = new Associations(context.clock, bounds);
    this.#peers = new Associations(context.clock, { ...bounds, capacity: 4 * context.udpCapacity });
  }

  /** False: the policy forbids it. `bytes` is borrowed. */
  forward(bytes: Uint8Array, from: Endpoint, to: Endpoint): boolean {
    const { counters, policy, host } = this.#context;
    const destination = policy('udp', to);
    if (destination === null) {
      counters.outboundForbidden++;
      return false;
    }
    const key = `${from.address}|${from.port}`;
    this.#peers.use(`${key}|${destination.address}|${destination.port}`, () => ({ meant: to, close() {} }));
    const entry = this.#sockets.use(key, () => {
      const socket = host.bind({ port: 0 }, (reply, sender) => this.#reply(reply, key, sender, from));
      return { socket, close: () => void socket.then((opened) => opened.close()).catch(() => {}) };
    });
    const copy = bytes.slice();
    entry.socket.then(
      (socket) => {
        counters.outboundDatagrams++;
        attempt(counters, () => socket.send(copy, destination));
      },
      () => {
        counters.droppedDatagrams++;
        this.#sockets.delete(key);
      },
    );
    return true;
  }

  close(): void {
    this.#sockets.close();
    this.#peers.close();
  }

  #reply(bytes: Uint8Array, key: string, sender: Endpoint, guest: Endpoint): void {
    const { counters } = this.#context;
    const peer = this.#peers.find(`${key}|${sender.address}|${sender.port}`);
    if (peer === undefined) {
      counters.droppedDatagrams++;
      return;
    }
    counters.inboundDatagrams++;
    attempt(counters, () => this.#send(bytes, peer.meant, guest));
  }
}
