import { createServer, type IncomingMessage } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { message, transcript } from '../testing/transcript.js';
import { ascii } from './writer.js';

describe('differential: node:http reads the same of valid messages', () => {
  test('method, target, fields and content', async () => {
    const server = createServer();
    const seen: { method: string; url: string; raw: string[]; body: string }[] = [];
    const bodies: Promise<void>[] = [];
    server.on('request', (message: IncomingMessage, reply) => {
      const entry = { method: message.method!, url: message.url!, raw: message.rawHeaders, body: '' };
      seen.push(entry);
      message.setEncoding('latin1');
      bodies.push(
        new Promise((resolve) => {
          message.on('data', (text: string) => {
            entry.body += text;
          });
          message.on('end', () => {
            reply.end();
            resolve();
          });
        }),
      );
    });
    // node:http takes no more than one message of a pipeline at a time without an answer, so each has its own connection.
    const parse = async (text: string) => {
      const before = seen.length;
      const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
      server.emit('connection', socket);
      socket.push(Buffer.from(text, 'latin1'));
      for (let turns = 0; turns < 200 && seen.length === before; turns++) await new Promise(setImmediate);
      await bodies.at(-1);
      socket.destroy();
      return seen[before];
    };
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        const theirs = await parse(text);
        const [head, body] = transcript('request', [ascii(text)]);
        expect(theirs).toBeDefined();
        const { method, url, raw } = theirs!;
        const fields = raw.map((item, index) => (index % 2 === 0 ? item.toLowerCase() : item)).join('|');
        expect(head).toContain(`head ${method} ${url} [${fields}]`);
        expect(body).toBe(
          body?.startsWith('body') ? `body ${theirs!.body.length} ${JSON.stringify(theirs!.body)}` : 'idle',
        );
      }),
      { numRuns: 200 },
    );
    server.close();
  });
});
