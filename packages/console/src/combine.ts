import type { Console } from './console.js';

/** Writes to every one of them. */
export function tee(...consoles: readonly Console[]): Console {
  return {
    write(text) {
      for (const console of consoles) console.write(text);
    },
  };
}

/** Puts `prefix` in front of every line, however the lines are cut into writes. */
export function prefixed(console: Console, prefix: string): Console {
  let atLineStart = true;
  return {
    write(text) {
      if (text === '') return;
      const start = atLineStart ? prefix : '';
      atLineStart = text.endsWith('\n');
      const inner = atLineStart ? text.slice(0, -1) : text;
      console.write(start + inner.replaceAll('\n', `\n${prefix}`) + (atLineStart ? '\n' : ''));
    },
  };
}

/** Where text goes that nobody wants. */
export const nullConsole: Console = {
  write() {},
};
