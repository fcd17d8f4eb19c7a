import { type DhcpServer, serveDhcp } from '@morgana/dhcp';
import { Forwarder, Recursor, type Server, serveDns } from '@morgana/dns';
import type { Endpoint, Stack } from '@morgana/flow';
import { memoryStore } from '@morgana/kv';
import { type Logger, logger } from '@morgana/log';
import type { Network } from '@morgana/network';
import type { Random } from '@morgana/random';
import {
  createStack,
  formatIpv4Prefix,
  formatIpv6Prefix,
  netmask,
  networkOf6,
  parseIpv4Prefix,
  parseIpv6Prefix,
  routerAdvertisement,
  type TcpIpStack,
} from '@morgana/tcpip';
import type { Clock, Timer } from '@morgana/time';
import type { GatewayContext } from './context.js';
import { type GatewayCounters, gatewayCounters } from './counters.js';
import { type ActiveForward, type Forward, openForward } from './inbound.js';
import { OutboundDatagrams, openOutbound } from './outbound.js';
import { type OutboundPolicy, outboundPolicy } from './policy.js';

export interface GatewayOptions {
  /** The wire to the appliance. */
  readonly network: Network;
  /** The host's sockets. */
  readonly host: Stack;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: Logger;
  /** The gateway's address on the wire, and the bits of its network. @default "10.0.0.1/24" */
  readonly address?: string;
  /** The same for IPv6; false: none. Hosts on the wire hear of it by router advertisements. @default "fd4d:6f72:6761::1/64" */
  readonly address6?: string | false;
  /** The appliance's address, of either family. @default "10.0.0.2" */
  readonly guest?: string;
  readonly forwards?: readonly Forward[];
  /** Where the appliance may connect to; by default everywhere but to this host and link (see `outboundPolicy`). */
  readonly policy?: OutboundPolicy;
  /** Lets the appliance reach loopback services of the host at the gateway's address. @default false */
  readonly hostLoopback?: boolean;
  /** Tells the appliance its address by DHCP, so that it may be started with `--ipv4=dhcp`. @default false */
  readonly dhcp?: boolean;
  /** The host's DNS resolver: the gateway answers the appliance's questions at its address, port 53, and passes them on. */
  readonly resolver?: Endpoint;
  /** Milliseconds after which an unused UDP association ends (RFC 4787, REQ-5). @default 120000 */
  readonly udpIdle?: number;
  /** UDP associations at most, for each forward and for the appliance's own. @default 1024 */
  readonly udpCapacity?: number;
}

export interface Gateway {
  readonly forwards: readonly ActiveForward[];
  readonly counters: Readonly<GatewayCounters>;
  /** Our stack on the appliance's network. */
  readonly stack: Stack;
  /** Closes the forwards and breaks what goes through. The network and the host's stack stay the caller's. Idempotent. */
  close(): Promise<void>;
}

/** Of the user-mode network, unique local (RFC 4193). The appliance makes itself an address beside it. */
const DEFAULT_ADDRESS6 = 'fd4d:6f72:6761::1/64';
/** Seconds that an advertisement makes us a router for, and milliseconds between two (RFC 4861, 6.2.1). */
const ROUTER_LIFETIME = 1800;
const ADVERTISEMENT_INTERVAL = 300_000;
const SOLICITATION_INTERVAL = 500;

/** Milliseconds. An appliance that is started anew may have another hardware address, and wants the only address soon. */
const LEASE_TIME = 60_000;

/**
 * A user-mode network for one appliance: what a router, its port forwards and its address translation do, with our own
 * TCP/IP on the near side and ordinary host sockets on the far one. No privileges are needed.
 *
 * @throws {FlowError} "in-use" or "invalid" when a forward's host port cannot be had; nothing is left open then
 */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const address = options.address ?? '10.0.0.1/24';
  const gatewayAddress = address.split('/')[0]!;
  const address6 = options.address6 ?? DEFAULT_ADDRESS6;
  const log = options.log ?? logger('gateway');
  const counters = gatewayCounters();
  const stack = createStack({
    network: options.network,
    clock: options.clock,
    random: options.random,
    address,
    ipv4: { acceptAnyAddress: true },
    ipv6: address6 !== false && { address: address6, acceptAnyAddress: true, acceptRouterAdvertisements: false },
  });
  const context: GatewayContext = {
    inside: stack,
    host: options.host,
    guest: options.guest ?? '10.0.0.2',
    policy:
      options.policy ??
      outboundPolicy({
        gateway: gatewayAddress,
        ...(address6 === false ? {} : { gateway6: address6 }),
        hostLoopback: options.hostLoopback ?? false,
      }),
    clock: options.clock,
    log,
    counters,
    udpIdle: options.udpIdle ?? 120_000,
    udpCapacity: options.udpCapacity ?? 1024,
  };
  const datagrams = new OutboundDatagrams(context, (bytes, from, to) => stack.sendDatagram(bytes, from, to));
  stack.interceptConnections((request) => void openOutbound(context, request));
  stack.interceptDatagrams((bytes, from, to) => datagrams.forward(bytes, from, to));

  const forwards: ActiveForward[] = [];
  let dhcp: DhcpServer | undefined;
  const stopAdvertising = address6 === false ? () => {} : advertise(stack, address6, options);
  let dns: Server | undefined;
  const close = async (): Promise<void> => {
    stopAdvertising();
    await dhcp?.close();
    await dns?.close();
    datagrams.close();
    await Promise.all(forwards.map((forward) => forward.close()));
    await stack.close();
  };
  try {
    if (options.dhcp === true) dhcp = await serveGuest(stack, address, context, options);
    if (options.resolver !== undefined) dns = await serveQuestions(stack, options.resolver, context, options);
    for (const forward of options.forwards ?? []) forwards.push(await openForward(context, forward));
  } catch (error) {
    await close();
    throw error;
  }
  return { forwards, counters, stack, close };
}

/** A forwarder with a cache. The host's resolver and we are on one machine: what it says of validation is passed on. */
function serveQuestions(
  stack: TcpIpStack,
  resolver: Endpoint,
  { host, clock, log }: GatewayContext,
  { random }: GatewayOptions,
): Promise<Server> {
  const forwarder = new Forwarder({ stack: host, clock, random, servers: [resolver], trustAd: true });
  const recursor = new Recursor({ resolver: forwarder, clock, allow: () => true, log });
  return serveDns({ stack, clock, responder: recursor, handler: recursor.handle, deferred: 256, log });
}

/** Tells the appliance that we are its router, and answers when it asks (RFC 4861, 6.2). Returns what ends it. */
function advertise(stack: TcpIpStack, address: string, { network, clock, resolver }: GatewayOptions): () => void {
  const prefix = parseIpv6Prefix(address)!;
  const message = routerAdvertisement(
    {
      prefix: formatIpv6Prefix({ address: networkOf6(prefix), bits: prefix.bits }),
      lifetime: ROUTER_LIFETIME,
      ...(resolver === undefined ? {} : { nameServers: [prefix.address.toString()] }),
    },
    network.mac,
  );
  let timer: Timer | undefined;
  let answered = Number.NEGATIVE_INFINITY;
  const send = (): void => {
    timer?.cancel();
    timer = clock.setTimer(clock.monotonic() + ADVERTISEMENT_INTERVAL, send);
    stack.sendRouterAdvertisement(message);
  };
  stack.watchRouterSolicitations(() => {
    // RFC 4861, 6.2.6: solicitations in a row have one answer.
    if (clock.monotonic() - answered < SOLICITATION_INTERVAL) return;
    answered = clock.monotonic();
    send();
  });
  send();
  return () => {
    timer?.cancel();
    stack.watchRouterSolicitations(undefined);
  };
}

/** The wire has one guest, so there is one address to give, and nobody to ask whether it is taken. */
function serveGuest(
  stack: TcpIpStack,
  address: string,
  { guest, clock, log }: GatewayContext,
  { network, resolver }: GatewayOptions,
): Promise<DhcpServer> {
  const prefix = parseIpv4Prefix(address)!;
  const router = stack.addresses[0]!;
  return serveDhcp({
    stack,
    store: memoryStore(),
    clock,
    log,
    probe: false,
    networks: [
      {
        network: formatIpv4Prefix({ address: (prefix.address & netmask(prefix.bits)) >>> 0, bits: prefix.bits }),
        pools: [{ first: guest, last: guest }],
        router,
        ...(resolver === undefined ? {} : { nameServers: [router] }),
        mtu: network.mtu,
        leaseTime: LEASE_TIME,
      },
    ],
  });
}
