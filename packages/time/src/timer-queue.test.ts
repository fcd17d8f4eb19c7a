import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type QueuedTimer, TimerQueue } from './timer-queue.js';

test('behaves as a list sorted by deadline and then by age, under any mix of operations', () => {
  const operation = fc.oneof(
    fc.record({ kind: fc.constant('add' as const), deadline: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(200) }),
    fc.record({ kind: fc.constant('move' as const), which: fc.nat(200), deadline: fc.integer({ min: 0, max: 50 }) }),
    fc.record({ kind: fc.constant('fire' as const), now: fc.integer({ min: 0, max: 60 }) }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 300 }), (operations) => {
      const queue = new TimerQueue();
      const timers: QueuedTimer[] = [];
      let model: { id: number; deadline: number; sequence: number }[] = [];
      let sequence = 0;
      const ran: number[] = [];
      for (const op of operations) {
        if (op.kind === 'add') {
          const id = timers.length;
          timers.push(queue.add(op.deadline, () => ran.push(id)));
          model.push({ id, deadline: op.deadline, sequence: sequence++ });
        } else if (op.kind === 'cancel') {
          timers[op.which]?.cancel();
          model = model.filter((entry) => entry.id !== op.which);
        } else if (op.kind === 'move') {
          const timer = timers[op.which];
          if (timer === undefined) continue;
          const entry = model.find((candidate) => candidate.id === op.which);
          expect(queue.reschedule(timer, op.deadline)).toBe(entry !== undefined);
          if (entry !== undefined) {
            entry.deadline = op.deadline;
            entry.sequence = sequence++;
          }
        } else {
          ran.length = 0;
          const due = model
            .filter((entry) => entry.deadline <= op.now)
            .sort((a, b) => a.deadline - b.deadline || a.sequence - b.sequence);
          expect(queue.fire(op.now)).toBe(due.length);
          expect(ran).toEqual(due.map((entry) => entry.id));
          model = model.filter((entry) => entry.deadline > op.now);
        }
        expect(queue.size).toBe(model.length);
        expect(queue.nextDeadline).toBe(Math.min(Infinity, ...model.map((entry) => entry.deadline)));
      }
    }),
    { numRuns: 300 },
  );
});

test('a million timers set and cancelled leave nothing behind', () => {
  const queue = new TimerQueue();
  const kept = Array.from({ length: 1000 }, (_, i) => queue.add(1e6 + i, () => {}));
  for (let i = 0; i < 1_000_000; i++) queue.add(i, () => {}).cancel();
  expect(queue.size).toBe(1000);
  for (const timer of kept) timer.cancel();
  expect(queue.size).toBe(0);
  expect(queue.nextDeadline).toBe(Infinity);
});

test('a callback that always sets another for now does not keep fire from returning', () => {
  const queue = new TimerQueue();
  let runs = 0;
  const again = () => {
    runs++;
    queue.add(0, again);
  };
  queue.add(0, again);
  queue.add(0, () => {});
  expect(queue.fire(0)).toBe(2);
  expect(queue.size).toBe(1);
  expect(runs).toBe(1);
});

test('what a callback throws leaves the queue intact', () => {
  const queue = new TimerQueue();
  const ran: string[] = [];
  queue.add(1, () => ran.push('before'));
  queue.add(2, () => {
    throw new Error('broken callback');
  });
  queue.add(3, () => ran.push('after'));
  expect(() => queue.fire(9)).toThrow('broken callback');
  expect(queue.size).toBe(1);
  queue.fire(9);
  expect(ran).toEqual(['before', 'after']);
});

test('clear forgets without running, and a forgotten timer can be cancelled', () => {
  const queue = new TimerQueue();
  let runs = 0;
  const timer = queue.add(1, () => runs++);
  queue.add(2, () => runs++);
  queue.clear();
  timer.cancel();
  expect(timer.pending).toBe(false);
  expect(queue.fire(10)).toBe(0);
  expect(runs).toBe(0);
});
