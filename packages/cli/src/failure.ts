/** BSD's sysexits.h: the command was used in a way that cannot be. */
export const EXIT_USAGE = 64;
export const EXIT_FAILURE = 1;

/** Ends the command with one line on standard error, `morgana: ...`, and a status. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly status: number;
  constructor(message: string, status: number = EXIT_FAILURE) {
    super(message);
    this.status = status;
  }
}

/** @throws {Failure} with status 64 */
export function wrongUsage(message: string): never {
  throw new Failure(message, EXIT_USAGE);
}
