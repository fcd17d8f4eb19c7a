/** What happens when a timer of a connection expires (RFC 9293, 3.10.8, and the mechanisms that have timers of their own). */
import {
  type Connection,
  DELAYED_ACK,
  type Failure,
  KEEP_ALIVE,
  LIFETIME,
  PERSIST,
  PROBE,
  REORDERING,
  RETRANSMISSION,
  TRANSMIT,
} from './connection.js';
import type { Core } from './core.js';
import { timedOut } from './loss-recovery.js';
import { retransmitTail, sendKeepAlive, sendProbe, sendReset, sendSyn } from './output.js';
import { suspectBlackHole } from './path-probe.js';
import { armPersist, armRetransmission } from './retransmission.js';
import { releaseWhenIdle, reorderingExpired, rewind, selectivelyTimedOut } from './selective-recovery.js';
import { CLOSED, ESTABLISHED, FIN_WAIT_2, LISTEN, SYN_RECEIVED, SYN_SENT } from './state.js';

/** A soft error is believed when so many SYNs went unanswered since (RFC 5461, 4.1; RFC 1122 would wait for R2). */
const SOFT_ERROR_RETRIES = 2;

/** Runs the timers that are due and enters those that are not again. */
export function runTimers(core: Core): void {
  for (;;) {
    const c = core.timers.first();
    if (c === undefined || ((c.timerAt - core.tick) | 0) > 0) break;
    core.timers.remove(c);
    core.trace?.watch();
    expire(core, c);
    core.trace?.moved(c);
  }
  for (;;) {
    const oldest = core.timeWait.first();
    if (oldest === null || ((oldest.expiresAt - core.tick) | 0) > 0) break;
    core.forget(oldest);
  }
}

function due(core: Core, c: Connection, timer: number, at: number): boolean {
  if ((c.armed & timer) === 0 || ((at - core.tick) | 0) > 0) return false;
  c.armed &= ~timer;
  return true;
}

function expire(core: Core, c: Connection): void {
  if (due(core, c, DELAYED_ACK, c.delayedAckAt)) {
    core.counters.acknowledgmentsDelayed++;
    c.acknowledgeNow = true;
    core.touch(c);
  }
  if (due(core, c, TRANSMIT, c.transmitAt)) core.touch(c);
  if (due(core, c, RETRANSMISSION, c.retransmissionAt)) retransmissionExpired(core, c);
  if (due(core, c, REORDERING, c.probeAt)) reorderingExpired(core, c);
  if (due(core, c, PROBE, c.probeAt)) probeExpired(core, c);
  if (due(core, c, PERSIST, c.retransmissionAt)) persistExpired(core, c);
  if (due(core, c, KEEP_ALIVE, c.keepAliveAt)) keepAliveExpired(core, c);
  if (due(core, c, LIFETIME, c.lifetimeAt)) lifetimeExpired(core, c);
  if (c.state === CLOSED) return;
  releaseWhenIdle(core, c);
  // Once more into the heap, at the earliest of what is armed.
  if ((c.armed & DELAYED_ACK) !== 0) core.timers.ensure(c, c.delayedAckAt);
  if ((c.armed & TRANSMIT) !== 0) core.timers.ensure(c, c.transmitAt);
  if ((c.armed & (RETRANSMISSION | PERSIST)) !== 0) core.timers.ensure(c, c.retransmissionAt);
  if ((c.armed & (PROBE | REORDERING)) !== 0) core.timers.ensure(c, c.probeAt);
  if ((c.armed & KEEP_ALIVE) !== 0) core.timers.ensure(c, c.keepAliveAt);
  if ((c.armed & LIFETIME) !== 0) core.timers.ensure(c, c.lifetimeAt);
}

function giveUp(core: Core, c: Connection, failure: Failure | undefined): void {
  core.counters.connectionsTimedOut++;
  core.remove(c, failure);
}

function timeoutFailure(c: Connection, message: string): Failure {
  return c.softError ?? { code: 'timeout', message };
}

function retransmissionExpired(core: Core, c: Connection): void {
  const { settings } = core;
  if (c.state === SYN_SENT) {
    const softError = c.softError !== undefined && c.backoff >= SOFT_ERROR_RETRIES;
    if (softError || ((core.tick - c.openedAt) | 0) >= settings.connectTimeout) {
      giveUp(core, c, timeoutFailure(c, 'tcp: the peer did not answer'));
      return;
    }
    core.counters.retransmissionTimeouts++;
    c.backoff++;
    sendSyn(core, c);
    return;
  }
  if (c.state === SYN_RECEIVED) {
    if (c.backoff >= settings.synAckRetries) {
      giveUp(core, c, timeoutFailure(c, 'tcp: the peer did not complete the handshake'));
      return;
    }
    core.counters.retransmissionTimeouts++;
    c.backoff++;
    sendSyn(core, c);
    return;
  }
  if (((core.tick - c.waitingSince) | 0) >= c.userTimeout) {
    giveUp(core, c, timeoutFailure(c, 'tcp: the peer stopped acknowledging'));
    return;
  }
  if (suspectBlackHole(core, c)) rewind(c);
  if (c.scoreboard === null) timedOut(core, c);
  else {
    core.counters.retransmissionTimeouts++;
    selectivelyTimedOut(core, c, c.scoreboard);
  }
  armRetransmission(core, c);
  // Output restarts it when it sends, and probes when the window has meanwhile closed.
  if (c.sendWindow === 0) c.armed &= ~RETRANSMISSION;
}

/** A tail loss probe (RFC 8985, 7.3): new data if there is some that the peer has room for, else the last segment again. */
function probeExpired(core: Core, c: Connection): void {
  const board = c.scoreboard;
  if (board === null || board.runs() === 0 || c.recovering || c.afterTimeout) return;
  core.counters.tailLossProbes++;
  board.probing = true;
  const inFlight = (c.sendNext - c.sendUnacknowledged) | 0;
  board.probeRetransmitted = c.sendBuffer.length <= inFlight || c.sendWindow <= inFlight;
  if (board.probeRetransmitted) {
    retransmitTail(core, c, board);
    board.probeEnd = c.sendMaximum;
  } else {
    c.probeAllowance = c.segmentSize;
    c.forceSend = true;
    board.probeEnd = (c.sendMaximum + 1) | 0;
    core.touch(c);
  }
  armRetransmission(core, c);
}

function persistExpired(core: Core, c: Connection): void {
  // Answered probes keep a connection for ever (RFC 9293, MUST-37) as long as somebody waits for its data.
  const abandoned = c.orphaned && ((core.tick - c.openedAt) | 0) >= c.userTimeout;
  if (abandoned || ((core.tick - c.waitingSince) | 0) >= c.userTimeout) {
    sendReset(core, c);
    giveUp(core, c, timeoutFailure(c, 'tcp: the peer stopped answering window probes'));
    return;
  }
  c.backoff++;
  if (c.sendWindow > 0) {
    // There is a window, but a silly one: the override timeout (RFC 9293, 3.8.6.2.1).
    c.forceSend = true;
    core.touch(c);
    return;
  }
  sendProbe(core, c);
  armPersist(core, c);
}

function keepAliveExpired(core: Core, c: Connection): void {
  const { settings } = core;
  if (c.state < ESTABLISHED) return;
  const quiet = (core.tick - c.lastReceivedAt) | 0;
  let delay = settings.keepAliveInterval;
  if (quiet < c.keepAliveIdle) delay = c.keepAliveIdle - quiet;
  else if ((c.armed & (RETRANSMISSION | PERSIST)) !== 0) delay = c.keepAliveIdle;
  else if (c.keepAliveSent >= settings.keepAliveProbes) {
    sendReset(core, c);
    giveUp(core, c, timeoutFailure(c, 'tcp: the peer stopped answering keep-alive probes'));
    return;
  } else {
    c.keepAliveSent++;
    sendKeepAlive(core, c);
  }
  c.keepAliveAt = (core.tick + delay) | 0;
  c.armed |= KEEP_ALIVE;
}

function lifetimeExpired(core: Core, c: Connection): void {
  if (c.state === LISTEN) {
    giveUp(core, c, { code: 'timeout', message: 'tcp: nobody decided about the intercepted connection' });
  } else if (c.state === FIN_WAIT_2) {
    // Everything that we had to say was acknowledged.
    giveUp(core, c, undefined);
  } else {
    sendReset(core, c);
    giveUp(core, c, timeoutFailure(c, 'tcp: the peer did not acknowledge all within the linger time'));
  }
}
