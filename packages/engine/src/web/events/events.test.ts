import { inspect as nodeInspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInspect } from '../../inspect/inspect.js';
import { allKinds } from '../../inspect/kinds/all.js';
import { fuzz } from '../../inspect/testing/fuzz.js';
import { nodeIntrospection } from '../../inspect/testing/node-introspection.js';
import { bindClock } from '../clock.js';
import { bindReport } from '../report.js';
import { bindDetachedTimer } from '../timers/timer-host.js';
import { AbortController, AbortSignal } from './abort.js';
import { CustomEvent } from './custom-event.js';
import { DOMException } from './dom-exception.js';
import { Event } from './event.js';
import { EventTarget } from './event-target.js';

const ours = { Event, CustomEvent, EventTarget, AbortController, AbortSignal, DOMException };
const node = {
  Event: globalThis.Event,
  CustomEvent: globalThis.CustomEvent,
  EventTarget: globalThis.EventTarget,
  AbortController: globalThis.AbortController,
  AbortSignal: globalThis.AbortSignal,
  DOMException: globalThis.DOMException,
} as unknown as typeof ours;
const inspect = createInspect(nodeIntrospection, allKinds);

const reported: unknown[] = [];
const timers: { milliseconds: number; callback: () => void }[] = [];
beforeAll(() => {
  bindClock({ now: () => 12.5, timeOrigin: 1000 });
  bindReport((error) => reported.push(error));
  bindDetachedTimer((milliseconds, callback) => timers.push({ milliseconds, callback }));
});
afterAll(() => {
  reported.length = 0;
});

function same(run: (api: typeof ours, log: (text: unknown) => void) => void): void {
  const results = [ours, node].map((api) => {
    const lines: string[] = [];
    try {
      run(api, (text) => lines.push(String(text)));
    } catch (error) {
      lines.push(`thrown ${(error as Error).name} ${(error as { code?: unknown }).code} ${(error as Error).message}`);
    }
    return lines;
  });
  expect(results[0]).toEqual(results[1]);
}

describe('EventTarget', () => {
  test('order, once, removal while dispatching, options', () => {
    same((api, log) => {
      const target = new api.EventTarget();
      const late = () => log('late');
      const gone = () => log('gone');
      const object = {
        handleEvent(event: Event) {
          log(`object ${this === object} ${event.type}`);
        },
      };
      target.addEventListener('x', (event) => {
        log(`first ${event.target === target} ${event.currentTarget === target} ${event.eventPhase}`);
        target.removeEventListener('x', gone);
        target.addEventListener('x', late);
        log(event.composedPath().length);
      });
      target.addEventListener('x', () => log('once'), { once: true });
      target.addEventListener('x', gone);
      target.addEventListener('x', gone);
      target.addEventListener('x', gone, true);
      target.addEventListener('x', object);
      target.addEventListener('x', null);
      target.addEventListener('x', (event) => event.preventDefault(), { passive: true });
      const event = new api.Event('x', { cancelable: true });
      log(target.dispatchEvent(event));
      log(`${event.eventPhase} ${event.currentTarget} ${event.target === target} ${event.composedPath().length}`);
      target.addEventListener('x', (again) => again.preventDefault());
      log(target.dispatchEvent(event));
      log(event.defaultPrevented);
      log(target.dispatchEvent(new api.Event('x')));
    });
  });

  test('stopping', () => {
    same((api, log) => {
      const target = new api.EventTarget();
      target.addEventListener('x', (event) => event.stopPropagation());
      target.addEventListener('x', (event) => event.stopImmediatePropagation());
      target.addEventListener('x', () => log('not reached'));
      log(target.dispatchEvent(new api.Event('x')));
    });
  });

  test('signals', () => {
    same((api, log) => {
      const target = new api.EventTarget();
      const controller = new api.AbortController();
      target.addEventListener('x', () => log('a'), { signal: controller.signal });
      target.addEventListener('x', () => log('never'), { signal: api.AbortSignal.abort() });
      target.dispatchEvent(new api.Event('x'));
      controller.abort();
      target.dispatchEvent(new api.Event('x'));
    });
  });

  test('wrong use', () => {
    for (const run of [
      (api) => new api.EventTarget().addEventListener('x', 1 as never),
      (api) => Reflect.construct(api.Event, []),
      (api) => {
        const target = new api.EventTarget();
        const event = new api.Event('again');
        target.addEventListener('again', () => {
          expect(() => target.dispatchEvent(event)).toThrow('The event "again" is already being dispatched');
        });
        target.dispatchEvent(event);
      },
    ] as ((api: typeof ours) => void)[]) {
      const codes = [ours, node].map((api) => {
        try {
          run(api);
          return 'nothing';
        } catch (error) {
          return `${(error as Error).name} ${(error as { code?: string }).code}`;
        }
      });
      expect(codes[0]).toBe(codes[1]);
    }
    expect(() => new EventTarget().dispatchEvent({} as never)).toThrow(TypeError);
  });

  test('what a listener throws is reported, and the next is called', async () => {
    const target = new EventTarget();
    const calls: number[] = [];
    target.addEventListener('x', () => {
      throw new Error('one');
    });
    target.addEventListener('x', async () => {
      throw new Error('two');
    });
    target.addEventListener('x', () => {
      calls.push(3);
    });
    reported.length = 0;
    target.dispatchEvent(new Event('x'));
    await Promise.resolve().then(() => {});
    await Promise.resolve();
    expect(calls).toEqual([3]);
    expect(reported.map(String)).toEqual(['Error: one', 'Error: two']);
  });

  test('CustomEvent', () => {
    same((api, log) => {
      log(new api.CustomEvent('x', { detail: 5 }).detail);
      log(new api.CustomEvent('x').detail);
      log(new api.CustomEvent('x') instanceof api.Event);
      log(Object.prototype.toString.call(new api.CustomEvent('x')));
      log(Object.keys(new api.CustomEvent('x')).filter((key) => key !== 'isTrusted'));
    });
  });

  test('random additions and removals', () => {
    const step = fc.tuple(
      fc.constantFrom('add', 'remove', 'dispatch'),
      fc.constantFrom('x', 'y'),
      fc.nat({ max: 3 }),
      fc.record({ capture: fc.boolean(), once: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        same((api, log) => {
          const target = new api.EventTarget();
          const listeners = [0, 1, 2, 3].map((n) => () => log(n));
          for (const [action, type, which, options] of steps) {
            if (action === 'add') target.addEventListener(type, listeners[which]!, options);
            else if (action === 'remove') target.removeEventListener(type, listeners[which]!, options);
            else target.dispatchEvent(new api.Event(type));
          }
        });
      }),
      fuzz(100),
    );
  });
});

describe('AbortController', () => {
  test('abort', () => {
    same((api, log) => {
      const controller = new api.AbortController();
      const { signal } = controller;
      log(signal.aborted);
      signal.onabort = (event: Event) => log(`handler ${event.type} ${event.target === signal}`);
      signal.addEventListener('abort', () => log(`listener ${signal.aborted}`));
      controller.abort();
      controller.abort('again');
      const reason = signal.reason as DOMException;
      log(`${reason} ${reason.name} ${reason.code} ${reason instanceof api.DOMException}`);
      signal.throwIfAborted();
    });
    same((api, log) => {
      log(api.AbortSignal.abort('why').reason);
      log((api.AbortSignal.abort().reason as DOMException).message);
      Reflect.construct(api.AbortSignal, []);
    });
  });

  test('any', () => {
    same((api, log) => {
      const [a, b] = [new api.AbortController(), new api.AbortController()];
      const any = api.AbortSignal.any([a.signal, b.signal]);
      const nested = api.AbortSignal.any([any, new api.AbortController().signal]);
      nested.addEventListener('abort', () => log('nested'));
      any.addEventListener('abort', () => log('any'));
      a.signal.addEventListener('abort', () => log('a'));
      b.abort('b');
      a.abort('a');
      log(`${any.reason} ${nested.reason}`);
      log(api.AbortSignal.any([a.signal]).reason);
      log(api.AbortSignal.any([]).aborted);
    });
    expect(() => AbortSignal.any([1 as never])).toThrow(TypeError);
  });

  test('timeout', () => {
    const signal = AbortSignal.timeout(50);
    const { milliseconds, callback } = timers.pop()!;
    expect([milliseconds, signal.aborted]).toEqual([50, false]);
    callback();
    expect((signal.reason as DOMException).name).toBe('TimeoutError');
    expect((signal.reason as DOMException).message).toBe('The operation was aborted due to timeout');
    expect(() => AbortSignal.timeout(-1)).toThrow(RangeError);
  });
});

test('DOMException', () => {
  same((api, log) => {
    const error = new api.DOMException('stop', 'AbortError');
    log(`${error} ${error.code} ${error instanceof Error} ${Object.prototype.toString.call(error)}`);
    log(error.stack!.split('\n')[0]);
    log(new api.DOMException());
    log(new api.DOMException('x').name);
    log(new api.DOMException('x', { name: 'DataCloneError', cause: 1 } as never).code);
    log((new api.DOMException('x', { name: 'Other', cause: 1 } as never) as { cause?: unknown }).cause);
    for (const name of [
      'IndexSizeError',
      'InvalidAccessError',
      'TypeMismatchError',
      'QuotaExceededError',
      'NotAName',
    ]) {
      log(new api.DOMException('', name).code);
    }
    log(Object.keys(error));
  });
  const title = (text: string) => text.split('\n')[0];
  expect(title(inspect(new DOMException('stop', 'AbortError')))).toBe(
    title(nodeInspect(new node.DOMException('stop', 'AbortError'))),
  );
});

test('shown like Node shows them', () => {
  for (const make of [
    (api) => new api.AbortController(),
    (api) => new api.AbortController().signal,
    (api) => ({ signal: new api.AbortController().signal }),
    (api) => [[[new api.AbortController()]]],
    (api) => new api.EventTarget(),
  ] as ((api: typeof ours) => unknown)[]) {
    expect(inspect(make(ours))).toBe(nodeInspect(make(node)));
  }
  expect(inspect(new Event('x')).replace('12.5', '*')).toBe(nodeInspect(new node.Event('x')).replace(/\d+\.\d+/, '*'));
});
