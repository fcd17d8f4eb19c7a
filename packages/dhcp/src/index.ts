export type { ClientAction } from './client/actions.js';
export { type DhcpClient, type DhcpClientOptions, startDhcpClient } from './client/client.js';
export {
  type ClientEvent,
  type ClientSettings,
  type ClientState,
  initialState,
  nextDeadline,
  type Phase,
  step,
  type Transition,
} from './client/core.js';
export { type Lease, readLease } from './client/lease.js';
export {
  type InformationClient,
  type InformationClientOptions,
  startInformationClient,
} from './information/client.js';
export { InformationCore } from './information/core.js';
export type { Information } from './information/message.js';
export type { DhcpNetwork, Reservation } from './server/configuration.js';
export { type Reply, type ServerAction, ServerCore, type ServerSettings } from './server/core.js';
export type { ServerCounters } from './server/counters.js';
export { type ActiveLease, type DhcpServer, type DhcpServerOptions, serveDhcp } from './server/server.js';
export { type DhcpMessage, decodeMessage, encodeMessage } from './wire/message.js';
export { DhcpFormatError } from './wire/message-error.js';
export * from './wire/option-codes.js';
export * from './wire/values.js';
