/** Independent name servers on loopback, each with its files in a folder of its own that goes when it ends. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeMessage,
  encodeMessage,
  FormatError,
  type Message,
  type Name,
  nameText,
  parseName,
  query,
} from '@morgana/dns';

/** Whether a program is there; says once where a test is left out because it is not. */
export function have(...programs: string[]): boolean {
  const missing = programs.filter(
    (program) => spawnSync('sh', ['-c', `command -v ${program}`], { env: PATHS }).status !== 0,
  );
  if (missing.length > 0) console.log(`left out: tests that need ${missing.join(', ')}`);
  return missing.length === 0;
}

export const PATHS = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'morgana-dns-'));
  write(name: string, text: string): string {
    const path = join(this.path, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** One UDP socket that matches answers to questions by their IDs. */
export class Asker {
  readonly #socket = createSocket('udp4');
  readonly #waiting = new Map<string, (message: Message) => void>();
  #id = 0;

  constructor() {
    this.#socket.on('message', (bytes, from) => {
      const message = decodeMessage(new Uint8Array(bytes));
      if (message instanceof FormatError) throw new Error(`from port ${from.port}: ${message.message}`);
      this.#waiting.get(`${from.port} ${message.id}`)?.(message);
    });
  }

  /** undefined after five tries of 400 ms. */
  async ask(port: number, message: Message, address = '127.0.0.1'): Promise<Message | undefined> {
    const id = (this.#id = (this.#id + 1) & 0xffff);
    const bytes = encodeMessage({ ...message, id });
    const key = `${port} ${id}`;
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await new Promise<Message | undefined>((resolve) => {
        const timer = setTimeout(() => resolve(undefined), 400);
        this.#waiting.set(key, (found) => {
          clearTimeout(timer);
          resolve(found);
        });
        this.#socket.send(bytes, port, address);
      });
      this.#waiting.delete(key);
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  close(): void {
    this.#socket.close();
  }
}

export interface ZoneFile {
  readonly origin: Name;
  readonly text: string;
  /** Lines for the zone's part of the configuration. */
  readonly nsd?: string;
  readonly knot?: string;
}

export class NameServer {
  readonly port: number;
  readonly folder: Folder;
  readonly #process: ChildProcess;
  output = '';

  readonly address: string;

  constructor(port: number, folder: Folder, command: string, args: readonly string[], address = '127.0.0.1') {
    this.port = port;
    this.address = address;
    this.folder = folder;
    // `timeout` ends it even where this process is killed.
    this.#process = spawn('timeout', ['-k', '2', '300', command, ...args], {
      env: PATHS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (text: Buffer) => {
      this.output = (this.output + text.toString()).slice(-20_000);
    };
    this.#process.stdout!.on('data', keep);
    this.#process.stderr!.on('data', keep);
  }

  /** Waits until it answers for `origin`. */
  async ready(origin: Name, serial?: number): Promise<void> {
    const asker = new Asker();
    try {
      for (let i = 0; i < 50; i++) {
        if (this.#process.exitCode !== null) break;
        const answer = await asker.ask(this.port, query(origin, 6), this.address);
        const soa = answer?.answers[0]?.rdata;
        if (soa !== undefined && answer!.rcode === 0) {
          if (serial === undefined || new DataView(soa.buffer, soa.byteOffset).getUint32(soa.length - 20) === serial)
            return;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    } finally {
      asker.close();
    }
    throw new Error(`the server did not come up for ${nameText(origin)}:\n${this.output}`);
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode === null) {
      const ended = new Promise((resolve) => this.#process.once('exit', resolve));
      this.#process.kill('SIGTERM');
      await ended;
    }
    this.folder.remove();
  }
}

/** Where a server listens; by default on a free port of 127.0.0.1. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

export async function startNsd(zones: readonly ZoneFile[], extra = '', place?: Place): Promise<NameServer> {
  const folder = new Folder();
  const { address, port } = place ?? { address: '127.0.0.1', port: await freePort() };
  const parts = zones.map(({ origin, text, nsd }, i) => {
    const file = folder.write(`zone${i}`, text);
    return `zone:\n  name: "${nameText(origin)}"\n  zonefile: "${file}"\n${nsd ?? ''}`;
  });
  const conf = folder.write(
    'nsd.conf',
    `server:
  ip-address: ${address}@${port}
  username: ""
  pidfile: ""
  chroot: ""
  zonesdir: "${folder.path}"
  database: ""
  zonelistfile: "${folder.path}/zone.list"
  xfrdfile: "${folder.path}/xfrd.state"
  xfrdir: "${folder.path}"
  server-count: 1
  minimal-responses: yes
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  verbosity: 1
remote-control:
  control-enable: no
${extra}
${parts.join('\n')}`,
  );
  return new NameServer(port, folder, 'nsd', ['-d', '-c', conf], address);
}

export async function startKnot(zones: readonly ZoneFile[], extra = '', place?: Place): Promise<NameServer> {
  const folder = new Folder();
  const { address, port } = place ?? { address: '127.0.0.1', port: await freePort() };
  const parts = zones.map(({ origin, text, knot }, i) => {
    const file = folder.write(`zone${i}`, text);
    return `  - domain: "${nameText(origin)}"\n    file: "${file}"\n${knot ?? ''}`;
  });
  const conf = folder.write(
    'knot.conf',
    `server:
    rundir: "${folder.path}"
    listen: ${address}@${port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
log:
  - target: stderr
    any: info
database:
    storage: "${folder.path}"
${extra}
template:
  - id: default
    storage: "${folder.path}"
    semantic-checks: off
zone:
${parts.join('')}`,
  );
  return new NameServer(port, folder, 'knotd', ['-c', conf], address);
}

/** BIND. @param zones `bind` is what stands in the zone's part of the configuration, the file beside it is written */
export async function startNamed(
  zones: readonly { readonly origin: Name; readonly text: string; readonly bind: string }[],
  extra = '',
): Promise<NameServer> {
  const folder = new Folder();
  const port = await freePort();
  const parts = zones.map(({ origin, text, bind }, i) => {
    if (text !== '') folder.write(`zone${i}`, text);
    return `zone "${nameText(origin)}" {\n  file "${folder.path}/zone${i}";\n${bind}};\n`;
  });
  const conf = folder.write(
    'named.conf',
    `options {
  directory "${folder.path}";
  listen-on port ${port} { 127.0.0.1; };
  listen-on-v6 { none; };
  pid-file none;
  session-keyfile none;
  recursion no;
  dnssec-validation no;
  check-names primary ignore;
  check-names secondary ignore;
  check-integrity no;
  notify-delay 0;
  serial-query-rate 1000;
};
controls { };
${extra}
${parts.join('')}`,
  );
  return new NameServer(port, folder, 'named', ['-g', '-n', '1', '-c', conf]);
}

/** A validating resolver that asks the given servers for the given zones. @param anchors trust anchors, DS or DNSKEY records */
export async function startUnbound(
  zones: readonly { readonly origin: Name; readonly port: number }[],
  anchors: readonly string[],
): Promise<NameServer> {
  const folder = new Folder();
  const port = await freePort();
  const stubs = zones.map(
    ({ origin, port: at }) => `stub-zone:\n  name: "${nameText(origin)}"\n  stub-addr: 127.0.0.1@${at}\n`,
  );
  const conf = folder.write(
    'unbound.conf',
    `server:
  interface: 127.0.0.1
  port: ${port}
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "${folder.path}"
  pidfile: ""
  use-syslog: no
  num-threads: 1
  do-not-query-localhost: no
  do-ip6: no
  module-config: "validator iterator"
  aggressive-nsec: no
  local-zone: "test." nodefault
${anchors.map((anchor) => `  trust-anchor: "${anchor}"\n`).join('')}
remote-control:
  control-enable: no
${stubs.join('')}`,
  );
  return new NameServer(port, folder, 'unbound', ['-d', '-c', conf]);
}

export const name = (text: string): Name => parseName(text);
