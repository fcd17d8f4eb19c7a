import { type Logger, logger } from '@morgana/log';
import { type Clock, defaultClock } from '@morgana/time';
import { DateField } from '../message/writer.js';
import { BufferPool } from '../output.js';
import {
  type ConnectionOptions,
  DEFAULT_SERVER_LIMITS,
  DEFAULT_SERVER_TIMEOUTS,
  type Handler,
  newStatistics,
  type ServerLimits,
  type ServerStatistics,
  type ServerTimeouts,
} from './options.js';

/** What the connections of one server have in common. */
export interface ServerShared {
  readonly handler: Handler;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: ServerLimits;
  readonly timeouts: ServerTimeouts;
  readonly scheme: 'http' | 'https';
  readonly statistics: ServerStatistics;
  readonly date: DateField;
  readonly buffers: BufferPool;
}

export function shareOptions(handler: Handler, options: ConnectionOptions): ServerShared {
  const { clock = defaultClock(), log = logger('http') } = options;
  return {
    handler,
    clock,
    log,
    limits: { ...DEFAULT_SERVER_LIMITS, ...options.limits },
    timeouts: { ...DEFAULT_SERVER_TIMEOUTS, ...options.timeouts },
    scheme: options.scheme ?? 'http',
    statistics: newStatistics(),
    date: new DateField(() => clock.wall()),
    buffers: new BufferPool(),
  };
}
