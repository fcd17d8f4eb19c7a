import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@morgana/time';
import { expect, test } from 'vitest';
import { link } from './link.js';
import { pcapng } from './pcapng.js';

/** The blocks of a file: type and content, with the lengths at both ends checked. */
function blocks(file: Uint8Array): { type: number; body: DataView }[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const found = [];
  for (let at = 0; at < file.length; ) {
    const length = view.getUint32(at + 4, true);
    expect(length % 4).toBe(0);
    expect(view.getUint32(at + length - 4, true)).toBe(length);
    found.push({ type: view.getUint32(at, true), body: new DataView(file.buffer, at + 8, length - 12) });
    at += length;
  }
  return found;
}

function record() {
  const clock = new VirtualClock();
  const parts: number[] = [];
  const cable = link({ mtu: 1500 });
  const file = pcapng({ clock, sink: (bytes) => void parts.push(...bytes), comment: 'a test' });
  const a = file.capture(cable.a, { name: 'a' });
  const b = file.capture(cable.b, { name: 'b', snapLength: 40 });
  b.receive(() => {});
  for (const length of [60, 61, 1514]) {
    const frame = a.allocate(length)!;
    frame.length = length;
    frame.bytes.fill(length & 255, 0, length);
    frame.bytes.set([2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x88, 0xb5]);
    a.transmit(frame);
    a.flush();
    while (cable.deliver() > 0);
  }
  file.close();
  file.close();
  return { bytes: Uint8Array.from(parts), clock };
}

test('sections, devices, frames of both directions, statistics', () => {
  const { bytes, clock } = record();
  const all = blocks(bytes);
  expect(all.map(({ type }) => type)).toEqual([0x0a0d0d0a, 1, 1, 6, 6, 6, 6, 6, 6, 5, 5]);
  const packets = all.filter(({ type }) => type === 6).map(({ body }) => body);
  // Device, octets kept, octets there were.
  expect(packets.map((body) => [body.getUint32(0, true), body.getUint32(12, true), body.getUint32(16, true)])).toEqual([
    [0, 60, 60],
    [1, 40, 60],
    [0, 61, 61],
    [1, 40, 61],
    [0, 1514, 1514],
    [1, 40, 1514],
  ]);
  const stamp = (BigInt(packets[0]!.getUint32(4, true)) << 32n) | BigInt(packets[0]!.getUint32(8, true));
  expect(Number(stamp / 1_000_000n)).toBe(clock.wall());
  expect(packets.map((body) => body.getUint32(body.byteLength - 8, true))).toEqual([2, 1, 2, 1, 2, 1]);
});

const tools = ['capinfos', 'tshark'].filter((tool) => {
  try {
    execFileSync(tool, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (tools.length < 2) console.log('left out: pcapng read by capinfos and tshark: apt-get install tshark');

test.skipIf(tools.length < 2)('capinfos and tshark read it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'morgana-pcapng-'));
  try {
    const path = join(folder, 'file.pcapng');
    writeFileSync(path, record().bytes);
    const about = execFileSync('capinfos', [path], { encoding: 'utf8' });
    expect(about).toContain('pcapng');
    expect(about).toMatch(/Number of packets:\s+6/);
    expect(about).toMatch(/Time precision = nanoseconds/);
    expect(about).toMatch(/Number of interfaces in file:\s+2/);
    expect(about).toMatch(/Number of stat entries = 1/);
    const fields = [
      'frame.number',
      'frame.interface_name',
      'frame.len',
      'frame.cap_len',
      'frame.packet_flags_direction',
    ];
    const frames = execFileSync('tshark', ['-r', path, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(frames.trim().split('\n')[1]!.split('\t').slice(0, 4)).toEqual(['2', 'b', '60', '40']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
