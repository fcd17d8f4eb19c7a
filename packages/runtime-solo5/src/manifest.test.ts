import { expect, test } from 'vitest';
import { encodeManifest, notesUnit } from './manifest.js';

test('without devices: the reserved entry alone', () => {
  const bytes = encodeManifest([]);
  expect(bytes.length).toBe(112);
  const view = new DataView(bytes.buffer);
  expect([view.getUint32(0, true), view.getUint32(4, true), view.getUint32(8 + 68, true)]).toEqual([1, 1, 0x4000_0000]);
  expect(bytes.filter((octet) => octet !== 0)).toEqual(Uint8Array.of(1, 1, 0x40));
});

test('devices in order, each with its name and type; what the host fills in is zero', () => {
  const bytes = encodeManifest([
    { name: 'net0', kind: 'network' },
    { name: 'Disk', kind: 'block' },
  ]);
  expect(bytes.length).toBe(8 + 3 * 104);
  const entry = (n: number) => bytes.subarray(8 + n * 104, 8 + (n + 1) * 104);
  expect(new TextDecoder().decode(entry(1).subarray(0, 5))).toBe('net0\0');
  expect(entry(1)[68]).toBe(2);
  expect(new TextDecoder().decode(entry(2).subarray(0, 5))).toBe('Disk\0');
  expect(entry(2)[68]).toBe(1);
  for (const n of [1, 2])
    expect(
      entry(n)
        .subarray(72)
        .every((octet) => octet === 0),
    ).toBe(true);
});

test('the wish to stop, and virtio-net headers, are bits in the padding of entry 0', () => {
  const differ = (a: Uint8Array, b: Uint8Array) => [...a].flatMap((octet, i) => (octet === b[i] ? [] : [i]));
  expect(differ(encodeManifest([]), encodeManifest([], { takesStop: true }))).toEqual([8 + 98]);
  expect(encodeManifest([], { takesStop: true, offloads: true })[8 + 98]).toBe(3);
});

test.each([
  [[{ name: 'a-b', kind: 'block' }], 'letters and digits'],
  [[{ name: '', kind: 'block' }], 'letters and digits'],
  [[{ name: 'a'.repeat(68), kind: 'block' }], 'letters and digits'],
  [
    [
      { name: 'a', kind: 'block' },
      { name: 'a', kind: 'network' },
    ],
    'twice',
  ],
  [Array.from({ length: 64 }, (_, n) => ({ name: `d${n}`, kind: 'block' as const })), 'at most 63'],
] as const)('refused: %j', (devices, message) => {
  expect(() => encodeManifest(devices)).toThrow(message);
});

test('the notes say who the image is for, and how long they are', () => {
  expect(notesUnit('spt', [])).toContain('0x31494241u, "Solo5", 2, 2,');
  expect(notesUnit('hvt', [])).toContain('0x31494241u, "Solo5", 1, 2,');
  expect(notesUnit('spt', [])).toContain('{ 6, 116, 0x3154464du, "Solo5", 0,');
  expect(notesUnit('spt', [{ name: 'net', kind: 'network' }])).toContain('{ 6, 220,');
});
