const log = [];
const t = (name, f) => {
  log.length = 0;
  let r;
  try {
    r = f();
  } catch (e) {
    r = e.message;
  }
  console.log(name, r, log.join());
};
t('push in forEach', () => {
  const a = [1, 2];
  a.forEach((x) => {
    log.push(x);
    if (a.length < 5) a.push(x + 2);
  });
  return a;
});
t('pop in forEach', () => {
  const a = [1, 2, 3, 4];
  a.forEach((x) => {
    log.push(x);
    a.pop();
  });
  return a;
});
t('push in for-of', () => {
  const a = [1];
  for (const x of a) {
    log.push(x);
    if (a.length < 5) a.push(x + 1);
  }
  return a;
});
t('shift in for-of', () => {
  const a = [1, 2, 3, 4];
  for (const x of a) {
    log.push(x);
    a.shift();
  }
  return a;
});
t('length=0 in map', () => {
  const a = [1, 2, 3];
  return a.map((x) => {
    log.push(x);
    a.length = 0;
    return x;
  });
});
t('delete ahead in map', () => {
  const a = [1, 2, 3];
  return a.map((x, i) => {
    delete a[i + 1];
    return x;
  });
});
t('filter mutate', () => {
  const a = [1, 2, 3];
  return a.filter((x, i) => {
    a[i + 1] = 10 * x;
    log.push(x);
    return true;
  });
});
t('reduce delete', () => {
  const a = [1, 2, 3, 4];
  return a.reduce((s, x, i) => {
    delete a[i + 1];
    log.push(x);
    return s + x;
  });
});
t('reduceRight', () => {
  const a = [1, 2, 3, 4];
  return a.reduceRight((s, x, i) => {
    a.length = 2;
    log.push(i);
    return s + x;
  });
});
t('some mutate', () => {
  const a = [1, 2, 3];
  return a.some((x) => {
    log.push(x);
    a.splice(0, 1);
    return false;
  });
});
t('find holes', () =>
  [, 1, , 2].find((x, i) => {
    log.push(i + ':' + x);
    return x === 2;
  }),
);
t('findIndex grows', () => {
  const a = [1, 2];
  return a.findIndex((x) => {
    log.push(x);
    a.push(9);
    return x === 9;
  });
});
t('every hole', () =>
  [, , 3].every((x) => {
    log.push(x);
    return true;
  }),
);
t('indexOf getter', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 0, {
    get() {
      a.length = 1;
      log.push('get');
      return 0;
    },
  });
  return a.indexOf(3);
});
t('includes getter', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 0, {
    get() {
      a.length = 1;
      return 0;
    },
  });
  return a.includes(undefined);
});
t('concat getter', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 1, {
    get() {
      a.length = 2;
      return 'g';
    },
  });
  return a.concat(5);
});
t('slice getter', () => {
  const a = [1, 2, 3, 4];
  Object.defineProperty(a, 0, {
    get() {
      a.length = 2;
      return 'g';
    },
  });
  const s = a.slice();
  return [s.length, Object.keys(s)].join('|');
});
t('join mutates', () => {
  const a = [
    1,
    {
      toString() {
        a.length = 1;
        return 'x';
      },
    },
    3,
    4,
  ];
  return a.join('-');
});
t('sort mutates', () => {
  const a = [3, 1, 2];
  a.sort((x, y) => {
    a.length = 0;
    return x - y;
  });
  return a;
});
t('sort grows', () => {
  const a = [3, 1, 2];
  a.sort((x, y) => {
    a[5] = 9;
    return x - y;
  });
  return a;
});
t('spread with mutation', () => {
  const a = [1, 2, 3];
  const it = a[Symbol.iterator]();
  it.next();
  a.push(4);
  a.shift();
  return [...it];
});
t('iterator after end', () => {
  const a = [1];
  const it = a.values();
  it.next();
  it.next();
  a.push(2);
  return JSON.stringify(it.next());
});
t('entries', () => {
  const a = ['x', 'y'];
  for (const [i, v] of a.entries()) {
    log.push(i + v);
    if (i === 0) a[1] = 'z';
  }
});
t('keys of holes', () => [...[, 1, ,].keys()]);
t('for-in deletes', () => {
  const a = [1, 2, 3];
  for (const k in a) {
    log.push(k);
    delete a[2];
    a[7] = 1;
  }
  return a.length;
});
t('reverse with accessor', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 0, {
    get() {
      log.push('g');
      return 'G';
    },
    set(v) {
      log.push('s' + v);
    },
    configurable: true,
    enumerable: true,
  });
  a.reverse();
  return a[2];
});
t('from iterator that grows', () => {
  const a = [1, 2];
  return Array.from(a, (x) => {
    if (a.length < 4) a.push(x * 10);
    return x;
  });
});
t('flat mutate', () => {
  const a = [[1], [2], [3]];
  Object.defineProperty(a, 0, {
    get() {
      a[2] = 'X';
      return [0];
    },
  });
  return a.flat();
});
t('lastIndexOf empty reduce', () => [].reduce((a) => a));
t('copyWithin getter', () => {
  const a = [1, 2, 3];
  Object.defineProperty(a, 1, {
    get() {
      return 'q';
    },
    configurable: true,
  });
  return a.copyWithin(0, 1, 2)[0];
});
