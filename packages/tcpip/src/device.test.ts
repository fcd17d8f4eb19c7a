import type { DeviceContext, Platform } from '@morgana/boot';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { type StackDriverOptions, stackDriver } from './device.js';
import { ipv4StackDriver } from './device-ipv4.js';
import { dissectArp } from './testing/packets.js';
import { TestNetwork } from './testing/test-network.js';

function start(values: Record<string, string> = {}, options?: StackDriverOptions) {
  const messages: string[] = [];
  const note = (message: string) => void messages.push(message);
  const log = { source: 'stack', enabled: () => true, error: note, warn: note, info: note, debug: note };
  const clock = new VirtualClock();
  const platform = { clock, random: new SeededRandom(1) } as unknown as Platform;
  const network = new TestNetwork();
  const context: DeviceContext<StackDriverOptions | undefined> = {
    name: 'stack',
    options,
    arguments: values,
    platform,
    log,
  };
  return { clock, network, messages, started: stackDriver.start(context, { network }) };
}

describe('the driver', () => {
  test('has defaults, and says which address it has', async () => {
    const { started, messages, network, clock } = start();
    const { device, close } = await started;
    expect(device.addresses).toEqual(['10.0.0.2', expect.stringMatching(/^fe80::/)]);
    expect(messages).toEqual(['address 10.0.0.2/24, gateway 10.0.0.1']);
    await clock.settle();
    expect(dissectArp(network.take()[0]!)).toMatchObject({ sender: '10.0.0.2', target: '10.0.0.2' });
    await close?.();
    expect(clock.pending).toBe(0);
  });

  test('takes boot arguments before the config before the defaults', async () => {
    const options = { ipv4: '192.0.2.5/28', gateway: '192.0.2.1' };
    expect((await start({}, options).started).device.addresses[0]).toBe('192.0.2.5');
    const both = start({ ipv4: '10.1.1.1/16', 'ipv4-gateway': '' }, options);
    expect((await both.started).device.addresses[0]).toBe('10.1.1.1');
    expect(both.messages).toEqual(['address 10.1.1.1/16, gateway none']);
  });

  test('says what to do about a gateway that is elsewhere', async () => {
    await expect(start({ ipv4: '192.0.2.5/28' }).started).rejects.toThrow(
      '--ipv4-gateway=10.0.0.1 is not another station in the network of --ipv4=192.0.2.5/28; ' +
        'name one that is, or give --ipv4-gateway= for none',
    );
    await expect(start({ ipv4: '10.0.0.1/24' }).started).rejects.toThrow('is not another station');
  });

  test('declares its boot arguments and checks them', () => {
    const specs = stackDriver.bootArguments!('stack', undefined);
    expect(Object.keys(specs)).toEqual([
      'ipv4',
      'ipv4-gateway',
      'ipv6',
      'ipv6-gateway',
      'ipv6-secret',
      'accept-router-advertisements',
      'ipv4-only',
      'ipv6-only',
    ]);
    const check = (name: string, text: string) => () => (specs[name] as { check(text: string): void }).check(text);
    expect(check('ipv4', '10.0.0.2')).toThrow(
      '"10.0.0.2" is no address with the bits of its network, such as 10.0.0.2/24',
    );
    expect(check('ipv4', '10.0.0.2/24')).not.toThrow();
    expect(check('ipv4-gateway', '10.0.0')).toThrow('leave it empty for none');
    expect(check('ipv4-gateway', '')).not.toThrow();
    expect(check('ipv6', 'fd00::2')).toThrow('"fd00::2" is no address with the bits of its network');
    expect(check('ipv6', 'fd00::2/64,2001:db8::2/48')).not.toThrow();
    expect(check('ipv6-gateway', 'fe80:')).toThrow('leave it empty for none');
    expect(check('ipv6-secret', 'abc')).toThrow('32 hexadecimal digits');
    const prefixed = Object.keys(stackDriver.bootArguments!('b', { argumentPrefix: 'lan' }));
    expect(prefixed).toEqual(Object.keys(specs).map((name) => `lan-${name}`));
    expect(Object.keys(ipv4StackDriver.bootArguments!('b', undefined))).toEqual(['ipv4', 'ipv4-gateway']);
  });

  test('one family only', async () => {
    const only = async (values: Record<string, string | boolean>) =>
      (await start(values as Record<string, string>).started).device.addresses;
    expect(await only({ 'ipv4-only': true })).toEqual(['10.0.0.2']);
    expect(await only({ 'ipv6-only': true, ipv6: 'fd00::2/64,fd01::2/64' })).toEqual([
      'fd00::2',
      'fd01::2',
      expect.stringMatching(/^fe80::/),
    ]);
    await expect(only({ 'ipv4-only': true, 'ipv6-only': true })).rejects.toThrow('leave nothing');
    await expect(only({ ipv6: 'fd00::2/64', 'ipv6-gateway': 'fd01::1' })).rejects.toThrow('--ipv6-gateway=fd01::1');
    const secret = { 'ipv6-secret': '000102030405060708090a0b0c0d0e0f' };
    expect((await only(secret))[1]).toBe((await only(secret))[1]);
  });
});
