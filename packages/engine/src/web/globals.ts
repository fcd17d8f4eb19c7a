/**
 * Where the linker finds a global that is written in TypeScript. `factory`: the export is called once with what the engine
 * provides (its parameter's type says what), and the result is the global. `binds`: functions that the engine calls before
 * the program starts, with what the module needs of the platform.
 */
export interface GlobalUnit {
  readonly name: string;
  /** Relative to this folder. */
  readonly module: string;
  readonly export: string;
  readonly factory: boolean;
  readonly binds: readonly string[];
}

const CLOCK = './clock.js#bindClock';
const REPORT = './report.js#bindReport';
const TIMERS = './timers/timer-host.js#bindTimerHost';
const DETACHED_TIMER = './timers/timer-host.js#bindDetachedTimer';

export const GLOBALS: readonly GlobalUnit[] = [
  { name: 'console', module: '../inspect/console.js', export: 'createConsole', factory: true, binds: [] },
  { name: 'URL', module: './url/url.js', export: 'URL', factory: false, binds: [] },
  { name: 'URLSearchParams', module: './url/search-params.js', export: 'URLSearchParams', factory: false, binds: [] },
  { name: 'TextEncoder', module: './encoding/text-encoder.js', export: 'TextEncoder', factory: false, binds: [] },
  { name: 'TextDecoder', module: './encoding/text-decoder.js', export: 'TextDecoder', factory: false, binds: [] },
  { name: 'atob', module: './encoding/base64.js', export: 'atob', factory: false, binds: [] },
  { name: 'btoa', module: './encoding/base64.js', export: 'btoa', factory: false, binds: [] },
  { name: 'DOMException', module: './events/dom-exception.js', export: 'DOMException', factory: false, binds: [] },
  { name: 'Event', module: './events/event.js', export: 'Event', factory: false, binds: [CLOCK] },
  { name: 'CustomEvent', module: './events/custom-event.js', export: 'CustomEvent', factory: false, binds: [CLOCK] },
  { name: 'EventTarget', module: './events/event-target.js', export: 'EventTarget', factory: false, binds: [REPORT] },
  {
    name: 'AbortController',
    module: './events/abort.js',
    export: 'AbortController',
    factory: false,
    binds: [CLOCK, REPORT],
  },
  {
    name: 'AbortSignal',
    module: './events/abort.js',
    export: 'AbortSignal',
    factory: false,
    binds: [CLOCK, REPORT, DETACHED_TIMER],
  },
  { name: 'performance', module: './performance.js', export: 'performance', factory: false, binds: [CLOCK] },
  { name: 'queueMicrotask', module: './microtask.js', export: 'queueMicrotask', factory: false, binds: [REPORT] },
  { name: 'setTimeout', module: './timers/timers.js', export: 'setTimeout', factory: false, binds: [TIMERS] },
  { name: 'clearTimeout', module: './timers/timers.js', export: 'clearTimeout', factory: false, binds: [TIMERS] },
  { name: 'setInterval', module: './timers/timers.js', export: 'setInterval', factory: false, binds: [TIMERS] },
  { name: 'clearInterval', module: './timers/timers.js', export: 'clearInterval', factory: false, binds: [TIMERS] },
  { name: 'setImmediate', module: './timers/immediate.js', export: 'setImmediate', factory: false, binds: [TIMERS] },
  {
    name: 'clearImmediate',
    module: './timers/immediate.js',
    export: 'clearImmediate',
    factory: false,
    binds: [TIMERS],
  },
  {
    name: 'structuredClone',
    module: './clone/structured-clone.js',
    export: 'createStructuredClone',
    factory: true,
    binds: [],
  },
  ...streamGlobals('./streams/readable-stream.js', [
    'ReadableStream',
    'ReadableStreamDefaultReader',
    'ReadableStreamDefaultController',
  ]),
  ...streamGlobals('./streams/writable-stream.js', [
    'WritableStream',
    'WritableStreamDefaultWriter',
    'WritableStreamDefaultController',
  ]),
  ...streamGlobals('./streams/transform-stream.js', ['TransformStream', 'TransformStreamDefaultController']),
  ...streamGlobals('./streams/text-streams.js', ['TextDecoderStream', 'TextEncoderStream']),
  ...streamGlobals('./streams/strategy.js', ['CountQueuingStrategy', 'ByteLengthQueuingStrategy']),
];

/** The event of an aborted sink's signal has a time. */
function streamGlobals(module: string, names: readonly string[]): GlobalUnit[] {
  return names.map((name) => ({ name, module, export: name, factory: false, binds: [CLOCK, REPORT] }));
}
