import { createSocket } from 'node:dgram';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { makeApplianceFolder, type TestFolder } from '@morgana/linker/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort, morgana, type Result, type Running, startMorgana } from './testing.js';

const MAIN = `import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';
export default async function main({ args, console, signal }: Appliance<typeof config>): Promise<number> {
  console.write('up\\n');
  if (args.wait) await signal.stopped;
  if (args.fail) throw new Error('as it was told');
  return args.status;
}
`;

const ARGUMENTS = `arguments: {
    status: { type: 'number', default: 0, help: 'Exit status.' },
    wait: { type: 'boolean', help: 'Waits for a stop request.' },
    fail: { type: 'boolean', help: 'Throws.' },
  },`;

function config(more = ''): string {
  return `import { block, defineConfig, kv, stack } from 'morgana';
export default defineConfig({
  name: 'sample',
  entry: 'src/main.ts',
  ${ARGUMENTS}
  ${more}
});
void [block, kv, stack];
`;
}

/** Progress aside, one line on standard error that begins with "morgana: ", and no stack trace. */
function expectFailure({ status, err }: Result, expected: number, message: string | RegExp): void {
  const lines = err
    .trimEnd()
    .split('\n')
    .filter((line) => !/ \.\.\.$|^Built /.test(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^morgana: /);
  expect(lines[0]).toMatch(message);
  expect(status).toBe(expected);
}

const running: Running[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function start(cwd: string, text: string, ...args: string[]): Promise<Running> {
  const started = await startMorgana(cwd, text, ...args);
  running.push(started);
  return started;
}

let folder: TestFolder;
beforeAll(() => {
  folder = makeApplianceFolder({ 'morgana.config.ts': config(), 'src/main.ts': MAIN });
});
afterAll(() => folder.remove());

describe('the command', () => {
  test('--help and --version', () => {
    const help = morgana(folder.root, '--help');
    expect(help).toMatchObject({ status: 0, err: '' });
    for (const text of ['configure', 'describe', 'build', 'run', 'clean', '$ morgana run -p 8080:80']) {
      expect(help.out).toContain(text);
    }
    expect(morgana(folder.root, '--version')).toEqual({ status: 0, out: '0.1.0\n', err: '' });
  });

  test.each(['configure', 'describe', 'build', 'run', 'clean'])('%s --help has examples', (name) => {
    const { status, out } = morgana(folder.root, name, '--help');
    expect(status).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}\$ morgana /);
  });

  test.each<[string[], number, string | RegExp]>([
    [['bild'], 64, "unknown command 'bild' (Did you mean build?)"],
    [['run', '--prot'], 64, "unknown option '--prot'"],
    [['build', '-t'], 64, "option '-t, --target <TARGET>' argument missing"],
    [
      ['build', '-t', 'vmware'],
      64,
      '-t vmware: there is no such target; the targets are node, unix, hvt, spt, virtio, xen',
    ],
    [
      ['build', '-t', 'xen'],
      1,
      'target "xen" is not there yet: this version of Morgana builds for node, unix, spt and hvt',
    ],
    [['configure', '-d', 'stack'], 64, '-d stack: it is DEVICE=IMPLEMENTATION'],
    [
      ['configure', '-d', 'stack=sockets'],
      1,
      '-d stack=sockets: sample has no device "stack"; the appliance has no devices',
    ],
    [['describe', '--svg', '/no/such/folder/x.svg'], 1, 'cannot write /no/such/folder/x.svg'],
    [['run', '-p', '80'], 64, '-p 80: it is [ADDRESS:]HOST_PORT:PORT'],
    [['run', '-p', '8080:80'], 64, '-p: sample has no network'],
    [['run', '--net', 'tap0'], 64, '--net tap0: sample has no network'],
    [['run', '--block', 'disk=x'], 64, 'sample has no block device "disk"; it has no block device'],
  ])('%j ends with status %i and one line', (args, status, message) => {
    expectFailure(morgana(folder.root, ...args), status, typeof message === 'string' ? literally(message) : message);
  });

  test('outside of an appliance says so, and removes nothing', () => {
    const empty = makeApplianceFolder({ 'dist/precious': '' });
    try {
      for (const name of ['configure', 'describe', 'build', 'run', 'clean']) {
        expectFailure(morgana(empty.root, name), 1, /there is no morgana\.config\.ts in /);
      }
      expect(existsSync(join(empty.root, 'dist/precious'))).toBe(true);
    } finally {
      empty.remove();
    }
  });

  test('--debug adds the stack trace', () => {
    const { err } = morgana(folder.root, 'build', '-t', 'xen', '--debug');
    expect(err).toMatch(/^morgana: target "xen"[^\n]*\n.*\n\s+at /m);
  });
});

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}

describe('configure, describe, build, run, clean', () => {
  test('one after the other', () => {
    const { root } = folder;
    expect(morgana(root, 'configure')).toMatchObject({ status: 0, err: '' });
    expect(JSON.parse(readFileSync(join(root, '.morgana/sample.node.json'), 'utf8'))).toMatchObject({ target: 'node' });
    expect(morgana(root, 'describe').out).toContain('sample (src/main.ts)');
    expect(JSON.parse(morgana(root, 'describe', '--json').out)).toMatchObject({ name: 'sample', devices: [] });
    expect(morgana(root, 'describe', '--svg', '-').out).toMatch(/^<svg .*<\/svg>\n$/s);

    const built = morgana(root, 'build');
    expect(built.status).toBe(0);
    expect(built.err + built.out).not.toContain('\u001b');
    expect(built.err).toMatch(
      /^Configuring \.\.\.\nLinking \.\.\.\nWriting the image \.\.\.\nBuilt .*dist\/sample\.node in /,
    );
    expect(built.out).toMatch(/package +modules +bytes\n/);
    expect(built.out).toMatch(/ {2}@morgana\/boot +\d+ +[\d ]+ {3}[\d.]+ %\n/);
    expect(built.out).toMatch(/ {2}main\.mjs [\d ]+ bytes; minified [\d ]+, and gzipped [\d ]+\n/);

    expect(morgana(root, 'run')).toEqual({ status: 0, out: 'up\n', err: '' });
    expect(morgana(root, 'clean')).toEqual({ status: 0, out: 'removed dist, .morgana\n', err: '' });
    expect(readdirSync(root).sort()).toEqual(['morgana.config.ts', 'node_modules', 'src']);
    expect(morgana(root, 'clean').out).toBe('nothing to remove\n');
  });

  test('run builds when the image is missing or stale, and only then', () => {
    const { root } = folder;
    morgana(root, 'clean');
    const built = /Built .*sample\.node/;
    expect(morgana(root, 'run').err).toMatch(built);
    expect(morgana(root, 'run').err).toBe('');
    folder.write({ 'src/main.ts': `${MAIN}// changed\n` });
    expect(morgana(root, 'run').err).toMatch(built);
    expect(morgana(root, 'run').err).toBe('');
  });

  test('the exit status of the appliance is that of run', () => {
    const { root } = folder;
    expect(morgana(root, 'run', '--', '--status=7')).toMatchObject({ status: 7, out: 'up\n' });
    expect(morgana(root, 'run', '--', '--stauts=7')).toMatchObject({
      status: 64,
      out: 'sample: unknown boot argument --stauts; did you mean --status? (--help lists the boot arguments)\n',
    });
    const failed = morgana(root, 'run', '--', '--fail');
    expect(failed.status).toBe(1);
    expect(failed.out.trimEnd().split('\n')).toEqual(['up', expect.stringMatching(/error sample: as it was told$/)]);
    const traced = morgana(root, 'run', '--', '--fail', '--backtrace');
    expect(traced.out).toMatch(/at .*sample\/src\/main\.ts:6:/);
    expect(morgana(root, 'run', '--', '--help')).toMatchObject({
      status: 0,
      out: expect.stringContaining('--status=NUMBER'),
    });
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('%s is passed on, and the appliance ends as it likes', async (signal) => {
    const { child, ended } = await start(folder.root, 'up\n', '--', '--wait', '--status=5');
    child.kill(signal);
    expect(await ended).toBe(5);
  });

  test('profile runs the appliance and writes down what ran often', () => {
    const main = `function mix(x: number): number { return Math.imul(x ^ (x >>> 7), 2654435761); }
function once(x: number): string { return String(x); }
export default function main({ console }: { console: { write(text: string): void } }): void {
  let x = 1;
  for (let i = 0; i < 1_000; i++) x = mix(x);
  console.write(once(x) + '\\n');
}
`;
    const profiled = makeApplianceFolder({ 'morgana.config.ts': config(), 'src/main.ts': main });
    try {
      expect(morgana(profiled.root, 'profile')).toMatchObject({ status: 0 });
      const file = JSON.parse(readFileSync(join(profiled.root, 'hot.json'), 'utf8')) as Record<string, object>;
      expect(Object.keys(file)).toEqual(['src/main.ts']);
      expect(file['src/main.ts']).toHaveProperty('mix');
      expect(file['src/main.ts']).not.toHaveProperty('once');
    } finally {
      profiled.remove();
    }
  });

  test('symbolize names addresses of an image that was built here, and says what it knows nothing of', () => {
    const at = makeApplianceFolder({ 'morgana.config.ts': config(), 'src/main.ts': MAIN });
    try {
      const symbolize = (...args: string[]) => morgana(at.root, 'symbolize', '-t', 'unix', ...args);
      expect(morgana(at.root, 'configure', '-t', 'unix').status).toBe(0);
      expectFailure(
        symbolize('0x1014'),
        1,
        'nothing is known of an image of sample for unix: morgana build -t unix writes it down',
      );
      at.write({
        '.morgana/sample.unix.symbols.json': JSON.stringify({
          functions: [
            [0x1000, 16, 'engine_start'],
            [0x1010, 32, 'main', 'app/src/main.ts:3:1'],
          ],
        }),
      });
      expect(symbolize('0x1014', '0x100f', '0x9999')).toEqual({
        status: 0,
        out: '0x1014 main app/src/main.ts:3:1\n0x100f engine_start\n0x9999 not code of this image\n',
        err: '',
      });
      expectFailure(symbolize('1014'), 64, '1014 is no address, such as 0x101234');
    } finally {
      at.remove();
    }
  });

  test('a wrong config ends with its line', () => {
    const wrong = makeApplianceFolder({
      'morgana.config.ts': config(`devices: { stack: stack({ network: 'lan' }) },`),
      'src/main.ts': MAIN,
    });
    try {
      for (const name of ['configure', 'describe', 'build', 'run']) {
        expectFailure(
          morgana(wrong.root, name),
          1,
          /^morgana: morgana\.config\.ts:10:29: device "stack" needs "lan" as its network, and there is none; /,
        );
      }
    } finally {
      wrong.remove();
    }
  });

  test('what is built into Node.js is refused when it is configured, with the chain', () => {
    const wrong = makeApplianceFolder({
      'morgana.config.ts': config(),
      'src/main.ts': `import './helper.js';\n${MAIN}`,
      'src/helper.ts': `import 'node:fs';`,
    });
    try {
      expectFailure(
        morgana(wrong.root, 'configure'),
        1,
        /node:fs is built into Node\.js and cannot be linked into an appliance: src\/main\.ts:1 -> src\/helper\.ts:1 -> node:fs/,
      );
      expect(existsSync(join(wrong.root, 'dist'))).toBe(false);
    } finally {
      wrong.remove();
    }
  });
});

describe('with a network', () => {
  let echo: TestFolder;
  beforeAll(() => {
    echo = makeApplianceFolder({
      'morgana.config.ts': `import { block, defineConfig, stack } from 'morgana';
export default defineConfig({ name: 'echo', entry: 'main.ts', devices: { stack: stack() },
  arguments: { late: { type: 'boolean', help: 'Listens only when a datagram has come.' } } });
void block;`,
      'main.ts': `import type { Appliance } from 'morgana';
import type config from './morgana.config.js';
export default async function main({ stack, args, log, signal }: Appliance<typeof config>): Promise<void> {
  const listen = () => stack.listen({ port: 7 }, async (connection) => {
    for await (const bytes of connection) await connection.write(bytes);
    await connection.close();
  });
  let first = true;
  await stack.bind({ port: 7 }, (bytes, from, socket) => {
    socket.send(bytes, from);
    if (args.late && first) void listen();
    first = false;
  });
  if (!args.late) await listen();
  log.info('main is there');
  await signal.stopped;
}`,
    });
    morgana(echo.root, 'build');
  });
  afterAll(() => echo.remove());

  test('ports lead to the appliance, TCP and UDP, until Ctrl-C', async () => {
    const port = await freePort();
    const { child, ended } = await start(
      echo.root,
      `ready: tcp://127.0.0.1:${port}\n`,
      '-p',
      `${port}:7`,
      '-p',
      `${port}:7/udp`,
    );
    expect(await overTcp(port, 'over tcp')).toBe('over tcp');
    expect(await overUdp(port, 'over udp')).toBe('over udp');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    await expect(overTcp(port, 'after')).rejects.toThrow(/ECONNREFUSED/);
  });

  test('ready is not said before the appliance accepts', async () => {
    const port = await freePort();
    const { child, ended, output } = await start(
      echo.root,
      'main is there',
      '-p',
      `${port}:7`,
      '-p',
      `${port}:7/udp`,
      '--',
      '--late',
    );
    // The appliance answers datagrams by now, and the forward stands; nobody listens at its TCP port.
    expect(await overUdp(port, 'early')).toBe('early');
    await expect.poll(() => output(), { timeout: 10_000 }).toContain(`ready: tcp://127.0.0.1:${port}\n`);
    expect(output().indexOf('main is there')).toBeLessThan(output().indexOf('ready:'));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('a port in use is one line', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    try {
      expectFailure(
        morgana(echo.root, 'run', '-p', `${port}:7`),
        1,
        new RegExp(`-p 127\\.0\\.0\\.1:${port}:7: .*in use`),
      );
    } finally {
      server.close();
    }
  });

  test('a wrong boot argument ends it with 64, network or not', () => {
    const { status, out } = morgana(echo.root, 'run', '--', '--ipv4-gatway=10.0.0.1');
    expect(out).toContain('unknown boot argument --ipv4-gatway; did you mean --ipv4-gateway?');
    expect(status).toBe(64);
  });

  test('the help of the image has the arguments of its devices', () => {
    const { out } = morgana(echo.root, 'run', '--', '--help');
    for (const text of ['Network:', '--network=', '--ipv4=dhcp|ADDRESS/BITS', '--late']) expect(out).toContain(text);
  });
});

function overTcp(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (bytes) => {
      got += bytes.toString();
    });
    socket.on('end', () => resolve(got));
    socket.on('error', reject);
  });
}

function overUdp(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    // Datagrams may be lost on the way, as anywhere.
    const again = setInterval(() => socket.send(text, port, '127.0.0.1'), 200);
    const giveUp = setTimeout(() => settle(() => reject(new Error('no datagram came back'))), 10_000);
    const settle = (then: () => void): void => {
      clearInterval(again);
      clearTimeout(giveUp);
      socket.close();
      then();
    };
    socket.once('message', (bytes) => settle(() => resolve(bytes.toString())));
    socket.send(text, port, '127.0.0.1');
  });
}
