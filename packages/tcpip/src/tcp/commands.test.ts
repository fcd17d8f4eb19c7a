/**
 * Whole conversations as commands of fast-check: both applications and the network do what they like, in any order. The model is a stream
 * of octets each way: what arrives is a beginning of what was written, octet for octet; in the end all of it has arrived, or the
 * connection says that it failed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connection } from './connection.js';
import type { TestHost } from './testing/host.js';
import { seeded, Wire } from './testing/wire.js';
import { abort, close, endOfData, receive, send, shutdown } from './user-calls.js';

type Name = 'a' | 'b';
const OTHER = { a: 'b', b: 'a' } as const;
const octetAt = (side: Name, index: number) => (index * 31 + (index >> 8) + (side === 'a' ? 0 : 77)) & 255;

class Side {
  connection!: Connection;
  written = 0;
  received = 0;
  wrong = 0;
  ended = false;
  closed = false;
  reading = true;
  readonly host: TestHost;
  readonly name: Name;

  constructor(name: Name, host: TestHost) {
    this.name = name;
    this.host = host;
  }
  adopt(connection: Connection): void {
    this.connection = connection;
    connection.user = {
      onEvents: () => {
        if (this.reading) this.read();
      },
    };
  }
  read(): void {
    const { core } = this.host.tcp;
    const from = OTHER[this.name];
    for (let bytes = receive(core, this.connection); bytes !== null; bytes = receive(core, this.connection))
      for (const octet of bytes) if (octet !== octetAt(from, this.received++)) this.wrong++;
    if (!this.closed && endOfData(this.connection)) this.ended = true;
  }
  write(length: number): void {
    const bytes = new Uint8Array(length).map((_, i) => octetAt(this.name, this.written + i));
    this.written += send(this.host.tcp.core, this.connection, bytes, 0);
  }
}

interface Model {
  /** The network may lose a SYN or two; nothing is said before both are there. */
  steps: number;
}

class Real {
  readonly wire: Wire;
  readonly sides: Readonly<Record<Name, Side>>;

  constructor(seed: number, buffer: number) {
    const configuration = {
      receiveBuffer: buffer,
      sendBuffer: buffer,
      receiveBufferMaximum: buffer,
      sendBufferMaximum: buffer,
      userTimeout: 120_000,
      // Else one that is half-closed would wait for ever for a peer whose RST was lost.
      keepAliveIdle: 60_000,
      keepAliveInterval: 1_000,
    };
    this.wire = new Wire({ delay: 5, draw: seeded(seed), a: { configuration }, b: { configuration } });
    this.sides = { a: new Side('a', this.wire.a), b: new Side('b', this.wire.b) };
    this.wire.b.tcp.listen(0, 80, (connection) => this.sides.b.adopt(connection));
    this.sides.a.adopt(this.wire.a.tcp.open({ onEvents() {} }, this.wire.b.address, 80));
    this.wire.run(100);
  }
  /** What must hold at any time. */
  check(): void {
    for (const side of Object.values(this.sides)) {
      const other = this.sides[OTHER[side.name]];
      if (side.wrong > 0) throw new Error(`${side.wrong} octets arrived wrong at ${side.name}`);
      if (side.received > other.written) throw new Error(`${side.name} received more than was written`);
    }
  }
}

type Step = (real: Real) => void;

class Command implements fc.Command<Model, Real> {
  readonly #text: string;
  readonly #step: Step;
  constructor(text: string, step: Step) {
    this.#text = text;
    this.#step = step;
  }
  check(): boolean {
    return true;
  }
  run(model: Model, real: Real): void {
    model.steps++;
    this.#step(real);
    real.wire.run(0);
    real.check();
  }
  toString(): string {
    return this.#text;
  }
}

const side = fc.constantFrom<Name>('a', 'b');
const chance = fc.constantFrom(0, 0.02, 0.1, 0.3);
const commands = [
  fc
    .tuple(side, fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20_000 })))
    .map(([name, length]) => new Command(`write(${name}, ${length})`, ({ sides }) => sides[name].write(length))),
  side.map((name) => new Command(`read(${name})`, ({ sides }) => sides[name].read())),
  // A reader that stops closes the window; one that goes on opens it.
  fc.tuple(side, fc.boolean()).map(
    ([name, on]) =>
      new Command(`${on ? 'open' : 'shrink'}Window(${name})`, ({ sides }) => {
        sides[name].reading = on;
        if (on) sides[name].read();
      }),
  ),
  side.map(
    (name) =>
      new Command(`halfClose(${name})`, ({ sides }) => shutdown(sides[name].host.tcp.core, sides[name].connection)),
  ),
  side.map(
    (name) =>
      new Command(`close(${name})`, ({ sides }) => {
        sides[name].closed = true;
        close(sides[name].host.tcp.core, sides[name].connection);
      }),
  ),
  side.map(
    (name) =>
      new Command(`abort(${name})`, ({ sides }) => {
        sides[name].closed = true;
        abort(sides[name].host.tcp.core, sides[name].connection, { code: 'closed', message: 'aborted' });
      }),
  ),
  fc
    .record({
      loss: chance,
      duplication: chance,
      corruption: chance,
      reordering: chance,
      delay: fc.constantFrom(0, 5, 150),
    })
    .map(
      (faults) =>
        new Command(
          `network(${JSON.stringify(faults)})`,
          ({ wire }) => (wire.options = { ...wire.options, ...faults }),
        ),
    ),
  fc.integer({ min: 1, max: 5 }).map(
    (count) =>
      new Command(`lose(${count})`, ({ wire }) => {
        let left = count;
        wire.options = { ...wire.options, drop: () => left-- > 0 };
      }),
  ),
  fc.constantFrom(1, 10, 50, 300, 2_000).map((time) => new Command(`wait(${time})`, ({ wire }) => wire.run(time))),
];
// Ends are rare, so that most conversations live for a while.
const [write, read, window, halfClose, closing, aborting, network, lose, wait] = commands as [
  (typeof commands)[0],
  ...(typeof commands)[number][],
];
const mixture = [
  write,
  write,
  write,
  write,
  read,
  window,
  window,
  network,
  lose,
  wait,
  wait,
  wait,
  wait,
  halfClose,
  closing,
  aborting,
];

test('the stream arrives whole, or the connection says that it failed', () => {
  fc.assert(
    fc.property(
      fc.commands(mixture as fc.Arbitrary<Command>[], { maxCommands: 80, size: 'max' }),
      fc.nat(),
      fc.constantFrom(2048, 10_000, 65_536),
      (steps, seed, buffer) => {
        const real = new Real(seed, buffer);
        fc.modelRun(() => ({ model: { steps: 0 }, real }), steps);
        // The network is well again, everybody reads, and whoever has not closed does.
        const { wire, sides } = real;
        wire.options = { delay: 5 };
        for (const one of Object.values(sides)) {
          one.reading = true;
          one.read();
        }
        wire.run(200_000);
        for (const one of Object.values(sides)) shutdown(one.host.tcp.core, one.connection);
        wire.run(400_000);
        real.check();
        for (const one of Object.values(sides)) {
          const other = sides[OTHER[one.name]];
          const failed = one.connection.failure !== undefined || other.connection.failure !== undefined;
          // Nobody hangs: the connection is over on both sides.
          expect([0, 10]).toContain(one.connection.state);
          if (failed || one.closed) continue;
          expect([one.name, one.received]).toEqual([one.name, other.written]);
          expect(one.ended).toBe(true);
        }
      },
    ),
    { numRuns: process.env.MORGANA_TEST_FULL ? 5000 : 250 },
  );
});
