import { forward } from './forward.js';
import type { FrameHandler, Network } from './network.js';

export interface BridgeStatistics {
  /** Frames that had to be dropped on their way: too long for the other side, or it had no room. */
  droppedToA: number;
  droppedToB: number;
}

export interface Bridge {
  readonly statistics: Readonly<BridgeStatistics>;
  /** Stops forwarding; the networks stay open. Idempotent. */
  close(): void;
}

/**
 * Forwards every frame that one network receives to the other, both ways: a tap device to a link, two switches to one.
 * It takes over reception on both. Frames are copied once; capabilities may differ.
 */
export function bridge(a: Network, b: Network): Bridge {
  const statistics: BridgeStatistics = { droppedToA: 0, droppedToB: 0 };
  let isOpen = true;
  const toB: FrameHandler = (frames, count) => {
    if (!isOpen) return;
    for (let i = 0; i < count; i++) statistics.droppedToB += forward(frames[i]!, b);
    b.flush();
  };
  const toA: FrameHandler = (frames, count) => {
    if (!isOpen) return;
    for (let i = 0; i < count; i++) statistics.droppedToA += forward(frames[i]!, a);
    a.flush();
  };
  a.receive(toB);
  b.receive(toA);
  return {
    statistics,
    close() {
      isOpen = false;
    },
  };
}
