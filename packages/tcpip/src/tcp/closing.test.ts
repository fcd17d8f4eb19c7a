import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';
import { Wire } from './testing/wire.js';
import { shutdown } from './user-calls.js';

describe('RFC 9293, 3.6: closing a connection', () => {
  test('figure 12: normal close, our side first', () => {
    const c = new Conversation();
    c.accept();
    c.write(10);
    c.shutdown();
    c.expect('P. 1:11 ack 1', 'F. 11 ack 1');
    expect(c.state).toBe('FIN-WAIT-1');
    c.inject('. 1 ack 12');
    expect(c.state).toBe('FIN-WAIT-2');
    c.inject('F. 1 ack 12');
    c.expect('. 12 ack 2');
    expect([c.state, c.tcp.connections, c.tcp.timeWaits]).toEqual(['TIME-WAIT', 0, 1]);
  });

  test('the FIN goes with the last data when they are sent together', () => {
    const c = new Conversation({ window: 0 });
    c.accept();
    c.write(10);
    c.shutdown();
    c.expect();
    c.inject('. 1 ack 1 win 1000');
    c.expect('FP. 1:11 ack 1');
  });

  test('the peer first', () => {
    const c = new Conversation();
    c.accept();
    c.inject('FP. 1:11 ack 1');
    c.expect('. 1 ack 12');
    expect([c.state, c.ended]).toEqual(['CLOSE-WAIT', true]);
    // Half-closed: we still send.
    c.write(5);
    c.expect('P. 1:6 ack 12');
    c.inject('. 12 ack 6');
    c.shutdown();
    c.expect('F. 6 ack 12');
    expect(c.state).toBe('LAST-ACK');
    c.inject('. 12 ack 7');
    expect([c.state, c.failure, c.tcp.connections, c.tcp.timeWaits]).toEqual(['CLOSED', undefined, 0, 0]);
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('figure 13: simultaneous close', () => {
    const c = new Conversation();
    c.accept();
    c.shutdown();
    c.expect('F. 1 ack 1');
    c.inject('F. 1 ack 1');
    c.expect('. 2 ack 2');
    expect(c.state).toBe('CLOSING');
    c.inject('. 2 ack 2');
    expect([c.state, c.tcp.timeWaits]).toEqual(['TIME-WAIT', 1]);
  });

  test('FIN and the acknowledgment of ours in one segment', () => {
    const c = new Conversation();
    c.accept();
    c.shutdown();
    c.skip();
    c.inject('F. 1 ack 2');
    c.expect('. 2 ack 2');
    expect(c.tcp.timeWaits).toBe(1);
  });

  test('simultaneous close between two of ours ends in TIME-WAIT on both sides', () => {
    const wire = new Wire();
    wire.b.tcp.listen(0, 80, (connection) => {
      connection.user = { onEvents: () => {} };
      shutdown(wire.b.tcp.core, connection);
    });
    const a = wire.a.tcp.open({ onEvents: () => {} }, wire.b.address, 80);
    // b closes when the last segment of the handshake arrives; its FIN is under way when a closes.
    wire.run(3.5);
    shutdown(wire.a.tcp.core, a);
    wire.run(100);
    expect([wire.a.tcp.connections, wire.b.tcp.connections]).toEqual([0, 0]);
    expect(wire.a.tcp.timeWaits + wire.b.tcp.timeWaits).toBeGreaterThan(0);
    wire.run(60_001);
    expect([wire.a.tcp.timeWaits, wire.b.tcp.timeWaits]).toEqual([0, 0]);
  });

  test('a FIN again in CLOSE-WAIT, CLOSING, LAST-ACK is acknowledged again', () => {
    for (const prepare of [
      () => {},
      (c: Conversation) => {
        c.shutdown();
      },
    ]) {
      const c = new Conversation();
      c.accept();
      c.inject('F. 1 ack 1');
      prepare(c);
      c.skip();
      c.inject('F. 1 ack 1');
      expect(c.sent().map((segment) => segment.acknowledgment)).toEqual([2]);
    }
  });

  test('data after the FIN of the peer is not taken', () => {
    const c = new Conversation();
    c.accept();
    c.inject('F. 1:11 ack 1');
    c.inject('. 12:22 ack 1');
    expect(c.received.length).toBe(10);
  });
});

describe('RFC 1122, 4.2.2.13 and RFC 2525, 2.17: CLOSE and data nobody reads', () => {
  test('unread data and nothing to send: RST instead of FIN', () => {
    const c = new Conversation();
    c.accept();
    c.reading = false;
    c.inject('P. 1:11 ack 1');
    c.close();
    c.expect('R. 1 ack 11');
    expect([c.state, c.tcp.connections]).toEqual(['CLOSED', 0]);
  });

  test('unread data and something to send: RST when that is acknowledged', () => {
    const c = new Conversation();
    c.accept();
    c.reading = false;
    c.inject('P. 1:11 ack 1');
    c.write(100);
    c.expect('P. 1:101 ack 11');
    c.close();
    c.expect('F. 101 ack 11');
    c.inject('. 11 ack 51');
    c.expect();
    c.inject('. 11 ack 101');
    c.expect('R. 102 ack 11');
    expect(c.tcp.connections).toBe(0);
  });

  test('data that comes after close: RST at once when ours has arrived', () => {
    const c = new Conversation();
    c.accept();
    c.close();
    c.expect('F. 1 ack 1');
    c.inject('. 1 ack 2');
    expect(c.state).toBe('FIN-WAIT-2');
    c.inject('P. 1:11 ack 2');
    c.expect('R. 2 ack 11');
    expect([c.tcp.connections, c.counters.discardedAfterClose]).toEqual([0, 10]);
  });

  test('data that waits out of order is lost, too, and forgotten at once', () => {
    const c = new Conversation();
    c.accept();
    c.inject('P. 101:201 ack 1');
    c.skip();
    c.close();
    c.expect('R. 1 ack 1');
    expect([c.tcp.connections, c.connection.reassembly]).toEqual([0, null]);
  });

  test('everything read: an orderly close', () => {
    const c = new Conversation();
    c.accept();
    c.inject('P. 1:11 ack 1');
    c.close();
    c.expect('F. 1 ack 11');
  });

  test('FIN-WAIT-2 after CLOSE does not last for ever; after a half-close it does', () => {
    const c = new Conversation();
    c.accept();
    c.close();
    c.inject('. 1 ack 2');
    c.advance(59_999);
    expect(c.state).toBe('FIN-WAIT-2');
    c.advance(1);
    expect([c.state, c.tcp.connections]).toEqual(['CLOSED', 0]);

    const d = new Conversation();
    d.accept();
    d.shutdown();
    d.inject('. 1 ack 2');
    d.advance(10_000_000);
    expect(d.state).toBe('FIN-WAIT-2');
    d.inject('P. 1:11 ack 2');
    expect(d.received.length).toBe(10);
  });
});

describe('RFC 9293, 3.10.5: ABORT', () => {
  test('sends RST and drops everything', () => {
    const c = new Conversation();
    c.accept();
    c.write(100);
    c.skip();
    c.abort();
    c.expect('R. 101 ack 1');
    expect([c.state, c.failure, c.tcp.connections]).toEqual(['CLOSED', 'closed', 0]);
    expect(c.connection.sendBuffer.capacity).toBe(0);
    c.inject('. 1 ack 101');
    c.expect('R 101');
  });

  test('of the whole stack', () => {
    const c = new Conversation({ iss: 0 });
    c.accept();
    c.peerPort = 5001;
    c.inject('S 0');
    c.skip();
    c.tcp.close();
    expect([c.tcp.connections, c.tcp.timeWaits, c.tcp.nextDeadline()]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
    expect(c.counters.resetsSent).toBe(2);
    c.skip();
    c.inject('S 0');
    c.expect('R. 0');
  });
});

describe('RFC 9293, 3.6 and 3.10.7.4: TIME-WAIT', () => {
  function timeWait(configuration = {}): Conversation {
    const c = new Conversation({ iss: 1000, configuration });
    c.accept();
    c.shutdown();
    c.inject('F. 1 ack 2');
    c.skip();
    expect(c.tcp.timeWaits).toBe(1);
    return c;
  }

  test('lasts two maximum segment lifetimes', () => {
    const c = timeWait();
    c.advance(59_999);
    expect(c.tcp.timeWaits).toBe(1);
    c.advance(1);
    expect([c.tcp.timeWaits, c.tcp.nextDeadline()]).toEqual([0, Number.POSITIVE_INFINITY]);
    c.inject('F. 1 ack 2');
    c.expect('R 2');
  });

  test('a FIN again is acknowledged and starts it anew', () => {
    const c = timeWait();
    c.advance(40_000);
    c.inject('F. 1 ack 2');
    c.expect('. 2 ack 2');
    c.advance(40_000);
    expect(c.tcp.timeWaits).toBe(1);
    c.advance(20_000);
    expect(c.tcp.timeWaits).toBe(0);
  });

  test('a bare ACK gets no answer, old data an ACK, a RST at the right place ends it, another not', () => {
    const c = timeWait();
    c.inject('. 2 ack 2');
    c.expect();
    c.inject('. -99:1 ack 2');
    c.expect('. 2 ack 2');
    c.inject('R 3');
    expect(c.tcp.timeWaits).toBe(1);
    c.inject('R 2');
    c.expect();
    expect(c.tcp.timeWaits).toBe(0);
  });

  test('a SYN with a higher sequence number opens the connection anew, with a higher number of ours', () => {
    const c = timeWait();
    c.inject('S 1000 <mss 1460>');
    // The fixed number of the test would be too low: it is moved beyond the old connection.
    c.expect(`S. ${2 + 0x10000} ack 1001`);
    expect([c.tcp.timeWaits, c.tcp.connections, c.counters.timeWaitReused]).toEqual([0, 1, 1]);
  });

  test('a SYN with an old sequence number is answered with an ACK', () => {
    const c = timeWait();
    c.inject('S 1');
    c.expect('. 2 ack 2');
    expect(c.tcp.timeWaits).toBe(1);
  });

  test('the number of entries is bounded: the oldest goes', () => {
    const c = timeWait({ maximumTimeWait: 3 });
    for (let port = 6000; port < 6010; port++) {
      c.peerPort = port;
      c.inject('S 0');
      c.inject('. 1 ack 1');
      c.shutdown();
      c.inject('F. 1 ack 2');
    }
    expect([c.tcp.timeWaits, c.counters.timeWaitEvicted]).toEqual([3, 8]);
    c.advance(60_000);
    expect([c.tcp.timeWaits, c.core.table.size]).toEqual([0, 0]);
  });
});
