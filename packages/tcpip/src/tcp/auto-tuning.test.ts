import { describe, expect, test } from 'vitest';
import type { Connection } from './connection.js';
import type { TcpConfiguration } from './settings.js';
import { Wire } from './testing/wire.js';
import { abort, receive, send } from './user-calls.js';

const GROWING: TcpConfiguration = { receiveBufferMaximum: 4 << 20, sendBufferMaximum: 4 << 20 };

/** Transfers over a path of this round trip for a while, with a reader that reads at once or not at all. */
function bulk(delay: number, configuration: TcpConfiguration, reading = true, seconds = 6) {
  const wire = new Wire({ delay, a: { configuration }, b: { configuration } });
  let received = 0;
  let server: Connection | undefined;
  wire.b.tcp.listen(0, 80, (connection) => {
    server = connection;
    connection.user = {
      onEvents(c) {
        if (!reading) return;
        for (let bytes = receive(wire.b.tcp.core, c); bytes !== null; bytes = receive(wire.b.tcp.core, c))
          received += bytes.length;
      },
    };
  });
  const data = new Uint8Array(1 << 20);
  const client = wire.a.tcp.open(
    { onEvents: (c) => void (c.state >= 4 && send(wire.a.tcp.core, c, data, 0)) },
    wire.b.address,
    80,
  );
  wire.run(seconds * 1000);
  return { wire, client, server: server!, received };
}

describe('buffers follow the path', () => {
  test('on a long one both grow to their maxima, and the flow with them', () => {
    const fixed = bulk(50, {});
    const { client, server, received } = bulk(50, GROWING);
    expect(server.receiveLimit).toBe(4 << 20);
    // Twice the congestion window, which still grows: this wire delivers a whole window in one batch, acknowledged once.
    expect(client.sendBuffer.limit).toBeGreaterThan(1 << 20);
    expect(client.sendBuffer.limit).toBeLessThanOrEqual(2 * client.congestion.window);
    expect(received / fixed.received).toBeGreaterThan(1.5);
    expect([fixed.client.sendBuffer.limit, fixed.server.receiveLimit]).toEqual([262_144, 262_144]);
  });

  test('a reader that does not read gets no larger window', () => {
    const { server } = bulk(50, GROWING, false);
    expect(server.receiveLimit).toBe(262_144);
    expect(server.receiveBuffer.length).toBeLessThanOrEqual(262_144);
  });

  test('all together stay within the bound of the stack, and it is given back', () => {
    const { wire, client, server } = bulk(50, { ...GROWING, bufferMemory: 1 << 20 });
    const { core } = wire.b.tcp;
    expect(core.buffersGranted).toBe(1 << 20);
    expect(server.receiveLimit).toBe(262_144 + (1 << 20));
    abort(wire.a.tcp.core, client, { code: 'closed', message: 'test' });
    wire.run(1000);
    expect([core.buffersGranted, wire.a.tcp.core.buffersGranted]).toEqual([0, 0]);
  });

  test('without window scaling there is nothing to grow to', () => {
    const { server } = bulk(50, { ...GROWING, windowScaling: false });
    expect(server.receiveLimit).toBe(65_535);
  });
});
