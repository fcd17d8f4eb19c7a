/**
 * A reliable, ordered stream of bytes in each direction: a TCP connection, a pipe, later a TLS session.
 *
 * Ownership of bytes: what `read` gives belongs to the reader. What `write` takes may be reused by the writer as soon as
 * the promise has resolved, not before.
 */
export interface Flow extends AsyncIterable<Uint8Array> {
  /**
   * The next bytes, at least one; null at the end of the stream (the peer closed its side), and from then on.
   * At most one read may be outstanding. @throws {FlowError} when the flow was reset, timed out or aborted
   */
  read(): Promise<Uint8Array | null>;
  /**
   * Resolves when the flow has taken all the bytes, which is not a receipt: it waits while buffers are full.
   * Writes keep their order even if not awaited. @throws {FlowError} when the flow is closed for writing or broken
   */
  write(bytes: Uint8Array): Promise<void>;
  /** Half-close: everything written is still delivered, then the peer reads null. Reading goes on. Idempotent. */
  closeWrite(): Promise<void>;
  /** Closes both sides: what was written is delivered, what arrives is thrown away. Idempotent. Never throws. */
  close(): Promise<void>;
  /** Ends it at once, without delivery (TCP: RST). Outstanding reads and writes fail with `reason`. Never throws. */
  abort(reason?: Error): void;
}

export type FlowErrorCode =
  /** The peer reset the connection. */
  | 'reset'
  /** Nobody listens there. */
  | 'refused'
  /** No answer within the time the protocol or the caller allows. */
  | 'timeout'
  /** No route, or ICMP said that the host or network cannot be reached. */
  | 'unreachable'
  /** This side closed or aborted it, or its stack did. */
  | 'closed'
  /** The stream ended in the middle of something: fewer octets came than were asked for. */
  | 'ended'
  /** The address or port asked for is taken. */
  | 'in-use'
  /** A table or memory bound was reached; nothing was disturbed, try again later. */
  | 'exhausted'
  /** The operation does not fit: a bad address, a datagram that is too large, two reads at a time. */
  | 'invalid';

/** The one error of flows and stacks; `code` is for programs, the message for people. */
export class FlowError extends Error {
  override readonly name = 'FlowError';
  readonly code: FlowErrorCode;
  constructor(code: FlowErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
