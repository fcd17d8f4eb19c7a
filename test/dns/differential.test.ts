/** The same generated zones and queries to ours, NSD and Knot: the same rcode, flags, answers and authorities. */
import {
  canonicalName,
  decodeMessage,
  encodeMessage,
  Flag,
  FormatError,
  loadZone,
  type Message,
  problemText,
  query,
  type ResourceRecord,
  Responder,
  rcodeText,
  recordText,
  ZoneSet,
} from '@morgana/dns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeQuery, generateZone } from './generate.js';
import { Asker, have, type NameServer, startKnot, startNsd } from './servers.js';

const SEED = Number(process.env.MORGANA_DNS_SEED ?? 1);
const ZONES = process.env.MORGANA_TEST_FULL === '1' ? 200 : 60;
const QUERIES = 50;

const zones = Array.from({ length: ZONES }, (_, i) => generateZone(SEED, i, QUERIES));

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

describe.skipIf(!have('nsd', 'knotd'))(`differential, seed ${SEED}, ${ZONES} zones, ${ZONES * QUERIES} queries`, () => {
  let nsd: NameServer;
  let knot: NameServer;
  let asker: Asker;
  const set = new ZoneSet();
  const responder = new Responder({ zones: set });
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
    const kinds = { positive: 0, alias: 0, none: 0, nodata: 0, referral: 0, truncated: 0 };
    for (const zone of zones) {
      for (const one of zone.queries) {
        const message = query(one.name, one.type, one.plain ? {} : { edns: {} });
        const [fromNsd, fromKnot] = await Promise.all([asker.ask(nsd.port, message), asker.ask(knot.port, message)]);
        if (fromNsd === undefined || fromKnot === undefined) throw new Error(`no answer for ${describeQuery(one)}`);
        const answer = ours(message);
        const mine = summary(answer);
        const theirs = [summary(fromNsd), summary(fromKnot)];
        if (theirs.some((other) => other !== mine) && differences.length < 20) {
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
    console.log(`${ZONES * QUERIES} queries: ${JSON.stringify(kinds)}`);
    expect(differences.join('\n\n')).toBe('');
    // Every shape was there, or the comparison says little.
    for (const [kind, count] of Object.entries(kinds)) expect(count, kind).toBeGreaterThan(0);
  }, 120_000);
});
