function f(a, b = 1) { return a + b; /* c */ }
const arrow = (x) => x * 2, o = { m() { return 1; }, get g() { return 2; }, async *ag() {}, ['c' + 1]() {}, async am(x) {}, fn: function () {}, *gen() {} , 'q r'() {}, 5() {} };
class A extends Object { static s() {} static  async  as() {} #p() { return this.#p; } static get [Symbol.species]() { return 1; } p() { return this.#p.toString(); } field = () => 1; constructor() { super(); } static { } }
class Empty { }
for (const x of [f, arrow, o.m, Object.getOwnPropertyDescriptor(o, 'g').get, o.ag, o.c1, o.am, o.fn, o.gen, o['q r'], o[5], A, A.s, A.as, Object.getOwnPropertyDescriptor(A, Symbol.species).get, new A().field, Empty, Math.max, Array, f.bind(1), class { x = 1 }, async () => {}, function* named() {}, new Proxy(f, {})]) console.log(x.toString(), '|', String(x).length, `${x}`.length);
console.log(new A().p(), 'é😀' + f, Function.prototype.toString.call(class {}), (() => {}).constructor.toString(), [1, arrow].join());
try { Function.prototype.toString.call({}); } catch (e) { console.log(e.message); }
