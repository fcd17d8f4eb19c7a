import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  directedBroadcast,
  formatIpv4,
  formatIpv4Prefix,
  formatMac,
  inPrefix,
  isLoopback,
  isMulticast,
  isReserved,
  isThisNetwork,
  isUnicast,
  netmask,
  parseIpv4,
  parseIpv4Prefix,
} from './address.js';

const address = (text: string) => {
  const value = parseIpv4(text);
  if (value === undefined) throw new Error(text);
  return value;
};

describe('IPv4 addresses', () => {
  test('are unsigned integers in host order', () => {
    expect(parseIpv4('192.0.2.1')).toBe(0xc0000201);
    expect(parseIpv4('255.255.255.255')).toBe(0xffffffff);
    expect(parseIpv4('0.0.0.0')).toBe(0);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '1.2.3.4.',
    '1.2.3.4.5',
    '256.0.0.1',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.00',
    '1.2.3.-4',
    ' 1.2.3.4',
    '1.2.3.4 ',
    '0x7f.0.0.1',
    '1e1.0.0.1',
    '١.2.3.4',
    '1.2.3.4/8',
    '1234567890.1.1.1',
  ])('%j is none', (text) => {
    expect(parseIpv4(text)).toBeUndefined();
  });

  test('survive formatting and parsing', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), (value) => {
        expect(parseIpv4(formatIpv4(value))).toBe(value);
      }),
    );
  });

  test('are read from no text that does not come out again', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9. ]{0,18}$/)), (text) => {
        const value = parseIpv4(text);
        if (value !== undefined) expect(formatIpv4(value)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('prefixes', () => {
  test('have an address and bits', () => {
    expect(parseIpv4Prefix('10.0.0.2/24')).toEqual({ address: 0x0a000002, bits: 24 });
    expect(formatIpv4Prefix({ address: 0x0a000002, bits: 24 })).toBe('10.0.0.2/24');
  });

  test.each([
    '10.0.0.2',
    '10.0.0.2/',
    '10.0.0.2/33',
    '10.0.0.2/024',
    '10.0.0.2/-1',
    '/24',
    '10.0.0.2/24/1',
    '10.0.0.2/1.5',
  ])('%j is none', (text) => {
    expect(parseIpv4Prefix(text)).toBeUndefined();
  });

  test('masks and broadcasts', () => {
    expect(formatIpv4(netmask(0))).toBe('0.0.0.0');
    expect(formatIpv4(netmask(1))).toBe('128.0.0.0');
    expect(formatIpv4(netmask(20))).toBe('255.255.240.0');
    expect(formatIpv4(netmask(32))).toBe('255.255.255.255');
    expect(formatIpv4(directedBroadcast({ address: address('10.1.2.3'), bits: 20 })!)).toBe('10.1.15.255');
    expect(directedBroadcast({ address: address('10.1.2.3'), bits: 31 })).toBeUndefined();
    expect(directedBroadcast({ address: address('10.1.2.3'), bits: 32 })).toBeUndefined();
  });

  test('contain addresses', () => {
    const prefix = { address: address('200.1.2.3'), bits: 24 };
    expect(inPrefix(address('200.1.2.255'), prefix)).toBe(true);
    expect(inPrefix(address('200.1.3.3'), prefix)).toBe(false);
    expect(inPrefix(address('1.1.1.1'), { address: 0, bits: 0 })).toBe(true);
  });
});

test('kinds of addresses', () => {
  expect(isLoopback(address('127.255.0.1'))).toBe(true);
  expect(isLoopback(address('128.0.0.1'))).toBe(false);
  expect(isMulticast(address('224.0.0.0'))).toBe(true);
  expect(isMulticast(address('239.255.255.255'))).toBe(true);
  expect(isMulticast(address('240.0.0.0'))).toBe(false);
  expect(isReserved(address('240.0.0.0'))).toBe(true);
  expect(isThisNetwork(address('0.255.0.1'))).toBe(true);
  expect(isUnicast(address('223.255.255.255'))).toBe(true);
  expect(isUnicast(address('224.0.0.1'))).toBe(false);
  expect(isUnicast(address('255.255.255.255'))).toBe(false);
  expect(isUnicast(0)).toBe(false);
});

test('hardware addresses', () => {
  expect(formatMac(new Uint8Array([9, 2, 0, 0xab, 0, 0, 0x1f]), 1)).toBe('02:00:ab:00:00:1f');
});
