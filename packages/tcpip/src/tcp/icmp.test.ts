import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

describe('RFC 1191 and RFC 5927, 7: path MTU', () => {
  test('segments become smaller and what is in flight goes again at once', () => {
    const c = new Conversation();
    c.accept();
    c.write(4000);
    c.expect('. 1:1461 ack 1', '. 1461:2921 ack 1', 'P. 2921:4001 ack 1');
    expect(c.icmp('too-big', 4, 1, 1040)).toBe(true);
    c.expect('. 1:1001 ack 1', '. 1001:2001 ack 1', '. 2001:3001 ack 1', 'P. 3001:4001 ack 1');
    expect(c.counters.pathMtuReductions).toBe(1);
    // It was not congestion.
    expect(c.connection.congestion.window).toBe(14_600);
    c.inject('. 1 ack 4001');
    c.write(1500);
    c.expect('. 4001:5001 ack 1', 'P. 5001:5501 ack 1');
  });

  test('a quote that is not in flight is not believed', () => {
    const c = new Conversation();
    c.accept();
    expect(c.icmp('too-big', 4, 1, 1040)).toBe(false);
    c.write(1000);
    expect(c.icmp('too-big', 4, 0, 1040)).toBe(false);
    expect(c.icmp('too-big', 4, 1001, 1040)).toBe(false);
    c.peerPort = 1;
    expect(c.icmp('too-big', 4, 1, 1040)).toBe(false);
    expect([c.counters.icmpErrorsIgnored, c.connection.segmentSize]).toEqual([4, 1460]);
  });

  test('it never makes segments larger', () => {
    const c = new Conversation();
    c.accept();
    c.write(1000);
    c.skip();
    expect(c.icmp('too-big', 4, 1, 9000)).toBe(true);
    c.expect();
    expect(c.connection.segmentSize).toBe(1460);
  });
});

describe('RFC 9293, 3.9.2.2 and RFC 5461: unreachable', () => {
  test('port unreachable refuses a connection that is being opened', () => {
    const c = new Conversation();
    c.connect();
    expect(c.icmp('unreachable', 3, 0)).toBe(true);
    expect([c.state, c.failure]).toEqual(['CLOSED', 'refused']);
  });

  test('a soft error ends an open that stays unanswered, sooner than without', () => {
    const c = new Conversation();
    c.connect();
    c.icmp('unreachable', 1, 0);
    expect(c.state).toBe('SYN-SENT');
    c.advance(7_000);
    expect([c.state, c.failure]).toEqual(['CLOSED', 'unreachable']);
  });

  test('an established connection survives whatever ICMP says; it explains the time-out', () => {
    const c = new Conversation({ configuration: { userTimeout: 10_000 } });
    c.accept();
    c.write(100);
    for (let code = 0; code < 16; code++) expect(c.icmp('unreachable', code, 1)).toBe(true);
    c.icmp('time-exceeded', 0, 1);
    expect(c.state).toBe('ESTABLISHED');
    c.advance(60_000);
    expect([c.state, c.failure]).toEqual(['CLOSED', 'unreachable']);
  });
});
