import { A, AAAA } from '../rdata/types.js';
import { FormatError } from '../wire/reader.js';
import type { Lookup } from './client.js';

/**
 * Addresses in the order in which to try them (RFC 8305, section 4): IPv6 and IPv4 in turn, IPv6 first; empty where
 * there are none. One family's failure is no error while the other one has addresses. @throws what `lookup` throws
 */
export async function addressesOf(lookup: (type: number) => Promise<Lookup>): Promise<string[]> {
  const [six, four] = await Promise.allSettled([lookup(AAAA.type), lookup(A.type)]);
  const listOf = (result: PromiseSettledResult<Lookup>, kind: typeof A) => {
    if (result.status === 'rejected' || result.value.status !== 'found') return [];
    return result.value.records.flatMap(({ rdata }) => {
      const value = kind.decode(rdata);
      return value instanceof FormatError ? [] : [value.address];
    });
  };
  const v6 = listOf(six, AAAA);
  const v4 = listOf(four, A);
  if (v6.length + v4.length === 0) {
    if (six.status === 'rejected') throw six.reason;
    if (four.status === 'rejected') throw four.reason;
  }
  const mixed: string[] = [];
  for (let i = 0; i < Math.max(v6.length, v4.length); i++) {
    if (i < v6.length) mixed.push(v6[i]!);
    if (i < v4.length) mixed.push(v4[i]!);
  }
  return mixed;
}
