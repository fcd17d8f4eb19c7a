import type { Driver } from '@morgana/boot';
import type { Logger } from '@morgana/log';
import type { Network } from '@morgana/network';
import type { Random } from '@morgana/random';
import { type NetworkAttachment, parseMac, parseNetworkArgument } from './network-argument.js';

export {
  checkHostAddress,
  checkInterfaceName,
  type HostEndpoint,
  type NetworkAttachment,
  parseMac,
  parseNetworkArgument,
} from './network-argument.js';

export interface NetworkDriverOptions {
  /** What the network is attached to unless the boot argument says otherwise, in the same form. */
  readonly attach?: string;
  /** "02:00:00:00:00:01"; by default a random one. */
  readonly mac?: string;
  /** Of a udp attachment: largest IP packet in octets; by default 1500. */
  readonly mtu?: number;
  /** Of a udp attachment: permits endpoints that are not on loopback. */
  readonly allowRemote?: boolean;
}

type Kind = NetworkAttachment['kind'];

/** Opens an attachment of one kind. */
export type OpenAttachment<K extends Kind> = (
  attachment: NetworkAttachment & { readonly kind: K },
  mac: Uint8Array,
  options: NetworkDriverOptions,
  log: Logger,
  /** Of the device. */
  name: string,
) => Promise<Network>;

/** What a driver can attach to: only what it has an entry for, so that the rest is not linked. */
export type Openers = { readonly [K in Kind]?: OpenAttachment<K> };

const FORMS: Readonly<Record<Kind, string>> = { udp: 'udp:ADDRESS:PORT-ADDRESS:PORT', tap: 'tap:NAME[,ADDRESS/BITS]' };
const EXAMPLES: Readonly<Record<Kind, string>> = { udp: 'udp:5601-5600', tap: 'tap:tap0,10.0.0.1/24' };
const HELP: Readonly<Record<Kind, string>> = {
  udp: "a frame per UDP datagram (our endpoint, then the peer's)",
  tap: 'a tap device of the host (as root)',
};

/** A driver of networks: `--NAME=ATTACHMENT` and `--NAME-mac=MAC`. */
export function networkDriverOf(
  openers: Openers,
): Driver<Network, Record<never, never>, NetworkDriverOptions | undefined> {
  const kinds = Object.keys(openers) as Kind[];
  const parse = (text: string): NetworkAttachment => {
    const attachment = parseNetworkArgument(text);
    if (openers[attachment.kind] === undefined) {
      throw new Error(`"${text}": this image was linked for ${kinds.map((kind) => FORMS[kind]).join(' or ')} only`);
    }
    return attachment;
  };
  return {
    bootArguments(name, options) {
      return {
        [name]: {
          type: 'string',
          group: 'network',
          value: kinds.map((kind) => FORMS[kind]).join('|'),
          help: `What ${name} is attached to: ${kinds.map((kind) => HELP[kind]).join(', or ')}.`,
          check: (text) => void parse(text),
          ...(options?.attach === undefined ? {} : { default: options.attach }),
        },
        [`${name}-mac`]: {
          type: 'string',
          group: 'network',
          value: 'MAC',
          help: `Ethernet address of ${name}; by default a random one.`,
          check: (text) => void parseMac(text),
          ...(options?.mac === undefined ? {} : { default: options.mac }),
        },
      };
    },
    async start(context) {
      const { name, options, platform } = context;
      const text = context.arguments[name] ?? options?.attach;
      if (typeof text !== 'string' || text === '') {
        const examples = kinds.map((kind) => `--${name}=${EXAMPLES[kind]}`);
        throw new Error(`it is attached to nothing; add ${examples.join(' or ')}`);
      }
      const macText = context.arguments[`${name}-mac`] ?? options?.mac;
      const mac = typeof macText === 'string' ? parseMac(macText) : randomMac(platform.random);
      const attachment = parse(text);
      const device =
        attachment.kind === 'udp'
          ? await (openers.udp as OpenAttachment<'udp'>)(attachment, mac, options ?? {}, context.log, name)
          : await (openers.tap as OpenAttachment<'tap'>)(attachment, mac, options ?? {}, context.log, name);
      context.log.debug('attached', { to: text, mtu: device.mtu });
      return { device, close: () => device.close() };
    },
  };
}

/** Unicast and locally administered (IEEE 802-2014, 8.2). */
export function randomMac(random: Random): Uint8Array {
  const mac = new Uint8Array(6);
  random.fill(mac);
  mac[0] = ((mac[0] as number) & 0xfc) | 0x02;
  return mac;
}
