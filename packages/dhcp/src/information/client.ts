import type { DatagramSocket } from '@morgana/flow';
import { type Logger, logger } from '@morgana/log';
import { defaultRandom, type Random } from '@morgana/random';
import type { TcpIpStack } from '@morgana/tcpip';
import { type Clock, defaultClock, type Timer } from '@morgana/time';
import { InformationCore } from './core.js';
import { type Information, linkLayerIdentifier } from './message.js';

export interface InformationClientOptions {
  /** With IPv6. Its UDP port 546 is taken. */
  readonly stack: TcpIpStack;
  /** Of the device below the stack: six octets. */
  readonly mac: Uint8Array;
  /** Asks although no router says that there is something to be had. Default false. */
  readonly always?: boolean;
  /** By default the platform's. */
  readonly clock?: Clock;
  readonly random?: Random;
  /** By default the platform's, as "dhcpv6". */
  readonly log?: Logger;
}

export interface InformationClient {
  /** What a server has told last. */
  readonly information: Information | undefined;
  /** Messages that were not ours or made no sense. */
  readonly dropped: number;
  /** Called after each change. */
  onChange(handler: () => void): void;
  close(): void;
}

const CLIENT_PORT = 546;
const SERVERS = { address: 'ff02::1:2', port: 547 };

/**
 * DHCPv6 without addresses (RFC 8415, 6.1): asks the servers of the link for name servers, domains and time servers when a router says
 * that there are some (the O flag, RFC 4861, 4.2), and again when they say.
 * @throws {FlowError} "in-use" when somebody else has UDP port 546 of the stack
 */
export async function startInformationClient(options: InformationClientOptions): Promise<InformationClient> {
  const client = new Client(options);
  await client.start();
  return client;
}

class Client implements InformationClient {
  dropped: number;
  readonly #stack: TcpIpStack;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #always: boolean;
  readonly #core: InformationCore;
  readonly #handlers: (() => void)[];
  #socket: DatagramSocket | undefined;
  #timer: Timer | undefined;
  #wanted: boolean;
  #unwatch: () => void;

  constructor({ stack, mac, always = false, clock, random, log }: InformationClientOptions) {
    this.dropped = 0;
    this.#stack = stack;
    this.#clock = clock ?? defaultClock();
    this.#log = log ?? logger('dhcpv6');
    this.#always = always;
    this.#core = new InformationCore(linkLayerIdentifier(mac), random ?? defaultRandom());
    this.#handlers = [];
    this.#socket = undefined;
    this.#timer = undefined;
    this.#wanted = false;
    this.#unwatch = () => {};
  }

  get information(): Information | undefined {
    return this.#core.information;
  }

  async start(): Promise<void> {
    this.#socket = await this.#stack.bind({ port: CLIENT_PORT }, (bytes, from) => {
      if (from.port === SERVERS.port && this.#core.input(bytes, this.#clock.monotonic())) this.#told();
      else this.dropped++;
    });
    this.#unwatch = this.#stack.watchIpv6(() => this.#look());
    this.#look();
  }

  onChange(handler: () => void): void {
    this.#handlers.push(handler);
  }

  close(): void {
    this.#unwatch();
    this.#core.end();
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#socket?.close();
    this.#socket = undefined;
  }

  /** Whether a router's word on it has changed. */
  #look(): void {
    const { other, managed } = this.#stack.ipv6State();
    const wanted = this.#always || other || managed;
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    if (wanted) this.#core.begin(this.#clock.monotonic());
    else this.#core.end();
    this.#arm();
  }

  #told(): void {
    const { nameServers, searchDomains } = this.#core.information!;
    this.#log.info(`name servers ${nameServers.join(', ') || 'none'}, domains ${searchDomains.join(', ') || 'none'}`);
    this.#arm();
    for (const handler of this.#handlers) handler();
  }

  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const deadline = this.#core.nextDeadline();
    if (deadline === Number.POSITIVE_INFINITY || this.#socket === undefined) return;
    this.#timer = this.#clock.setTimer(deadline, () => {
      const message = this.#core.runTimers(this.#clock.monotonic());
      if (message !== undefined) this.#socket?.send(message, SERVERS);
      this.#arm();
    });
  }
}
