import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** The example of the README, run as it stands: its imports become look-ups, the rest is its own text. */
test('the example of the README', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
  const modules: Record<string, unknown> = {
    '@morgana/http': await import('./index.js'),
    '@morgana/flow': await import('@morgana/flow'),
    '@morgana/kv': await import('@morgana/kv'),
    '@morgana/time': await import('@morgana/time'),
  };
  const body = code.replace(/import (\{.*?\}) from ('.*?');/g, 'const $1 = modules[$2];');
  const AsyncFunction = (async () => {}).constructor as new (
    ...names: string[]
  ) => (...values: unknown[]) => Promise<void>;
  const lines: string[] = [];
  await new AsyncFunction('modules', 'console', body)(modules, {
    log: (...parts: unknown[]) => lines.push(parts.join(' ')),
  });
  const expected = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((match) => match[1]);
  expect(expected.length).toBeGreaterThan(0);
  expect(lines).toEqual(expected);
});
