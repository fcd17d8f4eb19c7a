import { connect, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Driver } from '@morgana/boot';
import {
  type Connection,
  type ConnectOptions,
  type DatagramHandler,
  type DatagramSocket,
  type Endpoint,
  FlowError,
  type FlowErrorCode,
  type Listener,
  type ListenOptions,
  type Stack,
} from '@morgana/flow';
import { SocketConnection } from './host-stack/connection.js';
import { bindDatagram, type HostDatagramSocket } from './host-stack/datagram.js';
import {
  checkAddress,
  checkEndpoint,
  checkPort,
  endpointText,
  plainAddress,
  toFlowError,
} from './host-stack/errors.js';
import { errorCode } from './system-error.js';

export interface HostStackOptions {
  /**
   * The host's address that the stack uses: listeners and sockets that name none bind to it, and connections start from it.
   * By default all of the host's addresses.
   */
  readonly address?: string;
}

/** Connections that may wait to be accepted, unless `listen` says otherwise. Linux cuts it to net.core.somaxconn. */
const DEFAULT_BACKLOG = 511;

/**
 * The host's own TCP and UDP as a stack: an application that was written for our tcpip runs on it unchanged.
 * Addresses are IP addresses of either family; names are not looked up. @throws {FlowError} "invalid" for a bad address
 */
export function openHostStack(options: HostStackOptions = {}): Stack {
  if (options.address !== undefined) checkAddress(options.address);
  return new HostStack(options.address);
}

/** The driver of host sockets: `--NAME-address=ADDRESS` restricts it to one of the host's addresses. */
export const hostStackDriver: Driver<Stack, Record<never, never>, HostStackOptions | undefined> = {
  bootArguments(name, options) {
    return {
      [`${name}-address`]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS',
        help: `Address of the host that ${name} listens on and connects from; by default all of them.`,
        check: checkAddress,
        ...(options?.address === undefined ? {} : { default: options.address }),
      },
    };
  },
  async start(context) {
    const address = context.arguments[`${context.name}-address`] ?? context.options?.address;
    const device = openHostStack(typeof address === 'string' ? { address } : {});
    return { device, close: () => device.close() };
  },
};

class HostStack implements Stack {
  readonly #address: string | undefined;
  readonly #connections = new Set<SocketConnection>();
  readonly #connecting = new Set<(reason: Error) => void>();
  readonly #servers = new Set<Server>();
  readonly #datagramSockets = new Set<HostDatagramSocket>();
  #closing: Promise<void> | undefined;

  constructor(address: string | undefined) {
    this.#address = address;
  }

  get addresses(): readonly string[] {
    return this.#address === undefined ? hostAddresses() : [this.#address];
  }

  async connect(remote: Endpoint, options: ConnectOptions = {}): Promise<Connection> {
    this.#checkOpen();
    checkEndpoint(remote, 1);
    const { signal, localPort } = options;
    if (localPort !== undefined) checkPort(localPort, 1);
    if (signal?.aborted) throw signal.reason;
    return this.#establish(remote, localPort, signal);
  }

  #establish(
    remote: Endpoint,
    localPort: number | undefined,
    signal: ConnectOptions['signal'],
  ): Promise<SocketConnection> {
    return new Promise((resolve, reject) => {
      let socket: Socket;
      const settle = (): void => {
        signal?.removeEventListener('abort', onAbort);
        this.#connecting.delete(giveUp);
        socket.off('connect', onConnect);
        socket.off('error', onError);
      };
      const giveUp = (reason: unknown): void => {
        settle();
        socket.on('error', () => {});
        socket.destroy();
        reject(reason);
      };
      const onAbort = (): void => giveUp(signal?.reason);
      const onConnect = (): void => {
        settle();
        resolve(this.#adopt(socket, remote));
      };
      const onError = (error: Error): void => {
        settle();
        socket.on('error', () => {});
        reject(toFlowError(error, `tcp ${endpointText(remote)}`, unavailable(error, localPort)));
      };
      try {
        socket = connect({
          host: remote.address,
          port: remote.port,
          allowHalfOpen: true,
          localPort,
          localAddress: this.#sourceFor(remote),
        });
      } catch (error) {
        reject(toFlowError(error, `tcp ${endpointText(remote)}`));
        return;
      }
      socket.on('connect', onConnect);
      socket.on('error', onError);
      this.#connecting.add(giveUp);
      signal?.addEventListener('abort', onAbort);
    });
  }

  /**
   * The address to bind before connecting; undefined where the host would choose it anyway. To bind is dear: the host then
   * looks for a port that no connection to anywhere has used in the last minute, which costs four fifths of the rate at which
   * connections can be made.
   */
  #sourceFor(remote: Endpoint): string | undefined {
    const address = this.#address;
    if (address === '127.0.0.1' && remote.address.startsWith('127.')) return undefined;
    if (address === '::1' && remote.address === '::1') return undefined;
    return address;
  }

  async listen(options: ListenOptions, onConnection: (connection: Connection) => void): Promise<Listener> {
    this.#checkOpen();
    checkPort(options.port, 0);
    const host = options.address ?? this.#address;
    if (host !== undefined) checkAddress(host);
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      const { remoteAddress: address, remotePort: port } = socket;
      // A peer may have gone before the connection was accepted; then it has no address any more.
      if (address === undefined || port === undefined || this.#closing !== undefined) {
        socket.on('error', () => {});
        socket.destroy();
        return;
      }
      const connection = this.#adopt(socket, { address, port });
      try {
        onConnection(connection);
      } catch (error) {
        connection.abort();
        throw error;
      }
    });
    const text = `tcp ${endpointText({ address: host ?? '::', port: options.port })}`;
    this.#servers.add(server);
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(
          {
            port: options.port,
            backlog: options.backlog ?? DEFAULT_BACKLOG,
            exclusive: true,
            host,
          },
          () => {
            server.off('error', reject);
            resolve();
          },
        );
      });
    } catch (error) {
      this.#servers.delete(server);
      throw toFlowError(error, text);
    }
    if (this.#closing !== undefined) {
      closePort(server);
      throw new FlowError('closed', 'the stack is closed');
    }
    // Out of descriptors while accepting: the connection waits in the backlog, and the listener stands.
    server.on('error', () => {});
    return new HostListener(server, () => this.#servers.delete(server));
  }

  async bind(
    options: { readonly port: number; readonly address?: string },
    onDatagram: DatagramHandler,
  ): Promise<DatagramSocket> {
    this.#checkOpen();
    checkPort(options.port, 0);
    const address = options.address ?? this.#address;
    if (address !== undefined) checkAddress(address);
    const socket = await bindDatagram(address, options.port, onDatagram);
    if (this.#closing !== undefined) {
      socket.close();
      await socket.whenClosed;
      throw new FlowError('closed', 'the stack is closed');
    }
    this.#datagramSockets.add(socket);
    void socket.whenClosed.then(() => this.#datagramSockets.delete(socket));
    return socket;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const reason = new FlowError('closed', 'the stack was closed');
    for (const giveUp of [...this.#connecting]) giveUp(reason);
    for (const connection of [...this.#connections]) connection.abort(reason);
    for (const server of this.#servers) closePort(server);
    this.#servers.clear();
    const sockets = [...this.#datagramSockets];
    for (const socket of sockets) socket.close();
    await Promise.all(sockets.map((socket) => socket.whenClosed));
  }

  #adopt(socket: Socket, remote: Endpoint): SocketConnection {
    const connection = new SocketConnection(socket, remote);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
    return connection;
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw new FlowError('closed', 'the stack is closed');
  }
}

/** EADDRNOTAVAIL from connect(2): the pair of ports is taken, or all ephemeral ones are. From bind(2): a bad address. */
function unavailable(error: Error, localPort: number | undefined): FlowErrorCode {
  if (errorCode(error) !== 'EADDRNOTAVAIL' || (error as NodeJS.ErrnoException).syscall !== 'connect') return 'invalid';
  return localPort === undefined ? 'exhausted' : 'in-use';
}

/** Closes the port at once. Node.js's own "closed" would wait for every connection that was accepted there. */
function closePort(server: Server): void {
  try {
    server.close();
  } catch {
    // It was not listening (yet).
  }
}

/** Those that reach beyond the host first; loopback last. */
function hostAddresses(): string[] {
  const outer: string[] = [];
  const inner: string[] = [];
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { address, internal, scopeid } of addresses ?? []) {
      // A link-local address says nothing without its interface.
      if (!scopeid) (internal ? inner : outer).push(address);
    }
  }
  return [...outer, ...inner];
}

class HostListener implements Listener {
  readonly local: Endpoint;
  readonly #server: Server;
  readonly #forget: () => void;

  constructor(server: Server, forget: () => void) {
    this.#server = server;
    this.#forget = forget;
    const bound = server.address();
    this.local =
      bound !== null && typeof bound === 'object'
        ? { address: plainAddress(bound.address), port: bound.port }
        : { address: '::', port: 0 };
  }

  async close(): Promise<void> {
    closePort(this.#server);
    this.#forget();
  }
}
