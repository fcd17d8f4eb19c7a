/**
 * SEGMENT ARRIVES (RFC 9293, 3.10.7) where there is no connection yet: the CLOSED and LISTEN states, and what a SYN tells.
 */
import type { IpAddress } from '../ip/layer.js';
import { ACK, RST, SYN } from '../wire/tcp.js';
import { type Connection, type Failure, LIFETIME } from './connection.js';
import type { Core } from './core.js';
import type { Listener } from './listener.js';
import { sendBare, sendSyn } from './output.js';
import { type Segment, sequenceLength } from './segment.js';
import { beforeOrEqual } from './sequence.js';
import { LISTEN, SYN_RECEIVED } from './state.js';
import { takeSyn } from './syn.js';
import { answerWithCookie } from './syn-cookies.js';
import { makeConnection } from './user-calls.js';

/** A half-open connection may be recycled for a new SYN after this time: our SYN-ACK and one retransmission went unanswered. */
const HALF_OPEN_GRACE = 3_000;
const RECYCLED: Failure = { code: 'exhausted', message: 'tcp: the backlog was full of half-open connections' };

/** 3.10.7.1 CLOSED STATE: whatever comes is answered with RST, except RST. */
export function closedState(core: Core, segment: Segment, localAddress: IpAddress, remoteAddress: IpAddress): void {
  core.counters.droppedNoConnection++;
  const { flags, sourcePort, destinationPort } = segment;
  if ((flags & RST) !== 0) return;
  const route = core.ip.route(remoteAddress, localAddress);
  if (route === undefined) return;
  if ((flags & ACK) !== 0) sendBare(core, route, destinationPort, sourcePort, segment.acknowledgment, 0, RST);
  else {
    const acknowledgment = (segment.sequence + sequenceLength(segment)) | 0;
    sendBare(core, route, destinationPort, sourcePort, 0, acknowledgment, RST | ACK);
  }
}

/**
 * 3.10.7.2 LISTEN STATE, also for a SYN that an interceptor is asked about (`listener` undefined). `beyond`: the new initial
 * sequence number must lie after this one, of an incarnation in TIME-WAIT.
 */
export function listenState(
  core: Core,
  segment: Segment,
  localAddress: IpAddress,
  remoteAddress: IpAddress,
  listener: Listener | undefined,
  beyond: number | undefined,
): void {
  const { flags } = segment;
  // First, check for a RST; second, for an ACK; third, for a SYN.
  if ((flags & RST) !== 0) {
    core.counters.droppedNoConnection++;
    return;
  }
  if ((flags & (ACK | SYN)) !== SYN) {
    if ((flags & ACK) !== 0) closedState(core, segment, localAddress, remoteAddress);
    else core.counters.droppedNoConnection++;
    return;
  }
  const { settings, counters } = core;
  if (core.isFullFor(remoteAddress) && !recycleHalfOpen(core, listener)) {
    counters.droppedTableFull++;
    return;
  }
  if (listener === undefined) {
    if (core.intercepts >= settings.maximumIntercepts) {
      counters.droppedInterceptFull++;
      return;
    }
  } else if (listener.isFull()) {
    // Cookies, unless it is the application that is slow.
    if (settings.synCookies && listener.waiting < listener.backlog && beyond === undefined) {
      const route = core.ip.route(remoteAddress, localAddress);
      if (route !== undefined && answerWithCookie(core, route, listener, segment)) return;
    }
    if (!recycleHalfOpen(core, listener)) {
      counters.droppedBacklogFull++;
      return;
    }
  }
  const route = core.ip.route(remoteAddress, localAddress);
  if (route === undefined) {
    counters.droppedNoRoute++;
    return;
  }
  const c = makeConnection(core, route, localAddress, segment.destinationPort, remoteAddress, segment.sourcePort);
  if (beyond !== undefined && beforeOrEqual(c.iss, beyond)) {
    c.iss = (beyond + 0x10000) | 0;
    c.sendUnacknowledged = c.sendNext = c.sendMaximum = c.recover = c.iss;
  }
  // Data and FIN that came with the SYN are not taken; the peer sends them again.
  takeSyn(core, c, segment);
  core.add(c);
  if (listener === undefined) {
    counters.intercepted++;
    core.intercepts++;
    c.lifetimeAt = (core.tick + settings.interceptTimeout) | 0;
    c.armed |= LIFETIME;
    core.timers.ensure(c, c.lifetimeAt);
    core.held.push(c);
    return;
  }
  c.listener = listener;
  answerSyn(core, c);
}

/** Makes room for a new one. False: there is none that has had its chance. */
function recycleHalfOpen(core: Core, listener: Listener | undefined): boolean {
  const oldest = listener?.oldestHalfOpen;
  if (oldest === undefined || oldest === null || ((core.tick - oldest.openedAt) | 0) < HALF_OPEN_GRACE) return false;
  core.counters.halfOpenRecycled++;
  core.remove(oldest, RECYCLED);
  return true;
}

/** LISTEN to SYN-RECEIVED: <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>. */
export function answerSyn(core: Core, c: Connection): void {
  if (c.state === LISTEN && c.listener === null) core.intercepts--;
  c.armed &= ~LIFETIME;
  core.counters.passiveOpens++;
  core.enter(c, SYN_RECEIVED);
  c.listener?.addHalfOpen(c);
  sendSyn(core, c);
}
