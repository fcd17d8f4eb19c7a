import type { Connection } from '@morgana/flow';
import { Response, serve } from '@morgana/http';
import type { Appliance } from 'morgana';
import type config from '../morgana.config.js';

export default async function main({ stack, signal }: Appliance<typeof config>): Promise<void> {
  await stack.bind({ port: 7 }, (bytes, from, socket) => socket.send(bytes, from));
  const listen = (port: number, service: (connection: Connection) => Promise<void>) =>
    stack.listen({ port }, (connection) => void service(connection).catch(() => {}));

  await listen(7, async (connection) => {
    for await (const bytes of connection) await connection.write(bytes);
    await connection.close();
  });
  await listen(9, async (connection) => {
    for await (const _bytes of connection);
    await connection.close();
  });
  const block = new Uint8Array(65_536);
  await listen(19, async (connection) => {
    for (;;) await connection.write(block);
  });
  const body = new Uint8Array(1024).fill(0x78);
  const server = await serve({ stack, port: 80, handler: () => new Response(body) });
  await signal.stopped;
  await server.close();
}
