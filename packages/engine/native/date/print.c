#include "date.h"

static const char weekdays[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

static char *put(char *at, const char *text, size_t length) {
  __builtin_memcpy(at, text, length);
  return at + length;
}

static char *put_number(char *at, int32_t n, int width) {
  for (int i = width; i-- > 0; n /= 10) at[i] = (char)('0' + n % 10);
  return at + width;
}

static char *put_year(char *at, int32_t year) {
  if (year < 0) {
    *at++ = '-';
    year = -year;
  }
  return put_number(at, year, year > 99999 ? 6 : year > 9999 ? 5 : 4);
}

static char *put_clock(char *at, const DateFields *fields) {
  at = put_number(at, fields->hour, 2);
  *at++ = ':';
  at = put_number(at, fields->minute, 2);
  *at++ = ':';
  return put_number(at, fields->second, 2);
}

size_t date_print_iso(double time, char *text) {
  DateFields fields;
  date_fields(time, &fields);
  char *at = text;
  if (fields.year >= 0 && fields.year <= 9999) at = put_number(at, fields.year, 4);
  else {
    *at++ = fields.year < 0 ? '-' : '+';
    at = put_number(at, fields.year < 0 ? -fields.year : fields.year, 6);
  }
  *at++ = '-';
  at = put_number(at, fields.month + 1, 2);
  *at++ = '-';
  at = put_number(at, fields.day, 2);
  *at++ = 'T';
  at = put_clock(at, &fields);
  *at++ = '.';
  at = put_number(at, fields.millisecond, 3);
  *at++ = 'Z';
  return (size_t)(at - text);
}

size_t date_print_utc(double time, char *text) {
  DateFields fields;
  date_fields(time, &fields);
  char *at = put(text, weekdays + 3 * fields.weekday, 3);
  at = put(at, ", ", 2);
  at = put_number(at, fields.day, 2);
  *at++ = ' ';
  at = put(at, months + 3 * fields.month, 3);
  *at++ = ' ';
  at = put_year(at, fields.year);
  *at++ = ' ';
  at = put_clock(at, &fields);
  return (size_t)(put(at, " GMT", 4) - text);
}

static char *put_date(char *at, const DateFields *fields) {
  at = put(at, weekdays + 3 * fields->weekday, 3);
  *at++ = ' ';
  at = put(at, months + 3 * fields->month, 3);
  *at++ = ' ';
  at = put_number(at, fields->day, 2);
  *at++ = ' ';
  return put_year(at, fields->year);
}

static char *put_time(char *at, const DateFields *fields) {
  static const char zone[] = " GMT+0000 (Coordinated Universal Time)";
  return put(put_clock(at, fields), zone, sizeof zone - 1);
}

size_t date_print_date(double time, char *text) {
  DateFields fields;
  date_fields(time, &fields);
  return (size_t)(put_date(text, &fields) - text);
}

size_t date_print_time(double time, char *text) {
  DateFields fields;
  date_fields(time, &fields);
  return (size_t)(put_time(text, &fields) - text);
}

size_t date_print_string(double time, char *text) {
  DateFields fields;
  date_fields(time, &fields);
  char *at = put_date(text, &fields);
  *at++ = ' ';
  return (size_t)(put_time(at, &fields) - text);
}
