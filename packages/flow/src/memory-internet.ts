import type { AbortSignalLike } from '@morgana/time';
import { FlowError } from './flow.js';
import { connectionPair, type MemoryConnection } from './pair.js';
import type {
  Connection,
  ConnectOptions,
  DatagramHandler,
  DatagramSocket,
  Endpoint,
  Listener,
  ListenOptions,
  Stack,
} from './stack.js';

/** Dynamic ports (RFC 6335, section 6), which ephemeral ones are taken from. */
const FIRST_EPHEMERAL = 49_152;
const LAST_PORT = 65_535;

/** Octets of payload in the largest UDP datagram over IPv4: 65535 - 20 - 8. */
const MAXIMUM_DATAGRAM = 65_507;

const DEFAULT_BACKLOG = 1024;
const DEFAULT_CONNECTIONS = 65_536;
const DEFAULT_RECEIVE_QUEUE = 1024;

export interface MemoryInternetOptions {
  /** Octets that each direction of a connection buffers; 65536 by default. */
  readonly capacity?: number;
  /** Connections that one stack may have; 65536 by default. */
  readonly connections?: number;
  /** Datagrams that wait for one socket; those beyond are lost. 1024 by default. */
  readonly receiveQueue?: number;
}

/**
 * Stacks that reach each other in memory, by address: for tests of protocols without a TCP/IP stack under them. It loses,
 * delays and reorders nothing (`faultyStack` does), uses no clock and no randomness: ephemeral ports are taken in order.
 */
export class MemoryInternet {
  readonly options: Required<MemoryInternetOptions>;
  #stacks = new Map<string, MemoryStack>();

  constructor(options: MemoryInternetOptions = {}) {
    this.options = {
      capacity: options.capacity ?? 65_536,
      connections: options.connections ?? DEFAULT_CONNECTIONS,
      receiveQueue: options.receiveQueue ?? DEFAULT_RECEIVE_QUEUE,
    };
  }

  /** A stack with these addresses, the preferred one first. @throws {FlowError} "invalid" for a bad address, "in-use" */
  stack(...addresses: string[]): MemoryStack {
    if (addresses.length === 0) throw new FlowError('invalid', 'a stack needs at least one address');
    for (const address of addresses) {
      checkAddress(address);
      if (this.#stacks.has(address)) throw new FlowError('in-use', `another stack has the address ${address}`);
    }
    const stack = new MemoryStack(this, addresses);
    for (const address of addresses) this.#stacks.set(address, stack);
    return stack;
  }

  /** Who has this address; for the stacks' use. */
  find(address: string): MemoryStack | undefined {
    return this.#stacks.get(address);
  }

  /** Gives a datagram to every socket that has joined the group; for the stacks' use. */
  sendToGroup(bytes: Uint8Array, to: Endpoint, from: Endpoint): void {
    for (const stack of new Set(this.#stacks.values())) stack.deliverToGroup(bytes, to, from);
  }

  /** Takes a stack's addresses away; for the stacks' use. */
  remove(stack: MemoryStack): void {
    for (const address of stack.addresses) this.#stacks.delete(address);
  }
}

/** One stack of a MemoryInternet. It also reaches itself, by its addresses and by loopback (127.0.0.0/8, ::1). */
export class MemoryStack implements Stack {
  readonly addresses: readonly string[];
  /** Datagrams lost because a socket's queue was full or its port closed. */
  datagramsDropped = 0;
  #internet: MemoryInternet;
  #listeners = new PortTable<MemoryListener>();
  #sockets = new PortTable<MemoryDatagramSocket>();
  #connections = new Set<MemoryConnection>();
  /** Uses of a local port by connections that were made from here, with the remote endpoints. */
  #connected = new Map<number, Set<string>>();
  #nextPort = FIRST_EPHEMERAL;
  #closed = false;

  constructor(internet: MemoryInternet, addresses: readonly string[]) {
    this.#internet = internet;
    this.addresses = addresses;
  }

  /** Connections that are not over. */
  get connections(): number {
    return this.#connections.size;
  }

  async connect(remote: Endpoint, options: ConnectOptions = {}): Promise<Connection> {
    checkEndpoint(remote, 1);
    if (options.localPort !== undefined) checkPort(options.localPort, 1);
    const { signal } = options;
    if (signal?.aborted) throw signal.reason;
    this.#checkOpen();
    const server = this.#route(remote.address);
    if (server === undefined) throw new FlowError('unreachable', `nobody has the address ${remote.address}`);
    if (this.#connections.size >= this.#internet.options.connections) {
      throw new FlowError('exhausted', `this stack has ${this.#connections.size} connections, the most it may have`);
    }
    const local = { address: this.#sourceFor(remote.address), port: this.#claimPort(options.localPort, remote) };
    try {
      const listener = server.#admit(remote);
      try {
        await handshake(signal);
        this.#checkOpen();
        if (listener.closed || server.#closed) throw refused(remote);
      } finally {
        listener.halfOpen--;
      }
      return this.#establish(local, remote, server, listener);
    } catch (error) {
      this.#releasePort(local.port, remote);
      throw error;
    }
  }

  async listen(options: ListenOptions, onConnection: (connection: Connection) => void): Promise<Listener> {
    this.#checkOpen();
    const local = this.#bindable(options);
    const backlog = options.backlog ?? DEFAULT_BACKLOG;
    if (!(backlog >= 1)) throw new FlowError('invalid', `backlog ${backlog}: at least 1`);
    const listener = new MemoryListener(
      this.#listeners.claim(local, specific(options.address) !== undefined, 'TCP'),
      backlog,
      onConnection,
      () => this.#listeners.release(listener.local.port, listener),
    );
    this.#listeners.add(listener.local.port, specific(options.address), listener);
    return listener;
  }

  async bind(
    options: { readonly port: number; readonly address?: string },
    onDatagram: DatagramHandler,
  ): Promise<DatagramSocket> {
    this.#checkOpen();
    const local = this.#bindable(options);
    const socket = new MemoryDatagramSocket(
      this.#sockets.claim(local, specific(options.address) !== undefined, 'UDP'),
      this.#internet.options.receiveQueue,
      onDatagram,
      (bytes, to) => this.#send(bytes, to, specific(options.address), socket.local.port),
      () => this.#sockets.release(socket.local.port, socket),
    );
    this.#sockets.add(socket.local.port, specific(options.address), socket);
    return socket;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#internet.remove(this);
    for (const listener of this.#listeners.all()) await listener.close();
    for (const socket of this.#sockets.all()) socket.close();
    for (const connection of [...this.#connections]) connection.abort(new FlowError('closed', 'the stack was closed'));
  }

  #establish(local: Endpoint, remote: Endpoint, server: MemoryStack, listener: MemoryListener): MemoryConnection {
    const [near, far] = connectionPair(local, remote, {
      capacity: this.#internet.options.capacity,
      onOver: () => {
        this.#connections.delete(near);
        server.#connections.delete(far);
        this.#releasePort(local.port, remote);
      },
    });
    this.#connections.add(near);
    server.#connections.add(far);
    try {
      listener.onConnection(far);
    } catch (error) {
      far.abort();
      surface(error);
    }
    return near;
  }

  /** The listener for a connection that arrives. @throws {FlowError} "refused", "exhausted" */
  #admit(local: Endpoint): MemoryListener {
    const listener = this.#listeners.find(local);
    if (listener === undefined) throw refused(local);
    if (listener.halfOpen >= listener.backlog) throw refused(local, 'its backlog is full');
    if (this.#connections.size >= this.#internet.options.connections) throw refused(local, 'it has no room');
    listener.halfOpen++;
    return listener;
  }

  /** For the internet's use. */
  deliverToGroup(bytes: Uint8Array, to: Endpoint, from: Endpoint): void {
    for (const socket of this.#sockets.at(to.port))
      if (socket.groups.has(to.address) && !socket.deliver(bytes.slice(), from)) this.datagramsDropped++;
  }

  #send(bytes: Uint8Array, to: Endpoint, boundAddress: string | undefined, port: number): void {
    checkEndpoint(to, 1);
    if (bytes.length > MAXIMUM_DATAGRAM) {
      throw new FlowError('invalid', `a datagram of ${bytes.length} octets: at most ${MAXIMUM_DATAGRAM}`);
    }
    if (isMulticast(to.address)) {
      this.#internet.sendToGroup(bytes, to, { address: boundAddress ?? this.#sourceFor(to.address), port });
      return;
    }
    const target = this.#route(to.address);
    const socket = target === undefined ? undefined : target.#sockets.find(to);
    const from = { address: boundAddress ?? this.#sourceFor(to.address), port };
    if (socket === undefined || !socket.deliver(bytes.slice(), from)) (target ?? this).datagramsDropped++;
  }

  #route(address: string): MemoryStack | undefined {
    return isLoopback(address) ? this : this.#internet.find(address);
  }

  #sourceFor(destination: string): string {
    if (isLoopback(destination)) return destination;
    const isIpv6 = destination.includes(':');
    return this.addresses.find((address) => address.includes(':') === isIpv6) ?? this.addresses[0]!;
  }

  #bindable(options: { readonly port: number; readonly address?: string }): Endpoint {
    checkPort(options.port, 0);
    const { address } = options;
    if (address === undefined || isWildcard(address))
      return { address: this.addresses[0]!.includes(':') ? '::' : '0.0.0.0', port: options.port };
    if (!this.addresses.includes(address) && !isLoopback(address)) {
      throw new FlowError('invalid', `${address} is not an address of this stack (${this.addresses.join(', ')})`);
    }
    return { address, port: options.port };
  }

  #claimPort(wanted: number | undefined, remote: Endpoint): number {
    const key = `${remote.address} ${remote.port}`;
    if (wanted !== undefined) {
      if (this.#connected.get(wanted)?.has(key)) {
        throw new FlowError(
          'in-use',
          `port ${wanted} has a connection to ${remote.address} port ${remote.port} already`,
        );
      }
      return this.#notePort(wanted, key);
    }
    for (let tries = LAST_PORT - FIRST_EPHEMERAL; tries >= 0; tries--) {
      const port = this.#nextPort;
      this.#nextPort = port === LAST_PORT ? FIRST_EPHEMERAL : port + 1;
      if (!this.#listeners.has(port) && !this.#connected.get(port)?.has(key)) return this.#notePort(port, key);
    }
    throw new FlowError('exhausted', `no free local port for ${remote.address} port ${remote.port}`);
  }

  #notePort(port: number, key: string): number {
    const remotes = this.#connected.get(port);
    if (remotes === undefined) this.#connected.set(port, new Set([key]));
    else remotes.add(key);
    return port;
  }

  #releasePort(port: number, remote: Endpoint): void {
    const remotes = this.#connected.get(port);
    remotes?.delete(`${remote.address} ${remote.port}`);
    if (remotes?.size === 0) this.#connected.delete(port);
  }

  #checkOpen(): void {
    if (this.#closed) throw new FlowError('closed', 'the stack was closed');
  }
}

class MemoryListener implements Listener {
  readonly local: Endpoint;
  readonly backlog: number;
  readonly onConnection: (connection: Connection) => void;
  halfOpen = 0;
  closed = false;
  #release: () => void;

  constructor(local: Endpoint, backlog: number, onConnection: (connection: Connection) => void, release: () => void) {
    this.local = local;
    this.backlog = backlog;
    this.onConnection = onConnection;
    this.#release = release;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.#release();
  }
}

class MemoryDatagramSocket implements DatagramSocket {
  readonly local: Endpoint;
  readonly groups = new Set<string>();
  #limit: number;
  #handler: DatagramHandler;
  #send: (bytes: Uint8Array, to: Endpoint) => void;
  #release: () => void;
  /** Datagrams and where they came from, in order; delivered from a promise job, never from inside `send`. */
  #queue: { readonly bytes: Uint8Array; readonly from: Endpoint }[] = [];
  #scheduled = false;
  #closed = false;

  constructor(
    local: Endpoint,
    limit: number,
    handler: DatagramHandler,
    send: (bytes: Uint8Array, to: Endpoint) => void,
    release: () => void,
  ) {
    this.local = local;
    this.#limit = limit;
    this.#handler = handler;
    this.#send = send;
    this.#release = release;
  }

  send(bytes: Uint8Array, to: Endpoint): void {
    if (this.#closed) throw new FlowError('closed', 'the socket was closed');
    this.#send(bytes, to);
  }

  join(group: string): void {
    if (this.#closed) throw new FlowError('closed', 'the socket was closed');
    checkAddress(group);
    if (!isMulticast(group)) throw new FlowError('invalid', `${group} is no multicast group`);
    this.groups.add(group);
  }

  leave(group: string): void {
    this.groups.delete(group);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#queue = [];
    this.#release();
  }

  /** @returns false when there is no room for it */
  deliver(bytes: Uint8Array, from: Endpoint): boolean {
    if (this.#queue.length >= this.#limit) return false;
    this.#queue.push({ bytes, from });
    if (!this.#scheduled) {
      this.#scheduled = true;
      void Promise.resolve().then(() => this.#drain());
    }
    return true;
  }

  #drain(): void {
    this.#scheduled = false;
    const queue = this.#queue;
    this.#queue = [];
    for (const { bytes, from } of queue) {
      if (this.#closed) return;
      try {
        this.#handler(bytes, from, this);
      } catch (error) {
        surface(error);
      }
    }
  }
}

/** What listens on which port: at most one for all addresses, or one for each address. */
class PortTable<T extends { readonly local: Endpoint }> {
  #ports = new Map<number, { readonly address: string | undefined; readonly value: T }[]>();

  has(port: number): boolean {
    return this.#ports.has(port);
  }

  /** Checks that a port is free, or finds a free one for port 0. @throws {FlowError} "in-use", "exhausted" */
  claim(local: Endpoint, specific: boolean, what: string): Endpoint {
    if (local.port === 0) {
      for (let port = FIRST_EPHEMERAL; port <= LAST_PORT; port++) {
        if (!this.#ports.has(port)) return { address: local.address, port };
      }
      throw new FlowError('exhausted', `no free ${what} port`);
    }
    for (const { address } of this.#ports.get(local.port) ?? []) {
      if (!specific || address === undefined || address === local.address) {
        throw new FlowError('in-use', `${what} port ${local.port} is taken`);
      }
    }
    return local;
  }

  add(port: number, address: string | undefined, value: T): void {
    const entries = this.#ports.get(port);
    if (entries === undefined) this.#ports.set(port, [{ address, value }]);
    else entries.push({ address, value });
  }

  find(local: Endpoint): T | undefined {
    return this.#ports.get(local.port)?.find(({ address }) => address === undefined || address === local.address)
      ?.value;
  }

  at(port: number): T[] {
    return (this.#ports.get(port) ?? []).map(({ value }) => value);
  }

  release(port: number, value: T): void {
    const entries = this.#ports.get(port)?.filter((entry) => entry.value !== value) ?? [];
    if (entries.length === 0) this.#ports.delete(port);
    else this.#ports.set(port, entries);
  }

  all(): T[] {
    return [...this.#ports.values()].flatMap((entries) => entries.map(({ value }) => value));
  }
}

/** Stands for the round trip of SYN and SYN-ACK: a caller can abort it. */
function handshake(signal: AbortSignalLike | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      signal?.removeEventListener('abort', onAbort);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', onAbort);
    void Promise.resolve().then(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
  });
}

function refused(remote: Endpoint, why = 'nobody listens there'): FlowError {
  return new FlowError('refused', `${remote.address} port ${remote.port} refused the connection: ${why}`);
}

function isWildcard(address: string): boolean {
  return address === '::' || address === '0.0.0.0';
}

/** The address that a socket is bound to; undefined: all. */
function specific(address: string | undefined): string | undefined {
  return address === undefined || isWildcard(address) ? undefined : address;
}

/** 224.0.0.0/4, ff00::/8 */
function isMulticast(address: string): boolean {
  return /^(22[4-9]|23\d)\./.test(address) || /^ff[0-9a-f]{2}:/i.test(address);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function checkEndpoint(endpoint: Endpoint, firstPort: number): void {
  checkAddress(endpoint.address);
  checkPort(endpoint.port, firstPort);
}

function checkPort(port: number, first: number): void {
  if (!Number.isInteger(port) || port < first || port > LAST_PORT) {
    throw new FlowError('invalid', `port ${port}: an integer from ${first} to ${LAST_PORT}`);
  }
}

/** Whether it can be an address; MemoryInternet compares them as text. */
function checkAddress(address: string): void {
  const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address.split('.').every((octet) => Number(octet) <= 255);
  if (!isIpv4 && !/^[\da-fA-F:.]*:[\da-fA-F:.]*$/.test(address)) {
    throw new FlowError('invalid', `"${address}" is not an IP address`);
  }
}

/** Makes what an application's callback threw an unhandled rejection: seen by the host, harmless to the caller. */
function surface(error: unknown): void {
  void Promise.reject(error);
}
