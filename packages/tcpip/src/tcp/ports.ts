import type { IpAddress } from '../ip/layer.js';
import type { Core } from './core.js';

/** Ports that are looked at before the caller is told that there is none. */
const ATTEMPTS = 4096;

/**
 * An ephemeral port to one remote endpoint (RFC 6056, 3.3.2: simple randomization), or 0 when none was found. A
 * connection, be it in TIME-WAIT, blocks its port for this endpoint only; a listener's port is left alone.
 */
export function chooseEphemeralPort(
  core: Core,
  localAddress: IpAddress,
  remoteAddress: IpAddress,
  remotePort: number,
): number {
  const [first, last] = core.settings.ephemeralPorts;
  const count = last - first + 1;
  let candidate = core.randomBelow(count);
  for (let i = Math.min(count, ATTEMPTS); i > 0; i--) {
    const port = first + candidate;
    if (core.table.find(localAddress, port, remoteAddress, remotePort) === null && !core.listeners.hasPort(port))
      return port;
    // A random start and then the next ones: few draws, and in a full range still every port is tried.
    candidate = (candidate + 1) % count;
  }
  return 0;
}

/** A port for a listener that asked for any, or 0. */
export function chooseListenPort(core: Core): number {
  const [first, last] = core.settings.ephemeralPorts;
  const count = last - first + 1;
  let candidate = core.randomBelow(count);
  for (let i = count; i > 0; i--) {
    if (!core.listeners.hasPort(first + candidate)) return first + candidate;
    candidate = (candidate + 1) % count;
  }
  return 0;
}
