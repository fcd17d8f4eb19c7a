const d = new Date(Date.UTC(2024, 0, 31, 10, 20, 30, 400));
for (const [m, ...a] of [
  ['setUTCMonth', 1],
  ['setUTCDate', 0],
  ['setUTCFullYear', 2023, 11, 31],
  ['setUTCHours', 25],
  ['setUTCMinutes', -5, 70],
  ['setUTCSeconds', 3600, 1500],
  ['setUTCMilliseconds', -1],
  ['setTime', '86400000'],
  ['setMonth', 13, 31],
  ['setHours', 1, 2, 3, 4],
  ['setDate', '15'],
  ['setFullYear', 1969.9],
  ['setMinutes', null],
  ['setSeconds', true],
  ['setMilliseconds', 999.9],
]) {
  const r = d[m](...a);
  console.log(m, JSON.stringify(a), r, d.toISOString());
}
for (const m of ['setMonth', 'setDate', 'setHours', 'setTime', 'setFullYear']) {
  const x = new Date(0);
  console.log(m, x[m](), isNaN(x), x.setFullYear(2020), x[m](undefined), x.getTime());
}
for (const m of ['Milliseconds', 'Seconds', 'Minutes', 'Hours', 'Date', 'Month', 'FullYear'])
  console.log(
    m,
    Date.prototype[`set${m}`].length,
    Date.prototype[`setUTC${m}`].length,
    new Date(1e12)[`get${m}`]() === new Date(1e12)[`getUTC${m}`](),
  );
const inv = new Date(NaN);
console.log(
  inv.setMonth(1),
  inv.setDate(1),
  inv.setFullYear(2020),
  inv.toISOString(),
  new Date(8.64e15).setMilliseconds(1),
  new Date(0).setUTCFullYear(275760, 8, 13),
  new Date(0).setUTCFullYear(275760, 8, 14),
);
