#include "builtins.h"
#include "date/date.h"

#define NOT_A_NUMBER __builtin_nan("")

static double now(void) { return (double)(platform_clock_wall() / 1000000u); }

static Value string_from_text(const char *text, size_t length) {
  return string_from_latin1((const uint8_t *)text, (uint32_t)length);
}
static double parse(Value text) {
  String *s = flat(string_of(text));
  return date_parse(is_wide(s) ? (const void *)wide_data(s) : s->data, s->length, is_wide(s));
}
static Value print(double time, size_t (*printer)(double, char *)) {
  char text[DATE_TEXT_MAX];
  if (time != time) return string_from_ascii("Invalid Date");
  return string_from_text(text, printer(time, text));
}

/* MakeDate of a year and up to six more components, as Date() and Date.UTC() take them. All are converted. */
static bool from_components(uint32_t argc, const Value *argv, double *time) {
  double parts[7] = {NOT_A_NUMBER, 0, 1, 0, 0, 0, 0};
  for (uint32_t i = 0; i < 7 && i < argc; i++)
    if (!to_number(argv[i], &parts[i])) return false;
  double day = date_make_day(date_full_year(parts[0]), parts[1], parts[2]);
  *time = date_time_clip(date_make_date(day, date_make_time(parts[3], parts[4], parts[5], parts[6])));
  return true;
}

CONSTRUCTOR("Date", 7, Date_construct, "Date.prototype")
NATIVE(Date_construct) {
  if (new_target == VALUE_UNDEFINED) return print(now(), date_print_string);
  double time;
  if (argc == 0) time = now();
  else if (argc > 1) TRY_BOOL(from_components(argc, argv, &time));
  else if (has_kind(argv[0], KIND_DATE)) time = number_of(((DataObject *)argv[0])->data);
  else {
    Value v = to_primitive(argv[0], HINT_DEFAULT);
    TRY(v);
    if (is_string(v)) time = parse(v);
    else {
      TRY_BOOL(to_number(v, &time));
      time = date_time_clip(time);
    }
  }
  Value prototype = prototype_from_constructor(new_target, DATE_PROTOTYPE);
  TRY(prototype);
  return value_of(new_data_object(KIND_DATE, prototype, number(time)));
}
METHOD("Date", "now", 0, Date_now)
NATIVE(Date_now) { return number(now()); }
METHOD("Date", "parse", 1, Date_parse)
NATIVE(Date_parse) {
  Value text = to_string(ARG(0));
  TRY(text);
  return number(parse(text));
}
METHOD("Date", "UTC", 7, Date_UTC)
NATIVE(Date_UTC) {
  double time;
  TRY_BOOL(from_components(argc, argv, &time));
  return number(time);
}

static bool this_time(Value v, double *time) {
  if (unlikely(!has_kind(v, KIND_DATE))) {
    throw_error(TYPE_ERROR, "this is not a Date object.");
    return false;
  }
  *time = number_of(((DataObject *)v)->data);
  return true;
}

METHOD("Date.prototype", "valueOf", 0, DatePrototype_getTime)
METHOD("Date.prototype", "getTime", 0, DatePrototype_getTime)
NATIVE(DatePrototype_getTime) {
  double time;
  TRY_BOOL(this_time(this_value, &time));
  return number(time);
}
METHOD("Date.prototype", "getTimezoneOffset", 0, DatePrototype_getTimezoneOffset)
NATIVE(DatePrototype_getTimezoneOffset) {
  double time;
  TRY_BOOL(this_time(this_value, &time));
  return time != time ? number(time) : INT(0);
}

/* --- components: local time is UTC, so each function has two names */

#define GET_COMPONENT(symbol, expression)          \
  NATIVE(symbol) {                                 \
    double time;                                   \
    TRY_BOOL(this_time(this_value, &time));        \
    if (time != time) return number(time);         \
    DateFields fields;                             \
    date_fields(time, &fields);                    \
    return INT(expression);                        \
  }
METHOD("Date.prototype", "getFullYear", 0, DatePrototype_getFullYear)
METHOD("Date.prototype", "getUTCFullYear", 0, DatePrototype_getFullYear)
GET_COMPONENT(DatePrototype_getFullYear, fields.year)
METHOD("Date.prototype", "getYear", 0, DatePrototype_getYear)
GET_COMPONENT(DatePrototype_getYear, fields.year - 1900)
METHOD("Date.prototype", "getMonth", 0, DatePrototype_getMonth)
METHOD("Date.prototype", "getUTCMonth", 0, DatePrototype_getMonth)
GET_COMPONENT(DatePrototype_getMonth, fields.month)
METHOD("Date.prototype", "getDate", 0, DatePrototype_getDate)
METHOD("Date.prototype", "getUTCDate", 0, DatePrototype_getDate)
GET_COMPONENT(DatePrototype_getDate, fields.day)
METHOD("Date.prototype", "getDay", 0, DatePrototype_getDay)
METHOD("Date.prototype", "getUTCDay", 0, DatePrototype_getDay)
GET_COMPONENT(DatePrototype_getDay, fields.weekday)
METHOD("Date.prototype", "getHours", 0, DatePrototype_getHours)
METHOD("Date.prototype", "getUTCHours", 0, DatePrototype_getHours)
GET_COMPONENT(DatePrototype_getHours, fields.hour)
METHOD("Date.prototype", "getMinutes", 0, DatePrototype_getMinutes)
METHOD("Date.prototype", "getUTCMinutes", 0, DatePrototype_getMinutes)
GET_COMPONENT(DatePrototype_getMinutes, fields.minute)
METHOD("Date.prototype", "getSeconds", 0, DatePrototype_getSeconds)
METHOD("Date.prototype", "getUTCSeconds", 0, DatePrototype_getSeconds)
GET_COMPONENT(DatePrototype_getSeconds, fields.second)
METHOD("Date.prototype", "getMilliseconds", 0, DatePrototype_getMilliseconds)
METHOD("Date.prototype", "getUTCMilliseconds", 0, DatePrototype_getMilliseconds)
GET_COMPONENT(DatePrototype_getMilliseconds, fields.millisecond)

METHOD("Date.prototype", "setTime", 1, DatePrototype_setTime)
NATIVE(DatePrototype_setTime) {
  double time;
  TRY_BOOL(this_time(this_value, &time));
  TRY_BOOL(to_number(ARG(0), &time));
  return ((DataObject *)this_value)->data = number(date_time_clip(time));
}

enum { YEAR, MONTH, DATE, HOURS, MINUTES, SECONDS, MILLISECONDS };

/* Replaces the components from `first` on by the arguments, up to `last`. The conversions come before the test for an
 * invalid date and see the date as it was; only setFullYear makes an invalid date valid. */
static Value set_components(Value date, uint32_t argc, const Value *argv, int first, int last) {
  double time, given[4];
  TRY_BOOL(this_time(date, &time));
  int count = (int)argc < last - first + 1 ? (int)argc : last - first + 1;
  given[0] = NOT_A_NUMBER;
  for (int i = 0; i < count; i++) TRY_BOOL(to_number(argv[i], &given[i]));
  if (count == 0) count = 1;
  if (time != time) {
    if (first != YEAR) return number(time);
    time = 0;
  }
  DateFields fields;
  date_fields(time, &fields);
  double parts[7] = {fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second, fields.millisecond};
  for (int i = 0; i < count; i++) parts[first + i] = given[i];
  time = date_make_date(date_make_day(parts[YEAR], parts[MONTH], parts[DATE]),
                        date_make_time(parts[HOURS], parts[MINUTES], parts[SECONDS], parts[MILLISECONDS]));
  return ((DataObject *)date)->data = number(date_time_clip(time));
}
#define SET_COMPONENTS(symbol, first, last) \
  NATIVE(symbol) { return set_components(this_value, argc, argv, first, last); }
METHOD("Date.prototype", "setFullYear", 3, DatePrototype_setFullYear)
METHOD("Date.prototype", "setUTCFullYear", 3, DatePrototype_setFullYear)
SET_COMPONENTS(DatePrototype_setFullYear, YEAR, DATE)
METHOD("Date.prototype", "setMonth", 2, DatePrototype_setMonth)
METHOD("Date.prototype", "setUTCMonth", 2, DatePrototype_setMonth)
SET_COMPONENTS(DatePrototype_setMonth, MONTH, DATE)
METHOD("Date.prototype", "setDate", 1, DatePrototype_setDate)
METHOD("Date.prototype", "setUTCDate", 1, DatePrototype_setDate)
SET_COMPONENTS(DatePrototype_setDate, DATE, DATE)
METHOD("Date.prototype", "setHours", 4, DatePrototype_setHours)
METHOD("Date.prototype", "setUTCHours", 4, DatePrototype_setHours)
SET_COMPONENTS(DatePrototype_setHours, HOURS, MILLISECONDS)
METHOD("Date.prototype", "setMinutes", 3, DatePrototype_setMinutes)
METHOD("Date.prototype", "setUTCMinutes", 3, DatePrototype_setMinutes)
SET_COMPONENTS(DatePrototype_setMinutes, MINUTES, MILLISECONDS)
METHOD("Date.prototype", "setSeconds", 2, DatePrototype_setSeconds)
METHOD("Date.prototype", "setUTCSeconds", 2, DatePrototype_setSeconds)
SET_COMPONENTS(DatePrototype_setSeconds, SECONDS, MILLISECONDS)
METHOD("Date.prototype", "setMilliseconds", 1, DatePrototype_setMilliseconds)
METHOD("Date.prototype", "setUTCMilliseconds", 1, DatePrototype_setMilliseconds)
SET_COMPONENTS(DatePrototype_setMilliseconds, MILLISECONDS, MILLISECONDS)
METHOD("Date.prototype", "setYear", 1, DatePrototype_setYear)
NATIVE(DatePrototype_setYear) {
  double time, year;
  TRY_BOOL(this_time(this_value, &time));
  TRY_BOOL(to_number(ARG(0), &year));
  Value full = number(date_full_year(year));
  return set_components(this_value, 1, &full, YEAR, YEAR);
}

/* --- text */

#define PRINT(symbol, printer)                 \
  NATIVE(symbol) {                             \
    double time;                               \
    TRY_BOOL(this_time(this_value, &time));    \
    return print(time, printer);               \
  }
METHOD("Date.prototype", "toString", 0, DatePrototype_toString)
PRINT(DatePrototype_toString, date_print_string)
METHOD("Date.prototype", "toDateString", 0, DatePrototype_toDateString)
PRINT(DatePrototype_toDateString, date_print_date)
METHOD("Date.prototype", "toTimeString", 0, DatePrototype_toTimeString)
PRINT(DatePrototype_toTimeString, date_print_time)
METHOD("Date.prototype", "toUTCString", 0, DatePrototype_toUTCString)
PRINT(DatePrototype_toUTCString, date_print_utc)
ALIAS("Date.prototype", "toGMTString", "toUTCString")
METHOD("Date.prototype", "toISOString", 0, DatePrototype_toISOString)
NATIVE(DatePrototype_toISOString) {
  double time;
  TRY_BOOL(this_time(this_value, &time));
  if (time != time) return throw_error(RANGE_ERROR, "Invalid time value");
  return print(time, date_print_iso);
}
/* As en-US has it, in UTC: locales and options are not looked at. Before 1582 as in the Gregorian calendar. */
static void two(TextBuilder *b, int32_t n) {
  builder_unit(b, (uint8_t)('0' + n / 10));
  builder_unit(b, (uint8_t)('0' + n % 10));
}
static void plain(TextBuilder *b, int32_t n) { builder_string(b, string_of(to_string(INT(n)))); }
static Value locale_text(Value v, bool date, bool clock) {
  double time;
  TRY_BOOL(this_time(v, &time));
  if (time != time) return string_from_ascii("Invalid Date");
  DateFields f;
  date_fields(time, &f);
  TextBuilder b;
  builder_start(&b);
  if (date) {
    plain(&b, f.month + 1);
    builder_unit(&b, '/');
    plain(&b, f.day);
    builder_unit(&b, '/');
    plain(&b, f.year > 0 ? f.year : 1 - f.year);
  }
  if (date && clock) builder_ascii(&b, ", ");
  if (clock) {
    plain(&b, f.hour % 12 == 0 ? 12 : f.hour % 12);
    builder_unit(&b, ':');
    two(&b, f.minute);
    builder_unit(&b, ':');
    two(&b, f.second);
    builder_ascii(&b, f.hour < 12 ? " AM" : " PM");
  }
  return builder_finish(&b);
}
METHOD("Date.prototype", "toLocaleString", 0, DatePrototype_toLocaleString)
NATIVE(DatePrototype_toLocaleString) { return locale_text(this_value, true, true); }
METHOD("Date.prototype", "toLocaleDateString", 0, DatePrototype_toLocaleDateString)
NATIVE(DatePrototype_toLocaleDateString) { return locale_text(this_value, true, false); }
METHOD("Date.prototype", "toLocaleTimeString", 0, DatePrototype_toLocaleTimeString)
NATIVE(DatePrototype_toLocaleTimeString) { return locale_text(this_value, false, true); }
/* Generic: whatever has a toISOString. */
METHOD("Date.prototype", "toJSON", 1, DatePrototype_toJSON)
NATIVE(DatePrototype_toJSON) {
  Value object = to_object(this_value);
  TRY(object);
  Value time = to_primitive(object, HINT_NUMBER);
  TRY(time);
  if (is_number(time) && number_of(time) - number_of(time) != 0) return VALUE_NULL;
  Value method = get(object, intern_ascii("toISOString"));
  TRY(method);
  if (!is_callable(method)) return throw_error(TYPE_ERROR, "toISOString is not a function");
  return call_0(method, object);
}
METHOD("Date.prototype", "@@toPrimitive", 1, DatePrototype_toPrimitive)
NATIVE(DatePrototype_toPrimitive) {
  if (!is_object(this_value))
    return throw_error(TYPE_ERROR, "Method Date.prototype [ @@toPrimitive ] called on incompatible receiver %v", this_value);
  bool text = is_string(ARG(0));
  bool number_first = text && strings_equal(string_of(ARG(0)), (String *)&s_number);
  bool string_first = text && (strings_equal(string_of(ARG(0)), (String *)&s_string) ||
                               strings_equal(string_of(ARG(0)), (String *)&s_default));
  if (!number_first && !string_first) return throw_error(TYPE_ERROR, "Invalid hint: %v", ARG(0));
  for (int i = 0; i < 2; i++) {
    Value method = get(this_value, value_of((i == 0) == string_first ? &s_toString : &s_valueOf));
    TRY(method);
    if (!is_callable(method)) continue;
    Value v = call_0(method, this_value);
    if (v == VALUE_EXCEPTION || !is_object(v)) return v;
  }
  return throw_error(TYPE_ERROR, "Cannot convert object to primitive value");
}

/* --- other clocks */

NAMESPACE("performance")
METHOD("performance", "now", 0, performance_now)
NATIVE(performance_now) {
  static uint64_t origin;
  uint64_t now = platform_clock_monotonic();
  if (origin == 0) origin = now - 1;
  return number((double)(now - origin) / 1e6);
}
