import { FlowError } from '@morgana/flow';
import { describe, expect, test } from 'vitest';
import type { Connection } from './connection.js';
import { Conversation } from './testing/conversation.js';
import { encode } from './testing/notation.js';

describe('listeners', () => {
  test('a full backlog drops SYNs without cookies; they are answered when there is room', () => {
    const c = new Conversation({ configuration: { synCookies: false } });
    c.listen(3);
    for (let port = 1; port <= 5; port++) {
      c.peerPort = port;
      c.inject('S 0');
    }
    expect([c.tcp.connections, c.counters.droppedBacklogFull]).toEqual([3, 2]);
    c.skip();
    c.peerPort = 1;
    c.inject('. 1 ack 1');
    c.peerPort = 5;
    c.inject('S 0');
    c.expect('S. 0 ack 1');
  });

  test('RFC 4987, 3.3: in a full backlog the oldest half-open connection makes room after a while', () => {
    const c = new Conversation({ configuration: { synCookies: false } });
    c.listen(3);
    for (let port = 1; port <= 3; port++) {
      c.peerPort = port;
      c.inject('S 0');
    }
    c.advance(3_000);
    c.skip();
    c.peerPort = 9;
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    expect([c.tcp.connections, c.counters.halfOpenRecycled]).toEqual([3, 1]);
    c.peerPort = 1;
    c.inject('. 1 ack 1');
    c.expect('R 1');
  });

  test('one for an address goes before one for all; the same twice is in-use', () => {
    const c = new Conversation();
    const seen: string[] = [];
    c.tcp.listen(0, 80, () => seen.push('any'));
    c.tcp.listen(0x0a000001, 80, () => seen.push('own'));
    c.tcp.listen(0x0a000009, 80, () => seen.push('other'));
    expect(() => c.tcp.listen(0, 80, () => {})).toThrow(FlowError);
    c.inject('S 0');
    c.inject('. 1 ack 1');
    expect(seen).toEqual(['own']);
  });

  test('closing it resets what is half-open and leaves the others alone', () => {
    const c = new Conversation();
    const listener = c.listen();
    c.inject('S 0');
    c.inject('. 1 ack 1');
    const established = c.connection;
    c.peerPort = 5001;
    c.inject('S 0');
    c.skip();
    c.tcp.unlisten(listener);
    c.tcp.unlisten(listener);
    c.expect('R. 1 ack 1');
    expect([c.tcp.connections, established.state]).toEqual([1, 4]);
    c.inject('S 0');
    expect(c.sent().length).toBe(1);
  });

  test('the table of connections is bounded', () => {
    const c = new Conversation({ configuration: { maximumConnections: 2 } });
    c.listen();
    for (let port = 1; port <= 3; port++) {
      c.peerPort = port;
      c.inject('S 0');
    }
    expect([c.tcp.connections, c.counters.droppedTableFull]).toEqual([2, 1]);
    expect(() => c.connect()).toThrow(/all 2 connections/);
    // As in a full backlog, the oldest that is half-open makes room.
    c.advance(3_000);
    c.skip();
    c.peerPort = 4;
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    expect([c.tcp.connections, c.counters.halfOpenRecycled]).toEqual([2, 1]);
  });

  test('one peer does not fill the table for all others', () => {
    const c = new Conversation({ configuration: { maximumConnections: 16, backlog: 32 } });
    const { core } = c.tcp;
    c.listen();
    for (let port = 1; port <= 20; port++) {
      c.peerPort = port;
      c.inject('S 0');
    }
    expect([c.tcp.connections, c.counters.droppedTableFull]).toEqual([14, 6]);
    // The counter of another peer is its own, but for one in 256.
    const other = Array.from({ length: 20 }, (_, i) => 0x0a00_0100 + i).find((peer) => core.peers.of(peer) === 0)!;
    expect(core.isFullFor(other)).toBe(false);
    core.table.forEach((entry) => {
      core.remove(entry as Connection, undefined);
    });
    expect(Array.from({ length: 300 }, (_, i) => core.peers.of(i)).every((count) => count === 0)).toBe(true);
  });

  test('bounds follow the memory that there is', () => {
    const bounds = (memory?: number) => {
      const { settings } = new Conversation({ configuration: memory === undefined ? {} : { memory } }).tcp.core;
      const { maximumConnections, maximumTimeWait, bufferMemory, receiveBuffer } = settings;
      return [maximumConnections, maximumTimeWait, bufferMemory, receiveBuffer];
    };
    expect(bounds()).toEqual([65_536, 32_768, 64 << 20, 262_144]);
    expect(bounds(32 << 20)).toEqual([2048, 8192, 4 << 20, 262_144]);
    expect(bounds(2 << 20)).toEqual([128, 512, 256 << 10, 131_072]);
    expect(bounds(65_536)).toEqual([4, 16, 8192, 16_384]);
    expect(bounds(2 ** 40)).toEqual(bounds());
  });

  test('port 0 takes a free one', () => {
    const c = new Conversation({ configuration: { ephemeralPorts: [40_000, 40_002] } });
    const ports = [0, 0, 0].map(() => c.tcp.listen(0, 0, () => {}).port);
    expect(new Set(ports).size).toBe(3);
    expect(() => c.tcp.listen(0, 0, () => {})).toThrow(/every ephemeral port/);
  });
});

describe('RFC 6056: ephemeral ports', () => {
  test('are all used, none twice to one endpoint, and again to another', () => {
    const c = new Conversation({ configuration: { ephemeralPorts: [40_000, 40_099] } });
    const user = { onEvents() {} };
    const ports = new Set<number>();
    for (let i = 0; i < 100; i++) ports.add(c.tcp.open(user, 0x0a000002, 99).localPort);
    expect(ports.size).toBe(100);
    expect(() => c.tcp.open(user, 0x0a000002, 99)).toThrow(/every ephemeral port/);
    expect(c.tcp.open(user, 0x0a000002, 100).localPort).toBeGreaterThanOrEqual(40_000);
    // Not in order: an observer cannot guess the next one.
    const order = [...ports];
    expect(order.slice(0, 10)).not.toEqual(order.slice(0, 10).toSorted((a, b) => a - b));
  });

  test('a port asked for is taken, or in-use', () => {
    const c = new Conversation();
    const user = { onEvents() {} };
    expect(c.tcp.open(user, 0x0a000002, 99, 1234).localPort).toBe(1234);
    expect(() => c.tcp.open(user, 0x0a000002, 99, 1234)).toThrow(/from port 1234/);
    for (const port of [0, 65536, 1.5, Number.NaN]) expect(() => c.tcp.open(user, 1, port)).toThrow(FlowError);
    c.host.unreachable = true;
    expect(() => c.tcp.open(user, 0x0a000003, 99)).toThrow(/no route/);
  });
});

describe('RFC 6528: initial sequence numbers', () => {
  const first = (seed: number, port: number, later = 0) => {
    const c = new Conversation({ seed, configuration: { initialSequenceNumber: undefined as never } });
    c.advance(later);
    c.listen();
    c.peerPort = port;
    c.inject('S 0');
    return Conversation.sequenceOf(c.host.take()[0]!);
  };

  test('advance by 4 microseconds for one pair of endpoints', () => {
    expect((first(1, 5000, 1000) - first(1, 5000)) | 0).toBe(250_000);
  });

  test('differ without pattern between pairs and between stacks', () => {
    const numbers = new Set([first(1, 5000), first(1, 5001), first(1, 5002), first(2, 5000)]);
    expect(numbers.size).toBe(4);
    expect(Math.abs(first(1, 5001) - first(1, 5000))).toBeGreaterThan(1000);
  });
});

describe('interception', () => {
  function intercepting(configuration = {}): { c: Conversation; held: Connection[] } {
    const c = new Conversation({ configuration });
    const held: Connection[] = [];
    c.tcp.intercept((connection) => held.push(connection));
    return { c, held };
  }
  const user = { onEvents() {} };

  test('a SYN is held without an answer until it is accepted', () => {
    const { c, held } = intercepting();
    c.inject('S 0 <mss 1460>');
    c.inject('S 0 <mss 1460>');
    c.expect();
    expect(held.length).toBe(1);
    expect(c.tcp.accept(held[0]!, user)).toBe(true);
    c.expect('S. 0 ack 1');
    c.inject('P. 1:11 ack 1');
    expect([held[0]!.state, held[0]!.receiveBuffer.length]).toEqual([4, 10]);
    expect(c.core.intercepts).toBe(0);
  });

  test('rejected it is refused', () => {
    const { c, held } = intercepting();
    c.inject('S 0');
    c.tcp.reject(held[0]!);
    expect(c.host.take().map((packet) => [packet.bytes[13], packet.bytes[11]])).toEqual([
      [0x14, (c.peerIss + 1) & 0xff],
    ]);
    expect([c.tcp.connections, c.core.intercepts, c.core.table.size]).toEqual([0, 0, 0]);
    c.tcp.reject(held[0]!);
    expect(c.tcp.accept(held[0]!, user)).toBe(false);
  });

  test('a RST of the peer, or time, ends the wait', () => {
    const { c, held } = intercepting();
    c.inject('S 0');
    c.inject('R 5');
    expect(c.core.intercepts).toBe(1);
    c.inject('R 1');
    expect([c.core.intercepts, c.tcp.accept(held[0]!, user)]).toEqual([0, false]);
    c.inject('S 0');
    c.advance(60_000);
    expect([c.core.intercepts, held[1]!.failure?.code, c.tcp.nextDeadline()]).toEqual([
      0,
      'timeout',
      Number.POSITIVE_INFINITY,
    ]);
    c.expect();
  });

  test('their number is bounded; listeners go first; only SYNs are held', () => {
    const { c, held } = intercepting({ maximumIntercepts: 2 });
    c.listen();
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    expect(held.length).toBe(0);
    for (let address = 0x08080801; address <= 0x08080804; address++) {
      const numbers = { sourcePort: 5000, destinationPort: 53, sender: 7, receiver: 0 };
      c.host.run([encode('S 0', 0x0a000002, address, numbers)]);
      c.host.run([encode('. 1 ack 1', 0x0a000002, address, { ...numbers, sourcePort: 5001 })]);
    }
    expect([held.length, c.counters.droppedInterceptFull]).toEqual([2, 2]);
    expect(held.map((connection) => connection.localAddress)).toEqual([0x08080801, 0x08080802]);
    expect(c.counters.resetsSent).toBe(4);
  });
});
