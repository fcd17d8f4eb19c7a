import { DhcpFormatError } from './message-error.js';
import { decodeOptions, encodeOptions } from './options.js';

// A DHCP message (RFC 2131, 2)
//
//    0                   1                   2                   3
//    0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
//   +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
//   |     op (1)    |   htype (1)   |   hlen (1)    |   hops (1)    |
//   +---------------+---------------+---------------+---------------+
//   |                            xid (4)                            |
//   +-------------------------------+-------------------------------+
//   |           secs (2)            |           flags (2)           |
//   +-------------------------------+-------------------------------+
//   |                          ciaddr  (4)                          |
//   |                          yiaddr  (4)                          |
//   |                          siaddr  (4)                          |
//   |                          giaddr  (4)                          |
//   |                          chaddr  (16)                         |
//   |                          sname   (64)                         |
//   |                          file    (128)                        |
//   +---------------------------------------------------------------+
//   |        magic cookie 99.130.83.99, options (variable)          |
//   +---------------------------------------------------------------+
const OP = 0;
const HTYPE = 1;
const HLEN = 2;
const HOPS = 3;
const XID = 4;
const SECS = 8;
const FLAGS = 10;
const CIADDR = 12;
const YIADDR = 16;
const SIADDR = 20;
const GIADDR = 24;
const CHADDR = 28;
const SNAME = 44;
const SNAME_LENGTH = 64;
const FILE = 108;
const FILE_LENGTH = 128;
const COOKIE = 236;
const OPTIONS = 240;

const MAGIC_COOKIE = 0x63825363;
const ETHERNET = 1;
const BROADCAST_FLAG = 0x8000;

export const BOOTREQUEST = 1;
export const BOOTREPLY = 2;

/** Octets that a message has at least: BOOTP's 300, which old relays insist on (RFC 1542, 2.1). */
const SMALLEST = 300;
/** Octets of IP packet that everybody takes (RFC 2131, 2), and what its headers take of them. */
export const DEFAULT_MAXIMUM_SIZE = 576;
const IP_UDP_HEADERS = 28;

/** Decoded and copied; nothing refers to the datagram that it came in. Addresses are unsigned 32-bit integers, 0 for none. */
export interface DhcpMessage {
  readonly op: typeof BOOTREQUEST | typeof BOOTREPLY;
  readonly hops: number;
  readonly transactionId: number;
  /** Since the client began, by its own account. */
  readonly seconds: number;
  /** The client cannot receive unicast yet. */
  readonly broadcast: boolean;
  /** `ciaddr`: the client's, which answers ARP. */
  readonly clientAddress: number;
  /** `yiaddr`: what the server gives. */
  readonly yourAddress: number;
  /** `siaddr`: of the next server in a boot. Not the DHCP server's, which is an option. */
  readonly nextServerAddress: number;
  /** `giaddr`: of the relay. */
  readonly relayAddress: number;
  /** `chaddr`: six octets. */
  readonly mac: Uint8Array;
  /** By code; parts of a long option joined (RFC 3396), options in `sname` and `file` among them (RFC 2132, 9.3). */
  readonly options: ReadonlyMap<number, Uint8Array>;
}

/** @throws {DhcpFormatError} */
export function decodeMessage(bytes: Uint8Array): DhcpMessage {
  if (bytes.length < OPTIONS) throw new DhcpFormatError(`${bytes.length} octets, and a header has ${OPTIONS}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const op = bytes[OP]!;
  if (op !== BOOTREQUEST && op !== BOOTREPLY) throw new DhcpFormatError(`op ${op} is neither request nor reply`);
  if (bytes[HTYPE] !== ETHERNET || bytes[HLEN] !== 6) {
    throw new DhcpFormatError(`hardware type ${bytes[HTYPE]} with ${bytes[HLEN]} octets is not Ethernet`);
  }
  if (view.getUint32(COOKIE) !== MAGIC_COOKIE) throw new DhcpFormatError('no magic cookie: BOOTP without options');
  return {
    op,
    hops: bytes[HOPS]!,
    transactionId: view.getUint32(XID),
    seconds: view.getUint16(SECS),
    broadcast: (view.getUint16(FLAGS) & BROADCAST_FLAG) !== 0,
    clientAddress: view.getUint32(CIADDR),
    yourAddress: view.getUint32(YIADDR),
    nextServerAddress: view.getUint32(SIADDR),
    relayAddress: view.getUint32(GIADDR),
    mac: bytes.slice(CHADDR, CHADDR + 6),
    options: decodeOptions(
      bytes.subarray(OPTIONS),
      bytes.subarray(FILE, FILE + FILE_LENGTH),
      bytes.subarray(SNAME, SNAME + SNAME_LENGTH),
    ),
  };
}

/**
 * The octets of a message. Options are written in the order of the map; those that do not fit go into `file` and `sname`.
 * @param maximumSize octets of the IP packet that the receiver takes (option 57); less than 576 counts as 576
 * @throws {DhcpFormatError} when the options do not fit
 */
export function encodeMessage(message: DhcpMessage, maximumSize: number = DEFAULT_MAXIMUM_SIZE): Uint8Array {
  const room = Math.max(DEFAULT_MAXIMUM_SIZE, maximumSize) - IP_UDP_HEADERS - OPTIONS;
  const { options, file, sname } = encodeOptions(message.options, room);
  const bytes = new Uint8Array(Math.max(SMALLEST, OPTIONS + options.length));
  const view = new DataView(bytes.buffer);
  bytes[OP] = message.op;
  bytes[HTYPE] = ETHERNET;
  bytes[HLEN] = 6;
  bytes[HOPS] = message.hops;
  view.setUint32(XID, message.transactionId);
  view.setUint16(SECS, Math.min(message.seconds, 0xffff));
  view.setUint16(FLAGS, message.broadcast ? BROADCAST_FLAG : 0);
  view.setUint32(CIADDR, message.clientAddress);
  view.setUint32(YIADDR, message.yourAddress);
  view.setUint32(SIADDR, message.nextServerAddress);
  view.setUint32(GIADDR, message.relayAddress);
  bytes.set(message.mac, CHADDR);
  bytes.set(sname, SNAME);
  bytes.set(file, FILE);
  view.setUint32(COOKIE, MAGIC_COOKIE);
  bytes.set(options, OPTIONS);
  return bytes;
}
