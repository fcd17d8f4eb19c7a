import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { parseName } from '../name.js';
import { parseRecord, recordText } from '../rdata/record-text.js';
import { findType } from '../rdata/type-names.js';
import { rcodeText } from '../wire/constants.js';
import { query, type ResourceRecord } from '../wire/message.js';
import { applyDiff, serialOf, zoneRecords } from '../zone/diff.js';
import { loadZone } from '../zone/load.js';
import type { Zone } from '../zone/zone.js';
import { computeUpdate } from './update.js';

const ORIGIN = parseName('example.com.');
const fresh = () =>
  loadZone(
    new TextEncoder().encode(
      '$TTL 60\n@ SOA ns host 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\na A 192.0.2.2\na A 192.0.2.3\na TXT "x"\nc CNAME a\n',
    ),
    { origin: ORIGIN },
  ).zone;
const add = (text: string) => parseRecord(text, ORIGIN);
const remove = (text: string): ResourceRecord => ({ ...add(text), class: 254, ttl: 0 });
const empty = (name: string, type: string, klass: number): ResourceRecord => ({
  name: parseName(name, ORIGIN),
  type: type === 'ANY' ? 255 : findType(type)!,
  class: klass,
  ttl: 0,
  rdata: new Uint8Array(0),
});
const update = (zone: Zone, updates: ResourceRecord[], prerequisites: ResourceRecord[] = []) => {
  const { rcode, diff } = computeUpdate(zone, {
    ...query(ORIGIN, 6),
    opcode: 5,
    answers: prerequisites,
    authorities: updates,
  });
  if (diff !== undefined) expect(applyDiff(zone, diff)).toBe('');
  return rcodeText(rcode);
};
const at = (zone: Zone, name: string) =>
  [...zoneRecords(zone)]
    .map(recordText)
    .filter((line) => line.startsWith(`${name}.`))
    .map((line) => line.split('\t').slice(3).join(' '))
    .sort();

describe('prerequisites (RFC 2136, section 2.4)', () => {
  test.each<[string, ResourceRecord[], string]>([
    ['a name in use', [empty('a', 'ANY', 255)], 'NOERROR'],
    ['a name in use, which is not', [empty('b', 'ANY', 255)], 'NXDOMAIN'],
    ['a name not in use', [empty('b', 'ANY', 254)], 'NOERROR'],
    ['a name not in use, which is', [empty('a', 'ANY', 254)], 'YXDOMAIN'],
    ['a set', [empty('a', 'A', 255)], 'NOERROR'],
    ['a set that is not there', [empty('a', 'MX', 255)], 'NXRRSET'],
    ['no set', [empty('a', 'MX', 254)], 'NOERROR'],
    ['no set where one is', [empty('a', 'A', 254)], 'YXRRSET'],
    ['this very set', [add('a 0 A 192.0.2.3'), add('a 0 A 192.0.2.2')], 'NOERROR'],
    ['this very set, one missing', [add('a 0 A 192.0.2.3')], 'NXRRSET'],
    ['another zone', [empty('a.example.org.', 'A', 255)], 'NOTZONE'],
    ['a TTL', [add('a 5 A 192.0.2.3')], 'FORMERR'],
    ['a class that is none', [{ ...empty('a', 'A', 255), class: 3 }], 'FORMERR'],
  ])('%s', (_, prerequisites, rcode) => {
    const zone = fresh();
    expect(update(zone, [add('new 60 A 192.0.2.9')], prerequisites)).toBe(rcode);
    expect(at(zone, 'new')).toHaveLength(rcode === 'NOERROR' ? 1 : 0);
    expect(zone.serial).toBe(rcode === 'NOERROR' ? 2 : 1);
  });
});

describe('updates (RFC 2136, section 3.4.2)', () => {
  test.each<[string, ResourceRecord[], string, string[]]>([
    ['adds', [add('a 60 A 192.0.2.4')], 'a', ['A 192.0.2.2', 'A 192.0.2.3', 'A 192.0.2.4', 'TXT "x"']],
    ['removes one', [remove('a A 192.0.2.2')], 'a', ['A 192.0.2.3', 'TXT "x"']],
    ['removes a set', [empty('a', 'A', 255)], 'a', ['TXT "x"']],
    ['removes all', [empty('a', 'ANY', 255)], 'a', []],
    ['adds what was removed before', [empty('a', 'ANY', 255), add('a 60 A 192.0.2.9')], 'a', ['A 192.0.2.9']],
    ['adds no alias to data', [add('a 60 CNAME ns')], 'a', ['A 192.0.2.2', 'A 192.0.2.3', 'TXT "x"']],
    ['adds no data to an alias', [add('c 60 A 192.0.2.9')], 'c', ['CNAME a.example.com.']],
    ['replaces an alias', [add('c 60 CNAME ns')], 'c', ['CNAME ns.example.com.']],
    [
      'keeps the SOA and NS of the zone',
      [empty('@', 'ANY', 255), remove('@ NS ns')],
      'example.com',
      ['NS ns.example.com.', 'SOA ns.example.com. host.example.com. 1 2 3 4 5'],
    ],
  ])('%s', (_, updates, name, expected) => {
    const zone = fresh();
    expect(update(zone, updates)).toBe('NOERROR');
    expect(at(zone, name === 'example.com' ? name : `${name}.example.com`)).toEqual(expected);
  });

  test('the serial: as the update says, but never back', () => {
    const zone = fresh();
    update(zone, [add('@ 60 SOA ns host 77 2 3 4 5')]);
    expect(zone.serial).toBe(77);
    update(zone, [add('@ 60 SOA ns host 70 2 3 4 5')]);
    expect(zone.serial).toBe(77);
    update(zone, [add('a 60 A 192.0.2.2')]);
    expect(zone.serial).toBe(77);
    update(zone, [add('a 90 A 192.0.2.2')]);
    expect(zone.serial).toBe(78);
  });

  test.each<[string, ResourceRecord, string]>([
    ['another zone', add('a.example.org. A 192.0.2.1'), 'NOTZONE'],
    ['data that is none', { ...add('a A 192.0.2.1'), rdata: Uint8Array.of(1) }, 'FORMERR'],
    ['a type that is none', { ...add('a A 192.0.2.1'), type: 252 }, 'FORMERR'],
  ])('refuses %s, and all that comes with it', (_, wrong, rcode) => {
    const zone = fresh();
    expect(update(zone, [add('new 60 A 192.0.2.9'), wrong])).toBe(rcode);
    expect(zone.serial).toBe(1);
  });

  test('changes undone in turn lead back to the start', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = new SeededRandom(seed);
      const zone = fresh();
      const contents = () =>
        [...zoneRecords(zone)]
          .map(recordText)
          .filter((line) => !line.includes('SOA'))
          .sort();
      const start = contents();
      const diffs = [];
      for (let i = 0; i < 20; i++) {
        const name = ['a', 'b', 'x.y', '*.w', '@'][below(random, 5)]!;
        const record = add(
          `${name} 60 ${below(random, 2) === 0 ? `A 192.0.2.${below(random, 5)}` : `MX 1 h${below(random, 3)}`}`,
        );
        const choice = below(random, 3);
        const change =
          choice === 0
            ? add(recordText(record))
            : choice === 1
              ? { ...record, class: 254, ttl: 0 }
              : empty(name, 'ANY', 255);
        const { diff } = computeUpdate(zone, { ...query(ORIGIN, 6), opcode: 5, authorities: [change] });
        if (diff === undefined) continue;
        expect(applyDiff(zone, diff), `seed ${seed}`).toBe('');
        diffs.push(diff);
      }
      for (const { oldSoa, newSoa, removed, added } of diffs.reverse()) {
        expect(zone.serial).toBe(serialOf(newSoa));
        expect(applyDiff(zone, { oldSoa: newSoa, newSoa: oldSoa, removed: added, added: removed })).toBe('');
      }
      expect(contents(), `seed ${seed}`).toEqual(start);
    }
  });
});
