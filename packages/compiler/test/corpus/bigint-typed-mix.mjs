for (const f of [
  () => new BigInt64Array([1]),
  () => new BigInt64Array([1n])[0] + 1n,
  () => new BigInt64Array(2).fill(5n),
  () => new BigUint64Array([-1n])[0],
  () => new BigInt64Array([2n ** 63n])[0],
  () => BigInt64Array.from([1, 2], BigInt),
  () => BigInt64Array.from(['7', true]),
  () => new BigInt64Array(new BigUint64Array([2n ** 64n - 1n])),
  () => new BigInt64Array(new Int8Array(1)),
  () => [...new BigUint64Array([3n, 1n]).sort()],
  () => new BigInt64Array([3n, 1n]).sort((a, b) => (a < b ? 1 : -1)),
  () => new BigInt64Array(1).fill(1),
  () => {
    const t = new BigInt64Array(1);
    t[0] = 1;
  },
  () => {
    const t = new BigInt64Array(1);
    t[5] = 1n;
    return t.length;
  },
  () => new BigInt64Array([1n, 2n]).includes(2n),
  () => new BigInt64Array([1n]).includes(1),
  () => new BigInt64Array([1n, 2n]).reduce((a, b) => a + b),
  () => new BigInt64Array([1n]).map((x) => x * -3n),
  () => new BigInt64Array([1n]).map(() => 1),
  () => new BigInt64Array([1n, 2n]).join('-'),
  () => JSON.stringify(new BigInt64Array([1n])),
  () => Object.entries(new BigInt64Array([4n])),
  () => new BigInt64Array([5n]).toLocaleString(),
  () => new BigInt64Array(new ArrayBuffer(16), 8).length,
  () => new BigInt64Array(new ArrayBuffer(9)),
  () => new DataView(new BigInt64Array([-2n]).buffer).getBigUint64(0, true),
  () => new BigInt64Array([1n]).with(0, 7n),
  () => new BigInt64Array([1n]).indexOf(1n),
  () => new Float64Array([1n]),
  () => new BigInt64Array({ length: 1, 0: 9n }),
  () => new BigInt64Array(['1']),
  () => new BigInt64Array([null]),
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
