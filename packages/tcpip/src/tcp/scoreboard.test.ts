import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LOST, RETRANSMITTED, SACKED, Scoreboard } from './scoreboard.js';

/** Octet by octet: what the runs say in short. */
interface Octet {
  sentAt: number;
  fate: number;
}

function expand(board: Scoreboard): Octet[] {
  const octets: Octet[] = [];
  for (let run = 0; run < board.runs(); run++)
    for (let at = board.start(run); at !== board.end(run); at = (at + 1) | 0)
      octets.push({ sentAt: board.sentAt(run), fate: board.fate(run) });
  return octets;
}

const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), octets: fc.integer({ min: 1, max: 20 }), later: fc.nat(2) }),
  fc.record({ do: fc.constant('acknowledge' as const), octets: fc.nat(30), later: fc.nat(2) }),
  fc.record({ do: fc.constant('mark' as const), from: fc.nat(60), octets: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ do: fc.constant('lose' as const), from: fc.nat(20) }),
  fc.record({ do: fc.constant('again' as const), octets: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ do: fc.constant('tail' as const), octets: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ do: fc.constant('all' as const), reneged: fc.boolean() }),
);

test('runs say what every octet would: a model, across the wrap of sequence numbers', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const board = new Scoreboard();
      let left = 0x7fff_ffe0;
      let tick = 0x7fff_fffa;
      board.reset(left);
      let model: Octet[] = [];
      for (const s of steps) {
        board.begin();
        let delivered = 0;
        if (s.do === 'send') {
          tick = (tick + s.later) | 0;
          for (let i = 0; i < s.octets; i++) model.push({ sentAt: tick, fate: 0 });
          board.sent((left + model.length) | 0, tick);
        } else if (s.do === 'acknowledge') {
          tick = (tick + s.later) | 0;
          const octets = Math.min(s.octets, model.length);
          delivered = model.slice(0, octets).filter((octet) => (octet.fate & SACKED) === 0).length;
          model = model.slice(octets);
          left = (left + octets) | 0;
          board.acknowledge(left, tick, tick);
        } else if (s.do === 'mark') {
          const to = Math.min(s.from + s.octets, model.length);
          if (s.from >= to) continue;
          for (let i = s.from; i < to; i++) {
            if ((model[i]!.fate & SACKED) === 0) delivered++;
            model[i] = { ...model[i]!, fate: SACKED };
          }
          board.mark((left + s.from) | 0, (left + to) | 0, tick, tick);
        } else if (s.do === 'lose') {
          if (s.from >= board.runs() || (board.fate(s.from) & (SACKED | LOST)) !== 0) continue;
          const start = (board.start(s.from) - left) | 0;
          const end = (board.end(s.from) - left) | 0;
          for (let i = start; i < end; i++) model[i] = { ...model[i]!, fate: model[i]!.fate | LOST };
          board.markLost(s.from);
        } else if (s.do === 'again') {
          const run = board.firstLost();
          const first = model.findIndex((octet) => (octet.fate & LOST) !== 0);
          expect(run < 0 ? -1 : (board.start(run) - left) | 0).toBe(first);
          if (run < 0) continue;
          const octets = Math.min(s.octets, (board.end(run) - board.start(run)) | 0);
          for (let i = first; i < first + octets; i++) model[i] = { sentAt: tick, fate: RETRANSMITTED };
          board.sentAgain(run, octets, tick);
        } else if (s.do === 'tail') {
          const last = board.runs() - 1;
          if (last < 0 || (board.fate(last) & SACKED) !== 0) continue;
          const octets = Math.min(s.octets, (board.end(last) - board.start(last)) | 0);
          for (let i = model.length - octets; i < model.length; i++) model[i] = { sentAt: tick, fate: RETRANSMITTED };
          board.tailSentAgain(octets, tick);
        } else {
          model = model.map((octet) => {
            if ((octet.fate & SACKED) === 0) return { ...octet, fate: octet.fate | LOST };
            return s.reneged ? { ...octet, fate: RETRANSMITTED | LOST } : octet;
          });
          board.loseAll(s.reneged);
        }
        expect(board.delivered).toBe(delivered);
        expect(board.left).toBe(left);
        expect(board.right()).toBe((left + model.length) | 0);
        expect(board.sacked).toBe(model.filter((octet) => (octet.fate & SACKED) !== 0).length);
        expect(board.lost).toBe(model.filter((octet) => (octet.fate & LOST) !== 0).length);
        // When it was sent matters only of what is in the network.
        const sighted = ({ sentAt, fate }: Octet) => ((fate & (SACKED | LOST)) === 0 ? `${sentAt} ${fate}` : `${fate}`);
        expect(expand(board).map(sighted)).toEqual(model.map(sighted));
      }
    }),
    { numRuns: 500 },
  );
});

test('its size is bounded: a peer that SACKs every other octet cannot make it grow', () => {
  const board = new Scoreboard();
  board.reset(0);
  board.sent(100_000, 1);
  for (let octet = 1; octet < 100_000; octet += 2) board.mark(octet, octet + 1, 2, 2);
  expect(board.runs()).toBeLessThanOrEqual(1024);
  board.acknowledge(100_000, 3, 3);
  expect([board.runs(), board.sacked, board.lost, board.left]).toEqual([0, 0, 0, 100_000]);
});

test('a train that is sent in one tick is one run', () => {
  const board = new Scoreboard();
  board.reset(0);
  for (let i = 1; i <= 100; i++) board.sent(i * 1000, 5);
  expect(board.runs()).toBe(1);
  board.acknowledge(50_500, 6, 6);
  expect([board.runs(), board.left, board.right(), board.delivered]).toEqual([1, 50_500, 100_000, 50_500]);
});
