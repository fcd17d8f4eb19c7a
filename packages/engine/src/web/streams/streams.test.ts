import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fuzz } from '../../inspect/testing/fuzz.js';
import { bindClock } from '../clock.js';
import { AbortController } from '../events/abort.js';
import { ReadableStream } from './readable-stream.js';
import { ByteLengthQueuingStrategy, CountQueuingStrategy } from './strategy.js';
import { TextDecoderStream, TextEncoderStream } from './text-streams.js';
import { TransformStream } from './transform-stream.js';
import { WritableStream } from './writable-stream.js';

const ours = { ReadableStream, WritableStream, TransformStream, AbortController, TextDecoderStream, TextEncoderStream };
type Api = typeof ours;
const node = {
  ReadableStream: globalThis.ReadableStream,
  WritableStream: globalThis.WritableStream,
  TransformStream: globalThis.TransformStream,
  AbortController: globalThis.AbortController,
  TextDecoderStream: globalThis.TextDecoderStream,
  TextEncoderStream: globalThis.TextEncoderStream,
} as unknown as Api;

beforeAll(() => bindClock({ now: () => 0, timeOrigin: 0 }));

type Log = (text: unknown) => void;

/** Until every job has run. */
const quiet = () => new Promise((resolve) => setImmediate(resolve));

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

function watch(log: Log, name: string, promise: Promise<unknown>): void {
  promise.then(
    (value) => log(`${name}: ${JSON.stringify(value)}`),
    (error) => log(`${name} failed: ${nameOf(error)}`),
  );
}

async function logOf(api: Api, run: (api: Api, log: Log) => unknown): Promise<string[]> {
  const lines: string[] = [];
  try {
    await run(api, (text) => lines.push(String(text)));
  } catch (error) {
    lines.push(`thrown ${nameOf(error)}`);
  }
  await quiet();
  return lines;
}

async function same(run: (api: Api, log: Log) => unknown): Promise<void> {
  expect(await logOf(ours, run)).toEqual(await logOf(node, run));
}

/** What came between two quiet moments may come in any order: implementations differ in numbers of jobs. */
async function sameInSteps(run: (api: Api, log: Log, step: () => Promise<void>) => Promise<void>): Promise<void> {
  const record = async (api: Api) => {
    const steps: string[][] = [[]];
    const step = async () => {
      await quiet();
      steps.at(-1)!.sort();
      steps.push([]);
    };
    try {
      await run(api, (text) => steps.at(-1)!.push(String(text)), step);
    } catch (error) {
      steps.at(-1)!.push(`thrown ${nameOf(error)}`);
    }
    await step();
    return steps;
  };
  expect(await record(ours)).toEqual(await record(node));
}

function attempt(log: Log, name: string, action: () => unknown): void {
  try {
    action();
  } catch (error) {
    log(`${name} threw ${nameOf(error)}`);
  }
}

type Controller = {
  enqueue(chunk: unknown): void;
  close(): void;
  error(reason: unknown): void;
  desiredSize: number | null;
};

describe('ReadableStream', () => {
  test('a source that is pulled', () =>
    same(async (api, log) => {
      let n = 0;
      const stream = new api.ReadableStream({
        start: () => log('start'),
        pull(controller) {
          log(`pull ${controller.desiredSize}`);
          if (n === 3) controller.close();
          else controller.enqueue(n++);
        },
      });
      await quiet();
      const chunks: unknown[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      log(chunks);
      log(stream.locked);
    }));

  test('leaving a loop cancels, or not', () =>
    same(async (api, log) => {
      for (const preventCancel of [false, true]) {
        const stream = new api.ReadableStream({
          pull: (controller) => controller.enqueue('x'),
          cancel: (reason) => log(`cancel ${reason}`),
        });
        for await (const _ of stream.values({ preventCancel })) break;
        log(stream.locked);
        watch(log, 'read', stream.getReader().read());
        await quiet();
      }
    }));

  test('iterator called ahead', () =>
    same(async (api, log) => {
      const iterator = api.ReadableStream.from(['a', 'b', 'c'])[Symbol.asyncIterator]();
      const all = await Promise.all([iterator.next(), iterator.next(), iterator.return!('end'), iterator.next()]);
      log(JSON.stringify(all));
    }));

  test('from', () =>
    same(async (api, log) => {
      async function* generate() {
        try {
          yield 1;
          yield 2;
        } finally {
          log('finally');
        }
      }
      for (const source of [generate(), [Promise.resolve(1), 2], 'ab', new Set([1])]) {
        const chunks: unknown[] = [];
        for await (const chunk of api.ReadableStream.from(source as Iterable<unknown>)) chunks.push(chunk);
        log(chunks);
      }
      const reader = api.ReadableStream.from(generate()).getReader();
      log(JSON.stringify(await reader.read()));
      await reader.cancel('enough');
      attempt(log, 'from', () => api.ReadableStream.from(5 as never));
    }));

  test('start and pull that fail', () =>
    same(async (api, log) => {
      attempt(
        log,
        'start',
        () =>
          new api.ReadableStream({
            start: () => {
              throw new RangeError('now');
            },
          }),
      );
      for (const source of [
        { start: () => Promise.reject(new RangeError('later')) },
        {
          pull: () => {
            throw new RangeError('pull');
          },
        },
        { pull: () => Promise.reject(new RangeError('pull later')) },
        {
          cancel: () => {
            throw new RangeError('cancel');
          },
        },
      ]) {
        const reader = new api.ReadableStream(source).getReader();
        watch(log, 'closed', reader.closed);
        watch(log, 'read', reader.read());
        await quiet();
        watch(log, 'cancel', reader.cancel('x'));
        await quiet();
      }
    }));

  test('strategies', () =>
    same(async (api, log) => {
      const sizes = new api.ReadableStream(
        {
          start(controller) {
            log(controller.desiredSize);
            controller.enqueue('abc');
            log(controller.desiredSize);
            controller.enqueue('de');
            log(controller.desiredSize);
          },
        },
        { highWaterMark: 4, size: (chunk) => (chunk as string).length },
      );
      await sizes.getReader().read();
      for (const size of [-1, Number.NaN, Infinity, 'x']) {
        new api.ReadableStream(
          { start: (controller) => attempt(log, `size ${size}`, () => controller.enqueue(1)) },
          { size: () => size as number },
        )
          .getReader()
          .closed.catch((error) => log(nameOf(error)));
      }
      attempt(log, 'mark', () => new api.ReadableStream({}, { highWaterMark: -1 }));
      attempt(log, 'type', () => new api.ReadableStream({ type: 'other' as never }));
      attempt(log, 'pull', () => new api.ReadableStream({ pull: 1 as never }));
    }));

  test('random operations', async () => {
    const operation = fc.constantFrom('enqueue', 'close', 'error', 'read', 'read', 'cancel', 'release', 'tee', 'size');
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 14 }), fc.nat({ max: 3 }), (operations, highWaterMark) =>
        sameInSteps(async (api, log, step) => {
          let controller!: Controller;
          let n = 0;
          let stream: ReadableStream = new api.ReadableStream(
            {
              start(given) {
                controller = given;
              },
              pull: () => log('pull'),
              cancel: (reason) => log(`cancel ${reason}`),
            },
            { highWaterMark },
          );
          let other: ReadableStream | null = null;
          let reader = stream.getReader();
          for (const name of operations) {
            const id = n++;
            if (name === 'enqueue') attempt(log, name, () => controller.enqueue(id));
            else if (name === 'close') attempt(log, name, () => controller.close());
            else if (name === 'error') attempt(log, name, () => controller.error(`error ${id}`));
            else if (name === 'read') watch(log, `read ${id}`, reader.read());
            else if (name === 'cancel') watch(log, `cancel ${id}`, reader.cancel(id));
            else if (name === 'size') log(controller.desiredSize);
            else {
              watch(log, `closed ${id}`, reader.closed);
              reader.releaseLock();
              if (name === 'tee' && other === null) {
                const branches = stream.tee();
                stream = branches[0];
                other = branches[1];
                watch(log, 'second branch', other.getReader().read());
              }
              reader = stream.getReader();
            }
            await step();
          }
        }),
      ),
      fuzz(150),
    );
  });
});

describe('WritableStream', () => {
  test('random operations', async () => {
    const operation = fc.constantFrom(
      'write',
      'write',
      'close',
      'abort',
      'done',
      'done',
      'fail',
      'error',
      'release',
      'size',
      'ready',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 14 }), fc.nat({ max: 2 }), (operations, highWaterMark) =>
        sameInSteps(async (api, log, step) => {
          let controller!: { error(reason: unknown): void; signal: { aborted: boolean } };
          const open: { resolve(): void; reject(reason: unknown): void }[] = [];
          const wait = (what: string) => {
            log(what);
            return new Promise<void>((resolve, reject) => open.push({ resolve, reject }));
          };
          const stream = new api.WritableStream(
            {
              start(given) {
                controller = given;
              },
              write: (chunk) => wait(`sink write ${chunk}`),
              close: () => wait('sink close'),
              abort: (reason) => wait(`sink abort ${reason}`),
            },
            { highWaterMark },
          );
          let writer = stream.getWriter();
          let n = 0;
          let isClosed = false;
          for (const name of operations) {
            const id = n++;
            if (name === 'write') {
              // Node throws instead of rejecting once the stream is closing.
              if (!isClosed) watch(log, `write ${id}`, writer.write(id));
            } else if (name === 'close') {
              isClosed = true;
              watch(log, `close ${id}`, writer.close());
            } else if (name === 'abort') watch(log, `abort ${id}`, writer.abort(`reason ${id}`));
            else if (name === 'done') open.shift()?.resolve();
            else if (name === 'fail') open.shift()?.reject(new RangeError('sink'));
            else if (name === 'error') controller.error(`error ${id}`);
            else if (name === 'ready') watch(log, `ready ${id}`, writer.ready);
            else if (name === 'size') log(`${writer.desiredSize} ${controller.signal.aborted}`);
            else {
              watch(log, `closed ${id}`, writer.closed);
              writer.releaseLock();
              writer.closed.catch(() => {});
              writer.ready.catch(() => {});
              writer = stream.getWriter();
            }
            writer.closed.catch(() => {});
            writer.ready.catch(() => {});
            await step();
          }
        }),
      ),
      fuzz(150),
    );
  });

  test('locks and wrong use', () =>
    same(async (api, log) => {
      const stream = new api.WritableStream();
      const writer = stream.getWriter();
      attempt(log, 'second writer', () => stream.getWriter());
      watch(log, 'abort', stream.abort());
      watch(log, 'close', stream.close());
      writer.releaseLock();
      watch(log, 'write', writer.write(1));
      attempt(log, 'size', () => writer.desiredSize);
      watch(log, 'close', stream.close());
      await quiet();
      attempt(
        log,
        'start',
        () =>
          new api.WritableStream({
            start: () => {
              throw new RangeError('x');
            },
          }),
      );
      attempt(log, 'type', () => new api.WritableStream({ type: 'x' } as never));
    }));
});

describe('TransformStream', () => {
  test('random operations', async () => {
    const operation = fc.constantFrom(
      'write',
      'write',
      'read',
      'read',
      'close',
      'abort',
      'cancel',
      'error',
      'terminate',
      'enqueue',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { maxLength: 12 }),
        fc.nat({ max: 2 }),
        fc.boolean(),
        (operations, mark, isPlain) =>
          sameInSteps(async (api, log, step) => {
            let controller!: { enqueue(chunk: unknown): void; error(reason: unknown): void; terminate(): void };
            const stream = new api.TransformStream<number, unknown>(
              isPlain
                ? {
                    start(given) {
                      controller = given;
                    },
                  }
                : {
                    start(given) {
                      controller = given;
                    },
                    transform(chunk, given) {
                      if (chunk % 5 === 4) throw new RangeError('transform');
                      given.enqueue(`a${chunk}`);
                      given.enqueue(`b${chunk}`);
                    },
                    flush: (given) => given.enqueue('flushed'),
                  },
              { highWaterMark: 1 },
              { highWaterMark: mark },
            );
            const writer = stream.writable.getWriter();
            const reader = stream.readable.getReader();
            watch(log, 'writer closed', writer.closed);
            watch(log, 'reader closed', reader.closed);
            writer.ready.catch(() => {});
            let n = 0;
            let isClosed = false;
            // One end only: with a second one Node calls algorithms that it has cleared.
            let isEnded = false;
            for (const name of operations) {
              const id = n++;
              if (isEnded && name !== 'read') continue;
              isEnded = name === 'abort' || name === 'cancel' || name === 'error' || name === 'terminate' || isEnded;
              if (name === 'write') {
                if (!isClosed) watch(log, `write ${id}`, writer.write(id));
              } else if (name === 'read') watch(log, `read ${id}`, reader.read());
              else if (name === 'close') {
                isClosed = true;
                watch(log, `close ${id}`, writer.close());
              } else if (name === 'abort') watch(log, `abort ${id}`, writer.abort(`abort ${id}`));
              else if (name === 'cancel') watch(log, `cancel ${id}`, reader.cancel(`cancel ${id}`));
              else if (name === 'error') controller.error(`error ${id}`);
              else if (name === 'terminate') controller.terminate();
              else attempt(log, name, () => controller.enqueue(id));
              writer.ready.catch(() => {});
              await step();
            }
          }),
      ),
      fuzz(150),
    );
  });

  test('encoding and decoding', () =>
    same(async (api, log) => {
      const text = new api.TransformStream<string, string>();
      const writer = text.writable.getWriter();
      for (const part of ['a\ud83d', '\ude00', 'ü', '', '\ud800']) writer.write(part);
      writer.close();
      const parts: string[] = [];
      const encoded = text.readable.pipeThrough(new api.TextEncoderStream() as never) as ReadableStream<Uint8Array>;
      for await (const part of encoded.pipeThrough(new api.TextDecoderStream() as never) as ReadableStream<string>) {
        parts.push(part);
      }
      log(parts.join('|'));
    }));
});

describe('pipeTo', () => {
  test('random ends', async () => {
    const options = fc.record({ preventClose: fc.boolean(), preventAbort: fc.boolean(), preventCancel: fc.boolean() });
    const event = fc.constantFrom(
      'chunk',
      'chunk',
      'chunk',
      'close source',
      'error source',
      'error sink',
      'abort',
      'done',
      'done',
      'fail',
    );
    await fc.assert(
      fc.asyncProperty(options, fc.array(event, { maxLength: 12 }), fc.nat({ max: 2 }), (chosen, events, mark) =>
        sameInSteps(async (api, log, step) => {
          let source!: Controller;
          let sink!: { error(reason: unknown): void };
          const open: { resolve(): void; reject(reason: unknown): void }[] = [];
          const readable = new api.ReadableStream({
            start(controller) {
              source = controller;
            },
            cancel: (reason) => log(`cancel ${reason}`),
          });
          const writable = new api.WritableStream(
            {
              start(controller) {
                sink = controller;
              },
              write(chunk) {
                log(`write ${chunk}`);
                return new Promise<void>((resolve, reject) => open.push({ resolve, reject }));
              },
              close: () => log('sink close'),
              abort: (reason) => log(`sink abort ${reason}`),
            },
            { highWaterMark: mark },
          );
          const controller = new api.AbortController();
          watch(log, 'pipe', readable.pipeTo(writable, { ...chosen, signal: controller.signal }));
          await step();
          let n = 0;
          // One end only, and no abort while a write is under way: Node takes a later failure for the outcome, and goes
          // on with chunks it has not read yet.
          let isEnding = false;
          for (const name of events) {
            const id = n++;
            if (isEnding && name !== 'done') continue;
            if (name === 'abort' && open.length > 0) continue;
            if (name !== 'chunk' && name !== 'done') isEnding = true;
            if (name === 'chunk') attempt(log, name, () => source.enqueue(id));
            else if (name === 'close source') attempt(log, name, () => source.close());
            else if (name === 'error source') source.error(`source ${id}`);
            else if (name === 'error sink') sink.error(`sink ${id}`);
            else if (name === 'abort') controller.abort(`abort ${id}`);
            else if (name === 'done') open.shift()?.resolve();
            else open.shift()?.reject('failed');
            await step();
            log(`${readable.locked} ${writable.locked}`);
          }
        }),
      ),
      fuzz(150),
    );
  });

  test('wrong ends', () =>
    sameInSteps(async (api, log) => {
      const locked = new api.ReadableStream();
      locked.getReader();
      watch(log, 'locked', locked.pipeTo(new api.WritableStream()));
      watch(log, 'no stream', new api.ReadableStream().pipeTo({} as never));
      attempt(log, 'through', () => locked.pipeThrough(new api.TransformStream()));
      const aborted = new api.AbortController();
      aborted.abort('early');
      watch(log, 'aborted', new api.ReadableStream().pipeTo(new api.WritableStream(), { signal: aborted.signal }));
      const closed = new api.WritableStream();
      await closed.close();
      watch(log, 'closed', new api.ReadableStream({ cancel: () => log('cancelled') }).pipeTo(closed));
      await quiet();
    }));
});

test('queuing strategies', () => {
  expect(new CountQueuingStrategy({ highWaterMark: 3 }).size()).toBe(1);
  expect(new ByteLengthQueuingStrategy({ highWaterMark: 3 }).size(new Uint16Array(4))).toBe(8);
  expect(() => new CountQueuingStrategy({} as never)).toThrow(TypeError);
});

test('bytes', async () => {
  const stream = new ReadableStream<Uint8Array>({
    type: 'bytes',
    start(controller) {
      expect(controller.byobRequest).toBe(null);
      expect(() => controller.enqueue('text' as never)).toThrow(TypeError);
      controller.enqueue(Uint8Array.of(1, 2));
      controller.close();
    },
  });
  expect(() => stream.getReader({ mode: 'byob' })).toThrow('default readers only');
  expect(ReadableStream.isDisturbed(stream)).toBe(false);
  expect(await stream.getReader().read()).toEqual({ value: Uint8Array.of(1, 2), done: false });
  expect(ReadableStream.isDisturbed(stream)).toBe(true);
});
