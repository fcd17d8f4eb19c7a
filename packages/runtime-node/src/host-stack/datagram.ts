import { createSocket, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import { type DatagramHandler, type DatagramSocket, type Endpoint, FlowError } from '@morgana/flow';
import { checkEndpoint, endpointText, plainAddress, toFlowError } from './errors.js';

/** UDP over IPv4 carries 65535 octets less 20 of IP and 8 of UDP. */
const LONGEST_DATAGRAM = 65507;
/** Octets that wait for the kernel; what is sent beyond is lost, as on a full wire. */
const SEND_QUEUE = 1 << 20;

/** Binds `address` (undefined: all, of both families where the host has them). @throws {FlowError} "in-use", "invalid" */
export async function bindDatagram(
  address: string | undefined,
  port: number,
  onDatagram: DatagramHandler,
): Promise<HostDatagramSocket> {
  if (address !== undefined) return open(isIPv6(address) ? 'udp6' : 'udp4', address, port, onDatagram);
  try {
    return await open('udp6', '::', port, onDatagram);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
    if (cause !== 'EAFNOSUPPORT' && cause !== 'EADDRNOTAVAIL') throw error;
    return open('udp4', '0.0.0.0', port, onDatagram);
  }
}

async function open(
  type: 'udp4' | 'udp6',
  address: string,
  port: number,
  onDatagram: DatagramHandler,
): Promise<HostDatagramSocket> {
  const socket = createSocket({
    type,
    // Addresses only, and at once: Node.js would otherwise look even these up in a later turn, with the bytes still in use.
    lookup: (host, _options, callback) => callback(null, host, type === 'udp6' ? 6 : 4),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address, port, exclusive: true }, () => {
        socket.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    socket.close();
    throw toFlowError(error, `udp ${endpointText({ address, port })}`);
  }
  return new HostDatagramSocket(socket, type, onDatagram);
}

export class HostDatagramSocket implements DatagramSocket {
  readonly local: Endpoint;
  /** Datagrams that the host had no room for. */
  sendDropped = 0;
  readonly #groups: Set<string> = new Set();
  readonly #socket: Socket;
  readonly #mapsIpv4: boolean;
  #closed = false;
  /** Resolves once it was closed and the port is free again. */
  readonly whenClosed: Promise<void>;

  constructor(socket: Socket, type: 'udp4' | 'udp6', onDatagram: DatagramHandler) {
    this.#socket = socket;
    this.#mapsIpv4 = type === 'udp6';
    this.whenClosed = new Promise((resolve) => socket.on('close', resolve));
    const { address, port } = socket.address();
    this.local = { address, port };
    socket.on('message', (bytes, from) => {
      if (this.#closed) return;
      onDatagram(
        new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
        { address: plainAddress(from.address), port: from.port },
        this,
      );
    });
    // What ICMP says of an earlier datagram is no news for a protocol that may lose them.
    socket.on('error', () => {});
  }

  send(bytes: Uint8Array, to: Endpoint): void {
    if (this.#closed) throw new FlowError('closed', 'the datagram socket is closed');
    checkEndpoint(to, 1);
    if (bytes.length > LONGEST_DATAGRAM) {
      throw new FlowError('invalid', `a datagram of ${bytes.length} octets: at most ${LONGEST_DATAGRAM} fit`);
    }
    if (!this.#mapsIpv4 && !isIPv4(to.address)) {
      throw new FlowError('invalid', `${to.address}: this socket is bound to the IPv4 address ${this.local.address}`);
    }
    const socket = this.#socket;
    if (socket.getSendQueueSize() + bytes.length > SEND_QUEUE) {
      this.sendDropped++;
      return;
    }
    const address = this.#mapsIpv4 && isIPv4(to.address) ? `::ffff:${to.address}` : to.address;
    // A copy, for when the kernel is full Node.js keeps what it was given, and the caller may reuse the bytes on return.
    socket.send(Buffer.from(bytes), to.port, address);
  }

  join(group: string): void {
    if (this.#closed) throw new FlowError('closed', 'the datagram socket is closed');
    if (this.#groups.has(group)) return;
    try {
      this.#socket.addMembership(group);
    } catch (error) {
      throw toFlowError(error, `udp: joining ${group}`, 'invalid');
    }
    this.#groups.add(group);
  }

  leave(group: string): void {
    if (this.#closed || !this.#groups.delete(group)) return;
    this.#socket.dropMembership(group);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }
}
