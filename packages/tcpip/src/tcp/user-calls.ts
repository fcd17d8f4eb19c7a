/** The calls of the user interface (RFC 9293, 3.10.1 to 3.10.5), without promises: see flow.ts for those. */
import { FlowError } from '@morgana/flow';
import type { Route } from '../ip/layer.js';
import { type IpAddress, signedAddress } from '../ip-address.js';
import { ACK, RST, TIMESTAMPS_LENGTH } from '../wire/tcp.js';
import { tuneReceiveBuffer } from './auto-tuning.js';
import { Reno } from './congestion.js';
import { Connection, type ConnectionUser, type Failure, LIFETIME } from './connection.js';
import type { Core } from './core.js';
import { Cubic } from './cubic.js';
import { sendBare, sendReset, sendSyn, windowUpdateDue } from './output.js';
import { chooseEphemeralPort } from './ports.js';
import { effectiveSegmentSize } from './segment-size.js';
import {
  CLOSE_WAIT,
  CLOSED,
  CLOSING,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  LAST_ACK,
  LISTEN,
  maySend,
  SYN_RECEIVED,
  SYN_SENT,
  TIME_WAIT,
} from './state.js';

/** A TCB in state LISTEN with everything that comes from the settings. */
export function makeConnection(
  core: Core,
  route: Route,
  localAddress: IpAddress,
  localPort: number,
  remoteAddress: IpAddress,
  remotePort: number,
): Connection {
  const { settings } = core;
  const congestion = settings.congestionControl === 'reno' ? new Reno() : new Cubic();
  const c = new Connection(route, localAddress, localPort, remoteAddress, remotePort, settings.sendBuffer, congestion);
  c.noDelay = settings.noDelay;
  c.userTimeout = settings.userTimeout;
  c.keepAliveIdle = settings.keepAliveIdle;
  c.windowScaling = settings.windowScaling;
  c.sackPermitted = settings.selectiveAcknowledgments;
  c.timestamps = settings.timestamps;
  c.iss = core.initialSequence.next(core.now, c.localAddress, localPort, c.remoteAddress, remotePort);
  if (c.timestamps) {
    c.optionsLength = TIMESTAMPS_LENGTH;
    c.timestampOffset = core.initialSequence.nextTimestampOffset;
  }
  c.receiveLimit = settings.windowScaling ? settings.receiveBuffer : Math.min(settings.receiveBuffer, 65535);
  if (settings.windowScaling) c.receiveScale = core.receiveScale;
  c.timeout = settings.initialRetransmissionTimeout;
  c.openedAt = core.tick;
  c.sendUnacknowledged = c.sendNext = c.sendMaximum = c.recover = c.reducedAt = c.iss;
  c.segmentSize = effectiveSegmentSize(c);
  return c;
}

/**
 * Active OPEN. `localPort` 0 takes an ephemeral one.
 * @throws {FlowError} "unreachable", "in-use", "exhausted", "invalid"
 */
export function open(
  core: Core,
  user: ConnectionUser,
  remoteAddress: IpAddress,
  remotePort: number,
  localPort: number,
  localAddress?: IpAddress,
): Connection {
  core.lookAtClock();
  if (!Number.isInteger(remotePort) || remotePort < 1 || remotePort > 65535)
    throw new FlowError('invalid', `tcp: cannot connect to port ${remotePort}; ports are 1 to 65535`);
  if (!Number.isInteger(localPort) || localPort < 0 || localPort > 65535)
    throw new FlowError('invalid', `tcp: cannot connect from port ${localPort}; ports are 1 to 65535`);
  if (core.connections >= core.settings.maximumConnections)
    throw new FlowError('exhausted', `tcp: all ${core.settings.maximumConnections} connections are in use`);
  const route = core.ip.route(remoteAddress, localAddress);
  if (route === undefined) throw new FlowError('unreachable', 'tcp: there is no route to the remote address');
  let port = localPort;
  if (port === 0) {
    port = chooseEphemeralPort(core, signedAddress(route.source), signedAddress(route.destination), remotePort);
    if (port === 0) throw new FlowError('exhausted', 'tcp: every ephemeral port to that endpoint is in use');
  } else if (
    core.table.find(signedAddress(route.source), port, signedAddress(route.destination), remotePort) !== null
  ) {
    throw new FlowError('in-use', `tcp: there is a connection from port ${port} to that endpoint already`);
  }
  const c = makeConnection(core, route, route.source, port, route.destination, remotePort);
  c.user = user;
  core.enter(c, SYN_SENT);
  core.counters.activeOpens++;
  core.add(c);
  sendSyn(core, c);
  core.wake(c);
  return c;
}

/** What a connection may have to be sent when all together hold too much. */
const PRESSED_SEND_BUFFER = 1024;

/** SEND: takes as much of `bytes[offset ..)` as the send buffer has room for, and returns how much. */
export function send(core: Core, c: Connection, bytes: Uint8Array, offset: number): number {
  if (c.finQueued || !(maySend(c.state) || c.state === SYN_SENT || c.state === SYN_RECEIVED)) return 0;
  const { sendBuffer } = c;
  let length = bytes.length - offset;
  if (core.pressed) length = Math.min(length, Math.max(sendBuffer.capacity, PRESSED_SEND_BUFFER) - sendBuffer.length);
  const taken = sendBuffer.append(core.rings, bytes, offset, length);
  if (taken > 0) {
    core.account(c);
    core.wake(c);
  }
  return taken;
}

/** RECEIVE: the next octets, null when none are there. They belong to the caller. */
export function receive(core: Core, c: Connection): Uint8Array | null {
  const bytes = c.receiveBuffer.take();
  if (bytes === null) return null;
  core.account(c);
  tuneReceiveBuffer(core, c, bytes.length);
  if (c.state >= ESTABLISHED && c.state <= LAST_ACK && !c.finReceived && windowUpdateDue(core, c)) {
    core.counters.windowUpdates++;
    c.acknowledgeNow = true;
    core.wake(c);
  }
  return bytes;
}

/** Everything was received that ever will be: the peer's FIN, or the end of the connection, and nothing left to read. */
export function endOfData(c: Connection): boolean {
  return c.receiveBuffer.length === 0 && (c.finReceived || c.state === CLOSED || c.state === TIME_WAIT);
}

/** Half-close: a FIN follows what is in the send buffer. Reading goes on. */
export function shutdown(core: Core, c: Connection): void {
  if (c.finQueued) return;
  core.lookAtClock();
  switch (c.state) {
    case LISTEN:
    case SYN_SENT:
      // RFC 9293, 3.10.4: delete the TCB; nothing was promised to anybody yet.
      core.remove(c, { code: 'closed', message: 'tcp: closed before the connection was established' });
      return;
    case SYN_RECEIVED:
      // The FIN goes after the acknowledgment of our SYN.
      c.finQueued = true;
      return;
    case ESTABLISHED:
      c.finQueued = true;
      core.enter(c, FIN_WAIT_1);
      break;
    case CLOSE_WAIT:
      c.finQueued = true;
      core.enter(c, LAST_ACK);
      break;
    default:
      return;
  }
  core.wake(c);
}

/**
 * CLOSE: half-close, and nobody reads any more. What was written is delivered first; but if data was or will be thrown
 * away, the connection ends with a RST instead of pretending that it was read (RFC 1122, 4.2.2.13; RFC 2525, 2.17). The RST
 * waits until all that was written is acknowledged, so that an answer to a request that was not read to its end
 * arrives.
 */
export function close(core: Core, c: Connection): void {
  if (c.orphaned) return;
  core.lookAtClock();
  discard(core, c);
  c.orphaned = true;
  c.openedAt = core.tick;
  if (c.dataLost && c.state >= ESTABLISHED && c.state <= LAST_ACK && resetAfterLoss(core, c)) return;
  shutdown(core, c);
  if (c.state === FIN_WAIT_2) waitForFin(core, c);
}

/** Nobody will read any more: what is there and what still comes is thrown away. The first half of CLOSE. */
export function discard(core: Core, c: Connection): void {
  c.discarding = true;
  if (c.reassembly !== null) {
    // Not acknowledged yet: the peer sends it again and then it is thrown away in order.
    c.reassembly = null;
    c.dataLost = true;
  }
  const unread = c.receiveBuffer.length;
  if (unread === 0) return;
  c.receiveBuffer.clear();
  core.counters.discardedAfterClose += unread;
  c.dataLost = true;
}

/** Ends a closed connection that has lost data, once everything that was sent is acknowledged. */
export function resetAfterLoss(core: Core, c: Connection): boolean {
  if (c.sendBuffer.length > 0) return false;
  sendReset(core, c);
  core.counters.connectionsAborted++;
  core.remove(c, { code: 'closed', message: 'tcp: closed while data from the peer had not been read' });
  return true;
}

/** FIN-WAIT-2 of a closed connection does not last for ever: the peer may have forgotten us. */
export function waitForFin(core: Core, c: Connection): void {
  c.lifetimeAt = (core.tick + core.settings.finWait2Timeout) | 0;
  c.armed |= LIFETIME;
  core.timers.ensure(c, c.lifetimeAt);
}

/** A closed connection whose data is not all acknowledged after `milliseconds` is aborted: SO_LINGER of the sockets interface. */
export function linger(core: Core, c: Connection, milliseconds: number): void {
  if (c.state < SYN_RECEIVED || c.state === FIN_WAIT_2 || c.state === TIME_WAIT) return;
  c.lifetimeAt = (core.tick + milliseconds) | 0;
  c.armed |= LIFETIME;
  core.timers.ensure(c, c.lifetimeAt);
}

/** Answers a held SYN as CLOSED does (RFC 9293, 3.10.7.1): <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>. */
export function refuse(core: Core, c: Connection): void {
  sendBare(core, c.route, c.localPort, c.remotePort, 0, c.receiveNext, RST | ACK);
  core.remove(c, { code: 'closed', message: 'tcp: the intercepted connection was rejected' });
}

/** ABORT (RFC 9293, 3.10.5): RST to the peer if it may know of the connection; all that was queued is dropped. */
export function abort(core: Core, c: Connection, failure: Failure): void {
  if (c.state === CLOSED || c.state === TIME_WAIT) {
    c.receiveBuffer.clear();
    return;
  }
  core.lookAtClock();
  if (c.state >= SYN_RECEIVED && c.state !== CLOSING && c.state !== LAST_ACK) sendReset(core, c);
  core.counters.connectionsAborted++;
  c.receiveBuffer.clear();
  core.remove(c, failure);
  core.wake(c);
}
