import { FlowError, type FlowReader } from '@morgana/flow';

/** A message behind its length, as streams carry it (RFC 1035, section 4.2.2): one write, one segment (RFC 7766, section 8). */
export function frame(message: Uint8Array): Uint8Array {
  if (message.length > 0xffff) throw new RangeError(`a message of ${message.length} octets: 65535 are allowed`);
  const framed = new Uint8Array(message.length + 2);
  framed[0] = message.length >>> 8;
  framed[1] = message.length;
  framed.set(message, 2);
  return framed;
}

/**
 * The next message of a stream; null at its end. The octets belong to the caller.
 * @throws {FlowError} "ended" when the stream ends within a message, and what reading throws
 */
export async function readFrame(reader: FlowReader): Promise<Uint8Array | null> {
  while (reader.buffered < 2) {
    if (await reader.fill()) continue;
    if (reader.buffered === 0) return null;
    throw new FlowError('ended', 'the stream ended within the length of a message');
  }
  const head = reader.peek();
  const length = (head[0]! << 8) | head[1]!;
  reader.consume(2);
  return reader.readExactly(length);
}
