import { describe, expect, test } from 'vitest';
import { Conversation } from './testing/conversation.js';

/** Brings a conversation into each synchronized state; ours and the peer's next relative numbers follow. */
const STATES: Record<string, { enter: (c: Conversation) => void; ours: number; peers: number }> = {
  ESTABLISHED: { enter: (c) => c.accept(), ours: 1, peers: 1 },
  'FIN-WAIT-1': {
    enter: (c) => {
      c.accept();
      c.shutdown();
    },
    ours: 2,
    peers: 1,
  },
  'FIN-WAIT-2': {
    enter: (c) => {
      c.accept();
      c.shutdown();
      c.inject('. 1 ack 2');
    },
    ours: 2,
    peers: 1,
  },
  'CLOSE-WAIT': {
    enter: (c) => {
      c.accept();
      c.inject('F. 1 ack 1');
    },
    ours: 1,
    peers: 2,
  },
  CLOSING: {
    enter: (c) => {
      c.accept();
      c.shutdown();
      c.inject('F. 1 ack 1');
    },
    ours: 2,
    peers: 2,
  },
  'LAST-ACK': {
    enter: (c) => {
      c.accept();
      c.inject('F. 1 ack 1');
      c.shutdown();
    },
    ours: 2,
    peers: 2,
  },
};

function inState(name: string): Conversation {
  const c = new Conversation();
  STATES[name]!.enter(c);
  c.skip();
  expect(c.state).toBe(name);
  return c;
}

describe.each(Object.keys(STATES))('RFC 9293, 3.10.7.4 in %s', (name) => {
  const { ours, peers } = STATES[name]!;
  const acknowledged = name === 'FIN-WAIT-1' || name === 'CLOSING' || name === 'LAST-ACK' ? ours - 1 : ours;

  test('first: data before the window is acknowledged and dropped', () => {
    const c = inState(name);
    c.inject(`. ${peers - 100}:${peers - 50} ack ${acknowledged}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect([c.state, c.counters.droppedOutOfWindow]).toEqual([name, 1]);
  });

  test('first: data beyond the window is acknowledged and dropped', () => {
    const c = inState(name);
    c.inject(`. ${peers + 70000}:${peers + 70001} ack ${acknowledged}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect([c.state, c.counters.droppedOutOfWindow]).toEqual([name, 1]);
  });

  test('first: a RST outside of the window is dropped without a word', () => {
    const c = inState(name);
    c.inject(`R ${peers - 1}`, `R ${peers + 65536}`, `R. ${peers + 200000} ack ${ours}`);
    c.expect();
    expect(c.state).toBe(name);
  });

  test('second: a RST at RCV.NXT ends it', () => {
    const c = inState(name);
    c.inject(`R ${peers}`);
    c.expect();
    expect([c.state, c.tcp.connections]).toEqual(['CLOSED', 0]);
    expect(c.failure).toBe(name === 'CLOSING' || name === 'LAST-ACK' ? undefined : 'reset');
    expect(c.tcp.nextDeadline()).toBe(Number.POSITIVE_INFINITY);
  });

  test('second: a RST elsewhere in the window gets a challenge ACK (RFC 5961, 3.2)', () => {
    const c = inState(name);
    c.inject(`R ${peers + 1}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect([c.state, c.counters.challengeAcknowledgments]).toEqual([name, 1]);
  });

  test('fourth: a SYN in the window gets a challenge ACK (RFC 5961, 4.2), a SYN-ACK too', () => {
    const c = inState(name);
    c.inject(`S ${peers + 10}`);
    c.expect(`. ${ours} ack ${peers}`);
    c.inject(`S. ${peers} ack ${acknowledged}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect(c.state).toBe(name);
  });

  test('fourth: a SYN anywhere is answered with an ACK and changes nothing', () => {
    const c = inState(name);
    c.inject(`S ${peers - 5000}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect(c.state).toBe(name);
  });

  test('fifth: without the ACK bit it is dropped', () => {
    const c = inState(name);
    c.inject(`- ${peers}:${peers + 10}`, `F ${peers}`);
    c.expect();
    expect([c.state, c.counters.droppedNoAcknowledgment]).toEqual([name, 2]);
    expect(c.received).toEqual([]);
  });

  test('fifth: an ACK of what was never sent is answered and dropped, with its data', () => {
    const c = inState(name);
    c.inject(`. ${peers}:${peers + 10} ack ${ours + 1}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect([c.state, c.counters.droppedBadAcknowledgment]).toEqual([name, 1]);
    expect(c.received).toEqual([]);
  });

  test('fifth: an ACK older than the largest window is answered and dropped (RFC 5961, 5.2)', () => {
    const c = inState(name);
    c.inject(`. ${peers}:${peers + 10} ack ${ours - 70000}`);
    c.expect(`. ${ours} ack ${peers}`);
    expect(c.received).toEqual([]);
  });

  test('fifth: an old ACK within it is ignored', () => {
    const c = inState(name);
    const before = c.connection.sendUnacknowledged;
    c.inject(`. ${peers} ack ${acknowledged - 1000}`);
    c.expect();
    expect(c.connection.sendUnacknowledged).toBe(before);
    expect(c.state).toBe(name);
  });

  test('seventh: data is taken as long as the peer has not sent its FIN, else ignored', () => {
    const c = inState(name);
    c.inject(`P. ${peers}:${peers + 10} ack ${acknowledged}`);
    const takes = peers === 1;
    expect(c.received.length).toBe(takes ? 10 : 0);
    expect(c.state).toBe(name);
    c.skip();
    c.advance(500);
    expect(c.connection.receiveNext).toBe((c.peerIss + peers + (takes ? 10 : 0)) | 0);
  });

  test('RFC 5961, 7: challenge ACKs are limited', () => {
    const c = inState(name);
    for (let i = 0; i < 100; i++) c.inject(`R ${peers + 1}`);
    expect(c.sent().length).toBe(10);
    expect(c.counters.challengeAcknowledgmentsLimited).toBe(90);
    c.advance(5000);
    c.skip();
    c.inject(`R ${peers + 1}`);
    expect(c.sent().length).toBe(1);
  });
});

describe('RFC 9293, 3.10.7.4: the segment is trimmed to the window', () => {
  test('what is known already is cut off', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1:101 ack 1');
    c.inject('. 51:151 ack 1');
    expect(c.hasReceivedUpTo(151)).toBe(true);
  });

  test('what lies beyond is cut off, a FIN with it', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 2048, windowScaling: false } });
    c.accept();
    c.reading = false;
    c.inject('. 1:1461 ack 1');
    c.skip();
    c.inject('F. 1461:2921 ack 1');
    c.expect('. 1 ack 2049 win 0');
    expect([c.state, c.connection.receiveBuffer.length]).toEqual(['ESTABLISHED', 2048]);
  });

  test('a segment that covers the whole window is used', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 2048, windowScaling: false } });
    c.accept();
    c.inject('. 1:101 ack 1');
    c.inject('. 51:4051 ack 1');
    // The right edge that was advertised, with the SYN-ACK.
    expect(c.hasReceivedUpTo(2049)).toBe(true);
  });

  test('with a window of zero, an ACK and a RST at RCV.NXT are still taken', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 2048, windowScaling: false } });
    c.accept();
    c.reading = false;
    c.write(100);
    c.inject('. 1:1461 ack 1', '. 1461:2049 ack 1');
    c.skip();
    c.inject('. 2049:2149 ack 101');
    c.expect('. 101 ack 2049 win 0');
    expect(c.connection.sendBuffer.length).toBe(0);
    c.inject('R 2049');
    expect(c.failure).toBe('reset');
  });
});

describe('RFC 9293, 3.4 and RFC 5681, 4.2: segments out of order', () => {
  test('wait for the gap to fill; each is answered at once', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 101:201 ack 1');
    c.expect('. 1 ack 1');
    c.inject('. 301:401 ack 1');
    c.expect('. 1 ack 1');
    c.inject('. 201:301 ack 1');
    c.expect('. 1 ack 1');
    c.inject('. 1:101 ack 1');
    c.expect('. 1 ack 401');
    expect(c.hasReceivedUpTo(401)).toBe(true);
    expect(c.connection.reassembly).toBeNull();
  });

  test('in one batch too, so that the sender can count them', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 1:101 ack 1', '. 201:301 ack 1', '. 301:401 ack 1', '. 401:501 ack 1');
    c.expect('. 1 ack 101', '. 1 ack 101', '. 1 ack 101');
  });

  test('overlaps in every way; a FIN out of order is remembered', () => {
    const c = new Conversation();
    c.accept();
    c.inject('. 11:21 ack 1', '. 31:41 ack 1', '. 6:36 ack 1', 'F. 41:51 ack 1', '. 15:45 ack 1');
    expect(c.state).toBe('ESTABLISHED');
    c.inject('. 1:6 ack 1');
    expect(c.hasReceivedUpTo(51)).toBe(true);
    expect(c.state).toBe('CLOSE-WAIT');
    expect(c.ended).toBe(true);
  });

  test('the memory for them is bounded, and the rest still comes through', () => {
    const c = new Conversation({ configuration: { receiveBuffer: 65535 } });
    c.accept();
    for (let i = 2; i < 60000; i += 2) c.inject(`. ${i}:${i + 1} ack 1`);
    expect(c.counters.droppedReassemblyFull).toBeGreaterThan(1000);
    expect(c.connection.reassembly!.charged).toBeLessThanOrEqual(2 * 65535);
    c.skip();
    for (let i = 1; i < 60001; i += 1000) c.inject(`. ${i}:${i + 1000} ack 1`);
    expect(c.hasReceivedUpTo(60001)).toBe(true);
    expect(c.connection.reassembly).toBeNull();
  });
});

describe('RFC 9293, 3.8.5: urgent data', () => {
  test('is taken in line, the pointer ignored', () => {
    const c = new Conversation();
    c.accept();
    c.inject('UP. 1:11 ack 1 urg 5');
    expect(c.hasReceivedUpTo(11)).toBe(true);
    c.inject('U. 11 ack 1 urg 9999');
    expect(c.state).toBe('ESTABLISHED');
  });
});

describe('RFC 9293, 3.1: malformed segments', () => {
  test('are dropped and counted', () => {
    const c = new Conversation();
    c.accept();
    const good = c.packet('. 1:11 ack 1');
    const broken = (change: (bytes: Uint8Array) => void, length = good.bytes.length) => {
      const bytes = good.bytes.slice(0, length);
      change(bytes);
      c.host.run([{ ...good, bytes }]);
    };
    broken(() => {}, 19);
    broken(() => {}, 0);
    broken((bytes) => (bytes[12] = 4 << 4));
    broken((bytes) => (bytes[12] = 15 << 4));
    broken((bytes) => bytes.fill(0, 0, 2));
    broken((bytes) => bytes.fill(0, 2, 4));
    expect(c.counters.droppedMalformed).toBe(6);
    broken((bytes) => (bytes[25]! ^= 1));
    broken((bytes) => (bytes[17]! ^= 1));
    expect(c.counters.droppedChecksum).toBe(2);
    c.expect();
    expect(c.received).toEqual([]);
    broken(() => {});
    c.inject('. 11 ack 1');
    expect(c.received.length).toBe(10);
  });
});
