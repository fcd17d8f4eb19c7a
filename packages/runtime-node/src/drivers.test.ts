import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArgumentSpecs, DeviceContext, Driver, Platform, StartedDevice } from '@morgana/boot';
import { MemoryConsole } from '@morgana/console';
import { LogHub, MemoryReporter } from '@morgana/log';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { blockFileDriver } from './block-file.js';
import { createClock } from './clock.js';
import { freeUdpPorts } from './free-ports.js';
import { folderDriver, folderStoreDriver } from './kv-folder.js';
import { networkDriver } from './network.js';
import { networkDatagramDriver } from './network-datagram.js';
import { networkTapDriver } from './network-tap.js';
import { createRandom } from './random.js';
import { hostStackDriver } from './stack-sockets.js';

const clock = createClock();
const platform: Platform = {
  console: new MemoryConsole(),
  clock,
  random: createRandom(),
  commandLine: [],
  onStop: () => {},
  exit: () => {},
};

let folder: string;
const started: StartedDevice<unknown>[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'morgana-drivers-'));
});
afterEach(async () => {
  for (const device of started.splice(0)) await device.close?.();
  await rm(folder, { recursive: true, force: true });
});

/** As the boot does it: the defaults of the declared arguments, then what the command line says. */
async function start<Device, Options>(
  driver: Driver<Device, Record<never, never>, Options>,
  options: Options,
  values: Record<string, string | boolean> = {},
): Promise<Device> {
  const specs: ArgumentSpecs = driver.bootArguments?.('dev0', options) ?? {};
  const read: Record<string, string | number | boolean | undefined> = {};
  for (const [name, spec] of Object.entries(specs)) read[name] = spec.default;
  for (const [name, value] of Object.entries(values)) {
    const spec = specs[name];
    if (spec === undefined) throw new Error(`the driver declares no --${name}`);
    if (spec.type === 'string' && typeof value === 'string') spec.check?.(value);
    read[name] = value;
  }
  const context: DeviceContext<Options> = {
    name: 'dev0',
    options,
    arguments: read,
    platform,
    log: new LogHub({ clock, reporter: new MemoryReporter() }).logger('dev0'),
  };
  const device = await driver.start(context, {});
  started.push(device);
  return device.device;
}

describe('block file driver', () => {
  test('takes the file from the boot argument before that of the config', async () => {
    await writeFile(join(folder, 'a'), new Uint8Array(512));
    await writeFile(join(folder, 'b'), new Uint8Array(1024));
    const a = await start(blockFileDriver, { file: join(folder, 'a') });
    expect([a.sectorCount, a.readOnly]).toEqual([1, false]);
    const b = await start(
      blockFileDriver,
      { file: join(folder, 'a') },
      { dev0: join(folder, 'b'), 'dev0-read-only': true },
    );
    expect([b.sectorCount, b.readOnly]).toEqual([2, true]);
  });
  test('says what is missing', async () => {
    await expect(start(blockFileDriver, {})).rejects.toThrow('no file was given; add --dev0=FILE');
  });
});

describe('folder drivers', () => {
  test('read and write', async () => {
    const store = await start(folderStoreDriver, undefined, { dev0: folder });
    await store.set('key', new Uint8Array(3));
    const reader = await start(folderDriver, { folder });
    expect((await reader.get('key'))?.length).toBe(3);
  });
  test('say what is missing', async () => {
    await expect(start(folderDriver, {})).rejects.toThrow('no folder was given; add --dev0=FOLDER');
    await expect(start(folderStoreDriver, undefined)).rejects.toThrow('no folder was given; add --dev0=FOLDER');
  });
});

describe('host stack driver', () => {
  test('restricts the stack to an address', async () => {
    const stack = await start(hostStackDriver, undefined, { 'dev0-address': '127.0.0.1' });
    expect(stack.addresses).toEqual(['127.0.0.1']);
    const listener = await stack.listen({ port: 0 }, () => {});
    expect(listener.local.address).toBe('127.0.0.1');
  });
  test('refuses what is no address before it starts', async () => {
    await expect(start(hostStackDriver, undefined, { 'dev0-address': 'here' })).rejects.toThrow(/not an IP address/);
  });
});

describe('network drivers', () => {
  test('attach to datagrams, with a MAC address that is random or given', async () => {
    const [a, b] = (await freeUdpPorts(2)) as [number, number];
    const near = await start(networkDriver, undefined, { dev0: `udp:${a}-${b}`, 'dev0-mac': '02:00:00:00:00:07' });
    const far = await start(networkDatagramDriver, { attach: `udp:${b}-${a}`, mtu: 9000 });
    expect([...near.mac]).toEqual([2, 0, 0, 0, 0, 7]);
    expect((far.mac[0] as number) & 3).toBe(2);
    expect([near.mtu, far.mtu]).toEqual([1500, 9000]);
  });
  test('say what is missing, and what was not linked', async () => {
    await expect(start(networkDriver, undefined)).rejects.toThrow(
      'it is attached to nothing; add --dev0=udp:5601-5600 or --dev0=tap:tap0,10.0.0.1/24',
    );
    await expect(start(networkDatagramDriver, undefined, { dev0: 'tap:tap0' })).rejects.toThrow(
      '"tap:tap0": this image was linked for udp:ADDRESS:PORT-ADDRESS:PORT only',
    );
    await expect(start(networkTapDriver, undefined, { dev0: 'udp:1-2' })).rejects.toThrow(/only$/);
  });
});
