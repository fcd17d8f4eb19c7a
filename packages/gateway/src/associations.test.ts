import { VirtualClock } from '@morgana/time';
import { expect, test } from 'vitest';
import { Associations } from './associations.js';

function table(capacity: number) {
  const clock = new VirtualClock();
  const closed: string[] = [];
  const associations = new Associations(clock, { idle: 100, capacity });
  const use = (key: string) => associations.use(key, () => ({ close: () => void closed.push(key) }));
  return { clock, closed, associations, use };
}

test('the same key gives the same association', () => {
  const { use } = table(4);
  expect(use('a')).toBe(use('a'));
});

test('what is not used for the idle time is closed, what is used stays', async () => {
  const { clock, closed, associations, use } = table(4);
  use('a');
  use('b');
  await clock.advance(60);
  use('a');
  await clock.advance(60);
  expect(closed).toEqual(['b']);
  await clock.advance(60);
  expect(closed).toEqual(['b', 'a']);
  expect(associations.size).toBe(0);
  expect(clock.pending).toBe(0);
});

test('a full table gives up the one that was idle longest', () => {
  const { closed, associations, use } = table(2);
  use('a');
  use('b');
  use('a');
  use('c');
  expect(closed).toEqual(['b']);
  expect(associations.evicted).toBe(1);
  expect(associations.size).toBe(2);
});

test('close closes each and leaves no timer', () => {
  const { clock, closed, associations, use } = table(2);
  use('a');
  use('b');
  associations.close();
  expect(closed).toEqual(['a', 'b']);
  expect(clock.pending).toBe(0);
});
