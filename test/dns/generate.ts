/** Zones and queries from a seed: every shape that makes authoritative answers hard, in a few dozen names. */
import { findType, type Name, nameText, parseName } from '@morgana/dns';
import { below, SeededRandom } from '@morgana/random';

export interface GeneratedZone {
  readonly origin: Name;
  readonly text: string;
  /** `plain`: without EDNS, so that 512 octets have to do. */
  readonly queries: readonly { readonly name: Name; readonly type: number; readonly plain: boolean }[];
}

const LABELS = ['a', 'b', 'c', 'www', 'mail', 'ns1', 'x', 'deep', 'sub', 'd', 'e', '_sip'];
const TYPES = [1, 1, 1, 28, 2, 5, 6, 15, 16, 33, 39, 43, 257, 731];

export function generateZone(seed: number, index: number, queryCount: number): GeneratedZone {
  const random = new SeededRandom(seed * 1000 + index);
  const pick = <T>(items: readonly T[]): T => items[below(random, items.length)]!;
  const chance = (percent: number) => below(random, 100) < percent;
  const origin = `z${index}.test.`;
  /** What stands at each name: the types matter for what may be added. */
  const names = new Map<string, Set<string>>();
  const lines: string[] = [];
  const add = (owner: string, type: string, data: string) => {
    const types = names.get(owner) ?? new Set();
    names.set(owner, types);
    if (types.has('CNAME') || (type === 'CNAME' && types.size > 0)) return;
    if (type === 'DNAME' && types.has('DNAME')) return;
    types.add(type);
    lines.push(`${owner} ${type} ${data}`);
  };
  const isOrBelow = (owner: string, above: string) => owner === above || owner.endsWith(`.${above}`);
  add(origin, 'SOA', `ns1 hostmaster 1 7200 3600 604800 ${pick([60, 300, 7200])}`);
  add(origin, 'NS', 'ns1');
  add(`ns1.${origin}`, 'A', '192.0.2.53');
  if (chance(30)) add(origin, 'MX', '10 mail');
  if (chance(20)) add(origin, 'NS', 'ns.other.example.');
  const known: string[] = [origin, `ns1.${origin}`];
  const someName = () => {
    let owner = pick(known.filter((one) => one.split('.').length < 7));
    for (let i = below(random, 2) + 1; i > 0; i--) owner = `${pick(LABELS)}.${owner}`;
    return owner;
  };
  const cuts: string[] = [];
  const occluding: string[] = [];
  for (let i = 6 + below(random, 20); i > 0; i--) {
    let owner = someName();
    if (occluding.some((above) => owner !== above && isOrBelow(owner, above))) continue;
    const kind = below(random, 100);
    if (kind < 30) {
      for (let n = below(random, 3); n >= 0; n--) add(owner, 'A', `192.0.2.${below(random, 200) + 1}`);
      if (chance(30)) add(owner, 'AAAA', `2001:db8::${below(random, 999) + 1}`);
      if (chance(20)) add(owner, 'TXT', `"text ${below(random, 9)}" "${'y'.repeat(below(random, 200))}"`);
    } else if (kind < 45) {
      add(owner, 'CNAME', chance(70) ? pick([...known, someName()]) : 'www.elsewhere.example.');
    } else if (kind < 60) {
      if (!owner.startsWith('*.')) owner = `*.${owner}`;
      if (occluding.some((above) => isOrBelow(owner, above))) continue;
      const what = below(random, 3);
      if (what === 0) add(owner, 'CNAME', pick(known));
      else add(owner, what === 1 ? 'A' : 'MX', what === 1 ? '192.0.2.99' : `5 ${pick(known)}`);
    } else if (kind < 75) {
      if (names.has(owner) || [...names.keys()].some((one) => isOrBelow(one, owner))) continue;
      for (let n = below(random, 3); n >= 0; n--) {
        const where = below(random, 3);
        const host = where === 0 ? `ns${n}.${owner}` : where === 1 ? `ns1.${origin}` : `ns${n}.other.example.`;
        add(owner, 'NS', host);
        if (where === 0) {
          add(host, 'A', `192.0.2.${100 + n}`);
          if (chance(50)) add(host, 'AAAA', `2001:db8:1::${n}`);
        }
      }
      if (chance(30)) add(owner, 'DS', '12345 13 2 0000000000000000000000000000000000000000000000000000000000000000');
      cuts.push(owner);
      occluding.push(owner);
    } else if (kind < 82) {
      if ([...names.keys()].some((one) => one !== owner && isOrBelow(one, owner))) continue;
      if (names.get(owner)?.has('CNAME') || names.get(owner)?.has('NS')) continue;
      add(owner, 'DNAME', pick([...known, 'elsewhere.example.']));
      occluding.push(owner);
    } else {
      const type = pick(['MX', 'SRV', 'CAA', 'TYPE731', 'TXT']);
      const data = {
        MX: `10 ${pick(known)}`,
        SRV: `1 2 3 ${pick(known)}`,
        CAA: '0 issue "ca.example"',
        TYPE731: '\\# 3 010203',
        TXT:
          Array.from({ length: below(random, 8) }, (_, n) => `"${n}${'z'.repeat(below(random, 250))}"`).join(' ') ||
          '""',
      }[type]!;
      add(owner, type, data);
    }
    known.push(owner);
  }
  // The same records twice are one record; NSD and Knot say so, we too.
  const text = `$ORIGIN ${origin}\n$TTL 3600\n${[...new Set(lines)].join('\n')}\n`;
  const owners = [...names.keys()];
  const queries = Array.from({ length: queryCount }, () => {
    let owner = pick([...owners, ...cuts, ...occluding]);
    const how = below(random, 10);
    if (how === 0) owner = `nothing.${owner}`;
    else if (how === 1) owner = `q.r.${owner}`;
    else if (how === 2) owner = owner.slice(owner.indexOf('.') + 1);
    else if (how === 3) owner = owner.replace(/^\*\./, 'star.');
    else if (how === 4) owner = owner.replace(/^[^.]+/, pick(LABELS));
    else if (how === 5) owner = owner.toUpperCase();
    if (
      !owner.toLowerCase().endsWith(origin) ||
      (owner.toLowerCase() !== origin && !owner.toLowerCase().endsWith(`.${origin}`))
    ) {
      owner = origin;
    }
    const there = [...(names.get(owner) ?? [])].flatMap((type) => findType(type) ?? []);
    const type = there.length > 0 && chance(30) ? pick(there) : pick(TYPES);
    return { name: parseName(owner), type, plain: chance(30) };
  });
  return { origin: parseName(origin), text, queries };
}

export function describeQuery(query: { name: Name; type: number }): string {
  return `${nameText(query.name)} ${query.type}`;
}
