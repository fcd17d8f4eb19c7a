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
  const fixed = /^([A-Z][a-z]{2}), (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text);
  if (fixed !== null) {
    return DAYS.includes(fixed[1]!)
      ? instant(Number(fixed[4]), fixed[3]!, Number(fixed[2]), fixed[5]!, fixed[6]!, fixed[7]!)
      : undefined;
  }
  const rfc850 = /^([A-Z][a-z]+), (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/.exec(text);
  if (rfc850 !== null) {
    if (!LONG_DAYS.includes(rfc850[1]!)) return undefined;
    const present = new Date(now).getUTCFullYear();
    let year = present - (present % 100) + Number(rfc850[4]);
    if (year > present + 50) year -= 100;
    return instant(year, rfc850[3]!, Number(rfc850[2]), rfc850[5]!, rfc850[6]!, rfc850[7]!);
  }
  const asctime = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/.exec(text);
  if (asctime !== null && DAYS.includes(asctime[1]!)) {
    return instant(Number(asctime[7]), asctime[2]!, Number(asctime[3]), asctime[4]!, asctime[5]!, asctime[6]!);
  }
  return undefined;
}

function instant(
  year: number,
  month: string,
  day: number,
  hour: string,
  minute: string,
  second: string,
): number | undefined {
  const monthIndex = MONTHS.indexOf(month);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  // 60 is a leap second; Date.UTC carries it into the next minute.
  if (monthIndex < 0 || h > 23 || m > 59 || s > 60) return undefined;
  const time = Date.UTC(year, monthIndex, day, h, m, s);
  const date = new Date(Date.UTC(year, monthIndex, day));
  return date.getUTCMonth() === monthIndex && date.getUTCDate() === day ? time : undefined;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
