// Calls with many arguments leave the stack pointer low when an iterator is opened; a handler inside of the loop then keeps it open.
function eight(a, b, c, d, e, f, g, h) {
  if (h === -1) throw new Error('eight');
  return a + b + c + d + e + f + g + h;
}
function* numbers(log) {
  try {
    yield 1;
    yield 2;
    yield 3;
  } finally {
    log.push('closed');
  }
}
function run(log, n) {
  let sum = eight(1, 2, 3, 4, 5, 6, 7, n);
  for (const x of numbers(log)) {
    try {
      sum += eight(x, x, x, x, x, x, x, x === 2 ? -1 : x);
    } catch (e) {
      log.push(e.message);
      sum += 1000;
    }
  }
  for (const x of (eight(1, 1, 1, 1, 1, 1, 1, 1), numbers(log))) {
    try {
      eight(x, 0, 0, 0, 0, 0, 0, -1);
    } catch (e) {
      log.push(`${x}`);
    }
    if (x === 2) eight(0, 0, 0, 0, 0, 0, 0, -1);
  }
  return sum;
}
const log = [];
try {
  console.log(run(log, 8));
} catch (e) {
  console.log(e.message);
}
console.log(log.join());
