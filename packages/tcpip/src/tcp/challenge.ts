/** Answers to segments that do not fit: what RFC 9293, 3.10.7.4 and RFC 5961 call for, and how many of them. */
import { RST } from '../wire/tcp.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import { sendAcknowledgment } from './output.js';
import type { Segment } from './segment.js';

/** Challenge ACKs, and answers to old segments without data, of one connection (RFC 5961, 7 suggests 10 in 5 seconds). */
const CHALLENGE_LIMIT = 10;
const CHALLENGE_PERIOD = 5_000;

/** Not acceptable: <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>, unless it is a RST. */
export function unacceptable(core: Core, c: Connection, segment: Segment, length: number): void {
  if ((segment.flags & RST) !== 0) return;
  // Our state is announced, so it must be up to date for the peer: data is always answered (a lost ACK, a window probe);
  // the rest within a limit, so that two ends that disagree cannot keep an exchange of ACKs alive.
  if (length > 0 || mayChallenge(core, c)) sendAcknowledgment(core, c);
}

/** A challenge ACK (RFC 5961): a peer that really sent this can prove it with its next segment. */
export function challenge(core: Core, c: Connection): void {
  if (!mayChallenge(core, c)) return;
  core.counters.challengeAcknowledgments++;
  sendAcknowledgment(core, c);
}

/** The limit is per connection: one for the whole stack would tell an attacker of others' connections (CVE-2016-5696). */
function mayChallenge(core: Core, c: Connection): boolean {
  if (((core.tick - c.challengeAt) | 0) >= CHALLENGE_PERIOD || c.challenges === 0) {
    c.challengeAt = core.tick;
    c.challenges = 0;
  }
  if (c.challenges >= CHALLENGE_LIMIT) {
    core.counters.challengeAcknowledgmentsLimited++;
    return false;
  }
  c.challenges++;
  return true;
}
