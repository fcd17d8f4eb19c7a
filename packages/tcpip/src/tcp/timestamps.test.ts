import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

/** The clock of a conversation starts here, and so do our timestamps. */
const T = 100_000;

/** Connected with timestamps; the peer's began at 500. */
function connected(roundTrip = 0, options = 'mss 1000, TS val 500 ecr 100000'): Conversation {
  const c = new Conversation();
  c.connect();
  c.advance(roundTrip);
  c.inject(`S. 0 ack 1 <${options}>`);
  c.skip();
  return c;
}

describe('RFC 7323: timestamps', () => {
  test('3.2: in every segment once both sides have sent them in their SYNs', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 <mss 1000, sackOK, TS val 500 ecr 0>');
    c.expect(`S. 0 ack 1 <mss 1460, sackOK, TS val ${T} ecr 500>`);
    c.inject(`. 1 ack 1 <TS val 501 ecr ${T}>`);
    c.advance(7);
    c.write(10);
    c.expect(`P. 1:11 ack 1 <TS val ${T + 7} ecr 501>`);
    expect(c.connection.segmentSize).toBe(988);
  });

  test('3.2: not sent when the peer did not offer them, and not offered when switched off', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 <mss 1000>');
    c.expect('S. 0 ack 1 <mss 1460>');
    c.inject('. 1 ack 1');
    c.write(10);
    c.expect('P. 1:11 ack 1 <>');
    const d = new Conversation({ configuration: { timestamps: false, selectiveAcknowledgments: false } });
    d.connect();
    d.expect('S 0 <mss 1460, nop, wscale 3>');
    d.inject('S. 0 ack 1 <mss 1000, sackOK, TS val 500 ecr 0>');
    d.expect('. 1 ack 1 <>');
  });

  test('3.2: a segment without one is dropped in silence, but a RST is taken', () => {
    const c = connected();
    c.inject('P. 1:11 ack 1');
    c.expect();
    expect(c.counters.droppedNoTimestamp).toBe(1);
    c.inject('R 1');
    expect(c.failure).toBe('reset');
  });

  test('4.1: the round trip of a segment that was sent twice is measured, and the back-off ends', () => {
    const c = connected(100);
    expect(c.connection.timeout).toBe(300);
    c.write(10);
    c.advance(300);
    c.expect('P. 1:11 ack 1', 'P. 1:11 ack 1');
    expect(c.connection.backoff).toBe(1);
    c.advance(80);
    c.inject(`. 1 ack 11 <TS val 501 ecr ${T + 400}>`);
    // R' = 80: SRTT 97.5, RTTVAR 3/4 * 50 + 1/4 * 20 = 42.5: four times that is below the minimum of 200.
    expect([c.connection.backoff, c.connection.timeout]).toEqual([0, 97 + 200]);
  });

  test('4.1: an echo that cannot be ours measures nothing', () => {
    const c = connected(100);
    c.write(10);
    c.advance(50);
    c.inject(`. 1 ack 11 <TS val 501 ecr ${T + 5000}>`);
    expect(c.connection.timeout).toBe(300);
    c.write(10);
    c.inject('. 1 ack 21 <TS val 502 ecr -2000000>');
    expect(c.connection.timeout).toBe(300);
  });

  test('4.3: with delayed acknowledgments the timestamp of the first segment is echoed', () => {
    const c = connected();
    c.inject('. 1:101 ack 1 <TS val 600 ecr 100000>');
    c.advance(10);
    c.inject('. 101:201 ack 1 <TS val 610 ecr 100000>');
    c.expect('. 1 ack 201 <TS val 100010 ecr 600>');
  });

  test('4.3: behind a hole the echo is that of the last segment in order; the one that fills it is echoed', () => {
    const c = connected();
    c.inject('. 1:101 ack 1 <TS val 600 ecr 100000>');
    c.advance(40);
    c.skip();
    c.inject('. 201:301 ack 1 <TS val 620 ecr 100000>');
    c.expect('. 1 ack 101 <TS val 100040 ecr 600>');
    c.inject('. 101:201 ack 1 <TS val 630 ecr 100000>');
    c.expect('. 1 ack 301 <TS val 100040 ecr 630>');
  });

  test('5.3, R1 (PAWS): an older timestamp is dropped and answered; RST is exempt', () => {
    const c = connected();
    c.inject('P. 1:11 ack 1 <TS val 499 ecr 100000>');
    c.expect('. 1 ack 1 <TS val 100000 ecr 500>');
    expect([c.counters.droppedOldTimestamp, c.received.length]).toEqual([1, 0]);
    c.inject('R. 1 ack 1 <TS val 1 ecr 0>');
    expect(c.failure).toBe('reset');
  });

  test('5.3, R3: the wrap of the clock is no problem', () => {
    const c = connected(0, 'mss 1000, TS val 2147483646 ecr 100000');
    c.inject('P. 1:11 ack 1 <TS val -2147483640 ecr 100000>');
    c.inject('P. 11:21 ack 1 <TS val -2147483639 ecr 100000>');
    expect(c.hasReceivedUpTo(21)).toBe(true);
  });

  test('5.5: after 24 days TS.Recent is not believed', () => {
    const c = connected();
    c.advance(24 * 86_400_000 + 1);
    c.inject('P. 1:11 ack 1 <TS val -1000 ecr 100000>');
    expect(c.hasReceivedUpTo(11)).toBe(true);
  });

  test('RFC 6191, 2: a SYN with a later timestamp opens a TIME-WAIT anew, though its sequence number is lower', () => {
    const c = new Conversation();
    c.accept('mss 1000, TS val 500 ecr 0', ' <TS val 500 ecr 100000>');
    c.shutdown();
    c.inject('F. 1 ack 2 <TS val 501 ecr 100000>');
    c.expect('F. 1 ack 1', '. 2 ack 2 <TS val 100000 ecr 501>');
    c.inject('S -5000 <mss 1000, TS val 501 ecr 0>');
    c.expect('. 2 ack 2 <TS val 100000 ecr 501>');
    expect(c.tcp.timeWaits).toBe(1);
    c.inject('S -5000 <mss 1000, TS val 502 ecr 0>');
    expect([c.tcp.timeWaits, c.counters.timeWaitReused]).toEqual([0, 1]);
    expect(c.sent()[0]).toMatchObject({ flags: 0x12, acknowledgment: -4999 });
  });

  test('5.4: the clock of each pair of endpoints starts elsewhere, and is the same for its next connection', () => {
    const offset = (seed: number, port: number) => {
      const c = new Conversation({ seed, configuration: { initialSequenceNumber: undefined as never } });
      c.listen();
      c.peerPort = port;
      c.inject('S 0 <TS val 1 ecr 0>');
      return c.core.timers.first()!.timestampOffset;
    };
    expect(offset(1, 5000)).toBe(offset(1, 5000));
    expect(new Set([offset(1, 5000), offset(1, 5001), offset(2, 5000)]).size).toBe(3);
  });
});
