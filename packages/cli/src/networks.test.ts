import type { Graph, GraphDevice } from '@morgana/linker';
import { describe, expect, test } from 'vitest';
import { chooseAddresses } from './addresses.js';
import { blockArguments } from './blocks.js';
import { attachNetworks } from './networks.js';
import { parseForwards } from './publish.js';
import { hostResolver } from './user-network.js';

function device(name: string, kind: GraphDevice['kind'], more: Partial<GraphDevice> = {}): GraphDevice {
  const base = { summary: '', module: '', export: '', options: {}, needs: {}, declared: true };
  return { name, kind, implementation: kind === 'network' ? 'host' : 'any', ...base, ...more };
}

function graph(...devices: GraphDevice[]): Graph {
  return { name: 'sample', entry: 'src/main.ts', target: 'node', devices, warnings: [] };
}

const NETWORK = device('network', 'network');
const STACK = device('stack', 'stack', { implementation: 'tcpip', needs: { network: 'network' } });

describe('what a network is attached to', () => {
  test('nothing for an appliance without one', async () => {
    const attached = await attachNetworks(graph(), [], [], []);
    expect(attached.bootArguments).toEqual([]);
    expect(attached.userNetwork).toBeUndefined();
  });

  test.each([
    [['tap0'], ['--network=tap:tap0']],
    [['tap:tap0,10.0.0.1/24'], ['--network=tap:tap0,10.0.0.1/24']],
    [['network=tap0'], ['--network=tap:tap0']],
    [['udp:5601:5600'], ['--network=udp:5601-5600']],
  ])('--net %j', async (nets, bootArguments) => {
    const attached = await attachNetworks(graph(NETWORK, STACK), nets, [], []);
    expect(attached.bootArguments).toEqual(bootArguments);
    expect(attached.userNetwork).toBeUndefined();
  });

  test('--net none: two ports with nobody at the other one', async () => {
    const { bootArguments } = await attachNetworks(graph(NETWORK, STACK), ['none'], [], []);
    expect(bootArguments).toHaveLength(1);
    expect(bootArguments[0]).toMatch(/^--network=udp:\d+-\d+$/);
  });

  test('what the user says with a boot argument', async () => {
    const attached = await attachNetworks(graph(NETWORK, STACK), [], [], ['--network', 'udp:1-2']);
    expect(attached.bootArguments).toEqual([]);
    expect(attached.userNetwork).toBeUndefined();
  });

  test('the gateway by default, at the first of two', async () => {
    const second = device('second', 'network');
    const attached = await attachNetworks(graph(NETWORK, second, STACK), [], [], []);
    try {
      expect(attached.bootArguments).toEqual([
        expect.stringMatching(/^--network=udp:\d+-\d+$/),
        '--ipv4=10.0.0.2/24',
        '--ipv4-gateway=10.0.0.1',
        expect.stringMatching(/^--second=udp:\d+-\d+$/),
      ]);
      expect(attached.userNetwork).toBeDefined();
    } finally {
      await attached.close();
    }
  });

  const forward = parseForwards(['8080:80']);
  const tapOnly = device('network', 'network', { implementation: 'tap' });
  const sockets = device('stack', 'stack', { implementation: 'sockets' });
  test.each<[string, Graph, string[], typeof forward, string]>([
    ['--net without a network', graph(), ['tap0'], [], '--net tap0: sample has no network'],
    ['an unknown network', graph(NETWORK), ['lan=tap0'], [], 'sample has no network "lan"; its networks are network'],
    ['two ends', graph(NETWORK), ['tap0', 'none'], [], 'network "network" has its other end already'],
    ['a bad port', graph(NETWORK), ['udp:0:5'], [], 'it is udp:LOCAL_PORT:PEER_PORT'],
    [
      'a bad name',
      graph(NETWORK),
      ['-rf /'],
      [],
      'it is gateway, none, udp:LOCAL_PORT:PEER_PORT or the name of a tap device',
    ],
    ['tap only', graph(tapOnly), [], [], 'network "network" is linked for a tap device; name one: --net tap0'],
    ['a gateway for tap only', graph(tapOnly), ['gateway'], [], 'morgana configure -d network=host takes both'],
    ['-p without a network', graph(), [], forward, '-p: sample has no network'],
    ['-p for host sockets', graph(sockets), [], forward, 'the appliance opens ports of this machine by itself'],
    ['-p with a tap device', graph(NETWORK, STACK), ['tap0'], forward, '-p: ports are forwarded by the gateway'],
    [
      'two gateways',
      graph(NETWORK, device('b', 'network')),
      ['gateway', 'b=gateway'],
      [],
      'the gateway serves one network',
    ],
  ])('%s is refused', async (_name, devices, nets, forwards, message) => {
    await expect(attachNetworks(devices, nets, forwards, [])).rejects.toThrow(message);
    await expect(attachNetworks(devices, nets, forwards, [])).rejects.toMatchObject({ status: 64 });
  });
});

describe('addresses behind the gateway', () => {
  test.each([
    [[], {}, '10.0.0.2', '10.0.0.1', 24, ['--ipv4=10.0.0.2/24', '--ipv4-gateway=10.0.0.1']],
    [['--ipv4=dhcp'], {}, '10.0.0.2', '10.0.0.1', 24, []],
    [[], { ipv4: 'dhcp' }, '10.0.0.2', '10.0.0.1', 24, []],
    [['--ipv4=192.168.7.9/16'], {}, '192.168.7.9', '192.168.0.1', 16, ['--ipv4-gateway=192.168.0.1']],
    [['--ipv4', '192.168.7.1/24'], {}, '192.168.7.1', '192.168.7.2', 24, ['--ipv4-gateway=192.168.7.2']],
    [['--ipv4=10.1.0.2/8', '--ipv4-gateway=10.9.9.9'], {}, '10.1.0.2', '10.9.9.9', 8, []],
    [
      [],
      { ipv4: '172.16.0.5/12' },
      '172.16.0.5',
      '172.16.0.1',
      12,
      ['--ipv4=172.16.0.5/12', '--ipv4-gateway=172.16.0.1'],
    ],
    [
      [],
      { argumentPrefix: 'lan' },
      '10.0.0.2',
      '10.0.0.1',
      24,
      ['--lan-ipv4=10.0.0.2/24', '--lan-ipv4-gateway=10.0.0.1'],
    ],
  ] as const)('%j with %j', (own, options, guest, gateway, prefixLength, bootArguments) => {
    expect(chooseAddresses([...own], options)).toEqual({
      guest,
      gateway,
      prefixLength,
      dhcp: [...own, ...Object.values(options)].some((value) => value === 'dhcp' || value === '--ipv4=dhcp'),
      bootArguments,
    });
  });

  test('an appliance of IPv6 only is told its address, for the forwards to find it', () => {
    const told = chooseAddresses(['--ipv6-only'], {});
    expect(told).toMatchObject({ guest: 'fd4d:6f72:6761::2', bootArguments: ['--ipv6=fd4d:6f72:6761::2/64'] });
    const own = chooseAddresses(['--ipv6-only', '--ipv6=fd4d:6f72:6761::9/64'], {});
    expect(own).toMatchObject({ guest: 'fd4d:6f72:6761::9', bootArguments: [] });
  });

  test.each([['--ipv4=10.0.0.2'], ['--ipv4=10.0.0.2/31'], ['--ipv4=10.0.0/24'], ['--ipv4'], ['--ipv4-gateway=']])(
    '%s is refused',
    (text) => {
      expect(() => chooseAddresses([text], {})).toThrow(/^--ipv4/);
    },
  );
});

describe('--block', () => {
  const disk = graph(device('disk', 'block'));
  test('becomes a boot argument with an absolute path', () => {
    expect(blockArguments(disk, ['disk=package.json'])).toEqual([`--disk=${process.cwd()}/package.json`]);
  });

  test.each([
    ['disk', 'it is DEVICE=FILE'],
    ['disk=', 'it is DEVICE=FILE'],
    ['disc=x', 'sample has no block device "disc"; its block devices are disk'],
    ['disk=/no/such/file', 'there is no file /no/such/file; make one: truncate'],
  ])('%s is refused', (text, message) => {
    expect(() => blockArguments(disk, [text])).toThrow(message);
  });

  test('twice is refused', () => {
    expect(() => blockArguments(disk, ['disk=package.json', 'disk=package.json'])).toThrow('"disk" is given twice');
  });
});

test("the host's resolver, as node:dns lists them", () => {
  expect(hostResolver(['192.0.2.1', '192.0.2.2'])).toEqual({ address: '192.0.2.1', port: 53 });
  expect(hostResolver(['192.0.2.1:5353'])).toEqual({ address: '192.0.2.1', port: 5353 });
  expect(hostResolver(['2001:db8::1'])).toEqual({ address: '2001:db8::1', port: 53 });
  expect(hostResolver(['fe80::1%lo', '[2001:db8::1]:54'])?.port).toBeOneOf([53, 54]);
  expect(hostResolver([])).toBeUndefined();
});
