import { float, type Random, uint32 as randomUint32 } from '@morgana/random';
import { formatIpv4 } from '@morgana/tcpip';
import { BOOTREPLY, BOOTREQUEST, type DhcpMessage } from '../wire/message.js';
import {
  ACK,
  CLIENT_IDENTIFIER,
  DECLINE,
  DISCOVER,
  HOST_NAME,
  LEASE_TIME,
  MAXIMUM_SIZE,
  MESSAGE,
  MESSAGE_TYPE,
  type MessageType,
  NAK,
  OFFER,
  PARAMETER_REQUEST_LIST,
  RELEASE,
  REQUEST,
  REQUESTED_ADDRESS,
  SERVER_IDENTIFIER,
} from '../wire/option-codes.js';
import { messageType, readText, readUint32, text, uint16, uint32 } from '../wire/values.js';
import type { ClientAction } from './actions.js';
import { retransmissionDelay } from './backoff.js';
import { type Lease, readLease } from './lease.js';
import { LINK_LOCAL_OFF, type LinkLocalState, linkLocalDeadline, stepLinkLocal } from './link-local.js';

/** The states of RFC 2131, figure 5; CHECKING is the ARP probe of 4.4.1 between an ACK and BOUND, and STOPPED is none. */
export type Phase =
  | 'STOPPED'
  | 'INIT'
  | 'SELECTING'
  | 'REQUESTING'
  | 'INIT-REBOOT'
  | 'REBOOTING'
  | 'CHECKING'
  | 'BOUND'
  | 'RENEWING'
  | 'REBINDING';

/** The whole state of a client: a value. Times are monotonic milliseconds. */
export interface ClientState {
  readonly phase: Phase;
  /** Of the exchange that is under way. */
  readonly transactionId: number;
  /** When the search for an address began, and the `secs` of its last DISCOVER, which its REQUEST repeats. */
  readonly startedAt: number;
  readonly seconds: number;
  /** Messages or probes sent in this phase. */
  readonly attempts: number;
  /** When the phase has to be looked at again. */
  readonly deadline: number;
  /** Offered in REQUESTING, remembered in REBOOTING, granted from CHECKING on. */
  readonly lease: Lease | undefined;
  /** When the REQUEST was sent that the lease counts from (RFC 2131, 4.4.1). */
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly renewAt: number;
  readonly rebindAt: number;
  /** An address that we have had and ask for again; 0: none. */
  readonly wish: number;
  /** Refusals since the last lease. */
  readonly refusals: number;
  readonly linkLocal: LinkLocalState;
}

export interface ClientSettings {
  readonly random: Random;
  /** Draws the first link-local address. */
  readonly linkLocalRandom: Random;
  readonly mac: Uint8Array;
  /** Option 61. */
  readonly clientIdentifier: Uint8Array;
  readonly hostName: string | undefined;
  /** Codes of the options that we want (55). */
  readonly parameters: readonly number[];
  /** Octets of the largest IP packet that we take (57). */
  readonly maximumSize: number;
  /** The lease that we would like, in milliseconds. */
  readonly leaseTime: number | undefined;
  /** ARP probes before a leased address is used, and milliseconds after each; 0 probes: none. */
  readonly probes: number;
  readonly probeInterval: number;
  /** Milliseconds without a lease after which a link-local address is looked for; Infinity: never. */
  readonly linkLocalAfter: number;
}

export type ClientEvent =
  /** From STOPPED. With a lease that was remembered over a restart it begins at INIT-REBOOT. */
  | { readonly kind: 'start'; readonly remembered?: { readonly lease: Lease; readonly expiresAt: number } }
  | { readonly kind: 'timer' }
  | { readonly kind: 'message'; readonly message: DhcpMessage }
  /** Another station uses `address`; see AddressConflict of @morgana/tcpip. */
  | { readonly kind: 'conflict'; readonly address: number; readonly defended: boolean }
  /** Ends; with `release` the server is told that the address is free. */
  | { readonly kind: 'stop'; readonly release: boolean };

export interface Transition {
  readonly state: ClientState;
  readonly actions: readonly ClientAction[];
}

const BROADCAST = 0xffff_ffff;
/** Transmissions of a REQUEST before an offer is given up (RFC 2131, 3.1.5), and of one for a remembered lease. */
const REQUEST_ATTEMPTS = 4;
const REBOOT_ATTEMPTS = 2;
/** Least wait after a DECLINE (RFC 2131, 3.1.5). */
const DECLINE_WAIT = 10_000;
/** Least time between two REQUESTs in RENEWING and REBINDING (RFC 2131, 4.4.5). */
const RENEWAL_INTERVAL = 60_000;
/** T1 and T2 are drawn from the last part of their times, so that clients that started together do not renew together. */
const RENEWAL_FUZZ = 1 / 32;

export function initialState(): ClientState {
  return {
    phase: 'STOPPED',
    transactionId: 0,
    startedAt: 0,
    seconds: 0,
    attempts: 0,
    deadline: Number.POSITIVE_INFINITY,
    lease: undefined,
    requestedAt: 0,
    expiresAt: Number.POSITIVE_INFINITY,
    renewAt: Number.POSITIVE_INFINITY,
    rebindAt: Number.POSITIVE_INFINITY,
    wish: 0,
    refusals: 0,
    linkLocal: LINK_LOCAL_OFF,
  };
}

/** When the client has to get a timer event; Infinity: not before something happens. */
export function nextDeadline(state: ClientState): number {
  return Math.min(state.deadline, linkLocalDeadline(state.linkLocal));
}

/** The client as a function: what becomes of `state` by `event` at `now`. Draws random numbers; has no other effect. */
export function step(settings: ClientSettings, state: ClientState, event: ClientEvent, now: number): Transition {
  const client = new Step(settings, state, now);
  client.on(event);
  return { state: client.state, actions: client.actions };
}

/** One call of `step`: the state on its way from the old to the new value. */
class Step {
  state: ClientState;
  readonly actions: ClientAction[];
  readonly #settings: ClientSettings;
  readonly #now: number;

  constructor(settings: ClientSettings, state: ClientState, now: number) {
    this.state = state;
    this.actions = [];
    this.#settings = settings;
    this.#now = now;
  }

  on(event: ClientEvent): void {
    switch (event.kind) {
      case 'start':
        if (this.state.phase === 'STOPPED') this.#start(event.remembered);
        return;
      case 'stop':
        this.#stop(event.release);
        return;
      case 'message':
        this.#onMessage(event.message);
        return;
      case 'conflict':
        this.#onConflict(event.address, event.defended);
        return;
      case 'timer':
        if (this.#now >= linkLocalDeadline(this.state.linkLocal)) this.#stepLinkLocal({ kind: 'timer' });
        if (this.#now >= this.state.deadline) this.#onTimer();
    }
  }

  // Events

  #start(remembered: { readonly lease: Lease; readonly expiresAt: number } | undefined): void {
    if (remembered === undefined || remembered.expiresAt <= this.#now) {
      this.#init(0, remembered?.lease.address ?? 0);
      return;
    }
    const { lease, expiresAt } = remembered;
    this.#set({ ...this.#search(), phase: 'INIT-REBOOT', lease, expiresAt });
    this.#set({ phase: 'REBOOTING' });
    this.#sendRequest();
  }

  #stop(release: boolean): void {
    const { lease } = this.state;
    const { linkLocal } = this.state;
    const hasLease = this.#hasAddress();
    if (hasLease && release && lease !== undefined) {
      this.#send(RELEASE, { from: lease.address, to: lease.server, clientAddress: lease.address }, [
        [SERVER_IDENTIFIER, uint32(lease.server)],
      ]);
      this.actions.push({ kind: 'forget' });
      this.#log('info', `released ${formatIpv4(lease.address)}`);
    }
    if (hasLease || linkLocal.phase === 'bound') this.actions.push({ kind: 'deconfigure' });
    this.state = initialState();
  }

  #onTimer(): void {
    const { state } = this;
    const now = this.#now;
    switch (state.phase) {
      case 'INIT':
      case 'SELECTING':
        this.#discover();
        return;
      case 'REQUESTING':
        if (state.attempts < REQUEST_ATTEMPTS) this.#sendRequest();
        else {
          this.#log(
            'warn',
            `${formatIpv4(state.lease!.server)} offered an address and does not answer the request for it`,
          );
          this.#init(0, 0);
        }
        return;
      case 'REBOOTING':
        if (state.attempts < REBOOT_ATTEMPTS) this.#sendRequest();
        else if (state.expiresAt > now) this.#resume();
        else this.#init(0, state.lease!.address);
        return;
      case 'CHECKING':
        this.#check();
        return;
      case 'BOUND':
        this.#set({ phase: 'RENEWING', transactionId: this.#newTransaction(), startedAt: now, attempts: 0 });
        this.#renew();
        return;
      case 'RENEWING':
      case 'REBINDING':
        this.#renew();
    }
  }

  #onMessage(message: DhcpMessage): void {
    const { state } = this;
    const type = messageType(message.options);
    if (
      message.op !== BOOTREPLY ||
      message.transactionId !== state.transactionId ||
      !sameOctets(message.mac, this.#settings.mac)
    ) {
      return;
    }
    const server = readUint32(message.options, SERVER_IDENTIFIER);
    switch (state.phase) {
      case 'SELECTING':
        if (type === OFFER) this.#onOffer(message);
        return;
      case 'REQUESTING':
      case 'RENEWING':
        // The one that we asked; what others say is not about this.
        if (server !== state.lease!.server) return;
        break;
      case 'REBOOTING':
      case 'REBINDING':
        if (server === undefined) return;
        break;
      default:
        return;
    }
    if (type === NAK) this.#onNak(message);
    else if (type === ACK) this.#onAck(message);
  }

  #onOffer(message: DhcpMessage): void {
    const lease = readLease(message);
    if (typeof lease === 'string') {
      this.#log('warn', `an offer was refused: ${lease}`);
      return;
    }
    this.#set({ phase: 'REQUESTING', lease, attempts: 0 });
    this.#sendRequest();
  }

  #onNak(message: DhcpMessage): void {
    const { lease, phase } = this.state;
    const said = readText(message.options, MESSAGE);
    const because = said === undefined ? '' : `: ${said}`;
    this.#log('warn', `the server refused ${formatIpv4(lease!.address)} (${phase})${because}`);
    this.actions.push({ kind: 'forget' });
    const refusals = this.state.refusals + 1;
    // Once may be an old lease; a server that offers and refuses in turns must not keep us busy.
    const pause = refusals === 1 ? 0 : retransmissionDelay(refusals - 1, this.#settings.random);
    this.#init(pause, 0, refusals);
  }

  #onAck(message: DhcpMessage): void {
    const { state } = this;
    const lease = readLease(message);
    if (typeof lease === 'string') {
      this.#log('warn', `an acknowledgment was ignored: ${lease}`);
      return;
    }
    if (lease.address !== state.lease!.address) {
      this.#log(
        'warn',
        `asked for ${formatIpv4(state.lease!.address)}, ignored an ACK for ${formatIpv4(lease.address)}`,
      );
      return;
    }
    this.#grant(lease, state.requestedAt);
    if (this.#hasAddress() || this.#settings.probes === 0) {
      this.#bind();
      return;
    }
    this.#startChecking();
  }

  #onConflict(address: number, defended: boolean): void {
    this.#stepLinkLocal({ kind: 'conflict', address, defended });
    const { state } = this;
    if (state.lease?.address !== address || (state.phase !== 'CHECKING' && !this.#hasAddress())) return;
    // RFC 5227, 2.4 (b): defended once; who contends for it again within ten seconds has won.
    if (defended) {
      this.#log('warn', `${formatIpv4(address)} is also used by another station; it was defended`);
      return;
    }
    const lease = state.lease;
    this.#log('error', `${formatIpv4(address)} is used by another station: declined, another one is asked for in 10 s`);
    this.#send(DECLINE, { from: 0, to: BROADCAST }, [
      [REQUESTED_ADDRESS, uint32(address)],
      [SERVER_IDENTIFIER, uint32(lease.server)],
      [MESSAGE, text('the address is in use')],
    ]);
    this.actions.push({ kind: 'forget' });
    this.#init(DECLINE_WAIT, 0);
  }

  #stepLinkLocal(event: Parameters<typeof stepLinkLocal>[1]): void {
    const { linkLocal } = this.state;
    const { random, linkLocalRandom } = this.#settings;
    if (event.kind === 'timer' && linkLocal.phase === 'waiting') {
      const seconds = Math.round((this.#now - this.state.startedAt) / 1000);
      this.#log(
        'warn',
        `no lease from a DHCP server in ${seconds} s: taking a link-local address, and asking on; ` +
          'is there a server on this network? --ipv4=ADDRESS/BITS sets an address by hand',
      );
    }
    const next = stepLinkLocal(linkLocal, event, this.#now, random, linkLocalRandom);
    this.actions.push(...next.actions);
    this.#set({ linkLocal: next.state });
  }

  // Phases

  /** A search from its beginning. */
  #search(): ClientState {
    return {
      ...initialState(),
      transactionId: this.#newTransaction(),
      startedAt: this.#now,
      linkLocal: this.#fallback(),
    };
  }

  /** To INIT: what address there was is gone; the first DISCOVER goes out after `pause`. */
  #init(pause: number, wish: number, refusals = 0): void {
    if (this.#hasAddress()) this.actions.push({ kind: 'deconfigure' });
    const fresh = this.#search();
    this.state = { ...fresh, phase: 'INIT', wish, refusals, deadline: this.#now + pause };
    if (pause === 0) this.#discover();
  }

  /** A link-local address stays until there is a lease; the wait for one goes on over several searches. */
  #fallback(): LinkLocalState {
    const { linkLocal } = this.state;
    if (linkLocal.phase !== 'off') return linkLocal;
    const { linkLocalAfter } = this.#settings;
    return linkLocalAfter === Number.POSITIVE_INFINITY
      ? LINK_LOCAL_OFF
      : { phase: 'waiting', deadline: this.#now + linkLocalAfter };
  }

  #discover(): void {
    const { state } = this;
    const attempts = state.phase === 'SELECTING' ? state.attempts + 1 : 1;
    const seconds = Math.floor((this.#now - state.startedAt) / 1000);
    const deadline = this.#now + retransmissionDelay(attempts, this.#settings.random);
    this.#set({ phase: 'SELECTING', attempts, seconds, deadline });
    const wish: [number, Uint8Array][] = state.wish === 0 ? [] : [[REQUESTED_ADDRESS, uint32(state.wish)]];
    this.#send(DISCOVER, { from: 0, to: BROADCAST }, [...wish, ...this.#wants()]);
  }

  /** In REQUESTING and REBOOTING. The server is named where there is an offer of one. */
  #sendRequest(): void {
    const { phase, lease } = this.state;
    const attempts = this.state.attempts + 1;
    const deadline = this.#now + retransmissionDelay(attempts, this.#settings.random);
    this.#set({ attempts, deadline, requestedAt: this.#now });
    const options: [number, Uint8Array][] = [[REQUESTED_ADDRESS, uint32(lease!.address)]];
    if (phase === 'REQUESTING') options.push([SERVER_IDENTIFIER, uint32(lease!.server)]);
    this.#send(REQUEST, { from: 0, to: BROADCAST }, [...options, ...this.#wants()]);
  }

  /** RENEWING by unicast until T2, REBINDING by broadcast until the end, at halves of what is left (RFC 2131, 4.4.5). */
  #renew(): void {
    const now = this.#now;
    const { lease, rebindAt, expiresAt } = this.state;
    if (now >= expiresAt) {
      this.#log('error', `the lease of ${formatIpv4(lease!.address)} has ended and no server has renewed it`);
      this.actions.push({ kind: 'forget' });
      this.#init(0, lease!.address);
      return;
    }
    if (this.state.phase === 'RENEWING' && now >= rebindAt) {
      this.#log(
        'warn',
        `${formatIpv4(lease!.server)} does not renew the lease of ${formatIpv4(lease!.address)}: asking everybody`,
      );
      this.#set({ phase: 'REBINDING', transactionId: this.#newTransaction(), attempts: 0 });
    }
    const end = this.state.phase === 'RENEWING' ? rebindAt : expiresAt;
    const pause = Math.max((end - now) / 2, RENEWAL_INTERVAL);
    const seconds = Math.floor((now - this.state.startedAt) / 1000);
    const attempts = this.state.attempts + 1;
    this.#set({ attempts, seconds, requestedAt: now, deadline: Math.min(now + pause, end) });
    const to = this.state.phase === 'RENEWING' ? lease!.server : BROADCAST;
    this.#send(REQUEST, { from: lease!.address, to, clientAddress: lease!.address }, this.#wants());
  }

  /** No server answers for a remembered lease that still holds: it may be used (RFC 2131, 3.2). */
  #resume(): void {
    const { lease, expiresAt } = this.state;
    this.#log('warn', `no server answers: using the remembered lease of ${formatIpv4(lease!.address)} on`);
    this.#grant(lease!, lease!.duration === Number.POSITIVE_INFINITY ? this.#now : expiresAt - lease!.duration);
    if (this.#settings.probes === 0) this.#bind();
    else this.#startChecking();
  }

  #grant(lease: Lease, from: number): void {
    const { random } = this.#settings;
    const fuzzed = (after: number): number => from + after * (1 - float(random) * RENEWAL_FUZZ);
    this.#set({
      lease,
      requestedAt: from,
      expiresAt: from + lease.duration,
      renewAt: fuzzed(lease.renewAfter),
      rebindAt: fuzzed(lease.rebindAfter),
    });
    const { renewAt, rebindAt } = this.state;
    if (renewAt > rebindAt) this.#set({ renewAt: rebindAt });
  }

  #startChecking(): void {
    // One address is probed for at a time; a link-local one that is in use stays until this one is ours.
    if (this.state.linkLocal.phase !== 'bound') this.#set({ linkLocal: LINK_LOCAL_OFF });
    this.#set({ phase: 'CHECKING', attempts: 0 });
    this.#check();
  }

  #check(): void {
    const { attempts, lease } = this.state;
    if (attempts >= this.#settings.probes) {
      this.#bind();
      return;
    }
    this.actions.push({ kind: 'probe', address: lease!.address });
    this.#set({ attempts: attempts + 1, deadline: this.#now + this.#settings.probeInterval });
  }

  #bind(): void {
    const { lease, expiresAt, renewAt, phase } = this.state;
    this.#set({ phase: 'BOUND', attempts: 0, refusals: 0, deadline: renewAt, linkLocal: LINK_LOCAL_OFF });
    this.actions.push({ kind: 'configure', lease: lease!, expiresAt });
    const renewed = phase === 'RENEWING' || phase === 'REBINDING';
    const time = lease!.duration === Number.POSITIVE_INFINITY ? 'for ever' : `for ${lease!.duration / 1000} s`;
    this.#log(
      renewed ? 'debug' : 'info',
      `${renewed ? 'renewed' : 'leased'} ${formatIpv4(lease!.address)}/${lease!.bits} ${time} from ${formatIpv4(lease!.server)}`,
    );
  }

  #hasAddress(): boolean {
    const { phase } = this.state;
    return phase === 'BOUND' || phase === 'RENEWING' || phase === 'REBINDING';
  }

  // Messages

  #wants(): [number, Uint8Array][] {
    const { hostName, leaseTime, parameters, maximumSize } = this.#settings;
    const options: [number, Uint8Array][] = [];
    if (leaseTime !== undefined) options.push([LEASE_TIME, uint32(Math.floor(leaseTime / 1000))]);
    if (hostName !== undefined) options.push([HOST_NAME, text(hostName)]);
    options.push([PARAMETER_REQUEST_LIST, Uint8Array.from(parameters)], [MAXIMUM_SIZE, uint16(maximumSize)]);
    return options;
  }

  #send(
    type: MessageType,
    { from, to, clientAddress = 0 }: { readonly from: number; readonly to: number; readonly clientAddress?: number },
    options: readonly (readonly [number, Uint8Array])[],
  ): void {
    const isFinal = type === RELEASE || type === DECLINE;
    const message: DhcpMessage = {
      op: BOOTREQUEST,
      hops: 0,
      transactionId: isFinal ? this.#newTransaction() : this.state.transactionId,
      seconds: isFinal ? 0 : this.state.seconds,
      // Without an address of ours the stack takes broadcasts only.
      broadcast: clientAddress === 0 && !isFinal,
      clientAddress,
      yourAddress: 0,
      nextServerAddress: 0,
      relayAddress: 0,
      mac: this.#settings.mac,
      options: new Map([
        [MESSAGE_TYPE, Uint8Array.of(type)],
        [CLIENT_IDENTIFIER, this.#settings.clientIdentifier],
        ...options,
      ]),
    };
    this.actions.push({ kind: 'send', message, from, to });
  }

  #newTransaction(): number {
    return randomUint32(this.#settings.random);
  }

  #log(level: 'error' | 'warn' | 'info' | 'debug', message: string): void {
    this.actions.push({ kind: 'log', level, message });
  }

  #set(change: Partial<ClientState>): void {
    this.state = { ...this.state, ...change };
  }
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}
