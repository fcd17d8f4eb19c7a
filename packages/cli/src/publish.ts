import { isIP } from 'node:net';
import { wrongUsage } from './failure.js';

/** A port of the host that leads to one of the appliance: `-p 8080:80`. */
export interface Forward {
  readonly protocol: 'tcp' | 'udp';
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly guestPort: number;
}

const FORM = /^(?:(\[[^\]]*\]|[^:[\]]*):)?(\d{1,5}):(\d{1,5})(?:\/(tcp|udp))?$/;

/** Reads `[ADDRESS:]HOST_PORT:PORT[/tcp|/udp]`; an IPv6 address stands in brackets. @throws {Failure} */
export function parseForward(text: string): Forward {
  const match = FORM.exec(text);
  if (match === null) {
    return wrongUsage(
      `-p ${text}: it is [ADDRESS:]HOST_PORT:PORT[/tcp|/udp], such as 8080:80 or 127.0.0.1:5300:53/udp`,
    );
  }
  const [, addressText, hostText, guestText, protocol = 'tcp'] = match;
  const hostAddress = addressText === undefined ? '127.0.0.1' : addressText.replace(/^\[|\]$/g, '');
  if (isIP(hostAddress) === 0) wrongUsage(`-p ${text}: "${hostAddress}" is not an IP address`);
  const hostPort = port(hostText!, text);
  const guestPort = port(guestText!, text);
  return { protocol: protocol as 'tcp' | 'udp', hostAddress, hostPort, guestPort };
}

function port(digits: string, text: string): number {
  const value = Number(digits);
  if (value < 1 || value > 65535) wrongUsage(`-p ${text}: ${digits} is not a port, 1 to 65535`);
  return value;
}

/** Two forwards cannot start at one port. @throws {Failure} */
export function parseForwards(texts: readonly string[]): Forward[] {
  const seen = new Map<string, string>();
  return texts.map((text) => {
    const forward = parseForward(text);
    const key = `${forward.protocol} ${forward.hostAddress} ${forward.hostPort}`;
    const other = seen.get(key);
    if (other !== undefined) wrongUsage(`-p ${other} and -p ${text} want the same port of the host`);
    seen.set(key, text);
    return forward;
  });
}

/** "127.0.0.1:8080", with brackets for IPv6. */
export function showEndpoint(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
