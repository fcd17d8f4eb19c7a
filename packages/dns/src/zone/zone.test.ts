// biome-ignore-all lint/suspicious/noTemplateCurlyInString: $GENERATE has this syntax
import { below, SeededRandom } from '@morgana/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNames, type Name, nameText, parseName } from '../name.js';
import { recordText } from '../rdata/record-text.js';
import { parseRdata } from '../rdata/registry.js';
import { zoneRecords } from './diff.js';
import { loadZone } from './load.js';
import { MasterFileReader, type Problem, parseMasterFile, problemText } from './master-file.js';
import { HAS_WILDCARD, Zone } from './zone.js';

const ORIGIN = parseName('example.com.');
const utf8 = (text: string) => new TextEncoder().encode(text);
const records = (text: string, options = {}) =>
  parseMasterFile(utf8(text), { origin: ORIGIN, ttl: 60, ...options }).map(recordText);

describe('zones', () => {
  test('random additions and removals leave what a plain map says', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const random = new SeededRandom(seed);
      const zone = new Zone(ORIGIN);
      const model = new Map<string, string>();
      const labels = ['a', 'b', '*', 'ns', 'x-y', 'A'];
      for (let step = 0; step < 300; step++) {
        let owner = 'example.com.';
        for (let depth = below(random, 4); depth > 0; depth--)
          owner = `${labels[below(random, labels.length)]!}.${owner}`;
        const kind = below(random, 3);
        const host = `${labels[below(random, labels.length)]!}.example.${below(random, 2) === 0 ? 'com' : 'net'}.`;
        const type = [1, 15, 16][kind]!;
        const text =
          kind === 0
            ? `192.0.2.${below(random, 4)}`
            : kind === 1
              ? `${below(random, 2)} ${host}`
              : `"t${below(random, 3)}"`;
        const rdata = parseRdata(type, text);
        const key = `${owner} ${type} ${text}`.toLowerCase();
        const name = parseName(owner);
        if (below(random, 5) < 3) {
          const added = zone.addRecord(zone.ensure(name), type, 60, rdata);
          expect(added, `seed ${seed}`).toBe(model.has(key) ? 'duplicate' : 'added');
          model.set(key, owner);
        } else {
          const node = zone.find(name);
          const removed = node >= 0 && zone.removeRecord(node, type, rdata);
          expect(removed, `seed ${seed}`).toBe(model.delete(key));
        }
        if (step % 100 === 50) zone.compact();
      }
      const found = [...zoneRecords(zone.clone())].map((one) =>
        recordText(one)
          .replace(/\t60\tIN/, '')
          .replace(/\t/g, ' ')
          .toLowerCase(),
      );
      const expected = [...model.keys()].map((key) =>
        key.replace(/ (1|15|16) /, (_, type) => ` ${{ 1: 'a', 15: 'mx', 16: 'txt' }[type as string]} `),
      );
      expect(found.sort(), `seed ${seed}`).toEqual(expected.sort());
      expect(zone.records).toBe(model.size);
      // Every name that is left has records or is above one that has; nothing else is.
      const names = new Set(['example.com.']);
      for (const owner of model.values()) {
        for (let at = owner.toLowerCase(); at !== 'example.com.'; at = at.slice(at.indexOf('.') + 1)) names.add(at);
      }
      expect(zone.names, `seed ${seed}`).toBe(names.size);
      zone.forEachNode((node) => {
        expect((zone.info(node) & HAS_WILDCARD) !== 0).toBe(zone.child(node, Uint8Array.of(1, 42), 0) >= 0);
      });
      const sorted = [...zone.sorted()].map((node) => zone.nameOf(node));
      expect(sorted).toHaveLength(names.size);
      for (let i = 1; i < sorted.length; i++) expect(compareNames(sorted[i - 1]!, sorted[i]!)).toBeLessThan(0);
    }
  });

  test('a set that no message holds is refused', () => {
    const zone = new Zone(ORIGIN);
    const rdata = (i: number) => Uint8Array.from([255, ...new Uint8Array(255).fill(i & 255), 2, i >>> 8, i & 255]);
    let added = 0;
    while (zone.addRecord(0, 16, 60, rdata(added)) === 'added') added++;
    expect(added).toBe(Math.floor((65_535 - 282) / (12 + 259)));
    expect(zone.addRecord(0, 16, 60, rdata(added))).toBe('too-large');
  });
});

describe('master files', () => {
  test('origins, TTLs, owners that are left out, lines in parentheses, comments, quotes', () => {
    expect(
      records(`
$TTL 1h
@       IN SOA ns1 host.master ( 1 ; serial
          2h 1h
          2w 5m )
        NS    ns1   ; the owner is that of the line before
        IN 300 NS ns2.example.net.
www 60 IN A 192.0.2.1
	TXT "a; b" "(" c\\032d
$ORIGIN sub
x   A 192.0.2.2
$ORIGIN other.example.com.
@ 1d TYPE65280 \\# 2 0102
`),
    ).toEqual([
      'example.com.\t3600\tIN\tSOA\tns1.example.com. host.master.example.com. 1 7200 3600 1209600 300',
      'example.com.\t3600\tIN\tNS\tns1.example.com.',
      'example.com.\t300\tIN\tNS\tns2.example.net.',
      'www.example.com.\t60\tIN\tA\t192.0.2.1',
      'www.example.com.\t3600\tIN\tTXT\t"a; b" "(" "c d"',
      'x.sub.example.com.\t3600\tIN\tA\t192.0.2.2',
      'other.example.com.\t86400\tIN\tTYPE65280\t\\# 2 0102',
    ]);
  });

  test('entries of the usual form are read as all others', () => {
    const owner = fc.constantFrom(
      'a',
      'A-b_c',
      'x.y',
      'x.example.com.',
      'x.',
      '.',
      'a..b',
      `${'l'.repeat(63)}`,
      '@',
      '$',
      '',
    );
    const long = fc.constantFrom(
      `${'l'.repeat(64)}`,
      `${'abcdefg.'.repeat(30)}z`,
      `${'abcdefg.'.repeat(31)}zz`,
      'a\\.b',
      'ä',
    );
    const middle = fc.constantFrom(
      '',
      '60',
      '60 IN',
      'IN 60',
      'in',
      'IN IN',
      '1h',
      '2147483648',
      '6 6',
      '0',
      '1\t\tIN',
    );
    const type = fc.constantFrom('A', 'A', 'A', 'a', 'AAAA', 'TXT', 'INX');
    const data = fc.constantFrom(
      '192.0.2.1',
      '0.0.0.0',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '1..3.4',
      '1.2.3.4x',
    );
    const end = fc.constantFrom('', ' ', '\r', ' ; c', ';c', ' x', '\t');
    const line = fc.tuple(fc.oneof(owner, owner, long), middle, type, data, end);
    // With parentheses around nothing an entry is not of that form, and means the same.
    const read = (lines: string[]) => {
      const seen: string[] = [];
      const onProblem = (problem: Problem) => seen.push(problemText(problem));
      const text = utf8(`$TTL 5\nstart A 192.0.2.9\n${lines.join('\n')}`);
      const reader = new MasterFileReader(text, { origin: ORIGIN, file: 'f', onProblem });
      while (reader.next()) seen.push(`${reader.line} ${recordText(reader.record())}`);
      return seen;
    };
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const usual = lines.map(([one, two, three, four, five]) => `${one} ${two} ${three} ${four}${five}`);
        const other = lines.map(([one, two, three, four, five]) => `${one} () ${two} ${three} ${four}${five}`);
        expect(read(usual)).toEqual(read(other));
      }),
      { numRuns: 500 },
    );
  });

  test('$GENERATE', () => {
    expect(records('$GENERATE 1-3 host$ A 10.0.0.$')).toEqual(
      [1, 2, 3].map((i) => `host${i}.example.com.\t60\tIN\tA\t10.0.0.${i}`),
    );
    expect(records('$GENERATE 0-4/2 ${1,3} 60 CNAME ${0,2,x}.$$.\\$')).toEqual([
      '001.example.com.\t60\tIN\tCNAME\t00.\\$.\\$.example.com.',
      '003.example.com.\t60\tIN\tCNAME\t02.\\$.\\$.example.com.',
      '005.example.com.\t60\tIN\tCNAME\t04.\\$.\\$.example.com.',
    ]);
    expect(records('$GENERATE 26-26 ${0,7,n} PTR h$')).toEqual(['a.1.0.0.example.com.\t60\tIN\tPTR\th26.example.com.']);
    expect(() => records('$GENERATE 1-100000 a$ A 1.2.3.4')).toThrow('65536');
    expect(() => records('\n$GENERATE 1-2 a$ A 1.2.3.$$$', { file: 'z' })).toThrow('z:2: error');
  });

  test('$INCLUDE restores origin and owner, and cannot go in circles', () => {
    const files: Record<string, string> = {
      inner: 'x A 192.0.2.1\n$ORIGIN elsewhere.\ny A 192.0.2.2',
      loop: '$INCLUDE loop',
    };
    const include = (file: string) => (files[file] === undefined ? undefined : utf8(files[file]));
    expect(records('$INCLUDE inner sub\nz A 192.0.2.3', { include })).toEqual([
      'x.sub.example.com.\t60\tIN\tA\t192.0.2.1',
      'y.elsewhere.example.com.\t60\tIN\tA\t192.0.2.2'.replace('.example.com.', '.'),
      'z.example.com.\t60\tIN\tA\t192.0.2.3',
    ]);
    expect(() => records('$INCLUDE loop', { include })).toThrow('files deep');
    expect(() => records('$INCLUDE nothing', { include })).toThrow('nothing: there is no such file');
  });

  test.each([
    ['a A 1.2.3', 'zone:1: error: address "1.2.3": an IPv4 address was expected'],
    ['\n\na MX ten mail', 'zone:3: error: preference "ten": 0 to 65535 was expected'],
    ['a A 1.2.3.4\n(\nb A', 'zone:2: error: a "(" is not closed'],
    ['a TXT "open\nb A 1.2.3.4', 'zone:1: error: a quote is not closed in its line'],
    ['a )', 'zone:1: error: a ")" without a "("'],
    [' A 1.2.3.4', 'zone:1: error: it begins with a blank, and there is no owner before it'],
    ['a CH A 1.2.3.4', 'zone:1: error: class CH: only IN is served'],
    ['a BOGUS x', 'zone:1: error: "BOGUS": a TTL, a class or a type was expected'],
    ['a ANY x', 'zone:1: error: ANY is no type of data in a zone'],
    ['a 4000000000 A 1.2.3.4', 'TTL "4000000000": seconds up to 2147483647'],
    ['$BOGUS x', '$BOGUS is no directive'],
    [`${'a'.repeat(64)} A 1.2.3.4`, 'a label of more than 63 octets'],
  ])('%j is refused', (text, fault) => {
    expect(() => records(text, { file: 'zone' })).toThrow(fault);
  });

  test('after a mistake reading goes on with the next entry', () => {
    const problems: string[] = [];
    const found = records('a A 1.2.3\nb ( A\n 1.2.3.4 "x\n c A 1.2.3.4\nd A 192.0.2.1\n', {
      file: 'z',
      onProblem: (problem: never) => problems.push(problemText(problem)),
    });
    expect(found).toContain('d.example.com.\t60\tIN\tA\t192.0.2.1');
    expect(problems.length).toBeGreaterThanOrEqual(2);
  });

  test('without any TTL the SOA has its minimum, and others are refused', () => {
    const reader = new MasterFileReader(utf8('@ SOA a b 1 2 3 4 77\nx A 1.2.3.4'), { origin: ORIGIN });
    expect([reader.next(), reader.ttl, reader.next(), reader.ttl]).toEqual([true, 77, true, 77]);
    expect(() => parseMasterFile(utf8('x A 1.2.3.4'), { origin: ORIGIN })).toThrow('no TTL');
  });

  test('arbitrary text: no throw, no hang', () => {
    const word = fc.constantFrom(
      'a',
      '@',
      '$TTL',
      '$ORIGIN',
      '$GENERATE',
      '1-3',
      '$',
      '${0,1,d}',
      '(',
      ')',
      '"',
      '\n',
      '\n ',
      ';',
      'IN',
      'A',
      'TXT',
      '1.2.3.4',
      '\\',
      '\\# 1 00',
      '300',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 30 }).map((words) => utf8(words.join(' '))),
          fc.uint8Array({ maxLength: 100 }),
        ),
        (bytes) => {
          loadZone(bytes, { origin: ORIGIN, include: () => undefined });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('validation', () => {
  const HEAD = '$TTL 60\n@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n';
  const problems = (text: string, origin: Name = ORIGIN) =>
    loadZone(utf8(text), { origin, file: 'z' }).problems.map(problemText);
  test.each([
    ['', []],
    [
      'a CNAME b.example.net.\na A 192.0.2.1',
      ['z:5: error: a.example.com.: a CNAME beside A (RFC 2181, section 10.1)'],
    ],
    ['a CNAME b.example.net.\na CNAME c.example.net.', ['z:5: error: a.example.com.: 2 CNAME records: one is allowed']],
    ['x.example.net. A 192.0.2.1', ["z:5: error: x.example.net. is not below example.com., the zone's name"]],
    [
      'sub NS ns.sub',
      [
        'z:5: error: sub.example.com. NS ns.sub.example.com.: it is below the delegation and has no address here (glue)',
      ],
    ],
    ['sub NS ns.sub\nns.sub A 192.0.2.1', []],
    ['sub NS ns1\nx.sub TXT "no"', ['z:6: warning: x.sub.example.com. TXT is below a delegation: it is not served']],
    [
      'a DNAME example.net.\nb.a A 192.0.2.1',
      ['z:6: error: b.a.example.com. A is below a DNAME (RFC 6672, section 2.4)'],
    ],
    ['@ MX 1 nowhere', ['z:5: warning: example.com. MX nowhere.example.com.: this zone has no such name']],
    ['@ MX 0 .', []],
    [
      'a 60 A 192.0.2.1\na 30 A 192.0.2.2',
      ['z:6: warning: a.example.com. A: TTL 30 where the set has 60, which it gets (RFC 2181, section 5.2)'],
    ],
    ['ns1 A 192.0.2.1', ['z:5: warning: ns1.example.com. A: the same record again']],
    ['a SOA a b 1 2 3 4 5', ["z:5: error: a.example.com.: an SOA below the zone's name"]],
  ])('%j', (text, expected) => expect(problems(HEAD + text)).toEqual(expected));

  test('a zone without SOA or NS', () => {
    expect(problems('')).toEqual(['z: error: example.com. has no SOA', 'z: error: example.com. has no NS']);
  });
});

test('names that were packed are changed like any others', () => {
  let text = '$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 604800 300\n@ NS ns1\nns1 A 192.0.2.1\n*.w TXT "x"\n';
  // More kinds than there are patterns, in names with one and with two sets.
  for (let i = 0; i < 200; i++)
    text += `h${i} ${60 + (i % 90)} A 10.0.0.${i}\n${i % 3 === 0 ? `h${i} 5 AAAA 2001:db8::${i}\n` : ''}`;
  const { zone, problems } = loadZone(utf8(text), { origin: ORIGIN });
  expect(problems).toEqual([]);
  const list = () => [...zoneRecords(zone)].map(recordText).sort();
  const model = new Set(list());
  expect(model.size).toBe(4 + 200 + 67);
  const a = (octet: number) => Uint8Array.of(192, 0, 2, octet);
  for (let round = 0; round < 4; round++) {
    for (let i = round; i < 200; i += 7) {
      const name = parseName(`h${i}`, ORIGIN);
      const line = (type: string, rest: string) => `${nameText(name)}\t${type}\t${rest}`;
      const ttl = 60 + (i % 90);
      if (i % 2 === 0) {
        // Another record, and a name below it.
        zone.addRecord(zone.ensure(name), 1, ttl, a(round));
        model.add(line(`${ttl}\tIN\tA`, `192.0.2.${round}`));
        zone.addRecord(zone.ensure(parseName(`below.h${i}`, ORIGIN)), 1, 9, a(9));
        model.add(`below.${line('9\tIN\tA', '192.0.2.9')}`);
      } else if (model.delete(line(`${ttl}\tIN\tA`, `10.0.0.${i}`))) {
        expect(zone.removeRecord(zone.find(name), 1, Uint8Array.of(10, 0, 0, i))).toBe(true);
      }
      expect(zone.removeRrset(Math.max(0, zone.find(name)), 99)).toBe(false);
    }
    expect(list()).toEqual([...model].sort());
    zone.compact();
    expect(list()).toEqual([...model].sort());
  }
  expect(zone.records).toBe(model.size);
});

test('100,000 names take less than 4 MB', () => {
  let text = '$TTL 3600\n@ SOA ns1 hostmaster 1 7200 3600 604800 300\n@ NS ns1\nns1 A 192.0.2.1\n';
  for (let i = 0; i < 100_000; i++) text += `host${i} A 10.${i >>> 16}.${(i >>> 8) & 255}.${i & 255}\n`;
  const { zone, problems } = loadZone(utf8(text), { origin: ORIGIN });
  expect(problems).toEqual([]);
  expect(zone.names).toBe(100_002);
  expect(zone.size).toBeLessThan(4_000_000);
  expect(nameText(zone.nameOf(zone.find(parseName('HOST99999.example.com.'))))).toBe('host99999.example.com.');
}, 20_000);
