import type { Driver } from '@morgana/boot';
import { expect, test } from 'vitest';
import { type Implementation, targetTable } from './targets.js';

const table = targetTable('node')!;

async function load({ module, name }: { readonly module: string; readonly name: string }): Promise<unknown> {
  const exported = (await import(module)) as Record<string, unknown>;
  return exported[name];
}

test.each(
  Object.values(table.implementations)
    .flat()
    .map((one) => [one.name, one] as const),
)('the driver of "%s" is there, with the boot arguments that the table says', async (_name, one: Implementation) => {
  for (const where of [one.driver, one.writableDriver]) {
    if (where === undefined) continue;
    const driver = (await load(where)) as Driver<unknown>;
    expect(driver.start).toBeTypeOf('function');
    expect(Object.keys(driver.bootArguments?.('disk0', undefined) ?? {})).toEqual(one.argumentNames('disk0', ''));
    if (one.prefixedArguments !== true) continue;
    const prefixed = driver.bootArguments?.('disk0', { argumentPrefix: 'lan' }) ?? {};
    expect(Object.keys(prefixed)).toEqual(one.argumentNames('disk0', 'lan-'));
  }
});

test('the platform is there', async () => {
  expect(await load(table.platform)).toBeTypeOf('function');
});
