import type { KeyValueStore } from '@morgana/kv';
import { decodeMessage, encodeMessage } from '../wire/message.js';
import { DhcpFormatError } from '../wire/message-error.js';
import { type Lease, readLease } from './lease.js';

/** A lease and when it ends, in wall-clock milliseconds. */
export interface RememberedLease {
  readonly lease: Lease;
  readonly expires: number;
}

const LARGEST_PACKET = 65_535;

/** The end as a float64, then the server's message as it came: what is read back passes the decoder like any other. */
export function encodeRemembered({ lease, expires }: RememberedLease): Uint8Array {
  const message = encodeMessage(lease.message, LARGEST_PACKET);
  const bytes = new Uint8Array(8 + message.length);
  new DataView(bytes.buffer).setFloat64(0, expires);
  bytes.set(message, 8);
  return bytes;
}

/** undefined for whatever is not the value of `encodeRemembered`. */
export function decodeRemembered(bytes: Uint8Array): RememberedLease | undefined {
  if (bytes.length < 8) return undefined;
  const expires = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getFloat64(0);
  try {
    const lease = readLease(decodeMessage(bytes.subarray(8)));
    return typeof lease === 'string' || Number.isNaN(expires) ? undefined : { lease, expires };
  } catch (error) {
    if (error instanceof DhcpFormatError) return undefined;
    throw error;
  }
}

/** undefined where nothing usable is kept. @throws {KeyValueError} */
export async function loadRemembered(store: KeyValueStore, key: string): Promise<RememberedLease | undefined> {
  const bytes = await store.get(key);
  return bytes === undefined ? undefined : decodeRemembered(bytes);
}
