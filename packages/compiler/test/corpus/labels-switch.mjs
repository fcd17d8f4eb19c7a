const log = [];
const p = (x) => log.push(x);
const flush = () => console.log(log.splice(0).join());
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j === 1) continue outer;
    if (i === 2) break outer;
    p(`${i}${j}`);
  }
}
flush();
a: {
  b: {
    break a;
  }
  p('never');
}
c: if (true) {
  p('if');
  break c;
}
d: e: for (;;) {
  p('de');
  break d;
}
g: {
  try {
    break g;
  } finally {
    p('fin');
  }
}
h: switch (1) {
  case 1:
    for (;;) break h;
}
flush();
const s = (x) => {
  switch (x) {
    case 1:
      p('one');
    case 2:
      p('two');
      break;
    default:
      p('def');
    case 3:
      p('three');
      break;
    case 4: {
      let y = 1;
      p('four' + y);
    }
  }
};
for (const x of [1, 2, 3, 4, 5, '1']) {
  s(x);
  flush();
}
switch (3) {
  default:
    p('only');
}
switch (1) {
}
switch (NaN) {
  case NaN:
    p('nan');
    break;
  default:
    p('not nan');
}
switch (true) {
  case 1 > 2:
    p('x');
    break;
  case 2 > 1:
    p('cond');
}
flush();
const t = (n) => (p('t' + n), n);
switch (t(2)) {
  case t(1):
  case t(2):
  case t(3):
    p('hit');
}
flush();
switch (0) {
  case 0:
    let v = 1;
    function fn() {
      return v;
    }
    p(fn());
    break;
  case 1:
    class K {}
}
flush();
try {
  switch (1) {
    case 0:
      let z = 1;
      break;
    case 1:
      z;
  }
} catch (e) {
  console.log(e.name, e.message);
}
function r(x) {
  switch (x) {
    case 'a':
      return 'ra';
    default:
      return 'rd';
  }
}
console.log(r('a'), r());
for (const x of [1, 2, 3]) {
  switch (x) {
    case 2:
      continue;
  }
  p(x);
}
flush();
l: for (const x of [1, 2]) {
  switch (x) {
    case 1:
      continue l;
    case 2:
      break l;
  }
}
let i = 0;
do {
  if (i === 2) continue;
  p(i);
} while (++i < 4);
flush();
for (var q = 0, w = 10; q < w; q += 3, w--);
console.log(q, w);
for (;;) {
  break;
}
for (const k in { x: 1, y: 2 }) {
  if (k === 'x') continue;
  p(k);
}
flush();
