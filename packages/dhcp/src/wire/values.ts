import { formatIpv4Prefix, type Ipv4Prefix, netmask } from '@morgana/tcpip';
import { DhcpFormatError } from './message-error.js';
import { MESSAGE_TYPE, type MessageType } from './option-codes.js';

/** Options of a message by code. */
export type Options = ReadonlyMap<number, Uint8Array>;

/** undefined: plain BOOTP. */
export function messageType(options: Options): MessageType | undefined {
  return options.get(MESSAGE_TYPE)?.[0] as MessageType | undefined;
}

// Reading. The decoder has checked the lengths; undefined is an option that is not there.

export function readUint32(options: Options, code: number): number | undefined {
  const value = options.get(code);
  return value === undefined ? undefined : uint32At(value, 0);
}

export function readUint16(options: Options, code: number): number | undefined {
  const value = options.get(code);
  return value === undefined ? undefined : (value[0]! << 8) | value[1]!;
}

export function readAddresses(options: Options, code: number): number[] {
  const value = options.get(code);
  const addresses: number[] = [];
  if (value !== undefined) for (let at = 0; at < value.length; at += 4) addresses.push(uint32At(value, at));
  return addresses;
}

/** Text of letters, digits and the like; undefined also for what is no printable ASCII. Trailing NULs are dropped (RFC 2132, 2). */
export function readText(options: Options, code: number): string | undefined {
  const value = options.get(code);
  if (value === undefined) return undefined;
  let end = value.length;
  while (end > 0 && value[end - 1] === 0) end--;
  let text = '';
  for (let i = 0; i < end; i++) {
    const octet = value[i]!;
    if (octet < 0x20 || octet > 0x7e) return undefined;
    text += String.fromCharCode(octet);
  }
  return text === '' ? undefined : text;
}

/** Bits of a mask whose ones stand together at the front; undefined for any other. */
export function maskBits(mask: number): number | undefined {
  for (let bits = 0; bits <= 32; bits++) if (netmask(bits) === mask) return bits;
  return undefined;
}

/** One line of option 121. `router` 0: the network is on the link (RFC 3442). */
export interface ClasslessRoute {
  readonly to: Ipv4Prefix;
  readonly router: number;
}

/** @throws {DhcpFormatError} */
export function decodeRoutes(value: Uint8Array): ClasslessRoute[] {
  const routes: ClasslessRoute[] = [];
  let at = 0;
  while (at < value.length) {
    const bits = value[at++]!;
    const significant = (bits + 7) >> 3;
    if (bits > 32 || at + significant + 4 > value.length) throw new DhcpFormatError('option 121 is malformed');
    let address = 0;
    for (let i = 0; i < 4; i++) address = (address << 8) | (i < significant ? value[at + i]! : 0);
    at += significant;
    // Host bits in the last octet are to be ignored (RFC 3442, "Client behaviour").
    routes.push({ to: { address: (address & netmask(bits)) >>> 0, bits }, router: uint32At(value, at) });
    at += 4;
  }
  return routes;
}

// Writing.

export function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

export function uint16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

export function addresses(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  for (let i = 0; i < values.length; i++) bytes.set(uint32(values[i]!), i * 4);
  return bytes;
}

/** @throws {DhcpFormatError} unless it is printable ASCII */
export function text(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => {
    const code = character.charCodeAt(0);
    if (character.length > 1 || code < 0x20 || code > 0x7e) {
      throw new DhcpFormatError(`"${value}" is not printable ASCII`);
    }
    return code;
  });
}

export function encodeRoutes(routes: readonly ClasslessRoute[]): Uint8Array {
  const octets: number[] = [];
  for (const { to, router } of routes) {
    if ((to.address & ~netmask(to.bits)) !== 0) {
      throw new DhcpFormatError(`route to ${formatIpv4Prefix(to)}: host bits are set; give the network's address`);
    }
    octets.push(to.bits, ...uint32(to.address).subarray(0, (to.bits + 7) >> 3), ...uint32(router));
  }
  return Uint8Array.from(octets);
}

function uint32At(value: Uint8Array, at: number): number {
  return ((value[at]! << 24) | (value[at + 1]! << 16) | (value[at + 2]! << 8) | value[at + 3]!) >>> 0;
}
