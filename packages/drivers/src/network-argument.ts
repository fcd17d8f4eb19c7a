import { isIPv4, isIPv6 } from './ip-text.js';

/** An address and port of the host. */
export interface HostEndpoint {
  readonly address: string;
  readonly port: number;
}

/** What `--net0=...` says. */
export type NetworkAttachment =
  | { readonly kind: 'udp'; readonly local: HostEndpoint; readonly peer: HostEndpoint }
  | { readonly kind: 'tap'; readonly name: string; readonly hostAddress?: string };

/**
 * "udp:127.0.0.1:5601-127.0.0.1:5600": our endpoint, then the peer's (addresses may be left away: "udp:5601-5600" is on
 * loopback; IPv6 ones stand in brackets). "tap:tap0" or "tap:tap0,10.0.0.1/24": the host's interface and its address.
 *
 * @throws {Error} one line
 */
export function parseNetworkArgument(text: string): NetworkAttachment {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? text : text.slice(0, colon);
  const rest = colon < 0 ? '' : text.slice(colon + 1);
  if (kind === 'udp') {
    const parts = rest.split('-');
    if (parts.length !== 2) throw new Error(`"${text}" needs two endpoints: udp:LOCAL-PEER, such as udp:5601-5600`);
    const local = parseEndpoint(parts[0] as string);
    const peer = parseEndpoint(parts[1] as string);
    if (isIPv6(local.address) !== isIPv6(peer.address)) throw new Error(`"${text}" mixes IPv4 and IPv6`);
    return { kind, local, peer };
  }
  if (kind === 'tap') {
    const comma = rest.indexOf(',');
    const name = comma < 0 ? rest : rest.slice(0, comma);
    checkInterfaceName(name);
    if (comma < 0) return { kind, name };
    const hostAddress = rest.slice(comma + 1);
    checkHostAddress(hostAddress);
    return { kind, name, hostAddress };
  }
  throw new Error(`"${text}" is neither udp:ADDRESS:PORT-ADDRESS:PORT nor tap:NAME[,ADDRESS/BITS]`);
}

function parseEndpoint(text: string): HostEndpoint {
  const match = /^(?:(?:\[([^\]]*)\]|([^:[\]]*)):)?(\d{1,5})$/.exec(text);
  const address = match?.[1] ?? match?.[2] ?? '127.0.0.1';
  const port = Number(match?.[3]);
  if (match === null || !(match[1] !== undefined ? isIPv6(address) : isIPv4(address))) {
    throw new Error(`"${text}" is no endpoint: ADDRESS:PORT, [ADDRESS]:PORT or PORT`);
  }
  if (port < 1 || port > 65535) throw new Error(`port ${port} is not in 1 to 65535`);
  return { address, port };
}

/** "02:00:00:00:00:01" @throws {Error} one line */
export function parseMac(text: string): Uint8Array {
  if (!/^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}$/i.test(text)) {
    throw new Error(`"${text}" is no MAC address: six pairs of hexadecimal digits, such as 02:00:00:00:00:01`);
  }
  const mac = Uint8Array.from(text.split(/[:-]/), (pair) => Number.parseInt(pair, 16));
  if (((mac[0] as number) & 1) !== 0) {
    throw new Error(`"${text}" is a group address: the first octet of a device's is even`);
  }
  return mac;
}

/** @throws {Error} whose message completes "interface name ..." */
export function checkInterfaceName(name: string): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,14}$/.test(name)) {
    throw new Error(
      `"${name}" is no interface name: it has 1 to 15 of letters, digits, ".", "_" and "-", and begins with one of the first two`,
    );
  }
}

/** @throws {Error} unless the text is an IPv4 address, "/" and a prefix length */
export function checkHostAddress(text: string): void {
  const [address, bits, ...more] = text.split('/');
  const length = /^\d{1,2}$/.test(bits ?? '') ? Number(bits) : -1;
  if (more.length > 0 || !isIPv4(address ?? '') || length < 1 || length > 32) {
    throw new Error(`"${text}" is no ADDRESS/BITS, such as 10.0.0.1/24`);
  }
}
