import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileFiles } from './compile.js';
import { markLine, nameOfText, readCodeLines, takeMarks } from './line-table.js';

const PROGRAM = `function inner(x) {
  if (x > 2)
    throw new Error('deep');
  return inner(
    x + 1) + 1;
}
class A {
  go(list) {
    return list.map((x) => inner(x));
  }
}
new A().go([1, 2]);
`;

const gcc = process.platform === 'linux' && process.arch === 'x64' && spawnSync('gcc', ['--version']).status === 0;
if (!gcc) console.log('left out: lines of compiled code: it needs gcc on x86-64 Linux');

test.skipIf(!gcc)(
  'each frame of a trace of a stripped executable has its line',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'morgana-lines-'));
    try {
      const [source, output] = [join(folder, 'trace.mjs'), join(folder, 'trace')];
      writeFileSync(source, PROGRAM);
      const options = { strip: true, measure: true } as const;
      const { lines = [] } = await compileFiles([source], output, options);
      const { stdout, stderr } = spawnSync(output, { encoding: 'utf8' });
      const frames = [...(stdout + stderr).matchAll(/ at 0x([0-9a-f]+)/g)].flatMap(([, digits]) => {
        const address = Number.parseInt(digits!, 16) - 1;
        const position = lines.findLast((line) => line.address <= address)?.position;
        return position?.file === source ? [`${position.line}:${position.column}`] : [];
      });
      // Calls one after the other from the same place are one; the callback consists of what it calls.
      expect(frames).toEqual(['3:11', '4:10', '9:12', '12:1']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  300_000,
);

test('marks are behind lines, and are taken off', () => {
  const position = { file: 'a b.ts', line: 3, column: 7 };
  const { text, positions } = takeMarks(`one\n${markLine('two();', position)}\nthree`);
  expect(text).toBe('one\ntwo();\nthree');
  expect(positions).toEqual([null, position, null]);
  expect(nameOfText(text)).toMatch(/^[0-9a-f]{24}$/);
});

test('a file without line numbers has none', () => {
  const file = new Uint8Array(64);
  expect(readCodeLines(file, new Map())).toEqual([]);
});
