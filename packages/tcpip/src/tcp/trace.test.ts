import { expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

/** What a log at "debug" shows of a conversation. */
function traced(run: (c: Conversation) => void): string[] {
  const lines: string[] = [];
  const c = new Conversation({ now: 0, log: (message) => lines.push(message) });
  run(c);
  return lines.map((line) => line.replace(/^10\.0\.0\.1:80 (.) 10\.0\.0\.2:5000 {2}/, '$1 '));
}

test('a conversation reads like a trace', () => {
  const lines = traced((c) => {
    c.accept('mss 1000, sackOK', '', 100);
    c.inject('P. 1:11 ack 1');
    c.inject('P. 31:41 ack 1');
    c.write(1000);
    c.advance(1000);
    c.inject('R 50');
    c.inject('R 11');
  });
  expect(lines).toEqual([
    '< S 0 win 65535 <mss 1000, sackOK>',
    '= LISTEN -> SYN-RECEIVED',
    '> S. 0 ack 1 win 65535 <mss 1460, sackOK>',
    '  passiveOpens',
    '< . 1 ack 1 win 65535',
    '= SYN-RECEIVED -> ESTABLISHED',
    '  connectionsEstablished',
    '< P. 1:11 ack 1 win 65535',
    '< P. 31:41 ack 1 win 65535',
    '> . 1 ack 11 win 65525 <sack 31:41>',
    '  outOfOrderSegments',
    // A full segment has no room for what waits.
    '> P. 1:1001 ack 11 win 65525',
    '= retransmissionTimeouts: in flight 1000, cwnd 1000, ssthresh 2000, RTO 300 ms x 2^1',
    '> P. 1:1001 ack 11 win 65525',
    '= retransmissionTimeouts: in flight 1000, cwnd 1000, ssthresh 2000, RTO 300 ms x 2^2',
    '> P. 1:1001 ack 11 win 65525',
    '< R 50 win 65535',
    '> . 1001 ack 11 win 65525 <sack 31:41>',
    '  challengeAcknowledgments, resetsReceived',
    '< R 11 win 65535',
    '= ESTABLISHED -> CLOSED',
    '  resetsReceived, connectionsReset',
  ]);
});

test('what is no connection shows its own numbers, and what is no segment its length', () => {
  const lines = traced((c) => {
    c.inject('. 5 ack 7');
    c.host.run([{ ...c.packet('. 1'), bytes: new Uint8Array(7) }]);
  });
  expect(lines[0]).toMatch(/^< \. \d+ ack \d+ win 65535$/);
  expect(lines.at(-2)).toBe('10.0.0.1 < 10.0.0.2  no segment: 7 octets');
  expect(lines.at(-1)).toBe('  droppedMalformed');
});
