import { startDetachedTimer } from './timers/timer-host.js';

/** A target that is registered: what its clean-up is told, and what takes the registration back. */
interface Registration {
  readonly target: WeakRef<object>;
  readonly held: unknown;
  readonly token: WeakRef<object> | null;
}

/** Milliseconds between two looks for targets that were collected. */
const INTERVAL = 1000;

const canBeHeldWeakly = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) ||
  typeof value === 'function' ||
  (typeof value === 'symbol' && Symbol.keyFor(value) === undefined);

/**
 * FinalizationRegistry of ECMA-262. Nothing tells it of a collection: it looks for targets that are gone, now and then, by a timer
 * that keeps no program alive, as long as something is registered.
 */
export class FinalizationRegistry {
  #cleanup: (held: unknown) => unknown;
  #registrations: Registration[];
  #isWaiting: boolean;

  constructor(cleanupCallback: (held: unknown) => unknown) {
    if (typeof cleanupCallback !== 'function') throw new TypeError('FinalizationRegistry: cleanup must be callable');
    this.#cleanup = cleanupCallback;
    this.#registrations = [];
    this.#isWaiting = false;
  }

  register(target: object, heldValue: unknown, unregisterToken: object | undefined = undefined): void {
    const registrations = this.#registrations;
    if (!canBeHeldWeakly(target)) throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
    if (Object.is(target, heldValue))
      throw new TypeError('FinalizationRegistry.prototype.register: target and holdings must not be same');
    if (unregisterToken !== undefined && !canBeHeldWeakly(unregisterToken))
      throw new TypeError(`Invalid unregisterToken ('${String(unregisterToken)}')`);
    const token = unregisterToken === undefined ? null : new WeakRef(unregisterToken);
    registrations.push({ target: new WeakRef(target), held: heldValue, token });
    this.#watch();
  }

  unregister(unregisterToken: object): boolean {
    const registrations = this.#registrations;
    if (!canBeHeldWeakly(unregisterToken))
      throw new TypeError(`Invalid unregisterToken ('${String(unregisterToken)}')`);
    this.#registrations = registrations.filter(({ token }) => token === null || token.deref() !== unregisterToken);
    return this.#registrations.length < registrations.length;
  }

  #watch(): void {
    if (this.#isWaiting || this.#registrations.length === 0) return;
    this.#isWaiting = true;
    startDetachedTimer(INTERVAL, () => {
      this.#isWaiting = false;
      const gone = this.#registrations.filter(({ target }) => target.deref() === undefined);
      if (gone.length > 0) this.#registrations = this.#registrations.filter((one) => !gone.includes(one));
      this.#watch();
      for (const { held } of gone) (0, this.#cleanup)(held);
    });
  }
}
Object.defineProperty(FinalizationRegistry.prototype, Symbol.toStringTag, {
  value: 'FinalizationRegistry',
  configurable: true,
});
