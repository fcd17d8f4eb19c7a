import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMac, parseNetworkArgument } from './network-argument.js';

const loopback = (port: number) => ({ address: '127.0.0.1', port });

describe('network argument', () => {
  test.each([
    ['udp:5601-5600', { kind: 'udp', local: loopback(5601), peer: loopback(5600) }],
    ['udp:127.0.0.1:5601-127.0.0.1:5600', { kind: 'udp', local: loopback(5601), peer: loopback(5600) }],
    ['udp:5601-127.0.0.2:1', { kind: 'udp', local: loopback(5601), peer: { address: '127.0.0.2', port: 1 } }],
    ['udp:[::1]:1-[::1]:2', { kind: 'udp', local: { address: '::1', port: 1 }, peer: { address: '::1', port: 2 } }],
    ['tap:tap0', { kind: 'tap', name: 'tap0' }],
    ['tap:tap0,10.0.0.1/24', { kind: 'tap', name: 'tap0', hostAddress: '10.0.0.1/24' }],
  ])('%s', (text, expected) => {
    expect(parseNetworkArgument(text)).toEqual(expected);
  });

  test.each([
    ['', /neither udp:.* nor tap:/],
    ['tap0', /neither/],
    ['udp', /needs two endpoints/],
    ['udp:5600', /needs two endpoints/],
    ['udp:1-2-3', /needs two endpoints/],
    ['udp:0-2', /port 0 is not in 1 to 65535/],
    ['udp:1-65536', /port 65536/],
    ['udp:host:1-2', /"host:1" is no endpoint/],
    ['udp:::1:1-2', /is no endpoint/],
    ['udp:[127.0.0.1]:1-2', /is no endpoint/],
    ['udp:[::1]:1-2', /mixes IPv4 and IPv6/],
    ['tap:', /"" is no interface name/],
    ['tap:tap0,iff-up', /no ADDRESS\/BITS/],
    ['tap:tap0,10.0.0.1', /no ADDRESS\/BITS/],
    ['tap:tap0,10.0.0.1/33', /no ADDRESS\/BITS/],
    ['tap:tap0,10.0.0.1/24,tun-name=x', /no ADDRESS\/BITS/],
    ['tap:a-name-of-16-chr', /no interface name/],
    ['tap:-d', /no interface name/],
    ['tap:a/b', /no interface name/],
  ])('%j is refused', (text, message) => {
    expect(() => parseNetworkArgument(text)).toThrow(message);
  });

  test('any text gives an attachment that is safe to hand on, or one error', () => {
    const alphabet = fc.constantFrom(...'udptap:-,[]./0123456789a\0 \n');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: alphabet }),
          fc.string({ unit: alphabet }).map((s) => `tap:${s}`),
        ),
        (text) => {
          try {
            const attachment = parseNetworkArgument(text);
            if (attachment.kind === 'tap') {
              expect(attachment.name).toMatch(/^[A-Za-z0-9._-]{1,15}$/);
              expect(attachment.hostAddress ?? '').toMatch(/^[0-9./]*$/);
            }
          } catch (error) {
            expect((error as Error).constructor).toBe(Error);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('MAC address', () => {
  test('reads both separators', () => {
    expect([...parseMac('02:00:00:00:00:fE')]).toEqual([2, 0, 0, 0, 0, 254]);
    expect([...parseMac('0A-00-00-00-00-01')]).toEqual([10, 0, 0, 0, 0, 1]);
  });
  test.each(['', '02:00:00:00:00', '02:00:00:00:00:00:00', '2:0:0:0:0:1', 'gg:00:00:00:00:00'])(
    'refuses %j',
    (text) => {
      expect(() => parseMac(text)).toThrow(/is no MAC address/);
    },
  );
  test('refuses a group address', () => {
    expect(() => parseMac('01:00:5e:00:00:01')).toThrow(/group address/);
  });
});
