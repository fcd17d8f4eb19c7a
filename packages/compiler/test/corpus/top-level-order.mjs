// What the top level makes certain about initialisation, and what it does not.
let log = [];
try {
  early();
} catch (e) {
  log.push(e.name + e.message);
}
function early() {
  return later + 1;
}
const later = 4;
for (let i = 0; i < 2; i++) {
  try {
    cond(i);
  } catch (e) {
    log.push(e.message);
  }
}
function cond(i) {
  return after(i);
}
const after = (i) => i + later;
log.push(cond(3));
const o = {
  get g() {
    return late2;
  },
};
try {
  log.push(o.g);
} catch (e) {
  log.push(e.message);
}
let late2 = 7;
log.push(o.g);
class P {
  toString() {
    return String(late3);
  }
}
try {
  log.push('x' + new P());
} catch (e) {
  log.push(e.message);
}
const late3 = 9;
log.push('x' + new P());
const arr = [1, 2];
try {
  log.push(arr.map((x) => x + late4));
} catch (e) {
  log.push(e.message);
}
const late4 = 1;
const rec = (n) => (n === 0 ? 0 : rec2(n - 1)),
  rec2 = (n) => rec(n);
log.push(rec(3));
function ctor() {
  this.a = late5;
}
try {
  new ctor();
} catch (e) {
  log.push(e.message);
}
const late5 = 1;
log.push(new ctor().a);
class B extends P {
  static x = 1;
}
try {
  class C extends P {
    static y = late6;
  }
  log.push(C.y);
} catch (e) {
  log.push(e.message);
}
const late6 = 3;
try {
  useLet();
} catch (e) {
  log.push(e.message);
}
if (log.length > 1000) late7 = 4;
try {
  useLet();
} catch (e) {
  log.push(e.message);
}
let late7 = 2;
function useLet() {
  return late7;
}
log.push(useLet());
const m = new Map([
  [
    {
      get 0() {
        return 1;
      },
    },
    2,
  ],
]);
const asy = async () => late8;
const pr = asy().catch((e) => log.push(e.message));
const late8 = 2;
await pr;
log.push(await asy());
const tag = (s, ...v) => s.raw.join('|') + v.join();
log.push(tag`a${1}b`);
const self = function me(n) {
  return n > 0 ? me(n - 1) : 'done';
};
log.push(self(2));
const va = (...a) => a.length;
log.push(va(1, 2, 3));
const ar = function () {
  return arguments.length;
};
log.push(ar(1, 2));
const def = (a = late9) => a;
try {
  log.push(def());
} catch (e) {
  log.push(e.message);
}
const late9 = 1;
log.push(def());
console.log(log.join('\n'));
