/**
 * Random bytes. A platform's generator is cryptographically strong; `SeededRandom` is not, and says so in its type.
 */
export interface Random {
  /** Overwrites every byte of `bytes` with random ones. */
  fill(bytes: Uint8Array): void;
}
