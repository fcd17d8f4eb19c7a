import { expect, test } from 'vitest';
import { outboundPolicy } from './policy.js';

const strict = outboundPolicy({ gateway: '10.0.0.1', hostLoopback: false });
const open = outboundPolicy({ gateway: '10.0.0.1', hostLoopback: true });

test.each(['0.1.2.3', '127.0.0.1', '127.255.0.9', '169.254.169.254', '224.0.0.1', '239.1.2.3', '255.255.255.255'])(
  '%s is never reached',
  (address) => {
    expect(strict('tcp', { address, port: 80 })).toBeNull();
    expect(open('udp', { address, port: 80 })).toBeNull();
  },
);

test.each(['192.0.2.1', '169.253.1.1', '10.9.8.7', '223.255.255.1'])('%s is itself', (address) => {
  expect(strict('tcp', { address, port: 443 })).toEqual({ address, port: 443 });
});

test("the gateway's address is the host's loopback, where that is allowed", () => {
  expect(strict('udp', { address: '10.0.0.1', port: 53 })).toBeNull();
  expect(open('tcp', { address: '10.0.0.1', port: 53 })).toEqual({ address: '127.0.0.1', port: 53 });
});

const dual = { gateway: '10.0.0.1', gateway6: 'fd4d:6f72:6761::1/64' };
const strict6 = outboundPolicy({ ...dual, hostLoopback: false });
const open6 = outboundPolicy({ ...dual, hostLoopback: true });

test.each([
  ...['::', '::1', '::7f00:1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'fe80::1', 'fec0::1', 'ff02::1', 'ff0e::1'],
  ...['fd4d:6f72:6761::99', 'no:address'],
])('%s is never reached', (address) => {
  expect(strict6('tcp', { address, port: 80 })).toBeNull();
  expect(open6('udp', { address, port: 80 })).toBeNull();
});

test.each(['2001:db8::1', 'fd00::1', '64:ff9b::102:304'])('%s is itself', (address) => {
  expect(strict6('tcp', { address, port: 443 })).toEqual({ address, port: 443 });
});

test("the gateway's IPv6 address is the host's ::1, where that is allowed", () => {
  const address = 'fd4d:6f72:6761::1';
  expect(strict6('tcp', { address, port: 80 })).toBeNull();
  expect(open6('tcp', { address, port: 80 })).toEqual({ address: '::1', port: 80 });
});
