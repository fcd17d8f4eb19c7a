// tables of the module in loops: read once, and not before they are there
const LOWER = new Uint8Array(256).map((_, c) => (c >= 65 && c <= 90 ? c + 32 : c));
const names = ['a', 'b', 'c'];
let counts = new Uint32Array(4);
var late;
function lower(text) {
  let out = '';
  for (let i = 0; i < text.length; i++) out += String.fromCharCode(LOWER[text.charCodeAt(i)]);
  return out;
}
function setsLate() {
  late = [7, 8, 9];
}
function readsLate() {
  setsLate();
  let sum = 0;
  for (let i = 0; i < 3; i++) sum += late[i];
  return sum;
}
function replaces() {
  for (let i = 0; i < 6; i++) {
    if (i === 3) counts = new Uint32Array(4);
    counts[i & 3]++;
  }
  return counts;
}
function both() {
  let s = '';
  for (let i = 0; i < 3; i++) for (let j = 0; j < 2; j++) s += names[i] + names[j];
  names[0] = 'z';
  for (const i of [0, 1]) s += names[i];
  return s;
}
function early() {
  let sum = 0;
  for (let i = 0; i < 2; i++) sum += missing[i];
  return sum;
}
try {
  early();
} catch (e) {
  console.log(e.message);
}
const missing = [1, 2];
console.log(lower('Hello WORLD'), readsLate(), replaces(), both(), both(), early());
const early2 = [];
for (const f of [
  () => {
    let s = 0;
    for (let i = 0; i < 1; i++) s += afterwards[i];
    return s;
  },
]) {
  try {
    early2.push(f());
  } catch (e) {
    early2.push(e.name);
  }
}
const afterwards = [5];
console.log(early2);
function caught(keys) {
  const out = [];
  for (const k of keys)
    try {
      if (k > 2) throw new Error('far');
      out.push(names[k]);
    } catch (e) {
      out.push(e.message, names[0]);
    }
  return out;
}
console.log(caught([0, 1, 5, 2]));
