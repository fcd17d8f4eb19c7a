import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { copyExample, type TestFolder } from '@morgana/linker/testing';
import { BUILD_LIMIT, buildableTargets, freePort, morgana, type Running, startMorgana } from 'morgana/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe.each(buildableTargets({ images: true }))('as $target', ({ target, build }) => {
  let folder: TestFolder;
  let running: Running;
  let port: number;
  beforeAll(async () => {
    folder = copyExample('echo');
    expect(morgana(folder.root, 'configure', '-t', target).status).toBe(0);
    expect(morgana(folder.root, 'build', ...build).status).toBe(0);
    port = await freePort();
    running = await startMorgana(folder.root, 'ready:', '-p', `${port}:7`, '-p', `${port}:7/udp`);
  }, BUILD_LIMIT);
  afterAll(async () => {
    const status = await running.stop('SIGINT');
    folder.remove();
    expect(status).toBe(0);
  });

  test('over TCP sends back every octet, on many connections at a time', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `${i} `.repeat(20_000));
    expect(await Promise.all(texts.map((text) => overTcp(text, port)))).toEqual(texts);
  });

  test('over UDP sends back datagrams', async () => {
    expect(await overUdp('a datagram', port)).toBe('a datagram');
  });

  test('asks the gateway for its address with --ipv4=dhcp', async () => {
    const other = await freePort();
    const started = await startMorgana(folder.root, 'ready:', '-p', `${other}:7`, '--', '--ipv4=dhcp');
    try {
      expect(started.output()).toContain('leased 10.0.0.2/24');
      expect(await overTcp('by lease', other)).toBe('by lease');
    } finally {
      expect(await started.stop('SIGINT')).toBe(0);
    }
  });
});

test('runs on the sockets of the host too, without our TCP/IP in the image', async () => {
  const host = copyExample('echo');
  try {
    const { out } = morgana(host.root, 'build', '-d', 'stack=sockets');
    expect(out).toContain('@morgana/runtime-node');
    expect(out).not.toContain('@morgana/tcpip');
    const own = await freePort();
    const started = await startMorgana(host.root, 'answers on', '--', `--port=${own}`);
    try {
      expect(await overTcp('hosted', own)).toBe('hosted');
    } finally {
      expect(await started.stop()).toBe(0);
    }
  } finally {
    host.remove();
  }
});

function overTcp(text: string, to: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(to, '127.0.0.1', () => socket.end(text));
    socket.on('data', (bytes) => {
      got += bytes.toString();
    });
    socket.on('end', () => resolve(got));
    socket.on('error', reject);
  });
}

function overUdp(text: string, to: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    // Datagrams may be lost on the way, as anywhere.
    const again = setInterval(() => socket.send(text, to, '127.0.0.1'), 200);
    const giveUp = setTimeout(() => settle(() => reject(new Error('no datagram came back'))), 10_000);
    const settle = (then: () => void): void => {
      clearInterval(again);
      clearTimeout(giveUp);
      socket.close();
      then();
    };
    socket.once('message', (bytes) => settle(() => resolve(bytes.toString())));
    socket.send(text, to, '127.0.0.1');
  });
}
