import { AbortSource, VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { FlowError } from './flow.js';
import { type AddressResolver, connectToAny } from './happy-eyeballs.js';
import type { Connection, ConnectOptions, Endpoint, Stack } from './stack.js';

/** A stack on which addresses answer, refuse, or never answer. */
function fake(clock: VirtualClock, answers: Record<string, number | 'refused'>, order?: readonly string[]) {
  const log: string[] = [];
  const stack = {
    connect({ address }: Endpoint, { signal }: ConnectOptions = {}) {
      log.push(`${clock.monotonic()} ${address}`);
      const answer = answers[address];
      return new Promise<Connection>((resolve, reject) => {
        signal?.addEventListener('abort', () => {
          log.push(`${clock.monotonic()} ${address} given up`);
          reject(signal.reason);
        });
        if (answer === 'refused') reject(new FlowError('refused', `${address} refused`));
        else if (answer !== undefined)
          clock.setTimer(clock.monotonic() + answer, () =>
            resolve({ remote: { address, port: 80 }, abort: () => log.push(`${address} aborted`) } as never),
          );
      });
    },
    ...(order === undefined
      ? {}
      : { orderDestinations: (list: readonly string[]) => order.filter((address) => list.includes(address)) }),
  } as unknown as Stack;
  return { stack, log };
}

async function race<T>(clock: VirtualClock, promise: Promise<T>, time = 2000): Promise<T> {
  promise.catch(() => {});
  await clock.advance(time);
  return promise;
}

describe('addresses (RFC 8305, 4 and 5)', () => {
  test('families in turn, 250 ms apart; who answers wins, and the others are given up', async () => {
    const clock = new VirtualClock();
    const { stack, log } = fake(clock, { '192.0.2.2': 30 });
    const addresses = ['2001:db8::1', '2001:db8::2', '192.0.2.1', '192.0.2.2'];
    const connection = await race(clock, connectToAny(stack, { addresses, port: 80 }, { clock }));
    expect(connection.remote.address).toBe('192.0.2.2');
    expect(log).toEqual([
      '0 2001:db8::1',
      '250 192.0.2.1',
      '500 2001:db8::2',
      '750 192.0.2.2',
      '780 2001:db8::1 given up',
      '780 192.0.2.1 given up',
      '780 2001:db8::2 given up',
      '780 192.0.2.2 given up',
    ]);
    expect(clock.pending).toBe(0);
  });

  test('what fails is followed at once', async () => {
    const clock = new VirtualClock();
    const { stack, log } = fake(clock, { '2001:db8::1': 'refused', '192.0.2.1': 5 });
    const target = { addresses: ['2001:db8::1', '192.0.2.1'], port: 80 };
    expect((await race(clock, connectToAny(stack, target, { clock }))).remote.address).toBe('192.0.2.1');
    expect(log.slice(0, 2)).toEqual(['0 2001:db8::1', '0 192.0.2.1']);
  });

  test("the order is the stack's", async () => {
    const clock = new VirtualClock();
    const { stack, log } = fake(clock, { '192.0.2.1': 5 }, ['192.0.2.1', '2001:db8::1']);
    await race(clock, connectToAny(stack, { addresses: ['2001:db8::1', '192.0.2.1'], port: 80 }, { clock }));
    expect(log[0]).toBe('0 192.0.2.1');
  });

  test('all fail: the first failure is told', async () => {
    const clock = new VirtualClock();
    const { stack } = fake(clock, { '2001:db8::1': 'refused', '192.0.2.1': 'refused' });
    const target = { addresses: ['2001:db8::1', '192.0.2.1'], port: 80 };
    await expect(race(clock, connectToAny(stack, target, { clock }))).rejects.toThrow('2001:db8::1 refused');
    await expect(race(clock, connectToAny(stack, { addresses: [], port: 80 }, { clock }))).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  test('a signal ends it all', async () => {
    const clock = new VirtualClock();
    const { stack, log } = fake(clock, {});
    const signal = new AbortSource();
    const connecting = connectToAny(stack, { addresses: ['2001:db8::1', '192.0.2.1'], port: 80 }, { clock, signal });
    connecting.catch(() => {});
    await clock.advance(100);
    signal.abort(new Error('enough'));
    await expect(connecting).rejects.toThrow('enough');
    await clock.advance(1000);
    expect(log).toEqual(['0 2001:db8::1', '100 2001:db8::1 given up']);
    expect(clock.pending).toBe(0);
  });
});

describe('names (RFC 8305, 3)', () => {
  function resolver(clock: VirtualClock, ipv6: number, ipv4: number): AddressResolver {
    return (_name, family) =>
      new Promise((resolve, reject) => {
        const delay = family === 6 ? ipv6 : ipv4;
        clock.setTimer(clock.monotonic() + Math.abs(delay), () => {
          if (delay < 0) reject(new Error(`no answer about ${family}`));
          else resolve([family === 6 ? '2001:db8::1' : '192.0.2.1']);
        });
      });
  }
  const dial = async (ipv6: number, ipv4: number, answers: Record<string, number | 'refused'>) => {
    const clock = new VirtualClock();
    const { stack, log } = fake(clock, answers);
    const target = { name: 'example.test', port: 80, resolve: resolver(clock, ipv6, ipv4) };
    const result = await race(clock, connectToAny(stack, target, { clock })).catch((error: Error) => error.message);
    return { result, starts: log.filter((line) => !line.includes('given up')) };
  };

  test('IPv6 goes first when its answer comes first, or within 50 ms', async () => {
    const both = { '2001:db8::1': 500, '192.0.2.1': 10 };
    expect((await dial(10, 20, both)).starts).toEqual(['10 2001:db8::1', '260 192.0.2.1']);
    expect((await dial(50, 20, both)).starts).toEqual(['50 2001:db8::1', '300 192.0.2.1']);
  });

  test('IPv4 goes after 50 ms, and IPv6 joins in', async () => {
    const { starts } = await dial(200, 20, { '2001:db8::1': 5 });
    expect(starts).toEqual(['70 192.0.2.1', '320 2001:db8::1']);
  });

  test('one family that has no answer does not hold up the other', async () => {
    expect((await dial(-30, 10, { '192.0.2.1': 1 })).starts).toEqual(['30 192.0.2.1']);
    expect((await dial(10, -900, { '2001:db8::1': 1 })).starts).toEqual(['10 2001:db8::1']);
    expect((await dial(-10, -20, {})).result).toBe('no answer about 6');
  });
});
