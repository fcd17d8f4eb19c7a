import { formatIpv4, inPrefix } from '@morgana/tcpip';
import { BOOTREPLY, BOOTREQUEST, type DhcpMessage } from '../wire/message.js';
import {
  ACK,
  CLIENT_IDENTIFIER,
  DECLINE,
  DISCOVER,
  HOST_NAME,
  INFORM,
  LEASE_TIME,
  MAXIMUM_SIZE,
  MESSAGE,
  MESSAGE_TYPE,
  type MessageType,
  NAK,
  OFFER,
  PARAMETER_REQUEST_LIST,
  REBINDING_TIME,
  RELAY_INFORMATION,
  RELEASE,
  RENEWAL_TIME,
  REQUEST,
  REQUESTED_ADDRESS,
  ROUTER,
  SERVER_IDENTIFIER,
  SUBNET_MASK,
} from '../wire/option-codes.js';
import { messageType, readText, readUint16, readUint32, text, uint32 } from '../wire/values.js';
import { type Binding, Bindings, isServed } from './bindings.js';
import type { ServedNetwork } from './configuration.js';
import { type ServerCounters, serverCounters } from './counters.js';

/** A message and the way to its receiver (RFC 2131, 4.1). */
export interface Reply {
  readonly message: DhcpMessage;
  /** Octets of IP packet that the receiver takes. */
  readonly maximumSize: number;
  readonly to: number;
  readonly port: 67 | 68;
  /** The receiver at `to` cannot answer ARP yet: this is its hardware address. */
  readonly mac: Uint8Array | undefined;
}

export type ServerAction =
  | { readonly kind: 'send'; readonly reply: Reply }
  /** Once the binding is durable, and only then, `reply` may go out (RFC 2131, 2.1). */
  | { readonly kind: 'store'; readonly binding: Binding; readonly reply: Reply | undefined }
  /** Asks whether somebody uses the address; the answer is `probed`. */
  | { readonly kind: 'probe'; readonly address: number }
  | { readonly kind: 'log'; readonly level: 'warn' | 'info' | 'debug'; readonly message: string };

export interface ServerSettings {
  /** Our address: the server identifier. */
  readonly address: number;
  readonly networks: readonly ServedNetwork[];
  /** Refuses what we do not know, instead of leaving it to other servers. */
  readonly authoritative: boolean;
  /** Probes an address before it is offered for the first time. */
  readonly probe: boolean;
  /** Milliseconds that an offer is held, and that an address which somebody uses is left alone. */
  readonly offerTime: number;
  readonly declineTime: number;
}

/** Probes under way at a time. More DISCOVERs are dropped; clients repeat them. */
const MAXIMUM_PROBES = 64;
/** Addresses tried for one DISCOVER when others are found in use. */
const PROBE_ATTEMPTS = 3;
/** A client gets these even if its list of parameters leaves them out. */
const ALWAYS = /* @__PURE__ */ new Set([SUBNET_MASK, ROUTER]);

interface PendingOffer {
  readonly message: DhcpMessage;
  readonly network: ServedNetwork;
  readonly client: string;
  readonly attempts: number;
}

/**
 * A DHCP server (RFC 2131, 4.3) on tables: messages, results of probes and times in, actions out. It never throws, and
 * never waits.
 */
export class ServerCore {
  readonly bindings: Bindings;
  readonly counters: ServerCounters;
  readonly #settings: ServerSettings;
  readonly #pending: Map<number, PendingOffer>;

  constructor(settings: ServerSettings) {
    this.bindings = new Bindings();
    this.counters = serverCounters();
    this.#settings = settings;
    this.#pending = new Map();
  }

  /** Takes a binding over from a store, before the first message. False: it has been superseded, or its address is not served any more. */
  restore(address: number, client: string, mac: string, hostName: string, expiresAt: number): boolean {
    const network = this.#settings.networks.find(({ prefix }) => inPrefix(address, prefix));
    if (network === undefined || !isServed(network, address) || network.excluded.has(address)) return false;
    // A client that has moved to another address has left a record behind.
    const other = this.bindings.of(network, client);
    if (other !== undefined && other.expiresAt >= expiresAt) return false;
    this.bindings.set({ address, network, client, mac, hostName, state: 'leased', expiresAt });
    return true;
  }

  input(message: DhcpMessage, now: number): ServerAction[] {
    const { counters } = this;
    const type = messageType(message.options);
    if (message.op !== BOOTREQUEST || type === undefined) {
      counters.drops.notDhcp++;
      return [];
    }
    const network = this.#networkOf(message);
    if (network === undefined) {
      counters.drops.noNetwork++;
      return [];
    }
    switch (type) {
      case DISCOVER:
        counters.discovers++;
        return this.#discover(message, network, now);
      case REQUEST:
        counters.requests++;
        return this.#request(message, network, now);
      case DECLINE:
        counters.declines++;
        return this.#decline(message, network, now);
      case RELEASE:
        counters.releases++;
        return this.#release(message, network, now);
      case INFORM:
        counters.informs++;
        return this.#inform(message, network);
      default:
        // An OFFER, ACK or NAK in a request.
        counters.drops.notDhcp++;
        return [];
    }
  }

  /** What came of a probe: whether somebody uses the address. */
  probed(address: number, inUse: boolean, now: number): ServerAction[] {
    const pending = this.#pending.get(address);
    if (pending === undefined) return [];
    this.#pending.delete(address);
    const { message, network, client, attempts } = pending;
    if (!inUse) {
      const binding = this.bindings.of(network, client);
      return binding?.address === address ? [this.#offer(message, binding)] : [];
    }
    this.counters.conflicts++;
    this.#quarantine(address, network, now);
    const warning = log('warn', `${formatIpv4(address)} is used by somebody who has no lease for it; it is left alone`);
    if (attempts >= PROBE_ATTEMPTS) return [warning];
    return [warning, ...this.#allocate(message, network, client, attempts + 1, now)];
  }

  // Messages

  #discover(message: DhcpMessage, network: ServedNetwork, now: number): ServerAction[] {
    const client = clientKey(message);
    const binding = this.bindings.of(network, client);
    if (binding !== undefined && binding.expiresAt > now && this.#isUsable(binding, client, now)) {
      const pending = this.#pending.get(binding.address);
      if (pending === undefined) return [this.#offer(message, binding)];
      // It asks again while its address is being probed: the answer is for the last message.
      this.#pending.set(binding.address, { ...pending, message });
      return [];
    }
    return this.#allocate(message, network, client, 1, now);
  }

  /** RFC 2131, 4.3.1: what the client has had, what is reserved for it, what it asks for, any. */
  #allocate(
    message: DhcpMessage,
    network: ServedNetwork,
    client: string,
    attempts: number,
    now: number,
  ): ServerAction[] {
    const { bindings, counters } = this;
    if (this.#pending.size >= MAXIMUM_PROBES) {
      counters.drops.tooManyProbes++;
      return [];
    }
    const reserved = network.reservedFor.get(client) ?? network.reservedFor.get(macKey(message));
    const had = bindings.of(network, client)?.address;
    const asked = readUint32(message.options, REQUESTED_ADDRESS);
    const usable = (address: number | undefined): address is number =>
      address !== undefined &&
      isServed(network, address) &&
      bindings.isAvailable(network, address, reservedClient(network, address, message) ?? client, now) &&
      !this.#pending.has(address);
    let address: number | undefined;
    if (reserved !== undefined) address = usable(reserved) ? reserved : undefined;
    address ??= [had, asked].find((candidate) => usable(candidate)) ?? bindings.findFree(network, client, now);
    if (address === undefined) {
      counters.drops.exhausted++;
      return [
        log(
          'warn',
          `no free address for ${macText(message)} in ${formatIpv4(network.prefix.address)}/${network.prefix.bits}`,
        ),
      ];
    }
    const binding: Binding = {
      address,
      network,
      client,
      mac: macText(message),
      hostName: readText(message.options, HOST_NAME) ?? '',
      state: 'offered',
      expiresAt: now + this.#settings.offerTime,
    };
    bindings.set(binding);
    if (!this.#settings.probe) return [this.#offer(message, binding)];
    this.#pending.set(address, { message, network, client, attempts });
    counters.probes++;
    return [{ kind: 'probe', address }];
  }

  /** RFC 2131, 4.3.2 */
  #request(message: DhcpMessage, network: ServedNetwork, now: number): ServerAction[] {
    const { address: own, authoritative } = this.#settings;
    const client = clientKey(message);
    const binding = this.bindings.of(network, client);
    const server = readUint32(message.options, SERVER_IDENTIFIER);
    const requested = readUint32(message.options, REQUESTED_ADDRESS);
    if (server !== undefined) {
      // SELECTING
      if (server !== own) {
        // It has taken another server's offer: ours is free again.
        if (binding?.state === 'offered') this.bindings.delete(binding);
        this.counters.drops.otherServer++;
        return [];
      }
      if (requested === undefined) return this.#refuse(message, network, 'no address was requested');
      if (this.#pending.has(requested)) return [];
      if (binding?.address === requested && this.#isUsable(binding, client, now))
        return this.#grant(message, binding, now);
      return this.#refuse(message, network, `${formatIpv4(requested)} was not offered, or too long ago`);
    }
    // INIT-REBOOT with the option; RENEWING and REBINDING with `ciaddr`.
    const address = message.clientAddress !== 0 ? message.clientAddress : requested;
    if (address === undefined) {
      this.counters.drops.notDhcp++;
      return [];
    }
    if (
      binding !== undefined &&
      binding.address === address &&
      binding.state !== 'offered' &&
      this.#isUsable(binding, client, now)
    ) {
      return this.#grant(message, binding, now);
    }
    if (binding !== undefined && binding.state === 'leased') {
      return this.#refuse(message, network, `your address is ${formatIpv4(binding.address)}`);
    }
    if (!inPrefix(address, network.prefix)) {
      return this.#refuse(message, network, `${formatIpv4(address)} is not in this network`);
    }
    if (authoritative) return this.#refuse(message, network, `${formatIpv4(address)} is not leased to you`);
    this.counters.drops.unknownClient++;
    return [];
  }

  #grant(message: DhcpMessage, binding: Binding, now: number): ServerAction[] {
    const leaseTime = this.#leaseTime(message, binding.network);
    const hostName = readText(message.options, HOST_NAME) ?? binding.hostName;
    const leased: Binding = { ...binding, hostName, state: 'leased', expiresAt: now + leaseTime };
    this.bindings.set(leased);
    this.counters.acks++;
    const isNew = binding.state !== 'leased';
    return [
      { kind: 'store', binding: leased, reply: this.#reply(ACK, message, binding.network, binding.address, leaseTime) },
      log(
        isNew ? 'info' : 'debug',
        `${isNew ? 'leased' : 'renewed'} ${formatIpv4(binding.address)} to ${binding.mac} ${hostName}`.trimEnd(),
      ),
    ];
  }

  #refuse(message: DhcpMessage, network: ServedNetwork, because: string): ServerAction[] {
    this.counters.naks++;
    const reply = this.#reply(NAK, message, network, 0, undefined, because);
    return [{ kind: 'send', reply }, log('debug', `refused ${macText(message)}: ${because}`)];
  }

  #decline(message: DhcpMessage, network: ServedNetwork, now: number): ServerAction[] {
    const address = readUint32(message.options, REQUESTED_ADDRESS);
    const binding = this.bindings.of(network, clientKey(message));
    if (!this.#isForUs(message) || binding === undefined || binding.address !== address) {
      this.counters.drops.unknownClient++;
      return [];
    }
    this.#quarantine(address, network, now);
    const freed: Binding = { ...binding, state: 'released', expiresAt: now };
    const warning = `${binding.mac} found ${formatIpv4(address)} in use by somebody else; it is left alone`;
    return [{ kind: 'store', binding: freed, reply: undefined }, log('warn', warning)];
  }

  #release(message: DhcpMessage, network: ServedNetwork, now: number): ServerAction[] {
    const binding = this.bindings.of(network, clientKey(message));
    if (!this.#isForUs(message) || binding?.address !== message.clientAddress || binding.state !== 'leased') {
      this.counters.drops.unknownClient++;
      return [];
    }
    const released: Binding = { ...binding, state: 'released', expiresAt: now };
    this.bindings.set(released);
    return [
      { kind: 'store', binding: released, reply: undefined },
      log('info', `${binding.mac} released ${formatIpv4(binding.address)}`),
    ];
  }

  /** A client with an address of its own asks for the rest (RFC 2131, 4.3.5). */
  #inform(message: DhcpMessage, network: ServedNetwork): ServerAction[] {
    // Only into networks of ours: nobody is sent what somebody else asked for.
    if (!inPrefix(message.clientAddress, network.prefix)) {
      this.counters.drops.noNetwork++;
      return [];
    }
    return [{ kind: 'send', reply: this.#reply(ACK, message, network, 0, undefined) }];
  }

  // Parts

  #networkOf(message: DhcpMessage): ServedNetwork | undefined {
    const { networks, address } = this.#settings;
    const inside = (of: number): ServedNetwork | undefined => networks.find(({ prefix }) => inPrefix(of, prefix));
    if (message.relayAddress !== 0) return inside(message.relayAddress);
    // A client that moved and renews its old address by broadcast is told so by the network that it is in now.
    if (message.clientAddress !== 0) return inside(message.clientAddress) ?? inside(address);
    return inside(address);
  }

  /** Whether its client may have the address (still): it is served, not reserved for others, and the client's. */
  #isUsable(binding: Binding, client: string, now: number): boolean {
    const { network, address } = binding;
    if (binding.state === 'declined' || binding.client !== client || !isServed(network, address)) return false;
    const reservedFor = network.reservations.get(address);
    if (reservedFor !== undefined)
      return reservedFor === client || reservedFor === `mac:${binding.mac.replaceAll(':', '')}`;
    const reserved =
      network.reservedFor.get(client) ?? network.reservedFor.get(`mac:${binding.mac.replaceAll(':', '')}`);
    // A reservation that was made since then is to be followed at the next chance, if its address is free.
    if (
      reserved !== undefined &&
      this.bindings.isAvailable(network, reserved, network.reservations.get(reserved)!, now)
    )
      return false;
    return !network.excluded.has(address);
  }

  #isForUs(message: DhcpMessage): boolean {
    return readUint32(message.options, SERVER_IDENTIFIER) === this.#settings.address;
  }

  #quarantine(address: number, network: ServedNetwork, now: number): void {
    const old = this.bindings.at(address);
    if (old !== undefined) this.bindings.delete(old);
    const expiresAt = now + this.#settings.declineTime;
    const client = `declined:${address}`;
    this.bindings.set({ address, network, client, mac: '', hostName: '', state: 'declined', expiresAt });
  }

  #leaseTime(message: DhcpMessage, network: ServedNetwork): number {
    const wished = readUint32(message.options, LEASE_TIME);
    if (wished === undefined) return network.leaseTime;
    // At least a minute, so that nobody can keep us busy by renewing.
    return Math.min(Math.max(wished * 1000, 60_000), network.maximumLeaseTime);
  }

  #offer(message: DhcpMessage, binding: Binding): ServerAction {
    this.counters.offers++;
    const leaseTime = this.#leaseTime(message, binding.network);
    return { kind: 'send', reply: this.#reply(OFFER, message, binding.network, binding.address, leaseTime) };
  }

  #reply(
    type: MessageType,
    request: DhcpMessage,
    network: ServedNetwork,
    yourAddress: number,
    leaseTime: number | undefined,
    because?: string,
  ): Reply {
    const { relayAddress, clientAddress, mac, broadcast } = request;
    const options = new Map<number, Uint8Array>([
      [MESSAGE_TYPE, Uint8Array.of(type)],
      [SERVER_IDENTIFIER, uint32(this.#settings.address)],
    ]);
    if (leaseTime !== undefined) {
      options.set(LEASE_TIME, uint32(Math.floor(leaseTime / 1000)));
      options.set(RENEWAL_TIME, uint32(Math.floor(leaseTime / 2000)));
      options.set(REBINDING_TIME, uint32(Math.floor((leaseTime * 7) / 8000)));
    }
    if (because !== undefined) options.set(MESSAGE, text(because));
    // RFC 6842
    const identifier = request.options.get(CLIENT_IDENTIFIER);
    if (identifier !== undefined) options.set(CLIENT_IDENTIFIER, identifier);
    if (type !== NAK) {
      const list = request.options.get(PARAMETER_REQUEST_LIST);
      for (const [code, value] of network.options) {
        if (list === undefined || ALWAYS.has(code) || list.includes(code)) options.set(code, value);
      }
    }
    // Last, as it came (RFC 3046, 2.2).
    const relayInformation = relayAddress === 0 ? undefined : request.options.get(RELAY_INFORMATION);
    if (relayInformation !== undefined) options.set(RELAY_INFORMATION, relayInformation);
    let to = BROADCAST;
    let port: 67 | 68 = 68;
    let isUnresolved = false;
    if (relayAddress !== 0) {
      to = relayAddress;
      port = 67;
    } else if (type !== NAK) {
      if (clientAddress !== 0) to = clientAddress;
      else if (!broadcast && yourAddress !== 0) {
        to = yourAddress;
        isUnresolved = true;
      }
    }
    return {
      message: {
        op: BOOTREPLY,
        hops: 0,
        transactionId: request.transactionId,
        seconds: 0,
        // A relay must not send a NAK to the address that it refuses (RFC 2131, 4.3.2).
        broadcast: broadcast || (type === NAK && relayAddress !== 0),
        clientAddress: type === NAK ? 0 : clientAddress,
        yourAddress,
        nextServerAddress: 0,
        relayAddress,
        mac,
        options,
      },
      maximumSize: readUint16(request.options, MAXIMUM_SIZE) ?? 576,
      to,
      port,
      mac: isUnresolved ? mac : undefined,
    };
  }
}

const BROADCAST = 0xffff_ffff;

/** Who a client is: its identifier if it has one, else its hardware address (RFC 2131, 4.2). */
export function clientKey(message: DhcpMessage): string {
  const identifier = message.options.get(CLIENT_IDENTIFIER);
  return identifier === undefined ? macKey(message) : `id:${hexadecimal(identifier)}`;
}

/** A reservation for a hardware address counts whatever identifier its client has. */
function reservedClient(network: ServedNetwork, address: number, message: DhcpMessage): string | undefined {
  const client = network.reservations.get(address);
  return client === macKey(message) ? client : undefined;
}

function macKey(message: DhcpMessage): string {
  return `mac:${hexadecimal(message.mac)}`;
}

function macText({ mac }: DhcpMessage): string {
  return hexadecimal(mac).replace(/..(?=.)/g, '$&:');
}

function hexadecimal(bytes: Uint8Array): string {
  let digits = '';
  for (const octet of bytes) digits += octet.toString(16).padStart(2, '0');
  return digits;
}

function log(level: 'warn' | 'info' | 'debug', message: string): ServerAction {
  return { kind: 'log', level, message };
}
