// Private methods: who may call them, through what, and what is said where they are not.
const attempt = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(`${e.name}: ${e.message}`);
  }
};

class Counter {
  #count = 0;
  step;
  constructor(step) {
    this.step = step;
    this.#add(1);
  }
  #add(n) {
    this.#count += this.#scaled(n);
    return this;
  }
  #scaled(n, ...rest) {
    return n * this.step + rest.length;
  }
  async #later(n) {
    await null;
    this.#add(n);
    return this.#count;
  }
  *#each(n) {
    for (let i = 0; i < n; i++) yield this.#scaled(i, i);
  }
  get #double() {
    return this.#count * 2;
  }
  #recursive(n) {
    return n === 0 ? this.#count : this.#recursive(n - 1);
  }
  add(n) {
    return this.#add(n).#add(n).#double;
  }
  run() {
    return this.#later(5);
  }
  list() {
    return [...this.#each(3)].join();
  }
  depth() {
    return this.#recursive(50);
  }
  spread(values) {
    return this.#scaled(...values);
  }
  missing() {
    return this.#optional?.(1);
  }
  #optional(n) {
    return n + this.step;
  }
  later() {
    return [1, 2].map((n) => this.#add(n).#count);
  }
  static add(other, n) {
    return other.#add(n);
  }
  static order(other) {
    return other.#add(console.log('argument'));
  }
}
const counter = new Counter(3);
console.log(counter.add(2), counter.list(), counter.depth(), counter.spread([1, 2, 3]), counter.missing());
console.log(counter.later().join());
attempt(() => Counter.add({}, 1));
attempt(() => Counter.add(null, 1));
attempt(() => Counter.add(5, 1));
attempt(() => Counter.order({}));
attempt(() => counter.add.call({ step: 2 }, 1));
attempt(() => counter.run.call(Object.create(counter)));
counter.run().then((n) => console.log('later', n));

// a method that is handed around may have any receiver
class Handed {
  #name = 'handed';
  #tell() {
    return this.#whole();
  }
  #whole() {
    return `I am ${this?.#name}`;
  }
  take() {
    return this.#tell;
  }
}
const handed = new Handed();
attempt(() => handed.take().call(handed));
attempt(() => handed.take().call({}));
attempt(() => handed.take()());
console.log(handed.take() === new Handed().take(), handed.take().name);

// given by a parent's constructor to what it returned
class Returns {
  constructor(object) {
    // biome-ignore lint: the subject
    return object;
  }
}
class Gift extends Returns {
  #a() {
    return 'a';
  }
  #b() {
    return this.#a() + this.#a();
  }
  static b(object) {
    return object.#b();
  }
  static has(object) {
    try {
      object.#a();
      return true;
    } catch {
      return false;
    }
  }
}
const plain = { x: 1 };
console.log(Gift.has(plain));
new Gift(plain);
console.log(Gift.b(plain), Gift.has(plain), Object.keys(plain).join());
attempt(() => new Gift(plain));
const Anonymous = [
  class {
    #m() {}
    static m(object) {
      object.#m();
    }
  },
][0];
attempt(() => Anonymous.m({}));

// parent and child have methods of one name
class Parent {
  #same() {
    return 'parent';
  }
  parent() {
    return this.#same();
  }
}
class Child extends Parent {
  #same() {
    return 'child';
  }
  #early = this.#same();
  both() {
    return `${this.parent()} ${this.#same()} ${this.#early}`;
  }
}
console.log(new Child().both());
attempt(() => Child.prototype.both.call(new Parent()));

class Written {
  #m() {}
  static has = (object) => #m in object;
  static write(object) {
    object.#m = 1;
  }
}
console.log(Written.has(new Written()), Written.has({}));
attempt(() => Written.write(new Written()));
