import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

/** Connects with a round trip of this many milliseconds. */
function connected(roundTrip = 0, configuration = {}): Conversation {
  const c = new Conversation({ configuration });
  c.connect();
  c.advance(roundTrip);
  c.inject('S. 0 ack 1 <mss 1000>');
  c.skip();
  return c;
}

describe('RFC 6298: the retransmission timer', () => {
  test('2.1: one second before the first measurement; 5.5: doubled at each expiration; 2.5: up to the maximum', () => {
    const c = new Conversation();
    c.connect();
    c.expect('S 0');
    for (const wait of [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000]) {
      c.advance(wait - 1);
      c.expect();
      c.advance(1);
      c.expect('S 0');
    }
    expect(c.counters.segmentsRetransmitted).toBe(7);
  });

  test('RFC 1122, 4.2.3.5: a SYN is given up after three minutes', () => {
    const c = new Conversation();
    c.connect();
    c.advance(179_999);
    expect(c.state).toBe('SYN-SENT');
    c.advance(1);
    expect([c.state, c.failure, c.tcp.connections]).toEqual(['CLOSED', 'timeout', 0]);
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('2.2 and 2.3: SRTT, RTTVAR and RTO', () => {
    const c = connected(400);
    // R = 400: SRTT 400, RTTVAR 200, RTO 400 + 4 * 200.
    expect(c.connection.timeout).toBe(1200);
    c.write(10);
    c.advance(200);
    c.inject('. 1 ack 11');
    // R' = 200: RTTVAR = 3/4 * 200 + 1/4 * |400 - 200| = 200, SRTT = 7/8 * 400 + 1/8 * 200 = 375.
    expect(c.connection.timeout).toBe(375 + 800);
  });

  test('the minimum is 200 ms, beyond the round trip: a delayed acknowledgment on a steady path is no loss', () => {
    const c = connected(1);
    expect(c.connection.timeout).toBe(201);
    c.write(10);
    c.skip();
    c.advance(200);
    c.expect();
    c.advance(1);
    c.expect('P. 1:11 ack 1');
  });

  test('3 (Karn): what was retransmitted is not measured, and the back-off stays until something is', () => {
    const c = connected(100);
    expect(c.connection.timeout).toBe(300);
    c.write(10);
    c.advance(300);
    c.advance(600);
    c.skip();
    c.advance(50);
    c.inject('. 1 ack 11');
    expect([c.connection.timeout, c.connection.backoff]).toEqual([300, 2]);
    c.write(10);
    c.advance(100);
    c.inject('. 1 ack 21');
    expect(c.connection.backoff).toBe(0);
  });

  test('5.3: an acknowledgment of new data restarts the timer; 5.2: one of everything stops it', () => {
    const c = connected(100);
    c.write(2000);
    c.skip();
    c.advance(200);
    c.inject('. 1 ack 1001');
    // It was also a measurement: SRTT 112, RTTVAR 62.5.
    expect(c.connection.timeout).toBe(362);
    c.advance(361);
    c.expect();
    c.advance(1);
    c.expect('P. 1001:2001 ack 1');
    c.inject('. 1 ack 2001');
    c.advance(100_000);
    c.expect();
  });

  test('5.4: only the earliest segment at once, the rest as the window of one segment opens', () => {
    const c = connected(100);
    c.write(5000);
    c.expect('. 1:1001 ack 1', '. 1001:2001 ack 1', '. 2001:3001 ack 1', '. 3001:4001 ack 1', 'P. 4001:5001 ack 1');
    c.advance(300);
    c.expect('. 1:1001 ack 1');
    c.inject('. 1 ack 1001');
    c.expect('. 1001:2001 ack 1', '. 2001:3001 ack 1');
    // What was not lost is acknowledged with it and not sent again.
    c.inject('. 1 ack 5001');
    c.expect();
    expect(c.counters.retransmissionTimeouts).toBe(1);
  });

  test('5.7: after a lost SYN the timeout for data is three seconds', () => {
    const c = new Conversation();
    c.connect();
    c.advance(1000);
    c.inject('S. 0 ack 1 <mss 1000>');
    c.skip();
    c.write(3000);
    // RFC 5681, 3.1: and the initial window is one segment.
    c.expect('. 1:1001 ack 1');
    c.advance(2999);
    c.expect();
    c.advance(1);
    c.expect('. 1:1001 ack 1');
  });

  test('RFC 9293, 3.8.3: the user timeout ends a connection that nobody acknowledges', () => {
    const c = connected(100, { userTimeout: 10_000 });
    c.write(10);
    c.advance(9_000);
    expect(c.state).toBe('ESTABLISHED');
    c.advance(20_000);
    expect([c.state, c.failure, c.counters.connectionsTimedOut]).toEqual(['CLOSED', 'timeout', 1]);
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('a FIN is retransmitted like data', () => {
    const c = connected(100);
    c.shutdown();
    c.expect('F. 1 ack 1');
    c.advance(300);
    c.expect('F. 1 ack 1');
    c.advance(600);
    c.expect('F. 1 ack 1');
    c.inject('. 1 ack 2');
    expect(c.state).toBe('FIN-WAIT-2');
    c.advance(100_000);
    c.expect();
  });

  test('SYN-RECEIVED retransmits the SYN-ACK and gives up', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    for (const wait of [1000, 2000, 4000, 8000, 16_000]) {
      c.advance(wait);
      c.expect('S. 0 ack 1');
    }
    c.advance(32_000);
    c.expect();
    expect([c.tcp.connections, c.core.table.size, c.tcp.nextDeadline()]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
  });

  test('a device without room: sent as soon as there is some', () => {
    const c = connected(100);
    c.host.room = 1;
    c.write(3000);
    c.expect('. 1:1001 ack 1');
    c.host.room = 10;
    c.advance(1);
    c.expect('. 1001:2001 ack 1', 'P. 2001:3001 ack 1');
    expect([c.counters.deviceBusy, c.counters.segmentsRetransmitted]).toEqual([1, 0]);
  });
});
