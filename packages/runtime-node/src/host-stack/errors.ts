import { isIP } from 'node:net';
import { type Endpoint, FlowError, type FlowErrorCode } from '@morgana/flow';
import { describeSystemError, errorCode } from '../system-error.js';

const CODES: Readonly<Record<string, FlowErrorCode>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  ETIMEDOUT: 'timeout',
  ENETUNREACH: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRINUSE: 'in-use',
  EMFILE: 'exhausted',
  ENFILE: 'exhausted',
  ENOBUFS: 'exhausted',
  ENOMEM: 'exhausted',
  EAGAIN: 'exhausted',
  ERR_STREAM_DESTROYED: 'closed',
  ERR_STREAM_WRITE_AFTER_END: 'closed',
  ERR_SOCKET_CLOSED: 'closed',
};

/** An errno of the host as the error of a flow; what is not listed means that the host would not do it: "invalid". */
export function toFlowError(error: unknown, what: string, unlisted: FlowErrorCode = 'invalid'): FlowError {
  if (error instanceof FlowError) return error;
  const code = CODES[errorCode(error)] ?? unlisted;
  return new FlowError(code, `${what}: ${describeSystemError(error)}`, { cause: error });
}

/** "192.0.2.1:80", "[2001:db8::1]:80" */
export function endpointText(endpoint: Endpoint): string {
  const { address, port } = endpoint;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** @throws {FlowError} "invalid" when the address is no IP address or the port is outside `lowestPort`-65535 */
export function checkEndpoint(endpoint: Endpoint, lowestPort: number): void {
  checkAddress(endpoint.address);
  checkPort(endpoint.port, lowestPort);
}

export function checkAddress(address: string): void {
  if (isIP(address) === 0) {
    throw new FlowError(
      'invalid',
      `"${String(address).slice(0, 100)}" is not an IP address (names are resolved above a stack)`,
    );
  }
}

export function checkPort(port: number, lowest: number): void {
  if (!Number.isInteger(port) || port < lowest || port > 65535) {
    throw new FlowError('invalid', `port ${port}: must be a whole number from ${lowest} to 65535`);
  }
}

/** A socket for both families shows IPv4 addresses as "::ffff:192.0.2.1" (RFC 4291, 2.5.5.2); here they are what they are. */
export function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
