import type { AbortSignalLike } from '@morgana/time';
import type { Flow } from './flow.js';

export type { AbortSignalLike };

/** An IP address of either family in its usual text ("192.0.2.1", "2001:db8::1") and a port, 0-65535. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A flow between two endpoints. */
export interface Connection extends Flow {
  readonly local: Endpoint;
  readonly remote: Endpoint;
}

export interface ConnectOptions {
  /** Gives up when it fires: the promise rejects with its reason and nothing is left behind. */
  readonly signal?: AbortSignalLike;
  /** Local port; by default an ephemeral one (RFC 6056). */
  readonly localPort?: number;
}

export interface ListenOptions {
  /** 0 takes a free one, which `local.port` of the listener tells. */
  readonly port: number;
  /** One of the stack's own addresses; by default, and with "::", all of them in both families; with "0.0.0.0" those of IPv4. */
  readonly address?: string;
  /** Connections that may be half-open or not yet taken over by the application. */
  readonly backlog?: number;
}

export interface Listener {
  readonly local: Endpoint;
  /** No new connections; those that stand are left alone. Idempotent. */
  close(): Promise<void>;
}

export interface DatagramSocket {
  readonly local: Endpoint;
  /**
   * Sends one datagram; the bytes may be reused on return. Like the network it may be lost without a word. Up to 1472
   * octets (MTU 1500 less IPv4 and UDP headers) are taken by every stack; none are a datagram too.
   * @throws {FlowError} "invalid" when it is too large or the endpoint makes no sense, "closed" after close
   */
  send(bytes: Uint8Array, to: Endpoint): void;
  /**
   * Takes in what is sent to a multicast group and the socket's port; until `leave` or `close`. Again it does nothing.
   * @throws {FlowError} "invalid" when it is no multicast group, "exhausted", "closed" after close
   */
  join(group: string): void;
  /** Ends it. What was not joined is not left. */
  leave(group: string): void;
  close(): void;
}

/**
 * `bytes` is borrowed: it is valid during the call only; copy what must stay. `from` may be kept and given to `send`.
 */
export type DatagramHandler = (bytes: Uint8Array, from: Endpoint, socket: DatagramSocket) => void;

/** What opens flows and datagram sockets: our tcpip over a network, or the host's sockets. An application runs on either. */
export interface Stack {
  /** Addresses of this stack of both families, the preferred one first. They may change. */
  readonly addresses: readonly string[];
  /** @throws {FlowError} "refused", "timeout", "unreachable", "exhausted", "invalid" */
  connect(remote: Endpoint, options?: ConnectOptions): Promise<Connection>;
  /** `onConnection` gets every established connection. @throws {FlowError} "in-use", "invalid" */
  listen(options: ListenOptions, onConnection: (connection: Connection) => void): Promise<Listener>;
  /** Opens a datagram socket. Port 0 takes a free one. @throws {FlowError} "in-use", "invalid" */
  bind(
    options: { readonly port: number; readonly address?: string },
    onDatagram: DatagramHandler,
  ): Promise<DatagramSocket>;
  /** Sorts addresses of one destination by preference (RFC 6724, 6). Without it they are as good as each other. */
  orderDestinations?(addresses: readonly string[]): readonly string[];
  /** Aborts every connection, closes every listener and socket. Idempotent. */
  close(): Promise<void>;
}
