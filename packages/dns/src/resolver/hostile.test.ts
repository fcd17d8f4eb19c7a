/** A resolver among servers that lie, circle, flood and fall silent: it ends, stays small, and believes none of them. */
import { type Endpoint, encodeUtf8 } from '@morgana/flow';
import { below, SeededRandom } from '@morgana/random';
import { describe, expect, test } from 'vitest';
import { joinNames, type Name, nameText, parseName } from '../name.js';
import { LittleInternet } from '../testing/little-internet.js';
import { Flag } from '../wire/constants.js';
import { decodeMessage, encodeMessage, type Message, query, type ResourceRecord } from '../wire/message.js';
import { FormatError } from '../wire/reader.js';
import type { Resolution } from './core.js';
import { isPrivateAddress, Recursor } from './recursor.js';

const EVIL = '10.66.0.1';
const SOA = '@ 300 IN SOA ns host 1 7200 3600 604800 60\n';

async function world(signed: boolean) {
  const net = new LittleInternet();
  net.zone('good.test.', `${SOA}@ NS ns\nns A 10.0.0.3\nwww 2 A 192.0.2.80\n`, { at: ['10.0.0.3'], signed });
  net.zone(
    'test.',
    `${SOA}@ NS ns\nns A 10.0.0.2\ngood NS ns.good\nns.good A 10.0.0.3\nevil NS ns.evil\nns.evil A ${EVIL}\n`,
    { at: ['10.0.0.2'], signed },
  );
  net.zone(
    '.',
    `@ 300 IN SOA ns0.root. host.root. 1 2 3 4 60\n@ NS ns0.root.\nns0.root. A 10.0.0.1\ntest NS ns.test.\nns.test. A 10.0.0.2\n`,
    {
      at: ['10.0.0.1'],
      signed,
    },
  );
  await net.start();
  const resolver = net.resolver();
  const evil = net.internet.stack(EVIL);
  return { net, resolver, evil };
}

type Lie = (question: Message, random: SeededRandom) => Message | Uint8Array | undefined;

const record = (name: Name, type: number, rdata: Uint8Array, ttl = 300): ResourceRecord => ({
  name,
  type,
  class: 1,
  ttl,
  rdata,
});
const address = (last: number) => Uint8Array.of(10, 66, 0, last);
const GOOD = parseName('www.good.test.');
const reply = (question: Message, change: Partial<Message>): Message => ({
  ...question,
  edns: undefined,
  flags: Flag.QR | Flag.AA,
  ...change,
});
const label = (text: string, below: Name) => joinNames(parseName(`${text}.`), below);

const LIES: Record<string, Lie> = {
  'an alias for ever': (q, random) => {
    const { name } = q.questions[0]!;
    return reply(q, { answers: [record(name, 5, label(`a${below(random, 1e9)}`, parseName('evil.test.')))] });
  },
  'referrals to names without addresses (NXNS)': (q) => {
    const { name } = q.questions[0]!;
    const authorities = Array.from({ length: 200 }, (_, i) => record(name, 2, parseName(`n${i}.good.test.`)));
    return reply(q, { flags: Flag.QR, authorities });
  },
  'referrals that never end': (q) => {
    const { name } = q.questions[0]!;
    return reply(q, {
      flags: Flag.QR,
      authorities: [record(name, 2, label('ns', name))],
      additionals: [record(label('ns', name), 1, address(1))],
    });
  },
  'a referral upwards': (q) =>
    reply(q, { flags: Flag.QR, authorities: [record(parseName('.'), 2, parseName('ns.evil.test.'))] }),
  'answers for others': (q) => {
    const answers = [record(q.questions[0]!.name, 1, address(9)), record(GOOD, 1, address(66), 99_999)];
    const authorities = [record(parseName('good.test.'), 2, parseName('ns.evil.test.'))];
    return reply(q, { answers, authorities, additionals: [record(parseName('ns.good.test.'), 1, address(1))] });
  },
  'a wildcard alias into another zone': (q) =>
    reply(q, { answers: [record(q.questions[0]!.name, 5, GOOD), record(GOOD, 1, address(66))] }),
  'a DNAME that makes the name grow': (q) => {
    const evil = parseName('evil.test.');
    return reply(q, { answers: [record(evil, 39, label('x'.repeat(60), evil))] });
  },
  'always cut, and TCP refused': (q) => reply(q, { flags: Flag.QR | Flag.AA | Flag.TC }),
  'a cookie for the question': (q) =>
    reply(q, { rcode: 7, edns: { version: 0, udpSize: 512, dnssecOk: false, flags: 0, options: [] } }),
  silence: () => undefined,
  'every rcode': (q, random) => reply(q, { rcode: below(random, 16) }),
  octets: (_q, random) => {
    const bytes = new Uint8Array(below(random, 600));
    random.fill(bytes);
    return bytes;
  },
  mutations: (q, random) => {
    const { name } = q.questions[0]!;
    const whole = encodeMessage(
      reply(q, {
        answers: [record(name, 1, address(5)), record(name, 46, new Uint8Array(40))],
        authorities: [
          record(parseName('evil.test.'), 47, Uint8Array.of(0, 0, 1, 0x40)),
          record(parseName('evil.test.'), 2, name),
        ],
      }),
    );
    for (let i = below(random, 6); i >= 0; i--) whole[2 + below(random, whole.length - 2)] = below(random, 256);
    return whole;
  },
  'empty data': (q, random) => {
    const { name } = q.questions[0]!;
    const none = new Uint8Array(0);
    const klass = [1, 3, 254, 255][below(random, 4)]!;
    const records = [5, 2, 39, 6, 1, 48, 43, 46, 47, 50].map((type) => ({ ...record(name, type, none), class: klass }));
    const flags = below(random, 2) === 0 ? Flag.QR : Flag.QR | Flag.AA;
    return reply(q, {
      flags,
      answers: below(random, 2) === 0 ? records : [],
      authorities: records,
      additionals: records,
    });
  },
  'keys that collide': (q) => {
    const evil = parseName('evil.test.');
    const { name, type } = q.questions[0]!;
    const answers =
      type === 48
        ? Array.from({ length: 200 }, (_, i) =>
            record(evil, 48, Uint8Array.of(1, 1, 3, 13, ...new Uint8Array(62), i, 255 - i)),
          )
        : [record(name, type, type === 15 ? Uint8Array.of(0, 1, 0) : new Uint8Array(type === 28 ? 16 : 4))];
    const signature = Uint8Array.of(
      0,
      type,
      13,
      2,
      0,
      0,
      1,
      44,
      0x7f,
      255,
      255,
      255,
      0,
      0,
      0,
      1,
      4,
      0,
      ...evil,
      ...new Uint8Array(64),
    );
    for (let i = 0; i < 100; i++) answers.push(record(name, 46, Uint8Array.of(...signature.subarray(0, -1), i)));
    return reply(q, { answers });
  },
};

describe.each([
  ['signed', true],
  ['not signed', false],
] as const)('where the others are %s', (_, signed) => {
  test.each(Object.entries(LIES))('%s', async (_name, lie) => {
    for (let seed = 1; seed <= 2; seed++) {
      const { net, resolver, evil } = await world(signed);
      const random = new SeededRandom(seed);
      await evil.bind({ port: 53 }, (bytes: Uint8Array, from: Endpoint, socket) => {
        const question = decodeMessage(bytes);
        if (question instanceof FormatError) throw question;
        const answer = lie(question, random);
        if (answer === undefined) return;
        socket.send(answer instanceof Uint8Array ? answer : encodeMessage(answer), from);
      });
      for (const [name, type] of [
        ['www.evil.test', 1],
        ['a.b.c.d.evil.test', 28],
        ['evil.test', 15],
      ] as const) {
        const before = resolver.core.statistics.queries;
        const started = net.clock.monotonic();
        const found: Resolution = await net.clock.complete(resolver.resolve(name, type));
        if (resolver.core.faults > 0) throw resolver.core.lastFault;
        const where = `seed ${seed}, ${name} ${type}`;
        expect(resolver.core.statistics.queries - before, where).toBeLessThanOrEqual(100);
        expect(net.clock.monotonic() - started, where).toBeLessThan(25_000);
        expect(resolver.core.waiting, where).toBe(0);
        expect(found.secure, where).toBe(false);
        for (const { name: owner, rdata, type: kind } of found.answers) {
          if (nameText(owner).toLowerCase() === 'www.good.test.' && kind === 1)
            expect([...rdata], where).toEqual([192, 0, 2, 80]);
        }
      }
      // Nobody was deceived.
      await net.clock.advance(3000);
      const good = await net.clock.complete(resolver.resolve('www.good.test', 1));
      expect(good.answers.filter(({ type }) => type === 1).map(({ rdata }) => [...rdata])).toEqual([[192, 0, 2, 80]]);
      expect(good.secure).toBe(signed);
    }
  });
});

test('arbitrary and mutated questions to the recursor: an answer that decodes, or none', async () => {
  const { net, resolver } = await world(true);
  const recursor = new Recursor({ resolver, clock: net.clock, allow: isPrivateAddress, nsid: Uint8Array.of(1) });
  await net.clock.complete(resolver.resolve('www.good.test', 1));
  const random = new SeededRandom(9);
  const replies = new Uint8Array(65_535);
  const options = [{ code: 3, data: new Uint8Array(0) }];
  const edns = { version: 0, udpSize: 512, dnssecOk: true, flags: 0, options };
  const sound = encodeMessage({ ...query(GOOD, 1, { id: 7, recursionDesired: true }), edns });
  let answered = 0;
  for (let i = 0; i < 20_000; i++) {
    const bytes = i % 4 === 0 ? new Uint8Array(below(random, 80)) : sound.slice();
    if (i % 4 === 0) random.fill(bytes);
    else for (let n = below(random, 4); n > 0; n--) bytes[below(random, bytes.length)] = below(random, 256);
    const context = {
      address: i % 5 === 0 ? '192.0.2.1' : '10.1.2.3',
      stream: i % 2 === 0,
      now: net.clock.monotonic(),
      time: 0,
    };
    const length = recursor.answer(bytes, bytes.length, replies, context);
    if (length <= 0) continue;
    const answer = decodeMessage(replies.slice(0, length));
    if (answer instanceof FormatError) throw new Error(`${[...bytes]}: ${answer.message}`);
    answered++;
    expect(answer.flags & Flag.QR).toBe(Flag.QR);
    if (context.address === '192.0.2.1') expect(answer.answers).toEqual([]);
    if (!context.stream) expect(length).toBeLessThanOrEqual(1232);
  }
  expect(answered).toBeGreaterThan(5000);
});

test('what is kept does not grow without bound', async () => {
  const { net, evil } = await world(false);
  const resolver = net.resolver({ cacheSize: 100_000 });
  await evil.bind({ port: 53 }, (bytes, from, socket) => {
    const question = decodeMessage(bytes) as Message;
    const answers = [
      record(question.questions[0]!.name, 16, Uint8Array.of(200, ...encodeUtf8('x'.repeat(200))), 86_400),
    ];
    socket.send(encodeMessage(reply(question, { answers })), from);
  });
  for (let i = 0; i < 1000; i++) {
    await net.clock.complete(resolver.resolve(`n${i}.evil.test`, 16));
    expect(resolver.core.cacheWeight).toBeLessThan(100_000);
  }
});
