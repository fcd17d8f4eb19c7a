const d = new Date(Date.UTC(2024, 1, 29, 12, 34, 56, 789));
for (const m of [
  'toISOString',
  'toJSON',
  'toString',
  'toDateString',
  'toTimeString',
  'toUTCString',
  'toLocaleString',
  'toLocaleDateString',
  'toLocaleTimeString',
  'getTime',
  'valueOf',
  'getFullYear',
  'getMonth',
  'getDate',
  'getDay',
  'getHours',
  'getMinutes',
  'getSeconds',
  'getMilliseconds',
  'getTimezoneOffset',
  'getYear',
  'getUTCDay',
  'toGMTString',
])
  console.log(m, d[m]());
console.log(
  d,
  [d],
  { d },
  JSON.stringify({ d }),
  String(d),
  d + 1,
  d - 1,
  +d,
  `${d}`,
  typeof Date.now(),
  d[Symbol.toPrimitive]('number'),
  d[Symbol.toPrimitive]('default'),
);
for (const s of [
  '2024-01-01',
  '2024-01-01T00:00',
  '2024-01-01T00:00Z',
  '2024-01-01T00:00:00.123456Z',
  '2024-01',
  '2024',
  '+002024-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '2024-13-01',
  '2024-02-30',
  '2024-02-30T00:00Z',
  '2024-01-01T24:00:00Z',
  '2024-01-01T25:00Z',
  'Jan 1 2024',
  '1 January 2024 10:00 GMT+0200',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Mon Jan 01 2024 10:20:30 GMT+0530 (IST)',
  '2024/03/04',
  '03/04/2024',
  '3/4/24',
  '12:30',
  'invalid',
  '',
  '2024-1-1',
  '2024-01-01 10:00',
  '2024-01-01 10:00 PM',
  'January 5, 2020 3:04 pm',
  '2024-06-15T10:00:00+05:30',
  '2024-06-15T10:00:00-0800',
  '2024-06-15T10:00:00 Z',
  '20240615',
  '1e3',
  'Dec 25, 1995',
  '1995-12-17T03:24:00',
  'Tue Mar 01 2022',
  'Sat, 1 Apr 2023 12:00:00 EST',
  '2023-04-01T12:00:00.1Z',
  '2023-04-01T12:00:00,1Z',
  '0',
  '99',
  '100',
  '12/25/1995',
  '1995-366',
]) {
  const x = new Date(s);
  console.log(JSON.stringify(s), isNaN(x) ? 'Invalid' : x.toISOString());
}
for (const a of [
  [2024],
  [2024, 0],
  [2024, 12],
  [2024, -1],
  [99, 0],
  [100, 0],
  [2024, 0, 0],
  [2024, 1, 30],
  [2024, 0, 1, 25],
  [2024, 0, 1, 0, -1],
  [1e9],
  [NaN, 1],
  [2024, undefined],
  [null],
  [undefined],
  ['2024', '5'],
  [8.64e15],
  [8.64e15 + 1],
  [-8.64e15],
  [-1],
  [true],
  [new Date(5)],
  [0, 0, 1, 0, 0, 0, 0.9],
  [275760, 8, 13],
  [275760, 8, 13, 0, 0, 0, 1],
  [-271821, 3, 20],
]) {
  const x = new Date(...a);
  console.log(JSON.stringify(a), isNaN(x) ? 'Invalid Date' : x.toISOString(), x.getTime());
}
console.log(
  Date.UTC(2024),
  Date.UTC(),
  Date.UTC(70, 0),
  Date.UTC(2024, 0, 1, 1, 1, 1, 1),
  Date.length,
  Date.UTC.length,
  new Date(NaN),
  String(new Date(NaN)),
  new Date(NaN).getTime(),
  JSON.stringify(new Date(NaN)),
  new Date(NaN).toUTCString(),
);
try {
  new Date(NaN).toISOString();
} catch (e) {
  console.log(e.name, e.message);
}
const e = new Date(0);
console.log(
  e.setFullYear(2024, 1, 29),
  e.setMonth(12),
  e.setDate(0),
  e.setHours(25, 61, 61, 1001),
  e.setMinutes(-1),
  e.setSeconds(3600),
  e.setMilliseconds(-1),
  e.setTime(1e12),
  e.setUTCHours(5),
  e.setYear(99),
  e.setFullYear(NaN),
  e.getTime(),
  e.setFullYear(2020),
  e.setMonth(1, 30),
  e.setUTCDate(31),
  e.toISOString(),
  e.setHours(),
  isNaN(e),
);
for (const y of [-1, 0, 1, 99, 1000, 9999, 10000, -10000, 123456]) {
  const x = new Date(0);
  x.setUTCFullYear(y);
  console.log(x.toISOString(), x.toUTCString(), x.toString(), x.toDateString());
}
const months = Array.from({ length: 14 }, (_, i) => new Date(Date.UTC(2023, i, 31)).toISOString().slice(0, 10));
console.log(months.join(' '));
console.log(
  [new Date(3), new Date(1), new Date(2)].sort((a, b) => a - b).map(Number),
  new Date(5) < new Date(6),
  new Date(5) == 5,
  new Date(5) <= 5,
  Math.max(new Date(5), 7),
  new Date(new Date(1.9)).getTime(),
  new Date('5').getTime(),
  Object.prototype.toString.call(new Date()),
  Date.prototype.constructor === Date,
  Date.parse('2024-01-01T00:00:00Z'),
  new Date(2024, 0).getTimezoneOffset(),
);
for (const x of [1, 'a', {}])
  try {
    Date.prototype.getTime.call(x);
  } catch (er) {
    console.log(er.message);
  }
const inv = new Date('x');
console.log(inv.toLocaleString(), inv.toDateString(), [inv], inv > 0, inv == inv);
