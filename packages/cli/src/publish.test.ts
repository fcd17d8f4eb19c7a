import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failure } from './failure.js';
import { parseForward, parseForwards, showEndpoint } from './publish.js';

describe('-p', () => {
  test.each([
    ['8080:80', { protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 8080, guestPort: 80 }],
    ['8080:80/tcp', { protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 8080, guestPort: 80 }],
    ['5300:53/udp', { protocol: 'udp', hostAddress: '127.0.0.1', hostPort: 5300, guestPort: 53 }],
    ['0.0.0.0:80:8080', { protocol: 'tcp', hostAddress: '0.0.0.0', hostPort: 80, guestPort: 8080 }],
    ['[::1]:8080:80', { protocol: 'tcp', hostAddress: '::1', hostPort: 8080, guestPort: 80 }],
  ])('%s', (text, forward) => {
    expect(parseForward(text)).toEqual(forward);
  });

  test.each([
    ['80', 'it is [ADDRESS:]HOST_PORT:PORT[/tcp|/udp], such as 8080:80'],
    ['', 'it is [ADDRESS:]HOST_PORT'],
    ['8080:80/sctp', 'it is [ADDRESS:]HOST_PORT'],
    ['::1:8080:80', 'it is [ADDRESS:]HOST_PORT'],
    ['0:80', '0 is not a port, 1 to 65535'],
    ['8080:65536', '65536 is not a port'],
    ['localhost:8080:80', '"localhost" is not an IP address'],
    ['300.0.0.1:8080:80', '"300.0.0.1" is not an IP address'],
  ])('%j is refused', (text, message) => {
    expect(() => parseForward(text)).toThrow(message);
  });

  test('two at one port are refused, unless their protocols differ', () => {
    expect(() => parseForwards(['8080:80', '127.0.0.1:8080:81'])).toThrow('want the same port of the host');
    expect(parseForwards(['7:7', '7:7/udp'])).toHaveLength(2);
  });

  test('any text is a forward or a failure with status 64', () => {
    const near = fc.stringMatching(/^[0-9:.[\]/tcpud]{0,24}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (text) => {
        try {
          const { hostPort, guestPort } = parseForward(text);
          for (const port of [hostPort, guestPort]) expect(port > 0 && port < 65536).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
          expect((error as Failure).status).toBe(64);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('endpoints are shown as people type them', () => {
  expect(showEndpoint('127.0.0.1', 80)).toBe('127.0.0.1:80');
  expect(showEndpoint('::1', 80)).toBe('[::1]:80');
});
