import { describe, expect, test } from 'vitest';
import {
  type ApplianceConfig,
  block,
  type DeviceDeclaration,
  defineConfig,
  kv,
  network,
  stack,
  type Target,
} from './config.js';
import { describeGraph } from './describe.js';
import { type Graph, resolveGraph } from './graph.js';
import { scanProperties } from './positions.js';
import type { TargetTable } from './targets.js';

function resolve(
  config: Partial<ApplianceConfig>,
  choices: Record<string, string> = {},
  source = '',
  target: Target = 'node',
): Graph {
  return resolveGraph({
    config: { name: 'test', entry: 'src/main.ts', ...config },
    file: '/appliance/morgana.config.ts',
    properties: scanProperties(source),
    target,
    choices,
  });
}

function shape(graph: Graph): string[] {
  return graph.devices.map(({ name, implementation, needs }) => `${name}=${implementation} ${JSON.stringify(needs)}`);
}

describe('devices get an implementation', () => {
  test('and those below them, in the order of starting', () => {
    const graph = resolve({ devices: { stack: stack(), site: kv({ folder: 'site' }), disk: block() } });
    expect(shape(graph)).toEqual([
      'network=host {}',
      'stack=tcpip {"network":"network"}',
      'site=embedded {}',
      'disk=file {}',
    ]);
    expect(graph.devices[0]).toMatchObject({ declared: false });
    expect(graph.devices[2]).toMatchObject({ embeds: 'site', declared: true });
    expect(graph.warnings).toEqual([]);
  });

  test('a stack takes the only network there is', () => {
    expect(shape(resolve({ devices: { stack: stack(), lan: network() } }))).toEqual([
      'lan=host {}',
      'stack=tcpip {"network":"lan"}',
    ]);
  });

  test('two stacks have two networks', () => {
    expect(shape(resolve({ devices: { inside: stack(), outside: stack() } }))).toEqual([
      'network=host {}',
      'inside=tcpip {"network":"network"}',
      'outsidenetwork=host {}',
      'outside=tcpip {"network":"outsidenetwork"}',
    ]);
  });

  test('a network may be named, or declared in its place', () => {
    const devices = { a: network(), b: network(), stack: stack({ network: 'b' }) };
    expect(shape(resolve({ devices }))[2]).toBe('stack=tcpip {"network":"b"}');
    const own = { stack: stack({ network: network({ implementation: 'tap' }) }) };
    expect(shape(resolve({ devices: own }))).toEqual(['network=tap {}', 'stack=tcpip {"network":"network"}']);
  });

  test('the config chooses, and the command line before it', () => {
    const devices = { stack: stack({ implementation: 'sockets' }) };
    expect(shape(resolve({ devices }))).toEqual(['stack=sockets {}']);
    expect(shape(resolve({ devices }, { stack: 'tcpip', network: 'datagram' }))).toEqual([
      'network=datagram {}',
      'stack=tcpip {"network":"network"}',
    ]);
  });

  test('two stacks have boot arguments of their own', () => {
    const { devices } = resolve({ devices: { inside: stack(), outside: stack({ ipv4: '192.168.1.2/24' }) } });
    expect(devices.filter(({ kind }) => kind === 'stack').map(({ options }) => options)).toEqual([
      { argumentPrefix: 'inside' },
      { ipv4: '192.168.1.2/24', argumentPrefix: 'outside' },
    ]);
    expect(resolve({ devices: { stack: stack() } }).devices[1]!.options).toEqual({});
  });

  test('a writable kv is a folder, with another driver', () => {
    const graph = resolve({ devices: { state: kv({ folder: 'state', writable: true }) } });
    expect(graph.devices[0]).toMatchObject({ implementation: 'folder', export: 'folderStoreDriver' });
  });

  test('where there are no files, a writable kv is kept in memory', () => {
    const devices = { state: kv({ folder: 'state', writable: true }), site: kv({ folder: 'site' }) };
    for (const target of ['unix', 'spt'] as const) {
      const graph = resolve({ devices }, {}, '', target);
      expect(graph.devices.map(({ implementation }) => implementation)).toEqual(['memory', 'embedded']);
      expect(graph.devices[0]).toMatchObject({ export: 'memoryStoreDriver' });
    }
  });

  test('a network that its stack does not need is a note', () => {
    const graph = resolve({ devices: { lan: network(), stack: stack({ network: 'lan', implementation: 'sockets' }) } });
    expect(graph.warnings).toEqual([
      'device "stack" is "sockets", which needs no network: "lan" is linked for main only (morgana.config.ts)',
    ]);
  });

  test('describe shows them as a tree', () => {
    const graph = resolve({ description: 'A test.', devices: { stack: stack(), site: kv({ folder: 'site' }) } });
    expect(describeGraph(graph)).toBe(`test for target node
A test.

test (src/main.ts)
├── stack: stack "tcpip", IPv4 and IPv6, UDP and TCP of Morgana (@morgana/dhcp/device)
│   └── network: network "host", Ethernet over UDP on loopback, or a tap device, chosen at boot (@morgana/runtime-node/network) [added]
└── site: kv "embedded", a folder that is part of the image, read-only (site)
`);
  });
});

describe('what cannot be is a sentence', () => {
  const lan = network();
  test.each<[string, Partial<ApplianceConfig>, Record<string, string>, string]>([
    [
      'an unknown implementation',
      { devices: { stack: stack({ implementation: 'sokets' }) } },
      {},
      'device "stack" wants "sokets", and target "node" has no such stack; did you mean "sockets"?',
    ],
    [
      'an unknown implementation from the command line',
      { devices: { stack: stack() } },
      { stack: 'lwip' },
      'device "stack" wants "lwip", and target "node" has no such stack; there is tcpip, static, static-ipv4, sockets',
    ],
    [
      'a choice for a device that is not there',
      { devices: { stack: stack() } },
      { stac: 'sockets' },
      '-d stac=sockets: test has no device "stac"; did you mean "stack"?',
    ],
    [
      "an argument that is a device's",
      { devices: { stack: stack() }, arguments: { ipv4: { type: 'string', help: 'x' } } },
      {},
      'boot argument "ipv4": device "stack" brings one of that name already',
    ],
    [
      "a device whose argument is every appliance's",
      { devices: { backtrace: block() } },
      {},
      'device "backtrace" brings --backtrace, which every appliance has; give it another name',
    ],
    ['a choice without any device', {}, { stack: 'sockets' }, 'the appliance has no devices'],
    [
      'a network that is not there',
      { devices: { stack: stack({ network: 'lam' }), lan } },
      {},
      'device "stack" needs "lam" as its network, and there is none; did you mean "lan"?',
    ],
    [
      'a network that is not there, for a stack that does not need it',
      { devices: { stack: stack({ network: 'lam', implementation: 'sockets' }) } },
      {},
      'device "stack" needs "lam" as its network, and there is none; add it to "devices", or leave "network" out',
    ],
    [
      'the wrong kind',
      { devices: { stack: stack({ network: 'site' }), site: kv({ folder: 'site' }) } },
      {},
      'device "stack" needs a network as its network, and "site" is a kv',
    ],
    [
      'the wrong kind in place',
      { devices: { stack: stack({ network: block() as unknown as DeviceDeclaration<never> }) } },
      {},
      'device "stack" needs a network as its network; write network: network()',
    ],
    [
      'two networks to choose from',
      { devices: { a: network(), b: network(), stack: stack() } },
      {},
      'device "stack" needs a network, and there are a, b; name one: network: \'a\'',
    ],
    [
      'one network for two stacks',
      { devices: { lan, a: stack({ network: 'lan' }), b: stack({ network: 'lan' }) } },
      {},
      'device "b" needs "lan" as its network, which serves "a" already; a network serves one stack',
    ],
    [
      'a store in an image',
      { devices: { state: kv({ folder: 'state', writable: true, implementation: 'embedded' }) } },
      {},
      'device "state" cannot be "embedded": an image does not change, and it is writable',
    ],
    [
      'a kind that the target does not have',
      { devices: { screen: { kind: 'screen', implementation: undefined, needs: {}, options: {} } as never } },
      {},
      'device "screen" is a screen, and target "node" has no implementation of that',
    ],
    [
      'a target that the config does not name',
      { targets: ['hvt'] },
      {},
      'test is not meant for target "node": its "targets" are hvt',
    ],
  ])('%s', (_name, config, choices, message) => {
    expect(() => resolve(config, choices)).toThrow(message);
  });

  test('with the line of the config', () => {
    const source = `export default defineConfig({
  name: 'test',
  devices: {
    lan: network(),
    stack: stack({ network: 'lam' }),
  },
});`;
    expect(() => resolve({ devices: { lan, stack: stack({ network: 'lam' }) } }, {}, source)).toThrow(
      /morgana\.config\.ts:5:20: device "stack" needs "lam"/,
    );
  });

  test.each(['virtio', 'xen'] as const)('target %s is not there yet', (target) => {
    const config = defineConfig({ name: 'test', entry: 'main.ts' });
    expect(() => resolveGraph({ config, file: 'x', properties: scanProperties(''), target })).toThrow(
      `target "${target}" is not there yet: this version of Morgana builds for node, unix, spt and hvt`,
    );
  });
});

describe('a graph with a circle', () => {
  const driver = { module: 'x', name: 'x' };
  const table: TargetTable = {
    target: 'node',
    platform: driver,
    runtimes: [],
    implementations: {
      network: [],
      stack: [],
      kv: [{ name: 'overlay', driver, summary: '', needs: { below: 'kv' }, argumentNames: () => [] }],
      block: [],
    },
  };
  const over = (below: string): DeviceDeclaration<unknown> => ({
    kind: 'kv',
    implementation: undefined,
    needs: { below },
    options: {},
  });

  test.each([
    [{ a: over('a') }, 'device "a" needs itself: a -> a'],
    [{ a: over('b'), b: over('c'), c: over('b') }, 'device "b" needs itself: b -> c -> b'],
  ])('%j is refused', (devices, message) => {
    const config = { name: 'test', entry: 'main.ts', devices };
    const input = { config, file: 'x', properties: scanProperties(''), target: 'node' as const, table };
    expect(() => resolveGraph(input)).toThrow(message);
  });
});
