import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFrame } from '../frame.js';
import { parseOptions, readOptions } from '../wire/tcp.js';
import { Segment } from './segment.js';
import { Conversation } from './testing/conversation.js';
import { seeded } from './testing/wire.js';

const NAMES = [
  'listen',
  'syn-sent',
  'syn-received',
  'established',
  'close-wait',
  'fin-wait-1',
  'fin-wait-2',
  'closing',
  'last-ack',
  'time-wait',
];

/** Of the runs with selective acknowledgments, timestamps, scaling and ECN. */
const SEEDS = [1, 2, 3, 4];

/** A conversation in the named state. Its configuration makes every table small, so that bounds are met. */
function stateOf(name: string): Conversation {
  const c = new Conversation({
    now: 0,
    configuration: {
      receiveBuffer: 20_000,
      maximumConnections: 50,
      maximumTimeWait: 20,
      userTimeout: 30_000,
      keepAliveIdle: 5_000,
    },
  });
  if (name === 'listen') c.listen();
  else if (name === 'syn-sent') c.connect();
  else if (name === 'syn-received') {
    c.listen();
    c.inject('S 0 <mss 500, wscale 2>');
  } else {
    c.accept('mss 500, wscale 2');
    c.write(3000);
    if (name !== 'established') {
      c.inject('. 1 ack 3001');
      if (name === 'close-wait' || name === 'last-ack' || name === 'closing') {
        if (name === 'closing') c.shutdown();
        c.inject('F. 1 ack 3001');
        if (name === 'last-ack') c.shutdown();
      } else {
        c.shutdown();
        if (name !== 'fin-wait-1') c.inject('. 1 ack 3002');
        if (name === 'time-wait') c.inject('F. 1 ack 3002');
      }
    }
  }
  c.skip();
  return c;
}

function bounded(c: Conversation): void {
  const { core } = c;
  expect(core.connections).toBeLessThanOrEqual(50);
  expect(core.timeWait.size).toBeLessThanOrEqual(20);
  expect(core.table.size).toBe(core.connections + core.timeWait.size);
  expect(core.dirty.length).toBe(0);
  expect(c.host.outstanding).toBe(0);
  if (c.connection === undefined) return;
  expect(c.connection.reassembly?.charged ?? 0).toBeLessThanOrEqual(40_000);
  expect(c.connection.receiveBuffer.length).toBeLessThanOrEqual(20_000);
}

const letters = ['S', 'F', 'R', 'P', 'U', 'E', 'C', '.'];
const segment = fc.record({
  flags: fc.oneof(
    fc.subarray(letters, { minLength: 1 }).map((flags) => flags.join('')),
    fc.constantFrom('.', 'P.', 'F.', 'S', 'S.', 'R', 'R.'),
  ),
  sequence: fc.oneof(fc.integer({ min: -3, max: 600 }), fc.integer({ min: -70_000, max: 70_000 }), fc.integer()),
  length: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1460 })),
  acknowledgment: fc.oneof(fc.integer({ min: 0, max: 3003 }), fc.integer({ min: -70_000, max: 70_000 }), fc.integer()),
  window: fc.oneof(fc.constantFrom(0, 1, 65535), fc.integer({ min: 0, max: 65535 })),
  options: fc.constantFrom('', ' <mss 0>', ' <mss 1460, wscale 14>', ' <raw 0200>', ' <wscale 255, raw fd01>'),
  wait: fc.constantFrom(0, 0, 0, 1, 50, 1_000, 70_000),
});

const line = (s: {
  flags: string;
  sequence: number;
  length: number;
  acknowledgment: number;
  window: number;
  options: string;
}) =>
  `${s.flags} ${s.sequence}${s.length > 0 ? `:${s.sequence + s.length}` : ''}${
    s.flags.includes('.') ? ` ack ${s.acknowledgment}` : ''
  } win ${s.window}${s.options}`;

describe.each(NAMES)('arbitrary segments in state %s', (name) => {
  test('never throw, never hang, and memory stays bounded', () => {
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 40 }), fc.boolean(), (segments, reading) => {
        const c = stateOf(name);
        c.reading = reading;
        for (const s of segments) {
          c.inject(line(s));
          if (s.wait > 0) c.advance(s.wait);
          // Sent is what the checksum and the pattern allow (decode checks both), and not without end.
          if (name !== 'syn-sent') expect(c.sent().length).toBeLessThan(200);
          else c.skip();
          bounded(c);
        }
        c.advance(2_000_000);
        bounded(c);
        if (c.connection !== undefined) c.abort();
        c.advance(200_000);
        expect(c.core.timeWait.size).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

const edge = fc.integer({ min: -10, max: 20_000 });
const acknowledgment = fc.record({
  acknowledgment: fc.oneof(fc.integer({ min: 1, max: 20_001 }), fc.integer({ min: -70_000, max: 70_000 })),
  blocks: fc.array(fc.tuple(edge, edge), { minLength: 0, maxLength: 3 }),
  value: fc.oneof(fc.constant(10), fc.integer({ min: 0, max: 30 })),
  echo: fc.oneof(fc.integer({ min: 0, max: 5000 }), fc.integer()),
  window: fc.oneof(fc.constant(65535), fc.constantFrom(0, 1, 600)),
  flags: fc.constantFrom('.', '.', '.', 'E.', 'C.', 'EC.'),
  data: fc.nat(3),
  write: fc.constantFrom(0, 0, 700, 5000),
  wait: fc.constantFrom(0, 0, 1, 30, 250, 3_000),
});

describe.each(SEEDS)('arbitrary SACK blocks, echoes and windows while data is in flight, seed %i', (seed) => {
  test('never throw, never hang; the scoreboard agrees with the sequence numbers; an honest end delivers the rest', () => {
    fc.assert(
      fc.property(fc.array(acknowledgment, { maxLength: 40 }), (acknowledgments) => {
        const c = new Conversation({ now: 0, configuration: { userTimeout: 3_000_000 } });
        c.listen();
        c.inject('SEC 0 <mss 1012, sackOK, TS val 10 ecr 0, nop, wscale 2>');
        c.inject('. 1 ack 1 <TS val 10 ecr 0>');
        c.write(20_000);
        for (const a of acknowledgments) {
          if (a.write > 0) c.write(a.write);
          const sack = a.blocks.length > 0 ? `, sack ${a.blocks.map(([l, r]) => `${l}:${r}`).join(' ')}` : '';
          const next = 1 + c.received.length;
          c.inject(
            `${a.flags} ${next}${a.data > 0 ? `:${next + a.data}` : ''} ack ${a.acknowledgment} win ${a.window} <TS val ${a.value} ecr ${a.echo}${sack}>`,
          );
          if (a.wait > 0) c.advance(a.wait);
          expect(c.sent().length).toBeLessThan(400);
          const { connection } = c;
          const board = connection.scoreboard;
          if (board !== null) {
            expect(board.left).toBe(connection.sendUnacknowledged);
            expect(board.right()).toBe(connection.sendNext);
            expect(board.sacked + board.lost).toBeLessThanOrEqual((board.right() - board.left) | 0);
            expect(Math.min(board.sacked, board.lost, connection.congestion.window)).toBeGreaterThanOrEqual(0);
          }
        }
        // From now on the peer is honest: everything that was written arrives, whatever it said before.
        for (let round = 0; round < 200 && c.connection.sendBuffer.length > 0; round++) {
          const una = (c.connection.sendUnacknowledged - c.iss) | 0;
          const end = c.sent().reduce((so, segment) => Math.max(so, segment.sequence + segment.length), una);
          const next = 1 + c.received.length;
          c.inject(`. ${next} ack ${end} win 65535 <TS val 40 ecr ${c.time.now}>`);
          c.advance(70_000);
        }
        expect(c.connection.sendBuffer.length).toBe(0);
      }),
      { numRuns: 60, seed },
    );
  });
});

test('arbitrary octets as segments, with right and wrong checksums, never throw', () => {
  const c = stateOf('established');
  c.tcp.intercept(() => {});
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120, size: 'max' }), fc.boolean(), (bytes, verified) => {
      const frame = {
        bytes,
        length: bytes.length,
        checksum: verified ? 1 : 0,
        checksumStart: 0,
        checksumOffset: 0,
        segmentSize: 0,
        views: null,
      } as const;
      c.tcp.input({ ...frame }, 0x0a000002, 0x0a000001, 0, bytes.length, c.time.now);
      c.tcp.flush(c.time.now);
      c.skip();
      bounded(c);
    }),
    { numRuns: 2000 },
  );
  expect(c.counters.droppedMalformed).toBeGreaterThan(0);
  expect(c.counters.droppedChecksum).toBeGreaterThan(0);
});

test('mutated good segments never throw, never corrupt the stream', () => {
  const draw = seeded(4711);
  for (let round = 0; round < 60; round++) {
    const c = stateOf('established');
    let next = 1;
    for (let i = 0; i < 50; i++) {
      const packet = c.packet(`P. ${next}:${next + 100} ack 1`);
      for (let copies = Math.floor(draw() * 4); copies > 0; copies--) {
        const bytes = packet.bytes.slice(0, draw() < 0.2 ? Math.floor(draw() * packet.bytes.length) : undefined);
        for (let flips = Math.floor(draw() * 3); flips >= 0 && bytes.length > 0; flips--)
          bytes[Math.floor(draw() * Math.min(bytes.length, 40))]! ^= 1 << Math.floor(draw() * 8);
        c.host.run([{ ...packet, bytes }]);
      }
      c.host.run([packet]);
      next += 100;
    }
    c.skip();
    // The checksum catches nearly every mutation; a pair of flips may cancel out, but then in the header only.
    if (c.state === 'ESTABLISHED') expect(c.received.length).toBeGreaterThanOrEqual(4900);
  }
});

test('ICMP errors with arbitrary quotes never throw', () => {
  const c = stateOf('established');
  fc.assert(
    fc.property(
      fc.constantFrom('unreachable', 'time-exceeded', 'too-big' as const),
      fc.nat(255),
      fc.uint8Array({ maxLength: 64 }),
      fc.nat(65535),
      (kind, code, quoted, mtu) => {
        c.tcp.icmpError(kind as 'too-big', code, 0x0a000001, 0x0a000002, quoted, 0, quoted.length, mtu);
      },
    ),
  );
  expect(c.connection.segmentSize).toBeGreaterThan(0);
});

test('arbitrary options never throw and stay in their ranges', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 44 }), fc.nat(44), fc.nat(44), (bytes, a, b) => {
      const start = Math.min(a, b, bytes.length);
      const end = Math.min(Math.max(a, b), bytes.length);
      const options = new Segment({ ...newFrame(0), bytes });
      parseOptions(bytes, start, end, options);
      if (options.sackBlocks > 0) {
        expect(options.sackAt).toBeGreaterThanOrEqual(start + 2);
        expect(options.sackAt + 8 * options.sackBlocks).toBeLessThanOrEqual(end);
      }
      const again = new Segment({ ...newFrame(0), bytes });
      readOptions(bytes, start, end, again);
      expect([again.hasTimestamps, again.timestampEcho]).toEqual([options.hasTimestamps, options.timestampEcho]);
      expect(options.maximumSegmentSize).toBeGreaterThanOrEqual(-1);
      expect(options.maximumSegmentSize).toBeLessThanOrEqual(65535);
      expect(options.windowScale).toBeGreaterThanOrEqual(-1);
      expect(options.windowScale).toBeLessThanOrEqual(14);
    }),
  );
});
