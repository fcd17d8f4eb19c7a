const log = [];
const t = (n, v) => {
  log.push(n);
  return v;
};
const o = {
  get a() {
    log.push('get a');
    return {
      set b(v) {
        log.push('set b ' + v);
      },
      get b() {
        log.push('get b');
        return 5;
      },
    };
  },
};
t('obj', o).a.b = t('rhs', 3);
o.a.b += t('add', 2);
o.a.b ??= t('never', 1);
o.a.b &&= t('and', 9);
o.a.b ||= t('never2', 9);
console.log(log.splice(0).join('|'));
const arr = [1, 2, 3];
let i = 0;
arr[i++] = arr[i++] + i++;
console.log(arr, i);
i = 0;
arr[i] = i = 2;
console.log(arr, i);
({ [t('k1', 'x')]: arr[t('k2', 0)], [t('k3', 'y')]: arr[t('k4', 1)] = t('def', 7) } = t('src', { x: 1 }));
console.log(log.splice(0).join('|'), arr);
try {
  null[t('key', 'p')] = t('val', 1);
} catch (e) {
  console.log(e.constructor.name, e.message, log.splice(0).join('|'));
}
try {
  undefined.foo(t('arg', 1));
} catch (e) {
  console.log(e.constructor.name, e.message, log.splice(0).join('|'));
}
try {
  o.nope(t('arg', 1));
} catch (e) {
  console.log(e.constructor.name, e.message, log.splice(0).join('|'));
}
try {
  new (t('cls', 5))(t('arg', 1));
} catch (e) {
  console.log(e.constructor.name, e.message, log.splice(0).join('|'));
}
const key = {
  toString() {
    log.push('toString');
    return 'kk';
  },
};
const obj = { [key]: t('v', 1) };
obj[key] += t('w', 2);
obj[key]++;
--obj[key];
delete obj[key];
console.log(log.splice(0).join('|'), JSON.stringify(obj));
class K {
  static [t('s1', 'a')] = t('s2', 1);
  static [t('s3', 'b')] = t('s4', 2);
  [t('s5', 'c')] = t('s6', 3);
  static {
    t('block');
  }
}
console.log(log.splice(0).join('|'));
new K();
console.log(log.splice(0).join('|'));
const tag = (s, ...v) => {
  log.push('tag');
  return s.raw.join('~') + v.join();
};
console.log(tag`a${t('e1', 1)}b${t('e2', 2)}c`, log.splice(0).join('|'));
const f = (a = t('da', 1), { b = t('db', 2), ...r } = t('dobj', { c: 3 }), [x = t('dx', 4)] = t('darr', [])) => [
  a,
  b,
  r,
  x,
];
console.log(JSON.stringify(f()), log.splice(0).join('|'));
console.log(t('l', 1) < t('r', 2), t('x', 2) ** (t('y', 3) ** t('z', 2)), log.splice(0).join('|'));
const v1 = {
    valueOf() {
      log.push('v1');
      return 1;
    },
  },
  v2 = {
    valueOf() {
      log.push('v2');
      return 2;
    },
  };
console.log(v1 + v2, v1 < v2, v1 > v2, v1 * v2, v1 <= v2, v1 == 1, log.splice(0).join('|'));
console.log(t('c', false) ? t('y', 1) : t('n', 2), (t('1'), t('2'), t('3', 'last')), log.splice(0).join('|'));
for (const x of t('iter', [1, 2])) t('body' + x);
for (const p in t('in', { q: 1 })) t(p);
switch (t('disc', 2)) {
  case t('c1', 1):
    t('b1');
  case t('c2', 2):
    t('b2');
  case t('c3', 3):
    t('b3');
}
console.log(log.splice(0).join('|'));
