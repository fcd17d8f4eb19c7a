/**
 * How every benchmark here is run: ours and a peer in turn, several rounds in one process run, medians, and the ratio.
 * The machines that this runs on drift; the ratio is what can be compared with another day's.
 */
import { cpus, release } from 'node:os';

export interface Contender {
  readonly name: string;
  /** One measured run of about a second; resolves to a figure in the benchmark's unit. */
  run(): Promise<number>;
}

export interface Benchmark {
  readonly title: string;
  readonly unit: string;
  /** The first is the reference of the ratios. */
  readonly contenders: readonly Contender[];
  readonly rounds?: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function digits(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(3);
}

/** Runs the contenders in turn and prints a table of medians, extremes and ratios to the first. */
export async function benchmark({ title, unit, contenders, rounds = 5 }: Benchmark): Promise<Map<string, number>> {
  const figures = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (const { run } of contenders) await run(); // warm-up: the JIT has seen every path
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of contenders) {
      figures.get(name)!.push(await run());
      if (process.stderr.isTTY) process.stderr.write(`\r${title}: round ${round + 1} of ${rounds}, ${name}\x1b[K`);
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const medians = new Map([...figures].map(([name, values]) => [name, median(values)]));
  const reference = medians.get(contenders[0]!.name)!;
  console.log(`\n${title} (${unit}, median of ${rounds} [lowest, highest])`);
  for (const [name, values] of figures) {
    const middle = medians.get(name)!;
    const range = `[${digits(Math.min(...values))}, ${digits(Math.max(...values))}]`;
    console.log(
      `  ${name.padEnd(44)} ${digits(middle).padStart(9)} ${range.padEnd(24)} ${(middle / reference).toFixed(2)} x`,
    );
  }
  return medians;
}

/** One line for the head of a table of figures. */
export function machine(): string {
  const { model } = cpus()[0]!;
  return `Node ${process.versions.node}, ${cpus().length} x ${model.trim()}, Linux ${release()}`;
}
