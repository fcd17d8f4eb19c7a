import { isIPv4 } from 'node:net';
import { wrongUsage } from './failure.js';

/** Who is who on the wire between an appliance and its gateway. */
export interface Addresses {
  readonly guest: string;
  readonly gateway: string;
  readonly prefixLength: number;
  /** The appliance asks for its address by DHCP: the gateway has to tell it. */
  readonly dhcp: boolean;
  /** What the appliance has yet to be told. */
  readonly bootArguments: readonly string[];
}

/** The defaults of @morgana/gateway, and of a stack without DHCP. */
const DEFAULT_IPV4 = '10.0.0.2/24';
const DEFAULT_GATEWAY = '10.0.0.1';

/** Where a forward finds an appliance of IPv6 only: beside the gateway's own address, which is @morgana/gateway's default. */
const GUEST_IPV6 = 'fd4d:6f72:6761::2/64';

/** A TCP/IP stack as the graph has it. */
export interface StackOptions {
  readonly ipv4?: unknown;
  readonly gateway?: unknown;
  /** "lan": its boot arguments are `--lan-ipv4` and `--lan-ipv4-gateway`. */
  readonly argumentPrefix?: unknown;
}

/** The value of `--name=value` or `--name value` among boot arguments; undefined where it is not. */
export function ownValue(bootArguments: readonly string[], name: string): string | undefined {
  for (let i = 0; i < bootArguments.length; i++) {
    const text = bootArguments[i]!;
    if (text === `--${name}`) return bootArguments[i + 1] ?? '';
    if (text.startsWith(`--${name}=`)) return text.slice(name.length + 3);
  }
  return undefined;
}

/** Whether a boot argument that is a flag is on. */
function isOn(bootArguments: readonly string[], name: string): boolean {
  return bootArguments.includes(`--${name}`) || bootArguments.includes(`--${name}=true`);
}

/**
 * What the user gives as boot arguments, else what the config says, else the defaults. A gateway that nobody named is the first
 * address of the network. @throws {Failure} for an address that no gateway can stand beside
 */
export function chooseAddresses(ownArguments: readonly string[], options: StackOptions): Addresses {
  const prefix = typeof options.argumentPrefix === 'string' ? `${options.argumentPrefix}-` : '';
  const configured = typeof options.ipv4 === 'string' ? options.ipv4 : undefined;
  const own = ownValue(ownArguments, `${prefix}ipv4`);
  const dhcp = (own ?? configured) === 'dhcp';
  const ipv4 = dhcp ? DEFAULT_IPV4 : (own ?? configured ?? DEFAULT_IPV4);
  const [guest = '', bits = ''] = ipv4.split('/');
  const prefixLength = /^\d{1,2}$/.test(bits) ? Number(bits) : 33;
  if (!isIPv4(guest) || prefixLength < 1 || prefixLength > 30) {
    wrongUsage(
      `--${prefix}ipv4=${ipv4}: behind the gateway it is dhcp or ADDRESS/BITS with 1 to 30 bits, such as ${DEFAULT_IPV4}`,
    );
  }
  const ownGateway = ownValue(ownArguments, `${prefix}ipv4-gateway`);
  const gateway = ownGateway ?? configuredGateway(options, ipv4) ?? firstAddress(guest, prefixLength);
  if (!isIPv4(gateway)) {
    wrongUsage(`--${prefix}ipv4-gateway=${gateway}: our gateway needs an IPv4 address (--net none goes without one)`);
  }
  const bootArguments: string[] = [];
  if (isOn(ownArguments, `${prefix}ipv6-only`)) {
    const own6 = ownValue(ownArguments, `${prefix}ipv6`);
    if (own6 === undefined) bootArguments.push(`--${prefix}ipv6=${GUEST_IPV6}`);
    return { guest: (own6 ?? GUEST_IPV6).split('/')[0]!, gateway, prefixLength, dhcp: false, bootArguments };
  }
  if (own === undefined && !dhcp) bootArguments.push(`--${prefix}ipv4=${ipv4}`);
  if (ownGateway === undefined && !dhcp) bootArguments.push(`--${prefix}ipv4-gateway=${gateway}`);
  return { guest, gateway, prefixLength, dhcp, bootArguments };
}

function configuredGateway(options: StackOptions, ipv4: string): string | undefined {
  if (typeof options.gateway === 'string') return options.gateway;
  return ipv4 === DEFAULT_IPV4 ? DEFAULT_GATEWAY : undefined;
}

function firstAddress(guest: string, prefixLength: number): string {
  const mask = (0xffffffff << (32 - prefixLength)) >>> 0;
  const network = (toNumber(guest) & mask) >>> 0;
  return toText(toNumber(guest) === network + 1 ? network + 2 : network + 1);
}

function toNumber(address: string): number {
  return address.split('.').reduce((value, octet) => value * 256 + Number(octet), 0);
}

function toText(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}
