import fc from 'fast-check';
import { latin1 } from '../bytes.js';
import { Headers } from '../fetch/headers.js';
import {
  DATA,
  DEFAULT_PARSER_LIMITS,
  END,
  ERROR,
  HEAD,
  HttpParser,
  NEED_INPUT,
  type ParserLimits,
} from '../message/parser.js';

/** Everything that a parser says of `pieces`, as text; `finish` at the end. */
export function transcript(
  kind: 'request' | 'response',
  pieces: readonly Uint8Array[],
  limits: Partial<ParserLimits> = {},
  toHead = false,
): string[] {
  const parser = new HttpParser(kind, { ...DEFAULT_PARSER_LIMITS, ...limits });
  const said: string[] = [];
  let body = '';
  const drain = (): boolean => {
    for (let turns = 0; ; turns++) {
      if (turns > 100_000) throw new Error('the parser does not come to an end');
      const event = parser.next();
      if (event === NEED_INPUT) return true;
      if (event === ERROR) {
        said.push(`error ${parser.errorStatus}: ${parser.errorReason}`);
        return false;
      }
      const { input } = parser;
      if (event === HEAD) {
        const line =
          kind === 'request'
            ? `${parser.method} ${latin1(input, parser.targetStart, parser.targetEnd)}`
            : `${parser.status} ${latin1(input, parser.reasonStart, parser.reasonEnd)}`;
        const fields = Headers.fromOctets(input, parser.fieldsStart, parser.headEnd).flat().join('|');
        const host = parser.hostStart < 0 ? '-' : latin1(input, parser.hostStart, parser.hostEnd);
        const flags = [parser.versionMinor, parser.keepAlive, parser.hasBody, parser.expectContinue].join(' ');
        said.push(`head ${line} [${fields}] host=${host} ${flags}`);
        if (kind === 'response' && parser.status >= 200 && !parser.hasBody) {
          said.push('complete');
          parser.expectResponse(toHead);
        }
      } else if (event === DATA) {
        body += latin1(input, parser.dataStart, parser.dataEnd);
      } else if (event === END) {
        said.push(`body ${body.length} ${JSON.stringify(body)}`);
        body = '';
        if (kind === 'response') parser.expectResponse(toHead);
      }
    }
  };
  parser.expectResponse(toHead);
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    parser.push(piece);
    if (!drain()) return said;
  }
  const event = parser.finish();
  if (body !== '') said.push(`partial ${JSON.stringify(body)}`);
  said.push(event === ERROR ? 'cut off' : event === END ? 'closed' : 'idle');
  return said;
}

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const value = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const field = fc
  .tuple(token, value)
  .filter(([name]) => !/^(host|expect|connection|content-length|transfer-encoding|upgrade|te)$/i.test(name));
const content = fc.string({ unit: 'binary-ascii', maxLength: 60 });
/** Valid requests. */
export const message = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'),
    target: fc.stringMatching(/^\/[a-z0-9/?&=%~._-]{0,20}$/),
    fields: fc.array(field, { maxLength: 5 }),
    bodies: fc.array(content, { maxLength: 4 }),
    chunked: fc.boolean(),
    lead: fc.boolean(),
  })
  .map(({ method, target, fields, bodies, chunked, lead }) => {
    const lines = fields.map(([name, text]) => `${name}: ${text}\r\n`).join('');
    const body = bodies.join('');
    const framing = chunked
      ? 'Transfer-Encoding: chunked\r\n'
      : body === ''
        ? ''
        : `Content-Length: ${body.length}\r\n`;
    const payload = chunked
      ? `${bodies.map((part) => (part === '' ? '' : `${part.length.toString(16)};e=1\r\n${part}\r\n`)).join('')}0\r\nT: x\r\n\r\n`
      : body;
    return `${lead ? '\r\n' : ''}${method} ${target} HTTP/1.1\r\nHost: a\r\n${lines}${framing}\r\n${payload}`;
  });
