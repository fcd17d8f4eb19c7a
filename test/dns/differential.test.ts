/** The same generated zones and queries to ours, NSD and Knot: the same rcode, flags, answers and authorities. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canonicalName,
  createDenial,
  decodeMessage,
  ED25519,
  encodeMessage,
  Flag,
  FormatError,
  generateKey,
  loadZone,
  type Message,
  nameText,
  problemText,
  query,
  type ResourceRecord,
  Responder,
  rcodeText,
  recordText,
  ZoneSet,
  ZoneSigner,
  zoneKeys,
  zoneRecords,
} from '@morgana/dns';
import { SeededRandom } from '@morgana/random';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeQuery, type GeneratedZone, generateZone } from './generate.js';
import { Asker, Folder, have, type NameServer, startKnot, startNsd } from './servers.js';

const SEED = Number(process.env.MORGANA_DNS_SEED ?? 1);
const FULL = process.env.MORGANA_TEST_FULL === '1';
const QUERIES = 50;

interface Mode {
  readonly name: string;
  readonly zones: number;
  readonly programs: readonly string[];
  /** Arguments of ldns-signzone, or "ours": signed by ours, NSEC3 with opt-out; undefined leaves the zones as they are. */
  readonly sign?: readonly string[] | 'ours';
}

const MODES: readonly Mode[] = [
  { name: 'plain', zones: FULL ? 200 : 60, programs: ['nsd', 'knotd'] },
  { name: 'NSEC', zones: FULL ? 60 : 20, programs: ['nsd', 'knotd', 'ldns-signzone'], sign: [] },
  {
    name: 'NSEC3',
    zones: FULL ? 60 : 20,
    programs: ['nsd', 'knotd', 'ldns-signzone'],
    sign: ['-n', '-t', '1', '-s', 'abcd'],
  },
  { name: 'signed by ours', zones: FULL ? 60 : 15, programs: ['nsd', 'knotd'], sign: 'ours' },
];

/** The zones, signed with one key each. */
function prepare({ zones: count, sign }: Mode): GeneratedZone[] {
  const zones = Array.from({ length: count }, (_, i) => generateZone(SEED, i, QUERIES));
  if (sign === undefined) return zones;
  if (sign === 'ours') {
    const random = new SeededRandom(SEED);
    return zones.map((generated) => {
      const { zone } = loadZone(new TextEncoder().encode(generated.text), { origin: generated.origin });
      const keys = zoneKeys([generateKey(ED25519, 257, random)]);
      new ZoneSigner({ keys, nsec3: { optOut: true }, time: () => Math.floor(Date.now() / 1000) }).sign(zone);
      return { ...generated, text: `${[...zoneRecords(zone)].map(recordText).join('\n')}\n` };
    });
  }
  const folder = new Folder();
  try {
    return zones.map((zone) => {
      const run = (program: string, args: readonly string[]) =>
        execFileSync(program, args, { cwd: folder.path, stdio: ['ignore', 'pipe', 'inherit'] })
          .toString()
          .trim();
      folder.write('zone', zone.text);
      const key = run('ldns-keygen', ['-k', '-a', 'ECDSAP256SHA256', nameText(zone.origin)]);
      run('ldns-signzone', ['-o', nameText(zone.origin), '-f', 'signed', ...sign, 'zone', key]);
      return { ...zone, text: readFileSync(join(folder.path, 'signed'), 'utf8') };
    });
  } finally {
    folder.remove();
  }
}

/** What is compared: case and order mean nothing. */
function summary(message: Message): string {
  const lines = (records: readonly ResourceRecord[]) =>
    [
      ...new Set(records.map((record) => recordText({ ...record, name: canonicalName(record.name) }).toLowerCase())),
    ].sort();
  const flags = [message.flags & Flag.AA ? 'aa' : '', message.flags & Flag.TC ? 'tc' : ''].join(' ').trim();
  return [
    `${rcodeText(message.rcode)} ${flags}`.trim(),
    ...lines(message.answers).map((line) => `an ${line}`),
    ...lines(message.authorities).map((line) => `ns ${line}`),
  ].join('\n');
}

/**
 * The difference that is explained: NSD 4.6 leaves out the NSEC that covers the name at the end of a DNAME which is not
 * there, and adds an NSEC3 nobody needs where a wildcard itself is asked for. Knot sends what we send.
 */
function withoutDenial(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^ns \S+\t\d+\tin\t(nsec3?|rrsig\tnsec3?)\b/.test(line))
    .join('\n');
}

for (const mode of MODES) differential(mode);

function differential(mode: Mode): void {
  describe.skipIf(!have(...mode.programs))(`${mode.name}, seed ${SEED}, ${mode.zones * QUERIES} queries`, () => {
    let zones: readonly GeneratedZone[] = [];
    let nsd: NameServer;
    let knot: NameServer;
    let asker: Asker;
    const set = new ZoneSet();
    const responder = new Responder({ zones: set, denial: createDenial() });
    const reply = new Uint8Array(65_535);

    const ours = (message: Message) => {
      const bytes = encodeMessage(message);
      const length = responder.answer(bytes, bytes.length, reply, {
        address: '127.0.0.1',
        stream: false,
        now: 0,
        time: 0,
      });
      const answer = decodeMessage(reply.slice(0, length));
      if (answer instanceof FormatError) throw answer;
      return answer;
    };

    beforeAll(async () => {
      zones = prepare(mode);
      for (const { origin, text } of zones) {
        const { zone, problems } = loadZone(new TextEncoder().encode(text), { origin, file: 'generated' });
        const errors = problems.filter(({ severity }) => severity === 'error');
        if (errors.length > 0) throw new Error(`${errors.map(problemText).join('\n')}\n${text}`);
        set.set(zone);
      }
      asker = new Asker();
      [nsd, knot] = await Promise.all([startNsd(zones), startKnot(zones)]);
      // A zone that they do not load would be a difference in every query.
      for (const { origin } of zones) {
        await nsd.ready(origin);
        await knot.ready(origin);
      }
    });
    afterAll(async () => {
      asker?.close();
      await Promise.all([nsd?.stop(), knot?.stop()]);
    });

    test('the same answers, to the last record', async () => {
      const differences: string[] = [];
      let onlyNsd = 0;
      const kinds = { positive: 0, alias: 0, none: 0, nodata: 0, referral: 0, truncated: 0 };
      for (const zone of zones) {
        for (const one of zone.queries) {
          const message = query(one.name, one.type, one.plain ? {} : { edns: { dnssecOk: mode.sign !== undefined } });
          const [fromNsd, fromKnot] = await Promise.all([asker.ask(nsd.port, message), asker.ask(knot.port, message)]);
          if (fromNsd === undefined || fromKnot === undefined) throw new Error(`no answer for ${describeQuery(one)}`);
          const answer = ours(message);
          const mine = summary(answer);
          const theirs = [summary(fromNsd), summary(fromKnot)];
          if (mine === theirs[1] && withoutDenial(mine) === withoutDenial(theirs[0]!)) {
            if (mine !== theirs[0]) onlyNsd++;
          } else if (differences.length < 20) {
            differences.push(`${describeQuery(one)}\n-- ours\n${mine}\n-- nsd\n${theirs[0]}\n-- knot\n${theirs[1]}`);
          }
          if (answer.flags & Flag.TC) kinds.truncated++;
          else if (answer.rcode === 3) kinds.none++;
          else if (answer.answers.some(({ type }) => type === 5 || type === 39)) kinds.alias++;
          else if (answer.answers.length > 0) kinds.positive++;
          else if (answer.authorities[0]?.type === 2) kinds.referral++;
          else kinds.nodata++;
        }
      }
      console.log(
        `${mode.name}, ${mode.zones * QUERIES} queries: ${JSON.stringify(kinds)}, NSD alone with another proof: ${onlyNsd}`,
      );
      expect(differences.join('\n\n')).toBe('');
      expect(onlyNsd).toBeLessThanOrEqual(mode.sign === undefined ? 0 : (mode.zones * QUERIES) / 50);
      // Every shape was there, or the comparison says little.
      for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(0);
    }, 120_000);
  });
}
