const d = (y, m, day) => new Date(Date.UTC(y, m, day));
const iso = (x) => x.toISOString().slice(0, 10);
const addMonths = (x, n) => {
  const r = new Date(x);
  const day = r.getUTCDate();
  r.setUTCDate(1);
  r.setUTCMonth(r.getUTCMonth() + n);
  r.setUTCDate(Math.min(day, d(r.getUTCFullYear(), r.getUTCMonth() + 1, 0).getUTCDate()));
  return r;
};
console.log(
  [1, 12, 13, -1, 25].map((n) => iso(addMonths(d(2024, 0, 31), n))).join(),
  iso(addMonths(d(2024, 1, 29), 12)),
);
const leap = (y) => d(y, 1, 29).getUTCMonth() === 1;
console.log([1900, 2000, 2023, 2024, 2100, 2400, -4, 0].map(leap).join());
const week = (x) => {
  const t = new Date(x);
  t.setUTCDate(t.getUTCDate() + 4 - (t.getUTCDay() || 7));
  return Math.ceil(((t - d(t.getUTCFullYear(), 0, 1)) / 864e5 + 1) / 7);
};
console.log([d(2024, 0, 1), d(2023, 0, 1), d(2020, 11, 31), d(2021, 0, 3)].map(week).join());
const easter = (y) => {
  const a = y % 19,
    b = Math.floor(y / 100),
    c = y % 100,
    e = b % 4,
    f = Math.floor((b + 8) / 25),
    g = Math.floor((b - f + 1) / 3),
    h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30,
    i = Math.floor(c / 4),
    k = c % 4,
    l = (32 + 2 * e + 2 * i - h - k) % 7,
    m = Math.floor((a + 11 * h + 22 * l) / 451);
  return d(y, Math.floor((h + l - 7 * m + 114) / 31) - 1, ((h + l - 7 * m + 114) % 31) + 1);
};
console.log([1999, 2000, 2024, 2025].map((y) => iso(easter(y))).join());
const cal = (y, m) => {
  const first = d(y, m, 1).getUTCDay(),
    n = d(y, m + 1, 0).getUTCDate();
  const cells = [...Array(first).fill('  '), ...Array.from({ length: n }, (_, i) => String(i + 1).padStart(2))];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, i) => cells.slice(i * 7, i * 7 + 7).join(' ')).join(
    '\n',
  );
};
console.log(cal(2024, 1));
const diff = (a, b) => {
  let y = b.getUTCFullYear() - a.getUTCFullYear(),
    m = b.getUTCMonth() - a.getUTCMonth(),
    dd = b.getUTCDate() - a.getUTCDate();
  if (dd < 0) {
    m--;
    dd += d(b.getUTCFullYear(), b.getUTCMonth(), 0).getUTCDate();
  }
  if (m < 0) {
    y--;
    m += 12;
  }
  return [y, m, dd];
};
console.log(
  diff(d(2000, 1, 29), d(2024, 0, 15)).join(),
  (d(2024, 11, 25) - d(2024, 0, 1)) / 864e5,
  new Date(8.64e15).toISOString(),
  new Date(-8.64e15).toISOString(),
  isNaN(new Date(8.64e15 + 1)),
  new Date(-1).toISOString(),
  new Date(0, 0).getFullYear(),
  new Date(99, 0).getFullYear(),
  new Date(100, 0).getFullYear(),
  Date.UTC(2024, 0, 1, 25, 61, 61, 1001),
  new Date(2024, 0, 31 + 29).getMonth(),
  new Date(2024, 12).getFullYear(),
  new Date(2024, 0, 0).getDate(),
  new Date(NaN).getDay(),
  new Date(2024, 5, 15, 10, 20, 30, 40).toJSON(),
);
const julian = (x) => Math.floor(x / 864e5) + 2440588;
console.log(julian(d(2000, 0, 1)), ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][d(1969, 6, 20).getUTCDay()]);
for (const x of [0, 999, 59999, 3599999, 86399999, 90061001])
  console.log(
    new Date(x).toISOString().slice(11, 23),
    `${Math.floor(x / 36e5)}h${Math.floor(x / 6e4) % 60}m${Math.floor(x / 1e3) % 60}s`,
  );
