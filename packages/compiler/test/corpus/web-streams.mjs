// ReadableStream, WritableStream, TransformStream, text streams, encoders, base64, structuredClone, crypto.
const readable = new ReadableStream({
  start(controller) {
    controller.enqueue('a');
    controller.enqueue('b');
  },
  pull(controller) {
    controller.enqueue('c');
    controller.close();
  },
});
for await (const chunk of readable) console.log(chunk);
const upper = new TransformStream({
  transform(chunk, controller) {
    controller.enqueue(chunk.toUpperCase());
  },
  flush(controller) {
    controller.enqueue('!');
  },
});
const written = [];
const sink = new WritableStream({
  write(chunk) {
    written.push(chunk);
  },
  close() {
    written.push('closed');
  },
});
await ReadableStream.from(['x', 'y']).pipeThrough(upper).pipeTo(sink);
console.log(written);
const [one, two] = ReadableStream.from([1, 2, 3]).tee();
const collect = async (stream) => {
  const all = [];
  for await (const v of stream) all.push(v);
  return all;
};
console.log(await Promise.all([collect(one), collect(two)]));
const bytes = new TextEncoder().encode('héé €😀');
const split = new ReadableStream({
  start(c) {
    for (const b of bytes) c.enqueue(Uint8Array.of(b));
    c.close();
  },
});
console.log((await collect(split.pipeThrough(new TextDecoderStream()))).join(''));
const failing = new ReadableStream({
  pull() {
    throw new Error('source broke');
  },
});
try {
  await failing.getReader().read();
} catch (error) {
  console.log(error.message);
}
const reader = ReadableStream.from(['p']).getReader();
console.log(
  await reader.read(),
  await reader.read(),
  await reader.closed,
  reader instanceof ReadableStreamDefaultReader,
);
const writer = new WritableStream({}, new CountQueuingStrategy({ highWaterMark: 2 })).getWriter();
console.log(writer.desiredSize);
writer.write('1');
console.log(writer.desiredSize);
await writer.close();
console.log(
  bytes,
  new TextDecoder().decode(bytes),
  new TextDecoder('utf-16le').decode(Uint8Array.of(65, 0, 66, 0)),
  new TextDecoder('latin1').encoding,
);
try {
  new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff));
} catch (error) {
  console.log(error.name, error.code);
}
console.log(new TextEncoder().encodeInto('añb', new Uint8Array(3)), btoa('hello'), atob('aGVsbG8='));
try {
  btoa('€');
} catch (error) {
  console.log(error.name, error.code);
}
const shared = { n: 1 };
const original = {
  date: new Date(5),
  re: /x/gi,
  map: new Map([[shared, [1, , 3]]]),
  set: new Set(['s']),
  bytes: Uint8Array.of(1, 2),
  shared,
  error: new RangeError('bad'),
  big: 10n,
  undef: undefined,
};
original.self = original;
const copy = structuredClone(original);
console.log(
  copy.date,
  copy.re,
  [...copy.map][0][1],
  copy.set,
  copy.bytes,
  copy.shared === shared,
  [...copy.map][0][0] === copy.shared,
  copy.self === copy,
  copy.error.name,
  copy.error.message,
  copy.error instanceof RangeError,
  copy.big,
  'undef' in copy,
);
const buffer = new ArrayBuffer(4);
const view = new Uint8Array(buffer);
const moved = structuredClone(buffer, { transfer: [buffer] });
console.log(moved.byteLength, buffer.byteLength, view.length);
const random = crypto.getRandomValues(new Uint8Array(32));
console.log(
  random.some((b) => b !== 0),
  /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()),
);
try {
  crypto.getRandomValues(new Float32Array(1));
} catch (error) {
  console.log(error.name, error.message);
}
