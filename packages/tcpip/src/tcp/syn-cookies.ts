/**
 * SYN cookies (RFC 4987, 3.6): a listener whose backlog is full of half-open connections answers SYNs without remembering
 * them. What it must know later is in the initial sequence number of its answer, which only who receives that answer can acknowledge:
 *
 *      0 1 2 3 4 ... 31
 *     +-+-----+--------------------------------------------+
 *     |P| MSS |  keyed hash of endpoints, IRS, period, MSS |
 *     +-+-----+--------------------------------------------+
 *
 * P is the low bit of the period (64 s) in which it was made; a cookie lives through its own and the next. Window scale and
 * SACK are in the low bits of our timestamp, which comes back with the acknowledgment; a peer without timestamps does without them.
 */
import type { Route } from '../ip/layer.js';
import { type IpAddress, signedAddress } from '../ip-address.js';
import {
  ACK,
  parseOptions,
  putHeader,
  putSynOptions,
  readOptions,
  SYN,
  synOptionsLength,
  TCP_HEADER_LENGTH,
} from '../wire/tcp.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import type { Listener } from './listener.js';
import { finish } from './output.js';
import type { Segment } from './segment.js';
import { headersLength } from './segment-size.js';
import { SYN_RECEIVED } from './state.js';
import { adoptSyn, defaultSegmentSize } from './syn.js';
import { makeConnection } from './user-calls.js';

const PERIOD = 64_000;
/** The largest that the peer takes is remembered, rounded down to one of these. */
const SEGMENT_SIZES = [216, 536, 1220, 1300, 1400, 1440, 1460, 8960];
const HASH_BITS = 0x0fff_ffff;

/** Low bits of a timestamp: window scale (15: none) and whether SACK is permitted. */
const STAMP_BITS = 31;
const STAMP_SACK = 16;
const NO_SCALE = 15;

function cookie(
  core: Core,
  segment: Segment,
  local: IpAddress,
  remote: IpAddress,
  irs: number,
  period: number,
  size: number,
) {
  const hash = core.initialSequence.cookie(
    local,
    segment.destinationPort,
    remote,
    segment.sourcePort,
    irs,
    period * SEGMENT_SIZES.length + size,
  );
  return ((period & 1) << 31) | (size << 28) | (hash & HASH_BITS);
}

/** Answers a SYN without a control block. False: it cannot be put into a cookie. */
export function answerWithCookie(core: Core, route: Route, listener: Listener, segment: Segment): boolean {
  parseOptions(segment.bytes, segment.options, segment.offset, segment);
  const offered = segment.maximumSegmentSize < 0 ? defaultSegmentSize(route) : segment.maximumSegmentSize;
  let size = SEGMENT_SIZES.length - 1;
  while (size >= 0 && SEGMENT_SIZES[size]! > offered) size--;
  if (size < 0) return false;
  const { settings } = core;
  const local = signedAddress(route.source);
  const remote = signedAddress(route.destination);
  const timestamps = settings.timestamps && segment.hasTimestamps;
  const sack = timestamps && settings.selectiveAcknowledgments && segment.sackPermitted;
  const scaling = timestamps && settings.windowScaling && segment.windowScale >= 0;
  const scale = scaling ? core.receiveScale : -1;
  const length = TCP_HEADER_LENGTH + synOptionsLength(scale, sack, timestamps);
  const frame = route.layer.begin(route, length);
  if (frame === null) {
    core.counters.deviceBusy++;
    return true;
  }
  const offset = core.initialSequence.timestampOffset(local, segment.destinationPort, remote, segment.sourcePort);
  const clock = (core.tick + offset) | 0;
  let stamp = (clock & ~STAMP_BITS) | (scaling ? segment.windowScale : NO_SCALE) | (sack ? STAMP_SACK : 0);
  // Never ahead of what the connection will send.
  if (((stamp - clock) | 0) > 0) stamp = (stamp - STAMP_BITS - 1) | 0;
  const period = Math.floor(core.now / PERIOD);
  const at = route.transportOffset;
  putHeader(
    frame.bytes,
    at,
    segment.destinationPort,
    segment.sourcePort,
    cookie(core, segment, local, remote, segment.sequence, period, size),
    (segment.sequence + 1) | 0,
    length,
    SYN | ACK,
    Math.min(65535, settings.receiveBuffer),
  );
  putSynOptions(
    frame.bytes,
    at + TCP_HEADER_LENGTH,
    route.pathMtu - headersLength(route),
    scale,
    sack,
    timestamps,
    stamp,
    segment.timestampValue,
  );
  listener.cookiesUntil = core.now + 2 * PERIOD;
  core.counters.cookiesSent++;
  finish(core, frame, route, length);
  return true;
}

/** The connection that an ACK makes which brings back a cookie of ours; undefined: it does not. */
export function takeCookie(
  core: Core,
  listener: Listener,
  segment: Segment,
  local: IpAddress,
  remote: IpAddress,
): Connection | undefined {
  if (core.now >= listener.cookiesUntil || core.isFullFor(remote)) return undefined;
  const iss = (segment.acknowledgment - 1) | 0;
  const irs = (segment.sequence - 1) | 0;
  const size = (iss >>> 28) & 7;
  let period = Math.floor(core.now / PERIOD);
  if ((period & 1) !== iss >>> 31) period--;
  if (cookie(core, segment, local, remote, irs, period, size) !== iss) {
    core.counters.cookiesRefused++;
    return undefined;
  }
  const route = core.ip.route(remote, local);
  if (route === undefined) return undefined;
  core.counters.cookiesAccepted++;
  const c = makeConnection(core, route, local, segment.destinationPort, remote, segment.sourcePort);
  c.iss = iss;
  c.sendUnacknowledged = c.recover = iss;
  c.sendNext = c.sendMaximum = (iss + 1) | 0;
  readOptions(segment.bytes, segment.options, segment.offset, segment);
  const stamp = segment.hasTimestamps ? segment.timestampEcho & STAMP_BITS : NO_SCALE;
  segment.maximumSegmentSize = SEGMENT_SIZES[size]!;
  segment.windowScale = (stamp & NO_SCALE) === NO_SCALE ? -1 : stamp & NO_SCALE;
  segment.sackPermitted = (stamp & STAMP_SACK) !== 0;
  adoptSyn(core, c, segment, irs);
  c.lastAcknowledgmentSent = c.receiveNext;
  c.listener = listener;
  core.enter(c, SYN_RECEIVED);
  core.counters.passiveOpens++;
  core.add(c);
  listener.addHalfOpen(c);
  return c;
}
