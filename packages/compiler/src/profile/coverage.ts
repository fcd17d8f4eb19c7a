import type { AnyNode } from 'acorn';
import { parse } from '../parse.js';
import { analyzeScopes, children, type FunctionScope, isFunctionNode } from '../scope.js';
import type { SourceFile } from '../source.js';
import { armsOf } from './arms.js';
import { functionNames, nodeOf } from './names.js';
import { type PackageProfile, splitFile } from './profile.js';

/** A function in V8's precise coverage with blocks (Profiler.FunctionCoverage of the inspector's protocol). */
export interface FunctionCoverage {
  readonly functionName: string;
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}

/** One run of a program: what was measured of its only module, a bundle. */
export interface Run {
  /** What it adds is warm at most. */
  readonly warm?: boolean;
  readonly source: SourceFile;
  readonly functions: readonly FunctionCoverage[];
}

/** Hot are the functions in which a run spends so much of its time, estimated by what was evaluated how often. */
const HOT_SHARE = 0.8;
/** Warm is what else ran this often, or turned a loop. */
const WARM_TIMES = 50;

interface Measured {
  readonly file: string;
  readonly path: string;
  /** How often that of its parts ran that ran most often: a call, or a turn of a loop. */
  readonly times: number;
  /** How often its parts were evaluated, all together. */
  readonly work: number;
  readonly arms: number;
  /** By arm, where it ends. */
  readonly ends: readonly number[];
  readonly ran: ReadonlySet<number>;
}

/**
 * Profiles by package, of these files, from runs of programs that are linked of them. What is hot in one of the runs is hot.
 * Functions that no run has in its bundle are not in it.
 */
export function profilesOf(
  runs: readonly Run[],
  includes: (packageName: string, file: string) => boolean,
): Map<string, PackageProfile> {
  const hot = new Set<string>();
  const all = new Map<string, Measured>();
  for (const run of runs) {
    const measured = measure(run).filter(({ file }) => includes(...splitFile(file)));
    const total = measured.reduce((sum, { work }) => sum + work, 0);
    let covered = 0;
    for (const m of measured.sort((a, b) => b.work - a.work || compare(idOf(a), idOf(b)))) {
      const id = idOf(m);
      if (run.warm !== true && covered < total * HOT_SHARE && m.times >= WARM_TIMES) hot.add(id);
      covered += m.work;
      const known = all.get(id);
      if (known === undefined) all.set(id, m);
      else
        all.set(id, {
          ...known,
          times: Math.max(known.times, m.times),
          ran:
            known.arms === m.arms
              ? new Set([...known.ran, ...m.ran])
              : new Set(Array.from({ length: m.arms }, (_, k) => k)),
          arms: m.arms,
        });
    }
  }
  const result = new Map<string, Record<string, Record<string, string>>>();
  const sorted = [...all.values()].sort((a, b) => compare(a.file, b.file) || compare(a.path, b.path));
  for (const m of sorted) {
    const [name, file] = splitFile(m.file);
    const profile = result.get(name) ?? result.set(name, {}).get(name)!;
    const functions = (profile[file] ??= {});
    const frequency = hot.has(idOf(m)) ? 'hot' : m.times >= WARM_TIMES ? 'warm' : null;
    if (frequency === null) continue;
    functions[m.path] = [frequency, m.arms, ...coldArms(m)].join(' ');
  }
  return result;
}

/** Arms that never ran, without those inside of another. */
function coldArms({ ends, ran }: Measured): number[] {
  const cold: number[] = [];
  let until = -1;
  ends.forEach((end, k) => {
    if (ran.has(k) || end <= until) return;
    cold.push(k);
    until = end;
  });
  return cold;
}

const idOf = ({ file, path }: Pick<Measured, 'file' | 'path'>): string => `${file} ${path}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function measure({ source, functions }: Run): Measured[] {
  const module = parse(source);
  const scopes = analyzeScopes(module.ast);
  const names = functionNames(module, scopes);
  const byEnd = new Map<number, FunctionCoverage[]>();
  for (const fn of functions) {
    const { endOffset } = fn.ranges[0]!;
    (byEnd.get(endOffset) ?? byEnd.set(endOffset, []).get(endOffset)!).push(fn);
  }
  const result: Measured[] = [];
  for (const [scope, name] of names) {
    const node = nodeOf(scope);
    if (node === null) continue;
    const found = coverageOf(scope, node, byEnd.get(node.end) ?? []);
    if (found === undefined) continue;
    const count = counter(found);
    const arms = armsOf(scope);
    const ran = new Set<number>();
    arms.forEach((arm, k) => {
      if (count(arm.start) > 0) ran.add(k);
    });
    result.push({
      ...name,
      times: Math.max(...found.ranges.map((range) => range.count)),
      work: workOf(node, count),
      arms: arms.length,
      ends: arms.map(({ end }) => end),
      ran,
    });
  }
  return result;
}

/**
 * V8 lets a method begin at its name or behind it, so ends are compared; of arrows that end together the nearest begins
 * like the function. A constructor that is not written down has the range of its class.
 */
function coverageOf(
  scope: FunctionScope,
  node: AnyNode,
  candidates: readonly FunctionCoverage[],
): FunctionCoverage | undefined {
  const distance = ({ ranges }: FunctionCoverage): number => Math.abs(ranges[0]!.startOffset - node.start);
  let best: FunctionCoverage | undefined;
  for (const candidate of candidates) if (best === undefined || distance(candidate) < distance(best)) best = candidate;
  return best !== undefined && (scope.body.type === 'function' || distance(best) === 0) ? best : undefined;
}

/** How often what stands at an offset ran: ranges are nested, and the innermost one counts. */
function counter({ ranges }: FunctionCoverage): (offset: number) => number {
  return (offset) => {
    let count = 0;
    for (const range of ranges) if (range.startOffset <= offset && offset < range.endOffset) count = range.count;
    return count;
  };
}

function workOf(node: AnyNode, count: (offset: number) => number): number {
  let work = 0;
  const visit = (n: AnyNode): void => {
    work += count(n.start);
    for (const child of children(n)) if (!isFunctionNode(child)) visit(child);
  };
  visit(node);
  return work;
}

/** What profiles call the functions of a module of JavaScript. */
export function functionPaths(source: SourceFile): Set<string> {
  const module = parse(source);
  return new Set([...functionNames(module, analyzeScopes(module.ast)).values()].map(({ path }) => path));
}
