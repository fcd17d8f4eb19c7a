import { VirtualClock } from '@morgana/time';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ethernetSwitch, type Network, type SwitchOptions } from './index.js';
import { MacTable } from './mac-table.js';
import { numbered, numbersReceived, received, sendBytes } from './testing.js';

const station = (number: number) => new Uint8Array([2, 0, 0, 0, number >>> 8, number]);
const BROADCAST = new Uint8Array(6).fill(0xff);

function rig(count: number, options: SwitchOptions = {}) {
  const hub = ethernetSwitch({ delivery: 'manual', ...options });
  const ports: Network[] = [];
  const got: number[][] = [];
  for (let i = 0; i < count; i++) {
    ports.push(hub.port(station(1000 + i)));
    got.push(numbersReceived(ports[i]!));
  }
  return { hub, ports, got };
}

describe('ethernetSwitch', () => {
  test('floods what it does not know and forwards what it has heard of', () => {
    const { hub, ports, got } = rig(3);
    sendBytes(ports[0]!, numbered(station(2), station(1), 10));
    hub.deliver();
    expect(got).toEqual([[], [10], [10]]);
    sendBytes(ports[1]!, numbered(station(1), station(2), 11));
    hub.deliver();
    expect(got).toEqual([[11], [10], [10]]);
    sendBytes(ports[0]!, numbered(station(2), station(1), 12));
    hub.deliver();
    expect(got).toEqual([[11], [10, 12], [10]]);
    expect(hub.statistics).toEqual({ forwarded: 2, flooded: 1, filtered: 0 });
  });

  test('floods broadcast and multicast, keeps what belongs to the link', () => {
    const { hub, ports, got } = rig(3);
    sendBytes(ports[0]!, numbered(BROADCAST, station(1), 1));
    sendBytes(ports[0]!, numbered(new Uint8Array([1, 0, 0x5e, 0, 0, 1]), station(1), 2));
    sendBytes(ports[0]!, numbered(new Uint8Array([1, 0x80, 0xc2, 0, 0, 0]), station(1), 3));
    hub.deliver();
    expect(got).toEqual([[], [1, 2], [1, 2]]);
    expect(hub.statistics.filtered).toBe(1);
  });

  test('filters what would go back where it came from, and never learns a group address', () => {
    const { hub, ports, got } = rig(2);
    sendBytes(ports[0]!, numbered(station(9), station(1), 1));
    sendBytes(ports[0]!, numbered(station(1), station(2), 2));
    sendBytes(ports[0]!, numbered(station(9), BROADCAST, 3));
    sendBytes(ports[1]!, numbered(BROADCAST, station(4), 4));
    hub.deliver();
    expect(got).toEqual([[4], [1, 3]]);
    expect(hub.statistics.filtered).toBe(1);
  });

  test('group addresses as sources take no place of a station', () => {
    const { hub, ports, got } = rig(3, { stations: 4 });
    sendBytes(ports[0]!, numbered(BROADCAST, station(1), 0));
    for (let i = 0; i < 20; i++) sendBytes(ports[0]!, numbered(BROADCAST, new Uint8Array([3, 0, 0, 0, 0, i]), i));
    hub.deliver();
    got[2]!.length = 0;
    sendBytes(ports[1]!, numbered(station(1), station(2), 99));
    hub.deliver();
    expect(got[0]).toEqual([99]);
    expect(got[2]).toEqual([]);
  });

  test('a station that moves is found at its new port', () => {
    const { hub, ports, got } = rig(3);
    for (const from of [0, 1]) {
      sendBytes(ports[from]!, numbered(station(9), station(1), from));
      hub.deliver();
      sendBytes(ports[2]!, numbered(station(1), station(2), 7));
      hub.deliver();
      expect(got[from]!.at(-1)).toBe(7);
    }
    expect(hub.statistics.forwarded).toBe(2);
  });

  test('forgets a silent station after maxAge, not before', () => {
    const clock = new VirtualClock();
    const { hub, ports, got } = rig(3, { clock, maxAge: 1000 });
    sendBytes(ports[0]!, numbered(station(9), station(1), 1));
    hub.deliver();
    clock.advanceSync(1000);
    sendBytes(ports[1]!, numbered(station(1), station(2), 2));
    hub.deliver();
    expect(got[2]).toEqual([1]);
    clock.advanceSync(1);
    sendBytes(ports[1]!, numbered(station(1), station(2), 3));
    hub.deliver();
    expect(got[2]).toEqual([1, 3]);
  });

  test('an unplugged port gets nothing and its stations are forgotten', async () => {
    const { hub, ports, got } = rig(3);
    sendBytes(ports[0]!, numbered(station(9), station(1), 1));
    hub.deliver();
    await ports[0]!.close();
    sendBytes(ports[1]!, numbered(station(1), station(2), 2));
    hub.deliver();
    expect(got).toEqual([[], [1], [1, 2]]);
    const late = hub.port(station(2000));
    const gotLate = numbersReceived(late);
    sendBytes(ports[1]!, numbered(BROADCAST, station(2), 3));
    hub.deliver();
    expect(gotLate).toEqual([3]);
  });

  test('handlers may plug and unplug', () => {
    const { hub, ports, got } = rig(3);
    ports[1]!.receive(() => {
      hub.port(station(3000)).receive(() => {});
      void ports[2]!.close();
      void ports[0]!.close();
    });
    sendBytes(ports[0]!, numbered(BROADCAST, station(1), 1));
    sendBytes(ports[0]!, numbered(BROADCAST, station(1), 2));
    hub.deliver();
    hub.deliver();
    expect(got[2]).toEqual([]);
  });

  test('goes on working, by flooding, under a flood of made-up addresses', () => {
    const { hub, ports, got } = rig(3, { stations: 16 });
    for (let i = 0; i < 5000; i++) {
      sendBytes(ports[0]!, numbered(BROADCAST, station(i), i));
      hub.deliver();
    }
    got[1]!.length = 0;
    sendBytes(ports[1]!, numbered(BROADCAST, station(6000), 1));
    sendBytes(ports[2]!, numbered(station(6000), station(6001), 2));
    hub.deliver();
    expect(got[1]!).toContain(2);
  });

  test('copies nothing', () => {
    const { hub, ports } = rig(3);
    const seen = new Set<Uint8Array>();
    for (const port of ports) port.receive((frames) => seen.add(frames[0]!.bytes));
    sendBytes(ports[0]!, numbered(BROADCAST, station(1), 1));
    hub.deliver();
    expect(seen.size).toBe(1);
  });

  test('behaves as a switch made of a Map', () => {
    const ports = 4;
    const event = fc.record({
      port: fc.nat(ports - 1),
      source: fc.integer({ min: 1, max: 4 }),
      destination: fc.integer({ min: 0, max: 4 }),
      wait: fc.constantFrom(0, 0, 0, 60, 150),
      deliver: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const clock = new VirtualClock();
        const { hub, ports: networks, got } = rig(ports, { clock, maxAge: 100 });
        const expected: number[][] = networks.map(() => []);
        const table = new Map<number, { port: number; heard: number }>();
        const waiting: { port: number; source: number; destination: number; id: number }[] = [];
        const deliver = () => {
          hub.deliver();
          // A round goes port by port, each port's frames in order.
          for (let port = 0; port < ports; port++) {
            for (const frame of waiting.filter((frame) => frame.port === port)) {
              const now = clock.monotonic();
              table.set(frame.source, { port, heard: now });
              const known = table.get(frame.destination);
              const isKnown = known !== undefined && now - known.heard <= 100;
              for (let to = 0; to < ports; to++) {
                if (to !== port && (!isKnown || known.port === to)) expected[to]!.push(frame.id);
              }
            }
          }
          waiting.length = 0;
        };
        for (const [id, { port, source, destination, wait, deliver: isNow }] of events.entries()) {
          clock.advanceSync(wait);
          const to = destination === 0 ? BROADCAST : station(destination);
          sendBytes(networks[port]!, numbered(to, station(source), id));
          waiting.push({ port, source, destination, id });
          if (isNow) deliver();
        }
        deliver();
        expect(got).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

describe('MacTable', () => {
  test('keeps what was heard last when a bucket is full', () => {
    const table = new MacTable(4, 1000);
    for (let i = 0; i < 20; i++) table.learn(station(i), 0, i, i);
    const known = Array.from({ length: 20 }, (_, i) => table.lookup(station(i), 0, 20));
    expect(known).toEqual([...new Array(16).fill(-1), 16, 17, 18, 19]);
  });

  test('holds 1024 stations with consecutive addresses nearly all', () => {
    const table = new MacTable(1024, 1000);
    for (let i = 0; i < 512; i++) table.learn(station(i), 0, i, 0);
    let known = 0;
    for (let i = 0; i < 512; i++) if (table.lookup(station(i), 0, 0) === i) known++;
    expect(known).toBeGreaterThan(480);
  });

  test.each([0, 1.5, 2 ** 21])('refuses %d entries', (capacity) => {
    expect(() => new MacTable(capacity, 1)).toThrow(RangeError);
  });
});

test('a switch may be driven by promise jobs', async () => {
  const hub = ethernetSwitch();
  const [a, b] = [hub.port(station(1)), hub.port(station(2))];
  const got = received(b);
  sendBytes(a, numbered(BROADCAST, station(1), 1));
  await new Promise((resolve) => setImmediate(resolve));
  expect(got.length).toBe(1);
});
