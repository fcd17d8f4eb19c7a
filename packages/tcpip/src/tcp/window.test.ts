import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

describe('RFC 9293, 3.8.6.1: zero-window probes', () => {
  function stuck(configuration = {}): Conversation {
    const c = new Conversation({ configuration });
    c.accept('mss 1000');
    c.inject('. 1 ack 1 win 0');
    c.write(3000);
    c.expect();
    return c;
  }

  test('one octet after an RTO, then less and less often, as long as they are answered', () => {
    const c = stuck();
    let wait = 200;
    for (let i = 0; i < 40; i++) {
      c.advance(wait - 1);
      c.expect();
      c.advance(1);
      c.expect('. 1:2 ack 1');
      c.inject('. 1 ack 1 win 0');
      c.expect();
      wait = Math.min(60_000, wait * 2);
    }
    expect([c.state, c.counters.windowProbes]).toEqual(['ESTABLISHED', 40]);
    // More than half an hour later the window opens.
    c.inject('. 1 ack 1 win 5000');
    c.expect('. 1:1001 ack 1', '. 1001:2001 ack 1', 'P. 2001:3001 ack 1');
    c.inject('. 1 ack 3001 win 5000');
    expect(c.connection.sendBuffer.length).toBe(0);
    c.advance(1_000_000);
    c.expect();
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('the peer may take the octet of the probe', () => {
    const c = stuck();
    c.advance(200);
    c.expect('. 1:2 ack 1');
    c.inject('. 1 ack 2 win 0');
    c.advance(200);
    c.expect('. 2:3 ack 1');
    c.inject('. 1 ack 3 win 9000');
    c.expect('. 3:1003 ack 1', '. 1003:2003 ack 1', 'P. 2003:3001 ack 1');
  });

  test('unanswered for the user timeout, it ends', () => {
    const c = stuck({ userTimeout: 20_000 });
    c.advance(60_000);
    expect([c.state, c.failure]).toEqual(['CLOSED', 'timeout']);
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('after CLOSE even answered probes do not keep it for ever', () => {
    const c = stuck({ userTimeout: 20_000 });
    c.close();
    for (let i = 0; i < 20 && c.state !== 'CLOSED'; i++) {
      c.advance(2_000);
      c.skip();
      if (c.state !== 'CLOSED') c.inject('. 1 ack 1 win 0');
    }
    expect(c.state).toBe('CLOSED');
  });

  test('a FIN alone is probed with, too', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1 ack 1 win 0');
    c.shutdown();
    c.expect();
    c.advance(200);
    c.expect('F. 1 ack 1');
    c.inject('. 1 ack 2 win 0');
    expect(c.state).toBe('FIN-WAIT-2');
    c.advance(1_000_000);
    c.expect();
  });

  test('acknowledgments sent while a probe is out lie inside of the peer’s window', () => {
    const c = stuck();
    c.advance(200);
    c.skip();
    c.inject('P. 1:1001 ack 1 win 0');
    c.advance(500);
    expect(c.sent().find((segment) => segment.length === 0)).toMatchObject({ sequence: 1, acknowledgment: 1001 });
  });

  test('3.8.6: a window that the peer takes back stops what is not sent, and is probed', () => {
    const c = new Conversation();
    c.accept('mss 1000');
    c.write(2000);
    c.expect('. 1:1001 ack 1', 'P. 1001:2001 ack 1');
    c.inject('. 1 ack 1001 win 0');
    c.advance(200);
    c.skip();
    c.advance(3_000);
    expect(c.sent().every((segment) => segment.sequence === 1001 && segment.length === 1)).toBe(true);
    c.inject('. 1 ack 1001 win 9000');
    c.expect('P. 1001:2001 ack 1');
  });
});

describe('RFC 9293, 3.8.6.2.1: the sender avoids silly windows', () => {
  test('a window of less than a segment is left alone until half of the largest is open', () => {
    const c = new Conversation({ window: 4000 });
    c.accept('mss 1000');
    c.inject('. 1 ack 1 win 4000');
    c.write(8000);
    expect(c.sent().length).toBe(4);
    c.inject('. 1 ack 4001 win 500');
    c.expect();
    c.inject('. 1 ack 4001 win 999');
    c.expect();
    c.inject('. 1 ack 4001 win 1000');
    c.expect('. 4001:5001 ack 1');
  });

  test('half of the largest window ever goes, for receivers with small buffers', () => {
    const c = new Conversation({ window: 600 });
    c.accept('mss 1000');
    c.inject('. 1 ack 1 win 600');
    c.write(2000);
    c.expect('. 1:601 ack 1');
    c.inject('. 1 ack 601 win 299');
    c.expect();
    c.inject('. 1 ack 601 win 300');
    c.expect('. 601:901 ack 1');
  });

  test('the override timeout sends what fits in the end', () => {
    const c = new Conversation({ window: 4000 });
    c.accept('mss 1000');
    c.inject('. 1 ack 1 win 4000');
    c.write(8000);
    c.skip();
    c.inject('. 1 ack 4001 win 500');
    c.advance(199);
    c.expect();
    c.advance(1);
    c.expect('. 4001:4501 ack 1');
  });
});

describe('RFC 9293, 3.8.6.2.2: the receiver avoids silly windows', () => {
  function full(): Conversation {
    const c = new Conversation({ configuration: { receiveBuffer: 8000, windowScaling: false } });
    c.accept('mss 1000');
    c.reading = false;
    for (let i = 1; i < 8001; i += 1000) c.inject(`. ${i}:${i + 1000} ack 1`);
    expect(c.sent().at(-1)).toMatchObject({ acknowledgment: 8001, window: 0 });
    return c;
  }

  test('the window opens by a segment or half the buffer, not by octets', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 8000, windowScaling: false } });
    c.accept('mss 1000');
    c.reading = false;
    for (let i = 1; i < 8001; i += 100) c.inject(`. ${i}:${i + 100} ack 1`);
    c.skip();
    // Pages differ in size: whatever is read, no small window is told.
    let told = 0;
    for (let bytes = c.read(); bytes !== null; bytes = c.read())
      for (const segment of c.sent()) {
        expect(segment.window! - told).toBeGreaterThanOrEqual(1000);
        told = segment.window!;
      }
    expect(told).toBeGreaterThanOrEqual(4000);
    expect(c.counters.windowUpdates).toBeLessThanOrEqual(4);
  });

  test('reading everything brings a window update', () => {
    const c = full();
    while (c.read() !== null);
    expect(c.sent().at(-1)).toMatchObject({ sequence: 1, acknowledgment: 8001, length: 0 });
    expect((c.connection.receiveEdge - c.connection.receiveNext) | 0).toBeGreaterThanOrEqual(4000);
  });

  test('the right edge never goes back, whatever is (not) read', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 100_000 } });
    c.accept('mss 1000, wscale 0');
    c.reading = false;
    let edge = 0;
    let next = 1;
    for (let i = 0; i < 400; i++) {
      const length = 1 + ((i * 7919) % 900);
      c.inject(`. ${next}:${next + length} ack 1`);
      if (c.counters.droppedOutOfWindow === 0 && c.connection.receiveNext === ((c.peerIss + next + length) | 0))
        next += length;
      if (i % 5 === 0) c.read();
      c.advance(50);
      for (const segment of c.sent()) {
        const right = segment.acknowledgment! + segment.window! * 2;
        // It may seem to, by less than the unit of the scale (RFC 7323, 2.4).
        expect(right).toBeGreaterThan(edge - 2);
        edge = Math.max(edge, right);
      }
    }
    expect(next).toBeGreaterThan(50_000);
  });

  test('what was offered is taken even if the field was rounded', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 262_144 } });
    c.accept('mss 1460, wscale 0');
    c.reading = false;
    c.inject('. 1:2 ack 1');
    c.advance(40);
    // (262144 - 1) >> 3
    c.expect('. 1 ack 2 win 32767');
    expect(c.connection.receiveEdge).toBe((c.connection.receiveNext + 32767 * 8) | 0);
  });
});

describe('RFC 9293, 3.7.4: Nagle’s algorithm', () => {
  test('is off by default: small segments go at once', () => {
    const c = new Conversation();
    c.accept();
    c.write(1);
    c.expect('P. 1:2 ack 1');
    c.write(1);
    c.expect('P. 2:3 ack 1');
  });

  test('on, small segments wait while something is in flight', () => {
    const c = new Conversation({ configuration: { noDelay: false } });
    c.accept('mss 1000');
    c.write(1);
    c.expect('P. 1:2 ack 1');
    c.write(1);
    c.write(1);
    c.expect();
    c.write(1500);
    c.expect('. 2:1002 ack 1');
    c.inject('. 1 ack 1002');
    c.expect('P. 1002:1504 ack 1');
  });

  test('on, a FIN pushes the rest out', () => {
    const c = new Conversation({ configuration: { noDelay: false } });
    c.accept('mss 1000');
    c.write(1);
    c.skip();
    c.write(5);
    c.expect();
    c.shutdown();
    c.expect('FP. 2:7 ack 1');
  });

  test('with the delayed acknowledgment of the peer it costs one delay, not a deadlock', async () => {
    const { Wire } = await import('./testing/wire.js');
    const { send, receive } = await import('./user-calls.js');
    const wire = new Wire({ a: { configuration: { noDelay: false } } });
    let got = 0;
    wire.b.tcp.listen(0, 80, (connection) => {
      connection.user = {
        onEvents: (c) => {
          for (let bytes = receive(wire.b.tcp.core, c); bytes !== null; bytes = receive(wire.b.tcp.core, c))
            got += bytes.length;
        },
      };
    });
    const a = wire.a.tcp.open({ onEvents() {} }, wire.b.address, 80);
    wire.run(10);
    const start = wire.time.now;
    send(wire.a.tcp.core, a, new Uint8Array(100), 0);
    wire.run(2);
    send(wire.a.tcp.core, a, new Uint8Array(100), 0);
    wire.run(1000, () => got === 200);
    expect(got).toBe(200);
    expect(wire.time.now - start).toBeLessThan(50);
  });
});

describe('RFC 9293, 3.8.6.3: delayed acknowledgments', () => {
  test('a single segment is acknowledged after the delay, or with data', () => {
    const c = new Conversation();
    c.accept();
    c.inject('P. 1:101 ack 1');
    c.advance(39);
    c.expect();
    c.advance(1);
    c.expect('. 1 ack 101');
    expect(c.counters.acknowledgmentsDelayed).toBe(1);
    c.inject('P. 101:201 ack 1');
    c.write(10);
    c.expect('P. 1:11 ack 201');
    c.advance(1000);
    expect(c.sent().every((segment) => segment.length > 0)).toBe(true);
  });

  test('every second full segment is acknowledged at once', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1:1461 ack 1');
    c.expect();
    c.inject('. 1461:2921 ack 1');
    c.expect('. 1 ack 2921');
  });

  test('a batch is acknowledged once', () => {
    const c = new Conversation();
    c.accept();
    const lines: string[] = [];
    for (let i = 0; i < 20; i++) lines.push(`. ${1 + i * 1000}:${1001 + i * 1000} ack 1`);
    c.inject(...lines);
    c.expect('. 1 ack 20001');
  });

  test('a super-segment that the device merged counts as several', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1:2921 ack 1');
    c.expect('. 1 ack 2921');
  });

  test('duplicates are acknowledged at once', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1:101 ack 1');
    c.advance(40);
    c.skip();
    c.inject('. 1:101 ack 1');
    c.expect('. 1 ack 101');
  });

  test('a delay of 0 acknowledges every batch', () => {
    const c = new Conversation({ configuration: { delayedAcknowledgment: 0 } });
    c.accept();
    c.inject('. 1:2 ack 1');
    c.expect('. 1 ack 2');
  });
});

describe('RFC 9293, 3.8.4: keep-alive', () => {
  test('is off by default', () => {
    const c = new Conversation();
    c.accept();
    c.advance(100_000_000);
    c.expect();
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  const configuration = { keepAliveIdle: 10_000, keepAliveInterval: 1_000, keepAliveProbes: 3 };

  test('probes an idle connection and goes on while it is answered', () => {
    const c = new Conversation({ configuration });
    c.accept();
    c.advance(9_999);
    c.expect();
    c.advance(1);
    c.expect('. 0 ack 1');
    c.inject('. 1 ack 1');
    c.advance(9_999);
    c.expect();
    c.advance(1);
    c.expect('. 0 ack 1');
    expect(c.state).toBe('ESTABLISHED');
  });

  test('ends it after the last probe is not answered', () => {
    const c = new Conversation({ configuration });
    c.accept();
    c.advance(12_000);
    c.expect('. 0 ack 1', '. 0 ack 1', '. 0 ack 1');
    c.advance(1_000);
    c.expect('R. 1 ack 1');
    expect([c.state, c.failure]).toEqual(['CLOSED', 'timeout']);
  });

  test('the probe of the peer is answered', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 0 ack 1');
    c.expect('. 1 ack 1');
    c.inject('. 0:1 ack 1');
    c.expect('. 1 ack 1');
  });
});

describe('super-segments for devices that cut them', () => {
  test('are whole segments, as large as the device takes; the checksum is left to it', () => {
    const capabilities = { transmitChecksum: true, receiveChecksum: false, segmentation: 16_000 };
    const c = new Conversation({ capabilities });
    c.listen();
    c.inject('S 0 <mss 1000, wscale 4>');
    c.inject('. 1 ack 1');
    c.host.take();
    c.connection.congestion.window = 40_000;
    c.write(40_500);
    const packets = c.host.take();
    expect(packets.map((packet) => [packet.bytes.length - 20, packet.segmentSize])).toEqual([
      [15_000, 1000],
      [15_000, 1000],
      [10_000, 1000],
    ]);
  });
});
