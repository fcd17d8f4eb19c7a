/* Number::toString(x, radix). ECMA-262 leaves the digits of fractions to the implementation; these are V8's: digits
 * are produced in double arithmetic until what is left is smaller than half of the distance to the next number. */
#include "number.h"
#include "powers.h"

/* The smallest subnormal gives the longest fraction, in base 2. */
enum { FRACTION_MAX = 1100, INTEGER_MAX = 1100 };

static char digit_character(uint32_t digit) { return (char)(digit < 10 ? '0' + digit : 'a' + digit - 10); }

/* Adds one to the last digit; returns how many digits are left, 0 if the carry leaves the fraction. */
static size_t round_up(uint8_t *digits, size_t count, uint8_t radix) {
  while (count > 0) {
    if (digits[count - 1] + 1 < radix) {
      digits[count - 1]++;
      return count;
    }
    count--;
  }
  return 0;
}

static size_t print_small_integer(uint32_t n, uint32_t radix, char *text) {
  char digits[32];
  size_t start = 32;
  do {
    digits[--start] = digit_character(n % radix);
    n /= radix;
  } while (n > 0);
  __builtin_memcpy(text, digits + start, 32 - start);
  return 32 - start;
}

size_t print_number_radix(double x, int radix, char *text) {
  if (radix == 10 || x != x || x - x != 0) return print_number(x, text);
  size_t used = 0;
  if (x < 0) {
    text[used++] = '-';
    x = -x;
  }
  if (x < 4294967296.0 && (double)(uint32_t)x == x)
    return used + print_small_integer((uint32_t)x, (uint32_t)radix, text + used);

  double integer = x < 4503599627370496.0 ? (double)(int64_t)x : x;
  double fraction = x - integer;
  double delta = 0.5 * (bits_to_double(double_to_bits(x) + 1) - x);
  if (delta == 0) delta = 4.9406564584124654e-324;
  uint8_t digits[FRACTION_MAX];
  size_t count = 0;
  if (fraction >= delta) do {
      fraction *= radix;
      delta *= radix;
      int digit = (int)fraction;
      digits[count++] = (uint8_t)digit;
      fraction -= digit;
      /* To nearest, ties to even, if the next digit cannot matter any more. */
      if ((fraction > 0.5 || (fraction == 0.5 && (digit & 1) != 0)) && fraction + delta > 1) {
        count = round_up(digits, count, (uint8_t)radix);
        if (count == 0) integer += 1;
        break;
      }
    } while (fraction >= delta);

  char whole[INTEGER_MAX];
  size_t start = INTEGER_MAX;
  /* Digits that the precision of a double does not reach are zeros. */
  for (double quotient; (quotient = integer / radix) >= 9007199254740992.0; integer = quotient) whole[--start] = '0';
  /* Here integer < 2^59. The first digit is taken off in double arithmetic, with its rounding; whatever fraction that
   * leaves would never reach a digit. */
  uint64_t rest = (uint64_t)integer;
  if (integer >= 9007199254740992.0) {
    uint64_t digit = rest % (uint64_t)radix;
    whole[--start] = digit_character((uint32_t)digit);
    rest = (uint64_t)((integer - (double)digit) / radix);
  }
  do {
    whole[--start] = digit_character((uint32_t)(rest % (uint64_t)radix));
    rest /= (uint64_t)radix;
  } while (rest > 0);
  __builtin_memcpy(text + used, whole + start, INTEGER_MAX - start);
  used += INTEGER_MAX - start;
  if (count > 0) {
    text[used++] = '.';
    for (size_t i = 0; i < count; i++) text[used++] = digit_character(digits[i]);
  }
  return used;
}
