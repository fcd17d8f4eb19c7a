// Sorting while comparators and conversions allocate: run with a collection at every allocation.
const make = (n) => Array.from({ length: n }, (_, i) => ({ name: `item ${(i * 37) % n}`, parts: [i, `${i}`] }));
console.log(
  make(60)
    .sort((a, b) => +`${a.name}`.slice(5) - +`${b.name}`.slice(5))
    .map((x) => x.parts.join('/'))
    .join(' '),
);
console.log(
  make(60)
    .sort((a, b) => {
      const pair = [a.name, b.name];
      return pair[0] < pair[1] ? 1 : pair[0] > pair[1] ? -1 : 0;
    })
    .map((x) => x.name)
    .join(' '),
);
console.log(
  Array.from({ length: 50 }, (_, i) => ({ toString: () => `k${(i * 31) % 50}${[i].join()}` }))
    .sort()
    .map(String)
    .join(' '),
);
console.log(
  Array.from({ length: 50 }, (_, i) => (i * 31) % 50)
    .sort()
    .join(),
  Array.from({ length: 40 }, (_, i) => 10n ** BigInt((i * 7) % 40))
    .sort((a, b) => (a * 2n < b * 2n ? -1 : 1))
    .join(),
);
try {
  make(40).sort((a, b) => {
    if (a.parts[0] > 30) throw new Error(`${a.name}`);
    return a.parts[0] - b.parts[0];
  });
} catch (e) {
  console.log(e.message.length > 0);
}
