/** Streams Standard, section 7. */
export interface QueuingStrategy<T = unknown> {
  readonly highWaterMark?: number;
  readonly size?: (chunk: T) => number;
}

export class CountQueuingStrategy {
  readonly #highWaterMark: number;

  constructor(init: { readonly highWaterMark: number }) {
    this.#highWaterMark = Number(requireMark(init));
  }

  get highWaterMark(): number {
    return this.#highWaterMark;
  }

  get size(): () => number {
    return countSize;
  }

  get [Symbol.toStringTag](): string {
    return 'CountQueuingStrategy';
  }
}

export class ByteLengthQueuingStrategy {
  readonly #highWaterMark: number;

  constructor(init: { readonly highWaterMark: number }) {
    this.#highWaterMark = Number(requireMark(init));
  }

  get highWaterMark(): number {
    return this.#highWaterMark;
  }

  get size(): (chunk: ArrayBufferView) => number {
    return byteSize;
  }

  get [Symbol.toStringTag](): string {
    return 'ByteLengthQueuingStrategy';
  }
}

function requireMark(init: { readonly highWaterMark: number } | undefined): unknown {
  if (typeof init === 'object' && init !== null && init.highWaterMark !== undefined) return init.highWaterMark;
  throw Object.assign(new TypeError('The "init.highWaterMark" property must be specified'), {
    code: 'ERR_MISSING_OPTION',
  });
}

function countSize(): number {
  return 1;
}

function byteSize(chunk: ArrayBufferView): number {
  return chunk.byteLength;
}

/** @throws {RangeError} for what is no number from 0 to Infinity */
export function highWaterMarkOf(strategy: QueuingStrategy<never>, usual: number): number {
  if (strategy.highWaterMark === undefined) return usual;
  const mark = Number(strategy.highWaterMark);
  if (!(mark >= 0)) {
    const message = `The property 'strategy.highWaterMark' is invalid. Received ${strategy.highWaterMark}`;
    throw Object.assign(new RangeError(message), { code: 'ERR_INVALID_ARG_VALUE' });
  }
  return mark;
}

/** null: every chunk counts 1. */
export function sizeOf<T>(strategy: QueuingStrategy<T>): ((chunk: T) => number) | null {
  const { size } = strategy;
  if (size === undefined || (size as unknown) === countSize) return null;
  if (typeof size !== 'function') {
    throw Object.assign(new TypeError('The "strategy.size" property must be of type function.'), {
      code: 'ERR_INVALID_ARG_TYPE',
    });
  }
  return (chunk) => size(chunk);
}

/** @throws {RangeError} for a size that no chunk can have */
export function checkSize(size: unknown): number {
  const number = Number(size);
  if (!(number >= 0) || number === Infinity) {
    throw Object.assign(new RangeError(`The size of a chunk is ${String(size)}, not a finite number from 0 on`), {
      code: 'ERR_INVALID_ARG_VALUE',
    });
  }
  return number;
}
