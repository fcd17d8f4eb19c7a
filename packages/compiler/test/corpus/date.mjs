// Dates: every way to make one, every component, texts, conversions. Local time is UTC in a compiled program, and Node
// is run with TZ=UTC.
const times = [
  0,
  -1,
  1,
  784887151000,
  951782399999,
  951782400000,
  -62198755200000,
  -62135596800000,
  8.64e15,
  -8.64e15,
  1.5,
  -1.5,
  253402300800000,
  4102444800000,
  NaN,
  8.64e15 + 1,
  -2e13,
];
for (const time of times) {
  const d = new Date(time);
  console.log(
    d,
    d.getTime(),
    +d,
    d.toUTCString(),
    d.getUTCFullYear(),
    d.getUTCMonth(),
    d.getUTCDate(),
    d.getUTCDay(),
    d.getUTCHours(),
    d.getUTCMinutes(),
    d.getUTCSeconds(),
    d.getUTCMilliseconds(),
    JSON.stringify({ d }),
    d.toJSON(),
  );
  try {
    console.log(d.toISOString());
  } catch (e) {
    console.log(e.name, e.message);
  }
}
const same = (d) =>
  [
    d.getFullYear() === d.getUTCFullYear(),
    d.getMonth() === d.getUTCMonth(),
    d.getDate() === d.getUTCDate(),
    d.getDay() === d.getUTCDay(),
    d.getHours() === d.getUTCHours(),
    d.getMinutes() === d.getUTCMinutes(),
    d.getSeconds() === d.getUTCSeconds(),
    d.getMilliseconds() === d.getUTCMilliseconds(),
    d.getTimezoneOffset(),
  ].join();
console.log(
  same(new Date(1234567890123)),
  new Date(NaN).getTimezoneOffset(),
  new Date(NaN).getDay(),
  new Date(1e12).getYear(),
);
console.log(
  String(new Date(1e12)),
  `${new Date(NaN)}`,
  new Date(1e12).toDateString(),
  new Date(1e12).toTimeString(),
  new Date(1e12) + 1,
  new Date(1e12) - 1,
  new Date(1e12) * 1,
  new Date(5) < new Date(6),
  new Date(5) == 5,
  new Date(5) >= 5,
);
console.log(
  new Date(2020, 1, 29, 12, 30, 15, 500),
  new Date(99, 0),
  new Date(2020, 12),
  new Date(2020, 0, 0),
  new Date(2020, 5, 31, 25, 61, 61, 1001),
  new Date(2020, NaN),
  new Date(-1, 0),
  new Date(100, 0),
  new Date(1e9, 0),
  new Date(2020.9, 1.9),
  new Date('2020', '3'),
);
console.log(
  Date.UTC(2020),
  Date.UTC(2020, 1),
  Date.UTC(),
  Date.UTC(70, 0, 1, 0, 0, 0, 1),
  Date.UTC(2017, 22 - 1, 1),
  Date.UTC(275760, 8, 13, 0, 0, 0, 1),
  Date.length,
  Date.UTC.length,
  Date.name,
  typeof Date(),
  typeof Date.now(),
  Date.now() > 1.6e12,
  new Date().getTime() <= Date.now(),
);
for (const text of [
  '2020-02-29',
  '2020-02-30',
  '2020-13-01',
  '2020',
  '2020-05',
  '2020-01-01T00:00',
  '2020-01-01T00:00:00',
  '2020-01-01T00:00:00.123Z',
  '2020-01-01T00:00:00.123456789Z',
  '2020-01-01T24:00:00Z',
  '2020-01-01T24:00:01Z',
  '2020-01-01T12:00:00+05:30',
  '2020-01-01T12:00:00-0800',
  '+020200-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '-000000-01-01T00:00:00Z',
  'Tue, 15 Nov 1994 08:12:31 GMT',
  'Tuesday, 15-Nov-94 08:12:31 GMT',
  'Tue Nov 15 08:12:31 1994',
  'Nov 15 1994',
  '15 November 1994 08:12 PM',
  '11/15/1994',
  '1994/11/15 8:12 EST',
  'Thu, 01 Jan 1970 00:00:00 GMT+0200 (a comment)',
  'nonsense',
  '',
  '12',
  '2020-1-1',
  '\u0661',
  'Sat, 01 Jan 2000 00:00:00 PDT',
])
  console.log(text, Date.parse(text), new Date(text).getTime());
const s = new Date(1234567890123);
console.log(
  s.setUTCFullYear(2024, 1, 29),
  s.setUTCMonth(12),
  s.setUTCDate(0),
  s.setUTCHours(25, 1, 2, 3),
  s.setUTCMinutes(-1, 5),
  s.setUTCSeconds(90, 7),
  s.setUTCMilliseconds(-1),
  s.setFullYear(2023),
  s.setMonth(1, 31),
  s.setDate(31),
  s.setHours(1),
  s.setMinutes(59.9),
  s.setSeconds('7'),
  s.setMilliseconds(1e10),
  s.setTime(5.7),
  s.setYear(99),
  s,
);
console.log(
  s.setUTCHours(),
  s,
  s.setUTCHours(5),
  s.setUTCFullYear(2000),
  s.setUTCMonth(NaN),
  s.setUTCFullYear(),
  s.setUTCFullYear(1999, 5),
  s.setTime(9e15),
  s.setTime(),
);
const order = [];
const spy = (n) => ({
  valueOf() {
    order.push(n);
    return n;
  },
});
new Date(0).setUTCHours(spy(1), spy(2), spy(3), spy(4), spy(5));
Date.UTC(spy(2020), spy(6));
console.log(order.join());
console.log(
  new Date(new Date(7)),
  new Date({ valueOf: () => 8 }),
  new Date({ toString: () => '2020-01-01', valueOf: () => ({}) }),
  new Date(true),
  new Date(null),
  new Date(undefined),
  new Date('8'),
);
const p = Date.prototype[Symbol.toPrimitive];
console.log(
  p.call(new Date(3), 'number'),
  p.call(new Date(0), 'string') === String(new Date(0)),
  p.call(new Date(0), 'default') === String(new Date(0)),
  p.name,
  p.length,
  p.call({ valueOf: () => 4 }, 'number'),
);
for (const bad of [
  () => p.call(new Date(3), 'x'),
  () => p.call(3, 'number'),
  () => Date.prototype.getTime.call({}),
  () => Date.prototype.toISOString.call(new Date(NaN)),
  () => new Date(Symbol('x')),
  () => Date.prototype.toJSON.call({ valueOf: () => 1 }),
])
  try {
    console.log(bad());
  } catch (e) {
    console.log(e.name, e.message);
  }
console.log(
  Date.prototype.toJSON.call({ valueOf: () => NaN }),
  Date.prototype.toJSON.call({ toISOString: () => 'iso' }),
);
class Stamp extends Date {
  get age() {
    return this.getTime() + 1;
  }
}
const stamp = new Stamp(41);
const tagged = Object.assign(new Date(0), { note: 'x' });
console.log(
  stamp,
  stamp.age,
  stamp instanceof Date,
  tagged,
  [new Date(0)],
  { when: new Date(NaN) },
  new Map([[new Date(1), new Date(2)]]),
  Object.prototype.toString.call(stamp),
  JSON.stringify([new Date(0), new Date(NaN), stamp]),
  typeof stamp,
  Object.keys(stamp),
  Date.prototype.toGMTString === Date.prototype.toUTCString,
);
