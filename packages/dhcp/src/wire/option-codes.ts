import { DhcpFormatError } from './message-error.js';

// Option codes (RFC 2132 unless another is named).
export const PAD = 0;
export const SUBNET_MASK = 1;
export const ROUTER = 3;
export const DOMAIN_NAME_SERVER = 6;
export const HOST_NAME = 12;
export const DOMAIN_NAME = 15;
export const INTERFACE_MTU = 26;
export const BROADCAST_ADDRESS = 28;
export const NTP_SERVER = 42;
export const REQUESTED_ADDRESS = 50;
export const LEASE_TIME = 51;
export const OVERLOAD = 52;
export const MESSAGE_TYPE = 53;
export const SERVER_IDENTIFIER = 54;
export const PARAMETER_REQUEST_LIST = 55;
export const MESSAGE = 56;
export const MAXIMUM_SIZE = 57;
export const RENEWAL_TIME = 58;
export const REBINDING_TIME = 59;
export const CLIENT_IDENTIFIER = 61;
/** RFC 3046 */
export const RELAY_INFORMATION = 82;
/** RFC 3397 */
export const DOMAIN_SEARCH = 119;
/** RFC 3442 */
export const CLASSLESS_ROUTES = 121;
export const END = 255;

// Values of MESSAGE_TYPE (RFC 2132, 9.6).
export const DISCOVER = 1;
export const OFFER = 2;
export const REQUEST = 3;
export const DECLINE = 4;
export const ACK = 5;
export const NAK = 6;
export const RELEASE = 7;
export const INFORM = 8;
export type MessageType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const MESSAGE_TYPE_NAMES: readonly string[] = [
  '',
  'DISCOVER',
  'OFFER',
  'REQUEST',
  'DECLINE',
  'ACK',
  'NAK',
  'RELEASE',
  'INFORM',
];

/** "DISCOVER" */
export function messageTypeName(type: MessageType): string {
  return MESSAGE_TYPE_NAMES[type]!;
}

/** Octets that an option can have: `multiple` of them, `least` or more, `most` or less. */
interface LengthRule {
  readonly least: number;
  readonly most: number;
  readonly multiple: number;
}

const exactly = (length: number): LengthRule => ({ least: length, most: length, multiple: 1 });
const ADDRESS = /* @__PURE__ */ exactly(4);
const ADDRESSES: LengthRule = { least: 4, most: Number.POSITIVE_INFINITY, multiple: 4 };
const OCTET = /* @__PURE__ */ exactly(1);
const UINT16 = /* @__PURE__ */ exactly(2);
const UINT32 = /* @__PURE__ */ exactly(4);
const atLeast = (least: number): LengthRule => ({ least, most: Number.POSITIVE_INFINITY, multiple: 1 });

function lengthRule(code: number): LengthRule | undefined {
  switch (code) {
    case SUBNET_MASK:
    case BROADCAST_ADDRESS:
    case REQUESTED_ADDRESS:
    case SERVER_IDENTIFIER:
      return ADDRESS;
    case ROUTER:
    case DOMAIN_NAME_SERVER:
    case NTP_SERVER:
      return ADDRESSES;
    case LEASE_TIME:
    case RENEWAL_TIME:
    case REBINDING_TIME:
      return UINT32;
    case INTERFACE_MTU:
    case MAXIMUM_SIZE:
      return UINT16;
    case MESSAGE_TYPE:
      return OCTET;
    case HOST_NAME:
    case DOMAIN_NAME:
    case PARAMETER_REQUEST_LIST:
    case MESSAGE:
    case DOMAIN_SEARCH:
      return atLeast(1);
    case CLIENT_IDENTIFIER:
    case RELAY_INFORMATION:
      return atLeast(2);
    case CLASSLESS_ROUTES:
      return atLeast(5);
    default:
      return undefined;
  }
}

/** @throws {DhcpFormatError} when an option that this package reads has a length that it cannot have */
export function checkOption(code: number, value: Uint8Array): void {
  const rule = lengthRule(code);
  if (rule === undefined) return;
  const { length } = value;
  if (length < rule.least || length > rule.most || length % rule.multiple !== 0) {
    throw new DhcpFormatError(`option ${code} cannot have ${length} octets`);
  }
  if (code === MESSAGE_TYPE && (value[0]! < DISCOVER || value[0]! > INFORM)) {
    throw new DhcpFormatError(`message type ${value[0]} is not 1 to 8`);
  }
}
