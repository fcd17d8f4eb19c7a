import { type Flow, FlowError } from './flow.js';
import { encodeUtf8 } from './utf8.js';

/**
 * What `flow` gives until its end; implementations return it from [Symbol.asyncIterator]. Leaving the loop early leaves
 * the flow as it is: nothing was read ahead, and the next `read` goes on from there.
 */
export async function* chunks(flow: Pick<Flow, 'read'>): AsyncGenerator<Uint8Array, void, void> {
  for (let bytes = await flow.read(); bytes !== null; bytes = await flow.read()) yield bytes;
}

/** Writes text as UTF-8. @throws {FlowError} as `write` */
export function writeText(flow: Pick<Flow, 'write'>, text: string): Promise<void> {
  return flow.write(encodeUtf8(text));
}

/**
 * Everything until the end of the stream, in one piece.
 * @throws {FlowError} "exhausted" when it is more than `limit` octets: the flow is then left in the middle; and as `read`
 */
export async function readAll(flow: Pick<Flow, 'read'>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let bytes = await flow.read(); bytes !== null; bytes = await flow.read()) {
    length += bytes.length;
    if (length > limit) throw new FlowError('exhausted', `the stream is longer than ${limit} octets`);
    parts.push(bytes);
  }
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/**
 * Copies `source` to `sink` until the end, then half-closes the sink. No more is read than the sink takes. When either
 * fails, both are aborted, so that neither peer waits for the other. @returns octets copied @throws what failed first
 */
export async function pipe(source: Flow, sink: Flow): Promise<number> {
  let length = 0;
  try {
    for (let bytes = await source.read(); bytes !== null; bytes = await source.read()) {
      await sink.write(bytes);
      length += bytes.length;
    }
    await sink.closeWrite();
  } catch (error) {
    const reason = error instanceof Error ? error : new FlowError('reset', String(error));
    source.abort(reason);
    sink.abort(reason);
    throw error;
  }
  return length;
}

/** Octets that `join` carried each way. */
export interface Joined {
  readonly aToB: number;
  readonly bToA: number;
}

/**
 * Makes two flows one, as a proxy or gateway does: copies both ways until both have ended. A half-close on one side
 * becomes one on the other, and a failure of either aborts both. Both are closed once it settles. @throws what failed first
 */
export async function join(a: Flow, b: Flow): Promise<Joined> {
  let failed = false;
  let failure: unknown;
  const onFailure = (error: unknown) => {
    if (!failed) failure = error; // the failure of one direction brings about that of the other
    failed = true;
    return 0;
  };
  const [aToB, bToA] = await Promise.all([pipe(a, b).catch(onFailure), pipe(b, a).catch(onFailure)]);
  await Promise.all([a.close(), b.close()]);
  if (failed) throw failure;
  return { aToB, bToA };
}
