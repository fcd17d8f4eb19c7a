import { parseIpv6, parseIpv6Prefix } from './address6.js';
import { consistsOf, HEXADECIMAL } from './characters.js';
import type { FamilyArguments, StackContext } from './device-driver.js';
import { readConfiguration6 } from './ipv6/configuration.js';

/**
 * `--ipv6=ADDRESS/BITS`, `--ipv6-gateway=ADDRESS`, `--ipv6-secret=HEX`, `--accept-router-advertisements`, and `--ipv4-only` and `--ipv6-only`,
 * which choose between the families.
 */
export const ipv6Arguments: FamilyArguments = {
  specs(options, prefix) {
    return {
      [`${prefix}ipv6`]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS/BITS,...',
        help: 'IPv6 addresses besides those that we make ourselves.',
        default: options?.ipv6 ?? '',
        check: (text) => void addresses(text),
      },
      [`${prefix}ipv6-gateway`]: {
        type: 'string',
        group: 'network',
        value: 'ADDRESS',
        help: 'IPv6 router besides those that advertise themselves; empty for none.',
        default: options?.ipv6Gateway ?? '',
        check: (text) => {
          if (text !== '' && parseIpv6(text) === undefined)
            throw new Error(`"${text}" is no address such as fe80::1; leave it empty for none`);
        },
      },
      [`${prefix}ipv6-secret`]: {
        type: 'string',
        group: 'network',
        value: 'HEX',
        help: '32 hexadecimal digits: the same IPv6 addresses at every start; random if empty.',
        default: '',
        check: (text) => {
          if (text !== '' && (text.length !== 32 || !consistsOf(text, HEXADECIMAL)))
            throw new Error('32 hexadecimal digits are needed');
        },
      },
      [`${prefix}accept-router-advertisements`]: {
        type: 'boolean',
        group: 'network',
        help: 'Takes addresses and routes from IPv6 routers on the link.',
        default: options?.acceptRouterAdvertisements ?? true,
      },
      [`${prefix}ipv4-only`]: { type: 'boolean', group: 'network', help: 'No IPv6.' },
      [`${prefix}ipv6-only`]: { type: 'boolean', group: 'network', help: 'No IPv4.' },
    };
  },

  read({ options, arguments: values }: StackContext, prefix) {
    const name = `${prefix}ipv6`;
    const ipv4Only = values[`${prefix}ipv4-only`] === true;
    const ipv6Only = values[`${prefix}ipv6-only`] === true;
    if (ipv4Only && ipv6Only)
      throw new Error(`--${prefix}ipv4-only and --${prefix}ipv6-only leave nothing; give one of them or none`);
    if (ipv4Only) return { ipv6: false };
    const address = addresses(String(values[name] ?? options?.ipv6 ?? ''));
    const gateway = String(values[`${name}-gateway`] ?? options?.ipv6Gateway ?? '');
    const secret = String(values[`${name}-secret`] ?? '');
    const accept = values[`${prefix}accept-router-advertisements`] ?? options?.acceptRouterAdvertisements ?? true;
    const configuration = { address, ...(gateway === '' ? {} : { gateway }) };
    try {
      readConfiguration6(configuration);
    } catch {
      throw new Error(
        `--${name}-gateway=${gateway} is not another station in a network of --${name}=${address.join()}; ` +
          `name one that is, such as fe80::1, or give --${name}-gateway= for none`,
      );
    }
    return {
      ...(ipv6Only ? { ipv4: false } : {}),
      ipv6: {
        ...configuration,
        acceptRouterAdvertisements: accept === true,
        ...(secret === ''
          ? {}
          : { secret: Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(secret.slice(2 * i, 2 * i + 2), 16)) }),
      },
    };
  },
};

/** @throws {Error} naming what is no address */
function addresses(text: string): string[] {
  const list = text.split(',').filter((item) => item !== '');
  for (const item of list)
    if (parseIpv6Prefix(item) === undefined)
      throw new Error(`"${item}" is no address with the bits of its network, such as 2001:db8::2/64`);
  return list;
}
