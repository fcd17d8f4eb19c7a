import type { Endpoint } from '@morgana/flow';
import { formatAddress, type IpAddress } from '../ip-address.js';

/**
 * An endpoint whose address becomes text only when somebody wants to read it. Sockets recognise it, so that an answer costs
 * neither formatting nor parsing.
 */
export class IpEndpoint implements Endpoint {
  /** IPv4 unsigned. */
  readonly ip: IpAddress;
  readonly port: number;
  /**
   * Our address that the datagram from this endpoint was sent to; an answer leaves from there (RFC 1122, 4.1.3.5).
   * undefined: none in particular.
   */
  readonly local: IpAddress | undefined;

  constructor(ip: IpAddress, port: number, local?: IpAddress) {
    this.ip = ip;
    this.port = port;
    this.local = local;
  }

  get address(): string {
    return formatAddress(this.ip);
  }

  /** So that a copy by JSON or a log record shows what an Endpoint has. */
  toJSON(): { address: string; port: number } {
    return { address: this.address, port: this.port };
  }
}

/** undefined when the address is none that `parse` can read, or the port out of range. */
export function toIpEndpoint(
  endpoint: Endpoint,
  parse: (text: string) => IpAddress | undefined,
): IpEndpoint | undefined {
  if (endpoint instanceof IpEndpoint) return endpoint;
  const ip = parse(endpoint.address);
  if (ip === undefined || !isPort(endpoint.port)) return undefined;
  return new IpEndpoint(ip, endpoint.port);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= 65535;
}
