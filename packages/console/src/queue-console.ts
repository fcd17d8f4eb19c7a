import type { Console } from './console.js';

/**
 * Between writers, who never wait, and a sink that takes text when it can: a UART, a pipe. Holds at most `capacity`
 * characters; a write that does not fit is dropped whole and counted, and the gap is marked by a line of its own.
 */
export class QueueConsole implements Console {
  readonly capacity: number;
  /** Writes and characters dropped since the beginning. */
  droppedWrites = 0;
  droppedCharacters = 0;
  #parts: string[] = [];
  #length = 0;
  /** Characters dropped since the last one that was kept; not yet marked. */
  #gap = 0;
  #endsLine = true;
  #onText: () => void;

  /**
   * @param onText called when text comes into the empty queue: start to `take`
   * @throws {RangeError} unless `capacity` is an integer of at least 1
   */
  constructor(capacity = 65_536, onText: () => void = () => {}) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) throw new RangeError(`capacity ${capacity}: at least 1`);
    this.capacity = capacity;
    this.#onText = onText;
  }

  /** Characters waiting. */
  get length(): number {
    return this.#length;
  }

  write(text: string): void {
    if (text === '') return;
    const mark = this.#gap === 0 ? '' : `${this.#endsLine ? '' : '\n'}[${this.#gap} characters dropped]\n`;
    if (this.#length + mark.length + text.length > this.capacity) {
      this.droppedWrites++;
      this.droppedCharacters += text.length;
      this.#gap += text.length;
      return;
    }
    const wasEmpty = this.#length === 0;
    this.#parts.push(mark + text);
    this.#length += mark.length + text.length;
    this.#gap = 0;
    this.#endsLine = text.endsWith('\n');
    // Many small writes must not cost an array slot each.
    if (this.#parts.length > 1024) this.#parts = [this.#parts.join('')];
    if (wasEmpty) this.#onText();
  }

  /** Everything that waits, in order, and marks a gap at its end; '' when there is nothing. */
  take(): string {
    let text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    if (this.#gap > 0) {
      text += `${this.#endsLine ? '' : '\n'}[${this.#gap} characters dropped]\n`;
      this.#gap = 0;
      this.#endsLine = true;
    }
    return text;
  }
}
