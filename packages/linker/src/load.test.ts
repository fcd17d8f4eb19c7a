import { afterEach, describe, expect, test } from 'vitest';
import { LinkError } from './errors.js';
import { loadConfig } from './load.js';
import { makeApplianceFolder, type TestFolder } from './testing/appliance-folder.js';

let folder: TestFolder | undefined;
afterEach(() => folder?.remove());

function load(config: string, files: Record<string, string> = {}) {
  folder = makeApplianceFolder({ 'morgana.config.ts': config, ...files });
  return loadConfig(folder.root);
}

async function message(config: string): Promise<string> {
  try {
    await load(config);
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    const text = (error as LinkError).message;
    expect(text).not.toContain('\n');
    return text;
  }
  throw new Error('the config was taken');
}

/** A config whose fourth line is `line`. */
const config = (line: string, name = `'test'`) =>
  `import { block, defineConfig, kv, network, stack } from 'morgana';
export default defineConfig({
  name: ${name}, entry: 'src/main.ts',
  ${line}
});
void [block, kv, network, stack];
`;

test('a config may import its own files, and types are left out', async () => {
  const loaded = await load(
    `import { defineConfig, type ApplianceConfig } from 'morgana';
import { port } from './settings.js';
const devices: ApplianceConfig['devices'] = {};
export default defineConfig({ name: 'test', entry: 'src/main.ts', devices, arguments: { port } });`,
    { 'settings.ts': `export const port = { type: 'number', default: 80, help: 'Port.' } as const;` },
  );
  expect(loaded.config.arguments).toEqual({ port: { type: 'number', default: 80, help: 'Port.' } });
  expect(loaded.inputs.map((path) => path.split('/').at(-1))).toEqual(['morgana.config.ts', 'settings.ts']);
});

test('a changed config is read again', async () => {
  await load(config('', `'one'`));
  folder!.write({ 'morgana.config.ts': config('', `'two'`) });
  expect((await loadConfig(folder!.root)).config.name).toBe('two');
});

test('nothing is left in the folder but what says it is ignored', async () => {
  await load(config(''));
  const { readdirSync } = await import('node:fs');
  expect(readdirSync(`${folder!.root}/.morgana`)).toEqual(['.gitignore']);
});

describe('a wrong config gets one sentence and its line', () => {
  test.each<[string, string, string | RegExp]>([
    ['no default export', 'export const x = 1;', /config\.ts: the config has no default export; write: export default/],
    ['no object', 'export default 7;', 'the config is not an object'],
    ['a syntax error', `export default {\n  name: 'x',\n  entry 'y',\n};`, /config\.ts:3:9: Expected "}" but found/],
    ['an error when it runs', `throw new Error('no such thing');`, 'the config fails to load: no such thing'],
    [
      'a missing file',
      `import './absent.js';\nexport default {};`,
      /config\.ts:1:8: Could not resolve "\.\/absent\.js"/,
    ],
    [
      'a missing package',
      `import 'left-pad';\nexport default {};`,
      /config\.ts: the config fails to load: Cannot find package 'left-pad'/,
    ],
    ['no name', `export default { entry: 'x' };`, `the config needs a "name", such as 'website'`],
    ['no entry', `export default { name: 'x' };`, 'the config needs an "entry"'],
    ['a bad name', config('', `'My Site'`), /config\.ts:3:3: "name" is "My Site"; it is lower-case letters/],
    [
      'an unknown property',
      config('devcies: {},'),
      /config\.ts:4:3: "devcies" is nothing a config has; did you mean "devices"\?/,
    ],
    [
      'an unknown target',
      config(`target: 'hvm' as never,`),
      /config\.ts:4:3: there is no target "hvm"; the targets are node, /,
    ],
    [
      'an unknown target in the list',
      config(`targets: ['node', 'vmware' as never],`),
      /config\.ts:4:3: there is no target "vmware"/,
    ],
    [
      'a device that is none',
      config(`devices: { site: './site' as never },`),
      /config\.ts:4:14: device "site" is ".\/site"; it is made by/,
    ],
    [
      'a device with a bad name',
      config(`devices: { mySite: kv({ folder: 'site' }) },`),
      /:4:14: device "mySite": a device's name is/,
    ],
    [
      'a device with a taken name',
      config('devices: { log: stack() },'),
      /:4:14: device "log": main gets something else under that name/,
    ],
    ['devices as a list', config('devices: [stack()] as never,'), /:4:3: "devices" is an object/],
    [
      'an argument without help',
      config(`arguments: { port: { type: 'number' } as never },`),
      /:4:16: boot argument "port" needs a "help"/,
    ],
    [
      'an argument that is there anyway',
      config(`arguments: { log: { type: 'string', help: 'x' } },`),
      /:4:16: boot argument "log": every appliance has one/,
    ],
    [
      'an argument of a type that is none',
      config(`arguments: { n: { type: 'int', help: 'x' } as never },`),
      /:4:16: boot argument "n": type "int"/,
    ],
    [
      'a default out of range',
      config(`arguments: { n: { type: 'number', max: 3, default: 4, help: 'x' } },`),
      /:4:16: .*its default will not do: 4 is too large/,
    ],
    [
      '-l taken',
      config(`arguments: { n: { type: 'string', short: 'l', help: 'x' } },`),
      /:4:16: .*-l is the short form of --log/,
    ],
    ['a grace that is none', config('stopGrace: -1,'), /:4:3: "stopGrace" is -1; it is a whole number/],
    ['a description of two lines', config(`description: 'a\\nb',`), /:4:3: "description" is one line of text/],
    ['conditions that are none', config('conditions: true as never,'), /:4:3: "conditions" is a list of texts/],
  ])('%s', async (_name, text, expected) => {
    expect(await message(text)).toMatch(expected);
  });

  test('no config at all', async () => {
    folder = makeApplianceFolder({});
    await expect(loadConfig(folder.root)).rejects.toThrow(
      /^there is no morgana\.config\.ts in .*; morgana runs in the folder/,
    );
  });
});
