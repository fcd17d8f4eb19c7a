import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { build, configure, findFreshImage } from './build.js';
import { LinkError } from './errors.js';
import { makeApplianceFolder, type TestFolder } from './testing/appliance-folder.js';

const folders: TestFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function appliance(files: Record<string, string | Uint8Array>): TestFolder {
  const folder = makeApplianceFolder(files);
  folders.push(folder);
  return folder;
}

/** A config that links the packages' TypeScript, so that no test depends on what was compiled when. */
function config(more = ''): string {
  return `import { block, defineConfig, kv, network, stack } from 'morgana';
export default defineConfig({
  name: 'sample',
  entry: 'src/main.ts',
  conditions: ['source'],
  ${more}
});
void [block, kv, network, stack];
`;
}

const MAIN = `import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';
export default function main({ console }: Appliance<typeof config>): void { console.write('it runs\\n'); }
`;

function run(output: string, ...bootArguments: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [output, ...bootArguments], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  return { status, text: stdout + stderr };
}

async function refusal(
  folder: TestFolder,
  how: (options: { root: string }) => Promise<unknown> = configure,
): Promise<string> {
  try {
    await how({ root: folder.root });
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    const { message } = error as LinkError;
    expect(message).not.toContain('\n');
    expect(message).not.toContain('\0');
    return message;
  }
  throw new Error('it was linked');
}

describe('an image for node', () => {
  test('is a folder that node runs, with its exit status and boot arguments', async () => {
    const folder = appliance({
      'morgana.config.ts': config(`arguments: { status: { type: 'number', default: 3, help: 'Exit status.' } },`),
      'src/main.ts': `import { greet } from './greet.js';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';
export default async ({ args, console }: Appliance<typeof config>) => { console.write(greet('you')); return args.status; };`,
      'src/greet.ts': `export const greet = (name: string): string => 'hello ' + name + '\\n';`,
    });
    const { output } = await build({ root: folder.root });
    expect(output).toBe(join(folder.root, 'dist', 'sample.node'));
    expect(readdirSync(output)).toEqual(['main.mjs', 'main.mjs.map', 'package.json']);
    expect(run(output)).toEqual({ status: 3, text: 'hello you\n' });
    expect(run(output, '--status=0').status).toBe(0);
    expect(run(output, '--status=x')).toEqual({
      status: 64,
      text: 'sample: --status: "x" is not a number (--help lists the boot arguments)\n',
    });
    expect(run(output, '--help')).toMatchObject({ status: 0, text: expect.stringContaining('--status=NUMBER') });
  });

  test('has nothing in it that nobody chose', async () => {
    const folder = appliance({ 'morgana.config.ts': config(), 'src/main.ts': MAIN });
    const { output, packages } = await build({ root: folder.root });
    const code = readFileSync(join(output, 'main.mjs'), 'utf8');
    expect(run(output)).toEqual({ status: 0, text: 'it runs\n' });
    expect(code).not.toMatch(/node:(?:dgram|net|child_process|http)/);
    for (const name of ['tcpip', 'http', 'network', 'kv', 'block', 'flow', 'linker', 'compliance']) {
      expect(packages).not.toContain(`@morgana/${name}`);
    }
    expect(packages).toEqual(expect.arrayContaining(['@morgana/boot', '@morgana/runtime-node', 'sample']));
  });

  test('for host sockets has neither tcpip nor a network in it', async () => {
    const folder = appliance({
      'morgana.config.ts': config('devices: { stack: stack() },'),
      'src/main.ts': `export default ({ stack, console }) => console.write(typeof stack.listen + '\\n');`,
    });
    const { output, packages } = await build({ root: folder.root, choices: { stack: 'sockets' } });
    const code = readFileSync(join(output, 'main.mjs'), 'utf8');
    expect(run(output)).toEqual({ status: 0, text: 'function\n' });
    expect(packages).not.toContain('@morgana/tcpip');
    expect(packages).not.toContain('@morgana/network');
    expect(code).not.toContain('socat');
  });

  test('for our TCP/IP has no host sockets in it', async () => {
    const folder = appliance({
      'morgana.config.ts': config('devices: { stack: stack({ network: network({ implementation: "datagram" }) }) },'),
      'src/main.ts': `export default ({ stack, console }) => console.write(stack.addresses.join() + '\\n');`,
    });
    const { output, packages } = await build({ root: folder.root });
    const code = readFileSync(join(output, 'main.mjs'), 'utf8');
    expect(run(output, '--network=udp:5601-5600', '--ipv4=10.0.0.2/24', '--ipv4-only', '-l', '*:off')).toEqual({
      status: 0,
      text: '10.0.0.2\n',
    });
    expect(packages).toContain('@morgana/tcpip');
    expect(code).not.toContain('createServer');
    expect(code).not.toContain('socat');
  });

  test('is the same from any folder, to the byte, and names none', async () => {
    const files = {
      'morgana.config.ts': config(
        `devices: { site: kv({ folder: 'site' }), stack: stack({ implementation: 'sockets' }) },`,
      ),
      'src/main.ts': MAIN,
      'site/index.html': '<p>',
    };
    const one = appliance(files);
    const two = appliance({ 'somewhere/else/readme': '' });
    const other = join(two.root, 'somewhere', 'else');
    for (const [path, content] of Object.entries(files)) two.write({ [`somewhere/else/${path}`]: content });
    const outputs = [(await build({ root: one.root })).output, (await build({ root: other })).output];
    for (const name of readdirSync(outputs[0]!)) {
      const [a, b] = outputs.map((output) => readFileSync(join(output, name), 'utf8')) as [string, string];
      expect(b, name).toBe(a);
      expect(a, name).not.toContain(one.root);
      expect(a, name).not.toContain(process.cwd());
    }
    // And twice in one place.
    const again = await build({ root: one.root });
    expect(readFileSync(join(again.output, 'main.mjs.map'), 'utf8')).toBe(
      readFileSync(join(outputs[1]!, 'main.mjs.map'), 'utf8'),
    );
  });

  test('has a source map that leads to the TypeScript', async () => {
    const folder = appliance({
      'morgana.config.ts': config(),
      'src/main.ts': `interface Unused { a: 1 }\n\nexport default function main(): void {\n  throw new Error('lost' as string);\n}\n`,
    });
    const { output } = await build({ root: folder.root });
    const { stdout } = spawnSync(process.execPath, ['--enable-source-maps', output, '--backtrace'], {
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/sample\/src\/main\.ts:4:\d+/);
  });

  test('says the size of every package, and they add up', async () => {
    const folder = appliance({ 'morgana.config.ts': config(), 'src/main.ts': MAIN });
    const { size } = await build({ root: folder.root });
    const sum = size.packages.reduce((total, { bytes }) => total + bytes, 0);
    expect(sum).toBeGreaterThan(size.bytes * 0.95);
    expect(sum).toBeLessThanOrEqual(size.bytes);
    expect(size.minifiedBytes).toBeLessThan(size.bytes);
    expect(size.gzipBytes).toBeLessThan(size.minifiedBytes);
  });

  test('is found fresh until something that went into it changes', async () => {
    const folder = appliance({
      'morgana.config.ts': config(`devices: { site: kv({ folder: 'site' }) },`),
      'src/main.ts': MAIN,
      'site/a/b.txt': 'b',
    });
    const options = { root: folder.root };
    expect(await findFreshImage(options)).toBeUndefined();
    const { output } = await build(options);
    expect((await findFreshImage(options))?.output).toBe(output);
    const changes: Record<string, string>[] = [
      { 'src/main.ts': `${MAIN}\n` },
      { 'site/a/c.txt': 'new' },
      { 'site/a/b.txt': 'longer' },
      { 'morgana.config.ts': config(`devices: { site: kv({ folder: './site' }) },`) },
    ];
    for (const change of changes) {
      folder.write(change);
      expect(await findFreshImage(options), JSON.stringify(Object.keys(change))).toBeUndefined();
      await build(options);
      expect(await findFreshImage(options)).toBeDefined();
    }
    utimesSync(join(folder.root, 'src/main.ts'), 1, 1);
    expect(await findFreshImage(options)).toBeUndefined();
    renameSync(output, `${output}.moved`);
    expect(await findFreshImage(options)).toBeUndefined();
  });

  test('remembers what was configured', async () => {
    const folder = appliance({ 'morgana.config.ts': config('devices: { stack: stack() },'), 'src/main.ts': MAIN });
    const { graphFile } = await configure({ root: folder.root, choices: { stack: 'sockets' } });
    expect(JSON.parse(readFileSync(graphFile, 'utf8'))).toMatchObject({
      name: 'sample',
      target: 'node',
      devices: [{ name: 'stack', implementation: 'sockets', needs: {} }],
    });
    const { graph } = await build({ root: folder.root });
    expect(graph.devices.map(({ implementation }) => implementation)).toEqual(['sockets']);
  });
});

test('a store on a block device keeps what it has from one run to the next', async () => {
  const folder = appliance({
    'morgana.config.ts': config(
      `devices: { disk: block({ file: 'disk.img' }), state: kv({ implementation: 'block', writable: true }) },`,
    ),
    'src/main.ts': `export default async ({ state, console }) => {
  const old = await state.get('boots');
  const boots = old === undefined ? 1 : old[0] + 1;
  await state.set('boots', Uint8Array.of(boots));
  console.write('boot ' + boots + '\\n');
};`,
  });
  folder.write({ 'disk.img': new Uint8Array(64 * 512) });
  const { output, graph } = await build({ root: folder.root });
  expect(graph.devices.find(({ name }) => name === 'state')).toMatchObject({
    implementation: 'block',
    needs: { block: 'disk' },
  });
  for (const boots of [1, 2, 3]) {
    const { stdout, stderr } = spawnSync(process.execPath, [output], {
      encoding: 'utf8',
      cwd: folder.root,
      timeout: 10_000,
    });
    expect(stdout + stderr).toContain(`boot ${boots}\n`);
  }
});

describe('a folder that is embedded', () => {
  const binary = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7) & 255);
  const files = {
    'site/index.html': '<h1>\u2028 Grüße</h1>',
    'site/__proto__': 'polluted?',
    'site/deep/er/a.bin': binary,
    'site/empty': '',
    'site/.hidden': 'not this',
  };
  const main = `export default async ({ site, console }) => {
  const show = async (key) => {
    const bytes = await site.get(key);
    console.write(key + ' ' + (bytes === undefined ? 'none' : Array.from(bytes).join(',')) + '\\n');
  };
  for (const key of ['index.html', '__proto__', 'deep/er/a.bin', 'empty', '.hidden']) await show(key);
  console.write((await site.list('')).map(({ name }) => name).join(' ') + ' ' + (await site.stat('index.html')).version + '\\n');
};`;

  test('comes out as it went in, with versions by content', async () => {
    const folder = appliance({
      'morgana.config.ts': config(`devices: { site: kv({ folder: 'site' }) },`),
      'src/main.ts': main,
      ...files,
    });
    const { output, packages } = await build({ root: folder.root });
    const show = (content: string | Uint8Array) => [...Buffer.from(content)].join(',');
    const lines = run(output).text.split('\n');
    expect(lines.slice(0, 5)).toEqual([
      `index.html ${show(files['site/index.html'])}`,
      `__proto__ ${show('polluted?')}`,
      `deep/er/a.bin ${show(binary)}`,
      'empty ',
      '.hidden none',
    ]);
    expect(lines[5]).toMatch(/^__proto__ deep empty index\.html [0-9a-f]{16}$/);
    expect(packages).toContain('@morgana/kv');

    folder.write({ 'site/index.html': 'changed' });
    const changed = run((await build({ root: folder.root })).output).text.split('\n')[5];
    expect(changed).toMatch(/^__proto__ deep empty index\.html [0-9a-f]{16}$/);
    expect(changed).not.toBe(lines[5]);
  });

  test('that is not there is a sentence with its line', async () => {
    const folder = appliance({
      'morgana.config.ts': config(`devices: { site: kv({ folder: 'sight' }) },`),
      'src/main.ts': main,
    });
    expect(await refusal(folder)).toMatch(
      /config\.ts:6:25: device "site" embeds the folder .*sight, which is not there$/,
    );
    folder.write({ sight: 'a file' });
    expect(await refusal(folder)).toMatch(/which is not a folder$/);
  });

  test('may be the host folder instead, read at run time', async () => {
    const folder = appliance({
      'morgana.config.ts': config(`devices: { site: kv({ folder: 'site', implementation: 'folder' }) },`),
      'src/main.ts': main,
      ...files,
    });
    const { output } = await build({ root: folder.root });
    expect(readFileSync(join(output, 'main.mjs'), 'utf8')).not.toContain('polluted?');
    const { stdout } = spawnSync(process.execPath, [output], { encoding: 'utf8', cwd: folder.root, timeout: 10_000 });
    expect(stdout).toContain(`deep/er/a.bin ${[...binary].join(',')}\n`);
  });
});

describe('what is built into Node.js is refused, with the chain that brings it', () => {
  const entry = { 'morgana.config.ts': config() };

  test('in the application itself', async () => {
    const folder = appliance({
      ...entry,
      'src/main.ts': `// fs\nimport { readFileSync } from 'node:fs';\n${MAIN}void readFileSync;`,
    });
    expect(await refusal(folder)).toBe(
      'node:fs is built into Node.js and cannot be linked into an appliance: src/main.ts:2 -> node:fs (files come from a kv or block device)',
    );
    expect(await refusal(folder, build)).toContain('src/main.ts:2 -> node:fs');
  });

  test('in a package behind a package', async () => {
    const folder = appliance({
      ...entry,
      'src/main.ts': `import { a } from './middle.js';\n${MAIN}a();`,
      'src/middle.ts': `import { b } from 'outer';\nexport const a = (): void => b();`,
      'node_modules/outer/package.json':
        '{"name":"outer","type":"module","main":"index.js","dependencies":{"inner":"1"}}',
      'node_modules/outer/index.js': `export { b } from './lib/b.js';`,
      'node_modules/outer/lib/b.js': `\n\nimport { c } from 'inner/sub.js';\nexport const b = () => c();`,
      'node_modules/inner/package.json': '{"name":"inner","type":"module"}',
      'node_modules/inner/sub.js': `import net from 'net';\nexport const c = () => net.connect(1);`,
    });
    expect(await refusal(folder)).toContain(
      ': src/main.ts:1 -> src/middle.ts:1 -> outer/index.js:1 -> outer/lib/b.js:3 -> inner/sub.js:1 -> net (connections come from a stack device)',
    );
  });

  test('by import() too', async () => {
    const folder = appliance({ ...entry, 'src/main.ts': `${MAIN}export const os = () => import('node:os');` });
    expect(await refusal(folder)).toContain(
      'src/main.ts:4 -> node:os (an appliance gets what it needs from its devices)',
    );
  });

  test('and import() of what nobody knows', async () => {
    const folder = appliance({ ...entry, 'src/main.ts': `${MAIN}export const any = (x: string) => import(x);` });
    expect(await refusal(folder)).toMatch(/src\/main\.ts: import\(\) of a name that is computed cannot be linked/);
  });

  test('but not its types', async () => {
    const folder = appliance({
      ...entry,
      'src/main.ts': `import type { Stats } from 'node:fs';\n${MAIN}export type S = Stats;`,
    });
    await expect(configure({ root: folder.root })).resolves.toBeDefined();
  });

  test('in a config that has to be in the image', async () => {
    const check = `arguments: { a: { type: 'string', help: 'x', check: (t) => { if (existsSync(t)) throw new Error('x'); } } },`;
    const folder = appliance({
      'morgana.config.ts': `import { existsSync } from 'node:fs';\n${config(check)}`,
      'src/main.ts': MAIN,
    });
    expect(await refusal(folder)).toContain('morgana.config.ts:1 -> node:fs');
  });
});

test('a boot argument with a check brings the config into the image, and nothing else', async () => {
  const check = `arguments: { even: { type: 'string', default: '2', help: 'x', check: (t) => { if (Number(t) % 2) throw new Error(\`\${t} is odd\`); } } },`;
  const folder = appliance({ 'morgana.config.ts': config(check), 'src/main.ts': MAIN });
  const { output, packages } = await build({ root: folder.root });
  expect(packages.filter((name) => name.includes('linker') || name === 'morgana').length).toBeLessThanOrEqual(1);
  expect(readFileSync(join(output, 'main.mjs'), 'utf8')).not.toContain('rollup');
  expect(run(output, '--even=3')).toEqual({
    status: 64,
    text: 'sample: --even: 3 is odd (--help lists the boot arguments)\n',
  });
  expect(run(output, '--even=4').status).toBe(0);
});

describe('what cannot be linked is a sentence', () => {
  test.each<[string, Record<string, string>, string | RegExp]>([
    ['no entry', {}, /config\.ts:4:3: the entry src\/main\.ts is not there$/],
    [
      'no default export',
      { 'src/main.ts': 'export const main = 1;' },
      /main\.ts: there is no default export; main is: export default/,
    ],
    ['a syntax error', { 'src/main.ts': 'export default () => {\n  let = ;\n}' }, /main\.ts:2:\d+: /],
    [
      'a missing file',
      { 'src/main.ts': `${MAIN}\nimport './absent.js';` },
      /main\.ts:5:8: src\/main\.ts imports \.\/absent\.js, which cannot be found: there is no such file$/,
    ],
    [
      'a missing package',
      { 'src/main.ts': `${MAIN}\nimport '@left/pad/sub';` },
      /main\.ts:5:8: .* cannot be found: npm install @left\/pad$/,
    ],
    [
      'a name that is not exported',
      { 'src/main.ts': `import { no } from './b.js';\n${MAIN}no();`, 'src/b.ts': 'export const yes = 1;' },
      /main\.ts:\d+:\d+: "no" is not exported by/,
    ],
    [
      'CommonJS',
      {
        'src/main.ts': `import old from 'old';\n${MAIN}old();`,
        'node_modules/old/package.json': '{"name":"old","main":"index.js"}',
        'node_modules/old/index.js': 'module.exports = () => 1;',
      },
      'old/index.js, which src/main.ts imports, is a CommonJS module; an appliance links ES modules only',
    ],
  ])('%s', async (_name, files, expected) => {
    const folder = appliance({ 'morgana.config.ts': config(), ...files });
    expect(await refusal(folder)).toMatch(expected);
  });

  test('an import that its package does not export', async () => {
    const folder = appliance({
      'morgana.config.ts': config(),
      'src/main.ts': `import '@morgana/kv/private';\n${MAIN}`,
    });
    expect(await refusal(folder)).toMatch(/main\.ts:1:8: .* the "exports" of @morgana\/kv do not have it$/);
  });
});
