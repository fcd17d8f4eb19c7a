import { networkInterfaces } from 'node:os';

/** Whether the host has IPv6 on loopback; containers often do not. Says so when tests are left out for it. */
export function hasIpv6(suite: string): boolean {
  const found = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === '::1'),
  );
  if (!found) console.warn(`${suite}: the tests over IPv6 are left out: this host has no ::1`);
  return found;
}
