import type { Endpoint } from '@morgana/flow';
import type { Effort } from '../dnssec/verify.js';
import { type Failure, failed } from './outcome.js';

/** A question to one server. The shell sends it and gives back what came. */
export interface Exchange {
  readonly kind: 'exchange';
  readonly server: Endpoint;
  readonly query: Uint8Array;
  /** Over TCP. */
  readonly stream: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether octets are an answer to it: others are ignored, they may be forged. */
  readonly accept: (bytes: Uint8Array) => boolean;
}

/** Waits for another task: one that is under way by this key, or a new one. */
export interface Join {
  readonly kind: 'join';
  readonly key: string;
  readonly make: () => Work<unknown>;
}

/** Octets of an answer; undefined for none. Or what a task returned; a failure where it cannot be waited for. */
type Result = unknown;

/** A step-by-step computation: it yields what it waits for, and is resumed with what came of it. */
export type Work<T> = Generator<Exchange | Join, T, Result>;

/** What one client's question may cost, all questions that come of it included. */
export interface Budget {
  /** Queries to servers. */
  sends: number;
  /** Names of servers whose addresses are looked up (the NXNS attack makes referrals with many of them). */
  serverNames: number;
  readonly effort: Effort;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

interface Task {
  readonly key: string;
  readonly work: Work<unknown>;
  readonly depth: number;
  /** Resumed with the result. */
  readonly waiters: Task[];
  readonly done: ((result: unknown) => void)[];
  waitsFor: Task | undefined;
}

/** Tasks that wait for tasks that wait ... */
const DEEPEST = 12;

export interface Pending extends Exchange {
  readonly id: number;
}

/**
 * Runs tasks until each waits for an answer from the network. Tasks of one key are one task. A task that would wait for
 * itself, across others, gets a failure instead.
 */
export class Scheduler {
  readonly #tasks: Map<string, Task>;
  readonly #exchanges: Map<number, { readonly task: Task; readonly exchange: Pending }>;
  readonly #ready: { readonly task: Task; readonly value: Result }[];
  readonly #limit: number;
  #running: boolean;
  #nextId: number;
  /** New ones, for the shell to take. */
  #sends: Pending[];
  /** Faults of ours: tasks that ended with an exception. */
  faults: number;
  lastFault: unknown;

  /** @param limit tasks at a time */
  constructor(limit: number) {
    this.#tasks = new Map();
    this.#exchanges = new Map();
    this.#ready = [];
    this.#limit = limit;
    this.#running = false;
    this.#nextId = 1;
    this.#sends = [];
    this.faults = 0;
    this.lastFault = undefined;
  }

  get size(): number {
    return this.#tasks.size;
  }

  /** Starts a task, or joins the one of this key. @returns false when there are too many */
  start(key: string, make: () => Work<unknown>, done: (result: unknown) => void): boolean {
    let task = this.#tasks.get(key);
    if (task === undefined) {
      if (this.#tasks.size >= this.#limit) return false;
      task = this.#create(key, make, 0);
    }
    task.done.push(done);
    this.#run();
    return true;
  }

  /** What is to be sent since it was last asked for. */
  takeSends(): readonly Pending[] {
    const sends = this.#sends;
    this.#sends = [];
    return sends;
  }

  /** The answer to an exchange; undefined when none came. */
  received(id: number, bytes: Uint8Array | undefined): void {
    const waiting = this.#exchanges.get(id);
    if (waiting === undefined) return;
    this.#exchanges.delete(id);
    this.#ready.push({ task: waiting.task, value: bytes });
    this.#run();
  }

  #create(key: string, make: () => Work<unknown>, depth: number): Task {
    const task: Task = { key, work: make(), depth, waiters: [], done: [], waitsFor: undefined };
    this.#tasks.set(key, task);
    this.#ready.push({ task, value: undefined });
    return task;
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#ready.shift(); next !== undefined; next = this.#ready.shift()) {
      this.#step(next.task, next.value);
    }
    this.#running = false;
  }

  #step(task: Task, value: Result): void {
    task.waitsFor = undefined;
    let step: IteratorResult<Exchange | Join, unknown>;
    try {
      step = task.work.next(value);
    } catch (error) {
      this.faults++;
      this.lastFault = error;
      step = { done: true, value: failed(0, `a fault of this program: ${String(error)}`) };
    }
    if (step.done) {
      this.#tasks.delete(task.key);
      for (const waiter of task.waiters) this.#ready.push({ task: waiter, value: step.value });
      for (const done of task.done) done(step.value);
      return;
    }
    const wait = step.value;
    if (wait.kind === 'exchange') {
      const id = this.#nextId++;
      const exchange = { ...wait, id };
      this.#exchanges.set(id, { task, exchange });
      this.#sends.push(exchange);
      return;
    }
    const other = this.#tasks.get(wait.key);
    const fault = this.#cannotWait(task, other);
    if (fault !== undefined) {
      this.#ready.push({ task, value: fault });
      return;
    }
    const joined = other ?? this.#create(wait.key, wait.make, task.depth + 1);
    joined.waiters.push(task);
    task.waitsFor = joined;
  }

  #cannotWait(task: Task, other: Task | undefined): Failure | undefined {
    for (let at = other; at !== undefined; at = at.waitsFor) {
      if (at === task) return failed(0, 'names depend on each other in a circle');
    }
    if (task.depth >= DEEPEST) return failed(0, 'names depend on each other too deeply');
    if (other === undefined && this.#tasks.size >= this.#limit) return failed(0, 'too much is asked at a time');
    return undefined;
  }
}

/** Sends, and waits for the answer. */
export function* exchange(wait: Omit<Exchange, 'kind'>): Work<Uint8Array | undefined> {
  return (yield { kind: 'exchange', ...wait }) as Uint8Array | undefined;
}

/** Waits for a task. */
export function* join<T>(key: string, make: () => Work<T>): Work<T | Failure> {
  return (yield { kind: 'join', key, make }) as T | Failure;
}
