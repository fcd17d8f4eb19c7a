/**
 * Texts become shorter where pairs of units that are frequent have an octet of their own, one that no text has as a unit (byte pair
 * encoding). A pair may be of pairs. The engine puts the texts together again when it starts.
 */
export interface TextPairs {
  /** Octet and the two that it stands for, in an order in which each pair is there before it is used. */
  readonly pairs: readonly (readonly [octet: number, first: number, second: number])[];
  /** A text of Latin-1 in octets. */
  encode(text: string): readonly number[];
}

/** A row of the table has three octets, and every use saves one. */
const LEAST_USES = 5;
/** Pairs are counted in so many octets at most. */
const SAMPLE = 1 << 17;

export function findTextPairs(texts: readonly string[]): TextPairs {
  const free: number[] = [];
  const used = new Set<number>();
  for (const text of texts) for (let i = 0; i < text.length; i++) used.add(text.charCodeAt(i));
  for (let octet = 0; octet < 256; octet++) if (!used.has(octet)) free.push(octet);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const every = Math.max(1, Math.ceil(size / SAMPLE));
  let sample = texts.filter((_, i) => i % every === 0).map(octetsOf);
  const pairs: [number, number, number][] = [];
  const counts = new Uint32Array(1 << 16);
  for (const octet of free) {
    counts.fill(0);
    for (const octets of sample)
      for (let i = 1; i < octets.length; i++) {
        const pair = (octets[i - 1]! << 8) | octets[i]!;
        counts[pair]!++;
        // three of one kind are one pair
        if (i + 1 < octets.length && octets[i - 1] === octets[i] && octets[i + 1] === octets[i]) i++;
      }
    let best = 0;
    for (let pair = 1; pair < counts.length; pair++) if (counts[pair]! > counts[best]!) best = pair;
    if (counts[best]! < LEAST_USES) break;
    const row: [number, number, number] = [octet, best >> 8, best & 255];
    pairs.push(row);
    sample = sample.map((octets) => replace(octets, row));
  }
  return { pairs, encode: (text) => pairs.reduce((octets, pair) => replace(octets, pair), octetsOf(text)) };
}

const octetsOf = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0));

function replace(octets: number[], [octet, first, second]: readonly [number, number, number]): number[] {
  let at = octets.indexOf(first);
  while (at >= 0 && octets[at + 1] !== second) at = octets.indexOf(first, at + 1);
  if (at < 0) return octets;
  const result = octets.slice(0, at);
  for (let i = at; i < octets.length; i++) {
    if (octets[i] === first && octets[i + 1] === second) {
      result.push(octet);
      i++;
    } else result.push(octets[i]!);
  }
  return result;
}
