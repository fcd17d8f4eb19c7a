import { type AbortSignalLike, AbortSource, type Clock, defaultClock, type Timer } from '@morgana/time';
import { FlowError } from './flow.js';
import type { Connection, ConnectOptions, Endpoint, Stack } from './stack.js';

/** IPv6 addresses (AAAA) or IPv4 ones (A) of a name; none is an empty list. Rejects when it cannot be found out. */
export type AddressResolver = (name: string, family: 4 | 6, signal?: AbortSignalLike) => Promise<readonly string[]>;

export interface ConnectToAnyOptions extends Pick<ConnectOptions, 'signal'> {
  /** By default the platform's. */
  readonly clock?: Clock;
  /** Milliseconds that one attempt has for itself (RFC 8305, 5). Default 250, at least 10. */
  readonly attemptDelay?: number;
  /** Milliseconds that IPv4 addresses wait for the IPv6 ones (RFC 8305, 3). Default 50. */
  readonly resolutionDelay?: number;
}

/** Where to: addresses that are known, or a name and who can resolve it. */
export type AnyTarget =
  | { readonly addresses: readonly string[]; readonly port: number }
  | { readonly name: string; readonly port: number; readonly resolve: AddressResolver };

const ATTEMPT_DELAY = 250;
const MINIMUM_ATTEMPT_DELAY = 10;
const RESOLUTION_DELAY = 50;

/**
 * Connects to whichever address answers first (RFC 8305, "happy eyeballs"): addresses in the order of the stack's preference, IPv6 and
 * IPv4 in turn, the next one tried when one fails or has had its time, the others given up when one has answered. A name's IPv4
 * addresses wait a moment for its IPv6 ones, and those that come late join in.
 * @throws {FlowError} that of the first attempt when all fail, "unreachable" when a name has no address; or the signal's reason
 */
export function connectToAny(stack: Stack, target: AnyTarget, options: ConnectToAnyOptions = {}): Promise<Connection> {
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) {
      reject(options.signal.reason);
      return;
    }
    new Race(stack, target, options, resolve, reject).start();
  });
}

class Race {
  readonly #stack: Stack;
  readonly #target: AnyTarget;
  readonly #signal: AbortSignalLike | undefined;
  readonly #clock: Clock;
  readonly #attemptDelay: number;
  readonly #resolutionDelay: number;
  readonly #resolve: (connection: Connection) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #giveUp: AbortSource = new AbortSource();
  readonly #onAbort: () => void;
  /** Not tried yet, the next one in front. */
  #waiting: string[] = [];
  readonly #tried: Set<string> = new Set();
  #lastFamily: 4 | 6 = 4;
  #attempts = 0;
  /** Answers about the name that are still to come. */
  #resolving = 0;
  /** Nothing is tried before: IPv6 addresses may still come. */
  #held = false;
  #failure: unknown = undefined;
  #timer: Timer | undefined = undefined;
  #over = false;

  constructor(
    stack: Stack,
    target: AnyTarget,
    options: ConnectToAnyOptions,
    resolve: (connection: Connection) => void,
    reject: (reason: unknown) => void,
  ) {
    this.#stack = stack;
    this.#target = target;
    this.#signal = options.signal;
    this.#clock = options.clock ?? defaultClock();
    this.#attemptDelay = Math.max(options.attemptDelay ?? ATTEMPT_DELAY, MINIMUM_ATTEMPT_DELAY);
    this.#resolutionDelay = options.resolutionDelay ?? RESOLUTION_DELAY;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#onAbort = () => this.#end(() => this.#reject(this.#signal!.reason));
  }

  start(): void {
    this.#signal?.addEventListener('abort', this.#onAbort);
    const target = this.#target;
    if ('addresses' in target) {
      this.#add(target.addresses);
      this.#next();
      return;
    }
    this.#resolving = 2;
    const ask = (family: 4 | 6) =>
      target.resolve(target.name, family, this.#giveUp).then(
        (addresses) => this.#answer(family, addresses),
        (error) => {
          this.#failure ??= error;
          this.#answer(family, []);
        },
      );
    // IPv6 first, so that it has the start if both answers come at once (3).
    void ask(6);
    void ask(4);
  }

  #answer(family: 4 | 6, addresses: readonly string[]): void {
    if (this.#over) return;
    this.#resolving--;
    this.#add(addresses);
    if (family === 4 && this.#resolving > 0 && this.#attempts === 0 && addresses.length > 0) {
      this.#held = true;
      this.#arm(this.#resolutionDelay);
      return;
    }
    const first = this.#attempts === 0 || this.#timer === undefined;
    if (this.#held || first) {
      this.#held = false;
      this.#next();
    }
  }

  /** Sorts what is waiting: the stack's preference, then families in turn (4). */
  #add(addresses: readonly string[]): void {
    for (const address of addresses)
      if (!this.#tried.has(address) && !this.#waiting.includes(address)) this.#waiting.push(address);
    const order = this.#stack.orderDestinations?.(this.#waiting);
    const sorted = order ?? this.#waiting;
    const ipv6 = sorted.filter((address) => address.includes(':'));
    const ipv4 = sorted.filter((address) => !address.includes(':'));
    // A stack without a preference starts with IPv6.
    const prefers6 = order === undefined || sorted[0]?.includes(':') === true;
    const firstIs6 = this.#attempts > 0 ? this.#lastFamily === 4 : prefers6;
    const [one, other] = firstIs6 ? [ipv6, ipv4] : [ipv4, ipv6];
    this.#waiting = [];
    for (let i = 0; i < Math.max(one.length, other.length); i++)
      this.#waiting.push(...one.slice(i, i + 1), ...other.slice(i, i + 1));
  }

  #arm(delay: number): void {
    this.#timer?.cancel();
    this.#timer = this.#clock.setTimer(this.#clock.monotonic() + delay, () => {
      this.#timer = undefined;
      this.#held = false;
      this.#next();
    });
  }

  /** Tries the next address, or ends when there is nothing more to try or to wait for. */
  #next(): void {
    if (this.#over) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    const address = this.#waiting.shift();
    if (address === undefined) {
      if (this.#attempts === 0 && this.#resolving === 0)
        this.#end(() => this.#reject(this.#failure ?? this.#nothing()));
      return;
    }
    this.#tried.add(address);
    this.#lastFamily = address.includes(':') ? 6 : 4;
    this.#attempts++;
    const remote: Endpoint = { address, port: this.#target.port };
    const attempt = this.#stack.connect(remote, { signal: this.#giveUp });
    attempt.then(
      (connection) => {
        if (this.#over) connection.abort();
        else this.#end(() => this.#resolve(connection));
      },
      (error) => {
        this.#attempts--;
        this.#failure ??= error;
        this.#next();
      },
    );
    if (this.#waiting.length > 0 || this.#resolving > 0) this.#arm(this.#attemptDelay);
  }

  #nothing(): FlowError {
    const what = 'name' in this.#target ? `${this.#target.name} has no address` : 'no address was given';
    return new FlowError('unreachable', `connect: ${what}`);
  }

  #end(settle: () => void): void {
    if (this.#over) return;
    this.#over = true;
    this.#timer?.cancel();
    this.#signal?.removeEventListener('abort', this.#onAbort);
    // The promise first: what the others fail with is nobody's business.
    settle();
    this.#giveUp.abort(new FlowError('closed', 'connect: another address has answered'));
  }
}
