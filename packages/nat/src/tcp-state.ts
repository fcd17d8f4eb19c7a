/** What a NAT follows of a TCP connection, to know how long to remember it (RFC 5382, 5; RFC 7857, 2). */
import { type Kind, type Session, TCP_ESTABLISHED, TCP_TRANSITORY } from './table.js';

const FIN = 1;
const SYN = 2;
const RST = 4;
const ACK = 16;

const SYN_OUT = 1;
const SYN_IN = 2;
const FIN_OUT = 4;
const FIN_IN = 8;
const OPEN = 16;
const RESET = 32;

/** A SYN that opens something: nothing else may begin a session. */
export function opensConnection(flags: number): boolean {
  return (flags & (SYN | RST | FIN)) === SYN;
}

/**
 * Takes a segment of the session into account and says of what kind it then is. A RST ends nothing at once, since it may be forged:
 * the session is transitory until something else shows that it goes on (RFC 7857, 2.2).
 */
export function follow(session: Session, flags: number, outward: boolean): Kind {
  let { seen } = session;
  if ((flags & RST) !== 0) seen |= RESET;
  else {
    if ((flags & SYN) !== 0) {
      // The endpoints use their ports again.
      if ((seen & (FIN_OUT | FIN_IN)) === (FIN_OUT | FIN_IN) || (seen & RESET) !== 0) seen = 0;
      seen |= outward ? SYN_OUT : SYN_IN;
    } else if ((flags & ACK) !== 0 && (seen & (SYN_OUT | SYN_IN)) === (SYN_OUT | SYN_IN)) seen |= OPEN;
    if ((flags & FIN) !== 0) seen |= outward ? FIN_OUT : FIN_IN;
    seen &= ~RESET;
  }
  session.seen = seen;
  const over = (seen & RESET) !== 0 || (seen & (FIN_OUT | FIN_IN)) === (FIN_OUT | FIN_IN);
  return (seen & OPEN) !== 0 && !over ? TCP_ESTABLISHED : TCP_TRANSITORY;
}
