import {
  applyPatches,
  createDraft,
  current,
  enableMapSet,
  enablePatches,
  finishDraft,
  freeze,
  isDraft,
  original,
  produce,
  produceWithPatches,
} from 'immer';

enableMapSet();
enablePatches();
const base = { a: 1, list: [{ x: 1 }, { x: 2 }], m: new Map([['k', { v: 1 }]]), s: new Set([1]) };
const next = produce(base, (d) => {
  d.list[0].x = 9;
  d.list.push({ x: 3 });
  delete d.a;
  d.m.get('k').v = 2;
  d.m.set('n', {});
  d.s.add(2);
  console.log(isDraft(d.list), original(d) === base, JSON.stringify(current(d.list)));
});
console.log(
  JSON.stringify(next),
  next === base,
  next.list[1] === base.list[1],
  [...next.m.keys()],
  [...next.s],
  Object.isFrozen(next.list),
);
try {
  next.list.push(1);
} catch (e) {
  console.log(e.name, e.message);
}
const [n2, p, inv] = produceWithPatches(base, (d) => {
  d.list.splice(0, 1);
  d.b = { c: 1 };
});
console.log(JSON.stringify(p), JSON.stringify(inv), JSON.stringify(applyPatches(n2, inv)) === JSON.stringify(base));
class C {
  constructor() {
    this.v = 1;
  }
}
const dd = createDraft({ q: [1] });
dd.q.reverse();
dd.q.sort();
console.log(JSON.stringify(finishDraft(dd)));
try {
  produce({}, (d) => {
    Object.defineProperty(d, 'x', { value: 1 });
  });
} catch (e) {
  console.log(e.message);
}
