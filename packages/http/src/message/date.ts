/**
 * HTTP dates, RFC 9110 5.6.7.
 */

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const LONG_DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** IMF-fixdate of wall-clock milliseconds: "Sun, 06 Nov 1994 08:49:37 GMT". Fractions of a second are cut off. */
export function formatHttpDate(milliseconds: number): string {
  const date = new Date(milliseconds);
  return (
    `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]} ` +
    `${String(date.getUTCFullYear()).padStart(4, '0')} ` +
    `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} GMT`
  );
}

/**
 * Wall-clock milliseconds of an HTTP date in any of its three forms (IMF-fixdate, RFC 850, asctime); undefined where the
 * text is none, which a recipient ignores (RFC 9110 13.1.3). `now` places the two-digit years of RFC 850: a date more than
 * 50 years ahead is of the past century.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const comma = text.indexOf(',');
  const day = text.slice(0, comma < 0 ? 3 : comma);
  const rest = text.slice(day.length);
  if (DAYS.includes(day)) {
    if (hasForm(rest, ', 00 aaa 0000 00:00:00 GMT'))
      return instant(Number(rest.slice(9, 13)), rest.slice(5, 8), rest.slice(2, 4), rest.slice(14, 22));
    if (hasForm(rest, ' aaa _0 00:00:00 0000'))
      return instant(Number(rest.slice(17, 21)), rest.slice(1, 4), rest.slice(5, 7), rest.slice(8, 16));
  } else if (LONG_DAYS.includes(day) && hasForm(rest, ', 00-aaa-00 00:00:00 GMT')) {
    const present = new Date(now).getUTCFullYear();
    let year = present - (present % 100) + Number(rest.slice(9, 11));
    if (year > present + 50) year -= 100;
    return instant(year, rest.slice(5, 8), rest.slice(2, 4), rest.slice(12, 20));
  }
  return undefined;
}

/** Whether a text has digits where `form` has "0", digits or spaces where it has "_", anything where it has "a", and else the same. */
function hasForm(text: string, form: string): boolean {
  if (text.length !== form.length) return false;
  for (let i = 0; i < form.length; i++) {
    const [unit, kind] = [text[i]!, form[i]!];
    const digit = unit >= '0' && unit <= '9';
    if (kind === '0' ? !digit : kind === '_' ? !digit && unit !== ' ' : kind !== 'a' && unit !== kind) return false;
  }
  return true;
}

/** `month` as in MONTHS, two characters of a day, "hh:mm:ss". */
function instant(year: number, month: string, dayText: string, clock: string): number | undefined {
  const monthIndex = MONTHS.indexOf(month);
  const day = Number(dayText);
  const [h, m, s] = [Number(clock.slice(0, 2)), Number(clock.slice(3, 5)), Number(clock.slice(6, 8))];
  // 60 is a leap second; Date.UTC carries it into the next minute.
  if (monthIndex < 0 || h > 23 || m > 59 || s > 60) return undefined;
  const time = Date.UTC(year, monthIndex, day, h, m, s);
  const date = new Date(Date.UTC(year, monthIndex, day));
  return date.getUTCMonth() === monthIndex && date.getUTCDate() === day ? time : undefined;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
