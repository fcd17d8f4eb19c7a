import { parseIpv4 } from '@morgana/tcpip';
import { BOOTREPLY, BOOTREQUEST, type DhcpMessage } from '../wire/message.js';
import { MESSAGE_TYPE, type MessageType } from '../wire/option-codes.js';

export const MAC: Uint8Array = Uint8Array.of(2, 0, 0, 0, 0, 1);

export function ip(text: string): number {
  const address = parseIpv4(text);
  if (address === undefined) throw new Error(`${text} is no address`);
  return address;
}

/** A message with zeros for all that is not given. */
export function message(
  type: MessageType,
  fields: Partial<DhcpMessage> = {},
  options: readonly (readonly [number, Uint8Array])[] = [],
): DhcpMessage {
  const isReply = type === 2 || type === 5 || type === 6;
  return {
    op: isReply ? BOOTREPLY : BOOTREQUEST,
    hops: 0,
    transactionId: 1,
    seconds: 0,
    broadcast: false,
    clientAddress: 0,
    yourAddress: 0,
    nextServerAddress: 0,
    relayAddress: 0,
    mac: MAC,
    ...fields,
    options: new Map([[MESSAGE_TYPE, Uint8Array.of(type)], ...options]),
  };
}
