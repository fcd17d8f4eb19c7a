a: { console.log(1); if (true) break a; console.log('never'); } b: for (;;) { c: for (;;) { break b; } }
let n = 0; outer: do { n++; for (const x of [1, 2, 3]) { if (x === 2) continue outer; n += 10; } } while (n < 30); console.log(n);
l1: l2: l3: for (let i = 0; i < 3; i++) { if (i === 1) continue l1; if (i === 2) break l3; console.log('i', i); }
sw: switch (3) { case 1: console.log('no'); case 3: console.log('three'); for (;;) { break sw; } default: console.log('no'); }
function f() { x: try { return 'r'; } finally { break x; } return 'after'; } console.log(f());
function g() { for (const i of [1, 2]) { try { continue; } finally { if (i === 2) return 'fin' + i; } } } console.log(g());
function h() { let r = ''; lab: for (let i = 0; i < 3; i++) { try { try { if (i === 1) continue lab; r += i; } finally { r += 'f'; } r += 'a'; } finally { r += 'F'; if (i === 2) break lab; } r += 'e'; } return r; } console.log(h());
const sw = (v) => { const r = []; switch (v) { default: r.push('d'); case 1: r.push(1); break; case 2: { let x = 2; r.push(x); } case NaN: r.push('nan'); break; case '1': r.push('s1'); case (r.push('eval'), 9): r.push(9); } return r.join(); }; console.log([1, 2, '1', NaN, 9, 77].map(sw).join(' / '));
switch (1) { case 0: let z = 1; case 1: try { z; } catch (e) { console.log(e.name, e.message); } } switch (5) {} switch ((console.log('disc'), 1)) { default: }
{ function blockFn() { return 'block'; } console.log(blockFn()); } console.log(typeof blockFn); switch (1) { case 1: function inSwitch() { return 's'; } console.log(inSwitch()); }
if (true) { function q() { return 1; } } console.log(typeof q); label: { (() => { lab2: for (;;) break lab2; })(); break label; } let w = 0; while (w++ < 5) { if (w % 2) continue; if (w > 4) break; console.log('w', w); } for (var i = 0, j = 5; ; i++) { if (i > j) break; if (i % 2) continue; console.log(i); }
const gen = (function* () { o: for (const a of [1, 2, 3]) { for (const b of [1, 2, 3]) { if (b === 2) continue o; const s = yield [a, b]; if (s === 'stop') break o; } } return 'done'; })(); console.log(gen.next(), gen.next(), gen.next('stop'), gen.next());
(async () => { o: for (let i = 0; i < 3; i++) { for await (const x of [i, Promise.resolve(i + 10)]) { if (x === 1) continue o; if (x === 12) break o; console.log('async', x); } } })();
