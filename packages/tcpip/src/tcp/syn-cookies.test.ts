import { describe, expect, test } from 'vitest';
import { getInt32 } from '../wire/tcp.js';
import { Conversation } from './testing/conversation.js';
import { encode } from './testing/notation.js';
import { seeded } from './testing/wire.js';

const LOCAL = 0x0a000001;

/** A listener whose backlog of two is full of half-open connections. */
function full(): Conversation {
  const c = new Conversation({ configuration: { initialSequenceNumber: undefined as never, timestamps: true } });
  c.listen(2);
  for (let port = 1; port <= 2; port++) {
    c.peerPort = port;
    c.inject('S 0');
  }
  c.skip();
  return c;
}

/** A client elsewhere: sends a line, and gives back what it was answered: sequence number and timestamp. */
function client(c: Conversation, address: number) {
  let iss = 0;
  const send = (line: string, change = 0) => {
    const numbers = { sourcePort: 7000, destinationPort: 80, sender: 12345, receiver: (iss + change) | 0 };
    c.host.run([encode(line, address, LOCAL, numbers)]);
    const sent = c.host.take().filter((packet) => packet.destination === address);
    return sent.map(({ bytes }) => ({ flags: bytes[13]!, sequence: getInt32(bytes, 4), stamp: getInt32(bytes, 28) }));
  };
  return {
    send,
    open(options: string) {
      const [answer] = send(`S 0 <${options}>`);
      if (answer !== undefined) iss = answer.sequence;
      return answer;
    },
  };
}

describe('RFC 4987, 3.6: SYN cookies', () => {
  test('a full backlog answers without remembering; the acknowledgment opens the connection, with its data', () => {
    const c = full();
    const peer = client(c, 0x08080808);
    expect(peer.open('mss 1400')!.flags).toBe(0x12);
    expect(c.tcp.connections).toBe(2);
    peer.send('P. 1:11 ack 1');
    expect(c.tcp.connections).toBe(3);
    expect([c.state, c.connection.remoteAddress, c.connection.segmentSize]).toEqual(['ESTABLISHED', 0x08080808, 1400]);
    expect(c.received.length).toBe(10);
    expect(c.connection).toMatchObject({ sackPermitted: false, timestamps: false, sendScale: 0, receiveScale: 0 });
    expect([c.counters.cookiesSent, c.counters.cookiesAccepted]).toEqual([1, 1]);
  });

  test('window scale and SACK come back with the timestamp', () => {
    for (const [options, scale, sack] of [
      ['mss 1460, sackOK, TS val 9 ecr 0, nop, wscale 7', 7, true],
      ['mss 1460, TS val 9 ecr 0, nop, wscale 14', 14, false],
      ['mss 1460, sackOK, TS val 9 ecr 0', 0, true],
    ] as const) {
      const c = full();
      c.advance(777);
      c.skip();
      const peer = client(c, 0x08080808);
      const { stamp } = peer.open(options)!;
      c.advance(20);
      peer.send(`. 1 ack 1 win 1000 <TS val 10 ecr ${stamp}>`);
      expect(c.connection).toMatchObject({ sackPermitted: sack, timestamps: true, sendScale: scale });
      expect(c.connection.sendWindow).toBe(1000 << scale);
      // Our clock did not run backwards for the peer.
      expect((c.time.now + c.connection.timestampOffset - stamp) | 0).toBeLessThan(20 + 64);
      expect((c.time.now + c.connection.timestampOffset - stamp) | 0).toBeGreaterThanOrEqual(20);
    }
  });

  test('lives for one to two minutes', () => {
    const c = full();
    const peer = client(c, 0x08080808);
    peer.open('mss 1400');
    c.advance(60_000);
    c.skip();
    peer.send('. 1 ack 1');
    expect(c.counters.cookiesAccepted).toBe(1);
    const late = full();
    const other = client(late, 0x08080808);
    other.open('mss 1400');
    late.advance(130_000);
    late.skip();
    expect(other.send('. 1 ack 1')[0]!.flags).toBe(0x04);
    expect(late.counters.cookiesAccepted).toBe(0);
  });

  test('what was not made by us is refused: other numbers, another port, nobody asked', () => {
    const c = full();
    const peer = client(c, 0x08080808);
    peer.open('mss 1400');
    const draw = seeded(9);
    for (let i = 0; i < 3000; i++) peer.send('. 1 ack 1', Math.floor(draw() * 0xffff_ffff) + 1);
    expect(c.counters.cookiesAccepted).toBe(0);
    expect(c.counters.cookiesRefused).toBe(3000);
    const stranger = client(c, 0x08080809);
    stranger.send('. 1 ack 1');
    expect(c.tcp.connections).toBe(2);
    const idle = new Conversation();
    idle.listen();
    client(idle, 0x08080808).send('. 1 ack 1');
    expect(idle.counters.cookiesRefused).toBe(0);
  });

  test('an application that does not take connections over gets no more of them', () => {
    const c = full();
    const peer = client(c, 0x08080808);
    peer.open('mss 1400');
    c.core.listeners.find(LOCAL, 80)!.waiting = 2;
    expect(peer.send('. 1 ack 1')[0]!.flags).toBe(0x04);
    expect(client(c, 0x08080810).open('mss 1400')).toBeUndefined();
  });

  test('under a flood of 100,000 SYNs memory stays, and an honest client is served', () => {
    const c = new Conversation({ configuration: { initialSequenceNumber: undefined as never } });
    c.listen(128);
    const draw = seeded(3);
    for (let i = 0; i < 100_000; i++) {
      const numbers = { sourcePort: 1 + Math.floor(draw() * 65000), destinationPort: 80, sender: i, receiver: 0 };
      c.host.run([encode('S 0 <mss 1460>', Math.floor(draw() * 0xdfff_ffff) + 0x0100_0000, LOCAL, numbers)]);
      c.host.take();
    }
    expect(c.tcp.connections).toBe(128);
    expect(c.counters.cookiesSent).toBe(100_000 - 128);
    const honest = client(c, 0xc0a80101);
    honest.open('mss 1460');
    honest.send('P. 1:101 ack 1');
    expect([c.state, c.received.length]).toEqual(['ESTABLISHED', 100]);
  });
});
