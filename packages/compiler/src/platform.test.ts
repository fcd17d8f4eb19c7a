import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildEngine, reason, TIME_LIMIT } from '../test/compiled.js';

let folder = '';
let compiler: typeof import('./compile.js');
beforeAll(async () => {
  if (reason !== null) return;
  buildEngine();
  compiler = await import('./compile.js');
  folder = mkdtempSync(join(tmpdir(), 'morgana-platform-'));
}, TIME_LIMIT);
afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

async function compiled(name: string, text: string): Promise<string> {
  const source = join(folder, `${name}.mjs`);
  writeFileSync(source, text);
  await compiler.compileFile(source, join(folder, name), { optimization: '0' });
  return join(folder, name);
}

describe.skipIf(reason !== null)('morgana:platform', () => {
  const refused = async (text: string): Promise<string> => {
    try {
      await compiler.translate([{ path: 'a.mjs', text }]);
    } catch (error) {
      return (error as Error).message;
    }
    return 'compiles';
  };

  test('what it does not have, and uses that are not calls, are refused at their place', async () => {
    expect(await refused(`import { reboot } from 'morgana:platform';`)).toBe(
      'a.mjs:1:10: morgana:platform has no export reboot',
    );
    expect(await refused(`import * as platform from 'morgana:platform';`)).toContain('has named exports only');
    expect(await refused(`import { exit as leave } from 'morgana:platform';\nconst x = leave;`)).toBe(
      'a.mjs:2:11: leave of morgana:platform can only be called; wrap it: (...) => leave(...)',
    );
    expect(await refused(`import { exit } from 'morgana:platform';\nexit();`)).toBe(
      'a.mjs:2:1: exit of morgana:platform takes exactly 1 arguments',
    );
    expect(await refused(`import { exit } from 'morgana:platform';\nfunction f(exit) { return exit; }`)).toBe(
      'compiles',
    );
  });

  test(
    'frames, deadlines, arguments and failures reach a program',
    async () => {
      const program = await compiled(
        'frames',
        `import { bootArguments, closeDevice, monotonicTime, networkMac, onReady, openDevice, receiveFrames, transmitFrames, wakeAt } from 'morgana:platform';
        console.log(bootArguments());
        const start = monotonicTime();
        wakeAt(start + 5, () => {
          console.log(monotonicTime() - start >= 5);
          const port = 20000 + Math.floor(Math.random() * 20000) * 2;
          const a = openDevice(1, 'net0', 'udp 127.0.0.1 ' + port + ' 127.0.0.1 ' + (port + 1) + ' 1500 02:00:00:00:00:0a');
          const b = openDevice(1, 'net1', 'udp 127.0.0.1 ' + (port + 1) + ' 127.0.0.1 ' + port + ' 1500 02:00:00:00:00:0b');
          const mac = new Uint8Array(6);
          networkMac(b, mac);
          console.log(mac.join());
          const buffers = [new Uint8Array(64), new Uint8Array(64), new Uint8Array(64), new Uint8Array(64)];
          const lengths = new Int32Array(4);
          onReady(b, () => {
            const count = receiveFrames(b, buffers, lengths, 1, 3);
            console.log(count, lengths.join(), buffers[1].slice(0, 3).join());
            closeDevice(a);
            closeDevice(b);
          });
          const frame = new Uint8Array(100).fill(7);
          console.log(transmitFrames(a, [frame, frame, frame], new Int32Array([60, 100, 14]), 0, 3));
          for (const wrong of [() => openDevice(1, 'net1', ''), () => openDevice(2, 'disk', 'file rw 512 /does/not/exist'),
            () => receiveFrames(a, buffers, lengths, 2, 3), () => transmitFrames(9, [], lengths, 0, 0),
            () => transmitFrames(a, [frame], new Int32Array([101]), 0, 1)])
            try { wrong(); console.log('no error'); } catch (error) { console.log(error.message); }
        });`,
      );
      expect(execFileSync(program, ['--heap-max=8M', 'x'], { encoding: 'utf8', timeout: 20_000 }).split('\n')).toEqual([
        "[ '--heap-max=8M', 'x' ]",
        'true',
        '2,0,0,0,0,11',
        '3',
        'it is open already',
        '/does/not/exist: it is not there',
        'morgana:platform: frames are (Uint8Array[], Int32Array of lengths, from, count)',
        'morgana:platform: no device 9 of that kind',
        'morgana:platform: frames are (Uint8Array[], Int32Array of lengths, from, count)',
        '3 0,60,0,14 7,7,7',
        '',
      ]);
      expect(() => execFileSync(program, ['--heap-max=8Q'], { stdio: 'pipe' })).toThrow(/--heap-max: a size/);
    },
    TIME_LIMIT,
  );

  test(
    'a heap that is full ends the program with a clear message and status 71; its statistics are there on demand',
    async () => {
      const program = await compiled(
        'full',
        `import { bootArguments, copyText, heapStatistics } from 'morgana:platform';
        const octets = new Uint8Array(4);
        copyText('a\\u00e9z', octets);
        console.log(String(octets));
        for (const text of ['\\u0100', 'fives', 5]) {
          try { copyText(text, octets); } catch (error) { console.log(error.name); }
        }
        let garbage;
        for (let i = 0; i < 200_000; i++) garbage = [i, garbage === undefined];
        const numbers = new Float64Array(6);
        heapStatistics(numbers);
        const [collections, total, longest, live, , limit] = numbers;
        console.log(collections > 0, longest <= total, live < limit, limit);
        const kept = [];
        for (;;) kept.push(new Uint8Array(1000));`,
      );
      const { status, stdout, stderr } = spawnSync(program, ['--heap-max=4M'], { encoding: 'utf8', timeout: 60_000 });
      expect([stdout, status]).toEqual([`97,233,122,0\n${'RangeError\n'.repeat(3)}true true true ${4 << 20}\n`, 71]);
      expect(stderr).toMatch(/^engine: out of memory: the heap has reached its limit\n( {4}at 0x[0-9a-f]+\n)*$/);
    },
    TIME_LIMIT,
  );

  test(
    'the first wish to stop is reported, the second ends a busy program',
    async () => {
      const program = await compiled(
        'stop',
        `import { onStop, writeConsole } from 'morgana:platform';
        onStop(() => { writeConsole('stopping\\n'); for (;;); });
        writeConsole('ready\\n');`,
      );
      const child = spawn(program, [], { stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      child.stdout.on('data', (bytes) => {
        text += bytes;
        if (text === 'ready\n') child.kill('SIGTERM');
        if (text === 'ready\nstopping\n') child.kill('SIGINT');
      });
      const [status] = await once(child, 'exit');
      expect([text, status]).toEqual(['ready\nstopping\n', 130]);
    },
    TIME_LIMIT,
  );
});
