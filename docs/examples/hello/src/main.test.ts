import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyExample, type TestFolder } from '@morgana/linker/testing';
import { BUILD_LIMIT, buildableTargets, morgana, startMorgana } from 'morgana/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe.each(buildableTargets())('as $target', ({ target, build }) => {
  let folder: TestFolder;
  beforeAll(() => {
    folder = copyExample('hello');
    expect(morgana(folder.root, 'configure', '-t', target).status).toBe(0);
    expect(morgana(folder.root, 'build', ...build).status).toBe(0);
  }, BUILD_LIMIT);
  afterAll(() => folder.remove());

  test('greets the world, or whom it is told', () => {
    expect(morgana(folder.root, 'run')).toEqual({ status: 0, out: 'Hello, World!\n', err: '' });
    const { out } = morgana(folder.root, 'run', '--', '--name=Ada', '--times=3', '--pause=1');
    expect(out).toBe('Hello, Ada!\nHello, Ada!\nHello, Ada!\n');
  });

  test(
    'is the same bytes wherever it is built',
    () => {
      const other = copyExample('hello');
      try {
        expect(morgana(other.root, 'build', ...build).status).toBe(0);
        const image = (root: string): Buffer =>
          readFileSync(join(root, 'dist', target === 'node' ? 'hello.node/main.mjs' : `hello.${target}`));
        expect(image(other.root).equals(image(folder.root))).toBe(true);
      } finally {
        other.remove();
      }
    },
    BUILD_LIMIT,
  );

  test('explains its boot arguments, and refuses wrong ones', () => {
    const help = morgana(folder.root, 'run', '--', '--help');
    expect(help.status).toBe(0);
    for (const text of ['hello - Greets on the console.', '--name=NAME', 'Default: World', '--times=NUMBER']) {
      expect(help.out).toContain(text);
    }
    const wrong = morgana(folder.root, 'run', '--', '--times=0');
    expect(wrong).toMatchObject({ status: 64, out: expect.stringContaining('--times: 0 is out of range, 1 to 1000') });
  });

  test('ends in the middle of a pause when it is asked to', async () => {
    const running = await startMorgana(folder.root, 'Hello, World!', '--', '--times=1000', '--pause=60000');
    expect(await running.stop('SIGINT')).toBe(0);
  });
});
