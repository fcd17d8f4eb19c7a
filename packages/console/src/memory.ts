import type { Console } from './console.js';

/** Keeps the last text written, for tests and for looking back. Holds `capacity` characters (UTF-16 code units) and no more. */
export class MemoryConsole implements Console {
  /** Characters that were let go to make room. */
  dropped = 0;
  #capacity: number;
  #parts: string[] = [];
  #length = 0;

  /** @throws {RangeError} unless `capacity` is an integer of at least 1 */
  constructor(capacity = 1 << 20) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`capacity ${capacity}: at least 1`);
    this.#capacity = capacity;
  }

  write(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
    // Joined at twice the capacity only, so that a write costs its own length on average.
    if (this.#length > 2 * this.#capacity || this.#parts.length > 4096) this.#compact();
  }

  /** What was written, from the first character still held on. */
  get text(): string {
    this.#compact();
    return this.#parts[0] ?? '';
  }

  /** The whole lines of `text`, without their "\n"; a last line that is not ended counts too. */
  get lines(): string[] {
    const lines = this.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return lines;
  }

  clear(): void {
    this.#parts = [];
    this.#length = 0;
  }

  #compact(): void {
    let text = this.#parts.length === 1 ? this.#parts[0]! : this.#parts.join('');
    const excess = text.length - this.#capacity;
    if (excess > 0) {
      text = text.slice(excess);
      this.dropped += excess;
    }
    this.#parts = [text];
    this.#length = text.length;
  }
}
