let s = ''; for (let i = 0; i < 100000; i++) s += i % 10; console.log(s.length, s.slice(99990), s[54321]);
let l = ''; for (let i = 0; i < 20000; i++) l = (i % 10) + l; console.log(l.length, l.slice(0, 10), l.charCodeAt(12345));
let d = 'ab'; for (let i = 0; i < 15; i++) d = d + d; console.log(d.length, d.indexOf('ba'), d.lastIndexOf('ba'));
let w = ''; for (let i = 0; i < 1000; i++) w += i % 2 ? '\u0416' : 'a'; console.log(w.length, w.slice(0, 4), w.at(-1) === '\u0416');
const parts = []; for (let i = 0; i < 5000; i++) parts.push('item' + i); const joined = parts.join(); console.log(joined.length, joined.split(',').length, joined.split(',')[4999]);
const m = new Map(); for (let i = 0; i < 1000; i++) m.set('k' + (i % 100), i); console.log(m.size, m.get('k' + 5), m.get('k5'));
const o = {}; for (let i = 0; i < 100; i++) o['p' + i] = i; console.log(Object.keys(o).length, o['p' + 42], 'p' + 42 in o); let t = 'x'; t += t; t += t; console.log(t === 'xxxx', t < 'xxxy', `${t}!`);
