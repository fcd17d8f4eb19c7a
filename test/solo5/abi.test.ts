/**
 * Images octet by octet, as Solo5's own tenders of version 0.12 read them: the rules of its ELF loader, its two notes and its
 * manifest, written down here a second time, without what our tender and our encoder share.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compiledImage, nativeImage, whyNoImages } from './images.js';

const why = whyNoImages();
if (why !== undefined) console.log(`left out: the files of images: ${why}`);

interface Header {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number;
  readonly fileSize: number;
  readonly memorySize: number;
  readonly alignment: number;
}

const LOAD = 1;
const INTERPRETER = 3;
const NOTE = 4;
const SPT = 2;
const HVT = 1;

function headersOf(file: Buffer): Header[] {
  expect(file.subarray(0, 7).toString('latin1')).toBe('\x7fELF\x02\x01\x01');
  expect(file.readUInt16LE(16), 'ET_EXEC').toBe(2);
  expect(file.readUInt16LE(18), 'x86-64').toBe(62);
  expect(file.readUInt16LE(52), 'size of the header').toBe(64);
  expect(file.readUInt16LE(54), 'size of a program header').toBe(56);
  const table = Number(file.readBigUInt64LE(32));
  return Array.from({ length: file.readUInt16LE(56) }, (_, n) => {
    const at = table + 56 * n;
    const [offset, address, physical, fileSize, memorySize, alignment] = [8, 16, 24, 32, 40, 48].map((k) =>
      Number(file.readBigUInt64LE(at + k)),
    ) as [number, number, number, number, number, number];
    expect(physical).toBe(address);
    const [type, flags] = [file.readUInt32LE(at), file.readUInt32LE(at + 4)];
    return { type, flags, offset, address, fileSize, memorySize, alignment };
  });
}

function checkSegments(file: Buffer, headers: readonly Header[], memory: number): void {
  const entry = Number(file.readBigUInt64LE(24));
  expect(entry).toBeGreaterThanOrEqual(0x100000);
  expect(entry).toBeLessThan(memory);
  let end = 0;
  let executable = false;
  const loaded = headers.filter(({ type }) => type === LOAD);
  for (const { flags, offset, address, fileSize, memorySize, alignment } of loaded) {
    // One of zeros alone is passed over by tenders, which then do not see that it needs memory.
    expect(fileSize).toBeGreaterThan(0);
    expect(fileSize).toBeLessThanOrEqual(memorySize);
    expect(offset + fileSize).toBeLessThanOrEqual(file.length);
    expect(alignment & (alignment - 1)).toBe(0);
    expect(alignment % 4096).toBe(0);
    const start = address - (address % alignment);
    expect(start % 4096).toBe(0);
    expect(start).toBeGreaterThanOrEqual(0x100000);
    expect(start, 'ascending, and none overlaps another').toBeGreaterThanOrEqual(end);
    end = address + memorySize + ((alignment - ((address + memorySize) % alignment)) % alignment);
    expect(end).toBeLessThanOrEqual(memory);
    expect(flags & 3, 'W^X').not.toBe(3);
    expect(flags & 4, 'readable').toBe(4);
    executable ||= (flags & 1) !== 0 && entry >= address && entry < address + memorySize;
  }
  expect(executable, 'the entry is in code').toBe(true);
  expect(loaded.map(({ flags }) => flags)).toEqual([5, 4, 6]);
}

/** The first note of each header of this type: tenders read no others. */
function notesOf(file: Buffer, headers: readonly Header[]) {
  return headers
    .filter(({ type }) => type === NOTE)
    .map(({ offset, fileSize }) => {
      expect(fileSize, 'tenders refuse a note that is shorter').toBeGreaterThanOrEqual(12);
      const nameSize = file.readUInt32LE(offset);
      const name = file.subarray(offset + 12, offset + 12 + nameSize).toString('latin1');
      return { offset, fileSize, name, type: file.readUInt32LE(offset + 8), size: file.readUInt32LE(offset + 4) };
    });
}

function checkNotes(
  file: Buffer,
  headers: readonly Header[],
  target: number,
  devices: readonly [string, number][],
): void {
  const notes = notesOf(file, headers);
  expect(notes[0], 'a convention that stops the kernel of OpenBSD').toMatchObject({
    name: 'OpenBSD\0',
    type: 1,
    size: 4,
  });
  const abi = notes.filter(({ type, name }) => name === 'Solo5\0' && type === 0x31494241);
  expect(abi).toHaveLength(1);
  const { offset, fileSize, size } = abi[0]!;
  expect([fileSize, size]).toEqual([36, 16]);
  expect([0, 4, 8, 12].map((at) => file.readUInt32LE(offset + 20 + at))).toEqual([target, 2, 0, 0]);

  const manifests = notes.filter(({ type, name }) => name === 'Solo5\0' && type === 0x3154464d);
  expect(manifests).toHaveLength(1);
  const manifest = manifests[0]!;
  const entries = devices.length + 1;
  expect(manifest.size).toBe(4 + 8 + 104 * entries);
  expect(manifest.fileSize).toBe(20 + manifest.size);
  expect(manifest.offset % 8, 'its structure is aligned').toBe(0);
  expect(file.readUInt32LE(manifest.offset + 20), 'padding').toBe(0);
  const start = manifest.offset + 24;
  expect(file.readUInt32LE(start), 'version').toBe(1);
  expect(file.readUInt32LE(start + 4)).toBe(entries);
  for (let i = 0; i < entries; i++) {
    const entry = file.subarray(start + 8 + 104 * i, start + 8 + 104 * (i + 1));
    const [name, type] = i === 0 ? ['', 0x40000000] : devices[i - 1]!;
    expect(entry.subarray(0, 68).toString('latin1')).toBe(name.padEnd(68, '\0'));
    expect(entry.readUInt32LE(68)).toBe(type);
    // What the tender fills in: capacity or address, the host's handle, whether it is attached. Entry 0 has our features.
    expect(entry.subarray(72, 97).every((octet) => octet === 0)).toBe(true);
    if (i > 0) expect(entry.subarray(97).every((octet) => octet === 0)).toBe(true);
  }
}

describe.skipIf(why !== undefined)('the file of an image', () => {
  const devices = [
    { name: 'net', kind: 'network' },
    { name: 'disk', kind: 'block' },
    { name: 'net2', kind: 'network' },
  ] as const;
  const declared: [string, number][] = [
    ['net', 2],
    ['disk', 1],
    ['net2', 2],
  ];
  const check = (path: string, target: number, expected: readonly [string, number][]): void => {
    const file = readFileSync(path);
    const headers = headersOf(file);
    const interpreter = headers.filter(({ type }) => type === INTERPRETER);
    expect(interpreter).toHaveLength(1);
    const { offset, fileSize } = interpreter[0]!;
    expect(file.subarray(offset, offset + fileSize).toString('latin1')).toMatch(/^\/nonexistent\/solo5\/\0+$/);
    checkSegments(file, headers, 2 << 20);
    checkNotes(file, headers, target, expected);
  };
  test.each([
    ['spt', SPT],
    ['hvt', HVT],
  ] as const)('%s, with devices and without', (target, number) => {
    check(nativeImage(target, 'abi-none'), number, []);
    check(nativeImage(target, 'abi-three', devices, { takesStop: true }), number, declared);
  });
  test('of a compiled program', async () => {
    check(await compiledImage('spt', 'abi-program', 'console.log(1);'), SPT, []);
  }, 240_000);
});
