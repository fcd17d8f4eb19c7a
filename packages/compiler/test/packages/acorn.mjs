import * as acorn from 'acorn';

const src = `import a, { b as c } from 'x'; export default class A extends B { #p = 1; static { this.x = /re[g]ex/gi; } get v() { return this.#p ** 2 ?? a?.b; } async *gen(...r) { for await (const q of r) yield* q; } } label: for (const [x = 1, {y, ...z}] of \`t\${1}\`) { if (x) continue label; else break; }`;
console.log(JSON.stringify(acorn.parse(src, { ecmaVersion: 2022, sourceType: 'module', locations: true })).length);
console.log(JSON.stringify(acorn.parse(src, { ecmaVersion: 2022, sourceType: 'module' })).slice(0, 3000));
for (const bad of ['let a = ;', 'x = 08;', '"use strict"; with (a) {}', 'a => { } ()', 'class { }', '/(/'])
  try {
    acorn.parse(bad, { ecmaVersion: 2022 });
    console.log('ok', bad);
  } catch (e) {
    console.log(e.name, e.message, e.pos);
  }
console.log([...acorn.tokenizer('a + b * "c" /d/ e', { ecmaVersion: 2022 })].map((t) => t.type.label).join());
