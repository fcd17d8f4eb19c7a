/** TCP connections as flows: promises around the core, and nothing else. */
import { type Endpoint, type Connection as FlowConnection, FlowError } from '@morgana/flow';
import type { AbortSignalLike } from '@morgana/time';
import { formatAddress, type IpAddress } from '../ip-address.js';
import {
  type Connection,
  type ConnectionUser,
  EVENT_CLOSED,
  EVENT_ESTABLISHED,
  EVENT_READABLE,
  EVENT_WRITABLE,
} from './connection.js';
import type { Listener } from './listener.js';
import { CLOSED, ESTABLISHED, TIME_WAIT } from './state.js';
import type { Tcp } from './tcp.js';
import { abort, close, discard, endOfData, linger, receive, send, shutdown } from './user-calls.js';

/** Writes of one flow that may wait for room at a time; more are a caller that does not await. */
const PENDING_WRITES = 4096;

const TAKEN: Promise<void> = /* @__PURE__ */ Promise.resolve();

interface PendingWrite {
  readonly bytes: Uint8Array;
  offset: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** What is wanted when the writes that wait have been taken. */
const GO_ON = 0;
const HALF_CLOSE = 1;
const CLOSE = 2;

/** One established connection. Made by `connect`, `listen` and `intercept` below. */
export class TcpFlow implements FlowConnection, ConnectionUser {
  readonly #tcp: Tcp;
  readonly #connection: Connection;
  #readResolve: ((bytes: Uint8Array | null) => void) | undefined = undefined;
  #readReject: ((error: unknown) => void) | undefined = undefined;
  #writes: PendingWrite[] | undefined = undefined;
  #afterWrites: typeof GO_ON | typeof HALF_CLOSE | typeof CLOSE = GO_ON;
  /** Resolves when the writes before a close have been taken or have failed. */
  #closing: Promise<void> | undefined = undefined;
  #closed: (() => void) | undefined = undefined;
  #endRead = false;
  #error: unknown = undefined;
  #linger: number | undefined = undefined;
  #lingering: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | undefined = undefined;

  constructor(tcp: Tcp, connection: Connection) {
    this.#tcp = tcp;
    this.#connection = connection;
    connection.user = this;
  }

  get local(): Endpoint {
    return localEndpoint(this.#connection);
  }

  get remote(): Endpoint {
    return remoteEndpoint(this.#connection);
  }

  /** false: small segments wait for an acknowledgment of what is in flight (Nagle's algorithm). By default the stack's option. */
  get noDelay(): boolean {
    return this.#connection.noDelay;
  }
  set noDelay(noDelay: boolean) {
    this.#connection.noDelay = noDelay;
    this.#tcp.core.wake(this.#connection);
  }

  /**
   * Milliseconds that written data may remain without acknowledgment before the connection is given up (RFC 9293, 3.9.1.8; the
   * local part of RFC 5482). By default the stack's option. @throws {FlowError} "invalid" below 1 and above a day
   */
  get userTimeout(): number {
    return this.#connection.userTimeout;
  }
  set userTimeout(milliseconds: number) {
    this.#connection.userTimeout = duration('userTimeout', milliseconds, 1);
  }

  /** Milliseconds without a segment of the peer after which it is probed (RFC 9293, 3.8.4); 0: never. By default the stack's option. */
  get keepAlive(): number {
    return this.#connection.keepAliveIdle;
  }
  set keepAlive(milliseconds: number) {
    const { core } = this.#tcp;
    this.#connection.keepAliveIdle = milliseconds === 0 ? 0 : duration('keepAlive', milliseconds, 1000);
    core.lookAtClock();
    if (this.#connection.state >= ESTABLISHED && this.#connection.state !== TIME_WAIT)
      core.armKeepAlive(this.#connection);
    core.wake(this.#connection);
  }

  /**
   * What `close` does with data that is not yet acknowledged (SO_LINGER). undefined, the default: it is delivered behind the
   * caller's back. A time in milliseconds: `close` resolves when all has been acknowledged, and rejects with "timeout" when that takes
   * longer, or with what else ended the connection; then it is aborted. 0: `close` aborts.
   */
  get linger(): number | undefined {
    return this.#linger;
  }
  set linger(milliseconds: number | undefined) {
    this.#linger = milliseconds === undefined ? undefined : duration('linger', milliseconds, 0);
  }

  read(): Promise<Uint8Array | null> {
    const { core } = this.#tcp;
    const connection = this.#connection;
    if (this.#readResolve !== undefined)
      return Promise.reject(new FlowError('invalid', 'tcp: a read is outstanding; only one at a time'));
    if (connection.discarding) return Promise.reject(this.#error ?? new FlowError('closed', 'tcp: read after close'));
    if (this.#endRead) return Promise.resolve(null);
    const bytes = receive(core, connection);
    if (bytes !== null) return Promise.resolve(bytes);
    if (endOfData(connection)) {
      const error = this.#readError();
      if (error !== undefined) return Promise.reject(error);
      this.#endRead = true;
      return Promise.resolve(null);
    }
    return new Promise((resolve, reject) => {
      this.#readResolve = resolve;
      this.#readReject = reject;
    });
  }

  write(bytes: Uint8Array): Promise<void> {
    if (this.#afterWrites !== GO_ON)
      return Promise.reject(this.#error ?? new FlowError('closed', 'tcp: write after this side was closed'));
    const connection = this.#connection;
    let writes = this.#writes;
    let offset = 0;
    if (writes === undefined) {
      offset = send(this.#tcp.core, connection, bytes, 0);
      if (offset === bytes.length && connection.state !== CLOSED) return TAKEN;
      if (connection.state === CLOSED || connection.state === TIME_WAIT) return Promise.reject(this.#failure());
      writes = this.#writes = [];
    } else if (writes.length >= PENDING_WRITES) {
      return Promise.reject(new FlowError('exhausted', `tcp: ${PENDING_WRITES} writes are waiting; await them`));
    }
    return new Promise((resolve, reject) => {
      writes.push({ bytes, offset, resolve, reject });
    });
  }

  closeWrite(): Promise<void> {
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#afterWrites === GO_ON) {
      this.#afterWrites = HALF_CLOSE;
      this.#finishWrites();
    }
    return this.#whenClosed();
  }

  close(): Promise<void> {
    if (this.#linger !== undefined && this.#afterWrites !== CLOSE) return this.#closeAndLinger(this.#linger);
    if (this.#afterWrites !== CLOSE) {
      this.#afterWrites = CLOSE;
      discard(this.#tcp.core, this.#connection);
      // An error object is dear (it captures a stack): only when somebody gets it.
      if (this.#readReject !== undefined)
        this.#rejectRead(new FlowError('closed', 'tcp: closed while a read was outstanding'));
      this.#finishWrites();
    }
    return this.#whenClosed();
  }

  #closeAndLinger(milliseconds: number): Promise<void> {
    if (milliseconds === 0) {
      this.abort();
      return TAKEN;
    }
    const connection = this.#connection;
    this.#linger = undefined;
    const closed = this.close();
    this.#linger = milliseconds;
    linger(this.#tcp.core, connection, milliseconds);
    this.#tcp.core.wake(connection);
    const all = new Promise<void>((resolve, reject) => {
      this.#lingering = { resolve, reject };
      this.#settleLinger();
    });
    return closed.then(() => all);
  }

  /** All was acknowledged, or never will be. */
  #settleLinger(): void {
    const { failure, finAcknowledged, state } = this.#connection;
    if (!finAcknowledged && state !== CLOSED && state !== TIME_WAIT) return;
    const lingering = this.#lingering;
    this.#lingering = undefined;
    if (state === CLOSED && !finAcknowledged && failure !== undefined) lingering?.reject(this.#failure());
    else lingering?.resolve();
  }

  abort(reason?: Error): void {
    const error = reason ?? new FlowError('closed', 'tcp: the connection was aborted');
    this.#error ??= error;
    this.#afterWrites = CLOSE;
    this.#connection.discarding = true;
    this.#rejectRead(error);
    this.#rejectWrites(error);
    abort(this.#tcp.core, this.#connection, { code: 'closed', message: error.message });
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return {
      next: async () => {
        const value = await this.read();
        return value === null ? { done: true, value: undefined } : { done: false, value };
      },
    };
  }

  /** From the core, once a batch. */
  onEvents(connection: Connection, events: number): void {
    if ((events & EVENT_CLOSED) !== 0 && connection.failure !== undefined) {
      this.#error ??= this.#failure();
      this.#rejectWrites(this.#error);
    }
    if (this.#lingering !== undefined) this.#settleLinger();
    if ((events & EVENT_READABLE) !== 0) this.#deliver();
    if ((events & EVENT_WRITABLE) !== 0 && this.#writes !== undefined) this.#pump();
  }

  #deliver(): void {
    const resolve = this.#readResolve;
    if (resolve === undefined) return;
    const connection = this.#connection;
    const bytes = receive(this.#tcp.core, connection);
    if (bytes === null) {
      if (!endOfData(connection)) return;
      const error = this.#readError();
      if (error !== undefined) {
        this.#rejectRead(error);
        return;
      }
      this.#endRead = true;
    }
    this.#readResolve = undefined;
    this.#readReject = undefined;
    resolve(bytes);
  }

  /** Room has come: the writes that wait go on, in order. */
  #pump(): void {
    const writes = this.#writes!;
    let done = 0;
    for (; done < writes.length; done++) {
      const write = writes[done]!;
      write.offset += send(this.#tcp.core, this.#connection, write.bytes, write.offset);
      if (write.offset < write.bytes.length) break;
      write.resolve();
    }
    if (done === writes.length) {
      this.#writes = undefined;
      this.#finishWrites();
    } else if (done > 0) writes.splice(0, done);
  }

  #finishWrites(): void {
    if (this.#writes !== undefined || this.#afterWrites === GO_ON) return;
    if (this.#afterWrites === CLOSE) close(this.#tcp.core, this.#connection);
    else shutdown(this.#tcp.core, this.#connection);
    this.#closed?.();
    this.#closed = undefined;
  }

  #whenClosed(): Promise<void> {
    if (this.#writes === undefined) return TAKEN;
    this.#closing ??= new Promise((resolve) => {
      this.#closed = resolve;
    });
    return this.#closing;
  }

  #rejectRead(error: unknown): void {
    const reject = this.#readReject;
    this.#readResolve = undefined;
    this.#readReject = undefined;
    reject?.(error);
  }

  #rejectWrites(error: unknown): void {
    const writes = this.#writes;
    this.#writes = undefined;
    if (writes !== undefined) for (const write of writes) write.reject(error);
    this.#closed?.();
    this.#closed = undefined;
  }

  /** What a read at the end says: undefined when the stream ended in order. */
  #readError(): unknown {
    const connection = this.#connection;
    if (connection.finReceived || connection.failure === undefined) return undefined;
    return (this.#error ??= this.#failure());
  }

  #failure(): unknown {
    return this.#error ?? failureOf(this.#connection);
  }
}

function duration(name: string, milliseconds: number, least: number): number {
  if (!Number.isFinite(milliseconds) || milliseconds < least || milliseconds > 86_400_000)
    throw new FlowError(
      'invalid',
      `tcp: ${name} is ${milliseconds}; it must be from ${least} to 86400000 milliseconds`,
    );
  return Math.floor(milliseconds);
}

function failureOf(connection: Connection): FlowError {
  const { failure } = connection;
  if (failure === undefined) return new FlowError('closed', 'tcp: the connection is closed');
  const { address, port } = remoteEndpoint(connection);
  return new FlowError(failure.code, `${failure.message} (${address} port ${port})`);
}

function localEndpoint(connection: Connection): Endpoint {
  return { address: formatAddress(connection.localAddress), port: connection.localPort };
}

function remoteEndpoint(connection: Connection): Endpoint {
  return { address: formatAddress(connection.remoteAddress), port: connection.remotePort };
}

/** Waits for ESTABLISHED, then gives the connection to a flow. */
class Opening implements ConnectionUser {
  readonly #tcp: Tcp;
  readonly #resolve: (flow: TcpFlow) => void;
  readonly #reject: (error: unknown) => void;

  constructor(tcp: Tcp, resolve: (flow: TcpFlow) => void, reject: (error: unknown) => void) {
    this.#tcp = tcp;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onEvents(connection: Connection, events: number): void {
    if ((events & EVENT_ESTABLISHED) !== 0) {
      const flow = new TcpFlow(this.#tcp, connection);
      // Established and ended within one batch: the flow must hear of that too.
      if (events !== EVENT_ESTABLISHED) flow.onEvents(connection, events);
      this.#resolve(flow);
    } else if ((events & EVENT_CLOSED) !== 0) this.#reject(failureOf(connection));
  }
}

export interface TcpConnectOptions {
  readonly localPort?: number;
  readonly localAddress?: IpAddress;
  /** Gives up when it fires: the promise rejects with its reason. */
  readonly signal?: AbortSignalLike;
}

/** @throws {FlowError} "refused", "timeout", "unreachable", "in-use", "exhausted", "invalid"; or the signal's reason */
export function connect(tcp: Tcp, address: IpAddress, port: number, options: TcpConnectOptions = {}): Promise<TcpFlow> {
  const { signal, localPort = 0, localAddress } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      connection.user = null;
      abort(tcp.core, connection, { code: 'closed', message: 'tcp: the caller gave up' });
      settled();
      reject(signal!.reason);
    };
    const settled = () => signal?.removeEventListener('abort', onAbort);
    const opening = new Opening(
      tcp,
      (flow) => {
        settled();
        resolve(flow);
      },
      (error) => {
        settled();
        reject(error);
      },
    );
    const connection = tcp.open(opening, address, port, localPort, localAddress);
    signal?.addEventListener('abort', onAbort);
  });
}

/**
 * Passive OPEN (see Tcp.listen); `onConnection` gets every established connection. If it throws, that is logged and the
 * connection is aborted.
 * @throws {FlowError} "in-use", "invalid", "exhausted"
 */
export function listen(
  tcp: Tcp,
  address: IpAddress | undefined,
  port: number,
  onConnection: (flow: TcpFlow) => void,
  backlog?: number,
): Listener {
  return tcp.listen(
    address,
    port,
    (connection) => {
      const flow = new TcpFlow(tcp, connection);
      try {
        onConnection(flow);
      } catch (error) {
        tcp.core.log.error(`the listener on port ${connection.localPort} threw: ${String(error)}`);
        flow.abort();
      }
    },
    backlog,
  );
}

/** A SYN to an address and port where nobody listens, held without an answer until somebody decides. */
export interface InterceptRequest {
  /** Where the peer wants to connect to. */
  readonly local: Endpoint;
  readonly remote: Endpoint;
  /** Completes the handshake. @throws {FlowError} when the peer gave up or the request expired in the meantime */
  accept(): Promise<FlowConnection>;
  /** Answers with a RST: refused. After a decision it does nothing. */
  reject(): void;
}

/**
 * Lets `onIntercept` decide about every SYN that nobody listens for (see Tcp.intercept): for a gateway that takes in
 * connections to the whole world and first tries whether its own connection there comes about. Requests are bounded in number
 * (`maximumIntercepts`; more SYNs are dropped, and come again) and expire (`interceptTimeout`). undefined ends it.
 */
export function intercept(tcp: Tcp, onIntercept: ((request: InterceptRequest) => void) | undefined): void {
  if (onIntercept === undefined) {
    tcp.intercept(undefined);
    return;
  }
  tcp.intercept((connection) => {
    const request: InterceptRequest = {
      local: localEndpoint(connection),
      remote: remoteEndpoint(connection),
      accept: () =>
        new Promise((resolve, reject) => {
          if (!tcp.accept(connection, new Opening(tcp, resolve, reject))) reject(failureOf(connection));
        }),
      reject: () => tcp.reject(connection),
    };
    try {
      onIntercept(request);
    } catch (error) {
      tcp.core.log.error(`the interceptor threw: ${String(error)}`);
      request.reject();
    }
  });
}
