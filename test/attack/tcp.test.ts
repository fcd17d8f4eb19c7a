/**
 * TCP under attack: a server with one honest client, whose transfer has to arrive whole while somebody else, on the path or
 * off it, sends what he likes. What the server's heap grows by stays under the bound that each test states. Virtual time.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Connection } from '../../packages/tcpip/src/tcp/connection.js';
import type { TcpConfiguration } from '../../packages/tcpip/src/tcp/settings.js';
import type { Packet } from '../../packages/tcpip/src/tcp/testing/host.js';
import { encode } from '../../packages/tcpip/src/tcp/testing/notation.js';
import { seeded, Wire } from '../../packages/tcpip/src/tcp/testing/wire.js';
import { close, receive, send, shutdown } from '../../packages/tcpip/src/tcp/user-calls.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is alive. Buffers are freed beside the collector, so what a test before left behind goes away over several collections. */
function heap(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let steady = 0; steady < 3; ) {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const now = heapUsed + arrayBuffers;
    steady = now < least - 4 * KB ? 0 : steady + 1;
    least = Math.min(least, now);
  }
  return least;
}

const KB = 1024;
const MB = 1024 * KB;
const FULL = process.env.MORGANA_TEST_FULL === '1';
const CLIENT = 0x0a000001;
const SERVER = 0x0a000002;
const VICTIM_PORT = 80;

/** A server that echoes on port 80, keeps what connects to 81 without reading, and answers on 82 with a megabyte and closes. */
function scene(configuration: TcpConfiguration = {}) {
  const wire = new Wire({ b: { configuration: { initialSequenceNumber: undefined as never, ...configuration } } });
  const { core } = wire.b.tcp;
  const kept: Connection[] = [];
  wire.b.tcp.listen(0, 80, (connection) => {
    let waiting: Uint8Array | null = null;
    connection.user = {
      onEvents(c) {
        for (;;) {
          waiting ??= receive(core, c);
          if (waiting === null) break;
          const taken = send(core, c, waiting, 0);
          if (taken < waiting.length) {
            waiting = waiting.subarray(taken);
            return;
          }
          waiting = null;
        }
        if (c.finReceived) close(core, c);
      },
    };
  });
  wire.b.tcp.listen(0, 81, (connection) => {
    connection.user = { onEvents() {} };
    kept.push(connection);
  });
  const answer = new Uint8Array(MB);
  wire.b.tcp.listen(0, 82, (connection) => {
    connection.user = {
      onEvents(c, events) {
        if ((events & 1) === 0) return;
        send(core, c, answer, 0);
        close(core, c);
      },
    };
  });
  /** A client of 10.0.0.1 that sends `total` octets and reads them back; true when they came whole. */
  const honest = (total: number) => {
    const client = wire.a.tcp;
    let written = 0;
    let read = 0;
    let wrong = false;
    const bytes = new Uint8Array(16_384 + 256).map((_, i) => i & 255);
    const connection = client.open(
      {
        onEvents(c) {
          for (let got = receive(client.core, c); got !== null; got = receive(client.core, c))
            for (const octet of got) if (octet !== (read++ & 255)) wrong = true;
          while (c.state >= 4 && written < total) {
            const at = written & 255;
            const taken = send(client.core, c, bytes.subarray(at, at + Math.min(16_384, total - written)), 0);
            if (taken === 0) return;
            written += taken;
          }
          if (written === total) shutdown(client.core, c);
        },
      },
      SERVER,
      80,
    );
    return {
      connection,
      finish(milliseconds = 60_000): boolean {
        wire.run(milliseconds, () => read === total || connection.failure !== undefined);
        return read === total && !wrong && connection.failure === undefined;
      },
    };
  };
  const attack = (...packets: Packet[]): Packet[] => {
    // What the honest client is owed stays on the wire.
    wire.run(0);
    wire.b.run(packets);
    const mine: Packet[] = [];
    const others: Packet[] = [];
    for (const packet of wire.b.take()) (packet.destination === wire.a.address ? others : mine).push(packet);
    wire.b.sent.push(...others);
    return mine;
  };
  return { wire, core, kept, honest, attack };
}

/** A raw peer with sequence numbers of its own, which does as it is told. */
class Peer {
  readonly numbers;
  readonly address: number;
  readonly #attack: (...packets: Packet[]) => Packet[];
  constructor(attack: (...packets: Packet[]) => Packet[], address: number, port: number, to: number) {
    this.#attack = attack;
    this.address = address;
    this.numbers = { sourcePort: port, destinationPort: to, sender: 1000, receiver: 0 };
  }
  send(line: string): Packet[] {
    return this.#attack(this.packet(line));
  }
  packet(line: string): Packet {
    return encode(line, this.address, SERVER, this.numbers);
  }
  /** Ends the connection with a RST at the place that the answer to a duplicate names. */
  reset(): void {
    const [answer] = this.send('. 0:1 ack 1');
    const { bytes } = answer!;
    const expected = new DataView(bytes.buffer, bytes.byteOffset).getInt32(8);
    this.send(`R ${(expected - this.numbers.sender) >>> 0} win 0`);
  }
  /** The handshake; `options` of the SYN. */
  open(options = 'mss 1460', window = 65535): boolean {
    const [answer] = this.send(`S 0 win ${window} <${options}>`);
    if (answer === undefined || (answer.bytes[13]! & 0x12) !== 0x12) return false;
    this.numbers.receiver = new DataView(answer.bytes.buffer, answer.bytes.byteOffset).getInt32(4);
    this.send(`. 1 ack 1 win ${window}`);
    return true;
  }
}

const stranger = (i: number) => (0x0b000000 + i) >>> 0;

test('a flood of SYNs: cookies; 1 MB', () => {
  const { wire, honest, attack, core } = scene();
  const draw = seeded(1);
  honest(1000).finish();
  const before = heap();
  for (let i = 0; i < (FULL ? 500_000 : 30_000); i++) {
    const numbers = { sourcePort: 1 + Math.floor(draw() * 65_000), destinationPort: 80, sender: i, receiver: 0 };
    attack(encode('S 0 <mss 1460, sackOK, wscale 7>', stranger(Math.floor(draw() * 0xff_ffff)), SERVER, numbers));
  }
  expect(heap() - before).toBeLessThan(MB);
  expect(core.connections).toBeLessThanOrEqual(129);
  expect(honest(200_000).finish()).toBe(true);
  expect(wire.b.tcp.counters.cookiesAccepted).toBe(1);
});

test('blind RST, SYN, ACK and data with the right ports: the stream goes on; ten challenges in five seconds', () => {
  const { wire, honest, attack } = scene();
  const client = honest(2_000_000);
  wire.run(20);
  const draw = seeded(2);
  const { localPort } = client.connection;
  const kinds = ['R', 'R.', 'S', 'S.', '.', 'P.', 'F.', 'SFRPUEC.'];
  for (let i = 0; i < (FULL ? 400_000 : 25_000); i++) {
    const numbers = {
      sourcePort: localPort,
      destinationPort: VICTIM_PORT,
      sender: Math.floor(draw() * 0xffff_ffff),
      receiver: Math.floor(draw() * 0xffff_ffff),
    };
    const data = i % 3 === 0 ? ':100' : '';
    attack(encode(`${kinds[i % kinds.length]} 0${data} ack 0`, CLIENT, SERVER, numbers));
    if (i % 100 === 0) wire.run(1);
  }
  const seconds = wire.time.now / 1000;
  expect(client.finish()).toBe(true);
  const { challengeAcknowledgments, challengeAcknowledgmentsLimited } = wire.b.tcp.counters;
  expect(challengeAcknowledgments).toBeLessThanOrEqual(10 * (Math.ceil(seconds / 5) + 1));
  expect(challengeAcknowledgmentsLimited).toBeGreaterThan(0);
});

test('RSTs in the whole of the window (CVE-2004-0230): every 1000 octets one, none is exact', () => {
  const { wire, honest, attack } = scene();
  const client = honest(300_000);
  wire.run(20);
  const c = client.connection;
  for (let at = 7; at < 4 * MB; at += 1000) {
    const numbers = { sourcePort: c.localPort, destinationPort: 80, sender: c.sendMaximum, receiver: 0 };
    attack(encode(`R ${at}`, CLIENT, SERVER, numbers));
  }
  expect(client.finish()).toBe(true);
});

test('a flood of ACKs for nothing: no state, no more answers than questions; 200 KB', () => {
  const { honest, attack } = scene();
  honest(1000).finish();
  const draw = seeded(4);
  const before = heap();
  for (let i = 0; i < 20_000; i++) {
    const numbers = { sourcePort: 1 + (i % 65_000), destinationPort: 80, sender: i, receiver: i * 7919 };
    const answers = attack(encode('. 0 ack 0', stranger(Math.floor(draw() * 0xffff)), SERVER, numbers));
    // No more comes out than goes in.
    expect(answers.length).toBeLessThanOrEqual(1);
  }
  expect(heap() - before).toBeLessThan(200 * KB);
  expect(honest(200_000).finish()).toBe(true);
});

test('20,000 idle connections: 2 KB each', () => {
  const count = 20_000;
  const { wire, honest, attack, kept } = scene({ backlog: 4096 });
  honest(1000).finish();
  const before = heap();
  for (let i = 0; i < count; i++)
    new Peer(attack, stranger(i >> 8), 1024 + (i & 255), 81).open('mss 1460, sackOK, wscale 7');
  expect(kept.length).toBe(count);
  const each = (heap() - before) / count;
  console.log(`an idle connection, its route and its listener's record: ${Math.round(each)} octets`);
  expect(each).toBeLessThan(2 * KB);
  expect(honest(200_000).finish()).toBe(true);
  expect(wire.b.tcp.connections).toBeGreaterThanOrEqual(count);
});

test('120 connections whose application never reads, filled to the brim: three times their buffers', () => {
  const receiveBuffer = 8 * KB;
  const { honest, attack } = scene({ backlog: 4096, receiveBuffer, receiveBufferMaximum: receiveBuffer });
  const before = heap();
  const count = 120;
  for (let i = 0; i < count; i++) {
    const peer = new Peer(attack, stranger(i), 5000, 81);
    peer.open();
    for (let at = 1; at < 3 * receiveBuffer; at += 1000) peer.send(`P. ${at}:${at + 1000} ack 1`);
  }
  const each = (heap() - before) / count;
  console.log(`a connection that is full: ${Math.round(each)} octets of a buffer of ${receiveBuffer}`);
  expect(each).toBeLessThan(3 * receiveBuffer + 2 * KB);
  expect(honest(200_000).finish()).toBe(true);
});

test('8 MB of memory, and 2,000 that connect, half with data in order and half with holes, to who never reads: 5 MB', () => {
  const { wire, core, honest, attack } = scene({ memory: 8 * MB, backlog: 4096 });
  const served = honest(200_000);
  wire.run(20);
  const before = heap();
  const peers: Peer[] = [];
  for (let i = 0; i < 2000; i++) {
    const peer = new Peer(attack, stranger(i), 5000, 81);
    if (!peer.open('mss 1460, sackOK')) continue;
    peers.push(peer);
    for (let at = 1; at < 40_000; at += 1000 + (i & 1)) peer.send(`P. ${at + (i & 1)}:${at + 1000} ack 1`);
  }
  const grown = heap() - before;
  console.log(
    `${peers.length} connections that are never read: ${Math.round(grown / KB)} KB, ${Math.round(core.buffered / KB)} of them data`,
  );
  expect(peers.length).toBeGreaterThan(500);
  expect(core.connections).toBe(core.settings.maximumConnections);
  expect(core.counters.droppedTableFull).toBeGreaterThan(1000);
  expect(core.counters.droppedBuffersFull).toBeGreaterThan(0);
  expect(grown).toBeLessThan(5 * MB);
  // Whose connection stands is served, and who comes when the others are gone.
  expect(served.finish()).toBe(true);
  for (const peer of peers) peer.reset();
  expect(core.buffered).toBe(0);
  expect(honest(200_000).finish()).toBe(true);
});

test('holes everywhere: single octets, every second one and further apart, on 90 connections: twice the buffer', () => {
  const receiveBuffer = 16 * KB;
  const { wire, honest, attack } = scene({ backlog: 4096, receiveBuffer, receiveBufferMaximum: receiveBuffer });
  const steps = [2, 62, 500];
  const fill = (from: number, to: number): number => {
    const before = heap();
    for (let i = from; i < to; i++) {
      const peer = new Peer(attack, stranger(i), 5000, 81);
      peer.open('mss 1460, sackOK');
      for (let at = 3; at < receiveBuffer; at += steps[i % 3]!) peer.send(`P. ${at}:${at + 1} ack 1`);
    }
    return (heap() - before) / (to - from);
  };
  // What the engine allocates for code that becomes hot is no connection's: the less of two measurements.
  fill(0, 30);
  const each = Math.min(fill(30, 60), fill(60, 90));
  console.log(`a connection full of holes: ${Math.round(each)} octets for a buffer of ${receiveBuffer}`);
  expect(each).toBeLessThan(2 * receiveBuffer);
  expect(wire.b.tcp.counters.droppedReassemblyFull).toBeGreaterThan(0);
  expect(honest(200_000).finish()).toBe(true);
});

test('a window of zero for ever, and one octet now and then: given up after the user time-out', () => {
  const { wire, honest, attack, core } = scene({
    userTimeout: 60_000,
    backlog: 4096,
    sendBuffer: 16 * KB,
    sendBufferMaximum: 16 * KB,
  });
  const peers = Array.from({ length: 500 }, (_, i) => new Peer(attack, stranger(i), 5000, 82));
  const before = heap();
  for (const peer of peers) {
    expect(peer.open('mss 1460', 0)).toBe(true);
  }
  expect((heap() - before) / peers.length).toBeLessThan(2 * 16 * KB + 3 * KB);
  expect(core.connections).toBe(500);
  // Half of them answer every probe, with a window that lets one octet through.
  for (let second = 0; second < 200; second += 5) {
    peers.forEach((peer, i) => {
      if (i % 2 === 0) peer.send('. 1 ack 1 win 0');
    });
    wire.run(5000);
    wire.b.take();
  }
  // The application had closed: nobody waits longer than the time-out for readers like that.
  expect(core.connections).toBe(0);
  expect(honest(200_000).finish()).toBe(true);
});

test('FIN-WAIT-2 and LAST-ACK piles: 5,000 peers that never close, 5,000 that never acknowledge: all are gone in the end', () => {
  const { wire, honest, attack, core } = scene({ backlog: 8192, finWait2Timeout: 60_000, userTimeout: 100_000 });
  const count = 5000;
  const before = heap();
  for (let i = 0; i < count; i++) {
    const peer = new Peer(attack, stranger(i), 5000, 80);
    peer.open();
    // The server closes when we do; its FIN is never acknowledged.
    peer.send('F. 1 ack 1');
  }
  const small = new Uint8Array(10);
  wire.b.tcp.listen(0, 83, (connection) => {
    connection.user = { onEvents() {} };
    send(core, connection, small, 0);
    close(core, connection);
  });
  for (let i = 0; i < count; i++) {
    const peer = new Peer(attack, stranger(i), 5001, 83);
    peer.open();
    peer.send('. 1 ack 12');
  }
  expect(core.connections).toBe(2 * count);
  expect((heap() - before) / (2 * count)).toBeLessThan(4 * KB);
  wire.run(61_000);
  wire.b.take();
  expect(core.connections).toBeLessThanOrEqual(count);
  for (let i = 0; i < 60 && core.connections > 0; i++) {
    wire.run(5_000);
    wire.b.take();
  }
  expect(core.connections).toBe(0);
  expect(honest(200_000).finish()).toBe(true);
});

test('SACK panic (CVE-2019-11477 to 11479): tiny segments and blocks that split them: bounded in memory and time', () => {
  const { honest, attack, core } = scene();
  const count = FULL ? 20_000 : 5_000;
  for (const mss of [1, 8, 64]) {
    const peer = new Peer(attack, stranger(mss), 5000, 82);
    peer.open(`mss ${mss}, sackOK, wscale 14`, 65535);
    const before = heap();
    const began = performance.now();
    const draw = seeded(mss);
    let una = 1;
    for (let i = 0; i < count; i++) {
      const blocks = Array.from({ length: 3 }, () => {
        const left = una + 1 + Math.floor(draw() * 60_000);
        return `${left}:${left + 1 + Math.floor(draw() * 3)}`;
      });
      if (i % 500 === 499) una += 64;
      peer.send(`. 1 ack ${una} win 65535 <sack ${blocks.join(' ')}>`);
    }
    console.log(`${count} acknowledgments with SACK blocks, MSS ${mss}: ${Math.round(performance.now() - began)} ms`);
    expect(heap() - before).toBeLessThan(2 * MB);
    expect(performance.now() - began).toBeLessThan(count);
  }
  expect(core.connections).toBeGreaterThan(0);
  expect(honest(200_000).finish()).toBe(true);
});

test('options of any kind and length, in SYNs and on what is established: nothing throws', () => {
  const { wire, honest, attack } = scene({ backlog: 65_536 });
  const draw = seeded(6);
  const peer = new Peer(attack, stranger(1), 5000, 81);
  peer.open('mss 1000, sackOK, TS val 1 ecr 0');
  const kinds = [0, 1, 2, 3, 4, 5, 8, 19, 28, 30, 34, 253, 254];
  for (let i = 0; i < (FULL ? 100_000 : 8_000); i++) {
    const octets = Array.from({ length: 4 * Math.floor(draw() * 11) }, () =>
      draw() < 0.4 ? kinds[Math.floor(draw() * kinds.length)]! : Math.floor(draw() * (draw() < 0.5 ? 12 : 256)),
    );
    const raw = octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
    const options = raw === '' ? '' : ` <raw ${raw}>`;
    peer.send(`${i % 2 === 0 ? 'P.' : '.'} ${1 + (i % 50)}:${1 + (i % 50) + (i % 7)} ack 1${options}`);
    new Peer(attack, stranger(2 + (i & 0xff)), 1024 + (i >> 8), 81).send(`S 0${options}`);
  }
  expect(wire.b.tcp.counters.segmentsReceived).toBeGreaterThan(16_000);
  expect(honest(200_000).finish()).toBe(true);
});
