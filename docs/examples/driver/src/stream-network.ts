import type { Flow } from '@morgana/flow';
import {
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  FramePool,
  type Network,
  type NetworkStatistics,
  NO_CAPABILITIES,
} from '@morgana/network';

/** Octets of the big-endian length in front of each frame. */
const PREFIX = 4;
/** Frames that wait for the flow at most; beyond them `allocate` gives null and the stack drops or waits. */
const QUEUE_LENGTH = 256;
/** Frames in a received batch at most; a chunk of the flow may hold more. */
const BATCH_LENGTH = 64;

export interface StreamNetworkOptions {
  readonly flow: Flow;
  readonly mac: Uint8Array;
  /** @default 1500 */
  readonly mtu?: number;
}

/**
 * An Ethernet device whose medium is a byte stream: each frame travels behind its length, as QEMU's `-netdev stream` does it.
 * When the flow has ended the cable is out, so to speak: what is sent is lost. A peer that announces a frame that can be none
 * does not speak this protocol, and the device closes.
 */
export function streamNetwork({ flow, mac, mtu = 1500 }: StreamNetworkOptions): Network {
  const limit = mtu + ETHERNET_HEADER_LENGTH;
  const outgoing = new FramePool({ frameLength: limit, frames: QUEUE_LENGTH });
  const incoming = new FramePool({ frameLength: limit, frames: BATCH_LENGTH });
  const statistics: NetworkStatistics = {
    receivedFrames: 0,
    receivedBytes: 0,
    transmittedFrames: 0,
    transmittedBytes: 0,
    receiveDropped: 0,
    transmitDropped: 0,
  };
  let handler: FrameHandler | null = null;
  let closed = false;
  let queue: Frame[] = [];
  let sending = false;

  async function send(): Promise<void> {
    sending = true;
    while (queue.length > 0 && !closed) {
      const frames = queue;
      queue = [];
      let length = 0;
      for (const frame of frames) length += PREFIX + frame.length;
      const bytes = new Uint8Array(length);
      const view = new DataView(bytes.buffer);
      let offset = 0;
      for (const frame of frames) {
        view.setUint32(offset, frame.length);
        bytes.set(frame.bytes.subarray(0, frame.length), offset + PREFIX);
        offset += PREFIX + frame.length;
        outgoing.release(frame);
      }
      await flow.write(bytes);
    }
    sending = false;
  }

  /** What waits when the flow has broken or the device closes. */
  function discard(): void {
    for (const frame of queue) outgoing.release(frame);
    statistics.transmitDropped += queue.length;
    queue = [];
    sending = false;
  }

  async function receive(): Promise<void> {
    let held: Uint8Array = new Uint8Array(0); // the beginning of a frame whose end has not come
    const batch: Frame[] = [];
    let count = 0;
    const hand = (): void => {
      if (handler === null) statistics.receiveDropped += count;
      else {
        statistics.receivedFrames += count;
        for (let i = 0; i < count; i++) statistics.receivedBytes += batch[i]!.length;
        handler(batch, count);
      }
      for (let i = 0; i < count; i++) incoming.release(batch[i]!);
      count = 0;
    };
    for await (const chunk of flow) {
      let bytes = chunk;
      if (held.length > 0) {
        bytes = new Uint8Array(held.length + chunk.length);
        bytes.set(held);
        bytes.set(chunk, held.length);
      }
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      let offset = 0;
      while (offset + PREFIX <= bytes.length) {
        const length = view.getUint32(offset);
        if (length < ETHERNET_HEADER_LENGTH || length > limit) {
          throw new RangeError(`the peer announced a frame of ${length} octets; ${limit} is the most`);
        }
        if (offset + PREFIX + length > bytes.length) break;
        if (count === BATCH_LENGTH) hand();
        const frame = incoming.allocate()!;
        frame.bytes.set(bytes.subarray(offset + PREFIX, offset + PREFIX + length));
        frame.length = length;
        batch[count++] = frame;
        offset += PREFIX + length;
      }
      held = bytes.subarray(offset);
      if (count > 0) hand();
    }
  }

  const network: Network = {
    mac,
    mtu,
    capabilities: NO_CAPABILITIES,
    statistics,
    allocate: (length = limit) => (closed || length > limit ? null : outgoing.allocate()),
    transmit(frame) {
      if (closed || frame.length < ETHERNET_HEADER_LENGTH || frame.length > limit) {
        statistics.transmitDropped++;
        outgoing.release(frame);
        return;
      }
      statistics.transmittedFrames++;
      statistics.transmittedBytes += frame.length;
      queue.push(frame);
    },
    release: (frame) => outgoing.release(frame),
    flush() {
      if (!sending && queue.length > 0) send().catch(discard);
    },
    receive(newHandler) {
      handler = newHandler;
    },
    async close() {
      if (closed) return;
      closed = true;
      handler = null;
      discard();
      await flow.close();
    },
  };
  receive().catch((error: Error) => {
    if (!(error instanceof RangeError)) return; // the flow broke
    flow.abort(error);
    void network.close();
  });
  return network;
}
