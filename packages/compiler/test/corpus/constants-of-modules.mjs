// Constants of a top level whose value the source tells, where they are read before and after they are initialised.
function early() {
  try {
    return LIMIT + 1;
  } catch (e) {
    return e.message;
  }
}
console.log(early());
const count = (n) => {
  let t = 0;
  for (let i = 0; i < n; i++) t += i & old;
  return t;
};
console.log(count(4), old);
const LIMIT = 64;
const NAME = 'name';
const ZERO = -0;
const LARGE = 2 ** 32 - 1;
const HUGE = 0xffffffff;
const HALF = 0.5;
const NONE = undefined;
const NOTHING = null;
const YES = true;
const BIG = 10n;
let fixed = 3;
let moved = 3;
var old = 7;
var twice = 1;
if (moved > 5) var never = 9;
console.log(early(), count(4), old);

function blocks(n) {
  let done = 0;
  const sizes = [];
  for (let at = 0; at < n; ) {
    const take = Math.min(LIMIT, n - at);
    if (take === LIMIT) {
      at += LIMIT;
      done++;
      continue;
    }
    sizes.push(take);
    at += take;
  }
  return `${done} ${sizes}`;
}
console.log(blocks(200), blocks(0), blocks(128), blocks(1.5));

function counter(from, n) {
  let t = 0;
  for (let i = 0; i < n; i++, from++) {
    if (from >= LARGE) return `too large at ${i}`;
    if (from === HUGE) return 'never';
    t += from % old;
  }
  return t;
}
console.log(counter(1, 10), counter(HUGE - 2, 10), counter(2 ** 31 - 2, 10));

function mixed(n) {
  const out = [];
  for (let i = 0; i < n; i++) {
    out.push(i * HALF, i + ZERO, Object.is(ZERO * i, -0), i + NONE, i + NOTHING, i + YES, NAME + i, i << fixed, i << moved);
    if (never === undefined) out.push(i | never);
    moved++;
    twice += twice;
  }
  return out.join();
}
console.log(mixed(3), moved, twice, BIG + 1n, typeof NONE, 1 / ZERO);
never = 4;
console.log(mixed(1));
console.log(`${NAME}${LIMIT}`, NAME.length, NAME[1], LIMIT.toFixed(1), NAME in { name: 1 }, { [NAME]: LIMIT }[NAME]);
const again = () => {
  try {
    LIMIT = 1;
  } catch (e) {
    return e.message;
  }
  return LIMIT;
};
console.log(again(), LIMIT);
switch (LIMIT) {
  case 64:
    console.log('64');
    break;
  default:
    console.log('other');
}
