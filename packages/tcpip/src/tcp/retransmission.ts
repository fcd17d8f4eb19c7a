/** The retransmission timer (RFC 6298), in whole milliseconds: the clock granularity G is 1. */
import { type Connection, NO_SAMPLE, PERSIST, RETRANSMISSION } from './connection.js';
import type { Core } from './core.js';
import { SYN_SENT } from './state.js';

/** Windows are probed at least this often (RFC 9293, 3.8.6.1 leaves the bound to us; this is what hosts do). */
const PERSIST_MAXIMUM = 60_000;
/** RFC 6298 (5.7): the timeout to continue with when a SYN had to be sent again. */
const TIMEOUT_AFTER_SYN_LOSS = 3_000;

/** The RTO in milliseconds, backed off. */
export function retransmissionTimeout(core: Core, c: Connection): number {
  const maximum = core.settings.maximumRetransmissionTimeout;
  return c.backoff > 16 ? maximum : Math.min(maximum, c.timeout * (1 << c.backoff));
}

/** Starts the timer anew. `c.armed` may hold RETRANSMISSION already. */
export function armRetransmission(core: Core, c: Connection): void {
  let delay = retransmissionTimeout(core, c);
  if (c.state === SYN_SENT) {
    // Ends on time, not at the first expiration after it.
    const left = (c.openedAt + core.settings.connectTimeout - core.tick) | 0;
    if (left < delay) delay = Math.max(0, left);
  }
  c.retransmissionAt = (core.tick + delay) | 0;
  c.armed = (c.armed & ~PERSIST) | RETRANSMISSION;
  core.timers.ensure(c, c.retransmissionAt);
}

export function armPersist(core: Core, c: Connection): void {
  const delay = Math.min(retransmissionTimeout(core, c), PERSIST_MAXIMUM);
  c.retransmissionAt = (core.tick + delay) | 0;
  c.armed = (c.armed & ~RETRANSMISSION) | PERSIST;
  core.timers.ensure(c, c.retransmissionAt);
}

/**
 * A measurement R of the round-trip time, from a segment that was sent once (Karn's algorithm). SRTT is kept times 8 and
 * RTTVAR times 4, so that the gains of 1/8 and 1/4 (RFC 6298, 2.3) are shifts. It also ends the back-off.
 */
export function sampleRoundTrip(core: Core, c: Connection, roundTrip: number): void {
  if (c.smoothedRoundTrip === NO_SAMPLE) {
    c.smoothedRoundTrip = roundTrip << 3;
    c.roundTripVariation = roundTrip << 1;
  } else {
    const error = roundTrip - (c.smoothedRoundTrip >> 3);
    c.smoothedRoundTrip += error;
    c.roundTripVariation += Math.abs(error) - (c.roundTripVariation >> 2);
  }
  const { minimumRetransmissionTimeout, maximumRetransmissionTimeout } = core.settings;
  // The minimum is one of the variation: on a long and steady path the peer's delayed acknowledgment must not look like a loss.
  const timeout = (c.smoothedRoundTrip >> 3) + Math.max(minimumRetransmissionTimeout, c.roundTripVariation);
  c.timeout = Math.min(maximumRetransmissionTimeout, timeout);
  c.backoff = 0;
}

/** The handshake is over: back-off of the SYN does not carry over to data. */
export function startTimeout(core: Core, c: Connection, synLost: boolean): void {
  if (synLost && c.smoothedRoundTrip === NO_SAMPLE) c.timeout = Math.max(c.timeout, TIMEOUT_AFTER_SYN_LOSS);
  c.timeout = Math.min(c.timeout, core.settings.maximumRetransmissionTimeout);
  c.backoff = 0;
}
