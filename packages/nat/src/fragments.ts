/** What the first fragment of a packet has told about the later ones, which have no ports. */

/** How the fragments of one packet are translated; the same verdict for all. */
export interface FragmentRule {
  readonly verdict: number;
  readonly source: number;
  readonly destination: number;
  readonly identification: number;
  readonly expiresAt: number;
}

/** Hosts wait from 15 to 60 seconds for the rest (RFC 791, RFC 1122). */
const LIFETIME = 30_000;

export class FragmentTable {
  /** In the order of their expiry, since all last equally long. */
  readonly #rules: Map<string, FragmentRule> = new Map();
  readonly #maximum: number;

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  get size(): number {
    return this.#rules.size;
  }

  find(key: string, now: number): FragmentRule | undefined {
    const rule = this.#rules.get(key);
    return rule !== undefined && rule.expiresAt > now ? rule : undefined;
  }

  /** The oldest makes room. */
  add(key: string, rule: Omit<FragmentRule, 'expiresAt'>, now: number): void {
    this.#rules.delete(key);
    if (this.#rules.size >= this.#maximum) this.#rules.delete(this.#rules.keys().next().value!);
    this.#rules.set(key, { ...rule, expiresAt: now + LIFETIME });
  }

  expire(now: number): void {
    for (const [key, rule] of this.#rules) {
      if (rule.expiresAt > now) return;
      this.#rules.delete(key);
    }
  }

  clear(): void {
    this.#rules.clear();
  }
}
