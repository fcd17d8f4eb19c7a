// The stack is exhausted in the middle of loops over generators, which are open on every level.
const log = [];
function* numbers() {
  try {
    for (let i = 0; ; i++) yield i;
  } finally {
    log.push('closed');
  }
}
let levels = 0;
function endless() {
  levels++;
  for (const _ of [1]) for (const _ of numbers()) endless();
}
try {
  endless();
} catch (e) {
  console.log(e instanceof RangeError, levels > 100, log.length > 100);
}
// and what is opened afterwards is closed as ever
log.length = 0;
function once() {
  for (const x of numbers()) throw new Error(`at ${x}`);
}
try {
  once();
} catch (e) {
  console.log(e.message, log.join());
}
