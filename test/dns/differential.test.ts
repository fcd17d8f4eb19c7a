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

  test('the same answers, or a difference that is explained', async () => {
    const explained = new Map<string, number>();
    const unexplained: string[] = [];
    let same = 0;
    for (const zone of zones) {
      for (const one of zone.queries) {
        const message = query(one.name, one.type, { edns: {} });
        const [fromNsd, fromKnot] = await Promise.all([asker.ask(nsd.port, message), asker.ask(knot.port, message)]);
        if (fromNsd === undefined || fromKnot === undefined) throw new Error(`no answer for ${describeQuery(one)}`);
        const mine = summary(ours(message));
        const theirs = [summary(fromNsd), summary(fromKnot)];
        if (theirs.every((other) => other === mine)) same++;
        else if (theirs.includes(mine)) {
          // One of the two agrees with us: they differ among themselves.
          const who = theirs[0] === mine ? 'knot' : 'nsd';
          explained.set(`${who} alone`, (explained.get(`${who} alone`) ?? 0) + 1);
          if (process.env.MORGANA_DNS_SHOW === '1') {
            console.log(
              `${describeQuery(one)}: ${who} alone\n-- ours\n${mine}\n-- ${who}\n${theirs[who === 'nsd' ? 0 : 1]}`,
            );
          }
        } else if (unexplained.length < 20) {
          unexplained.push(`${describeQuery(one)}\n-- ours\n${mine}\n-- nsd\n${theirs[0]}\n-- knot\n${theirs[1]}`);
        }
      }
    }
    console.log(`${same} of ${ZONES * QUERIES} the same; differences: ${JSON.stringify([...explained])}`);
    expect(unexplained.join('\n\n')).toBe('');
  }, 120_000);
});
