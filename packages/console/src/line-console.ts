import type { Console } from './console.js';

/**
 * Passes on whole lines, one write each: so that the lines of several writers do not mix, and a sink that takes a line at a time
 * (a log collector, a hypercall) gets one. A line longer than `maximumLine` characters is passed on in pieces, each
 * ended with "\n".
 */
export class LineConsole implements Console {
  /** Lines passed on. */
  lines = 0;
  #console: Console;
  #maximumLine: number;
  #partial = '';

  /** @throws {RangeError} unless `maximumLine` is an integer of at least 1 */
  constructor(console: Console, maximumLine = 4096) {
    if (!Number.isSafeInteger(maximumLine) || maximumLine < 1)
      throw new RangeError(`line length ${maximumLine}: at least 1`);
    this.#console = console;
    this.#maximumLine = maximumLine;
  }

  write(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.#take(text.slice(start, end));
      this.#emit(this.#partial);
      this.#partial = '';
      start = end + 1;
    }
    this.#take(text.slice(start));
  }

  /** Passes on what is left of a line that was not ended. */
  flush(): void {
    if (this.#partial !== '') this.#emit(this.#partial);
    this.#partial = '';
  }

  /** Adds to the partial line, which never grows beyond the maximum. */
  #take(text: string): void {
    let line = this.#partial + text;
    while (line.length > this.#maximumLine) {
      const cut = wholeCharacters(line, this.#maximumLine);
      this.#emit(line.slice(0, cut));
      line = line.slice(cut);
    }
    this.#partial = line;
  }

  #emit(line: string): void {
    this.lines++;
    this.#console.write(`${line}\n`);
  }
}

/** `length`, or one less where that would cut a surrogate pair (unless nothing were left). */
export function wholeCharacters(text: string, length: number): number {
  if (length <= 1 || length >= text.length) return length;
  const unit = text.charCodeAt(length - 1);
  return unit >= 0xd800 && unit <= 0xdbff ? length - 1 : length;
}
