import type { Stack } from '@morgana/flow';
import type { Logger } from '@morgana/log';
import type { Clock } from '@morgana/time';
import type { GatewayCounters } from './counters.js';
import type { OutboundPolicy } from './policy.js';

/** What the parts of one gateway share. */
export interface GatewayContext {
  /** Our stack on the appliance's network. */
  readonly inside: Stack;
  /** The host's sockets. */
  readonly host: Stack;
  /** Address of the appliance. */
  readonly guest: string;
  readonly policy: OutboundPolicy;
  readonly clock: Clock;
  readonly log: Logger;
  readonly counters: GatewayCounters;
  /** Milliseconds after which an unused UDP association is forgotten, and how many there may be. */
  readonly udpIdle: number;
  readonly udpCapacity: number;
}
