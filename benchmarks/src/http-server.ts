/** The servers of http-tap.ts, as a program: `node http-server.js tap` (ours on a tap device) or `node http-server.js node`. */
import { createServer } from 'node:http';
import { Response, serve } from '@morgana/http';
import { createClock, createRandom, openTapNetwork } from '@morgana/runtime-node';
import { createStack } from '@morgana/tcpip';
import { setDefaultClock } from '@morgana/time';

const BODY = 'x'.repeat(1024);

if (process.argv[2] === 'tap') {
  const clock = createClock();
  setDefaultClock(clock);
  const network = await openTapNetwork({
    name: 'tap0',
    hostAddress: '10.0.0.1/24',
    mac: Uint8Array.of(2, 0, 0, 0, 0, 2),
  });
  const stack = createStack({ network, clock, random: createRandom(), address: '10.0.0.2/24' });
  await serve({
    stack,
    port: 80,
    handler: () => new Response(BODY, { headers: { 'content-type': 'text/plain' } }),
  });
} else {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/plain');
    response.end(BODY);
  });
  await new Promise<void>((resolve) => server.listen(80, '10.0.1.2', resolve));
}
console.log('ready');
