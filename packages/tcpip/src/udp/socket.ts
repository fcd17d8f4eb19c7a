import { type DatagramHandler, type DatagramSocket, type Endpoint, FlowError } from '@morgana/flow';
import type { IpAddress, Route } from '../ip/layer.js';
import { sameAddress } from '../ip-address.js';
import { IpEndpoint, toIpEndpoint } from './endpoint.js';
import type { Udp } from './udp.js';

/** A bound port. Made by `Udp.bind`. */
export class UdpSocket implements DatagramSocket {
  readonly local: Endpoint;
  /** Ours that it is bound to; undefined: all, 0: all of IPv4. */
  readonly ip: IpAddress | undefined;
  readonly port: number;
  readonly onDatagram: DatagramHandler;
  closed: boolean;
  /** Another socket with the same port, bound to another address. */
  next: UdpSocket | undefined;
  /** The sender of the last datagram: who sends many gets one endpoint for all. */
  lastSender: IpEndpoint;
  /** Where the last datagram was sent to, and its route. */
  lastTo: IpEndpoint | undefined;
  lastRoute: Route | undefined;
  /** Multicast groups that it has joined. */
  groups: IpAddress[] | undefined;
  readonly #udp: Udp;
  /** The last foreign endpoint given to `send`, and what it was read as. */
  #givenAddress: string;
  #givenPort: number;
  #given: IpEndpoint | undefined;

  constructor(udp: Udp, local: Endpoint, ip: IpAddress | undefined, onDatagram: DatagramHandler) {
    this.local = local;
    this.ip = ip;
    this.port = local.port;
    this.onDatagram = onDatagram;
    this.closed = false;
    this.next = undefined;
    this.lastSender = new IpEndpoint(0, 0);
    this.lastTo = undefined;
    this.lastRoute = undefined;
    this.groups = undefined;
    this.#udp = udp;
    this.#givenAddress = '';
    this.#givenPort = 0;
    this.#given = undefined;
  }

  send(bytes: Uint8Array, to: Endpoint): void {
    if (this.closed) throw new FlowError('closed', `udp: the socket of port ${this.port} is closed`);
    const endpoint = to instanceof IpEndpoint ? to : this.#read(to);
    this.#udp.sendFrom(this, bytes, endpoint);
  }

  join(group: string): void {
    if (this.closed) throw new FlowError('closed', `udp: the socket of port ${this.port} is closed`);
    const ip = this.#udp.group(group);
    this.groups ??= [];
    if (this.groups.some((other) => sameAddress(other, ip))) return;
    this.#udp.join(ip);
    this.groups.push(ip);
  }

  leave(group: string): void {
    const ip = this.#udp.parse(group);
    const at = ip === undefined ? -1 : (this.groups?.findIndex((other) => sameAddress(other, ip)) ?? -1);
    if (ip === undefined || at < 0) return;
    this.groups!.splice(at, 1);
    this.#udp.leave(ip);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.groups !== undefined) for (const group of this.groups) this.#udp.leave(group);
    this.groups = undefined;
    this.#udp.unbind(this);
  }

  #read(to: Endpoint): IpEndpoint {
    if (this.#given !== undefined && to.address === this.#givenAddress && to.port === this.#givenPort) {
      return this.#given;
    }
    const endpoint = toIpEndpoint(to, this.#udp.parse);
    if (endpoint === undefined) {
      throw new FlowError('invalid', `udp: ${to.address} port ${to.port} is no endpoint of this stack's kind`);
    }
    this.#given = endpoint;
    this.#givenAddress = to.address;
    this.#givenPort = to.port;
    return endpoint;
  }
}
