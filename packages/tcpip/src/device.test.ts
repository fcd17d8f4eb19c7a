import type { DeviceContext, Platform } from '@morgana/boot';
import { SeededRandom } from '@morgana/random';
import { VirtualClock } from '@morgana/time';
import { describe, expect, test } from 'vitest';
import { type StackDriverOptions, stackDriver } from './device.js';
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
    expect(device.addresses).toEqual(['10.0.0.2']);
    expect(messages).toEqual(['address 10.0.0.2/24, gateway 10.0.0.1']);
    await clock.settle();
    expect(dissectArp(network.take()[0]!)).toMatchObject({ sender: '10.0.0.2', target: '10.0.0.2' });
    await close?.();
    expect(clock.pending).toBe(0);
  });

  test('takes boot arguments before the config before the defaults', async () => {
    const options = { ipv4: '192.0.2.5/28', gateway: '192.0.2.1' };
    expect((await start({}, options).started).device.addresses).toEqual(['192.0.2.5']);
    const both = start({ ipv4: '10.1.1.1/16', 'ipv4-gateway': '' }, options);
    expect((await both.started).device.addresses).toEqual(['10.1.1.1']);
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
    expect(Object.keys(specs)).toEqual(['ipv4', 'ipv4-gateway']);
    const check = (name: string, text: string) => () => (specs[name] as { check(text: string): void }).check(text);
    expect(check('ipv4', '10.0.0.2')).toThrow(
      '"10.0.0.2" is no address with the bits of its network, such as 10.0.0.2/24',
    );
    expect(check('ipv4', '10.0.0.2/24')).not.toThrow();
    expect(check('ipv4-gateway', '10.0.0')).toThrow('leave it empty for none');
    expect(check('ipv4-gateway', '')).not.toThrow();
    expect(Object.keys(stackDriver.bootArguments!('b', { argumentPrefix: 'lan' }))).toEqual([
      'lan-ipv4',
      'lan-ipv4-gateway',
    ]);
  });
});
