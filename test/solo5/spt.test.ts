/** Images for spt under our own tender: what they can do, and what they die of. */
import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TenderOptions, tender } from '@morgana/tender';
import { beforeAll, describe, expect, test } from 'vitest';
import { Namespace, whyNoKernelTests } from '../kernel/namespace.js';
import { compiledImage, nativeImage, overrunningImage, scratch, whyNoImages } from './images.js';

const why = whyNoImages();
if (why !== undefined) console.log(`left out: images for spt: ${why}`);

let spt: string;
let plain: string;

interface Outcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (...args: string[]): Outcome => {
  const result: SpawnSyncReturns<string> = spawnSync(spt, args, { encoding: 'utf8', timeout: 20_000 });
  return { status: result.status, signal: result.signal, stdout: result.stdout, stderr: result.stderr };
};

describe.skipIf(why !== undefined)('spt', () => {
  beforeAll(async () => {
    spt = await tender('spt');
    plain = nativeImage('spt', 'plain');
  }, 60_000);

  test('arguments: words, quotes, backslashes', () => {
    const { status, stdout } = run('--mem=2', plain, 'hello', 'a', '"b  c"', "'d\\e'", 'f\\ g', '""');
    expect(stdout).toBe('hello\n[hello]\n[a]\n[b  c]\n[d\\e]\n[f g]\n[]\n');
    expect(status).toBe(0);
  });

  test("the status is the image's", () => expect(run(plain, 'status').status).toBe(42));

  test('all of its memory is zero at first and can be written', () => {
    for (const size of [2, 3, 64]) expect(run(`--mem=${size}`, plain, 'memory').status).toBe(0);
  });

  test('clocks and waiting', () => {
    const before = Date.now();
    const { status, stdout } = run(plain, 'clocks');
    expect(status).toBe(0);
    const wall = Number(/wall (\d+)/.exec(stdout)![1]);
    expect(wall).toBeGreaterThanOrEqual(before);
    expect(wall).toBeLessThan(before + 10_000);
  });

  test('the generator of random numbers is ChaCha20 (RFC 8439, 2.3.2; OpenSSL agrees)', () => {
    const key = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
    const counterAndNonce = Buffer.from('01000000000000090000004a00000000', 'hex');
    const stream = createCipheriv('chacha20', key, counterAndNonce).update(Buffer.alloc(64));
    const words = Array.from({ length: 16 }, (_, i) => stream.readUInt32LE(4 * i));
    expect(words[0]).toBe(0xe4e7f110);
    expect(run(plain, 'key-stream').stdout.trim().split('\n').map(Number)).toEqual(words);
  });

  test('random numbers differ from run to run', () => {
    const values = Array.from({ length: 8 }, () => run(plain, 'random').stdout);
    expect(new Set(values).size).toBe(8);
  });

  describe('what must not be possible', () => {
    const cases: readonly [what: string, signal: string, message: RegExp][] = [
      ['write-text', 'SIGSEGV', /write to read-only memory at 0x1[0-9a-f]{5}, by the instruction at 0x1/],
      ['write-constant', 'SIGSEGV', /write to read-only memory at 0x1[0-9a-f]{5}/],
      ['execute-data', 'SIGSEGV', /execution of memory that is not code, at 0x1/],
      ['execute-heap', 'SIGSEGV', /execution of memory that is not code, at 0x/],
      ['execute-stack', 'SIGSEGV', /execution of memory that is not code, at 0xf/],
      ['read-null', 'SIGSEGV', /read of the null page, at 0x8/],
      ['write-null', 'SIGSEGV', /write to the null page, at 0x8/],
      ['call-null', 'SIGSEGV', /call of a null pointer: 0x0/],
      ['read-beyond', 'SIGSEGV', /read of memory that the image does not have, at 0xff000000/],
      ['overflow', 'SIGSEGV', /stack overflow/],
      ['divide', 'SIGFPE', /arithmetic error/],
      ['trap', 'SIGILL', /abort or illegal instruction/],
      ['privileged', 'SIGSEGV', /general protection fault/],
      ['system-call', 'SIGSYS', /forbidden system call 57/],
    ];
    test.each(cases)('%s', (what, signal, message) => {
      const outcome = run('--mem=4', plain, what);
      expect(outcome.stderr).toMatch(message);
      expect(outcome.signal).toBe(signal);
      expect(outcome.stdout).toBe('');
    });
    test('smash', () => {
      const outcome = run(plain, 'smash');
      expect(outcome.stdout).toContain('Aborted: stack smashing detected');
      expect(outcome.status).toBe(255);
    });
  });

  test('frames over datagrams', async () => {
    const image = nativeImage('spt', 'echo', [{ name: 'net', kind: 'network' }]);
    const peer = createSocket('udp4');
    const free = createSocket('udp4');
    for (const socket of [peer, free]) await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const port = free.address().port;
    await new Promise<void>((resolve) => free.close(() => resolve()));
    const child = spawn(spt, [
      `--net:net=udp:${port}-${peer.address().port}`,
      '--net-mac:net=02:00:00:00:00:07',
      image,
      'echo',
    ]);
    let output = '';
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const started = new Promise<void>((resolve) =>
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('mac 7\n')) resolve();
      }),
    );
    await started;
    const frame = (n: number, type: number, length: number) => {
      const bytes = Buffer.alloc(length, n);
      bytes.writeUInt32BE(n, 14);
      bytes.set([2, 0, 0, 0, 0, 7, 2, 0, 0, 0, 0, 9], 0);
      bytes.writeUInt16BE(type, 12);
      return bytes;
    };
    const echoed: Buffer[] = [];
    const COUNT = 500;
    await new Promise<void>((resolve) => {
      peer.on('message', (message) => {
        echoed.push(message);
        if (echoed.length === COUNT) resolve();
        else peer.send(frame(echoed.length, 0x88b5, 60 + (echoed.length % 1455)), port, '127.0.0.1');
      });
      peer.send(frame(0, 0x88b5, 60), port, '127.0.0.1');
    });
    for (const [n, message] of echoed.entries()) {
      expect(message.readUInt32BE(14)).toBe(n);
      expect([...message.subarray(0, 12)]).toEqual([2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 7]);
      expect(message.length).toBe(60 + (n % 1455));
    }
    peer.send(frame(1, 0xffff, 60), port, '127.0.0.1');
    expect(await ended).toBe(0);
    expect(output).toContain('mtu 1500\n');
    expect(output).toContain(`frames ${COUNT}\n`);
    peer.close();
  });

  test.each([
    [512, 4096],
    [4096, 512 * 4096],
    [512, 512],
    [512, 512 * 129],
  ])('sectors of %i octets, %i in all', (sector, size) => {
    const image = nativeImage('spt', 'block', [{ name: 'disk', kind: 'block' }]);
    const disk = join(scratch(), `disk-${sector}-${size}`);
    writeFileSync(disk, Buffer.alloc(size));
    const { status, stdout, stderr } = run(
      `--block:disk=${disk}`,
      `--block-sector-size:disk=${sector}`,
      image,
      'block',
    );
    expect(stderr).toBe('');
    expect(stdout).toContain(`sector size ${sector}\nsectors ${size / sector}\n`);
    expect(status).toBe(0);
    const content = readFileSync(disk);
    expect(content.length).toBe(size);
    expect(content.some((octet) => octet !== 0)).toBe(true);
  });

  test('a wish to stop: told to an image that takes it, the end of one that does not or that is busy', async () => {
    const takes = nativeImage('spt', 'takes', [], { takesStop: true });
    const end = async (image: string, what: string, signals: readonly NodeJS.Signals[]) => {
      const child = spawn(spt, [image, what]);
      const ended = new Promise((resolve) => child.on('close', (status, signal) => resolve(signal ?? status)));
      await new Promise((resolve) => child.stdout.once('data', resolve));
      for (const signal of signals) {
        child.kill(signal);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return ended;
    };
    expect(await end(takes, 'wait', ['SIGINT'])).toBe(7);
    expect(await end(takes, 'wait', ['SIGTERM'])).toBe(7);
    expect(await end(takes, 'busy', ['SIGINT', 'SIGTERM'])).toBeOneOf([130, 143]); // which of the two is handled first is the kernel's choice
    expect(await end(plain, 'wait', ['SIGINT'])).toBe('SIGINT');
  });

  test('a compiled program: console, timers, deep recursion, an uncaught error', async () => {
    const image = await compiledImage(
      'spt',
      'program',
      `import { bootArguments } from 'morgana:platform';
       const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
       try { depth(1e9); } catch (error) { console.log(error.name); }
       console.log(bootArguments().join('|'), depth(1000));
       setTimeout(() => { console.log('later'); null.x; }, 20);
       setTimeout(() => console.log('sooner'), 1);`,
    );
    const { status, stdout } = run('--mem=16', image, 'a', 'b');
    expect(stdout).toMatch(/^RangeError\na\|b 1000\nsooner\nlater\nUncaught TypeError: /);
    expect(status).toBe(1);
  }, 300_000);

  test('heap canaries: a platform that writes beyond a heap cell ends the program with a sentence and status 70', async () => {
    const image = await overrunningImage('spt');
    expect(run('--mem=16', image, '2999')).toMatchObject({ status: 0, stdout: 'survived 2999\n' });
    for (const size of [3000, 30_000]) {
      const { status, stdout } = run('--mem=16', image, String(size));
      expect(stdout).toMatch(
        /^engine: heap overrun: something wrote beyond the end of a cell of 30?\d\d\d+ bytes at 0x/,
      );
      expect(status).toBe(70);
    }
  }, 300_000);

  test.each([
    ['--heap-max=1', '--heap-max: a size of at least 1M'],
    ['--heap-max=8Q', '--heap-max: a size'],
    ['--gc-least=1K', '--gc-least: a size of at least 64K'],
    ['--gc-growth=5', '--gc-growth: a percentage from 10 to 1000'],
    ['--gc-log=maybe', '--gc-log: it has no value, or true or false'],
    ['--hash-seed=', '--hash-seed: a number'],
    ['--hash-seed=0x10000000000000000', '--hash-seed: a number of at most 64 bits'],
  ])('a wrong boot argument of the engine: %s', (argument, message) => {
    const { status, stdout } = run(plain, 'hello', argument);
    expect(stdout.slice(0, message.length)).toBe(message);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(status).toBe(64);
    expect(run(plain, 'hello', '--', argument).status).toBe(0);
  });

  test('what the collector does is told by boot arguments, and it tells what it does', async () => {
    const image = await compiledImage(
      'spt',
      'collecting',
      `const alive = Array.from({ length: 50_000 }, (_, i) => ({ i }));
       let garbage;
       for (let i = 0; i < 300_000; i++) garbage = [i, garbage === undefined];
       console.log('alive', alive.length);`,
    );
    const collections = (...args: string[]): number => {
      const { status, stdout } = run('--mem=64', image, '--gc-log', ...args);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^(gc: \d+: \d+ us, \d+ KB alive, the next after \d+ KB\n)*alive 50000\n$/);
      return stdout.split('gc: ').length - 1;
    };
    const usual = collections();
    expect(collections('--gc-least=256K', '--gc-growth=10')).toBeGreaterThan(2 * usual);
    expect(collections('--gc-least=32M')).toBeLessThan(usual);
    expect(run('--mem=64', image, '--gc-log=false').stdout).toBe('alive 50000\n');
  }, 300_000);

  test('a heap that is full ends the program with a sentence and status 71', async () => {
    const image = await compiledImage('spt', 'full', 'const all = []; for (;;) all.push(new Array(1000).fill(0));');
    const { status, stdout } = run('--mem=16', image);
    expect(stdout).toMatch(/memory/i);
    expect(status).toBe(71);
  }, 300_000);
});

const whyNoTap = why ?? whyNoKernelTests();
if (whyNoTap !== undefined) console.log(`left out: images for spt on a tap device: ${whyNoTap}`);

test.skipIf(whyNoTap !== undefined).each([
  [[], 10, 56],
  [['--no-offload'], 0, 0],
] as const)(
  "a tap device %j: virtio-net's header before frames, both ways, and its end",
  async (options, header, came) => {
    const image = nativeImage('spt', 'offload', [{ name: 'net', kind: 'network' }], { offloads: true });
    const space = new Namespace('offload');
    try {
      space.execSync('ip', ['tuntap', 'add', 'tap77', 'mode', 'tap']);
      space.execSync('ip', ['addr', 'add', '10.77.0.1/24', 'dev', 'tap77']);
      space.execSync('ip', ['link', 'set', 'tap77', 'up']);
      const neighbour = ['10.77.0.2', 'lladdr', '02:00:00:00:00:07', 'dev', 'tap77', 'nud', 'permanent'];
      space.execSync('ip', ['neigh', 'replace', ...neighbour]);
      const pong = `const s = require('dgram').createSocket('udp4');
        s.on('message', (m, from) => s.send(m + ' pong', from.port, from.address)).bind(7777, '10.77.0.1', () => console.log('up'));`;
      await space.start(process.execPath, ['-e', pong], 'up', 60);
      const args = ['--net:net=tap77', '--net-mac:net=02:00:00:00:00:07', ...options, image, 'offload'];
      const child = space.spawn(await tender('spt'), args, 60);
      let output = '';
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
      await new Promise<void>((resolve) =>
        child.stdout!.setEncoding('utf8').on('data', (text: string) => {
          output += text;
          if (output.includes(came > 0 ? 'pong\n' : 'header 0\n')) resolve();
        }),
      );
      expect(output).toBe(`header ${header}\n${came > 0 ? `came ${came + 5}\nping pong\n` : ''}`);
      space.execSync('ip', ['link', 'del', 'tap77']);
      expect(await ended).toBe(74);
      expect(output).toMatch(/Aborted: the host has taken away network "net"\n$/);
    } finally {
      await space.close();
    }
  },
  120_000,
);

describe.skipIf(why !== undefined)('what the tender refuses', () => {
  const sanitized: TenderOptions = {
    flags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=all', '-U_FORTIFY_SOURCE', '-g'],
  };
  let strict: string;
  let image: Buffer;
  let both: string;
  const refuse = (...args: string[]): Outcome => {
    const result = spawnSync(strict, args, {
      encoding: 'utf8',
      timeout: 20_000,
      env: { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' },
    });
    expect(result.stderr).not.toMatch(/Sanitizer|runtime error/);
    return result;
  };
  const changed = (change: (bytes: Buffer) => Buffer | undefined): string => {
    const path = join(scratch(), 'changed.spt');
    const copy = Buffer.from(image);
    writeFileSync(path, change(copy) ?? copy);
    return path;
  };

  beforeAll(async () => {
    strict = await tender('spt', sanitized);
    both = nativeImage('spt', 'both', [
      { name: 'net', kind: 'network' },
      { name: 'disk', kind: 'block' },
    ]);
    image = readFileSync(nativeImage('spt', 'plain'));
  }, 60_000);

  const usage: readonly [args: string[], status: number, message: string][] = [
    [[], 64, 'which image?'],
    [['--memory=4', 'x'], 64, '--memory=4: no such option; morgana-spt --help shows them'],
    [['--mem=4x', 'x'], 64, '--mem=4x: the form is --mem=MB'],
    [['--mem=1', 'x'], 64, '--mem=1: the least is 2'],
    [['--mem=99999999999999999999', 'x'], 64, 'the most is 4096'],
    [['--net:net', 'x'], 64, '--net:net: the form is --net:NAME=TAP'],
    [['--net:=tap0', 'x'], 64, 'the form is'],
    [['--net:a=tap0', '--net:a=tap1', 'x'], 64, '--net:a=tap1: --net:a=tap0 was given before'],
    [['/nowhere/x.spt'], 66, '/nowhere/x.spt: cannot be opened: No such file or directory'],
    [['/dev/null'], 66, '/dev/null: not a file'],
    [[import.meta.filename], 65, 'not an ELF file'],
    [['/bin/true'], 65, 'not linked to fixed addresses'],
  ];
  test.each(usage)('%j', (args, status, message) => {
    const outcome = refuse(...args);
    expect(outcome.stderr).toContain(message);
    expect(outcome.status).toBe(status);
  });

  test('devices: not attached, not declared, of another kind, not there', () => {
    const disk = join(scratch(), 'odd');
    writeFileSync(disk, Buffer.alloc(700));
    const cases: readonly [string[], number, string][] = [
      [[both], 64, 'its network "net" is not attached: add --net:net=tap0, --net:net=@FD or --net:net=udp:LOCAL-PEER'],
      [['--net:net=udp:0-2', both], 64, 'udp:LOCAL-PEER'],
      [['--net:net=nosuchtap', both], 69, 'ip tuntap add nosuchtap mode tap'],
      [['--net:net=@99', both], 64, 'descriptor 99 is neither a tap device nor a socket'],
      [['--net:net=@0', both], 64, 'a socket that does not keep frames apart'],
      [['--net:web=tap0', both], 64, 'declares no network "web"; it declares network "net", block device "disk"'],
      [['--net:disk=tap0', both], 64, '"disk" is a block device of the image, not a network'],
      [['--net-mac:net=1:2', '--net:net=udp:45871-45872', both], 64, 'a hardware address has six octets'],
      [['--net-mac:net=01:00:00:00:00:01', '--net:net=udp:45871-45872', both], 64, 'a group address'],
      [['--net:net=udp:45871-45872', both], 64, 'its block device "disk" is not attached: add --block:disk=FILE'],
      [['--net:net=udp:45871-45872', '--block:disk=/nowhere/d', both], 66, '--block:disk=/nowhere/d: cannot be opened'],
      [
        ['--net:net=udp:45871-45872', `--block:disk=${disk}`, both],
        65,
        '700 octets are not one or more sectors of 512',
      ],
      [
        ['--net:net=udp:45871-45872', `--block:disk=${disk}`, '--block-sector-size:disk=513', both],
        64,
        'a power of two from 512',
      ],
      [['--block:disk=x', join(scratch(), 'plain.spt')], 64, 'declares no block device "disk"; it declares no device'],
    ];
    for (const [args, status, message] of cases) {
      const outcome = refuse(...args);
      expect(outcome.stderr).toContain(message);
      expect(outcome.status).toBe(status);
    }
  });

  test('images: other target, other version, damaged', () => {
    const abi = image.indexOf('ABI1Solo5') + 12;
    const manifest = image.indexOf('MFT1Solo5') - 8 + 24;
    const header = (n: number) => image.readUInt16LE(54) * n + Number(image.readBigUInt64LE(32));
    const load = Array.from({ length: image.readUInt16LE(56) }, (_, n) => header(n)).filter(
      (at) => image.readUInt32LE(at) === 1,
    );
    const cases: readonly [string, (b: Buffer) => Buffer | undefined, string][] = [
      [
        'hvt',
        (b) => void b.writeUInt32LE(1, abi),
        'an image for hvt, and this is the tender for spt: run it with morgana-hvt',
      ],
      ['xen', (b) => void b.writeUInt32LE(6, abi), 'an image for xen'],
      [
        'version',
        (b) => void b.writeUInt32LE(3, abi + 4),
        'version 3 of the binary interface of spt, and this tender has version 2',
      ],
      ['no notes', (b) => void b.fill(0, abi - 20, abi), 'no ABI note'],
      ['arm', (b) => void b.writeUInt16LE(183, 18), 'another processor'],
      ['ends in the header', (b) => b.subarray(0, 40), 'it ends in its ELF header'],
      ['ends in the table', (b) => b.subarray(0, 100), 'truncated: the table of segments needs'],
      ['ends in a segment', (b) => b.subarray(0, 5000), 'truncated: '],
      ['empty', (b) => b.subarray(0, 0), 'not an ELF file'],
      ['writable code', (b) => void b.writeUInt32LE(7, load[0]! + 4), 'both writable and executable'],
      ['low', (b) => void b.writeBigUInt64LE(0x1000n, load[0]! + 16), 'below 0x100000'],
      ['huge', (b) => void b.writeBigUInt64LE(1n << 60n, load[2]! + 40), 'raise --mem='],
      ['overlap', (b) => void b.writeBigUInt64LE(0x100000n, load[1]! + 16), 'overlaps the one before it'],
      ['alignment', (b) => void b.writeBigUInt64LE(3n, load[0]! + 48), 'no power of two'],
      ['unaligned', (b) => void b.writeBigUInt64LE(16n, load[0]! + 48), 'not made of whole pages'],
      ['small memory', (b) => void b.writeBigUInt64LE(1n, load[0]! + 40), 'larger than its memory'],
      ['entry', (b) => void b.writeBigUInt64LE(0x1ff000n, 24), 'its entry point 0x1ff000 is not in executable memory'],
      ['manifest version', (b) => void b.writeUInt32LE(9, manifest), 'its manifest has version 9'],
      ['manifest entries', (b) => void b.writeUInt32LE(9, manifest + 4), 'its manifest has 9 entries'],
      ['manifest entry 0', (b) => void b.writeUInt32LE(1, manifest + 8 + 68), 'entry 0 of its manifest'],
      ['no headers', (b) => void b.writeUInt16LE(0, 56), '0 program headers'],
    ];
    for (const [what, change, message] of cases) {
      const outcome = refuse(changed(change));
      expect(outcome.stderr, what).toContain(message);
      expect([64, 65], what).toContain(outcome.status);
    }
  });

  test('10,000 damaged octets here and there: refused, or run, but never anything else', () => {
    let state = Number(process.env.MORGANA_SEED ?? 1);
    const random = (n: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % n;
    };
    const headers = 64 + 56 * image.readUInt16LE(56);
    const notes = image.indexOf('MFT1Solo5') - 8;
    for (let round = 0; round < 100; round++) {
      const path = changed((bytes) => {
        for (let i = 0; i <= random(4); i++) {
          const at = random(2) === 0 ? random(headers) : notes + random(200);
          bytes[at] = random(3) === 0 ? 255 : random(256);
        }
        return undefined;
      });
      const outcome = refuse('--mem=4', path);
      if (outcome.signal === null) expect([0, 1, 64, 65]).toContain(outcome.status);
    }
  });
});
