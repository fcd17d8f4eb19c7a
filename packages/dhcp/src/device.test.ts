import type { DeviceContext, Platform } from '@morgana/boot';
import { memoryStore } from '@morgana/kv';
import { link } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createStack } from '@morgana/tcpip';
import { stackDriver } from '@morgana/tcpip/device';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { dhcpStackDriver, type StackDriverOptions } from './device.js';
import { serveDhcp } from './server/server.js';

function start(values: Record<string, string> = {}, options?: StackDriverOptions) {
  const messages: string[] = [];
  const note = (message: string) => void messages.push(message);
  const log = { source: 'stack', enabled: () => true, error: note, warn: note, info: note, debug() {} };
  const clock = new VirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) });
  const cable = link();
  let stop = (): void => {};
  const onStop = (callback: () => void) => {
    stop = callback;
  };
  const platform = { clock, random: new SeededRandom(1), onStop } as unknown as Platform;
  const context: DeviceContext<StackDriverOptions | undefined> = {
    name: 'stack',
    options,
    arguments: values,
    platform,
    log,
  };
  const server = async () => {
    const stack = createStack({ network: cable.b, clock, random: new SeededRandom(2), log, address: '10.0.0.1/24' });
    const pools = [{ first: '10.0.0.50', last: '10.0.0.60' }];
    const networks = [{ network: '10.0.0.0/24', pools, router: '10.0.0.1' }];
    return serveDhcp({ stack, store: memoryStore(), clock, log, networks });
  };
  return {
    clock,
    messages,
    server,
    stop: () => stop(),
    start: () => dhcpStackDriver.start(context, { network: cable.a }),
  };
}

describe('the driver', () => {
  test.each([[{}], [{ ipv4: 'dhcp' }]])(
    '%j: starts with a lease, says so, and releases it at the end',
    async (values) => {
      const { clock, messages, server, start: run } = start(values);
      const office = await server();
      const { device, close } = await clock.complete(run());
      expect(device.addresses[0]).toMatch(/^10\.0\.0\.5/);
      expect(messages.some((text) => /^leased 10\.0\.0\.5\d\/24 for 3600 s from 10\.0\.0\.1$/.test(text))).toBe(true);
      await clock.complete(close!());
      await clock.advance(100);
      expect(office.leases()).toEqual([]);
    },
  );

  test('without a server it starts with a link-local address, and says what to do', async () => {
    const { clock, messages, start: run } = start();
    const { device, close } = await clock.complete(run());
    expect(device.addresses[0]).toMatch(/^169\.254\./);
    expect(messages.join('\n')).toContain(
      'no lease from a DHCP server in 10 s: taking a link-local address, and asking on',
    );
    await clock.complete(close!());
    expect(clock.pending).toBe(0);
  });

  test('a request to stop ends the wait', async () => {
    const { clock, stop, start: run } = start();
    const started = run();
    await clock.advance(100);
    stop();
    const { device, close } = await started;
    expect(device.addresses).toEqual([expect.stringMatching(/^fe80::/)]);
    await close!();
    expect(clock.pending).toBe(0);
  });

  test('an address by hand is an address by hand', async () => {
    const { clock, start: run } = start({ ipv4: '192.0.2.9/24', 'ipv4-gateway': '' }, { ipv4: '192.0.2.7/24' });
    expect((await run()).device.addresses).toEqual(['192.0.2.9', expect.stringMatching(/^fe80::/)]);
    expect(clock.monotonic()).toBe(0);
  });

  test('declares what the stack declares, and "dhcp" as a value', () => {
    const specs = dhcpStackDriver.bootArguments!('stack', { argumentPrefix: 'lan' });
    expect(Object.keys(specs)).toEqual(Object.keys(stackDriver.bootArguments!('stack', { argumentPrefix: 'lan' })));
    const spec = specs['lan-ipv4'] as { check(text: string): void; default: string };
    expect(spec.default).toBe('dhcp');
    expect(() => spec.check('dhcp')).not.toThrow();
    expect(() => spec.check('10.0.0.1/8')).not.toThrow();
    expect(() => spec.check('dhpc')).toThrow('"dhpc" is no address');
    const configured = dhcpStackDriver.bootArguments!('stack', { ipv4: '10.1.1.1/24' }).ipv4 as { default: string };
    expect(configured.default).toBe('10.1.1.1/24');
  });
});
