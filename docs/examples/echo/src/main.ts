import { type Connection, FlowError } from '@morgana/flow';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({ stack, args, log, signal }: Appliance<typeof config>): Promise<void> {
  const { port } = args;

  // A datagram goes back to where it came from. The bytes are borrowed, and `send` is done with them when it returns.
  await stack.bind({ port }, (bytes, from, socket) => {
    // An endless game of ping-pong is a word too many (RFC 1122, 3.2.1.3 has more on forged sources).
    if (from.port !== port) socket.send(bytes, from);
  });

  await stack.listen({ port }, (connection) => void echo(connection));
  log.info(`answers on ${stack.addresses.join(', ')}, port ${port}`);
  await signal.stopped;

  async function echo(connection: Connection): Promise<void> {
    const { address, port: remotePort } = connection.remote;
    let octets = 0;
    try {
      // `write` waits while the peer does not read, so nothing piles up here.
      for await (const bytes of connection) {
        octets += bytes.length;
        await connection.write(bytes);
      }
      await connection.close();
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      log.debug('connection lost', { address, port: remotePort, reason: error.code });
      return;
    }
    log.debug('connection served', { address, port: remotePort, octets });
  }
}
