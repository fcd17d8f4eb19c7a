import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startDhcpClient } from '@morgana/dhcp';
import { copyExample } from '@morgana/linker/testing';
import { createClock, createRandom, freeUdpPorts, openDatagramNetwork } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';
import { morgana, startMorgana } from 'morgana/testing';
import { expect, test } from 'vitest';

const log = { source: 'test', enabled: () => false, error() {}, warn() {}, info() {}, debug() {} };

test('gives a station an address, and the same one after a restart of both', async () => {
  const folder = copyExample('dhcp-server');
  mkdirSync(join(folder.root, 'leases'), { recursive: true });
  expect(morgana(folder.root, 'build').status).toBe(0);
  const [ours, theirs] = (await freeUdpPorts(2)) as [number, number];
  const mac = Uint8Array.of(2, 0, 0, 0, 0, 7);
  const endpoint = (port: number) => ({ address: '127.0.0.1', port });
  const clock = createClock();
  const random = createRandom();
  const given: (string | undefined)[] = [];
  for (const said of ['0 leases from before', '1 leases from before']) {
    const server = await startMorgana(folder.root, said, '--net', `udp:${theirs}:${ours}`, '--', '--router=10.0.0.1');
    const network = await openDatagramNetwork({ local: endpoint(ours), peer: endpoint(theirs), mac });
    const stack = createStack({ network, clock, random, log });
    const client = await startDhcpClient({ stack, mac, clock, random, log });
    await client.configured;
    given.push(client.address);
    await stack.ping('10.0.0.1');
    await client.close({ release: false });
    await stack.close();
    await network.close();
    expect(await server.stop('SIGINT')).toBe(0);
  }
  expect(given[0]).toMatch(/^10\.0\.0\.1\d\d$/);
  expect(given[1]).toBe(given[0]);
  expect(readdirSync(join(folder.root, 'leases', 'leases'))).toEqual([given[0]]);
  folder.remove();
});
