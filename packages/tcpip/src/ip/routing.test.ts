import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { netmask, parseIpv4Prefix } from '../address.js';
import { ip } from '../testing/packets.js';
import type { PacketSender } from './layer.js';
import { PathMtuCache } from './path-mtu.js';
import { multicastNeighbor, Route, RouteCache, unresolvedNeighbor } from './route.js';
import { RoutingTable } from './routing.js';

const prefix = (text: string) => parseIpv4Prefix(text)!;

describe('the routing table', () => {
  test('takes the longest prefix', () => {
    const table = new RoutingTable();
    table.add({ prefix: prefix('0.0.0.0/0'), gateway: 1, source: 9 });
    table.add({ prefix: prefix('10.0.0.0/8'), gateway: 2, source: 9 });
    table.add({ prefix: prefix('10.1.0.0/16'), gateway: 3, source: 9 });
    table.add({ prefix: prefix('10.1.2.3/32'), gateway: 4, source: 9 });
    expect(table.lookup(ip('10.1.2.3'))?.gateway).toBe(4);
    expect(table.lookup(ip('10.1.2.4'))?.gateway).toBe(3);
    expect(table.lookup(ip('10.2.2.4'))?.gateway).toBe(2);
    expect(table.lookup(ip('192.0.2.1'))?.gateway).toBe(1);
  });

  test('agrees with a plain search for any routes', () => {
    const entry = fc.record({ address: fc.nat(0xffff_ffff), bits: fc.nat(32) }).map(({ address, bits }) => ({
      address: (address & netmask(bits)) >>> 0,
      bits,
    }));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.array(fc.nat(0xffff_ffff)), (prefixes, destinations) => {
        const table = new RoutingTable();
        prefixes.forEach((p, i) => {
          table.add({ prefix: p, gateway: i, source: 9 });
        });
        for (const destination of [...destinations, ...prefixes.map((p) => p.address)]) {
          let best: { bits: number; gateway: number } | undefined;
          prefixes.forEach((p, i) => {
            const matches = (destination & netmask(p.bits)) >>> 0 === p.address;
            if (matches && (best === undefined || p.bits >= best.bits)) best = { bits: p.bits, gateway: i };
          });
          expect(table.lookup(destination)?.gateway).toBe(best?.gateway);
        }
      }),
    );
  });

  test('replaces, removes, has a bound and refuses host bits', () => {
    const table = new RoutingTable(2);
    table.add({ prefix: prefix('10.0.0.0/8'), gateway: 1, source: 9 });
    table.add({ prefix: prefix('10.0.0.0/8'), gateway: 2, source: 9 });
    expect(table.entries).toHaveLength(1);
    table.add({ prefix: prefix('11.0.0.0/8'), gateway: 2, source: 9 });
    expect(() => table.add({ prefix: prefix('12.0.0.0/8'), gateway: 2, source: 9 })).toThrow('routing table full: 2');
    expect(() => table.add({ prefix: prefix('10.0.0.1/8'), gateway: 2, source: 9 })).toThrow(
      'route to 10.0.0.1/8: host bits are set',
    );
    table.remove(prefix('10.0.0.0/8'));
    expect(table.lookup(ip('10.0.0.1'))).toBeUndefined();
  });
});

describe('path MTUs', () => {
  test('are what the router tells, above the floor', () => {
    const cache = new PathMtuCache();
    expect(cache.reported(1400, 1500)).toBe(1400);
    expect(cache.reported(68, 1500)).toBe(552);
  });

  test('follow the plateaus when an old router tells nothing (RFC 1191, 7)', () => {
    const cache = new PathMtuCache({ minimumPathMtu: 68 });
    expect(cache.reported(0, 1500)).toBe(1492);
    expect(cache.reported(0, 1492)).toBe(1006);
    expect(cache.reported(0, 9000)).toBe(8166);
    expect(cache.reported(0, 60)).toBe(68);
  });

  test('are forgotten after ten minutes, the oldest first', () => {
    const cache = new PathMtuCache();
    cache.lower(1, 1400, 0);
    cache.lower(2, 1300, 1000);
    cache.lower(1, 1200, 2000);
    expect(cache.nextDeadline()).toBe(601_000);
    expect(cache.takeExpired(600_999)).toBeUndefined();
    expect(cache.takeExpired(601_000)).toBe(2);
    expect(cache.takeExpired(601_000)).toBeUndefined();
    expect(cache.get(1)).toBe(1200);
    expect(cache.takeExpired(602_000)).toBe(1);
    expect(cache.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('are bounded', () => {
    const cache = new PathMtuCache({ maxPathMtus: 8 });
    for (let i = 0; i < 100; i++) cache.lower(i, 1000, i);
    expect(cache.size).toBe(8);
    expect(cache.get(99)).toBe(1000);
    expect(cache.get(91)).toBeUndefined();
  });
});

describe('the route cache', () => {
  const nowhere = {} as PacketSender;
  const route = (source: number, destination: number) =>
    new Route(nowhere, source, destination, 34, 1500, 64, 0, false, unresolvedNeighbor(destination), 0);

  test('finds by source and destination', () => {
    const cache = new RouteCache(12345);
    const routes = [route(1, 2), route(2, 1), route(1, 3), route(0xffff_ffff, 0xffff_fffe)];
    for (const r of routes) cache.add(r);
    for (const r of routes) expect(cache.get(r.source, r.destination)).toBe(r);
    expect(cache.get(3, 1)).toBeUndefined();
    cache.setPathMtu(2, 900);
    expect(routes.map((r) => r.pathMtu)).toEqual([900, 1500, 1500, 1500]);
    cache.clear();
    expect(cache.get(1, 2)).toBeUndefined();
    expect(routes.map((r) => r.valid)).toEqual([false, false, false, false]);
  });

  test('keeps most of what fits and forgets the oldest of a crowded set', () => {
    const cache = new RouteCache(7);
    for (let i = 0; i < 500; i++) cache.add(route(1, i));
    let found = 0;
    for (let i = 0; i < 500; i++) if (cache.get(1, i) !== undefined) found++;
    expect(found).toBeGreaterThan(400);
    for (let i = 500; i < 100_000; i++) cache.add(route(1, i));
    expect(cache.get(1, 99_999)).toBeDefined();
    expect(cache.get(1, 3)).toBeUndefined();
  });
});

test('multicast groups have their hardware address (RFC 1112, 6.4)', () => {
  expect([...multicastNeighbor(ip('239.129.2.3')).mac]).toEqual([0x01, 0x00, 0x5e, 0x01, 0x02, 0x03]);
});
