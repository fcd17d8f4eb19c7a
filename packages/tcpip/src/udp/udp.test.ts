import { type DatagramSocket, type Endpoint, FlowError } from '@morgana/flow';
import { describe, expect, test } from 'vitest';
import { TestHost } from '../testing/host.js';
import { BROADCAST_MAC, type dissect, ip, naiveChecksum, u16, u32, udp } from '../testing/packets.js';
import { IpEndpoint } from './endpoint.js';

async function listening() {
  const host = new TestHost();
  const got: { bytes: number[]; from: Endpoint }[] = [];
  const socket = await host.stack.bind({ port: 7 }, (bytes, from) => got.push({ bytes: [...bytes], from }));
  return { host, socket, got };
}

function udpChecksum(packet: ReturnType<typeof dissect>): number {
  const pseudo = [...u32(ip(packet.source)), ...u32(ip(packet.destination)), 0, 17, ...u16(packet.payload.length)];
  return naiveChecksum([...pseudo, ...packet.payload]);
}

describe('reception', () => {
  test('gives the data and who sent it', async () => {
    const { host, got } = await listening();
    host.network.inject(udp([1, 2, 3], { sourcePort: 4321, padding: 15 }));
    expect(got).toMatchObject([{ bytes: [1, 2, 3], from: { address: '10.0.0.2', port: 4321 } }]);
    expect(JSON.stringify(got[0]!.from)).toBe('{"address":"10.0.0.2","port":4321}');
  });

  test('takes datagrams without a checksum, empty ones, and those shorter than their packet', async () => {
    const { host, got } = await listening();
    host.network.inject(udp([1], { checksum: 0 }), udp([]), udp([1, 2, 3], { length: 10, checksum: 0 }));
    expect(got.map(({ bytes }) => bytes)).toEqual([[1], [], [1, 2]]);
  });

  test.each([
    ['tooShort', udp([]).subarray(0, 41).with(17, 27)],
    ['badLength', udp([1, 2], { length: 7 })],
    ['badLength', udp([1, 2], { length: 11 })],
    ['badPort', udp([1], { port: 0 })],
    ['badChecksum', udp([1], { checksum: 0x1111 })],
    ['badChecksum', udp([1, 2, 3]).with(44, 9)],
    ['noSocket', udp([1], { port: 8 })],
  ])('%s: dropped', async (reason, frame) => {
    const { host, got } = await listening();
    // The header checksum anew, for those that were changed by hand.
    const header = frame.slice(14, 34);
    header[10] = header[11] = 0;
    frame.set(u16(naiveChecksum(header)), 24);
    host.network.inject(frame);
    expect(got).toEqual([]);
    expect(host.counters().udp.drops).toMatchObject({ [reason]: 1 });
    expect(host.unaccounted()).toEqual({});
  });

  test('one sender has one endpoint object for many datagrams', async () => {
    const { host, got } = await listening();
    host.network.inject(udp([1]), udp([2]), udp([3], { sourcePort: 9 }), udp([4]));
    expect(got[0]!.from).toBe(got[1]!.from);
    expect(got[2]!.from).not.toBe(got[1]!.from);
    expect(got[3]!.from).toEqual(got[0]!.from);
  });

  test('a socket of one address goes before one of all', async () => {
    const host = new TestHost({ address: ['10.0.0.1/24', '10.0.0.5/24'] });
    const got: string[] = [];
    await host.stack.bind({ port: 7 }, () => got.push('all'));
    const five = await host.stack.bind({ port: 7, address: '10.0.0.5' }, () => got.push('five'));
    const one = await host.stack.bind({ port: 7, address: '10.0.0.1' }, () => got.push('one'));
    const frames = [
      udp([1], { destination: '10.0.0.1' }),
      udp([1], { destination: '10.0.0.5' }),
      udp([1], { destination: '10.0.0.255', to: BROADCAST_MAC }),
    ];
    host.network.inject(...frames);
    one.close();
    host.network.inject(...frames);
    five.close();
    host.network.inject(...frames);
    expect(got).toEqual(['one', 'five', 'all', 'all', 'five', 'all', 'all', 'all', 'all']);
  });
});

describe('transmission', () => {
  test('has right checksums for every length', async () => {
    const { host, socket } = await listening();
    for (let length = 0; length < 80; length++) {
      socket.send(new Uint8Array(length).fill(0xff), { address: '10.0.0.2', port: 9 });
    }
    const packets = host.packets();
    expect(packets).toHaveLength(80);
    for (const packet of packets) expect(udpChecksum(packet)).toBe(0);
  });

  test('sends a checksum that comes out as zero as 0xffff', async () => {
    const { host, socket } = await listening();
    // The two octets of data that make the sum of everything else 0xffff.
    socket.send(Uint8Array.of(0, 0), { address: '10.0.0.2', port: 9 });
    const field = host.packets()[0]!.payload.subarray(6, 8);
    socket.send(field, { address: '10.0.0.2', port: 9 });
    const [packet] = host.packets();
    expect([...packet!.payload.subarray(6, 8)]).toEqual([0xff, 0xff]);
    expect(udpChecksum(packet!)).toBe(0);
  });

  test('answers leave from the address that was asked', async () => {
    const host = new TestHost({ address: ['10.0.0.1/24', '10.0.0.5/24'] });
    await host.stack.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
    const answers = host.answers(
      udp([1], { destination: '10.0.0.5' }),
      udp([1]),
      udp([1], { destination: '10.0.0.5' }),
    );
    expect(answers.map(({ source }) => source)).toEqual(['10.0.0.5', '10.0.0.1', '10.0.0.5']);
  });

  test('what is sent anew leaves from the preferred address, whatever was answered before', async () => {
    const host = new TestHost({ address: ['10.0.0.1/24', '10.0.0.5/24'] });
    const socket = await host.stack.bind({ port: 7 }, (bytes, from, s) => s.send(bytes, from));
    host.answers(udp([1], { destination: '10.0.0.5', sourcePort: 9 }));
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 9 });
    expect(host.packets()).toMatchObject([{ source: '10.0.0.1' }]);
  });

  test('leaves the sender its bytes', async () => {
    const { host, socket } = await listening();
    const bytes = new Uint8Array(200).fill(1);
    socket.send(bytes, { address: '10.0.0.3', port: 9 });
    bytes.fill(2);
    host.meet('10.0.0.3');
    host.network.inject();
    expect(host.counters().udp.sent).toBe(1);
  });

  test.each([
    [{ address: '10.0.0.2', port: 0 }],
    [{ address: '10.0.0.2', port: 65_536 }],
    [{ address: '10.0.0.2', port: -1 }],
    [{ address: '10.0.0.2', port: 1.5 }],
    [{ address: 'x', port: 1 }],
    [{ address: '::1', port: 1 }],
    [new IpEndpoint(ip('10.0.0.2'), 0)],
  ])('%j makes no sense', async (endpoint) => {
    const { socket } = await listening();
    expect(() => socket.send(Uint8Array.of(1), endpoint)).toThrow(FlowError);
  });

  test('a new route is taken when the addresses of the endpoint change', async () => {
    const { host, socket } = await listening();
    socket.send(Uint8Array.of(1), { address: '10.0.0.2', port: 9 });
    socket.send(Uint8Array.of(1), { address: '10.0.0.254', port: 9 });
    socket.send(Uint8Array.of(1), { address: '10.0.0.254', port: 10 });
    expect(host.packets().map(({ destination }) => destination)).toEqual(['10.0.0.2', '10.0.0.254', '10.0.0.254']);
  });
});

describe('ports', () => {
  test('ephemeral ones are random, in their range, and free', async () => {
    const host = new TestHost({ udp: { ephemeralPorts: [50_000, 50_009] } });
    const sockets: DatagramSocket[] = [];
    for (let i = 0; i < 10; i++) sockets.push(await host.stack.bind({ port: 0 }, () => {}));
    const ports = sockets.map(({ local }) => local.port);
    expect([...ports].sort()).toEqual(Array.from({ length: 10 }, (_, i) => 50_000 + i));
    expect(ports).not.toEqual([...ports].sort());
    await expect(host.stack.bind({ port: 0 }, () => {})).rejects.toMatchObject({ code: 'exhausted' });
    sockets[3]!.close();
    sockets[3]!.close();
    expect((await host.stack.bind({ port: 0 }, () => {})).local.port).toBe(ports[3]);
  });

  test('sockets are bounded', async () => {
    const host = new TestHost({ udp: { maxSockets: 2 } });
    await host.stack.bind({ port: 1 }, () => {});
    const second = await host.stack.bind({ port: 2 }, () => {});
    await expect(host.stack.bind({ port: 3 }, () => {})).rejects.toMatchObject({ code: 'exhausted' });
    second.close();
    await host.stack.bind({ port: 3 }, () => {});
  });

  test('an impossible range is refused', () => {
    expect(() => new TestHost({ udp: { ephemeralPorts: [9, 8] } })).toThrow('ephemeralPorts 9-8');
  });
});
