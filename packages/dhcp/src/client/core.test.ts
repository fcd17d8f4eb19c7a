import { SeededRandom } from '@morgana/random';
import { formatIpv4 } from '@morgana/tcpip';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ip, MAC, message } from '../testing/messages.js';
import { type DhcpMessage, decodeMessage, encodeMessage } from '../wire/message.js';
import {
  ACK,
  CLASSLESS_ROUTES,
  CLIENT_IDENTIFIER,
  DECLINE,
  DISCOVER,
  LEASE_TIME,
  MESSAGE,
  type MessageType,
  messageTypeName,
  NAK,
  OFFER,
  REBINDING_TIME,
  RELEASE,
  RENEWAL_TIME,
  REQUEST,
  REQUESTED_ADDRESS,
  ROUTER,
  SERVER_IDENTIFIER,
  SUBNET_MASK,
} from '../wire/option-codes.js';
import { encodeRoutes, messageType, readUint32, text, uint32 } from '../wire/values.js';
import { retransmissionDelay } from './backoff.js';
import { type ClientEvent, type ClientSettings, initialState, nextDeadline, step } from './core.js';
import { type Lease, readLease, routersOffLink } from './lease.js';

const SERVER = ip('10.0.0.1');
const ADDRESS = ip('10.0.0.50');
const HOUR = 3_600_000;

type Extra = readonly (readonly [number, Uint8Array])[];

/** A client under a clock of the test's, whose actions are written down as lines. */
class Script {
  now = 1000;
  state = initialState();
  lines: string[] = [];
  last: DhcpMessage | undefined;
  lease: Lease | undefined;
  readonly settings: ClientSettings;

  constructor(settings: Partial<ClientSettings> = {}, seed = 1) {
    this.settings = {
      random: new SeededRandom(seed),
      linkLocalRandom: new SeededRandom(MAC),
      mac: MAC,
      clientIdentifier: Uint8Array.of(1, ...MAC),
      hostName: undefined,
      parameters: [1, 3],
      maximumSize: 1500,
      leaseTime: undefined,
      probes: 0,
      probeInterval: 150,
      linkLocalAfter: Number.POSITIVE_INFINITY,
      ...settings,
    };
  }

  on(event: ClientEvent): string[] {
    const { state, actions } = step(this.settings, this.state, event, this.now);
    this.state = state;
    const lines: string[] = [];
    for (const action of actions) {
      switch (action.kind) {
        case 'send': {
          this.last = decodeMessage(encodeMessage(action.message));
          const type = messageTypeName(messageType(action.message.options)!);
          lines.push(`${type} ${formatIpv4(action.from)} > ${formatIpv4(action.to)}`);
          break;
        }
        case 'log':
          break;
        case 'configure':
          this.lease = action.lease;
          lines.push(`configure ${formatIpv4(action.lease.address)}/${action.lease.bits}`);
          break;
        case 'probe':
        case 'configure-link-local':
          lines.push(`${action.kind} ${formatIpv4(action.address)}`);
          break;
        default:
          lines.push(action.kind);
      }
    }
    this.lines.push(...lines);
    return lines;
  }

  start(): this {
    this.on({ kind: 'start' });
    return this;
  }

  /** A reply to what was sent last. */
  reply(type: MessageType, extra: Extra = [], fields: Partial<DhcpMessage> = {}): string[] {
    const common: Extra = [[SERVER_IDENTIFIER, uint32(SERVER)]];
    const granted: Extra =
      type === NAK
        ? []
        : [
            [LEASE_TIME, uint32(3600)],
            [SUBNET_MASK, uint32(0xffffff00)],
            [ROUTER, uint32(SERVER)],
          ];
    const yourAddress = type === NAK ? 0 : ADDRESS;
    const base = { transactionId: this.last!.transactionId, yourAddress, ...fields };
    return this.on({ kind: 'message', message: message(type, base, [...common, ...granted, ...extra]) });
  }

  /** Goes to the next deadline. */
  next(): string[] {
    const deadline = nextDeadline(this.state);
    if (deadline === Number.POSITIVE_INFINITY) throw new Error('nothing to wait for');
    this.now = deadline;
    return this.on({ kind: 'timer' });
  }

  bound(): this {
    this.start();
    this.reply(OFFER);
    this.reply(ACK);
    while (this.state.phase === 'CHECKING') this.next();
    expect(this.state.phase).toBe('BOUND');
    this.lines = [];
    return this;
  }
}

const ALL = '0.0.0.0 > 255.255.255.255';

describe('from INIT to BOUND', () => {
  test('DISCOVER, OFFER, REQUEST, ACK, with what RFC 2131, table 5 asks for', () => {
    const s = new Script().start();
    expect(s.lines).toEqual([`DISCOVER ${ALL}`]);
    const discover = s.last!;
    expect(discover).toMatchObject({ broadcast: true, clientAddress: 0, mac: MAC });
    expect(discover.options.get(CLIENT_IDENTIFIER)).toEqual(Uint8Array.of(1, ...MAC));
    expect(s.reply(OFFER)).toEqual([`REQUEST ${ALL}`]);
    expect(s.last!.transactionId).toBe(discover.transactionId);
    expect(readUint32(s.last!.options, SERVER_IDENTIFIER)).toBe(SERVER);
    expect(readUint32(s.last!.options, REQUESTED_ADDRESS)).toBe(ADDRESS);
    expect(s.last!.clientAddress).toBe(0);
    expect(s.reply(ACK)).toEqual(['configure 10.0.0.50/24']);
    expect(s.lease).toMatchObject({
      gateway: SERVER,
      duration: HOUR,
      renewAfter: HOUR / 2,
      rebindAfter: (HOUR * 7) / 8,
    });
  });

  test('the address is probed for with ARP before it is used', () => {
    const s = new Script({ probes: 2 }).start();
    s.reply(OFFER);
    expect(s.reply(ACK)).toEqual(['probe 10.0.0.50']);
    expect(s.state.phase).toBe('CHECKING');
    expect(s.next()).toEqual(['probe 10.0.0.50']);
    expect(s.next()).toEqual(['configure 10.0.0.50/24']);
  });

  test('a conflict while probing is declined, and the next DISCOVER waits ten seconds', () => {
    const s = new Script({ probes: 2 }).start();
    s.reply(OFFER);
    s.reply(ACK);
    const before = s.now;
    expect(s.on({ kind: 'conflict', address: ADDRESS, defended: false })).toEqual([`DECLINE ${ALL}`, 'forget']);
    expect(readUint32(s.last!.options, REQUESTED_ADDRESS)).toBe(ADDRESS);
    expect(readUint32(s.last!.options, SERVER_IDENTIFIER)).toBe(SERVER);
    expect(s.state.phase).toBe('INIT');
    expect(s.next()).toEqual([`DISCOVER ${ALL}`]);
    expect(s.now - before).toBe(10_000);
    expect(s.last!.options.has(REQUESTED_ADDRESS)).toBe(false);
  });

  test('DISCOVER is repeated after 4, 8, 16, 32, 64, 64 seconds, each one more or less (4.1)', () => {
    const s = new Script().start();
    const gaps: number[] = [];
    for (let i = 0; i < 6; i++) {
      const before = s.now;
      expect(s.next()).toEqual([`DISCOVER ${ALL}`]);
      gaps.push((s.now - before) / 1000);
    }
    for (const [i, expected] of [4, 8, 16, 32, 64, 64].entries())
      expect(Math.abs(gaps[i]! - expected)).toBeLessThanOrEqual(1);
    expect(new Set(gaps.map((gap) => gap % 1)).size).toBe(6);
    expect(s.last!.seconds).toBe(Math.floor((s.now - 1000) / 1000));
  });

  test('the spread of the back-off is two seconds wide, whatever the attempt', () => {
    const random = new SeededRandom(7);
    const delays = Array.from({ length: 2000 }, () => retransmissionDelay(50, random));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(63_000);
    expect(Math.max(...delays)).toBeLessThanOrEqual(65_000);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(1_900);
  });

  test('REQUEST is sent four times, with the seconds of the DISCOVER, and then it begins anew', () => {
    const s = new Script().start();
    s.next();
    const { seconds } = s.last!;
    s.reply(OFFER);
    for (let i = 0; i < 3; i++) expect(s.next()).toEqual([`REQUEST ${ALL}`]);
    expect(s.last!.seconds).toBe(seconds);
    expect(s.next()).toEqual([`DISCOVER ${ALL}`]);
    expect(s.state.phase).toBe('SELECTING');
  });

  test('NAK begins anew at once, and later and later when it goes on', () => {
    const s = new Script().start();
    const waits: number[] = [];
    for (let i = 0; i < 4; i++) {
      s.reply(OFFER);
      const before = s.now;
      s.reply(NAK);
      if (s.state.phase === 'INIT') s.next();
      waits.push(Math.round((s.now - before) / 4000));
    }
    expect(waits).toEqual([0, 1, 2, 4]);
  });

  const strangers: [string, Extra, Partial<DhcpMessage>][] = [
    ['another transaction', [], { transactionId: 5 }],
    ['another station', [], { mac: Uint8Array.of(2, 0, 0, 0, 0, 9) }],
    ['a request', [], { op: 1 }],
    ['no server', [[SERVER_IDENTIFIER, uint32(0)]], {}],
    ['a lease of a second', [[LEASE_TIME, uint32(1)]], {}],
    ['a mask with holes', [[SUBNET_MASK, uint32(0xff00ff00)]], {}],
    ['the address of the network', [], { yourAddress: ip('10.0.0.0') }],
    ['a multicast address', [], { yourAddress: ip('224.0.0.1') }],
    ['routes that are none', [[CLASSLESS_ROUTES, Uint8Array.of(99, 1, 2, 3, 4)]], {}],
  ];
  test.each(strangers)('an offer with %s is left alone', (_, extra, fields) => {
    const s = new Script().start();
    expect(s.reply(OFFER, extra, fields)).toEqual([]);
    expect(s.state.phase).toBe('SELECTING');
  });

  test('in REQUESTING only the chosen server counts, with the address that it offered', () => {
    const s = new Script().start();
    s.reply(OFFER);
    const other: Extra = [[SERVER_IDENTIFIER, uint32(ip('10.0.0.2'))]];
    s.reply(NAK, other);
    s.reply(ACK, other);
    s.reply(ACK, [], { yourAddress: ip('10.0.0.51') });
    s.reply(OFFER);
    expect(s.state.phase).toBe('REQUESTING');
    s.reply(ACK);
    expect(s.state.phase).toBe('BOUND');
  });
});

describe('the life of a lease', () => {
  test('T1: REQUEST by unicast; an ACK extends the lease from the time of the REQUEST', () => {
    const s = new Script().bound();
    expect(s.next()).toEqual([`REQUEST 10.0.0.50 > 10.0.0.1`]);
    expect(s.state.phase).toBe('RENEWING');
    expect(s.last).toMatchObject({ clientAddress: ADDRESS, broadcast: false });
    expect(s.last!.options.has(SERVER_IDENTIFIER) || s.last!.options.has(REQUESTED_ADDRESS)).toBe(false);
    const asked = s.now;
    s.now += 2000;
    expect(s.reply(ACK)).toEqual(['configure 10.0.0.50/24']);
    expect(s.state).toMatchObject({ phase: 'BOUND', expiresAt: asked + HOUR });
  });

  test('T1 and T2 differ from client to client, and are never later than said', () => {
    const waits = Array.from({ length: 50 }, (_, seed) => new Script({}, seed).bound().state.renewAt - 1000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(HOUR / 2);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual((HOUR / 2) * (31 / 32));
    expect(new Set(waits).size).toBe(50);
  });

  test('T1 and T2 of the server count, if they are in order', () => {
    const lease = (t1: number, t2: number) =>
      readLease(
        message(ACK, { yourAddress: ADDRESS }, [
          [SERVER_IDENTIFIER, uint32(SERVER)],
          [LEASE_TIME, uint32(1000)],
          [RENEWAL_TIME, uint32(t1)],
          [REBINDING_TIME, uint32(t2)],
        ]),
      );
    expect(lease(100, 200)).toMatchObject({ renewAfter: 100_000, rebindAfter: 200_000 });
    for (const wrong of [lease(300, 200), lease(100, 2000)]) {
      expect(wrong).toMatchObject({ renewAfter: 500_000, rebindAfter: 875_000 });
    }
  });

  test('unanswered: unicast at halves until T2, broadcast at halves until the end, never within a minute; then all is over', () => {
    const s = new Script().bound();
    const sent: [string, number][] = [];
    const { rebindAt, expiresAt } = s.state;
    while (s.now < expiresAt) {
      for (const line of s.next()) sent.push([line, s.now]);
    }
    const at = (line: string) => sent.filter(([other]) => other === line).map(([, time]) => time);
    const renewals = at('REQUEST 10.0.0.50 > 10.0.0.1');
    const rebinds = at('REQUEST 10.0.0.50 > 255.255.255.255');
    expect(renewals.length).toBeGreaterThan(3);
    expect(rebinds.length).toBeGreaterThan(2);
    expect(renewals.every((time) => time < rebindAt)).toBe(true);
    expect(rebinds[0]).toBe(rebindAt);
    for (const times of [renewals, rebinds]) {
      for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(60_000);
    }
    expect(sent.slice(-3)).toEqual([
      ['forget', expiresAt],
      ['deconfigure', expiresAt],
      [`DISCOVER ${ALL}`, expiresAt],
    ]);
    expect(readUint32(s.last!.options, REQUESTED_ADDRESS)).toBe(ADDRESS);
  });

  test('in REBINDING any server may extend the lease, and is the one that is asked from then on', () => {
    const s = new Script().bound();
    while (s.state.phase !== 'REBINDING') s.next();
    s.reply(ACK, [[SERVER_IDENTIFIER, uint32(ip('10.0.0.2'))]]);
    expect(s.state.phase).toBe('BOUND');
    expect(s.next()).toEqual(['REQUEST 10.0.0.50 > 10.0.0.2']);
  });

  test.each(['RENEWING', 'REBINDING'])('NAK in %s takes the address away', (phase) => {
    const s = new Script().bound();
    while (s.state.phase !== phase) s.next();
    expect(s.reply(NAK, [[MESSAGE, text('gone')]])).toEqual(['forget', 'deconfigure', `DISCOVER ${ALL}`]);
  });

  test('a lease for ever is never renewed', () => {
    const s = new Script().start();
    s.reply(OFFER, [[LEASE_TIME, uint32(0xffffffff)]]);
    s.reply(ACK, [[LEASE_TIME, uint32(0xffffffff)]]);
    expect(s.state.phase).toBe('BOUND');
    expect(nextDeadline(s.state)).toBe(Number.POSITIVE_INFINITY);
  });

  test('a conflict with our address is defended once; the second one within ten seconds has won', () => {
    const s = new Script().bound();
    expect(s.on({ kind: 'conflict', address: ADDRESS, defended: true })).toEqual([]);
    expect(s.on({ kind: 'conflict', address: ip('10.0.0.77'), defended: false })).toEqual([]);
    expect(s.on({ kind: 'conflict', address: ADDRESS, defended: false })).toEqual([
      `DECLINE ${ALL}`,
      'forget',
      'deconfigure',
    ]);
  });

  test('the end releases the lease, or not; it can be started again', () => {
    const s = new Script().bound();
    expect(s.on({ kind: 'stop', release: true })).toEqual(['RELEASE 10.0.0.50 > 10.0.0.1', 'forget', 'deconfigure']);
    expect(s.last).toMatchObject({ clientAddress: ADDRESS });
    expect(s.last!.options.get(53)).toEqual(Uint8Array.of(RELEASE));
    expect(s.on({ kind: 'timer' })).toEqual([]);
    s.bound();
    expect(s.on({ kind: 'stop', release: false })).toEqual(['deconfigure']);
  });
});

describe('INIT-REBOOT', () => {
  const remembered = () => {
    const s = new Script().bound();
    return { lease: s.lease!, expiresAt: 1000 + HOUR };
  };

  test('asks for the remembered address and names no server; an ACK leads to BOUND', () => {
    const s = new Script();
    expect(s.on({ kind: 'start', remembered: remembered() })).toEqual([`REQUEST ${ALL}`]);
    expect(s.state.phase).toBe('REBOOTING');
    expect(readUint32(s.last!.options, REQUESTED_ADDRESS)).toBe(ADDRESS);
    expect(s.last!.options.has(SERVER_IDENTIFIER)).toBe(false);
    expect(s.last!.clientAddress).toBe(0);
    expect(s.reply(ACK)).toEqual(['configure 10.0.0.50/24']);
  });

  test('NAK forgets it', () => {
    const s = new Script();
    s.on({ kind: 'start', remembered: remembered() });
    expect(s.reply(NAK)).toEqual(['forget', `DISCOVER ${ALL}`]);
    expect(s.last!.options.has(REQUESTED_ADDRESS)).toBe(false);
  });

  test('no answer: the rest of the lease is used, after probes', () => {
    const s = new Script({ probes: 1 });
    s.on({ kind: 'start', remembered: remembered() });
    expect(s.next()).toEqual([`REQUEST ${ALL}`]);
    expect(s.next()).toEqual(['probe 10.0.0.50']);
    expect(s.next()).toEqual(['configure 10.0.0.50/24']);
    expect(s.state.expiresAt).toBe(1000 + HOUR);
  });

  test('a lease that has ended is a wish', () => {
    const s = new Script();
    expect(s.on({ kind: 'start', remembered: { ...remembered(), expiresAt: 0 } })).toEqual([`DISCOVER ${ALL}`]);
    expect(readUint32(s.last!.options, REQUESTED_ADDRESS)).toBe(ADDRESS);
  });
});

describe('link-local addresses (RFC 3927)', () => {
  const settings = { linkLocalAfter: 10_000 };
  const isLinkLocal = (line: string) => /169\.254\./.test(line);

  /** Until a link-local address is there. */
  const fallenBack = (seed = 1) => {
    const s = new Script(settings, seed).start();
    while (!s.lines.some((line) => line.startsWith('configure-link-local'))) s.next();
    return s;
  };

  test('no server for ten seconds: three probes one to two seconds apart, two seconds of waiting, and it is ours', () => {
    const s = new Script(settings).start();
    const times: number[] = [];
    while (times.length < 4) if (s.next().some(isLinkLocal)) times.push(s.now);
    const local = s.lines.filter(isLinkLocal);
    const address = local[0]!.split(' ')[1];
    expect(local).toEqual([...Array(3).fill(`probe ${address}`), `configure-link-local ${address}`]);
    expect(times[0]).toBeGreaterThanOrEqual(11_000);
    expect(times[0]).toBeLessThanOrEqual(12_000);
    for (const i of [1, 2]) {
      expect(times[i]! - times[i - 1]!).toBeGreaterThanOrEqual(1000);
      expect(times[i]! - times[i - 1]!).toBeLessThanOrEqual(2000);
    }
    expect(times[3]! - times[2]!).toBeCloseTo(2000);
  });

  test('the first choice depends on the hardware address only, and lies in 169.254.1.0 to 169.254.254.255', () => {
    const chosen = (seed: number) => fallenBack(seed).lines.find((line) => line.startsWith('configure-link-local'));
    expect(chosen(1)).toBe(chosen(2));
    for (let seed = 0; seed < 200; seed++) {
      const s = new Script({ ...settings, linkLocalRandom: new SeededRandom(seed) }).start();
      while (!s.lines.some(isLinkLocal)) s.next();
      const third = Number(s.lines.find(isLinkLocal)!.split('.')[2]);
      expect(third >= 1 && third <= 254).toBe(true);
    }
  });

  test('DISCOVERs go on meanwhile, and a lease takes its place', () => {
    const s = fallenBack();
    s.lines = [];
    while (!s.lines.includes(`DISCOVER ${ALL}`)) s.next();
    s.reply(OFFER);
    expect(s.reply(ACK)).toEqual(['configure 10.0.0.50/24']);
    expect(s.state.linkLocal).toEqual({ phase: 'off' });
  });

  test('a conflict while probing means another address; after ten only once a minute', () => {
    const s = new Script(settings).start();
    const tried = new Set<string>();
    let before = 0;
    for (let i = 0; i < 12; i++) {
      let lines: string[] = [];
      while (!lines.some(isLinkLocal)) lines = s.next();
      const address = lines.find(isLinkLocal)!.split(' ')[1]!;
      tried.add(address);
      if (i >= 10) expect(s.now - before).toBeGreaterThanOrEqual(60_000);
      before = s.now;
      s.on({ kind: 'conflict', address: ip(address), defended: false });
    }
    expect(tried.size).toBe(12);
  });

  test('in use it is defended once, and given up for another after that', () => {
    const s = fallenBack();
    const address = ip(s.lines.find(isLinkLocal)!.split(' ')[1]!);
    expect(s.on({ kind: 'conflict', address, defended: true })).toEqual([]);
    expect(s.on({ kind: 'conflict', address, defended: false })).toEqual(['deconfigure']);
    expect(s.state.linkLocal.phase).toBe('probing');
  });

  test('an ACK while probing stops the probes: one address is probed for at a time', () => {
    const s = new Script({ ...settings, probes: 1 }).start();
    while (!s.lines.some(isLinkLocal)) s.next();
    s.reply(OFFER);
    expect(s.reply(ACK)).toEqual(['probe 10.0.0.50']);
    expect(s.next()).toEqual(['configure 10.0.0.50/24']);
  });
});

describe('leases', () => {
  const lease = (extra: Extra) =>
    readLease(
      message(ACK, { yourAddress: ADDRESS }, [
        [SERVER_IDENTIFIER, uint32(SERVER)],
        [LEASE_TIME, uint32(1000)],
        ...extra,
      ]),
    ) as Lease;

  test('classless routes make the router ignored (RFC 3442), a default among them is the gateway', () => {
    const routes = encodeRoutes([
      { to: { address: 0, bits: 0 }, router: ip('10.0.0.3') },
      { to: { address: ip('10.9.0.0'), bits: 16 }, router: 0 },
    ]);
    const read = lease([
      [SUBNET_MASK, uint32(0xffffff00)],
      [ROUTER, uint32(SERVER)],
      [CLASSLESS_ROUTES, routes],
    ]);
    expect(read.gateway).toBe(ip('10.0.0.3'));
    expect(read.routes).toEqual([{ to: { address: ip('10.9.0.0'), bits: 16 }, router: 0 }]);
  });

  test('routers that are in no network on the link are known (a mask of 32 bits, as clouds have it)', () => {
    expect(
      routersOffLink(
        lease([
          [SUBNET_MASK, uint32(0xffffffff)],
          [ROUTER, uint32(SERVER)],
        ]),
      ),
    ).toEqual([SERVER]);
    expect(
      routersOffLink(
        lease([
          [SUBNET_MASK, uint32(0xffffff00)],
          [ROUTER, uint32(SERVER)],
        ]),
      ),
    ).toEqual([]);
  });

  test('without a mask the class of the address decides', () => expect(lease([]).bits).toBe(8));
});

test('property: whatever comes in whatever order, the client neither throws nor stands still', () => {
  const types = fc.constantFrom<MessageType>(DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE);
  const addresses = fc.constantFrom(ADDRESS, 0, ip('10.0.0.51'), ip('255.255.255.255'), ip('169.254.7.7'));
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('timer' as const), late: fc.nat(5_000_000) }),
    fc.record({ kind: fc.constant('reply' as const), type: types, address: addresses, time: fc.nat(5000) }),
    fc.record({ kind: fc.constant('conflict' as const), address: addresses, defended: fc.boolean() }),
    fc.record({ kind: fc.constant('stop' as const), release: fc.boolean() }),
    fc.record({ kind: fc.constant('start' as const) }),
  );
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const s = new Script({ probes: 1, linkLocalAfter: 10_000 }).start();
      let configured: string | undefined;
      let seen = 0;
      for (const it of happenings) {
        if (it.kind === 'timer') {
          s.now = Math.max(s.now, nextDeadline(s.state) === Number.POSITIVE_INFINITY ? s.now : nextDeadline(s.state));
          s.now += it.late % 7 === 0 ? it.late : 0;
          s.on({ kind: 'timer' });
        } else if (it.kind === 'reply') s.reply(it.type, [[LEASE_TIME, uint32(it.time)]], { yourAddress: it.address });
        else s.on(it);
        for (; seen < s.lines.length; seen++) {
          if (s.lines[seen]!.startsWith('configure')) configured = s.lines[seen];
          if (s.lines[seen] === 'deconfigure') configured = undefined;
        }
        const { phase, linkLocal } = s.state;
        const hasLease = phase === 'BOUND' || phase === 'RENEWING' || phase === 'REBINDING';
        // What the stack was told is what the state says.
        expect(configured !== undefined).toBe(hasLease || linkLocal.phase === 'bound');
        if (phase !== 'STOPPED' && s.state.lease?.duration !== Number.POSITIVE_INFINITY) {
          expect(nextDeadline(s.state)).toBeLessThan(Number.POSITIVE_INFINITY);
        }
      }
    }),
    { numRuns: 300 },
  );
});
