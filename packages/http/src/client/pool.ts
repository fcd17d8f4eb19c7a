import { type Connection, connectToAny, type Stack } from '@morgana/flow';
import type { Clock } from '@morgana/time';
import { AbortController } from '../fetch/abort.js';
import type { AbortSignalInit } from '../fetch/request.js';
import type { HttpUrl } from '../fetch/url.js';
import { BufferPool } from '../output.js';
import { ClientConnection, type ConnectionOwner } from './exchange.js';
import { type ClientLimits, type ClientTimeouts, FetchError } from './options.js';

interface Origin {
  readonly idle: ClientConnection[];
  /** Connections that stand or are being made. */
  open: number;
}

interface Waiter {
  readonly origin: string;
  /** null: there is room for a new connection, already counted. */
  resolve(connection: ClientConnection | null): void;
  reject(reason: unknown): void;
}

/** Keeps connections for reuse, and their number within bounds. */
export class ConnectionPool implements ConnectionOwner {
  private readonly stack: Stack;
  private readonly clock: Clock;
  private readonly limits: ClientLimits;
  private readonly timeouts: ClientTimeouts;
  private readonly lookUp: ((host: string) => Promise<string | readonly string[]>) | undefined;
  private readonly origins = new Map<string, Origin>();
  private readonly all = new Set<ClientConnection>();
  private readonly buffers = new BufferPool();
  private waiters: Waiter[] = [];
  private open = 0;
  private closed = false;

  constructor(
    stack: Stack,
    clock: Clock,
    limits: ClientLimits,
    timeouts: ClientTimeouts,
    lookUp: ((host: string) => Promise<string | readonly string[]>) | undefined,
  ) {
    this.stack = stack;
    this.clock = clock;
    this.limits = limits;
    this.timeouts = timeouts;
    this.lookUp = lookUp;
  }

  /** Connections that stand, and requests that wait for one. */
  get connections(): number {
    return this.all.size;
  }

  get waiting(): number {
    return this.waiters.length;
  }

  /** A kept connection, or null: `connect` then. */
  takeIdle(url: HttpUrl): ClientConnection | null {
    return this.origins.get(url.authority)?.idle.pop() ?? null;
  }

  /** A connection, new or waited for. @throws {FetchError}, or the signal's reason */
  async acquire(url: HttpUrl, signal: AbortSignalInit | null, fresh: boolean): Promise<ClientConnection> {
    if (this.closed) throw new FetchError('closed', 'the client was closed');
    const kept = fresh ? null : this.takeIdle(url);
    if (kept !== null) return kept;
    if (!this.reserve(url.authority)) {
      const given = await this.wait(url.authority, signal);
      if (given !== null) return given;
    }
    let flow: Connection;
    try {
      flow = await this.connect(url, signal);
    } catch (error) {
      this.giveBack(url.authority);
      throw error;
    }
    if (this.closed) {
      flow.abort();
      this.giveBack(url.authority);
      throw new FetchError('closed', 'the client was closed');
    }
    const connection = new ClientConnection(
      url.authority,
      flow,
      this,
      this.clock,
      this.limits,
      this.timeouts,
      this.buffers,
    );
    this.all.add(connection);
    return connection;
  }

  released(connection: ClientConnection): void {
    const index = this.waiters.findIndex((waiter) => waiter.origin === connection.origin);
    if (index >= 0) {
      const [waiter] = this.waiters.splice(index, 1);
      waiter!.resolve(connection);
      return;
    }
    this.origins.get(connection.origin)?.idle.push(connection);
    // Somebody may be waiting for room that an idle connection to elsewhere takes.
    if (this.waiters.length > 0 && this.open >= this.limits.connections) this.evict();
  }

  gone(connection: ClientConnection): void {
    this.all.delete(connection);
    const idle = this.origins.get(connection.origin)?.idle;
    const index = idle?.indexOf(connection) ?? -1;
    if (index >= 0) idle!.splice(index, 1);
    this.giveBack(connection.origin);
  }

  close(): void {
    this.closed = true;
    const reason = new FetchError('closed', 'the client was closed');
    const waiters = this.waiters;
    this.waiters = [];
    for (const waiter of waiters) waiter.reject(reason);
    for (const connection of [...this.all]) connection.abort(reason);
  }

  private reserve(key: string): boolean {
    const origin = this.origins.get(key);
    if (origin !== undefined && origin.open >= this.limits.connectionsPerOrigin) return false;
    if (this.open >= this.limits.connections) {
      this.evict();
      if (this.open >= this.limits.connections) return false;
    }
    this.open++;
    if (origin === undefined) this.origins.set(key, { idle: [], open: 1 });
    else origin.open++;
    return true;
  }

  /** A place became free: whoever has waited longest and may have it gets it. */
  private giveBack(key: string): void {
    this.open--;
    const origin = this.origins.get(key)!;
    if (--origin.open === 0) this.origins.delete(key);
    for (let i = 0; i < this.waiters.length; i++) {
      const waiter = this.waiters[i]!;
      if ((this.origins.get(waiter.origin)?.open ?? 0) >= this.limits.connectionsPerOrigin) continue;
      if (!this.reserve(waiter.origin)) return;
      this.waiters.splice(i, 1);
      waiter.resolve(null);
      return;
    }
  }

  /** Ends one idle connection, of whatever origin. */
  private evict(): void {
    for (const origin of this.origins.values()) {
      const [connection] = origin.idle;
      if (connection === undefined) continue;
      connection.abort(null);
      return;
    }
  }

  private wait(origin: string, signal: AbortSignalInit | null): Promise<ClientConnection | null> {
    if (this.waiters.length >= this.limits.waiting) {
      return Promise.reject(
        new FetchError('exhausted', `${this.limits.waiting} requests are waiting for a connection already`),
      );
    }
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        waiter.reject(signal?.reason);
      };
      const waiter: Waiter = {
        origin,
        resolve(connection) {
          signal?.removeEventListener('abort', onAbort);
          resolve(connection);
        },
        reject(reason) {
          signal?.removeEventListener('abort', onAbort);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', onAbort);
      this.waiters.push(waiter);
    });
  }

  private async connect(url: HttpUrl, signal: AbortSignalInit | null): Promise<Connection> {
    const controller = new AbortController();
    const timeout = new FetchError('timeout', `no connection to ${url.authority} in ${this.timeouts.connect} ms`);
    const timer = this.clock.setTimer(this.clock.monotonic() + this.timeouts.connect, () => controller.abort(timeout));
    const onAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    try {
      const addresses = await this.addressesOf(url.host, controller.signal);
      controller.signal.throwIfAborted();
      const { clock } = this;
      return await connectToAny(this.stack, { addresses, port: url.port }, { clock, signal: controller.signal });
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason;
      if (error instanceof FetchError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new FetchError('connect', `cannot connect to ${url.authority}: ${why}`, { cause: error });
    } finally {
      timer.cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }

  private async addressesOf(host: string, signal: AbortSignalInit): Promise<readonly string[]> {
    if (host.includes(':') || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)) return [host];
    const { lookUp } = this;
    if (lookUp === undefined) {
      throw new FetchError(
        'unresolved',
        `${host} is a name, and this client was made without "resolve": use an IP address or give it a resolver`,
      );
    }
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      const take = (found: string | readonly string[]) => resolve(typeof found === 'string' ? [found] : found);
      lookUp(host).then(take, (error) => {
        const why = error instanceof Error ? error.message : String(error);
        reject(new FetchError('unresolved', `cannot resolve ${host}: ${why}`, { cause: error }));
      });
    });
  }
}
