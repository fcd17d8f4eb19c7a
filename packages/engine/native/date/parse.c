/* Date.parse. First the format of ECMA-262 is tried; what does not fit it goes on, from where it stopped to fit, by the
 * rules of V8 for dates as people write them:
 * - unknown words before the first number are skipped, after it they are an error; so is an unknown word directly
 *   before a number; parenthesised text is skipped anywhere
 * - a number before ":" belongs to the time, and so does the number after it
 * - a sign after a time or after UTC starts an offset, hh, hhmm or hh:mm
 * - other numbers are the date: month/day/year, or year/month/day if the first cannot be a day; with a named month the
 *   day and the year
 * - years 0 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999. */
#include "../number/read.h"
#include "date.h"

typedef enum TokenKind { END, NUMBER, SYMBOL, SPACE, WORD, OTHER } TokenKind;
typedef enum WordKind { UNKNOWN_WORD, MONTH, HALF_DAY, ZONE, SEPARATOR } WordKind;

typedef struct Token {
  TokenKind kind;
  WordKind word;
  int32_t value; /* of a number or a word; the character of a symbol */
  size_t length;
} Token;

typedef struct Scanner {
  Text text;
  size_t at;
  Token next;
} Scanner;

static const struct { char text[4]; int8_t kind; int8_t value; } words[] = {
    {"jan", MONTH, 1},   {"feb", MONTH, 2},   {"mar", MONTH, 3}, {"apr", MONTH, 4},  {"may", MONTH, 5},
    {"jun", MONTH, 6},   {"jul", MONTH, 7},   {"aug", MONTH, 8}, {"sep", MONTH, 9},  {"oct", MONTH, 10},
    {"nov", MONTH, 11},  {"dec", MONTH, 12},  {"am", HALF_DAY, 0}, {"pm", HALF_DAY, 12}, {"ut", ZONE, 0},
    {"utc", ZONE, 0},    {"z", ZONE, 0},      {"gmt", ZONE, 0},  {"cdt", ZONE, -5},  {"cst", ZONE, -6},
    {"edt", ZONE, -4},   {"est", ZONE, -5},   {"mdt", ZONE, -6}, {"mst", ZONE, -7},  {"pdt", ZONE, -7},
    {"pst", ZONE, -8},   {"t", SEPARATOR, 0},
};

/* Zero at the end, and a zero in the text is the end. */
static uint32_t current(const Scanner *scanner) {
  return scanner->at < scanner->text.length ? unit(scanner->text, scanner->at) : 0;
}

static Token read_word(Scanner *scanner) {
  char start[4] = {0};
  size_t length = 0;
  for (uint32_t c; (c = current(scanner)) >= 'A' && !is_space(c); scanner->at++, length++)
    if (length < 3) start[length] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c < 128 ? c : '?');
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    /* A month may be written out. */
    if (__builtin_memcmp(words[i].text, start, 4) == 0 && (length <= 3 || words[i].kind == MONTH))
      return (Token){WORD, (WordKind)words[i].kind, words[i].value, length};
  }
  return (Token){WORD, UNKNOWN_WORD, 0, length};
}

static Token read_token(Scanner *scanner) {
  size_t start = scanner->at;
  uint32_t c = current(scanner);
  if (c == 0) return (Token){.kind = END};
  if (is_digit(c)) {
    int32_t value = 0;
    int significant = 0;
    for (; is_digit(c = current(scanner)); scanner->at++) {
      /* The digits after the ninth are dropped. */
      if ((value > 0 || c != '0') && significant++ < 9) value = value * 10 + (int32_t)(c - '0');
    }
    return (Token){.kind = NUMBER, .value = value, .length = scanner->at - start};
  }
  if (c == ':' || c == '-' || c == '+' || c == '.' || c == ')') {
    scanner->at++;
    return (Token){.kind = SYMBOL, .value = (int32_t)c, .length = 1};
  }
  if (c >= 'A' && !is_space(c)) return read_word(scanner);
  scanner->at++;
  if (is_space(c)) return (Token){.kind = SPACE, .length = 1};
  if (c == '(') {
    int depth = 1;
    for (; depth > 0 && (c = current(scanner)) != 0; scanner->at++) depth += (c == '(') - (c == ')');
  }
  return (Token){.kind = OTHER, .length = scanner->at - start};
}

static Token take(Scanner *scanner) {
  Token token = scanner->next;
  scanner->next = read_token(scanner);
  return token;
}

static bool is_symbol(Token token, int32_t symbol) { return token.kind == SYMBOL && token.value == symbol; }
static bool is_sign(Token token) { return is_symbol(token, '+') || is_symbol(token, '-'); }
static bool is_fixed(Token token, size_t length) { return token.kind == NUMBER && token.length == length; }
static bool is_word(Token token, WordKind kind) { return token.kind == WORD && token.word == kind; }
static bool is_z(Token token) { return is_word(token, ZONE) && token.length == 1; }

static bool skip(Scanner *scanner, int32_t symbol) {
  if (!is_symbol(scanner->next, symbol)) return false;
  take(scanner);
  return true;
}

enum { NONE = -1 };

typedef struct Composer {
  int32_t day[3], time[4];
  int days, times;
  int32_t named_month, half_day; /* NONE */
  int32_t sign, zone_hour, zone_minute;
  bool iso;
} Composer;

static bool between(int32_t n, int32_t low, int32_t high) { return n >= low && n <= high; }

static bool add_day(Composer *c, int32_t n) {
  if (c->days == 3) return false;
  c->day[c->days++] = n;
  return true;
}

static bool add_time(Composer *c, int32_t n) {
  if (c->times == 4) return false;
  c->time[c->times++] = n;
  return true;
}

static void add_last_time(Composer *c, int32_t n) {
  add_time(c, n);
  while (c->times < 4) add_time(c, 0);
}

static bool expects_time(const Composer *c, int32_t n) {
  return (c->times == 1 && between(n, 0, 59)) || (c->times == 2 && between(n, 0, 59)) ||
         (c->times == 3 && between(n, 0, 999));
}

static void set_zone(Composer *c, int32_t hours) {
  c->sign = hours < 0 ? -1 : 1;
  c->zone_hour = hours * c->sign;
  c->zone_minute = 0;
}

/* Three digits of a fraction. */
static int32_t milliseconds_of(Token token) {
  if (token.length == 1) return token.value * 100;
  if (token.length == 2) return token.value * 10;
  int32_t value = token.value;
  for (size_t length = token.length < 9 ? token.length : 9; length > 3; length--) value /= 10;
  return value;
}

typedef enum Outcome { WRONG, COMPLETE, GO_ON } Outcome;

/* T hh:mm[:ss[.sss]][Z|+hh:mm|+hhmm] to the end; nothing else can follow a T. */
static Outcome parse_iso_time(Scanner *scanner, Composer *c) {
  take(scanner);
  if (!is_fixed(scanner->next, 2) || !between(scanner->next.value, 0, 24)) return WRONG;
  int32_t limit = scanner->next.value == 24 ? 0 : 59;
  add_time(c, take(scanner).value);
  if (!skip(scanner, ':') || !is_fixed(scanner->next, 2) || !between(scanner->next.value, 0, limit)) return WRONG;
  add_time(c, take(scanner).value);
  if (skip(scanner, ':')) {
    if (!is_fixed(scanner->next, 2) || !between(scanner->next.value, 0, limit)) return WRONG;
    add_time(c, take(scanner).value);
    if (skip(scanner, '.')) {
      if (scanner->next.kind != NUMBER || (limit == 0 && scanner->next.value > 0)) return WRONG;
      add_time(c, milliseconds_of(take(scanner)));
    }
  }
  if (is_z(scanner->next)) {
    take(scanner);
    set_zone(c, 0);
  } else if (is_sign(scanner->next)) {
    c->sign = is_symbol(take(scanner), '+') ? 1 : -1;
    if (is_fixed(scanner->next, 4)) {
      int32_t value = take(scanner).value;
      c->zone_hour = value / 100;
      c->zone_minute = value % 100;
    } else {
      if (!is_fixed(scanner->next, 2)) return WRONG;
      c->zone_hour = take(scanner).value;
      if (!skip(scanner, ':') || !is_fixed(scanner->next, 2)) return WRONG;
      c->zone_minute = take(scanner).value;
    }
    if (!between(c->zone_hour, 0, 23) || !between(c->zone_minute, 0, 59)) return WRONG;
  }
  return scanner->next.kind == END ? COMPLETE : WRONG;
}

/* GO_ON: *token is the first one that does not fit. */
static Outcome parse_iso(Scanner *scanner, Composer *c, Token *token) {
  if (is_sign(scanner->next)) {
    *token = take(scanner);
    if (!is_fixed(scanner->next, 6)) return GO_ON;
    bool negative = is_symbol(*token, '-');
    int32_t year = take(scanner).value;
    if (negative && year == 0) return GO_ON;
    add_day(c, negative ? -year : year);
  } else if (is_fixed(scanner->next, 4)) add_day(c, take(scanner).value);
  else {
    *token = take(scanner);
    return GO_ON;
  }
  for (int part = 0; part < 2 && skip(scanner, '-'); part++) {
    if (!is_fixed(scanner->next, 2) || !between(scanner->next.value, 1, part == 0 ? 12 : 31)) {
      *token = take(scanner);
      return GO_ON;
    }
    add_day(c, take(scanner).value);
  }
  if (is_word(scanner->next, SEPARATOR)) {
    if (parse_iso_time(scanner, c) == WRONG) return WRONG;
  } else if (scanner->next.kind != END) {
    *token = take(scanner);
    return GO_ON;
  }
  c->iso = true;
  return COMPLETE;
}

static bool parse_number(Scanner *scanner, Composer *c, int32_t n) {
  if (skip(scanner, ':')) {
    if (skip(scanner, ':')) {
      if (c->times > 0) return false;
      add_time(c, n);
      return add_time(c, 0);
    }
    if (!add_time(c, n)) return false;
    skip(scanner, '.');
    return true;
  }
  if (skip(scanner, '.') && expects_time(c, n)) {
    add_time(c, n);
    if (scanner->next.kind != NUMBER) return false;
    add_last_time(c, milliseconds_of(take(scanner)));
    return true;
  }
  if (c->zone_hour != NONE && c->zone_minute == NONE && between(n, 0, 59)) {
    c->zone_minute = n;
    return true;
  }
  if (expects_time(c, n)) {
    add_last_time(c, n);
    return scanner->next.kind == END || scanner->next.kind == SPACE || is_z(scanner->next) || is_sign(scanner->next);
  }
  if (!add_day(c, n)) return false;
  skip(scanner, '-');
  return true;
}

static bool parse_offset(Scanner *scanner, Composer *c, bool positive) {
  c->sign = positive ? 1 : -1;
  int32_t n = 0;
  size_t length = 0;
  if (scanner->next.kind == NUMBER) {
    length = scanner->next.length;
    n = take(scanner).value;
  }
  if (is_symbol(scanner->next, ':')) {
    c->zone_hour = n;
    c->zone_minute = NONE;
  } else if (length == 1 || length == 2) {
    c->zone_hour = n;
    c->zone_minute = 0;
  } else if (length == 3 || length == 4) {
    c->zone_hour = n / 100;
    c->zone_minute = n % 100;
  } else return false;
  return true;
}

static bool parse_legacy(Scanner *scanner, Composer *c, Token token) {
  bool number_seen = c->days > 0;
  for (; token.kind != END; token = take(scanner)) {
    if (token.kind == NUMBER) {
      number_seen = true;
      if (!parse_number(scanner, c, token.value)) return false;
    } else if (token.kind == WORD) {
      if (token.word == HALF_DAY && c->times > 0) c->half_day = token.value;
      else if (token.word == MONTH) {
        c->named_month = token.value;
        skip(scanner, '-');
      } else if (token.word == ZONE && number_seen) set_zone(c, token.value);
      else if (number_seen || scanner->next.kind == NUMBER) return false;
    } else if (is_sign(token) && ((c->zone_hour == 0 && c->zone_minute == 0) || c->times > 0)) {
      number_seen = true;
      if (!parse_offset(scanner, c, is_symbol(token, '+'))) return false;
    } else if ((is_sign(token) || is_symbol(token, ')')) && number_seen) return false;
  }
  return true;
}

static bool compose_day(Composer *c, double *result) {
  if (c->days == 0) return false;
  while (c->days < 3) c->day[c->days++] = 1;
  int32_t year, month, day;
  bool year_first = !between(c->day[0], 1, 31);
  if (c->named_month != NONE) {
    month = c->named_month;
    year = c->day[year_first ? 0 : 1];
    day = c->day[year_first ? 1 : 0];
  } else if (c->iso || year_first) {
    year = c->day[0];
    month = c->day[1];
    day = c->day[2];
  } else {
    month = c->day[0];
    day = c->day[1];
    year = c->day[2];
  }
  if (!c->iso) year += between(year, 0, 49) ? 2000 : between(year, 50, 99) ? 1900 : 0;
  if (!between(month, 1, 12) || !between(day, 1, 31)) return false;
  *result = date_make_day(year, month - 1, day);
  return true;
}

static bool compose_time(Composer *c, double *result) {
  while (c->times < 4) add_time(c, 0);
  int32_t hour = c->time[0], minute = c->time[1], second = c->time[2], millisecond = c->time[3];
  if (c->half_day != NONE) {
    if (!between(hour, 0, 12)) return false;
    hour = hour % 12 + c->half_day;
  }
  bool midnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
  if (!midnight && !(between(hour, 0, 23) && between(minute, 0, 59) && between(second, 0, 59) && between(millisecond, 0, 999)))
    return false;
  *result = date_make_time(hour, minute, second, millisecond);
  return true;
}

double date_parse(const void *units, size_t length, bool wide) {
  Scanner scanner = {{units, length, wide}, 0, {.kind = END}};
  scanner.next = read_token(&scanner);
  Composer c = {.named_month = NONE, .half_day = NONE, .zone_hour = NONE, .zone_minute = NONE};
  Token token;
  Outcome outcome = parse_iso(&scanner, &c, &token);
  double day, time;
  if (outcome == WRONG || (outcome == GO_ON && !parse_legacy(&scanner, &c, token)) || !compose_day(&c, &day) ||
      !compose_time(&c, &time))
    return __builtin_nan("");
  double offset = 0;
  if (c.sign != 0) {
    /* Offsets are not limited; in V8 they wrap around, and so they do here. */
    uint32_t seconds = (c.zone_hour == NONE ? 0 : (uint32_t)c.zone_hour) * 3600 +
                       (c.zone_minute == NONE ? 0 : (uint32_t)c.zone_minute) * 60;
    if (seconds > INT32_MAX) return __builtin_nan("");
    offset = c.sign * (double)seconds;
  }
  return date_time_clip(date_make_date(day, time) - offset * 1000);
}
