import type { Logger } from '@morgana/log';
import type { Capabilities } from '@morgana/network';
import type { Random } from '@morgana/random';
import type { Clock } from '@morgana/time';
import { newFrame } from '../frame.js';
import type { IpLayer } from '../ip/layer.js';
import type { TransportContext } from '../ip/transport.js';
import type { IpAddress } from '../ip-address.js';
import { WINDOW_SCALE_MAXIMUM } from '../wire/tcp.js';
import {
  type Connection,
  EVENT_CLOSED,
  EVENT_ESTABLISHED,
  EVENT_READABLE,
  EVENT_WRITABLE,
  type Failure,
  KEEP_ALIVE,
} from './connection.js';
import { countState, makeTcpCounters, type TcpCounters } from './counters.js';
import { InitialSequenceNumbers } from './initial-sequence.js';
import { ListenerTable } from './listener.js';
import { Pages } from './pages.js';
import { PeerCounters } from './peers.js';
import type { Scoreboard } from './scoreboard.js';
import { Segment } from './segment.js';
import { RingPool } from './send-buffer.js';
import type { TcpSettings } from './settings.js';
import { CLOSED, ESTABLISHED, LISTEN, type State, SYN_RECEIVED, TIME_WAIT } from './state.js';
import { ConnectionTable } from './table.js';
import { TimeWait, TimeWaitQueue } from './time-wait.js';
import { TimerHeap } from './timers.js';
import { Trace } from './trace.js';

const POOLED_SCOREBOARDS = 256;
/** Rings that rest in the pool, in octets; with little memory a quarter of what buffers may have. */
const POOLED_RING_OCTETS = 4 << 20;

/** What the parts of TCP share: tables, clock, counters, the list of connections that have something to do. */
export class Core {
  readonly settings: TcpSettings;
  readonly ip: IpLayer;
  readonly capabilities: Capabilities;
  readonly random: Random;
  readonly log: Logger;
  readonly counters: TcpCounters = makeTcpCounters();
  readonly table: ConnectionTable;
  readonly listeners: ListenerTable = new ListenerTable();
  readonly timers: TimerHeap<Connection> = new TimerHeap();
  readonly timeWait: TimeWaitQueue = new TimeWaitQueue();
  readonly rings: RingPool;
  readonly pages: Pages = new Pages();
  /** Scoreboards that rest, a bounded number. */
  readonly scoreboards: Scoreboard[] = [];
  readonly peers: PeerCounters;
  readonly initialSequence: InitialSequenceNumbers;
  readonly segment: Segment = new Segment(newFrame(0));
  /** What `flush` has to look at, each connection once. */
  readonly dirty: Connection[] = [];
  /** Established by a listener, to be handed to it by `flush`. */
  readonly accepted: Connection[] = [];
  /** SYNs that the interceptor has not been told of. */
  readonly held: Connection[] = [];
  /** Connections in the table, TIME-WAIT not counted; of them those that wait for the decision of an interceptor. */
  connections = 0;
  intercepts = 0;
  /** Called for a SYN that nobody listens for; see Tcp.intercept. */
  intercept: ((connection: Connection) => void) | undefined = undefined;
  /** Now: monotonic milliseconds, and the same in ticks (see timers.ts). */
  now = 0;
  tick = 0;
  /** Octets that the buffers of all connections hold; `account` keeps it. */
  buffered = 0;
  /** They hold all that they may together: each connection then makes do with little. */
  pressed = false;
  /** What connections were granted beyond the buffers that they began with, in octets. */
  buffersGranted = 0;
  /** The window scale that we offer: the smallest that can express the largest window (RFC 7323, 2.3). */
  readonly receiveScale: number;
  /** What the log is to show of segments and states; null unless it shows "debug". */
  trace: Trace | null = null;
  readonly #clock: Clock;
  readonly #randomBytes: Uint8Array = new Uint8Array(4);
  readonly #requestFlush: () => void;

  constructor(context: TransportContext, settings: TcpSettings) {
    this.settings = settings;
    let scale = 0;
    while (scale < WINDOW_SCALE_MAXIMUM && 65535 << scale < settings.receiveBufferMaximum) scale++;
    this.receiveScale = scale;
    this.rings = new RingPool(Math.min(POOLED_RING_OCTETS, settings.bufferMemory >> 2));
    this.ip = context.ip;
    this.capabilities = context.capabilities;
    this.random = context.random;
    this.log = context.log;
    this.#clock = context.clock;
    this.#requestFlush = () => context.requestFlush();
    const keys = new Uint8Array(12);
    context.random.fill(keys);
    const view = new DataView(keys.buffer);
    this.table = new ConnectionTable(view.getInt32(0), view.getInt32(4));
    this.peers = new PeerCounters(view.getInt32(8));
    this.initialSequence = new InitialSequenceNumbers(context.random, settings.initialSequenceNumber);
    this.lookAtClock();
    this.lookAtLog();
  }

  setTime(now: number): void {
    this.now = now;
    this.tick = now | 0;
  }

  /** The time for what happens outside of the stack's own run. */
  lookAtClock(): void {
    this.setTime(this.#clock.monotonic());
  }

  /** Asks the log, once a batch, whether it shows the trace. */
  lookAtLog(): void {
    if (!this.log.enabled('debug')) this.trace = null;
    else this.trace ??= new Trace(this);
  }

  /** Takes a scoreboard back that is not needed any more. */
  recycle(board: Scoreboard): void {
    if (this.scoreboards.length < POOLED_SCOREBOARDS) this.scoreboards.push(board);
  }

  /** Counts what the buffers of a connection hold now. */
  account(c: Connection): void {
    let held = 0;
    // What a connection that has ended leaves to be read belongs to its user.
    if (c.state !== CLOSED && c.state !== TIME_WAIT) {
      held = c.receiveBuffer.length + c.sendBuffer.capacity;
      if (c.reassembly !== null) held += c.reassembly.charged;
    }
    this.#count(c, held);
  }

  #count(c: Connection, held: number): void {
    if (held === c.buffered) return;
    this.buffered += held - c.buffered;
    c.buffered = held;
    this.pressed = this.buffered > this.settings.bufferMemory;
  }

  /** A uniformly distributed integer, 0 =< result < `limit` =< 65536. */
  randomBelow(limit: number): number {
    const bytes = this.#randomBytes;
    // A remainder of 32 bits: the bias is below 2^-16.
    this.random.fill(bytes);
    return (((bytes[0]! << 24) | (bytes[1]! << 16) | (bytes[2]! << 8) | bytes[3]!) >>> 0) % limit;
  }

  /** `flush` will look at the connection at the end of this batch. */
  touch(connection: Connection): void {
    if (connection.dirty) return;
    connection.dirty = true;
    this.dirty.push(connection);
  }

  /** The same, from outside of a batch. */
  wake(connection: Connection): void {
    this.touch(connection);
    this.#requestFlush();
  }

  notify(connection: Connection, event: number): void {
    connection.events |= event;
    this.touch(connection);
  }

  add(connection: Connection): void {
    this.table.add(connection);
    this.connections++;
    this.peers.add(connection.remoteAddress, 1);
  }

  /** No room for a connection that this peer opens: the last eighth of the table is for peers that have no more than that. */
  isFullFor(peer: IpAddress): boolean {
    const { maximumConnections } = this.settings;
    const reserve = maximumConnections >> 3;
    if (this.connections < maximumConnections - reserve) return false;
    return this.connections >= maximumConnections || this.peers.of(peer) >= reserve;
  }

  enter(connection: Connection, state: State): void {
    this.#become(connection, state);
    if (state === ESTABLISHED) {
      this.counters.connectionsEstablished++;
      const listener = connection.listener;
      if (listener !== null) {
        listener.removeHalfOpen(connection);
        listener.waiting++;
        this.accepted.push(connection);
      }
      connection.lastReceivedAt = this.tick;
      this.armKeepAlive(connection);
      this.notify(connection, EVENT_ESTABLISHED);
    }
  }

  /** Starts the keep-alive timer of a connection that has one (RFC 9293, 3.8.4). */
  armKeepAlive(connection: Connection): void {
    connection.armed &= ~KEEP_ALIVE;
    if (connection.keepAliveIdle === 0) return;
    connection.keepAliveAt = (this.tick + connection.keepAliveIdle) | 0;
    connection.armed |= KEEP_ALIVE;
    this.timers.ensure(connection, connection.keepAliveAt);
  }

  /** Deletes the TCB. What was received can still be read; `failure` is undefined after an orderly end. */
  remove(connection: Connection, failure: Failure | undefined): void {
    if (connection.state === CLOSED || connection.state === TIME_WAIT) return;
    this.#detach(connection);
    this.#become(connection, CLOSED);
    connection.failure = failure;
    if (failure === undefined) this.counters.connectionsClosed++;
  }

  /** Leaves a small object in the place of the TCB (RFC 9293, 3.6). */
  enterTimeWait(connection: Connection): void {
    this.#detach(connection);
    this.#become(connection, TIME_WAIT);
    this.counters.connectionsClosed++;
    const { maximumTimeWait, maximumSegmentLifetime } = this.settings;
    if (maximumTimeWait === 0 || maximumSegmentLifetime === 0) return;
    if (this.timeWait.size >= maximumTimeWait) {
      this.counters.timeWaitEvicted++;
      this.forget(this.timeWait.first()!);
    }
    const entry = new TimeWait(connection);
    this.counters.timeWaitEntered++;
    this.table.add(entry);
    this.timeWait.add(entry, (this.tick + 2 * maximumSegmentLifetime) | 0);
  }

  /** Ends a TIME-WAIT. */
  forget(entry: TimeWait): void {
    this.timeWait.remove(entry);
    this.table.remove(entry);
  }

  #become(connection: Connection, state: State): void {
    countState(this.counters, state);
    this.trace?.state(connection, state);
    connection.state = state;
  }

  #detach(connection: Connection): void {
    this.table.remove(connection);
    this.timers.remove(connection);
    connection.armed = 0;
    this.connections--;
    this.peers.add(connection.remoteAddress, -1);
    if (connection.state === LISTEN) this.intercepts--;
    if (connection.state === SYN_RECEIVED) connection.listener?.removeHalfOpen(connection);
    connection.sendBuffer.release(this.rings);
    connection.reassembly = null;
    if (connection.scoreboard !== null) this.recycle(connection.scoreboard);
    connection.scoreboard = null;
    this.#count(connection, 0);
    this.buffersGranted -= connection.buffersGranted;
    connection.buffersGranted = 0;
    this.notify(connection, EVENT_CLOSED | EVENT_READABLE | EVENT_WRITABLE);
  }
}
