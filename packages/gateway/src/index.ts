export type { GatewayCounters } from './counters.js';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.js';
export type { ActiveForward, Forward } from './inbound.js';
export { type OutboundPolicy, type OutboundRules, outboundPolicy } from './policy.js';
