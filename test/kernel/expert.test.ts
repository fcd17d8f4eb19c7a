/**
 * What tshark's experts say of conversations between two stacks of ours, IPv4 and IPv6, captured by our own pcapng: nothing on a clean
 * network, and on one that loses no errors and no warning that is not about the losses.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faulty, link, pcapng } from '@morgana/network';
import { SeededRandom } from '@morgana/random';
import { createClock, createRandom } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';
import { expect, test } from 'vitest';

const found = (() => {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
if (!found) console.log("left out: tshark's expert information: apt-get install tshark");

interface Expert {
  readonly severity: string;
  readonly summary: string;
  readonly count: number;
}

/** The lines of `tshark -z expert`: a count, a group, a protocol and a summary under a heading for each severity. */
function experts(file: string): Expert[] {
  const options = ['-o', 'tcp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE'];
  const text = execFileSync('tshark', ['-r', file, ...options, '-q', '-z', 'expert'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const result: Expert[] = [];
  let severity = '';
  for (const line of text.split('\n')) {
    const heading = /^(Errors|Warns|Notes|Chats)/.exec(line);
    if (heading !== null) severity = heading[1]!;
    const entry = /^\s+(\d+)\s+\S+\s+\S+\s+(.*)$/.exec(line);
    if (entry !== null) result.push({ severity, count: Number(entry[1]), summary: entry[2]!.trim() });
  }
  return result;
}

/** Streams of 200 KB, less than a window, both ways at once over both families, half-closed by one side after the other. */
async function converse(loss: number): Promise<Expert[]> {
  const clock = createClock();
  const random = createRandom();
  const parts: Uint8Array[] = [];
  const file = pcapng({ clock, sink: (bytes) => void parts.push(bytes.slice()) });
  const cable = link();
  const faults = { loss };
  const b = faulty(cable.b, { clock, random: new SeededRandom(5), transmit: faults, receive: faults });
  // Our own side of the cable: what is lost behind it is seen as sent.
  const server = createStack({
    network: file.capture(cable.a, { name: 'server' }),
    clock,
    random,
    address: '10.0.0.1/24',
    ipv6: { address: 'fd00::1/64' },
  });
  const client = createStack({ network: b, clock, random, address: '10.0.0.2/24', ipv6: { address: 'fd00::2/64' } });
  await server.listen({ port: 80 }, async (connection) => {
    const out = (async () => {
      for (let i = 0; i < 4; i++) await connection.write(new Uint8Array(50_000));
      await connection.closeWrite();
    })();
    for await (const bytes of connection) void bytes;
    await out;
    await connection.close();
  });
  for (const address of ['10.0.0.1', 'fd00::1'])
    for (let i = 0; i < 3; i++) {
      const connection = await client.connect({ address, port: 80 });
      const out = (async () => {
        for (let j = 0; j < 4; j++) await connection.write(new Uint8Array(50_000));
        await connection.closeWrite();
      })();
      let received = 0;
      for await (const bytes of connection) received += bytes.length;
      expect(received).toBe(200_000);
      await out;
      await connection.close();
    }
  file.close();
  await Promise.all([client.close(), server.close()]);
  const folder = mkdtempSync(join(tmpdir(), 'morgana-expert-'));
  try {
    const path = join(folder, 'trace.pcapng');
    writeFileSync(path, Buffer.concat(parts));
    return experts(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What every connection has: SYN, FIN. */
const isOrdinary = ({ severity, summary }: Expert) => severity === 'Chats' || /connection closing/.test(summary);

const show = (list: Expert[]) => list.map(({ severity, count, summary }) => `${severity}: ${count} x ${summary}`);

test.skipIf(!found)('nothing on a clean network', async () => {
  const list = await converse(0);
  expect(list.some(({ severity }) => severity === 'Chats')).toBe(true);
  expect(show(list.filter((one) => !isOrdinary(one)))).toEqual([]);
});

test.skipIf(!found)('on a network that loses, what the losses explain', async () => {
  const list = await converse(0.01);
  expect(show(list.filter(({ severity }) => severity === 'Errors'))).toEqual([]);
  const explained =
    /previous segment|out-of-order|retransmission|ACKed segment that wasn't captured|duplicate|window is completely full|D-SACK|Keep-Alive/i;
  expect(show(list.filter((one) => !isOrdinary(one) && !explained.test(one.summary)))).toEqual([]);
});
