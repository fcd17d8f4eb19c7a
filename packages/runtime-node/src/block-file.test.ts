import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blockCompliance, readOnlyBlockCompliance } from '@morgana/block/compliance';
import { pattern } from '@morgana/compliance';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBlockFile } from './block-file.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morgana-block-'));
  file = join(folder, 'disk');
  await writeFile(file, '');
  await truncate(file, 4 << 20);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

for (const sectorSize of [512, 4096]) {
  describe(`block file with sectors of ${sectorSize}`, () => {
    for (const { name, run } of blockCompliance) {
      test(name, () =>
        run(async () => {
          let block = await openBlockFile(file, { sectorSize });
          return {
            block,
            reopen: async () => {
              block = await openBlockFile(file, { sectorSize });
              return block;
            },
            dispose: () => block.close(),
          };
        }),
      );
    }
  });
}

describe('read-only block file', () => {
  for (const { name, run } of readOnlyBlockCompliance) {
    test(name, () =>
      run(async () => {
        const block = await openBlockFile(file, { readOnly: true });
        return { block, dispose: () => block.close() };
      }),
    );
  }
});

test('sectors lie in the file one after another', async () => {
  const block = await openBlockFile(file);
  await block.write(7, pattern(1024, 1));
  await block.close();
  const handle = await open(file);
  const { buffer } = await handle.read(new Uint8Array(1024), 0, 1024, 7 * 512);
  await handle.close();
  expect([...buffer]).toEqual([...pattern(1024, 1)]);
});

test('many requests at a time, and closing waits for them', async () => {
  const block = await openBlockFile(file);
  const writes = Array.from({ length: 100 }, (_, i) => block.write(i * 16, pattern(16 * 512, i + 1)));
  const flushes = Array.from({ length: 10 }, () => block.flush());
  const closed = block.close();
  await Promise.all([...writes, ...flushes, closed]);
  await expect(block.read(0, new Uint8Array(512))).rejects.toMatchObject({ code: 'closed' });
  const again = await openBlockFile(file, { readOnly: true });
  for (let i = 0; i < 100; i++) {
    const bytes = new Uint8Array(16 * 512);
    await again.read(i * 16, bytes);
    expect(Buffer.compare(bytes, pattern(16 * 512, i + 1))).toBe(0);
  }
  await again.close();
});

test('a file that was made shorter while in use is an i/o error', async () => {
  const block = await openBlockFile(file);
  await truncate(file, 1024);
  await expect(block.read(4, new Uint8Array(512))).rejects.toMatchObject({ code: 'io' });
  await expect(block.read(4, new Uint8Array(512))).rejects.toThrow(/made shorter while in use/);
  await block.close();
});

describe('errors are one line that says what to do', () => {
  test('missing', async () => {
    await expect(openBlockFile(join(folder, 'none'))).rejects.toThrow(
      /none: no such file; make one with: truncate -s 64M/,
    );
  });
  test('empty', async () => {
    await truncate(file, 0);
    await expect(openBlockFile(file)).rejects.toThrow(/is empty; give it a size first/);
  });
  test('not a whole number of sectors', async () => {
    await truncate(file, 1000);
    await expect(openBlockFile(file)).rejects.toThrow(/has 1000 octets.*512-octet sectors; make it 1024/);
  });
  test('a directory, a device that has no sectors', async () => {
    await expect(openBlockFile(folder, { readOnly: true })).rejects.toThrow(
      /neither a regular file nor a block device/,
    );
    await expect(openBlockFile('/dev/null')).rejects.toThrow(/neither a regular file nor a block device/);
  });
  test('in use by another, unless only read', async () => {
    const block = await openBlockFile(file);
    await expect(openBlockFile(file)).rejects.toThrow(/is in use by another process/);
    await (await openBlockFile(file, { readOnly: true })).close();
    await block.close();
    await (await openBlockFile(file)).close();
  });
});
