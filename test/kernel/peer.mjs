/**
 * The kernel's side of a raw stream, as a program to be run in the namespace: node:net over the kernel's TCP.
 *
 *   node peer.mjs send ADDRESS PORT OCTETS     sends the pattern to a service like TCP 9, prints its answer
 *   node peer.mjs fetch ADDRESS PORT OCTETS    asks a service like TCP 19, prints the SHA-256 of what came
 *   node peer.mjs echo ADDRESS PORT OCTETS     both ways at once through TCP 7, prints the SHA-256 of what came back
 */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { Readable } from 'node:stream';

const [mode, address, port, octets] = process.argv.slice(2);
const total = Number(octets);
const PATTERN = Buffer.from(new Uint8Array(65_536).map((_, i) => (i * 31 + (i >> 8)) & 255));

function* pattern() {
  for (let left = total; left > 0; left -= PATTERN.length)
    yield left < PATTERN.length ? PATTERN.subarray(0, left) : PATTERN;
}

const socket = connect({ host: address, port: Number(port), allowHalfOpen: true });
socket.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
const started = process.hrtime.bigint();
if (mode === 'fetch') socket.end(`${total}\n`);
else Readable.from(pattern()).pipe(socket);

const hash = createHash('sha256');
let received = 0;
let answer = '';
socket.on('data', (bytes) => {
  received += bytes.length;
  if (mode === 'send') answer += bytes;
  else hash.update(bytes);
});
socket.on('end', () => {
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const digest = mode === 'send' ? answer.trim() : hash.digest('hex');
  console.log(JSON.stringify({ digest, received, mbits: Math.round((total * 8) / seconds / 1e6) }));
  if (mode !== 'send' && mode !== 'fetch') socket.destroy();
  process.exit(0);
});
