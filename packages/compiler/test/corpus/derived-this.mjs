// `this` of derived constructors in arrows: bound by super(), whoever calls it, and never before.
class Base {
  constructor(value) {
    this.value = value;
  }
}
class AfterSuper extends Base {
  get;
  constructor() {
    super(1);
    this.get = () => this;
  }
}
const a = new AfterSuper();
console.log(a.get() === a, a.value);

class InField extends Base {
  get = () => this;
}
const b = new InField(2);
console.log(b.get() === b, b.value);

class SuperInArrow extends Base {
  constructor() {
    const call = (value) => super(value);
    call(3);
    this.twice = () => call(4);
  }
}
const c = new SuperInArrow();
console.log(c.value);
try {
  c.twice();
} catch (error) {
  console.log(error.name, error.message);
}

class TooEarly extends Base {
  constructor() {
    const get = () => this;
    try {
      get();
    } catch (error) {
      console.log(error.name);
    }
    super(5);
    console.log(get() === this, get().value);
  }
}
new TooEarly();

class Twice extends Base {
  constructor() {
    super(6);
    const get = () => this;
    try {
      super(7);
    } catch (error) {
      console.log(error.name, error.message, get().value);
    }
  }
}
new Twice();

class Never extends Base {
  constructor(leave) {
    const get = () => this;
    if (leave) return;
    super(get);
  }
}
try {
  new Never(true);
} catch (error) {
  console.log(error.name);
}
