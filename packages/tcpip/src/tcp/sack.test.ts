import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReassemblyQueue } from './reassembly.js';
import { Conversation } from './testing/conversation.js';

function receiving(options = 'mss 1000, sackOK', later = '', configuration = {}): Conversation {
  const c = new Conversation({ configuration });
  c.accept(options, later);
  return c;
}

describe('RFC 2018: what the receiver reports', () => {
  test('2: SACK-permitted is answered when it was offered', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 <mss 1000, sackOK>');
    c.expect('S. 0 ack 1 <mss 1460, nop, nop, sackOK>');
    const d = receiving('mss 1000');
    d.inject('. 1001:2001 ack 1');
    d.expect('. 1 ack 1 <>');
  });

  test('4: the block that holds the segment first, then the others as they were reported', () => {
    const c = receiving();
    c.inject('. 1001:2001 ack 1');
    c.expect('. 1 ack 1 <sack 1001:2001>');
    c.inject('. 3001:4001 ack 1');
    c.expect('. 1 ack 1 <sack 3001:4001 1001:2001>');
    c.inject('. 5001:6001 ack 1');
    c.expect('. 1 ack 1 <sack 5001:6001 3001:4001 1001:2001>');
    c.inject('. 2001:3001 ack 1');
    c.expect('. 1 ack 1 <sack 1001:4001 5001:6001>');
    c.inject('. 1:1001 ack 1');
    c.expect('. 1 ack 4001 <sack 5001:6001>');
    c.inject('. 4001:5001 ack 1');
    c.expect('. 1 ack 6001 <>');
    expect(c.hasReceivedUpTo(6001)).toBe(true);
  });

  test('3: four blocks at most, three beside timestamps', () => {
    const c = receiving();
    for (let block = 1; block <= 5; block++) c.inject(`. ${2000 * block}:${2000 * block + 100} ack 1`);
    expect(c.sent().at(-1)!.options).toEqual(['sack 10000:10100 8000:8100 6000:6100 4000:4100']);
    const d = receiving('mss 1000, sackOK, TS val 1 ecr 0', ' <TS val 1 ecr 100000>');
    for (let block = 1; block <= 5; block++)
      d.inject(`. ${2000 * block}:${2000 * block + 100} ack 1 <TS val 1 ecr 100000>`);
    expect(d.sent().at(-1)!.options).toEqual(['TS val 100000 ecr 1', 'sack 10000:10100 8000:8100 6000:6100']);
  });

  test('a segment of data carries the blocks that it has room for', () => {
    const c = receiving();
    c.inject('. 1001:2001 ack 1');
    c.skip();
    c.write(900);
    c.expect('P. 1:901 ack 1 <sack 1001:2001>');
    c.write(1000);
    c.expect('P. 901:1901 ack 1 <>');
  });

  test('blocks are what is held: a model', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 12 })), { maxLength: 40 }), (segments) => {
        const queue = new ReassemblyQueue(0x7fff_fff0, 1 << 20);
        const held = new Set<number>();
        const bytes = new Uint8Array(100);
        for (const [start, length] of segments) {
          const sequence = (0x7fff_fff0 + 1 + start) | 0;
          expect(queue.insert(sequence, bytes, 0, length, 1 << 20)).toBe(true);
          for (let i = 0; i < length; i++) held.add(start + i);
          expect(queue.blockCount).toBeGreaterThan(0);
          for (let i = 0; i < queue.blockCount; i++) {
            const left = (queue.blocks[2 * i]! - 0x7fff_fff0 - 1) | 0;
            const right = (queue.blocks[2 * i + 1]! - 0x7fff_fff0 - 1) | 0;
            for (let octet = left; octet < right; octet++) expect(held.has(octet)).toBe(true);
            expect([held.has(left - 1), held.has(right)]).toEqual([false, false]);
            if (i === 0) expect(left <= start && start + length <= right).toBe(true);
          }
        }
      }),
    );
  });
});

describe('RFC 2883: duplicates are reported', () => {
  test('4.1: a segment that was received in order before', () => {
    const c = receiving();
    c.inject('. 1:1001 ack 1', '. 1001:2001 ack 1');
    c.skip();
    c.inject('. 1:1001 ack 1');
    c.expect('. 1 ack 2001 <sack 1:1001>');
    // Once.
    c.inject('. 3001:4001 ack 1');
    c.expect('. 1 ack 2001 <sack 3001:4001>');
  });

  test('4.1.2: above a hole, followed by the block that it belongs to', () => {
    const c = receiving();
    c.inject('. 1001:3001 ack 1');
    c.skip();
    c.inject('. 1001:2001 ack 1');
    c.expect('. 1 ack 1 <sack 1001:2001 1001:3001>');
  });

  test('4.2: of a segment that is new in part only the part that is not', () => {
    const c = receiving();
    c.inject('. 1:1001 ack 1', '. 1001:1501 ack 1');
    c.skip();
    c.inject('. 1001:2001 ack 1');
    c.expect('. 1 ack 2001 <sack 1001:1501>');
  });
});
