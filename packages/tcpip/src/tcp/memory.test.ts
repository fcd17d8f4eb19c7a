import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Connection } from './connection.js';
import { Wire } from './testing/wire.js';
import { close, receive, send } from './user-calls.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('20,000 connections, one after the other, leave nothing behind', () => {
  const configuration = { maximumTimeWait: 100 };
  const wire = new Wire({ delay: 0, a: { configuration }, b: { configuration } });
  const answer = new Uint8Array(300);
  wire.b.tcp.listen(0, 80, (connection) => {
    connection.user = {
      onEvents(c) {
        if (receive(wire.b.tcp.core, c) === null) return;
        send(wire.b.tcp.core, c, answer, 0);
        close(wire.b.tcp.core, c);
      },
    };
  });
  let answers = 0;
  const user = {
    onEvents(c: Connection, events: number) {
      const { core } = wire.a.tcp;
      if ((events & 1) !== 0) send(core, c, answer, 0);
      if (receive(core, c) !== null) answers++;
      if (c.finReceived) close(core, c);
    },
  };
  const round = (count: number) => {
    for (let i = 0; i < count; i++) {
      wire.a.tcp.open(user, wire.b.address, 80);
      // Some time has to pass: initial sequence numbers grow with it, so that a port can be used again (RFC 6528).
      wire.run(2);
    }
  };
  // A leak shows in every round; what the engine compiles and keeps for itself shows in some.
  const growth: number[] = [];
  for (let i = 0; i < 4; i++) {
    const before = heap();
    round(5000);
    growth.push((heap() - before) / 5000);
  }
  expect(answers).toBe(20_000);
  expect([wire.a.tcp.connections, wire.b.tcp.connections]).toEqual([0, 0]);
  expect(Math.min(...growth)).toBeLessThan(10);
});

test('an idle connection costs less than 2 KB', () => {
  const wire = new Wire({ delay: 0, b: { configuration: { backlog: 4096 } } });
  const kept: Connection[] = [];
  const user = { onEvents() {} };
  wire.b.tcp.listen(0, 80, (connection) => {
    connection.user = user;
    kept.push(connection);
  });
  const open = (count: number) => {
    for (let i = 0; i < count; i++) kept.push(wire.a.tcp.open(user, wire.b.address, 80));
    wire.run(0);
  };
  open(500);
  const before = heap();
  open(3000);
  expect(wire.a.tcp.connections).toBe(3500);
  // Both ends are here; the routes of the test host are in the figure as well.
  expect((heap() - before) / 6000).toBeLessThan(2048);
  expect(kept.length).toBe(7000);
});
