const log = [];
class A {
  static a = log.push('a');
  static {
    log.push('block1');
    this.b = 2;
    var v = 'scoped';
    let l = 1;
    log.push(typeof v, this === A);
  }
  static c = log.push('c');
  static {
    log.push(this.b, super.constructor === Object || 'fn', new.target === undefined);
    try {
      throw 1;
    } catch (e) {
      log.push('caught' + e);
    }
  }
}
console.log(log.join(), typeof v);
class B {
  static #p = 1;
  static {
    B.read = (o) => o.#q;
    B.p = B.#p;
  }
  #q = 'q';
}
console.log(B.read(new B()), B.p);
class C {
  static {
    label: {
      for (let i = 0; ; i++) if (i > 2) break label;
    }
    this.done = (() => this.name)();
  }
  static async m() {
    return await 1;
  }
}
console.log(C.done);
try {
  class X {
    static {
      throw new Error('static');
    }
  }
} catch (e) {
  console.log(e.message);
}
class D extends C {
  static {
    this.inherited = super.done;
  }
}
console.log(D.inherited, Object.getOwnPropertyNames(D).join());
