import { describe, expect, test } from 'vitest';
import { parseForwards } from './publish.js';
import { announceWhenReady } from './ready.js';
import { createTerminal } from './terminal.js';

async function collect() {
  let text = '';
  const stream = { write: (piece: string) => void (text += piece) };
  return { terminal: await createTerminal(stream, stream, {}), text: () => text };
}

const forever = new Promise<never>(() => {});

/** Accepts at the n-th try. */
function network(tries: number) {
  const asked: number[] = [];
  return {
    asked,
    accepts: async ({ guestPort }: { guestPort: number }) => asked.push(guestPort) >= tries,
    close: async () => {},
  };
}

describe('ready', () => {
  test.each([
    ['8080:80', true, 'ready: http://127.0.0.1:8080/\n'],
    ['8443:443', true, 'ready: https://127.0.0.1:8443/\n'],
    ['0.0.0.0:9000:3000', true, 'ready: http://127.0.0.1:9000/\n'],
    ['7007:7', true, 'ready: tcp://127.0.0.1:7007\n'],
    ['8080:80', false, 'ready: tcp://127.0.0.1:8080\n'],
    ['5300:53/udp', true, 'forwarding: udp 127.0.0.1:5300 to port 53\n'],
  ])('for -p %s, http %s', async (publish, http, expected) => {
    const { terminal, text } = await collect();
    const forwards = parseForwards([publish]);
    await announceWhenReady({ terminal, forwards, http, userNetwork: network(1), ended: forever });
    expect(text()).toBe(expected);
  });

  test('comes only when the appliance accepts', async () => {
    const { terminal, text } = await collect();
    const userNetwork = network(4);
    await announceWhenReady({ terminal, forwards: parseForwards(['1:80']), http: true, userNetwork, ended: forever });
    expect(userNetwork.asked).toEqual([80, 80, 80, 80]);
    expect(text()).toBe('ready: http://127.0.0.1:1/\n');
  });

  test('never comes when the appliance ends first, well or not', async () => {
    const ends = [async () => 0, async () => Promise.reject(new Error('cannot start'))];
    for (const end of ends) {
      const ended = end();
      const { terminal, text } = await collect();
      const userNetwork = network(Number.POSITIVE_INFINITY);
      await announceWhenReady({ terminal, forwards: parseForwards(['1:80']), http: true, userNetwork, ended });
      expect(text()).toBe('');
    }
  });

  test('gives way to a clear message after a while', async () => {
    const { terminal, text } = await collect();
    const userNetwork = network(Number.POSITIVE_INFINITY);
    const forwards = parseForwards(['1:80']);
    await announceWhenReady({ terminal, forwards, http: true, userNetwork, ended: forever, patience: 100 });
    expect(text()).toMatch(
      /^morgana: the appliance has not accepted a connection at its port 80 for 0\.1 s; it goes on/,
    );
  });
});
