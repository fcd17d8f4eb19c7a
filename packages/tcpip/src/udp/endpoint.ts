import type { Endpoint } from '@morgana/flow';
import { formatIpv4, parseIpv4, UNSPECIFIED } from '../address.js';
import type { IpAddress } from '../ip/layer.js';

/**
 * An endpoint whose address stays a number until somebody wants to read it. Sockets recognise it, so that an answer costs
 * neither formatting nor parsing.
 */
export class Ipv4Endpoint implements Endpoint {
  readonly ip: IpAddress;
  readonly port: number;
  /**
   * Our address that the datagram from this endpoint was sent to; an answer leaves from there (RFC 1122, 4.1.3.5).
   * 0: none in particular.
   */
  readonly local: IpAddress;

  constructor(ip: IpAddress, port: number, local: IpAddress = UNSPECIFIED) {
    this.ip = ip;
    this.port = port;
    this.local = local;
  }

  get address(): string {
    return formatIpv4(this.ip);
  }

  /** So that a copy by JSON or a log record shows what an Endpoint has. */
  toJSON(): { address: string; port: number } {
    return { address: this.address, port: this.port };
  }
}

/** undefined when the address is no IPv4 address or the port out of range. */
export function toIpv4Endpoint(endpoint: Endpoint): Ipv4Endpoint | undefined {
  if (endpoint instanceof Ipv4Endpoint) return endpoint;
  const ip = parseIpv4(endpoint.address);
  if (ip === undefined || !isPort(endpoint.port)) return undefined;
  return new Ipv4Endpoint(ip, endpoint.port);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65535;
}
