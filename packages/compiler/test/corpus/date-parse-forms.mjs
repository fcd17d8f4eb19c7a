for (const s of [
  '2024-02-29',
  '2024-02-30',
  '2023-02-29',
  '2024-13-01',
  '2024-00-01',
  '2024',
  '2024-06',
  '2024-06-15T12:30',
  '2024-06-15T12:30Z',
  '2024-06-15T12:30:45.678Z',
  '2024-06-15T12:30:45.6789123Z',
  '2024-06-15T24:00:00Z',
  '2024-06-15T24:00:01Z',
  '2024-06-15T12:30+05:30',
  '2024-06-15T12:30:00-08:00',
  '+012024-01-01T00:00:00Z',
  '-000001-01-01T00:00:00Z',
  '-000000-01-01T00:00:00Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  'Sat, 15 Jun 2024 12:30:00 GMT',
  'Sat Jun 15 2024 12:30:00 GMT+0200',
  'Jun 15, 2024',
  '15 June 2024 10:00',
  '6/15/2024',
  '2024/06/15',
  'June 2024',
  'x',
  '',
  '2024-6-5',
  '12:30',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  '1/1/70',
  '1/1/49',
  '1/1/50',
  'Jan 1 2000 12:00 PM',
  'Jan 1 2000 12:00 AM',
  'Jan 1 2000 1:05:09 pm',
  '2024-06-15 12:30:45',
  '2024-06-15T12:30:45,5Z',
  '20240615',
  'Dec 25, 1995 EST',
  'Dec 25, 1995 13:30 UTC',
  'Mon, 25 Dec 1995 13:30:00 +0430',
])
  console.log(JSON.stringify(s), Date.parse(s), isNaN(new Date(s)) ? 'Invalid' : new Date(s).toISOString());
const show = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.message);
  }
};
show(() => new Date(2024, 0).toISOString());
show(() => new Date(99, 0).getFullYear());
show(() => new Date(100, 0).getFullYear());
show(() => new Date(2024, 12, 32, 25, 61, 61, 1001).toISOString());
show(() => new Date(2024, -1).toISOString());
show(() => new Date(NaN).getTime());
show(() => new Date(8.64e15 + 1).getTime());
show(() => new Date(8.64e15).toISOString());
show(() => new Date(-8.64e15).toISOString());
show(() => new Date(NaN).toISOString());
show(() => new Date(NaN).toJSON());
show(() => String(new Date(NaN)));
show(() => new Date(undefined).getTime());
show(() => new Date(null).getTime());
show(() => new Date(true).getTime());
show(() => new Date('5').getTime() > 0);
show(() => new Date(1.9).getTime());
show(() => new Date(-1.9).getTime());
show(() => new Date(new Date(5)).getTime());
show(() => new Date([2024, 1]).getTime() === new Date('2024,1').getTime());
show(() => Date.UTC());
show(() => Date.UTC(2024));
show(() => Date.UTC(2024, 1, 29, 12, 30, 15, 500));
show(() => Date.UTC(2024, NaN));
show(() => typeof Date());
show(() => typeof Date.now());
show(() => new Date({ valueOf: () => 7 }).getTime());
show(() => new Date({ [Symbol.toPrimitive]: () => '2024-01-01' }).getTime());
show(() => new Date(5n));
show(() => new Date(Symbol()));
const d = new Date(Date.UTC(2024, 1, 29, 13, 4, 5, 6));
for (const m of [
  'toString',
  'toDateString',
  'toTimeString',
  'toISOString',
  'toUTCString',
  'toGMTString',
  'toJSON',
  'getDay',
  'getDate',
  'getMonth',
  'getYear',
  'getFullYear',
  'getHours',
  'getMinutes',
  'getSeconds',
  'getMilliseconds',
  'getTimezoneOffset',
  'valueOf',
  'toLocaleDateString',
  'toLocaleTimeString',
  'toLocaleString',
])
  show(() => m + ' ' + d[m]());
for (const y of [-1, 0, 1, 99, 999, 9999, 10000, -99999, 275760]) {
  const x = new Date(0);
  x.setUTCFullYear(y);
  show(() => [x.toISOString(), x.toUTCString(), x.toString(), x.getUTCDay()].join(' | '));
}
const s = new Date(0);
show(() => [
  s.setUTCMonth(13),
  s.setUTCDate(0),
  s.setUTCHours(25, 61),
  s.setUTCMinutes(-1),
  s.setUTCSeconds(90, 1500),
  s.setMilliseconds(-1),
  s.setTime(1e12),
  s.setFullYear(2023, 1, 29),
  s.setYear(95),
  s.setDate(NaN),
  s.setFullYear(2020),
  s.setTime(),
]);
show(() => d[Symbol.toPrimitive]('number'));
show(() => d[Symbol.toPrimitive]('default') === String(d));
show(() => d[Symbol.toPrimitive]('x'));
show(() => d - 0 === d.getTime());
show(() => typeof (d + 1));
show(() => d > new Date(0));
show(() => Date.prototype.getTime.call({}));
show(() => Date.prototype.toJSON.call({ toISOString: () => 'iso' }));
show(() => JSON.stringify({ d }));
show(() => [d]);
show(() => Object.prototype.toString.call(d));
show(() => Date.length + Date.UTC.length + Date.prototype.setHours.length);
class D extends Date {
  get tomorrow() {
    return new D(this.getTime() + 864e5);
  }
}
show(() => new D(0).tomorrow.tomorrow.toISOString());
show(() => new D(2020, 1) instanceof Date);
