import { formatIpv4, parseIpv4 } from '@morgana/tcpip';
import type { Binding } from './bindings.js';

/** A lease as it is stored, under its address as the key. */
export interface LeaseRecord {
  /** Who has it: "id:" or "mac:" and hexadecimal digits. */
  readonly client: string;
  readonly mac: string;
  readonly hostName: string;
  /** Wall-clock milliseconds. */
  readonly expires: number;
}

const LONGEST_RECORD = 4096;

export function recordKey(prefix: string, address: number): string {
  return `${prefix}/${formatIpv4(address)}`;
}

export function addressOfKey(name: string): number | undefined {
  return parseIpv4(name);
}

export function encodeRecord(binding: Binding, expires: number): Uint8Array {
  const { client, mac, hostName } = binding;
  // Its characters are ASCII: identifiers are hexadecimal, and a host name that is not printable ASCII is not taken.
  const json = JSON.stringify({ client, mac, hostName, expires } satisfies LeaseRecord);
  return Uint8Array.from(json, (character) => character.charCodeAt(0));
}

/** undefined for what is no record. */
export function decodeRecord(bytes: Uint8Array): LeaseRecord | undefined {
  if (bytes.length > LONGEST_RECORD) return undefined;
  let json = '';
  for (const octet of bytes) json += String.fromCharCode(octet);
  let value: Partial<Record<keyof LeaseRecord, unknown>> | null;
  try {
    value = JSON.parse(json) as typeof value;
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { client, mac, hostName, expires } = value;
  if (typeof client !== 'string' || !/^(?:id|mac):[0-9a-f]+$/.test(client)) return undefined;
  if (typeof mac !== 'string' || typeof hostName !== 'string') return undefined;
  return typeof expires === 'number' && Number.isFinite(expires) ? { client, mac, hostName, expires } : undefined;
}
