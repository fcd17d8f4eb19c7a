// Promises, async functions and async generators: two channels, an exception in every 17th call.
import { measureAsync } from '../measure.mjs';

class Channel {
  q = [];
  waiters = [];
  send(v) {
    const w = this.waiters.shift();
    if (w !== void 0) w(v);
    else this.q.push(v);
  }
  recv() {
    if (this.q.length > 0) return Promise.resolve(this.q.shift());
    return new Promise((res) => {
      this.waiters.push(res);
    });
  }
}
async function pong(a, b) {
  let sum = 0;
  for (;;) {
    const v = await a.recv();
    if (v < 0) return sum;
    sum = (sum + v) | 0;
    b.send(v + 1);
  }
}
async function ping(a, b, n) {
  let last = 0;
  for (let i = 0; i < n; i++) {
    a.send(i);
    last = await b.recv();
    if (last !== i + 1) throw new Error('bad');
  }
  a.send(-1);
  return last;
}
async function* counter(n) {
  for (let i = 0; i < n; i++) yield i;
}
async function leaf(x) {
  if (x % 17 === 0) throw new RangeError(`x${x}`);
  return x * 2;
}
async function mid(x) {
  try {
    return (await leaf(x)) + 1;
  } catch (e) {
    return e instanceof RangeError ? -1 : -2;
  } finally {
    hits++;
  }
}
let hits = 0;
async function round(n) {
  const a = new Channel(),
    b = new Channel();
  const p = pong(a, b);
  const last = await ping(a, b, n);
  const sum = await p;
  let s2 = 0;
  for await (const v of counter(n >> 1)) s2 += v;
  let s3 = 0;
  for (let i = 0; i < n >> 1; i++) s3 += await mid(i);
  const all = await Promise.all([leaf(1), leaf(2), mid(17)]);
  return `${last} ${sum} ${s2} ${s3} ${all.join(',')} ${hits}`;
}
async function main() {
  console.log(`async check ${await round(1e3)}`);
  await measureAsync('async', 'rounds/s', async () => {
    await round(2000);
    return 2000;
  });
}
main();
