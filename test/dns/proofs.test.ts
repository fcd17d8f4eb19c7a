/** The whole chain of a signed zone proves what is so, and nothing that is not. */
import {
  DenialProofs,
  ED25519,
  Effort,
  generateKey,
  isWithin,
  labelCount,
  type Name,
  nameText,
  parentName,
  parseName,
  recordSets,
  type Zone,
  ZoneSigner,
  zoneKeys,
  zoneRecords,
} from '@morgana/dns';
import { SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { generateZone } from './generate.js';
import { zoneOf } from './ours.js';

/** What the zone says of a name, found without its chain. */
function truth(zone: Zone, name: Name, type: number): 'delegated' | 'there' | 'no-data' | 'no-name' | 'wildcard' {
  let encloser: Name = zone.origin;
  const path: Name[] = [];
  for (let at: Name | undefined = name; at !== undefined && isWithin(at, zone.origin); at = parentName(at))
    path.unshift(at);
  for (const at of path) {
    const node = zone.find(at);
    if (node < 0) {
      const star = zone.find(parseName(`*.${nameText(encloser)}`));
      if (star < 0) return 'no-name';
      return types(zone, star).some((one) => one === type || one === 5) ? 'wildcard' : 'no-data';
    }
    encloser = at;
    const here = types(zone, node);
    if (
      at !== zone.origin &&
      here.includes(2) &&
      at.length > zone.origin.length &&
      (at.length < name.length || type !== 43)
    ) {
      return 'delegated';
    }
    if (here.includes(39) && at.length < name.length) return 'delegated';
  }
  return types(zone, zone.find(name)).some((one) => one === type || one === 5) ? 'there' : 'no-data';
}

function types(zone: Zone, node: number): number[] {
  const list: number[] = [];
  zone.forEachRrset(node, (key) => list.push(key & 0xffff));
  return list.filter((type) => ![46, 47, 50].includes(type));
}

describe.each([
  ['NSEC', undefined],
  ['NSEC3', { salt: Uint8Array.of(1, 2) }],
  ['NSEC3 with opt-out', { optOut: true }],
] as const)('%s', (_, nsec3) => {
  test('proves exactly what is so', () => {
    const counts: Record<string, number> = {};
    for (let index = 0; index < 12; index++) {
      const { origin, text, queries } = generateZone(5, index, 60);
      const zone = zoneOf(nameText(origin), text);
      const random = new SeededRandom(index);
      const keys = zoneKeys([generateKey(ED25519, 257, random)]);
      new ZoneSigner({ keys, time: () => 1_800_000_000, ...(nsec3 === undefined ? {} : { nsec3 }) }).sign(zone);
      const sets = recordSets([...zoneRecords(zone)]);
      const optOut = nsec3 !== undefined && 'optOut' in nsec3;
      const wild = [...text.matchAll(/^\*\.(\S+) (?:A|MX|CNAME) /gm)].map(([, rest]) => ({
        name: parseName(`q.${rest}`),
        type: 1,
      }));
      for (const { name, type } of [...queries, ...wild]) {
        const proofs = new DenialProofs(origin, sets, new Effort(0, 10_000));
        const is = truth(zone, name, type);
        counts[is] = (counts[is] ?? 0) + 1;
        const where = `zone ${index}: ${nameText(name)} ${type} is ${is}`;
        const noName = proofs.noName(name);
        const noData = proofs.noData(name, type);
        if (is === 'no-name') expect(noName, where).toMatch(optOut ? /secure/ : /^secure/);
        else if (!(optOut && noName === 'insecure')) expect(noName, where).toBe('bogus');
        // Of the DS of a zone its parent speaks, not the zone itself.
        const isOwnDs = type === 43 && name.length === origin.length;
        if (is === 'no-data' && !isOwnDs) expect(noData, where).toMatch(optOut ? /secure/ : /^secure/);
        // With opt-out "no DS" can be said of names that are not there.
        else if (!(optOut && noData === 'insecure')) expect(noData, where).toBe('bogus');
        const cut = zone.find(name) >= 0 && types(zone, zone.find(name)).includes(2) && name.length > origin.length;
        const signed = cut && types(zone, zone.find(name)).includes(43);
        if (is !== 'delegated' && !zone.isOccluded(Math.max(0, zone.find(name))) && zone.find(name) > 0) {
          const noDs = proofs.noDs(name);
          expect(noDs, where).toBe(signed ? 'bogus' : cut ? 'insecure' : 'no-cut');
        }
        if (is === 'wildcard') {
          let encloser = parentName(name)!;
          while (zone.find(encloser) < 0) encloser = parentName(encloser)!;
          expect(proofs.wildcard(name, encloser), where).toMatch(optOut ? /secure/ : /^secure/);
          // Of a wildcard further up it is not the answer.
          if (labelCount(encloser) > labelCount(origin))
            expect(proofs.wildcard(name, parentName(encloser)!), where).toBe('bogus');
        }
      }
    }
    for (const kind of ['there', 'no-data', 'no-name', 'wildcard', 'delegated'])
      expect(counts[kind], kind).toBeGreaterThan(5);
  });
});
