import { FlowError } from '@morgana/flow';
import { CHECKSUM_COMPLETE, type Frame } from '@morgana/network';
import { CONGESTION_EXPERIENCED } from '../ip/layer.js';
import type { IcmpErrorKind, Transport, TransportContext } from '../ip/transport.js';
import { type IpAddress, pseudoHeaderShare, signedAddress, unsignedAddress } from '../ip-address.js';
import { sumFrame } from '../wire/checksum.js';
import { PROTOCOL_TCP } from '../wire/ipv4.js';
import { ACK, RST, SYN } from '../wire/tcp.js';
import { Connection, type ConnectionUser, EVENT_CLOSED } from './connection.js';
import { Core } from './core.js';
import type { TcpCounters } from './counters.js';
import { runTimers } from './expirations.js';
import { icmpError } from './icmp.js';
import { Listener } from './listener.js';
import { output } from './output.js';
import { answerSyn, closedState, listenState } from './passive-open.js';
import { chooseListenPort } from './ports.js';
import { readSegment } from './segment.js';
import { segmentArrives, timeWaitState } from './segment-arrives.js';
import { type TcpConfiguration, tcpSettings } from './settings.js';
import { CLOSED, LISTEN, TIME_WAIT } from './state.js';
import { takeCookie } from './syn-cookies.js';
import type { TimeWait } from './time-wait.js';
import { abort, open, refuse } from './user-calls.js';

/**
 * TCP as a transport of the stack. `input`, `runTimers` and `flush` are driven by the stack; connections are made with
 * `open`, `listen` and `intercept` and used through the functions of user-calls.ts, or as flows (see flow.ts).
 */
export class Tcp implements Transport {
  readonly protocol = PROTOCOL_TCP;
  readonly core: Core;

  /** @throws {FlowError} "invalid" when an option is out of its range */
  constructor(context: TransportContext, configuration?: TcpConfiguration) {
    this.core = new Core(context, tcpSettings(configuration));
  }

  get counters(): Readonly<TcpCounters> {
    return this.core.counters;
  }

  /** Connections that have a control block, half-open ones included, and those in TIME-WAIT. */
  get connections(): number {
    return this.core.connections;
  }
  get timeWaits(): number {
    return this.core.timeWait.size;
  }

  input(frame: Frame, source: IpAddress, destination: IpAddress, offset: number, length: number, now: number): void {
    const { core } = this;
    const { counters, segment } = core;
    core.setTime(now);
    core.trace?.arrives(frame.bytes, offset, length, signedAddress(destination), signedAddress(source));
    counters.segmentsReceived++;
    if (!readSegment(segment, frame, offset, length)) {
      counters.droppedMalformed++;
      return;
    }
    if (frame.checksum === CHECKSUM_COMPLETE) {
      const pseudoHeader = pseudoHeaderShare(source) + pseudoHeaderShare(destination) + PROTOCOL_TCP + length;
      if (sumFrame(frame, offset, length, pseudoHeader) !== 0xffff) {
        counters.droppedChecksum++;
        return;
      }
    }
    const local = signedAddress(destination);
    const remote = signedAddress(source);
    const entry = core.table.find(local, segment.destinationPort, remote, segment.sourcePort);
    let beyond: number | undefined;
    if (entry !== null) {
      if (entry instanceof Connection) {
        if (entry.ecn) segment.congestionExperienced = core.ip.ecn(frame) === CONGESTION_EXPERIENCED;
        segmentArrives(core, entry, segment);
        return;
      }
      beyond = timeWaitState(core, entry as TimeWait, segment);
      if (beyond === undefined) return;
    }
    const listener = core.listeners.find(local, segment.destinationPort);
    if (listener !== undefined && (segment.flags & (ACK | SYN | RST)) === ACK && core.settings.synCookies) {
      const connection =
        listener.waiting >= listener.backlog ? undefined : takeCookie(core, listener, segment, local, remote);
      if (connection !== undefined) {
        segmentArrives(core, connection, segment);
        return;
      }
    }
    if (listener !== undefined || core.intercept !== undefined)
      listenState(core, segment, local, remote, listener, beyond);
    else closedState(core, segment, local, remote);
  }

  icmpError(
    kind: IcmpErrorKind,
    code: number,
    source: IpAddress,
    destination: IpAddress,
    quoted: Uint8Array,
    offset: number,
    length: number,
    mtu: number,
  ): boolean {
    if (length < 8) return false;
    this.core.lookAtClock();
    return icmpError(this.core, kind, code, signedAddress(source), signedAddress(destination), quoted, offset, mtu);
  }

  nextDeadline(): number {
    const { core } = this;
    const first = core.timers.first();
    const oldest = core.timeWait.first();
    if (first === undefined && oldest === null) return Number.POSITIVE_INFINITY;
    let delay = 0x7fffffff;
    if (first !== undefined) delay = (first.timerAt - core.tick) | 0;
    if (oldest !== null) delay = Math.min(delay, (oldest.expiresAt - core.tick) | 0);
    // Ticks are whole milliseconds: the deadline is where the tick begins.
    return Math.floor(core.now) + delay;
  }

  runTimers(now: number): void {
    this.core.setTime(now);
    runTimers(this.core);
  }

  /**
   * Hands over what was accepted, tells users what happened, then sends: in this order, so that what a user reads or
   * writes meanwhile still goes out with it.
   */
  flush(now: number): void {
    const { core } = this;
    core.setTime(now);
    core.trace?.moved(null);
    const { held, accepted, dirty } = core;
    // Not those that the peer has taken back within the batch.
    for (let i = 0; i < held.length; i++) if (held[i]!.state === LISTEN) core.intercept?.(held[i]!);
    held.length = 0;
    for (let i = 0; i < accepted.length; i++) handOver(core, accepted[i]!);
    accepted.length = 0;
    // Users may add to the list while it is walked; it ends because a pass clears what made a connection dirty.
    for (let i = 0; i < dirty.length; i++) {
      const connection = dirty[i]!;
      connection.dirty = false;
      const { events } = connection;
      if (events !== 0) {
        connection.events = 0;
        connection.user?.onEvents(connection, events);
        if ((events & EVENT_CLOSED) !== 0) connection.user = null;
      }
      output(core, connection);
      core.account(connection);
    }
    dirty.length = 0;
    core.trace?.moved(null);
    core.lookAtLog();
  }

  /**
   * Opens a connection to `remoteAddress` (3.10.1); `user` hears of what becomes of it.
   * @throws {FlowError} "unreachable", "in-use", "exhausted", "invalid"
   */
  open(
    user: ConnectionUser,
    remoteAddress: IpAddress,
    remotePort: number,
    localPort = 0,
    localAddress?: IpAddress,
  ): Connection {
    return open(this.core, user, remoteAddress, remotePort, localPort, localAddress);
  }

  /**
   * Passive OPEN. `address` undefined is any of the stack's, 0 any of its IPv4 ones; `port` 0 takes a free one (see the result's `port`). `onConnection` is
   * called from `flush` with every established connection; it must set `connection.user`.
   * @throws {FlowError} "in-use", "invalid", "exhausted"
   */
  listen(
    address: IpAddress | undefined,
    port: number,
    onConnection: (connection: Connection) => void,
    backlog: number = this.core.settings.backlog,
  ): Listener {
    const { core } = this;
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new FlowError('invalid', `tcp: cannot listen on port ${port}; ports are 0 (any) to 65535`);
    if (!Number.isInteger(backlog) || backlog < 1 || backlog > 65536)
      throw new FlowError('invalid', `tcp: a backlog of ${backlog} makes no sense; it must be from 1 to 65536`);
    const chosen = port === 0 ? chooseListenPort(core) : port;
    if (chosen === 0) throw new FlowError('exhausted', 'tcp: every ephemeral port has a listener');
    if (core.listeners.has(address, chosen))
      throw new FlowError('in-use', `tcp: somebody listens on port ${chosen} already`);
    const listener = new Listener(address, chosen, backlog, onConnection);
    core.listeners.add(listener);
    return listener;
  }

  /** No new connections: half-open ones, and those that were not handed over yet, are reset. Idempotent. */
  unlisten(listener: Listener): void {
    if (listener.closed) return;
    listener.closed = true;
    this.core.listeners.remove(listener);
    const failure = { code: 'closed', message: 'tcp: the listener was closed' } as const;
    for (let c = listener.oldestHalfOpen; c !== null; c = listener.oldestHalfOpen) abort(this.core, c, failure);
  }

  /**
   * From now on a SYN to whatever address and port without a listener is not refused but held, without an answer, in a
   * bounded table, and `onSyn` is told by `flush`: decide with `accept` or `reject`, then or later. undefined ends it.
   */
  intercept(onSyn: ((connection: Connection) => void) | undefined): void {
    this.core.intercept = onSyn;
  }

  /** Answers a held SYN. `user` hears when the connection is established. False: it is not held any more. */
  accept(connection: Connection, user: ConnectionUser): boolean {
    if (connection.state !== LISTEN) return false;
    const { core } = this;
    core.lookAtClock();
    connection.user = user;
    answerSyn(core, connection);
    core.wake(connection);
    return true;
  }

  /** Refuses a held SYN with a RST, as if nobody listened. */
  reject(connection: Connection): void {
    if (connection.state !== LISTEN) return;
    const { core } = this;
    core.lookAtClock();
    refuse(core, connection);
    core.wake(connection);
  }

  /** Aborts connections whose local address is about to go, while a RST can still leave from it. */
  abandonAddresses(stays: (address: IpAddress) => boolean): void {
    const { core } = this;
    const failure = { code: 'closed', message: 'tcp: the local address was taken away' } as const;
    core.table.forEach((entry) => {
      if (stays(unsignedAddress(entry.localAddress))) return;
      if (entry instanceof Connection) abort(core, entry, failure);
      else core.forget(entry as TimeWait);
    });
  }

  /** Aborts every connection, closes every listener, forgets TIME-WAIT. */
  close(): void {
    const { core } = this;
    core.intercept = undefined;
    for (const listener of core.listeners.all()) this.unlisten(listener);
    core.table.forEach((entry) => {
      if (entry instanceof Connection) abort(core, entry, { code: 'closed', message: 'tcp: the stack was closed' });
      else core.forget(entry as TimeWait);
    });
    // The stack may not run again: everybody hears of it now.
    this.flush(core.now);
  }
}

function handOver(core: Core, connection: Connection): void {
  const listener = connection.listener!;
  listener.waiting--;
  // Reset before anybody saw it: nobody needs to.
  if (connection.state === CLOSED && connection.receiveBuffer.length === 0) return;
  if (listener.closed) {
    if (connection.state !== TIME_WAIT)
      abort(core, connection, { code: 'closed', message: 'tcp: the listener was closed' });
    return;
  }
  listener.onConnection(connection);
}
