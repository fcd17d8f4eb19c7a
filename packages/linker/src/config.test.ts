import type { Block } from '@morgana/block';
import type { Stack } from '@morgana/flow';
import type { KeyValueReader, KeyValueStore } from '@morgana/kv';
import type { Network } from '@morgana/network';
import { expectTypeOf, test } from 'vitest';
import { type Appliance, block, defineConfig, kv, network, stack } from './config.js';

const config = defineConfig({
  name: 'typed',
  entry: 'main.ts',
  devices: {
    lan: network(),
    stack: stack({ network: 'lan' }),
    site: kv({ folder: 'site' }),
    state: kv({ folder: 'state', writable: true }),
    disk: block(),
  },
  arguments: {
    port: { type: 'number', default: 80, help: 'Port.' },
    retries: { type: 'number', help: 'Retries.' },
    greeting: { type: 'string', help: 'Greeting.' },
    loud: { type: 'boolean', help: 'Louder.' },
  },
});

test('main is typed from its config', () => {
  type Main = Appliance<typeof config>;
  expectTypeOf<Main['lan']>().toEqualTypeOf<Network>();
  expectTypeOf<Main['stack']>().toEqualTypeOf<Stack>();
  expectTypeOf<Main['site']>().toEqualTypeOf<KeyValueReader>();
  expectTypeOf<Main['state']>().toEqualTypeOf<KeyValueStore>();
  expectTypeOf<Main['disk']>().toEqualTypeOf<Block>();
  expectTypeOf<Main['args']>().toEqualTypeOf<{
    readonly port: number;
    readonly retries: number | undefined;
    readonly greeting: string | undefined;
    readonly loud: boolean;
  }>();
  expectTypeOf<Main['signal']['stopped']>().toEqualTypeOf<Promise<void>>();
  expectTypeOf<Main>().not.toHaveProperty('network');
});

test('a config without devices and arguments gives neither', () => {
  const bare = defineConfig({ name: 'bare', entry: 'main.ts' });
  type Main = Appliance<typeof bare>;
  expectTypeOf<keyof Main>().toEqualTypeOf<'name' | 'args' | 'log' | 'console' | 'clock' | 'random' | 'signal'>();
});
