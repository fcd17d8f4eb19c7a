/**
 * A message that cannot be dealt with, and the status that says why (RFC 9110 15.5, 15.6). A handler may throw one to
 * answer with its status and message; a request body that breaks off, is too large or too slow rejects with one.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
