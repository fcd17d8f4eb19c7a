const D = (s) => {
  const d = new Date(s);
  return isNaN(d) ? 'Invalid' : d.toISOString();
};
for (const s of [
  '2024-02-29',
  '2023-02-29',
  '2024-02-30T00:00:00Z',
  '2024-13-01',
  '2024-1-1',
  '2024',
  '2024-06',
  '2024-06-15T12:34',
  '2024-06-15T12:34:56.789Z',
  '2024-06-15T12:34:56.7891234Z',
  '2024-06-15T24:00:00Z',
  '2024-06-15T24:00:01Z',
  '2024-06-15T12:34:56+05:30',
  '+012024-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '-000000-01-01T00:00:00Z',
  'Jun 15, 2024',
  '15 June 2024 10:00 GMT',
  'Sat, 15 Jun 2024 12:34:56 GMT',
  'Sat Jun 15 2024 12:34:56 GMT+0200 (CEST)',
  '6/15/2024',
  '2024/06/15',
  'June 2024',
  '12:34',
  '',
  'abc',
  '2024-06-15 12:34:56',
  '2024-06-15T12:34:56 Z',
  '20240615',
  'Tue Mar 01 2022',
  '1 Jan 1970 00:00:00 EST',
  '2024-06-15T1:00Z',
  '99',
  '49',
  '50',
  '1/1/49',
  '1/1/50',
])
  console.log(JSON.stringify(s), D(s));
const d = new Date(Date.UTC(2024, 0, 31, 23, 59, 59, 999));
console.log(
  d.getTime(),
  d.toJSON(),
  d.toString(),
  d.toDateString(),
  d.toTimeString(),
  d.toUTCString(),
  d.toLocaleDateString('en-US'),
  d.toLocaleTimeString('en-US'),
  d.toLocaleString('en-US'),
  d.getTimezoneOffset(),
);
for (const f of [
  (d) => d.setMonth(1),
  (d) => d.setDate(0),
  (d) => d.setDate(32),
  (d) => d.setHours(25, 61, 61, 1001),
  (d) => d.setFullYear(2023, 1, 29),
  (d) => d.setMonth(-1),
  (d) => d.setUTCDate(-365),
  (d) => d.setMinutes(1e9),
  (d) => d.setTime(8.64e15),
  (d) => d.setTime(8.64e15 + 1),
  (d) => d.setMilliseconds(NaN),
  (d) => d.setYear?.(99),
  (d) => d.setSeconds(),
  (d) => d.setHours('12'),
  (d) => d.setDate(1.9),
  (d) => d.setFullYear(275761),
]) {
  const x = new Date(d);
  const r = f(x);
  console.log(r, isNaN(x) ? 'NaN' : x.toISOString());
}
console.log(
  new Date(0, 0).getFullYear(),
  new Date(99, 0).getFullYear(),
  new Date(100, 0).getFullYear(),
  new Date(2024, 0, 1, 0, 0, 0, -1).toISOString(),
  new Date(NaN).getTime(),
  new Date(undefined).getTime(),
  new Date(null).getTime(),
  new Date(true).getTime(),
  new Date('0').getFullYear(),
  new Date(1e81).getTime(),
  new Date(-1).toISOString(),
  new Date(8.64e15).toISOString(),
  new Date(-8.64e15).toISOString(),
  new Date(-62198755200000).toISOString(),
  new Date(-62198755200000).toString(),
  new Date(1n === 1 ? 0 : 1).getTime(),
);
console.log(
  typeof Date(),
  Date.UTC(2024),
  Date.UTC(99, 1),
  Date.UTC(),
  Date.length,
  Date.UTC.length,
  new Date(2024, 5) > new Date(2024, 4),
  new Date(5) - new Date(3),
  new Date(0) + 1,
  `${new Date(0)}`,
  JSON.stringify({ d: new Date(0), n: new Date(NaN) }),
  new Date(0)[Symbol.toPrimitive]('number'),
  new Date(0)[Symbol.toPrimitive]('default'),
  Object.prototype.toString.call(new Date()),
  new Date(new Date(7)).getTime(),
  new Date(new String('2024')).getTime(),
);
for (const f of [
  () => new Date(NaN).toISOString(),
  () => new Date(0)[Symbol.toPrimitive]('x'),
  () => Date.prototype.getTime.call({}),
  () => new Date(Symbol()),
  () => new Date(1n),
  () => Date.prototype.toJSON.call({ toISOString: () => 'iso' }),
  () => Date.prototype.toJSON.call({ valueOf: () => Infinity, toISOString: 1 }),
  () => new Date(0).toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }),
  () => new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }).format(0),
  () => new Date(NaN).toString(),
  () => new Date(NaN).toJSON(),
  () => new Date(2024, 0, 1, 12).toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit' }),
])
  try {
    console.log(String(f()));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
let h = 0;
for (let y = -400; y < 3000; y += 7)
  for (let m = 0; m < 12; m += 5) {
    const x = new Date(0);
    x.setUTCFullYear(y, m, 29);
    h = (h * 31 + x.getUTCDay() * 7 + x.getUTCDate() + x.getUTCMonth() + ((x.getTime() / 864e5) | 0)) | 0;
  }
console.log(h);
class Day extends Date {
  get iso() {
    return this.toISOString().slice(0, 10);
  }
  static today() {
    return new this(0);
  }
}
console.log(Day.today().iso, new Day(2020, 1, 29) instanceof Date, new Day(0).constructor.name);
