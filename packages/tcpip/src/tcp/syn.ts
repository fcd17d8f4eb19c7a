/** What a SYN tells of the peer: its sequence numbers and options (RFC 9293, 3.10.7.2). */
import type { Route } from '../ip/layer.js';
import { ACK, CWR, ECE, parseOptions, SYN } from '../wire/tcp.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import type { Segment } from './segment.js';
import { effectiveSegmentSize } from './segment-size.js';

/** RFC 9293, 3.7.1: what a peer without an MSS option can take. */
export function defaultSegmentSize(route: Route): number {
  return typeof route.source === 'number' ? 536 : 1220;
}

/** What a SYN tells: the peer's sequence numbers and options. Its window is not scaled (RFC 7323, 2.2). */
export function takeSyn(core: Core, c: Connection, segment: Segment): void {
  parseOptions(segment.bytes, segment.options, segment.offset, segment);
  adoptSyn(core, c, segment, segment.sequence);
}

/** The same with `irs` and the options that are in `segment`, from wherever they came. */
export function adoptSyn(core: Core, c: Connection, segment: Segment, irs: number): void {
  c.irs = irs;
  c.receiveNext = (irs + 1) | 0;
  c.receiveEdge = (c.receiveNext + Math.min(65535, c.receiveLimit)) | 0;
  // A peer that claims to take less than this would make us send headers only.
  const offered = segment.maximumSegmentSize;
  c.peerSegmentSize = offered < 0 ? defaultSegmentSize(c.route) : Math.max(64, offered);
  const congestion = segment.flags & (ECE | CWR);
  // Asked for by a SYN with both bits, granted by a SYN-ACK with one of them (RFC 3168, 6.1.1).
  if ((segment.flags & ACK) === 0) c.ecn = core.settings.ecn !== 'off' && congestion === (ECE | CWR);
  else c.ecn = core.settings.ecn === 'request' && congestion === ECE && (segment.flags & SYN) !== 0;
  c.sackPermitted &&= segment.sackPermitted;
  c.timestamps &&= segment.hasTimestamps;
  if (c.timestamps) {
    c.timestampRecent = segment.timestampValue;
    c.timestampRecentAt = core.tick;
  } else c.optionsLength = 0;
  c.segmentSize = effectiveSegmentSize(c);
  if (c.windowScaling && segment.windowScale >= 0) c.sendScale = segment.windowScale;
  else {
    // RFC 7323, 2.2: only when both sides sent the option.
    c.windowScaling = false;
    c.sendScale = 0;
    c.receiveScale = 0;
    c.receiveLimit = Math.min(c.receiveLimit, 65535);
  }
  c.sendWindow = segment.window;
  c.sendWindowMaximum = segment.window;
  c.sendWl1 = irs;
  c.sendWl2 = c.iss;
}
