export { createBlock } from './block.js';
export { createClock } from './clock.js';
export { createNetwork, type PortNetworkOptions } from './network.js';
export type { BlockPort, ClockPort, NetworkPort } from './port.js';
