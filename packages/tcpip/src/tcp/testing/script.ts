/**
 * Whole conversations as text, after the manner of packetdrill. A file holds scripts; each begins with a line `== TITLE`.
 *
 *     < LINE              the peer sends a segment (see notation.ts); `<<` adds one to the batch of the line before
 *     > LINE              the next segment that we must have sent; what no line expects fails the script
 *     * N                 the next N segments that we have sent may be anything
 *     +N                  N milliseconds go by; nothing may be sent meanwhile but what the lines below expect
 *     connect, listen [BACKLOG]            opens
 *     accept ROUNDTRIP OPTIONS             the whole handshake as a server
 *     write N, read, shutdown, close, abort        user calls
 *     reading off         data is not read as it comes
 *     peer N              the peer's port from now on
 *     cwnd N, ssthresh N  sets the congestion window (when followed by `=`: checks it)
 *     icmp KIND CODE SEQUENCE [MTU]
 *     timeout N, keepalive N, linger N     options of this connection; linger closes
 *     set NAME VALUE      an option of TcpConfiguration; before anything else
 *     = state NAME, failure CODE, received N, COUNTER N, cwnd N, ssthresh N    what must be
 *
 * The clock stands at 0 when the script begins, so timestamps of ours are the milliseconds since then.
 */
import type { TcpCounters } from '../counters.js';
import type { TcpConfiguration } from '../settings.js';
import { linger } from '../user-calls.js';
import { Conversation } from './conversation.js';
import { format, matches, parseLine, type SegmentText } from './notation.js';

export interface Script {
  readonly title: string;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

export function parseScripts(text: string): Script[] {
  const scripts: { title: string; lines: { number: number; text: string }[] }[] = [];
  text.split('\n').forEach((line, index) => {
    const trimmed = line.replace(/(^|\s)#.*$/, '').trim();
    if (trimmed.startsWith('== ')) scripts.push({ title: trimmed.slice(3), lines: [] });
    else if (trimmed !== '') {
      if (scripts.length === 0) throw new Error(`line ${index + 1}: a script begins with "== TITLE"`);
      scripts.at(-1)!.lines.push({ number: index + 1, text: trimmed });
    }
  });
  return scripts;
}

/** @throws {Error} naming the line that does not hold */
export function runScript(script: Script): void {
  const configuration: Record<string, unknown> = {};
  let rest = script.lines;
  while (rest[0]?.text.startsWith('set ')) {
    const [, name, value] = rest[0].text.split(' ');
    configuration[name!] =
      value === 'true' ? true : value === 'false' ? false : Number.isNaN(Number(value)) ? value : Number(value);
    rest = rest.slice(1);
  }
  const c = new Conversation({ now: 0, configuration: configuration as TcpConfiguration });
  const pending: SegmentText[] = [];
  const collect = () => pending.push(...c.sent());
  const nothingLeft = () => {
    collect();
    if (pending.length > 0) throw new Error(`sent, but not expected: ${pending.map(format).join('; ')}`);
  };
  for (let i = 0; i < rest.length; i++) {
    const { number, text } = rest[i]!;
    try {
      const [word, ...more] = text.split(' ');
      const argument = more.join(' ');
      if (word === '>') {
        collect();
        const sent = pending.shift();
        const wanted = parseLine(argument);
        if (sent === undefined) throw new Error('nothing more was sent');
        if (!matches(sent, wanted)) throw new Error(`sent was: ${format(sent)}`);
        continue;
      }
      if (word === '*') {
        collect();
        if (pending.splice(0, Number(more[0])).length < Number(more[0])) throw new Error('not so many were sent');
        continue;
      }
      if (word === '=') {
        check(c, more);
        continue;
      }
      nothingLeft();
      if (word === '<') {
        const batch = [argument];
        while (rest[i + 1]?.text.startsWith('<< ')) batch.push(rest[++i]!.text.slice(3));
        c.inject(...batch);
      } else if (word!.startsWith('+')) c.advance(Number(word));
      else call(c, word!, more);
    } catch (error) {
      throw new Error(`line ${number}: ${text}\n${(error as Error).message}`);
    }
  }
  try {
    nothingLeft();
  } catch (error) {
    throw new Error(`at the end: ${(error as Error).message}`);
  }
}

function call(c: Conversation, word: string, more: readonly string[]): void {
  switch (word) {
    case 'connect':
      c.connect();
      return;
    case 'listen':
      c.listen(more[0] === undefined ? undefined : Number(more[0]));
      return;
    case 'accept': {
      const options = more.join(' ');
      const stamp = /TS val (\d+)/.exec(options);
      c.accept(more.slice(1).join(' '), stamp === null ? '' : ` <TS val ${stamp[1]} ecr 0>`, Number(more[0]));
      return;
    }
    case 'write':
      c.write(Number(more[0]));
      return;
    case 'read':
      c.read();
      return;
    case 'reading':
      c.reading = more[0] === 'on';
      return;
    case 'shutdown':
      c.shutdown();
      return;
    case 'close':
      c.close();
      return;
    case 'abort':
      c.abort();
      return;
    case 'timeout':
      c.connection.userTimeout = Number(more[0]);
      return;
    case 'keepalive':
      c.connection.keepAliveIdle = Number(more[0]);
      c.core.armKeepAlive(c.connection);
      return;
    case 'linger':
      c.close();
      linger(c.core, c.connection, Number(more[0]));
      return;
    case 'peer':
      c.peerPort = Number(more[0]);
      return;
    case 'cwnd':
      c.connection.congestion.window = Number(more[0]);
      return;
    case 'ssthresh':
      c.connection.congestion.threshold = Number(more[0]);
      return;
    case 'icmp':
      c.icmp(more[0] as 'too-big', Number(more[1]), Number(more[2]), Number(more[3] ?? 0));
      return;
    default:
      throw new Error('not a command; see testing/script.ts');
  }
}

function check(c: Conversation, [name, value]: readonly string[]): void {
  const actual =
    name === 'state'
      ? c.state
      : name === 'failure'
        ? (c.failure ?? 'none')
        : name === 'received'
          ? String(c.hasReceivedUpTo(Number(value) + 1) ? value : `${c.received.length} octets`)
          : name === 'cwnd'
            ? String(c.connection.congestion.window)
            : name === 'ssthresh'
              ? String(c.connection.congestion.threshold)
              : String(c.counters[name as keyof TcpCounters]);
  if (actual !== value) throw new Error(`it is ${actual}`);
}
