import { Transform } from 'node:stream';

/** Passes text on, each whole line through `change`; a line for which that gives undefined is left out. */
export function lineFilter(change: (line: string) => string | undefined): Transform {
  let rest = '';
  const pass = (line: string, end: string): string => {
    const text = change(line);
    return text === undefined ? '' : text + end;
  };
  return new Transform({
    decodeStrings: false,
    encoding: 'utf8',
    transform(chunk, _encoding, done) {
      const lines = (rest + chunk.toString()).split('\n');
      rest = lines.pop()!;
      done(null, lines.map((line) => pass(line, '\n')).join(''));
    },
    flush(done) {
      done(null, rest === '' ? '' : pass(rest, ''));
    },
  });
}
