import type { Block } from './block.js';

/** One operation on a device, told when it has ended. */
export interface BlockEvent {
  readonly operation: 'read' | 'write' | 'flush' | 'barrier' | 'close';
  /** Position in the order in which operations began, from 0. Events come in the order in which operations end. */
  readonly index: number;
  /** First sector and number of them; 0 where the operation has none. */
  readonly sector: number;
  readonly sectors: number;
  /** What it failed with. */
  readonly error?: unknown;
}

/** Passes everything on to `block` and tells `sink` of each operation. `sink` must not throw; its bound is its own. */
export function traced(block: Block, sink: (event: BlockEvent) => void): Block {
  return new Traced(block, sink);
}

class Traced implements Block {
  readonly sectorSize: number;
  readonly sectorCount: number;
  readonly readOnly: boolean;
  readonly transferSectors: number;
  readonly #block: Block;
  readonly #sink: (event: BlockEvent) => void;
  #begun: number;

  constructor(block: Block, sink: (event: BlockEvent) => void) {
    this.sectorSize = block.sectorSize;
    this.sectorCount = block.sectorCount;
    this.readOnly = block.readOnly;
    this.transferSectors = block.transferSectors;
    this.#block = block;
    this.#sink = sink;
    this.#begun = 0;
  }

  read(sector: number, into: Uint8Array): Promise<void> {
    return this.#record('read', sector, into.length, this.#block.read(sector, into));
  }

  write(sector: number, bytes: Uint8Array): Promise<void> {
    return this.#record('write', sector, bytes.length, this.#block.write(sector, bytes));
  }

  flush(): Promise<void> {
    return this.#record('flush', 0, 0, this.#block.flush());
  }

  barrier(): Promise<void> {
    return this.#record('barrier', 0, 0, this.#block.barrier());
  }

  close(): Promise<void> {
    return this.#record('close', 0, 0, this.#block.close());
  }

  async #record(
    operation: BlockEvent['operation'],
    sector: number,
    length: number,
    outcome: Promise<void>,
  ): Promise<void> {
    const index = this.#begun++;
    const sectors = length / this.sectorSize;
    try {
      await outcome;
    } catch (error) {
      this.#sink({ operation, index, sector, sectors, error });
      throw error;
    }
    this.#sink({ operation, index, sector, sectors });
  }
}
