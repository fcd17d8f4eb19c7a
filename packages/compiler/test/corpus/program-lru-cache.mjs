class Node {
  constructor(key, value) {
    this.key = key;
    this.value = value;
    this.prev = null;
    this.next = null;
  }
}
export class LRU {
  #map = new Map();
  #head = new Node();
  #tail = new Node();
  #cap;
  hits = 0;
  misses = 0;
  constructor(cap = 3) {
    if (!Number.isInteger(cap) || cap < 1) throw new RangeError(`capacity must be a positive integer, got ${cap}`);
    this.#cap = cap;
    this.#head.next = this.#tail;
    this.#tail.prev = this.#head;
  }
  #unlink(n) {
    n.prev.next = n.next;
    n.next.prev = n.prev;
  }
  #push(n) {
    n.next = this.#head.next;
    n.prev = this.#head;
    this.#head.next.prev = n;
    this.#head.next = n;
  }
  get(k) {
    const n = this.#map.get(k);
    if (!n) {
      this.misses++;
      return undefined;
    }
    this.hits++;
    this.#unlink(n);
    this.#push(n);
    return n.value;
  }
  set(k, v) {
    let n = this.#map.get(k);
    if (n) {
      n.value = v;
      this.#unlink(n);
    } else {
      n = new Node(k, v);
      this.#map.set(k, n);
      if (this.#map.size > this.#cap) {
        const last = this.#tail.prev;
        this.#unlink(last);
        this.#map.delete(last.key);
      }
    }
    this.#push(n);
    return this;
  }
  *[Symbol.iterator]() {
    for (let n = this.#head.next; n !== this.#tail; n = n.next) yield [n.key, n.value];
  }
  get size() {
    return this.#map.size;
  }
  toJSON() {
    return Object.fromEntries(this);
  }
  get [Symbol.toStringTag]() {
    return 'LRU';
  }
}
const c = new LRU(3);
c.set('a', 1).set('b', 2).set('c', 3);
console.log(
  [...c],
  c.get('a'),
  c.set('d', 4).size,
  [...c].map(([k]) => k).join('>'),
  c.get('b'),
  c.hits,
  c.misses,
  JSON.stringify(c),
  String(c),
  c,
);
try {
  new LRU(0);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  new LRU('x');
} catch (e) {
  console.log(e.name, e.message);
}
const big = new LRU(1000);
let check = 0;
for (let i = 0; i < 20000; i++) {
  big.set(i % 1500, i);
  check = (check * 31 + (big.get((i * 7) % 1500) ?? 13)) % 1000003;
}
console.log(big.size, check, big.hits, big.misses);
const memo =
  (fn, cache = new Map()) =>
  (...a) => {
    const k = JSON.stringify(a);
    return cache.has(k) ? cache.get(k) : (cache.set(k, fn(...a)), cache.get(k));
  };
const fib = memo((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)));
console.log(fib(80), fib(90));
console.table([...c].map(([key, value]) => ({ key, value })));
