/* Dates in UTC: the abstract operations of ECMA-262 21.4.1, Date.parse and the printed forms. Time values are doubles:
 * milliseconds since 1970-01-01T00:00:00Z, NaN for an invalid date. No time zone but UTC exists here. */
#ifndef MORGANA_DATE_H
#define MORGANA_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct DateFields {
  int32_t year;
  int32_t month;   /* 0 to 11 */
  int32_t day;     /* 1 to 31 */
  int32_t weekday; /* 0: Sunday */
  int32_t hour, minute, second, millisecond;
} DateFields;

/* Of a valid time value. */
void date_fields(double time, DateFields *fields);

/* Arguments are Numbers, truncated as ToIntegerOrInfinity says; NaN if any is not finite or the result is out of range. */
double date_make_time(double hour, double minute, double second, double millisecond);
double date_make_day(double year, double month, double day);
double date_make_date(double day, double time);
double date_time_clip(double time);
/* MakeFullYear: 0 to 99 mean 1900 to 1999. */
double date_full_year(double year);

/* Date.parse: the format of ECMA-262 and, like V8, nearly anything else that people write. `wide`: UTF-16 units. */
double date_parse(const void *text, size_t length, bool wide);

enum { DATE_TEXT_MAX = 80 };
/* Of a valid time value; the length is returned, no zero is appended. */
size_t date_print_iso(double time, char *text);    /* toISOString: 1994-11-15T08:12:31.000Z */
size_t date_print_utc(double time, char *text);    /* toUTCString: Tue, 15 Nov 1994 08:12:31 GMT */
size_t date_print_date(double time, char *text);   /* toDateString: Tue Nov 15 1994 */
size_t date_print_time(double time, char *text);   /* toTimeString: 08:12:31 GMT+0000 (Coordinated Universal Time) */
size_t date_print_string(double time, char *text); /* toString: both, a space between */

#endif
