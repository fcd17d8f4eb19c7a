// insertions in front of and in the middle of long lists are copies of memory
const u = [];
for (let i = 0; i < 30000; i++) u.unshift(i);
console.log(u.length, u[0], u[29999]);
const sp = [];
for (let i = 0; i < 20000; i++) sp.splice(i >> 1, 0, i);
console.log(sp.slice(9990, 10010).join());
while (sp.length > 10) sp.splice(sp.length >> 1, 2);
console.log(sp.join());
const a = [];
a.push(...new Array(100000).fill(1));
console.log(a.length, Math.min(...a), [].concat(...a.map((x, i) => [x, i])).length);
console.log(String.fromCharCode.apply(null, new Uint16Array(70000).fill(65)).length);
