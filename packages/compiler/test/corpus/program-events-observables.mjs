class Emitter {
  #h = new Map();
  on(e, f, { once = false } = {}) {
    const list = this.#h.get(e) ?? this.#h.set(e, []).get(e);
    list.push({ f, once });
    return () => this.off(e, f);
  }
  once(e, f) {
    return this.on(e, f, { once: true });
  }
  off(e, f) {
    const l = this.#h.get(e);
    if (l)
      this.#h.set(
        e,
        l.filter((x) => x.f !== f),
      );
  }
  emit(e, ...a) {
    const l = this.#h.get(e) ?? [];
    for (const x of [...l]) {
      if (x.once) this.off(e, x.f);
      try {
        x.f.apply(this, a);
      } catch (err) {
        if (e === 'error') throw err;
        this.emit('error', err);
      }
    }
    return l.length > 0;
  }
  listenerCount(e) {
    return this.#h.get(e)?.length ?? 0;
  }
}
const em = new Emitter();
const off = em.on('x', (v) => console.log('a', v));
em.once('x', (v) => console.log('once', v));
em.on('error', (e) => console.log('error:', e.message));
em.on('x', () => {
  throw new Error('listener');
});
console.log(em.emit('x', 1), em.emit('x', 2), em.emit('none'), off(), em.listenerCount('x'));
em.on('x', function () {
  console.log(this === em);
});
em.emit('x');
class Observable {
  constructor(sub) {
    this._sub = sub;
  }
  subscribe(o) {
    const obs = typeof o === 'function' ? { next: o } : o;
    let closed = false;
    let td;
    const s = {
      next: (v) => !closed && obs.next?.(v),
      error: (e) => {
        if (closed) return;
        closed = true;
        obs.error?.(e);
        td?.();
      },
      complete: () => {
        if (closed) return;
        closed = true;
        obs.complete?.();
        td?.();
      },
    };
    try {
      td = this._sub(s);
    } catch (e) {
      s.error(e);
    }
    return {
      unsubscribe() {
        if (!closed) {
          closed = true;
          td?.();
        }
      },
    };
  }
  pipe(...ops) {
    return ops.reduce((o, f) => f(o), this);
  }
  static of(...v) {
    return new Observable((s) => {
      v.forEach((x) => s.next(x));
      s.complete();
    });
  }
  static interval(ms) {
    return new Observable((s) => {
      let i = 0;
      const t = setInterval(() => s.next(i++), ms);
      return () => clearInterval(t);
    });
  }
}
const map = (f) => (o) =>
  new Observable((s) => {
    const u = o.subscribe({
      ...s,
      next: (v) => {
        try {
          s.next(f(v));
        } catch (e) {
          s.error(e);
        }
      },
    });
    return () => u.unsubscribe();
  });
const filter = (f) => (o) =>
  new Observable((s) => {
    const u = o.subscribe({ ...s, next: (v) => f(v) && s.next(v) });
    return () => u.unsubscribe();
  });
const take = (n) => (o) =>
  new Observable((s) => {
    let c = 0;
    let u;
    u = o.subscribe({
      ...s,
      next: (v) => {
        if (c++ < n) s.next(v);
        if (c >= n) {
          s.complete();
          queueMicrotask(() => u.unsubscribe());
        }
      },
    });
    return () => u?.unsubscribe();
  });
const scan = (f, a) => (o) =>
  new Observable((s) => o.subscribe({ ...s, next: (v) => s.next((a = f(a, v))) }).unsubscribe);
Observable.of(1, 2, 3, 4)
  .pipe(
    map((x) => x * x),
    filter((x) => x % 2 === 0),
    scan((a, b) => a + b, 0),
  )
  .subscribe({ next: (v) => console.log('next', v), complete: () => console.log('done') });
Observable.of(1, 0)
  .pipe(
    map((x) => {
      if (!x) throw new RangeError('zero');
      return x;
    }),
  )
  .subscribe({ next: console.log, error: (e) => console.log('caught', e.name, e.message) });
Observable.interval(1)
  .pipe(take(3))
  .subscribe({ next: (v) => console.log('tick', v), complete: () => console.log('interval done') });
const createStore = (reducer, init, ...mw) => {
  let state = init;
  const subs = new Set();
  let dispatch = (a) => {
    state = reducer(state, a);
    subs.forEach((f) => f(state));
    return a;
  };
  const api = {
    getState: () => state,
    dispatch: (a) => dispatch(a),
    subscribe: (f) => (subs.add(f), () => subs.delete(f)),
  };
  dispatch = mw.map((m) => m(api)).reduceRight((n, m) => m(n), dispatch);
  return api;
};
const logger =
  ({ getState }) =>
  (next) =>
  (a) => {
    console.log('before', a.type, JSON.stringify(getState()));
    const r = next(a);
    console.log('after', JSON.stringify(getState()));
    return r;
  };
const thunk =
  ({ dispatch, getState }) =>
  (next) =>
  (a) =>
    typeof a === 'function' ? a(dispatch, getState) : next(a);
const store = createStore(
  (s, a) => {
    switch (a.type) {
      case 'add':
        return { ...s, items: [...s.items, a.item] };
      case 'toggle':
        return { ...s, items: s.items.map((i, k) => (k === a.i ? { ...i, done: !i.done } : i)) };
      default:
        return s;
    }
  },
  { items: [] },
  thunk,
  logger,
);
const un = store.subscribe((s) => console.log('sub', s.items.length));
store.dispatch({ type: 'add', item: { t: 'x', done: false } });
store.dispatch((d, g) => {
  d({ type: 'toggle', i: 0 });
  return g();
});
un();
store.dispatch({ type: 'noop' });
const reactive = (() => {
  let active = null;
  const deps = new WeakMap();
  const track = (t, k) => {
    if (!active) return;
    let m = deps.get(t);
    if (!m) deps.set(t, (m = new Map()));
    let s = m.get(k);
    if (!s) m.set(k, (s = new Set()));
    s.add(active);
  };
  const trigger = (t, k) => {
    [...(deps.get(t)?.get(k) ?? [])].forEach((e) => e());
  };
  const proxy = (o) =>
    new Proxy(o, {
      get(t, k, r) {
        track(t, k);
        const v = Reflect.get(t, k, r);
        return typeof v === 'object' && v !== null ? proxy(v) : v;
      },
      set(t, k, v, r) {
        const old = t[k];
        const ok = Reflect.set(t, k, v, r);
        if (!Object.is(old, v)) trigger(t, k);
        return ok;
      },
    });
  const effect = (f) => {
    const run = () => {
      active = run;
      try {
        f();
      } finally {
        active = null;
      }
    };
    run();
  };
  const computed = (f) => {
    let v;
    effect(() => (v = f()));
    return {
      get value() {
        return v;
      },
    };
  };
  return { proxy, effect, computed };
})();
const st = reactive.proxy({ n: 1, user: { name: 'a' }, list: [1] });
const dbl = reactive.computed(() => st.n * 2);
reactive.effect(() => console.log('effect', st.n, st.user.name, st.list.length));
st.n = 5;
st.user.name = 'b';
st.list.push(2);
st.n = 5;
console.log(dbl.value);
class Machine {
  constructor(def) {
    this.def = def;
    this.state = def.initial;
    this.history = [];
  }
  can(e) {
    return e in (this.def.states[this.state].on ?? {});
  }
  send(e, payload) {
    const t = this.def.states[this.state].on?.[e];
    if (!t) throw new Error(`no transition ${e} from ${this.state}`);
    const { target, guard, action } = typeof t === 'string' ? { target: t } : t;
    if (guard && !guard(payload)) return this.state;
    this.def.states[this.state].exit?.();
    action?.(payload);
    this.history.push(`${this.state}-${e}->${target}`);
    this.state = target;
    this.def.states[target].entry?.();
    return target;
  }
}
const mach = new Machine({
  initial: 'idle',
  states: {
    idle: {
      on: { START: { target: 'run', guard: (p) => p > 1, action: (p) => console.log('starting', p) } },
      exit: () => console.log('exit idle'),
    },
    run: { on: { STOP: 'idle', FAIL: 'err' }, entry: () => console.log('enter run') },
    err: {},
  },
});
console.log(mach.send('START', 1), mach.send('START', 2), mach.can('STOP'), mach.send('FAIL'), mach.history);
try {
  mach.send('STOP');
} catch (e) {
  console.log(e.message);
}
class Container {
  #p = new Map();
  #s = new Map();
  register(n, f, { singleton = true } = {}) {
    this.#p.set(n, { f, singleton });
    return this;
  }
  get(n, path = []) {
    if (path.includes(n)) throw new Error(`circular: ${[...path, n].join(' -> ')}`);
    if (this.#s.has(n)) return this.#s.get(n);
    const p = this.#p.get(n);
    if (!p) throw new Error(`unknown ${n}`);
    const v = p.f(new Proxy({}, { get: (_, k) => this.get(k, [...path, n]) }));
    if (p.singleton) this.#s.set(n, v);
    return v;
  }
}
const di = new Container()
  .register('cfg', () => ({ url: 'u' }))
  .register('db', ({ cfg }) => ({ q: () => cfg.url + '!' }))
  .register('svc', ({ db, cfg }) => ({ run: () => db.q() + cfg.url }), { singleton: false })
  .register('a', ({ b }) => b)
  .register('b', ({ a }) => a);
console.log(di.get('svc').run(), di.get('svc') === di.get('svc'), di.get('db') === di.get('db'));
for (const n of ['a', 'zzz'])
  try {
    di.get(n);
  } catch (e) {
    console.log(e.message);
  }
