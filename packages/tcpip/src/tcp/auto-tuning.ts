/**
 * Buffers that follow the path. A connection begins with the sizes of the settings; when it turns out that it is they what
 * limits it, not the path or the application, they grow to their maxima, as long as all connections together stay within the
 * stack's bound. What was granted comes back when the connection ends.
 */
import { type Connection, NO_SAMPLE } from './connection.js';
import type { Core } from './core.js';

/**
 * Within this round trip, in milliseconds, the initial buffers are hardly a limit (256 KiB in 2 ms are 1 Gbit/s), and larger ones
 * only fall out of the processor's caches.
 */
const SHORTEST_ROUND_TRIP = 2;

/** The size that is granted instead of `current`: what is wanted, as far as the maximum and the bound of the stack allow. */
function grant(core: Core, c: Connection, current: number, wanted: number, maximum: number): number {
  const more = Math.min(wanted, maximum) - current;
  const left = core.settings.bufferMemory - core.buffersGranted;
  const granted = Math.min(more, left);
  if (granted <= 0) return current;
  core.buffersGranted += granted;
  c.buffersGranted += granted;
  core.counters.buffersEnlarged++;
  return current + granted;
}

/**
 * The application has read `octets`. A window that is used up in every round trip holds the sender back: it has to be twice of
 * what is read in one (dynamic right-sizing, as Fisk and Feng described it in 2001), so that the sender's window can double.
 */
export function tuneReceiveBuffer(core: Core, c: Connection, octets: number): void {
  c.readOctets += octets;
  const roundTrip = c.smoothedRoundTrip === NO_SAMPLE ? 0 : c.smoothedRoundTrip >> 3;
  if (((core.tick - c.tunedAt) | 0) <= roundTrip) return;
  if (roundTrip >= SHORTEST_ROUND_TRIP && c.windowScaling && 2 * c.readOctets > c.receiveLimit)
    c.receiveLimit = grant(core, c, c.receiveLimit, 4 * c.readOctets, core.settings.receiveBufferMaximum);
  c.tunedAt = core.tick;
  c.readOctets = 0;
}

/** Something was acknowledged: the application could have written more if the congestion window is wider than half the buffer. */
export function tuneSendBuffer(core: Core, c: Connection): void {
  const { sendBuffer } = c;
  const wanted = 2 * c.congestion.window;
  if (wanted <= sendBuffer.limit) return;
  // The shortest, where it is known: a pause of the peer makes no long path.
  const roundTrip = c.minimumRoundTrip === NO_SAMPLE ? c.smoothedRoundTrip >> 3 : c.minimumRoundTrip;
  if (roundTrip < SHORTEST_ROUND_TRIP) return;
  // Slow start may have opened the window to its largest: what the peer can take is enough.
  const useful = Math.min(wanted, 2 * c.sendWindowMaximum);
  if (useful > sendBuffer.limit)
    sendBuffer.limit = grant(core, c, sendBuffer.limit, useful, core.settings.sendBufferMaximum);
}
