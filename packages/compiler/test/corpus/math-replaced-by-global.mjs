// ... by whatever way
const where = [globalThis][0];
const names = Object.getOwnPropertyNames(where).filter((name) => name.length === 4 && name.endsWith('ath'));
for (const name of names) where[name].sqrt = () => 'root';
let s = '';
for (let i = 0; i < 3; i++) s += Math.sqrt(i);
console.log(names, s, Math.cbrt(27));
const m = Math;
m.cbrt = () => 'cube';
console.log(Math.cbrt(27));
