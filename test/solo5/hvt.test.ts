/** Images for hvt under our own tender, all of them in one boot of a Linux guest whose QEMU imitates virtualisation. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tender } from '@morgana/tender';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Guest, whyNoGuest } from '../kernel/guest.js';
import { compiledImage, nativeImage, overrunningImage, scratch, whyNoImages } from './images.js';

const why = whyNoImages() ?? whyNoGuest();
if (why !== undefined) console.log(`left out: images for hvt: ${why}`);

interface Outcome {
  readonly status: number;
  readonly output: string;
}

/** Name of the case, and the command that it is: paths are of the guest's folder /t. */
const CASES: Record<string, string> = {
  probe: './morgana-hvt --probe',
  hello: `./morgana-hvt --mem=2 plain.hvt hello a '"b c"'`,
  status: './morgana-hvt --mem=2 plain.hvt status',
  memory: './morgana-hvt --mem=64 plain.hvt memory',
  clocks: './morgana-hvt plain.hvt clocks',
  random1: './morgana-hvt plain.hvt random',
  random2: './morgana-hvt plain.hvt random',
  block: './morgana-hvt --block:disk=disk block.hvt block',
  echo: './morgana-hvt --net:net=udp:5601-5600 echo.hvt echo & ./morgana-spt --net:net=udp:5600-5601 peer.spt peer && wait $!',
  // With little memory, and so without the ring that the tender offers.
  exits:
    './morgana-hvt --mem=8 --net:net=udp:5601-5600 echo.hvt echo & ./morgana-spt --net:net=udp:5600-5601 peer.spt peer && wait $!',
  program: './morgana-hvt --mem=16 program.hvt a b',
  full: './morgana-hvt --mem=16 full.hvt',
  seed: './morgana-hvt plain.hvt hello --hash-seed=x',
  growth: './morgana-hvt plain.hvt hello --gc-growth=1',
  sound: './morgana-hvt --mem=16 overrun.hvt 2999',
  overrun: './morgana-hvt --mem=16 overrun.hvt 3000',
  random: './morgana-hvt-without-random plain.hvt random',
  spt: './morgana-hvt peer.spt',
  stop: './morgana-hvt takes.hvt wait & sleep 1; kill -INT $!; wait $!',
  busy: './morgana-hvt takes.hvt busy & sleep 1; kill -INT $!; sleep 0.3; kill -TERM $!; wait $!',
};

const DEATHS: readonly [what: string, message: RegExp][] = [
  ['write-text', /^Aborted: write to read-only memory at 0x1[0-9a-f]{5}, by the instruction at 0x1/],
  ['write-constant', /^Aborted: write to read-only memory at 0x1/],
  ['execute-data', /^Aborted: execution of memory that is not code, at 0x1/],
  ['execute-heap', /^Aborted: execution of memory that is not code, at 0x/],
  ['execute-stack', /^Aborted: execution of memory that is not code, at 0xf/],
  ['read-null', /^Aborted: read of the null page, at 0x8/],
  ['write-null', /^Aborted: write to the null page, at 0x8/],
  ['call-null', /^Aborted: call of a null pointer: 0x0/],
  ['read-beyond', /^Aborted: read of memory that the image does not have, at 0xff000000/],
  ['overflow', /^Aborted: stack overflow/],
  ['smash', /Aborted: stack smashing detected/],
  ['divide', /^Aborted: division by zero/],
  ['trap', /^Aborted: illegal instruction/],
  ['privileged', /^Aborted: general protection fault/],
  ['port', /^morgana-hvt: the image was ended: access to port 0x80, which there is not/],
];

describe.skipIf(why !== undefined)('hvt', () => {
  let guest: Guest;
  const outcomes = new Map<string, Outcome>();

  beforeAll(async () => {
    const disk = join(scratch(), 'disk');
    writeFileSync(disk, Buffer.alloc(512 * 333));
    const devices = {
      block: [{ name: 'disk', kind: 'block' }],
      echo: [{ name: 'net', kind: 'network' }],
    } as const;
    const withoutRandom = join(scratch(), 'morgana-hvt-without-random');
    copyFileSync(await tender('hvt', { flags: ['-DWITHOUT_RANDOM'] }), withoutRandom);
    const files = [
      withoutRandom,
      await overrunningImage('hvt'),
      await tender('hvt'),
      await tender('spt'),
      nativeImage('hvt', 'plain'),
      nativeImage('hvt', 'takes', [], { takesStop: true }),
      nativeImage('hvt', 'block', devices.block),
      nativeImage('hvt', 'echo', devices.echo),
      nativeImage('spt', 'peer', devices.echo),
      await compiledImage(
        'hvt',
        'program',
        `import { bootArguments } from 'morgana:platform';
         const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
         try { depth(1e9); } catch (error) { console.log(error.name); }
         console.log(bootArguments().join('|'), Math.sqrt(2) + 0.1);
         setTimeout(() => { console.log('later'); null.x; }, 20);
         setTimeout(() => console.log('sooner'), 1);`,
      ),
      await compiledImage('hvt', 'full', 'const all = []; for (;;) all.push(new Array(1000).fill(0));'),
      disk,
    ];
    const commands = { ...CASES };
    for (const [what] of DEATHS) commands[what] = `./morgana-hvt --mem=4 plain.hvt ${what}`;
    const script = [
      'cd /t',
      'ip link set lo up',
      ...Object.entries(commands).map(([name, command]) => `echo "<<<${name}"; (${command}) 2>&1; echo ">>>$?"`),
      'echo "ALL DONE"',
    ].join('\n');
    guest = new Guest({ script, kvm: true, files, seconds: 390 });
    await guest.line(/^ALL DONE/m);
    for (const [, name, output, status] of guest.output.matchAll(/^<<<(\S+)\r?\n([\s\S]*?)>>>(\d+)\r?$/gm)) {
      outcomes.set(name!, { status: Number(status), output: output!.replaceAll('\r', '') });
    }
  }, 420_000);
  afterAll(() => guest?.close());

  const outcome = (name: string): Outcome => {
    const found = outcomes.get(name);
    if (found === undefined) throw new Error(`no outcome of ${name}:\n${guest.output}`);
    return found;
  };

  test('the probe finds that this machine can', () => expect(outcome('probe')).toEqual({ status: 0, output: '' }));
  test('arguments', () => expect(outcome('hello')).toEqual({ status: 0, output: 'hello\n[hello]\n[a]\n[b c]\n' }));
  test("the status is the image's", () => expect(outcome('status')).toEqual({ status: 42, output: '' }));
  test('all of its memory is zero at first and can be written', () => expect(outcome('memory').status).toBe(0));
  test('clocks and waiting', () => expect(outcome('clocks')).toMatchObject({ status: 0 }));
  test('random numbers differ', () => expect(outcome('random1').output).not.toBe(outcome('random2').output));
  test('sectors, many at once', () => {
    expect(outcome('block')).toEqual({ status: 0, output: 'sector size 512\nsectors 333\nat once 128\n' });
  });
  test.each(['echo', 'exits'])('frames over datagrams, with an image for spt at the other end: %s', (name) => {
    expect(outcome(name).output).toContain('all came back\n');
    expect(outcome(name).output).toMatch(/frames 4\d\d\n/);
    expect(outcome(name).status).toBe(0);
  });
  test('a compiled program', () => {
    const expected = `RangeError\na|b ${Math.sqrt(2) + 0.1}\nsooner\nlater\nUncaught TypeError: `;
    expect(outcome('program').output.slice(0, expected.length)).toBe(expected);
    expect(outcome('program').status).toBe(1);
  });
  test('a heap that is full', () => {
    expect(outcome('full').output).toMatch(/memory/i);
    expect(outcome('full').status).toBe(71);
  });
  test('a wish to stop', () => {
    expect(outcome('stop')).toEqual({ status: 7, output: 'waiting\nstopped\n' });
    expect(outcome('busy').output).toBe('waiting\n');
    expect([130, 143]).toContain(outcome('busy').status);
  });
  test('wrong boot arguments of the engine', () => {
    expect(outcome('seed')).toEqual({
      status: 64,
      output: '--hash-seed: a number of at most 64 bits, such as 1 or 0x5eed\n',
    });
    expect(outcome('growth')).toEqual({ status: 64, output: '--gc-growth: a percentage from 10 to 1000\n' });
  });
  test('a write beyond a heap cell', () => {
    expect(outcome('sound')).toEqual({ status: 0, output: 'survived 2999\n' });
    expect(outcome('overrun').output).toMatch(/^engine: heap overrun: something wrote beyond the end of a cell of/);
    expect(outcome('overrun').status).toBe(70);
  });
  test('a processor without random numbers is refused', () => {
    expect(outcome('random')).toEqual({
      status: 69,
      output: 'This processor has no source of random numbers (RDRAND, RDSEED), and an image does not run without.\n',
    });
  });
  test('an image for spt is refused', () => {
    expect(outcome('spt').output).toContain(
      'an image for spt, and this is the tender for hvt: run it with morgana-spt',
    );
    expect(outcome('spt').status).toBe(65);
  });
  test.each(DEATHS)('what must not be possible: %s', (what, message) => {
    expect(outcome(what).output).toMatch(message);
    expect(outcome(what).status).toBe(255);
  });
});

describe.skipIf(whyNoImages() !== undefined)('the probe', () => {
  test('says soon whether this machine can, and why not', async () => {
    const started = performance.now();
    const { status, stderr } = spawnSync(await tender('hvt'), ['--probe'], { encoding: 'utf8', timeout: 10_000 });
    expect(performance.now() - started).toBeLessThan(8000);
    if (status === 0) expect(stderr).toBe('');
    else expect(stderr).toMatch(/^morgana-hvt: .*(\/dev\/kvm|KVM)/);
  });
});
