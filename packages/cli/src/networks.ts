import type { Graph, GraphDevice } from '@morgana/linker';
import { freeUdpPorts } from '@morgana/runtime-node/free-ports';
import { chooseAddresses, ownValue } from './addresses.js';
import { wrongUsage } from './failure.js';
import type { Forward } from './publish.js';
import { openUserNetwork, type UserNetwork } from './user-network.js';

/** What stands around a running appliance. */
export interface Attached {
  /** For the appliance: what each of its networks is attached to, and its address behind a gateway. */
  readonly bootArguments: readonly string[];
  /** The gateway that the forwards go through. */
  readonly userNetwork: UserNetwork | undefined;
  close(): Promise<void>;
}

/** The other end of a network. "own": the user says it with a boot argument. */
type Mode =
  | { readonly kind: 'gateway' | 'none' | 'own' }
  | { readonly kind: 'tap'; readonly text: string }
  | { readonly kind: 'udp'; readonly local: number; readonly peer: number };

/**
 * Makes the other end of every network of an appliance. The first one has our gateway unless `nets` says otherwise, any other
 * has nothing. What the user gives as a boot argument is left to the user.
 *
 * @throws {Failure} status 64 when `nets` or `forwards` do not fit the appliance, 1 when a port is taken
 */
export async function attachNetworks(
  graph: Graph,
  nets: readonly string[],
  forwards: readonly Forward[],
  ownArguments: readonly string[],
): Promise<Attached> {
  const networks = graph.devices.filter(({ kind }) => kind === 'network');
  const modes = chooseModes(graph, networks, nets, ownArguments);
  if (forwards.length > 0 && ![...modes.values()].some(({ kind }) => kind === 'gateway')) {
    wrongUsage(whyNoForwards(graph, networks));
  }
  const bootArguments: string[] = [];
  let userNetwork: UserNetwork | undefined;
  for (const device of networks) {
    const mode = modes.get(device.name)!;
    if (mode.kind === 'own') continue;
    if (mode.kind === 'tap') {
      bootArguments.push(`--${device.name}=tap:${mode.text}`);
      continue;
    }
    if (mode.kind === 'udp') {
      bootArguments.push(`--${device.name}=udp:${mode.local}-${mode.peer}`);
      continue;
    }
    const [ours, theirs] = (await freeUdpPorts(2)) as [number, number];
    bootArguments.push(`--${device.name}=udp:${theirs}-${ours}`);
    if (mode.kind === 'none') continue;
    const stack = graph.devices.find(({ needs }) => Object.values(needs).includes(device.name));
    const addresses = chooseAddresses(stack === undefined ? [] : ownArguments, stack?.options ?? {});
    // Who has the network without a stack has its own ways to an address.
    if (stack !== undefined) bootArguments.push(...addresses.bootArguments);
    const mtu = typeof device.options.mtu === 'number' ? device.options.mtu : 1500;
    userNetwork = await openUserNetwork({ localPort: ours, peerPort: theirs, mtu, addresses, forwards });
  }
  return { bootArguments, userNetwork, close: async () => userNetwork?.close() };
}

function chooseModes(
  graph: Graph,
  networks: readonly GraphDevice[],
  nets: readonly string[],
  ownArguments: readonly string[],
): Map<string, Mode> {
  const modes = new Map<string, Mode>();
  for (const text of nets) {
    const match = /^(?:([a-z][a-z0-9]*)=)?(.+)$/.exec(text);
    const name = match?.[1] ?? networks[0]?.name;
    if (name === undefined)
      wrongUsage(`--net ${text}: ${graph.name} has no network (morgana describe shows its devices)`);
    const device = networks.find((one) => one.name === name);
    if (device === undefined) {
      const names = networks.map((one) => one.name).join(', ');
      wrongUsage(`--net ${text}: ${graph.name} has no network "${name}"; its networks are ${names}`);
    }
    if (modes.has(name)) wrongUsage(`--net ${text}: network "${name}" has its other end already`);
    const mode = parseMode(text, match?.[2] ?? '');
    checkImplementation(text, device, mode);
    modes.set(name, mode);
  }
  let hasGateway = [...modes.values()].some(({ kind }) => kind === 'gateway');
  for (const device of networks) {
    if (modes.has(device.name)) continue;
    if (ownValue(ownArguments, device.name) !== undefined) modes.set(device.name, { kind: 'own' });
    else if (device.implementation === 'tap') {
      wrongUsage(`network "${device.name}" is linked for a tap device; name one: --net tap0`);
    } else {
      modes.set(device.name, { kind: hasGateway ? 'none' : 'gateway' });
      hasGateway = true;
    }
  }
  if ([...modes.values()].filter(({ kind }) => kind === 'gateway').length > 1) {
    wrongUsage('--net: the gateway serves one network');
  }
  return modes;
}

function parseMode(text: string, mode: string): Mode {
  if (mode === 'gateway' || mode === 'none') return { kind: mode };
  if (mode.startsWith('udp:')) {
    const ports = /^udp:(\d{1,5})[:-](\d{1,5})$/.exec(mode);
    const [local, peer] = [Number(ports?.[1]), Number(ports?.[2])];
    if (ports === null || Math.min(local, peer) < 1 || Math.max(local, peer) > 65535) {
      return wrongUsage(`--net ${text}: it is udp:LOCAL_PORT:PEER_PORT, such as udp:5601:5600`);
    }
    return { kind: 'udp', local, peer };
  }
  const tap = mode.replace(/^tap:/, '');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,14}(?:,[0-9.]+\/\d{1,2})?$/.test(tap)) {
    wrongUsage(
      `--net ${text}: it is gateway, none, udp:LOCAL_PORT:PEER_PORT or the name of a tap device, such as tap0`,
    );
  }
  return { kind: 'tap', text: tap };
}

/** The image holds the drivers that it was linked with. */
function checkImplementation(text: string, { name, implementation }: GraphDevice, { kind }: Mode): void {
  if (implementation === 'host') return;
  if ((kind === 'tap') !== (implementation === 'tap')) {
    wrongUsage(
      `--net ${text}: network "${name}" is linked as "${implementation}"; morgana configure -d ${name}=host takes both`,
    );
  }
}

function whyNoForwards(graph: Graph, networks: readonly GraphDevice[]): string {
  if (networks.length > 0)
    return '-p: ports are forwarded by the gateway, and no network of the appliance has it (--net gateway)';
  const stack = graph.devices.find(({ kind }) => kind === 'stack');
  if (stack === undefined) return `-p: ${graph.name} has no network`;
  return `-p: device "${stack.name}" is "${stack.implementation}": the appliance opens ports of this machine by itself`;
}
