/* Days and dates of the proleptic Gregorian calendar. Years are counted from March, so that the leap day is the last of
 * its year, and in eras of 400 years, which all have 146097 days. */
#include "../math/math.h"
#include "date.h"

#define DAY 86400000.0
#define NOT_A_NUMBER __builtin_nan("")

enum { DAYS_PER_ERA = 146097, EPOCH = 719468 /* days from 0000-03-01 to 1970-01-01 */ };

static int64_t divide_down(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static int64_t days_from_civil(int64_t year, int32_t month, int32_t day) {
  year -= month < 2;
  int64_t era = divide_down(year, 400), year_of_era = year - era * 400;
  int64_t month_from_march = (month + 10) % 12;
  int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  return era * DAYS_PER_ERA + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH;
}

void date_fields(double time, DateFields *fields) {
  int64_t milliseconds = (int64_t)time, days = divide_down(milliseconds, 86400000);
  int32_t rest = (int32_t)(milliseconds - days * 86400000);
  fields->millisecond = rest % 1000;
  fields->second = rest / 1000 % 60;
  fields->minute = rest / 60000 % 60;
  fields->hour = rest / 3600000;
  fields->weekday = (int32_t)(days + 4 - divide_down(days + 4, 7) * 7);
  int64_t from_march = days + EPOCH, era = divide_down(from_march, DAYS_PER_ERA);
  int32_t day_of_era = (int32_t)(from_march - era * DAYS_PER_ERA);
  int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int32_t month_from_march = (5 * day_of_year + 2) / 153;
  fields->day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  fields->month = (month_from_march + 2) % 12;
  fields->year = (int32_t)(era * 400) + year_of_era + (fields->month < 2);
}

static double truncated(double x) { return math_trunc(x); }

double date_make_time(double hour, double minute, double second, double millisecond) {
  double sum = hour + minute + second + millisecond;
  if (sum - sum != 0) {
    /* The sum of finite numbers may overflow, but not to a time that is valid. */
    return NOT_A_NUMBER;
  }
  return truncated(hour) * 3600000.0 + truncated(minute) * 60000.0 + truncated(second) * 1000.0 + truncated(millisecond);
}

double date_make_day(double year, double month, double day) {
  /* Beyond these no combination is a valid date. */
  if (!(year >= -1e6 && year <= 1e6 && month >= -1e7 && month <= 1e7) || day - day != 0) return NOT_A_NUMBER;
  int64_t y = (int64_t)year, m = (int64_t)month, carry = divide_down(m, 12);
  return (double)days_from_civil(y + carry, (int32_t)(m - carry * 12), 1) + truncated(day) - 1;
}

double date_make_date(double day, double time) {
  double value = day * DAY + time;
  return value - value == 0 ? value : NOT_A_NUMBER;
}

double date_time_clip(double time) {
  if (!(time >= -8.64e15 && time <= 8.64e15)) return NOT_A_NUMBER;
  return truncated(time) + 0.0;
}

double date_full_year(double year) {
  double whole = truncated(year);
  return whole >= 0 && whole <= 99 ? 1900 + whole : whole;
}
