/* Shortest text of a number (Raffaello Giulietti, "The Schubfach way to render doubles"). */
#include "engine.h"
#include "math/math.h"
#include "wide.h"
#include "memory.h"
#include "number_table.h"

static int32_t floor_log10_pow2(int32_t e) { return (e * 1262611) >> 22; }
static int32_t floor_log10_three_quarters_pow2(int32_t e) { return (e * 1262611 - 524031) >> 22; }
static int32_t floor_log2_pow10(int32_t e) { return (e * 1741647) >> 19; }

static uint64_t round_to_odd(const uint64_t g[2], uint64_t cp) {
  unsigned __int128 x = (unsigned __int128)g[1] * cp;
  unsigned __int128 y = (unsigned __int128)g[0] * cp + (uint64_t)(x >> 64);
  return (uint64_t)(y >> 64) | ((uint64_t)y > 1);
}

/* digits * 10^exponent is the shortest decimal that reads back as d, and the closest of these. d is positive. */
static uint64_t shortest(double d, int32_t *exponent) {
  uint64_t bits = double_to_bits(d);
  uint64_t fraction = bits & 0xfffffffffffffull;
  int32_t biased = (int32_t)(bits >> 52);
  uint64_t c = biased == 0 ? fraction : fraction | 1ull << 52;
  int32_t q = biased == 0 ? -1074 : biased - 1075;
  bool even = (c & 1) == 0;
  bool closer = fraction == 0 && biased > 1;
  uint64_t cbl = 4 * c - 2 + closer, cb = 4 * c, cbr = 4 * c + 2;
  int32_t k = closer ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
  int32_t h = q + floor_log2_pow10(-k) + 1;
  const uint64_t *g = powers_of_ten[-k - POWER_OF_TEN_MIN];
  uint64_t vbl = round_to_odd(g, cbl << h), vb = round_to_odd(g, cb << h), vbr = round_to_odd(g, cbr << h);
  uint64_t lower = vbl + !even, upper = vbr - !even;
  uint64_t s = vb / 4;
  if (s >= 10) {
    uint64_t sp = s / 10;
    bool up = lower <= 40 * sp, wp = 40 * sp + 40 <= upper;
    if (up != wp) {
      *exponent = k + 1;
      return sp + wp;
    }
  }
  *exponent = k;
  bool u = lower <= 4 * s, w = 4 * s + 4 <= upper;
  if (u != w) return s + w;
  uint64_t middle = 4 * s + 2;
  return s + (vb > middle || (vb == middle && (s & 1)));
}

static uint32_t write_integer(uint64_t n, char *buffer) {
  char reversed[20];
  uint32_t count = 0;
  do reversed[count++] = (char)('0' + n % 10);
  while ((n /= 10) != 0);
  for (uint32_t i = 0; i < count; i++) buffer[i] = reversed[count - 1 - i];
  return count;
}

uint32_t format_number(double d, char *buffer) {
  char *p = buffer;
  if (d != d) {
    copy_memory(buffer, "NaN", 3);
    return 3;
  }
  if (d < 0) {
    *p++ = '-';
    d = -d;
  }
  if (d - d != 0) {
    copy_memory(p, "Infinity", 8);
    return (uint32_t)(p - buffer) + 8;
  }
  if (d < 1e15 && d == (double)(uint64_t)d) return (uint32_t)(p - buffer) + write_integer((uint64_t)d, p);
  int32_t exponent;
  uint64_t digits = shortest(d, &exponent);
  while (digits % 10 == 0) digits /= 10, exponent++;
  char text[20];
  int32_t k = (int32_t)write_integer(digits, text), n = exponent + k;
  if (k <= n && n <= 21) {
    for (int32_t i = 0; i < n; i++) *p++ = i < k ? text[i] : '0';
  } else if (0 < n && n <= 21) {
    for (int32_t i = 0; i < k; i++) {
      if (i == n) *p++ = '.';
      *p++ = text[i];
    }
  } else if (-6 < n && n <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int32_t i = n; i < 0; i++) *p++ = '0';
    for (int32_t i = 0; i < k; i++) *p++ = text[i];
  } else {
    *p++ = text[0];
    if (k > 1) *p++ = '.';
    for (int32_t i = 1; i < k; i++) *p++ = text[i];
    *p++ = 'e';
    *p++ = n > 0 ? '+' : '-';
    p += write_integer((uint64_t)(n > 0 ? n - 1 : 1 - n), p);
  }
  return (uint32_t)(p - buffer);
}

/* With another radix than ten: digits until they tell the number from its neighbours, as V8 does it. */
static Value to_radix(double d, uint32_t radix) {
  static const char letters[] = "0123456789abcdefghijklmnopqrstuvwxyz";
  char buffer[2200];
  int32_t point = 1100, start = point, end = point;
  bool negative = d < 0;
  if (negative) d = -d;
  double integer = math_floor(d), fraction = d - integer;
  /* half the distance to a neighbour; the largest number has none above it */
  bool largest = double_to_bits(d) >= 0x7fefffffffffffffull;
  double unit = 0.5 * (largest ? d - bits_to_double(double_to_bits(d) - 1) : bits_to_double(double_to_bits(d) + 1) - d);
  double delta = unit;
  if (delta < 5e-324) delta = 5e-324;
  if (fraction >= delta) {
    buffer[end++] = '.';
    do {
      fraction *= radix;
      delta *= radix;
      uint32_t digit = (uint32_t)fraction;
      buffer[end++] = letters[digit];
      fraction -= digit;
      if (fraction > 0.5 || (fraction == 0.5 && (digit & 1))) {
        if (fraction + delta > 1) {
          /* rounds up, with a carry that may reach the integer */
          for (;;) {
            end--;
            if (end == point) {
              integer += 1;
              break;
            }
            char c = buffer[end];
            digit = c > '9' ? (uint32_t)(c - 'a' + 10) : (uint32_t)(c - '0');
            if (digit + 1 < radix) {
              buffer[end++] = letters[digit + 1];
              break;
            }
          }
          break;
        }
      }
    } while (fraction >= delta);
  }
  /* digits that the number has no information about are zeros */
  for (double precision = unit; precision >= radix; precision /= radix) {
    integer /= radix;
    buffer[--start] = '0';
  }
  do {
    double rest = math_remainder(integer, radix);
    buffer[--start] = letters[(uint32_t)rest];
    integer = (integer - rest) / radix;
  } while (integer > 0);
  if (negative) buffer[--start] = '-';
  return string_from_latin1((uint8_t *)buffer + start, (uint32_t)(end - start));
}

Value number_to_string(double d, int radix) {
  if (radix != 10 && d - d == 0) return to_radix(d, (uint32_t)radix);
  if (d >= 0 && d < 10 && d == (double)(uint32_t)d) return value_of(engine.characters['0' + (uint32_t)d]);
  char buffer[32];
  return string_from_latin1((uint8_t *)buffer, format_number(d, buffer));
}
