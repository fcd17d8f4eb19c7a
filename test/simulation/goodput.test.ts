/**
 * Goodput of our TCP over simulated paths, beside a TCP with nothing but NewReno. Everything is decided by seeds, so the figures are
 * the same on every machine: the table in goodput.json holds them, and a change that moves one shows. `npm test` runs
 * a part of the matrix, MORGANA_TEST_FULL=1 all of it, MORGANA_UPDATE=1 writes the table anew, and goodput.md with it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TcpConfiguration } from '../../packages/tcpip/src/tcp/settings.js';
import { type PathOptions, transfer } from './path.js';

/** 20 Mbit/s. */
const RATE = 2500;
const TOTAL = 3 << 20;
/** Octets of data in a packet of 1500. */
const LIMIT = (RATE * 1000 * 1448) / 1500;

const ROUND_TRIPS = [1, 20, 100, 300];
const BUFFERS = [2048, 16_384, 262_144, 4 << 20];
const LOSSES = {
  '0': {},
  '0.1 %': { loss: 0.001 },
  '1 %': { loss: 0.01 },
  '3 %': { loss: 0.03 },
  '10 %': { loss: 0.1 },
  '1 % in bursts of 5': { loss: 0.01, burst: 5 },
};
const FAULTS = {
  none: {},
  'reordering 2 %': { reordering: 0.02 },
  'duplication 2 %': { duplication: 0.02 },
  'corruption 0.5 %': { corruption: 0.005 },
};

const NEW_RENO: TcpConfiguration = { congestionControl: 'reno', selectiveAcknowledgments: false, timestamps: false };

interface Cell {
  readonly roundTrip: number;
  readonly loss: keyof typeof LOSSES;
  readonly fault: keyof typeof FAULTS;
  readonly buffer: number;
}
/** Goodput in octets a second and milliseconds to completion; ours and NewReno's. */
type Figures = [goodput: number, time: number, newRenoGoodput: number, newRenoTime: number];

const cells: Cell[] = [];
for (const roundTrip of ROUND_TRIPS)
  for (const loss of Object.keys(LOSSES) as (keyof typeof LOSSES)[])
    for (const fault of Object.keys(FAULTS) as (keyof typeof FAULTS)[])
      for (const buffer of BUFFERS) cells.push({ roundTrip, loss, fault, buffer });

const key = ({ roundTrip, loss, fault, buffer }: Cell) => `${roundTrip} ms, loss ${loss}, ${fault}, ${buffer}`;

function octets(cell: Cell): number {
  // A small window is slow for ever: less data shows the same. A large one needs time to open.
  if (cell.buffer > 1 << 20 && cell.loss === '0') return 6 * TOTAL;
  return Math.min(TOTAL, Math.max(65_536, cell.buffer * 64));
}

function run(cell: Cell): Figures {
  const path: PathOptions = {
    roundTrip: cell.roundTrip,
    rate: RATE,
    // The product of bandwidth and delay, and 64 KiB at least.
    queue: Math.max(65_536, RATE * cell.roundTrip),
    loss: 0,
    seed: 3,
    ...LOSSES[cell.loss],
    ...FAULTS[cell.fault],
  };
  const buffers = { sendBuffer: cell.buffer, receiveBuffer: cell.buffer };
  const figures: number[] = [];
  for (const configuration of [buffers, { ...buffers, ...NEW_RENO }]) {
    const result = transfer(path, configuration, octets(cell), 60);
    // A handshake or a whole connection may be given up on such paths; what arrived must be right in any case.
    expect(result.wrong, key(cell)).toBe(0);
    if (configuration === buffers) expect(result.complete, key(cell)).toBe(true);
    figures.push(result.complete ? result.goodput : 0, result.time);
  }
  return figures as Figures;
}

const file = join(import.meta.dirname, 'goodput.json');
const full = process.env.MORGANA_TEST_FULL === '1' || process.env.MORGANA_UPDATE !== undefined;
// Without losses, one loss rate, and the middle of everything.
const part = cells.filter(
  ({ roundTrip, loss, fault, buffer }) =>
    (buffer === 262_144 && fault === 'none' && (loss === '0' || loss === '1 %')) ||
    (buffer === 262_144 && roundTrip === 20) ||
    (fault === 'none' && roundTrip === 100 && loss === '1 %'),
);

test('goodput is what the table says, and not less than NewReno alone', { timeout: 600_000 }, () => {
  const chosen = full ? cells : part;
  const actual: Record<string, Figures> = {};
  for (const cell of chosen) actual[key(cell)] = run(cell);
  if (process.env.MORGANA_UPDATE !== undefined) {
    const lines = Object.entries(actual).map(([name, figures]) => `  ${JSON.stringify(name)}: [${figures.join(', ')}]`);
    writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`);
    writeFileSync(join(import.meta.dirname, 'goodput.md'), markdown(actual));
  }
  const table = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Figures>;
  for (const [name, figures] of Object.entries(actual)) expect([name, ...figures]).toEqual([name, ...table[name]!]);
  // All in all, over the whole table: NewReno alone may win a cell by luck of the seed, but not the matrix.
  let gain = 0;
  for (const [time, newRenoTime] of Object.values(table).map((figures) => [figures[1], figures[3]] as const))
    gain += Math.log(newRenoTime / time);
  expect(Math.exp(gain / Object.keys(table).length)).toBeGreaterThan(1.2);
});

test('without loss it is within 10 % of what the path and the window allow', () => {
  const table = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Figures>;
  // 2 KB are less than two segments: there silly window avoidance decides (RFC 9293, 3.8.6.2), not the path.
  for (const roundTrip of ROUND_TRIPS)
    for (const buffer of BUFFERS.slice(1)) {
      const name = key({ roundTrip, loss: '0', fault: 'none', buffer });
      const limit = Math.min(LIMIT, (buffer / (roundTrip + 1500 / RATE)) * 1000);
      expect(table[name]![0] / limit, name).toBeGreaterThan(0.9);
    }
});

function markdown(table: Record<string, Figures>): string {
  const lines = [
    '# Goodput over simulated paths',
    '',
    'Written by `MORGANA_UPDATE=1 npx vitest run test/simulation`. 20 Mbit/s, a queue of one product of bandwidth and delay (64 KiB at',
    'least), the same faults both ways. KB/s over the second half of a transfer: ours (CUBIC, SACK, RACK-TLP, timestamps) / NewReno alone. The',
    `limit of the path is ${Math.round(LIMIT / 1000)} KB/s, that of a window is window / round trip. (A hole that is filled just after half time makes it more.)`,
  ];
  for (const fault of Object.keys(FAULTS) as Cell['fault'][]) {
    lines.push('', `## ${fault === 'none' ? 'Loss' : `Loss and ${fault}`}`, '');
    lines.push(
      `| round trip, buffer | ${Object.keys(LOSSES).join(' | ')} |`,
      `| --- |${' ---: |'.repeat(Object.keys(LOSSES).length)}`,
    );
    for (const roundTrip of ROUND_TRIPS)
      for (const buffer of BUFFERS) {
        const row = (Object.keys(LOSSES) as Cell['loss'][]).map((loss) => {
          const [goodput, , newReno] = table[key({ roundTrip, loss, fault, buffer })]!;
          return `${Math.round(goodput / 1000)} / ${Math.round(newReno / 1000)}`;
        });
        lines.push(`| ${roundTrip} ms, ${buffer >> 10} KB | ${row.join(' | ')} |`);
      }
  }
  return `${lines.join('\n')}\n`;
}

test('buffers that follow the path fill it: 300 ms, no option set', () => {
  const path: PathOptions = { roundTrip: 300, rate: RATE, queue: RATE * 300, loss: 0, seed: 3 };
  const fixed = { receiveBufferMaximum: 262_144, sendBufferMaximum: 262_144 };
  const growing = { receiveBufferMaximum: 4 << 20, sendBufferMaximum: 4 << 20 };
  expect(transfer(path, fixed, 6 * TOTAL).goodput).toBeLessThan(900_000);
  expect(transfer(path, growing, 6 * TOTAL).goodput / LIMIT).toBeGreaterThan(0.9);
});
