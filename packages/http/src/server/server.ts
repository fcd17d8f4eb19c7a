import type { Connection, Endpoint, Flow, Stack } from '@morgana/flow';
import { formatHttpDate } from '../message/date.js';
import { HttpError } from '../message/error.js';
import { ascii } from '../message/writer.js';
import { ServerConnection } from './connection.js';
import {
  type ConnectionOptions,
  endpointsOf,
  type Handler,
  type ServerStatistics,
  type SingleConnectionOptions,
} from './options.js';
import { type ServerShared, shareOptions } from './shared.js';

/** Connections that are being told 503 at a time; beyond that they are aborted without a word. */
const REFUSALS = 64;

export interface ServeOptions extends ConnectionOptions {
  readonly stack: Stack;
  /** 0 takes a free one, which `server.local.port` tells. */
  readonly port: number;
  /** One of the stack's own addresses; by default all of them. */
  readonly address?: string;
  readonly backlog?: number;
  readonly handler: Handler;
}

export interface HttpServer {
  readonly local: Endpoint;
  /** Connections that stand now. */
  readonly connections: number;
  readonly statistics: Readonly<ServerStatistics>;
  /**
   * Takes no more connections, closes the idle ones, lets requests in flight finish, and aborts what is left after
   * `deadline` milliseconds (4 s by default, less than an appliance has to stop). Resolves when no connection stands. Idempotent.
   */
  close(options?: { readonly deadline?: number }): Promise<void>;
}

/**
 * Listens and answers with `handler`.
 *
 * @throws {FlowError} "in-use", "invalid" from the stack's listen
 */
export async function serve(options: ServeOptions): Promise<HttpServer> {
  const shared = shareOptions(options.handler, options);
  const connections = new Set<ServerConnection>();
  const refusals = { count: 0 };
  let closing: Promise<void> | null = null;
  let noneLeft: () => void = () => {};

  const take = (flow: Connection): void => {
    if (closing !== null || connections.size >= shared.limits.connections) {
      refuse(flow, shared, refusals);
      return;
    }
    shared.statistics.connections++;
    const connection = new ServerConnection(flow, { remote: flow.remote, local: flow.local }, shared);
    connections.add(connection);
    connection.run().then(() => {
      connections.delete(connection);
      if (connections.size === 0) noneLeft();
    });
  };

  const { port, address, backlog } = options;
  const listener = await options.stack.listen(
    {
      port,
      ...(address === undefined ? undefined : { address }),
      ...(backlog === undefined ? undefined : { backlog }),
    },
    take,
  );

  const close = async (deadline: number): Promise<void> => {
    await listener.close();
    for (const connection of [...connections]) connection.shutDown();
    if (connections.size === 0) return;
    const finished = new Promise<void>((resolve) => {
      noneLeft = resolve;
    });
    const timer = shared.clock.setTimer(shared.clock.monotonic() + deadline, () => {
      const reason = new HttpError(503, 'the server was closed');
      for (const connection of [...connections]) connection.abort(reason);
    });
    await finished;
    timer.cancel();
  };

  return {
    local: listener.local,
    get connections() {
      return connections.size;
    },
    statistics: shared.statistics,
    close({ deadline = 4_000 } = {}) {
      return (closing ??= close(deadline));
    },
  };
}

/**
 * Serves one flow, whatever it comes from, until it ends. The number of connections is the caller's business. Never rejects.
 */
export function serveConnection(flow: Flow, handler: Handler, options: SingleConnectionOptions): Promise<void> {
  return new ServerConnection(flow, endpointsOf(flow, options), shareOptions(handler, options)).run();
}

function refuse(flow: Connection, shared: ServerShared, refusals: { count: number }): void {
  shared.statistics.refusedConnections++;
  if (refusals.count >= REFUSALS) {
    flow.abort();
    return;
  }
  refusals.count++;
  const text = '503 Service Unavailable: too many connections\n';
  const answer = ascii(
    `HTTP/1.1 503 Service Unavailable\r\ndate: ${formatHttpDate(shared.clock.wall())}\r\nretry-after: 1\r\n` +
      `content-type: text/plain;charset=UTF-8\r\ncontent-length: ${text.length}\r\nconnection: close\r\n\r\n${text}`,
  );
  const timer = shared.clock.setTimer(shared.clock.monotonic() + shared.timeouts.write, () => flow.abort());
  flow
    .write(answer)
    .then(() => flow.close())
    .catch(() => flow.abort())
    .then(() => {
      timer.cancel();
      refusals.count--;
    });
}
