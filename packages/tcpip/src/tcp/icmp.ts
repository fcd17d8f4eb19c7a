/** ICMP errors about our segments (RFC 9293, 3.9.2.2; RFC 5927 for what may be believed; RFC 5461; RFC 1191). */
import type { IpAddress } from '../ip/layer.js';
import type { IcmpErrorKind } from '../ip/transport.js';
import { get16 } from '../wire/octets.js';
import { DESTINATION_PORT, getInt32, SEQUENCE_NUMBER, SOURCE_PORT } from '../wire/tcp.js';
import { Connection, type Failure } from './connection.js';
import type { Core } from './core.js';
import { effectiveSegmentSize } from './segment-size.js';
import { rewind } from './selective-recovery.js';
import { afterOrEqual, before } from './sequence.js';
import { SYN_RECEIVED, SYN_SENT } from './state.js';

const CODE_PROTOCOL_UNREACHABLE = 2;
const CODE_PORT_UNREACHABLE = 3;

/** What `Transport.icmpError` promises. Addresses are signed; the quote is that of a segment from us. */
export function icmpError(
  core: Core,
  kind: IcmpErrorKind,
  code: number,
  source: IpAddress,
  destination: IpAddress,
  quoted: Uint8Array,
  offset: number,
  mtu: number,
): boolean {
  core.counters.icmpErrors++;
  const localPort = get16(quoted, offset + SOURCE_PORT);
  const remotePort = get16(quoted, offset + DESTINATION_PORT);
  const c = core.table.find(source, localPort, destination, remotePort);
  // RFC 5927, 4.1: the sequence number quoted must be in flight; somebody off the path has to guess it.
  const sequence = getInt32(quoted, offset + SEQUENCE_NUMBER);
  if (!(c instanceof Connection) || before(sequence, c.sendUnacknowledged) || afterOrEqual(sequence, c.sendMaximum)) {
    core.counters.icmpErrorsIgnored++;
    return false;
  }
  if (kind === 'too-big') {
    reducePathMtu(core, c, mtu);
    return true;
  }
  const failure: Failure = { code: 'unreachable', message: describe(kind, code) };
  const opening = c.state === SYN_SENT || c.state === SYN_RECEIVED;
  const hard = kind === 'unreachable' && (code === CODE_PROTOCOL_UNREACHABLE || code === CODE_PORT_UNREACHABLE);
  if (opening && hard) {
    core.counters.connectionsReset++;
    const refused = code === CODE_PORT_UNREACHABLE;
    core.remove(c, refused ? { code: 'refused', message: failure.message } : failure);
  } else {
    // Soft, or hard for an established connection (RFC 5927, 5.2 treats these as soft): it explains a later time-out.
    c.softError = failure;
  }
  return true;
}

function describe(kind: IcmpErrorKind, code: number): string {
  return kind === 'time-exceeded'
    ? 'tcp: a router reports that the time to live was exceeded (ICMP type 11)'
    : `tcp: the destination is unreachable (ICMP type 3, code ${code})`;
}

/** Segments become smaller and what is in flight goes again at once; it was not congestion (RFC 1191, 6.5). */
function reducePathMtu(core: Core, c: Connection, mtu: number): void {
  if (mtu >= c.route.pathMtu && effectiveSegmentSize(c) >= c.segmentSize) return;
  if (mtu < c.route.pathMtu) c.route.pathMtu = mtu;
  const segmentSize = effectiveSegmentSize(c);
  if (segmentSize >= c.segmentSize) return;
  core.counters.pathMtuReductions++;
  c.segmentSize = segmentSize;
  if (c.state === SYN_SENT || c.state === SYN_RECEIVED) return;
  rewind(c);
  core.touch(c);
}
