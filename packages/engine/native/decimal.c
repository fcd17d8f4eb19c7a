#include "decimal.h"
#include "convert.h"
#include "math/math.h"
#include "wide.h"
#include "memory.h"
#include "number_table.h"

#define BIG_WORDS 280

typedef struct Big {
  uint32_t length;
  uint32_t words[BIG_WORDS];
} Big;

static void big_multiply_add(Big *b, uint32_t factor, uint32_t addend) {
  uint64_t carry = addend;
  for (uint32_t i = 0; i < b->length; i++) {
    carry += (uint64_t)b->words[i] * factor;
    b->words[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry != 0 && b->length < BIG_WORDS) b->words[b->length++] = (uint32_t)carry;
}

static void big_multiply_power(Big *b, uint32_t base, uint32_t exponent) {
  /* 13 is the largest power of five, 9 of ten, in 32 bits */
  uint32_t step = base == 5 ? 13 : 9;
  uint32_t factor = 1;
  for (uint32_t i = 0; i < step; i++) factor *= base;
  for (; exponent >= step; exponent -= step) big_multiply_add(b, factor, 0);
  for (; exponent > 0; exponent--) big_multiply_add(b, base, 0);
}

static void big_shift(Big *b, uint32_t bits) {
  uint32_t words = bits / 32, rest = bits % 32;
  if (b->length == 0) return;
  if (rest != 0) big_multiply_add(b, 1u << rest, 0);
  if (words == 0 || b->length + words > BIG_WORDS) return;
  move_memory(b->words + words, b->words, b->length * sizeof(uint32_t));
  fill_memory(b->words, 0, words * sizeof(uint32_t));
  b->length += words;
}

static int big_compare(const Big *a, const Big *b) {
  if (a->length != b->length) return a->length < b->length ? -1 : 1;
  for (uint32_t i = a->length; i-- > 0;)
    if (a->words[i] != b->words[i]) return a->words[i] < b->words[i] ? -1 : 1;
  return 0;
}

static uint32_t big_divide_small(Big *b, uint32_t divisor) {
  uint64_t rest = 0;
  for (uint32_t i = b->length; i-- > 0;) {
    rest = rest << 32 | b->words[i];
    b->words[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  while (b->length > 0 && b->words[b->length - 1] == 0) b->length--;
  return (uint32_t)rest;
}

static void big_from(Big *b, uint64_t n) {
  b->length = n == 0 ? 0 : n >> 32 ? 2 : 1;
  b->words[0] = (uint32_t)n;
  b->words[1] = (uint32_t)(n >> 32);
}

static void decompose(double d, uint64_t *significand, int32_t *exponent) {
  uint64_t bits = double_to_bits(d);
  int32_t biased = (int32_t)(bits >> 52 & 0x7ff);
  *significand = biased == 0 ? bits & 0xfffffffffffffull : (bits & 0xfffffffffffffull) | 1ull << 52;
  *exponent = biased == 0 ? -1074 : biased - 1075;
}

int32_t exact_digits(double d, uint8_t digits[MAX_EXACT_DIGITS], int32_t *point) {
  Big b;
  uint64_t m;
  int32_t e;
  decompose(d, &m, &e);
  big_from(&b, m);
  if (e >= 0) big_shift(&b, (uint32_t)e);
  else big_multiply_power(&b, 5, (uint32_t)-e);
  uint8_t reversed[MAX_EXACT_DIGITS];
  int32_t count = 0;
  while (b.length > 0) {
    uint32_t group = big_divide_small(&b, 1000000000);
    for (int i = 0; i < 9 && count < MAX_EXACT_DIGITS; i++, group /= 10) reversed[count++] = (uint8_t)(group % 10);
  }
  while (count > 0 && reversed[count - 1] == 0) count--;
  int32_t zeros = 0;
  while (zeros < count && reversed[zeros] == 0) zeros++;
  for (int32_t i = 0; i < count - zeros; i++) digits[i] = reversed[count - 1 - i];
  *point = count - (e < 0 ? -e : 0);
  return count - zeros;
}

void round_digits(uint8_t *digits, int32_t *length, int32_t count, int32_t *point) {
  if (count >= *length) return;
  bool up = count >= 0 && digits[count] >= 5;
  *length = count < 0 ? 0 : count;
  if (!up) return;
  for (int32_t i = count - 1; i >= 0; i--) {
    if (digits[i] < 9) {
      digits[i]++;
      return;
    }
    digits[i] = 0;
  }
  /* all nines: the first digit is 1 now and the number has one digit more before the point */
  for (int32_t i = count; i > 0; i--) digits[i] = digits[i - 1];
  digits[0] = 1;
  *length = count + 1;
  *point += 1;
}

/* --- reading */

/* Is digits * 10^exponent below (-1), at (0) or above (1) significand * 2^binary? */
static int compare_decimal(const Big *digits, int32_t exponent, uint64_t significand, int32_t binary) {
  Big left = *digits, right;
  big_from(&right, significand);
  if (exponent > 0) big_multiply_power(&left, 10, (uint32_t)exponent);
  else big_multiply_power(&right, 10, (uint32_t)-exponent);
  if (binary > 0) big_shift(&right, (uint32_t)binary);
  else big_shift(&left, (uint32_t)-binary);
  return big_compare(&left, &right);
}

/* A double near digits * 10^exponent: wrong by a few units in the last place at most. */
static double guess(uint64_t digits, int32_t exponent) {
  int32_t binary = 0;
  while (!(digits >> 63)) digits <<= 1, binary--;
  while (exponent != 0) {
    int32_t k = exponent < POWER_OF_TEN_MIN ? POWER_OF_TEN_MIN : exponent > 300 ? 300 : exponent;
    digits = (uint64_t)((unsigned __int128)digits * powers_of_ten[k - POWER_OF_TEN_MIN][0] >> 64);
    /* 10^k = table * 2^(floor(log2(10^k)) - 63) for the upper word of the table */
    binary += ((k * 1741647) >> 19) + 1;
    if (!(digits >> 63)) digits <<= 1, binary--;
    exponent -= k;
  }
  int32_t top = binary + 64; /* the value is 0.1xxx * 2^top */
  if (top > 1024) return bits_to_double(0x7fefffffffffffffull);
  if (top <= -1074) return bits_to_double(1);
  if (top <= -1021) return bits_to_double(digits >> (-1021 - top + 12));
  return bits_to_double(((uint64_t)(top + 1021) << 52) + ((digits >> 11) & 0xfffffffffffffull) + (1ull << 52));
}

static const double exact_powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                      1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#define KEPT_DIGITS 780

/* digits are values 0..9; the number is d1d2d3... * 10^exponent. */
double decimal_to_double(const uint8_t *digits, uint32_t count, int32_t exponent) {
  while (count > 0 && digits[0] == 0) digits++, count--;
  while (count > 0 && digits[count - 1] == 0) count--, exponent++;
  if (count == 0) return 0;
  if ((int64_t)exponent + count > 310) return __builtin_inf();
  if ((int64_t)exponent + count < -330) return 0;
  bool sticky = count > KEPT_DIGITS;
  if (sticky) {
    exponent += (int32_t)(count - KEPT_DIGITS);
    count = KEPT_DIGITS;
  }
  uint64_t first = 0;
  uint32_t taken = count < 19 ? count : 19;
  for (uint32_t i = 0; i < taken; i++) first = first * 10 + digits[i];
  if (count <= 15 && exponent >= -22 && exponent <= 22)
    return exponent < 0 ? (double)first / exact_powers[-exponent] : (double)first * exact_powers[exponent];
  double d = guess(first, exponent + (int32_t)(count - taken));
  Big big = {0, {0}};
  for (uint32_t i = 0; i < count; i++) {
    if (big.length == 0) big_from(&big, digits[i]);
    else big_multiply_add(&big, 10, digits[i]);
  }
  if (sticky) { /* there is more behind: never exactly halfway */
    big_multiply_add(&big, 10, 1);
    exponent--;
  }
  for (;;) {
    uint64_t m;
    int32_t e;
    decompose(d, &m, &e);
    int above = compare_decimal(&big, exponent, 2 * m + 1, e - 1);
    if (above > 0 || (above == 0 && (m & 1))) {
      d = bits_to_double(double_to_bits(d) + 1);
      if (d - d != 0 || above == 0) return d;
      continue;
    }
    if (m == 0) return d;
    /* the gap below a power of two is half as wide */
    bool narrow = m == 1ull << 52 && e > -1074;
    int below = narrow ? compare_decimal(&big, exponent, 4 * m - 1, e - 2) : compare_decimal(&big, exponent, 2 * m - 1, e - 1);
    if (below < 0 || (below == 0 && (m & 1))) {
      d = bits_to_double(double_to_bits(d) - 1);
      if (below == 0) return d;
      continue;
    }
    return d;
  }
}
