/**
 * A device of equal sectors.
 *
 * Order and durability: reads see every write that resolved before. Writes in flight may reach the medium in any order, and
 * a power cut may lose any of them that no `flush` covered, or leave one torn between sectors (a single sector is written whole or not).
 */
export interface Block {
  /** Octets in a sector: a power of two, at least 512. */
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  /** Most sectors the device moves in one host operation; longer requests are taken and split. */
  readonly transferSectors: number;
  /** Fills `into`, a whole number of sectors, from `sector` on. @throws {BlockError} */
  read(sector: number, into: Uint8Array): Promise<void>;
  /** Writes `bytes`, a whole number of sectors; they must not change until it resolves. @throws {BlockError} */
  write(sector: number, bytes: Uint8Array): Promise<void>;
  /** Resolves when every write that had resolved before this call is on the medium. @throws {BlockError} */
  flush(): Promise<void>;
  /** Writes resolved before it reach the medium before any write begun after it resolves. Never stronger than flush, often cheaper. */
  barrier(): Promise<void>;
  close(): Promise<void>;
}

export type BlockErrorCode =
  /** Outside the device, or not a whole number of sectors. */
  | 'range'
  /** A write to a device that is read-only. */
  | 'read-only'
  /** The medium failed. */
  | 'io'
  | 'closed';

export class BlockError extends Error {
  override readonly name = 'BlockError';
  readonly code: BlockErrorCode;
  constructor(code: BlockErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
