/**
 * Where the compiler finds a global that is written in TypeScript; `console` has ways of its own. `binds`: modules that run
 * before the program starts and give the global what it needs of the engine.
 */
export interface GlobalUnit {
  readonly name: string;
  /** Relative to this folder. */
  readonly module: string;
  readonly export: string;
  readonly binds: readonly string[];
}

const CLOCK = '../host/clock.js';
const REPORT = '../host/report.js';
const TIMERS = '../host/timers.js';
const IMMEDIATES = '../host/immediates.js';
const DETACHED_TIMER = '../host/detached-timer.js';
const ENTROPY = '../host/entropy.js';

export const GLOBALS: readonly GlobalUnit[] = [
  ...units('./url/url.js', ['URL']),
  ...units('./url/search-params.js', ['URLSearchParams']),
  ...units('./encoding/text-encoder.js', ['TextEncoder'], '../host/text-encoder.js'),
  ...units('./encoding/text-decoder.js', ['TextDecoder'], '../host/text-decoder.js'),
  ...units('./encoding/base64.js', ['atob', 'btoa'], '../host/base64.js'),
  ...units('./events/dom-exception.js', ['DOMException']),
  ...units('./events/event.js', ['Event'], CLOCK),
  ...units('./events/custom-event.js', ['CustomEvent'], CLOCK),
  ...units('./events/event-target.js', ['EventTarget'], REPORT),
  ...units('./events/abort.js', ['AbortController'], CLOCK, REPORT),
  ...units('./events/abort.js', ['AbortSignal'], CLOCK, REPORT, DETACHED_TIMER),
  ...units('./performance.js', ['performance'], CLOCK),
  ...units('./microtask.js', ['queueMicrotask'], REPORT),
  ...units('./timers/timers.js', ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'], TIMERS),
  ...units('./timers/immediate.js', ['setImmediate', 'clearImmediate'], IMMEDIATES),
  ...units('./finalization.js', ['FinalizationRegistry'], DETACHED_TIMER),
  ...units('./crypto.js', ['crypto'], ENTROPY),
  ...units('./intl/intl.js', ['Intl'], '../host/collation.js'),
  ...units('../host/clone.js', ['structuredClone']),
  // the event of an aborted sink's signal has a time
  ...units(
    './streams/readable-stream.js',
    ['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamDefaultController'],
    CLOCK,
    REPORT,
  ),
  ...units(
    './streams/writable-stream.js',
    ['WritableStream', 'WritableStreamDefaultWriter', 'WritableStreamDefaultController'],
    CLOCK,
    REPORT,
  ),
  ...units('./streams/transform-stream.js', ['TransformStream', 'TransformStreamDefaultController'], CLOCK, REPORT),
  ...units('./streams/text-streams.js', ['TextDecoderStream', 'TextEncoderStream'], CLOCK, REPORT),
  ...units('./streams/strategy.js', ['CountQueuingStrategy', 'ByteLengthQueuingStrategy']),
];

function units(module: string, names: readonly string[], ...binds: string[]): GlobalUnit[] {
  return names.map((name) => ({ name, module, export: name, binds }));
}
