// Strings of one 32-bit FNV-1a hash, the one that constants have: tables must not become lists. One in a few thousand texts falls
// together with another, from any state on; fifteen pairs of such give 2^15 strings.
const step = (state, text) => {
  let h = state;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
};
const BITS = 15;
const pairs = [];
let state = 0x811c9dc5;
while (pairs.length < BITS) {
  const seen = new Map();
  for (let n = 1; ; n++) {
    const text = (Math.imul(n, 0x9e3779b1) >>> 0).toString(36).padStart(7, '0');
    const next = step(state, text);
    const other = seen.get(next);
    if (other !== undefined) {
      pairs.push([other, text]);
      state = next;
      break;
    }
    seen.set(next, text);
  }
}
const keys = [];
for (let n = 0; n < 1 << BITS; n++) {
  let text = '';
  for (let k = 0; k < BITS; k++) text += pairs[k][(n >> k) & 1];
  keys.push(text);
}
console.log(new Set(keys.map((key) => step(0x811c9dc5, key))).size, new Set(keys).size);

// Against as many strings that do not fall together: lists would take hundreds of times as long, whatever else the machine does.
const others = keys.map((_, n) => `other ${Math.imul(n, 0x9e3779b1) >>> 0}`);
const time = (work, texts) => {
  const started = performance.now();
  const result = work(texts);
  return { result, taken: performance.now() - started };
};
const soon = (what, work) => {
  const usual = time(work, others);
  const flooded = time(work, keys);
  console.log(what, usual.result, flooded.result, flooded.taken < 50 * (usual.taken + 1) ? 'soon' : 'late');
};
const map = new Map();
const object = {};
soon('map', (texts) => {
  for (const key of texts) map.set(key, key.length);
  let sum = 0;
  for (const key of texts) sum += map.get(key);
  return sum;
});
soon('object', (texts) => {
  for (const key of texts) object[key] = 1;
  let sum = 0;
  for (const key of texts) sum += object[key];
  return sum;
});
soon('deleted', (texts) => {
  for (const key of texts) {
    map.delete(key);
    delete object[key];
  }
  return map.size + Object.keys(object).length;
});
map.set('a', 1).set('b', 2);
console.log([...map].join(' '), map.has(keys[0]), map.get('b'));
