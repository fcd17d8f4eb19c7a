// What test files import as 'vitest' when they are compiled: enough of it for ours, in 300 lines that themselves compile. It
// prints a line a test, and counts at the end; which tests there are and which fail has to be the same as under vitest.
import { expect } from './expect.js';

export { expect };

type Body = (...args: never[]) => unknown;
type Hook = () => unknown;

class Suite {
  readonly name: string;
  readonly parent: Suite | null;
  readonly entries: (Suite | Test)[] = [];
  readonly beforeAll: Hook[] = [];
  readonly afterAll: Hook[] = [];
  readonly beforeEach: Hook[] = [];
  readonly afterEach: Hook[] = [];
  skipped: boolean;
  constructor(name: string, parent: Suite | null, skipped: boolean) {
    this.name = name;
    this.parent = parent;
    this.skipped = skipped;
  }
}

class Test {
  readonly name: string;
  readonly suite: Suite;
  readonly body: () => unknown;
  readonly skipped: boolean;
  readonly fails: boolean;
  constructor(name: string, suite: Suite, body: () => unknown, skipped: boolean, fails: boolean) {
    this.name = name;
    this.suite = suite;
    this.body = body;
    this.skipped = skipped;
    this.fails = fails;
  }
}

const root = new Suite('', null, false);
let current = root;

/** A test's time is its own business here: what hangs is ended from outside. */
type Options = number | object | undefined;

function bodyOf(a: Body | Options, b: Body | Options): Body {
  return (typeof a === 'function' ? a : b) as Body;
}

function addSuite(name: string, body: Body, skipped: boolean): void {
  const suite = new Suite(name, current, skipped);
  current.entries.push(suite);
  const outer = current;
  current = suite;
  try {
    if (!skipped) (body as () => void)();
  } finally {
    current = outer;
  }
}

function addTest(name: string, body: () => unknown, skipped = false, fails = false): void {
  current.entries.push(new Test(name, current, body, skipped, fails));
}

/** Titles of test.each: %s, %d, %i, %j, %o, %#, %% and $name. */
function title(template: string, args: readonly unknown[], index: number): string {
  let next = 0;
  let text = template.replace(/%([sdifjoO#%])/g, (whole, kind: string) => {
    if (kind === '%') return '%';
    if (kind === '#') return String(index);
    if (next >= args.length) return whole;
    const value = args[next++];
    if (kind === 'j' || kind === 'o' || kind === 'O') return JSON.stringify(value) ?? 'undefined';
    return typeof value === 'number' || kind === 's' ? String(value) : String(Number(value));
  });
  const first = args[0];
  if (typeof first === 'object' && first !== null)
    text = text.replace(/\$([\w.]+)/g, (whole, key: string) => {
      const value = (first as Record<string, unknown>)[key];
      return value === undefined && !(key in first) ? whole : String(value);
    });
  return text;
}

type Each = (cases: readonly unknown[]) => (name: string, a: Body | Options, b?: Body | Options) => void;

function each(add: (name: string, body: () => unknown) => void): Each {
  return (cases) => (name, a, b) => {
    const body = bodyOf(a, b) as (...args: unknown[]) => unknown;
    cases.forEach((one, index) => {
      const args = Array.isArray(one) ? one : [one];
      add(title(name, args, index), () => body(...args));
    });
  };
}

const nameOf = (name: string | { name: string }): string => (typeof name === 'string' ? name : name.name);

export const describe = Object.assign(
  (name: string | { name: string }, a: Body | Options, b?: Body | Options): void =>
    addSuite(nameOf(name), bodyOf(a, b), false),
  {
    each: each((name, body) => addSuite(name, body, false)),
    skip: (name: string, body: Body): void => addSuite(name, body, true),
    skipIf: (skipped: boolean) => (name: string, a: Body | Options, b?: Body | Options) =>
      addSuite(name, bodyOf(a, b), Boolean(skipped)),
    runIf: (run: boolean) => (name: string, a: Body | Options, b?: Body | Options) =>
      addSuite(name, bodyOf(a, b), !run),
  },
);

export const test = Object.assign(
  (name: string, a: Body | Options, b?: Body | Options): void => addTest(name, bodyOf(a, b) as () => unknown),
  {
    each: each((name, body) => addTest(name, body)),
    skip: (name: string, a: Body | Options, b?: Body | Options): void => addTest(name, bodyOf(a, b) as Hook, true),
    fails: (name: string, a: Body | Options, b?: Body | Options): void =>
      addTest(name, bodyOf(a, b) as Hook, false, true),
    skipIf: (skipped: boolean) => (name: string, a: Body | Options, b?: Body | Options) =>
      addTest(name, bodyOf(a, b) as Hook, Boolean(skipped)),
    runIf: (run: boolean) => (name: string, a: Body | Options, b?: Body | Options) =>
      addTest(name, bodyOf(a, b) as Hook, !run),
  },
);
export const it = test;

export const beforeAll = (hook: Hook, _limit?: number): void => void current.beforeAll.push(hook);
export const afterAll = (hook: Hook, _limit?: number): void => void current.afterAll.push(hook);
export const beforeEach = (hook: Hook, _limit?: number): void => void current.beforeEach.push(hook);
export const afterEach = (hook: Hook, _limit?: number): void => void current.afterEach.push(hook);

export const vi = {
  fn(body: (...args: unknown[]) => unknown = () => undefined) {
    const mock = { calls: [] as unknown[][] };
    return Object.assign(
      (...args: unknown[]) => {
        mock.calls.push(args);
        return body(...args);
      },
      { mock },
    );
  },
};

const counts = { passed: 0, failed: 0, skipped: 0 };

async function runTest(test: Test, path: string): Promise<void> {
  const name = path + test.name;
  if (test.skipped) {
    counts.skipped++;
    console.log(`skipped ${name}`);
    return;
  }
  const suites: Suite[] = [];
  for (let suite: Suite | null = test.suite; suite !== null; suite = suite.parent) suites.unshift(suite);
  let failure: unknown;
  let failed = false;
  const attempt = async (body: Hook): Promise<void> => {
    try {
      await body();
    } catch (error) {
      if (!failed) failure = error;
      failed = true;
    }
  };
  for (const suite of suites) for (const hook of suite.beforeEach) await attempt(hook);
  if (!failed) await attempt(test.body);
  for (const suite of suites.reverse()) for (const hook of suite.afterEach) await attempt(hook);
  if (failed !== test.fails) {
    counts.failed++;
    const text = failure instanceof Error ? `${failure.name}: ${failure.message}` : String(failure);
    console.log(`FAILED ${name}: ${text.slice(0, 2000)}`);
  } else {
    counts.passed++;
    console.log(`passed ${name}`);
  }
}

async function runSuite(suite: Suite, path: string): Promise<void> {
  for (const hook of suite.beforeAll) await hook();
  for (const entry of suite.entries) {
    if (entry instanceof Test) await runTest(entry, path);
    else if (entry.skipped) console.log(`skipped ${path}${entry.name}`);
    else await runSuite(entry, `${path}${entry.name} > `);
  }
  for (const hook of suite.afterAll) await hook();
}

/** Called behind the last test file. */
export async function runTests(): Promise<void> {
  await runSuite(root, '');
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
}
/** Titles of the files that follow stand in front of their tests. */
export function testFile(name: string): void {
  current = new Suite(name, root, false);
  root.entries.push(current);
}
