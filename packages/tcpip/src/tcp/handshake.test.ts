import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

describe('RFC 9293, 3.5: establishing a connection', () => {
  test('figure 6: passive open', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 win 1000 <mss 1200>');
    c.expect('S. 0 ack 1 win 65535 <mss 1460>');
    expect(c.counters.connectionsEstablished).toBe(0);
    c.inject('. 1 ack 1 win 1000');
    c.expect();
    expect(c.state).toBe('ESTABLISHED');
    expect(c.connection.segmentSize).toBe(1200);
    expect(c.connection.sendWindow).toBe(1000);
  });

  test('figure 6: active open; what was written meanwhile goes with the acknowledgment', () => {
    const c = new Conversation();
    c.connect();
    c.expect('S 0 win 65535 <mss 1460, sackOK, TS val 100000 ecr 0, nop, wscale 3>');
    expect(c.state).toBe('SYN-SENT');
    c.write(10);
    c.expect();
    c.inject('S. 0 ack 1 <mss 1460>');
    c.expect('P. 1:11 ack 1');
    expect(c.state).toBe('ESTABLISHED');
    c.inject('. 1 ack 11');
    expect(c.connection.sendBuffer.length).toBe(0);
    expect(c.connection.sendBuffer.capacity).toBe(0);
  });

  test('figure 7: simultaneous open', () => {
    const c = new Conversation();
    c.connect();
    c.expect('S 0');
    c.inject('S 0 <mss 1460>');
    c.expect('S. 0 ack 1 <mss 1460>');
    expect(c.state).toBe('SYN-RECEIVED');
    c.inject('S. 0 ack 1');
    expect(c.state).toBe('ESTABLISHED');
    c.write(5);
    c.expect('P. 1:6 ack 1');
  });

  test('figure 7 between two of ours that open to each other', async () => {
    const { Wire } = await import('./testing/wire.js');
    const wire = new Wire();
    const user = { onEvents() {} };
    const a = wire.a.tcp.open(user, wire.b.address, 2000, 1000);
    const b = wire.b.tcp.open(user, wire.a.address, 1000, 2000);
    wire.run(100);
    expect([a.state, b.state]).toEqual([4, 4]);
    expect([wire.a.tcp.connections, wire.b.tcp.connections]).toEqual([1, 1]);
  });

  test('3.5.1: a SYN to nobody is answered with <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>', () => {
    const c = new Conversation({ iss: 0 });
    c.inject('S 0');
    c.expect('R. 0 ack 1');
    c.inject('SF 7:17');
    c.expect('R. 0 ack 19');
  });

  test('3.5.1: an ACK to nobody is answered with <SEQ=SEG.ACK><CTL=RST>, a RST with nothing', () => {
    const c = new Conversation();
    c.inject('. 1:5 ack 77');
    c.expect('R 77');
    c.inject('R 1', 'R. 1 ack 5');
    c.expect();
    expect(c.counters.droppedNoConnection).toBe(3);
  });

  test('figure 9: an old duplicate SYN: the peer answers our SYN-ACK with RST, the listener goes on', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    c.inject('R 1');
    c.expect();
    expect(c.tcp.connections).toBe(0);
    c.inject('S 100');
    c.expect('S. 0 ack 101');
  });

  test('figure 10: half-open discovery: our ACK to a stranger’s SYN-SENT makes it reset', () => {
    const c = new Conversation();
    c.accept();
    // The peer has crashed and opens again; its SYN lies outside of our window.
    c.inject('S -5000');
    c.expect('. 1 ack 1');
    c.inject('R 1');
    expect(c.failure).toBe('reset');
    expect(c.tcp.connections).toBe(0);
  });

  test('3.10.7.2: LISTEN ignores RST, answers ACK with RST, ignores what has neither SYN nor ACK', () => {
    const c = new Conversation();
    c.listen();
    c.inject('R 5', 'F 5', '- 5:9');
    c.expect();
    c.inject('. 5 ack 9');
    c.expect('R 9');
    c.inject('S. 5 ack 9');
    c.expect('R 9');
    expect(c.tcp.connections).toBe(0);
  });

  test('3.10.7.2: data that comes with a SYN is not acknowledged; the peer sends it again', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0:10 <mss 1460>');
    c.expect('S. 0 ack 1');
    c.inject('. 1:11 ack 1');
    expect(c.received.length).toBe(10);
  });

  test('3.10.7.3: SYN-SENT answers an unacceptable ACK with RST, and ignores a RST with one', () => {
    const c = new Conversation();
    c.connect();
    c.skip();
    c.inject('. 0 ack 0');
    c.expect('R 0');
    c.inject('S. 0 ack 2');
    c.expect('R 2');
    c.inject('R. 0 ack 2', 'R 0');
    c.expect();
    expect(c.state).toBe('SYN-SENT');
    c.inject('. 0 ack 1');
    c.expect();
    expect(c.state).toBe('SYN-SENT');
  });

  test('3.10.7.3: SYN-SENT with an acceptable RST: refused', () => {
    const c = new Conversation();
    c.connect();
    c.skip();
    c.inject('R. 0 ack 1');
    c.expect();
    expect([c.state, c.failure]).toEqual(['CLOSED', 'refused']);
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('3.10.7.3: data and FIN on the SYN-ACK are taken', () => {
    const c = new Conversation();
    c.connect();
    c.skip();
    c.inject('SF. 0:10 ack 1 <mss 1460>');
    c.expect('. 1 ack 12');
    expect(c.state).toBe('CLOSE-WAIT');
    // The pattern of the harness counts from the SYN here.
    expect(c.received.length).toBe(10);
    expect(c.ended).toBe(true);
  });

  test('3.10.7.4: SYN-RECEIVED answers a wrong ACK with RST and waits on', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0');
    c.skip();
    c.inject('. 1 ack 2');
    c.expect('R 2');
    c.inject('. 1 ack 0');
    c.expect('R 0');
    expect(c.tcp.connections).toBe(1);
    c.inject('. 1 ack 1');
    expect(c.state).toBe('ESTABLISHED');
  });

  test('3.10.7.4: the SYN again in SYN-RECEIVED brings the SYN-ACK again; another in the window ends it', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0');
    c.skip();
    c.inject('S 0');
    c.expect('S. 0 ack 1');
    c.inject('S 1000');
    c.expect();
    expect(c.tcp.connections).toBe(0);
  });

  test('3.10.4: CLOSE in SYN-RECEIVED: the FIN follows the handshake', () => {
    const c = new Conversation();
    c.connect();
    c.skip();
    c.inject('S 0');
    c.skip();
    c.shutdown();
    c.expect();
    c.inject('. 1 ack 1');
    c.expect('F. 1 ack 1');
    expect(c.state).toBe('FIN-WAIT-1');
  });

  test('3.10.4: CLOSE in SYN-SENT deletes the TCB', () => {
    const c = new Conversation();
    c.connect();
    c.skip();
    c.close();
    c.expect();
    expect([c.state, c.failure, c.tcp.connections]).toEqual(['CLOSED', 'closed', 0]);
    c.inject('S. 0 ack 1');
    c.expect('R 1');
  });

  test('3.5: whatever the initial numbers are, also around 0 and 2^31', () => {
    for (const iss of [0, 1, -1, 0x7fff_ffff, 0x8000_0000 | 0, 0x7fff_fffe])
      for (const peerIss of [0, -1, 0x7fff_ffff, 0x8000_0000 | 0]) {
        const c = new Conversation({ iss, peerIss });
        c.accept();
        c.write(100);
        c.expect('P. 1:101 ack 1');
        c.inject('P. 1:3001 ack 101');
        expect(c.hasReceivedUpTo(3001)).toBe(true);
        expect(c.connection.sendBuffer.length).toBe(0);
        c.skip();
        c.shutdown();
        c.expect('F. 101 ack 3001');
        c.inject('F. 3001 ack 102');
        c.expect('. 102 ack 3002');
        expect(c.tcp.timeWaits).toBe(1);
      }
  });
});

describe('RFC 9293, 3.7.1: maximum segment size', () => {
  test('without the option it is 536', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0');
    c.skip();
    c.inject('. 1 ack 1');
    c.write(1000);
    c.expect('. 1:537 ack 1', 'P. 537:1001 ack 1');
  });

  test('the path bounds it, and what we offer', () => {
    const c = new Conversation({ mtu: 9000 });
    c.listen();
    c.inject('S 0 <mss 9999>');
    c.expect('S. 0 ack 1 <mss 8960>');
    c.inject('. 1 ack 1');
    expect(c.connection.segmentSize).toBe(8960);
  });

  test('an MSS of nearly nothing is not followed below 64', () => {
    const c = new Conversation();
    c.accept('mss 0');
    expect(c.connection.segmentSize).toBe(64);
  });

  test('3.2: unknown options are skipped, impossible ones end the list (MUST-6, MUST-7)', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 <raw fe04beef, mss 1000, raw fd00>');
    c.skip();
    c.inject('. 1 ack 1');
    expect(c.connection.segmentSize).toBe(1000);
  });
});

describe('RFC 7323, 2: window scaling', () => {
  test('only when both sides offer it', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 <mss 1460>');
    c.expect('S. 0 ack 1 win 65535 <mss 1460>');
    c.inject('. 1 ack 1 win 500');
    expect(c.connection.sendWindow).toBe(500);
    expect(c.connection.receiveLimit).toBe(65535);
  });

  test('the window of a SYN is not scaled, that of every other segment is', () => {
    const c = new Conversation();
    c.listen();
    c.inject('S 0 win 300 <mss 1460, wscale 7>');
    c.expect('S. 0 ack 1 win 65535 <mss 1460, nop, wscale 3>');
    expect(c.tcp.connections).toBe(1);
    c.inject('. 1 ack 1 win 300');
    expect(c.connection.sendWindow).toBe(300 << 7);
    c.write(10);
    // 262144 >> 3
    c.expect('P. 1:11 ack 1 win 32768');
  });

  test('a shift above 14 is 14, and a window of 2^30 - 2^14 does not overflow', () => {
    const c = new Conversation();
    c.accept('mss 1460, wscale 15');
    c.inject('. 1 ack 1 win 65535');
    expect(c.connection.sendScale).toBe(14);
    expect(c.connection.sendWindow).toBe(65535 * 16384);
    c.write(1000);
    c.expect('P. 1:1001 ack 1');
  });

  test('switched off it is neither offered nor used', () => {
    const c = new Conversation({ configuration: { windowScaling: false } });
    c.listen();
    c.inject('S 0 <mss 1460, wscale 7>');
    c.expect('S. 0 ack 1 win 65535 <mss 1460>');
    c.inject('. 1 ack 1 win 300');
    expect(c.connection.sendWindow).toBe(300);
  });

  test('the largest buffer gets the largest shift', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 2 ** 30 } });
    c.connect();
    c.expect('S 0 win 65535 <mss 1460, sackOK, TS val 100000 ecr 0, nop, wscale 14>');
  });
});
