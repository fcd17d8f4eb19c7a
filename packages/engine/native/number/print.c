/* Number::toString(x, 10). The shortest digits are found by Schubfach (R. Giulietti, "The Schubfach way to render
 * doubles", 2020): the interval that rounds to x contains at most a few multiples of the right power of ten, and three
 * multiplications tell which of them lie in it. */
#include "number.h"
#include "powers.h"

static const char two_digits[201] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static inline void copy_two(char *text, uint32_t n) { __builtin_memcpy(text, two_digits + 2 * n, 2); }

static int count_digits(uint64_t n) {
  int guess = (64 - __builtin_clzll(n | 1)) * 1233 >> 12;
  return guess + (guess < 20 && n >= small_powers_of_ten[guess]) + (n == 0);
}

static void write_digits(uint64_t n, char *end) {
  while (n >= 100000000) {
    uint32_t low = (uint32_t)(n % 100000000);
    n /= 100000000;
    for (int i = 0; i < 4; i++) {
      copy_two(end -= 2, low % 100);
      low /= 100;
    }
  }
  uint32_t rest = (uint32_t)n;
  while (rest >= 100) {
    copy_two(end -= 2, rest % 100);
    rest /= 100;
  }
  if (rest >= 10) copy_two(end - 2, rest);
  else end[-1] = (char)('0' + rest);
}

size_t print_uint64(uint64_t n, char *text) {
  int count = count_digits(n);
  write_digits(n, text + count);
  return (size_t)count;
}

size_t print_integer(int32_t x, char *text) {
  if (x >= 0) return print_uint64((uint64_t)x, text);
  *text = '-';
  return 1 + print_uint64(-(uint64_t)x, text + 1);
}

/* floor(power * n / 2^128), its last bit set if anything was cut off that matters. */
static inline uint64_t round_to_odd(Power power, uint64_t n) {
  uint64_t low_high;
  multiply_wide(power.low, n, &low_high);
  uint128 product = (uint128)power.high * n + low_high;
  return (uint64_t)(product >> 64) | ((uint64_t)product > 1);
}

uint64_t shortest_decimal(double x, int *exponent) {
  uint64_t bits = double_to_bits(x);
  uint64_t significand = bits & 0xfffffffffffffull;
  int biased = (int)(bits >> 52 & 0x7ff);
  uint64_t c = biased != 0 ? significand | 1ull << 52 : significand;
  int q = biased != 0 ? biased - 1075 : -1074;
  /* The lower neighbour of a power of two is closer. */
  bool closer = significand == 0 && biased > 1;
  bool even = (c & 1) == 0;
  /* floor(log10(2^q)), or floor(log10(3/4 * 2^q)) */
  int k = (q * 1262611 - (closer ? 524031 : 0)) >> 22;
  Power power = power_of_ten(-k);
  /* Rounded up unless exact. */
  if (-k < 0 || -k > 55) power.high += ++power.low == 0;
  int shift = q + floor_log2_power_of_ten(-k) + 1;
  uint64_t lower = round_to_odd(power, (4 * c - 2 + closer) << shift) + !even;
  uint64_t value = round_to_odd(power, 4 * c << shift);
  uint64_t upper = round_to_odd(power, (4 * c + 2) << shift) - !even;
  uint64_t s = value / 4;
  if (s >= 10) {
    uint64_t tens = s / 10;
    bool down_fits = lower <= 40 * tens, up_fits = 40 * tens + 40 <= upper;
    if (down_fits != up_fits) {
      *exponent = k + 1;
      return tens + up_fits;
    }
  }
  *exponent = k;
  bool down_fits = lower <= 4 * s, up_fits = 4 * s + 4 <= upper;
  if (down_fits != up_fits) return s + up_fits;
  uint64_t middle = 4 * s + 2;
  return s + (value > middle || (value == middle && (s & 1) != 0));
}

size_t print_exponent(int exponent, char *text) {
  text[0] = 'e';
  text[1] = exponent < 0 ? '-' : '+';
  return 2 + print_uint64((uint64_t)(exponent < 0 ? -exponent : exponent), text + 2);
}

size_t print_decimal(uint64_t digits, int exponent, char *text) {
  while (digits % 10 == 0) digits /= 10, exponent++;
  int count = count_digits(digits);
  int point = count + exponent; /* the value is 0.digits * 10^point */
  if (point > 0 && point <= 21) {
    if (exponent >= 0) {
      write_digits(digits, text + count);
      __builtin_memset(text + count, '0', (size_t)exponent);
      return (size_t)point;
    }
    write_digits(digits, text + count + 1);
    for (int i = 0; i < point; i++) text[i] = text[i + 1];
    text[point] = '.';
    return (size_t)count + 1;
  }
  if (point > -6 && point <= 0) {
    __builtin_memcpy(text, "0.00000", 8);
    write_digits(digits, text + 2 - point + count);
    return (size_t)(2 - point + count);
  }
  if (count == 1) {
    text[0] = (char)('0' + digits);
    return 1 + print_exponent(point - 1, text + 1);
  }
  write_digits(digits, text + count + 1);
  text[0] = text[1];
  text[1] = '.';
  return (size_t)count + 1 + print_exponent(point - 1, text + count + 1);
}

size_t print_number(double x, char *text) {
  char *start = text;
  if (x != x) {
    __builtin_memcpy(text, "NaN", 3);
    return 3;
  }
  if (x < 0) {
    *text++ = '-';
    x = -x;
  }
  if (x < 9007199254740992.0) {
    /* Of an integer below 2^53 all digits are needed. */
    uint64_t integer = (uint64_t)x;
    if ((double)integer == x) return (size_t)(text - start) + print_uint64(integer, text);
  } else if (x > 1.7976931348623157e308) {
    __builtin_memcpy(text, "Infinity", 8);
    return (size_t)(text - start) + 8;
  }
  int exponent;
  uint64_t digits = shortest_decimal(x, &exponent);
  return (size_t)(text - start) + print_decimal(digits, exponent, text);
}
