import { type DatagramHandler, type DatagramSocket, type Endpoint, FlowError } from '@morgana/flow';
import { UNSPECIFIED } from '../address.js';
import type { IpAddress } from '../ip/layer.js';
import type { Ipv4Route } from '../ip/route.js';
import { Ipv4Endpoint, toIpv4Endpoint } from './endpoint.js';
import type { Udp } from './udp.js';

/** A bound port. Made by `Udp.bind`. */
export class UdpSocket implements DatagramSocket {
  readonly local: Endpoint;
  /** Ours that it is bound to; 0: all. */
  readonly ip: IpAddress;
  readonly port: number;
  readonly onDatagram: DatagramHandler;
  closed: boolean;
  /** Another socket with the same port, bound to another address. */
  next: UdpSocket | undefined;
  /** The sender of the last datagram: who sends many gets one endpoint for all. */
  lastSender: Ipv4Endpoint;
  /** Route of the last datagram sent, the source asked for (0: any), and the layer's generation then. */
  lastRoute: Ipv4Route | undefined;
  lastSource: IpAddress;
  lastGeneration: number;
  readonly #udp: Udp;
  /** The last foreign endpoint given to `send`, and what it was read as. */
  #givenAddress: string;
  #givenPort: number;
  #given: Ipv4Endpoint | undefined;

  constructor(udp: Udp, local: Endpoint, ip: IpAddress, onDatagram: DatagramHandler) {
    this.local = local;
    this.ip = ip;
    this.port = local.port;
    this.onDatagram = onDatagram;
    this.closed = false;
    this.next = undefined;
    this.lastSender = new Ipv4Endpoint(UNSPECIFIED, 0);
    this.lastRoute = undefined;
    this.lastSource = UNSPECIFIED;
    this.lastGeneration = 0;
    this.#udp = udp;
    this.#givenAddress = '';
    this.#givenPort = 0;
    this.#given = undefined;
  }

  send(bytes: Uint8Array, to: Endpoint): void {
    if (this.closed) throw new FlowError('closed', `udp: the socket of port ${this.port} is closed`);
    const endpoint = to instanceof Ipv4Endpoint ? to : this.#read(to);
    this.#udp.sendFrom(this, bytes, endpoint);
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.#udp.unbind(this);
  }

  #read(to: Endpoint): Ipv4Endpoint {
    if (this.#given !== undefined && to.address === this.#givenAddress && to.port === this.#givenPort) {
      return this.#given;
    }
    const endpoint = toIpv4Endpoint(to);
    if (endpoint === undefined) {
      throw new FlowError('invalid', `udp: ${to.address} port ${to.port} is no IPv4 endpoint`);
    }
    this.#given = endpoint;
    this.#givenAddress = to.address;
    this.#givenPort = to.port;
    return endpoint;
  }
}
