import type { Route } from '../ip/layer.js';
import { TCP_HEADER_LENGTH } from '../wire/tcp.js';
import type { Connection } from './connection.js';

/** IP packet less TCP payload, options not counted: what an MSS option leaves out (RFC 9293, 3.7.1; RFC 6691). */
export function headersLength(route: Route): number {
  return route.transportOffset - 14 + TCP_HEADER_LENGTH;
}

/** The eff.snd.MSS of RFC 9293, 3.7.1, from what the peer takes and what the path lets through. */
export function effectiveSegmentSize(connection: Connection): number {
  const { route, pathSearch } = connection;
  const mtu = pathSearch === null ? route.pathMtu : Math.min(route.pathMtu, pathSearch.limit);
  const path = mtu - headersLength(route);
  return Math.max(1, Math.min(connection.peerSegmentSize, path) - connection.optionsLength);
}
