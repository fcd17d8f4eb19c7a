import { describe, expect, test } from 'vitest';
import { parseIpv6 } from '../address6.js';
import { DEPRECATED, type LocalAddress6, LocalAddresses6, PREFERRED } from './local-addresses.js';
import { compareDestinations } from './selection.js';

function entry(text: string, state: LocalAddress6['state'] = PREFERRED): LocalAddress6 {
  return {
    address: parseIpv6(text)!,
    bits: 64,
    origin: 'static',
    state,
    preferredUntil: Number.POSITIVE_INFINITY,
    validUntil: Number.POSITIVE_INFINITY,
    attempt: 0,
    probesLeft: 0,
    probeAt: Number.POSITIVE_INFINITY,
  };
}

function addresses(...list: readonly (string | LocalAddress6)[]): LocalAddresses6 {
  const own = new LocalAddresses6(false, 16);
  for (const item of list) own.add(typeof item === 'string' ? entry(item) : item);
  return own;
}

describe('RFC 6724, 10.1: source address selection', () => {
  test.each([
    ['prefer the appropriate scope', '2001:db8:1::1', ['2001:db8:3::1', 'fe80::1'], '2001:db8:3::1'],
    ['prefer the appropriate scope, to a group', 'ff05::1', ['2001:db8:3::1', 'fe80::1'], '2001:db8:3::1'],
    ['prefer the same address', '2001:db8:1::1', ['2001:db8:1::1', '2001:db8:2::1'], '2001:db8:1::1'],
    ['prefer the appropriate scope, to the link', 'fe80::1', ['fe80::2', '2001:db8:1::1'], 'fe80::2'],
    ['prefer the longest prefix', '2001:db8:1::1', ['2001:db8:1::2', '2001:db8:3::2'], '2001:db8:1::2'],
    [
      'prefer the matching label',
      '2002:c633:6401::1',
      ['2002:c633:6401:0:d5e3:7953:13eb:22e8', '2001:db8:1::2'],
      '2002:c633:6401:0:d5e3:7953:13eb:22e8',
    ],
    ['prefer the matching label, unique local', 'fd11::1', ['2001:db8::1', 'fd22::1'], 'fd22::1'],
  ])('%s', (_name, destination, own, expected) => {
    expect(
      addresses(...own)
        .sourceFor(parseIpv6(destination)!)!
        .toString(),
    ).toBe(expected);
    expect(
      addresses(...[...own].reverse())
        .sourceFor(parseIpv6(destination)!)!
        .toString(),
    ).toBe(expected);
  });

  test('avoid a deprecated address', () => {
    const own = addresses(entry('2001:db8:1::2', DEPRECATED), '2001:db8:3::2');
    expect(own.sourceFor(parseIpv6('2001:db8:1::1')!)!.toString()).toBe('2001:db8:3::2');
  });
});

describe('RFC 6724, 10.2: destination address selection', () => {
  const order = (...pairs: readonly [destination: string, source: string | undefined, deprecated?: boolean][]) =>
    pairs
      .map(([destination, source, deprecated = false]) => ({
        destination: parseIpv6(destination)!,
        source: source === undefined ? undefined : parseIpv6(source)!,
        deprecated,
      }))
      .sort(compareDestinations)
      .map(({ destination }) => destination.toString());

  test.each([
    [
      'matching scope',
      [
        ['2001:db8:1::1', '2001:db8:1::2'],
        ['::ffff:198.51.100.121', '::ffff:169.254.13.78'],
      ],
    ],
    [
      'matching scope, IPv4',
      [
        ['::ffff:198.51.100.121', '::ffff:198.51.100.117'],
        ['2001:db8:1::1', 'fe80::1'],
      ],
    ],
    [
      'higher precedence',
      [
        ['2001:db8:1::1', '2001:db8:1::2'],
        ['::ffff:10.1.2.3', '::ffff:10.1.2.4'],
      ],
    ],
    [
      'smaller scope',
      [
        ['fe80::1', 'fe80::2'],
        ['2001:db8:1::1', '2001:db8:1::2'],
      ],
    ],
    [
      'not deprecated',
      [
        ['fe80::1', 'fe80::2'],
        ['2001:db8:1::1', '2001:db8:1::2', true],
      ],
    ],
    [
      'longest matching prefix',
      [
        ['2001:db8:1::1', '2001:db8:1::2'],
        ['2001:db8:3ffe::1', '2001:db8:3f44::2'],
      ],
    ],
    [
      'matching label',
      [
        ['2002:c633:6401::1', '2002:c633:6401::2'],
        ['2001:db8:1::1', '2002:c633:6401::2'],
      ],
    ],
    [
      '6to4 after native',
      [
        ['2001:db8:1::1', '2001:db8:1::2'],
        ['2002:c633:6401::1', '2002:c633:6401::2'],
      ],
    ],
    [
      'reachable',
      [
        ['::ffff:10.1.2.3', '::ffff:10.1.2.4'],
        ['2001:db8:1::1', undefined],
      ],
    ],
  ] as [string, [string, string | undefined, boolean?][]][])('%s', (_name, pairs) => {
    const expected = pairs.map(([destination]) => parseIpv6(destination)!.toString());
    expect(order(...pairs)).toEqual(expected);
    expect(order(...[...pairs].reverse())).toEqual(expected);
  });

  test('what is equal stays in its order', () => {
    const list: [string, string][] = [
      ['::ffff:192.0.2.9', '::ffff:10.0.0.1'],
      ['::ffff:10.0.0.9', '::ffff:10.0.0.1'],
    ];
    expect(order(...list)).toEqual(['::ffff:192.0.2.9', '::ffff:10.0.0.9']);
  });
});
