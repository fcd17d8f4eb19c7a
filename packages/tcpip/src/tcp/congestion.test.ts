import { describe, expect, test } from 'vitest';
import { initialWindow, Reno } from './congestion.js';
import { Conversation } from './testing/conversation.js';

/** A connection with segments of 1000 octets, of which `flight` are under way, within a window that fits them. */
function sending(flight: number): Conversation {
  const c = new Conversation({ configuration: { sendBuffer: 1 << 20, congestionControl: 'reno' } });
  c.accept('mss 1000, wscale 4');
  c.connection.congestion.window = flight * 1000;
  c.write(100_000);
  expect(c.sent().length).toBe(flight);
  return c;
}

describe('RFC 6928 and RFC 5681: how much may be in flight', () => {
  test('RFC 6928, 2: the initial window', () => {
    expect([536, 1000, 1460, 2920, 8960, 20000].map(initialWindow)).toEqual([5360, 10000, 14600, 14600, 17920, 40000]);
    const c = new Conversation();
    c.accept('mss 1000, wscale 4');
    c.write(100_000);
    expect(c.sent().length).toBe(10);
  });

  test('RFC 5681, 3.1: slow start opens it by what is acknowledged, by eight segments at most', () => {
    const c = sending(10);
    c.inject('. 1 ack 1001');
    expect(c.connection.congestion.window).toBe(11_000);
    expect(c.sent().length).toBe(2);
    c.inject('. 1 ack 12001');
    expect(c.connection.congestion.window).toBe(19_000);
  });

  test('RFC 5681, 3.1: congestion avoidance opens it by a segment for each window', () => {
    const reno = new Reno();
    reno.start(1000, false);
    reno.threshold = 10_000;
    for (let i = 0; i < 9; i++) reno.acknowledged(1000, 10_000, 1000, 0, -1);
    expect(reno.window).toBe(10_000);
    reno.acknowledged(1000, 10_000, 1000, 0, -1);
    expect(reno.window).toBe(11_000);
  });

  test('RFC 7661: a window that is not used does not grow', () => {
    const reno = new Reno();
    reno.start(1000, false);
    for (let i = 0; i < 100; i++) reno.acknowledged(1000, 1000, 1000, 0, -1);
    expect(reno.window).toBe(10_000);
  });

  test('RFC 5681, 4.1: after idle time it is the initial window again', () => {
    const c = sending(50);
    c.inject('. 1 ack 50001');
    c.inject('. 1 ack 100001');
    c.skip();
    expect(c.connection.sendBuffer.length).toBe(0);
    expect(c.connection.congestion.window).toBeGreaterThan(50_000);
    c.advance(10_000);
    c.write(100_000);
    expect(c.sent().length).toBe(10);
  });

  test('RFC 5681, 3.1: a timeout halves the threshold once and starts from one segment', () => {
    const c = sending(20);
    c.advance(200);
    expect(c.connection.congestion).toMatchObject({ window: 1000, threshold: 10_000 });
    c.advance(400);
    expect(c.connection.congestion).toMatchObject({ window: 1000, threshold: 10_000 });
    expect(c.sent().map((segment) => segment.sequence)).toEqual([1, 1]);
  });
});

describe('RFC 5681, 3.2 and RFC 6582: fast retransmit and fast recovery', () => {
  test('RFC 3042: the first two duplicate acknowledgments each send a new segment', () => {
    const c = sending(10);
    c.inject('. 1 ack 1');
    c.expect('. 10001:11001 ack 1');
    c.inject('. 1 ack 1');
    c.expect('. 11001:12001 ack 1');
    expect(c.counters.limitedTransmits).toBe(2);
    expect(c.connection.congestion.window).toBe(10_000);
  });

  test('the third resends the first segment and halves the window; each further one sends a new segment', () => {
    const c = sending(10);
    c.inject('. 1 ack 1', '. 1 ack 1');
    c.skip();
    c.inject('. 1 ack 1');
    c.expect('. 1:1001 ack 1');
    // Twelve in flight, two of them of limited transmit: ssthresh 5000, cwnd 5000 + 3000.
    expect(c.connection.congestion).toMatchObject({ window: 8000, threshold: 5000 });
    for (let i = 0; i < 4; i++) c.inject('. 1 ack 1');
    c.expect();
    c.inject('. 1 ack 1');
    c.expect('. 12001:13001 ack 1');
    expect(c.counters.fastRetransmits).toBe(1);
  });

  test('RFC 6582, 3.2 step 3: a full acknowledgment ends it', () => {
    const c = sending(10);
    c.inject('. 1 ack 1', '. 1 ack 1', '. 1 ack 1');
    c.skip();
    c.inject('. 1 ack 10001');
    expect(c.connection.recovering).toBe(false);
    expect(c.connection.congestion.window).toBeLessThanOrEqual(5000);
    // RTO does not resend anything old.
    expect(c.sent().every((segment) => segment.sequence >= 10_001)).toBe(true);
  });

  test('RFC 6582, 3.2 step 3: a partial acknowledgment resends the next hole and deflates', () => {
    const c = sending(10);
    c.inject('. 1 ack 1', '. 1 ack 1', '. 1 ack 1');
    c.skip();
    const before = c.connection.congestion.window;
    c.inject('. 1 ack 3001');
    expect(c.sent()[0]!.sequence).toBe(3001);
    expect(c.connection.recovering).toBe(true);
    expect(c.connection.congestion.window).toBe(before - 3000 + 1000);
    c.inject('. 1 ack 5001');
    expect(c.sent()[0]!.sequence).toBe(5001);
    expect(c.counters.partialAcknowledgments).toBe(2);
  });

  test('RFC 6582, 3.2 step 2: duplicates of an acknowledgment below `recover` do not start it again', () => {
    const c = sending(10);
    c.advance(200);
    c.skip();
    expect(c.counters.retransmissionTimeouts).toBe(1);
    c.inject('. 1 ack 1', '. 1 ack 1', '. 1 ack 1', '. 1 ack 1');
    expect(c.counters.fastRetransmits).toBe(0);
  });

  test('RFC 5681, 2: with data, with another window or with nothing in flight it is no duplicate', () => {
    const c = sending(10);
    c.inject('. 1:11 ack 1', '. 11 ack 1 win 60000', '. 11 ack 1 win 60001', '. 11 ack 1 win 60002');
    expect(c.counters.duplicateAcknowledgments).toBe(0);
    const d = new Conversation();
    d.accept();
    d.inject('. 1 ack 1', '. 1 ack 1', '. 1 ack 1', '. 1 ack 1');
    expect(d.counters.duplicateAcknowledgments).toBe(0);
    d.expect();
  });

  test('a lost FIN is recovered with the data before it', () => {
    const c = new Conversation();
    c.accept('mss 1000');
    c.write(3000);
    c.shutdown();
    c.expect('. 1:1001 ack 1', '. 1001:2001 ack 1', 'P. 2001:3001 ack 1', 'F. 3001 ack 1');
    c.inject('. 1 ack 2001', '. 1 ack 2001', '. 1 ack 2001', '. 1 ack 2001');
    c.expect('FP. 2001:3001 ack 1');
    c.inject('. 1 ack 3002');
    expect(c.state).toBe('FIN-WAIT-2');
  });
});
