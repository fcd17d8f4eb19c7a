// a program that replaces functions of Math gets what it put there
const floor = Math.floor;
Math.floor = (x) => `floor of ${x}`;
Math.twice = (x) => x * 2;
let s = '';
for (let i = 0; i < 2; i++) s += Math.floor(i + 0.5) + Math.twice(i) + floor(i + 0.5) + Math.ceil(i + 0.5);
console.log(s, Math.floor(1.5), Math.ceil(1.5));
