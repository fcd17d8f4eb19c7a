/* toFixed, toExponential and toPrecision. They print digits of the exact value of x, the last one rounded to nearest,
 * ties away from zero. 128 bits decide nearly always; otherwise the digits come from a long division. */
#include "natural.h"
#include "number.h"
#include "powers.h"

enum { DIGITS_MAX = 128 };

typedef struct Digits {
  int count;
  int exponent; /* of the first digit */
  char text[DIGITS_MAX];
} Digits;

static int bit_length(uint64_t n) { return 64 - __builtin_clzll(n); }

/* floor(log10(2^q)) */
static int floor_log10_power_of_two(int q) { return (q * 1262611) >> 22; }

static void split(double x, uint64_t *significand, int *exponent) {
  uint64_t bits = double_to_bits(x);
  int biased = (int)(bits >> 52 & 0x7ff);
  *significand = (bits & 0xfffffffffffffull) | (biased != 0 ? 1ull << 52 : 0);
  *exponent = biased != 0 ? biased - 1075 : -1074;
}

/* Up to 17 digits by one multiplication with a power of ten; false if its error could matter. */
static bool few_digits(double x, int count, Digits *digits) {
  uint64_t significand;
  int q;
  split(x, &significand, &q);
  int length = bit_length(significand);
  int exponent = floor_log10_power_of_two(q + length - 1);
  for (int attempt = 0; attempt < 2; attempt++, exponent++) {
    int scale = count - 1 - exponent;
    Power power = power_of_ten(scale);
    uint64_t low_high;
    uint64_t dropped = multiply_wide(power.low, significand << (64 - length), &low_high);
    uint128 product = (uint128)power.high * (significand << (64 - length)) + low_high;
    /* x * 10^scale = product * 2^-shift, cut off by less than 2^(1 - shift) unless the power is exact. */
    int shift = 63 - (q - (64 - length)) - floor_log2_power_of_ten(scale);
    if (shift <= 64 || shift >= 128) return false;
    uint64_t n = (uint64_t)(product >> shift);
    uint128 rest = product << (128 - shift), half = (uint128)1 << 127, error = (uint128)2 << (128 - shift);
    bool exact = scale >= 0 && scale <= 55 && dropped == 0;
    if (!exact && (rest > ~error || (rest < half && half - rest <= error))) return false;
    if (n >= small_powers_of_ten[count]) continue; /* the estimate of the exponent was one too small */
    n += rest >= half;
    if (n == small_powers_of_ten[count]) {
      n = small_powers_of_ten[count - 1];
      exponent++;
    }
    digits->count = count;
    digits->exponent = exponent;
    print_uint64(n, digits->text);
    return true;
  }
  return false;
}

static void round_up(Digits *digits, bool fixed) {
  int i = digits->count;
  while (i > 0 && digits->text[i - 1] == '9') digits->text[--i] = '0';
  if (i > 0) {
    digits->text[i - 1]++;
    return;
  }
  /* All nines, or no digit at all. */
  digits->text[0] = '1';
  digits->exponent++;
  if (digits->count == 0) digits->count = 1;
  else if (fixed) digits->text[digits->count++] = '0';
}

/* `count` digits of x > 0, or (`fixed`) the digits down to that of 10^-count; none left means that x rounds to 0. */
static void exact_digits(double x, int count, bool fixed, Digits *digits) {
  if (!fixed && count <= 17 && few_digits(x, count, digits)) return;
  uint64_t significand;
  int q;
  split(x, &significand, &q);
  int exponent = floor_log10_power_of_two(q + bit_length(significand) - 1);
  Natural rest, divisor;
  natural_set(&rest, significand);
  natural_set(&divisor, 1);
  if (exponent >= 0) natural_multiply_power_of_five(&divisor, (uint32_t)exponent);
  else natural_multiply_power_of_five(&rest, (uint32_t)-exponent);
  int shift = q - exponent;
  if (shift >= 0) natural_shift_left(&rest, (uint32_t)shift);
  else natural_shift_left(&divisor, (uint32_t)-shift);
  uint32_t align = (uint32_t)__builtin_clzll(divisor.digits[divisor.length - 1]);
  natural_shift_left(&rest, align);
  natural_shift_left(&divisor, align);

  uint64_t first = natural_divide_step(&rest, &divisor);
  digits->count = 0;
  if (first >= 10) {
    exponent++;
    digits->text[digits->count++] = (char)('0' + first / 10);
    first %= 10;
  }
  digits->text[digits->count++] = (char)('0' + first);
  digits->exponent = exponent;
  int wanted = fixed ? exponent + 1 + count : count;
  if (wanted < digits->count) {
    /* At most the two digits of the first step are too many; below them nothing can make a tie. */
    if (wanted < 0) {
      digits->count = 0;
      return;
    }
    bool up = digits->text[wanted] >= '5';
    digits->count = wanted;
    if (up) round_up(digits, fixed);
    return;
  }
  while (digits->count < wanted) {
    int step = wanted - digits->count < 18 ? wanted - digits->count : 18;
    natural_multiply_add(&rest, small_powers_of_ten[step], 0);
    uint64_t chunk = natural_divide_step(&rest, &divisor);
    for (int i = step; i-- > 0; chunk /= 10) digits->text[digits->count + i] = (char)('0' + chunk % 10);
    digits->count += step;
  }
  natural_shift_left(&rest, 1);
  if (natural_compare(&rest, &divisor) >= 0) round_up(digits, fixed);
}

static bool print_special(double x, size_t *length, char *text) {
  if (x - x == 0) return false;
  *length = print_number(x, text);
  return true;
}

static size_t print_zeros(int count, char *text) {
  if (count <= 0) return 0;
  __builtin_memset(text, '0', (size_t)count);
  return (size_t)count;
}

size_t print_number_fixed(double x, int fraction_digits, char *text) {
  size_t used;
  if (print_special(x, &used, text)) return used;
  if (x >= 1e21 || x <= -1e21) return print_number(x, text);
  used = 0;
  /* The sign stays even if all digits are zero; -0 has none. */
  if (x < 0) {
    text[used++] = '-';
    x = -x;
  }
  Digits digits;
  digits.count = 0;
  digits.exponent = -1;
  uint64_t significand;
  int q;
  split(x, &significand, &q);
  uint128 scaled = (uint128)1 << 64;
  /* With q < 0 the value times 10^f is an integer of at most 120 bits over 2^-q. */
  if (x == 0) scaled = 0;
  else if (fraction_digits <= 19 && q < 0 && q > -127)
    scaled = ((uint128)significand * small_powers_of_ten[fraction_digits] + ((uint128)1 << (-q - 1))) >> -q;
  if (scaled >> 64 != 0) exact_digits(x, fraction_digits, true, &digits);
  else if (scaled != 0) {
    digits.count = (int)print_uint64((uint64_t)scaled, digits.text);
    digits.exponent = digits.count - 1 - fraction_digits;
  }
  if (digits.count == 0) digits.exponent = -fraction_digits - 1;
  /* digits.exponent + 1 digits stand before the point */
  int before = digits.exponent + 1;
  if (before <= 0) text[used++] = '0';
  else {
    __builtin_memcpy(text + used, digits.text, (size_t)before);
    used += (size_t)before;
  }
  if (fraction_digits == 0) return used;
  text[used++] = '.';
  if (before < 0) used += print_zeros(-before, text + used);
  int printed = before > 0 ? before : 0;
  __builtin_memcpy(text + used, digits.text + printed, (size_t)(digits.count - printed));
  return used + (size_t)(digits.count - printed);
}

static size_t print_scientific(const Digits *digits, char *text) {
  size_t used = 0;
  text[used++] = digits->text[0];
  if (digits->count > 1) {
    text[used++] = '.';
    __builtin_memcpy(text + used, digits->text + 1, (size_t)digits->count - 1);
    used += (size_t)digits->count - 1;
  }
  return used + print_exponent(digits->exponent, text + used);
}

static void zero_digits(int count, Digits *digits) {
  digits->count = count;
  digits->exponent = 0;
  print_zeros(count, digits->text);
}

size_t print_number_exponential(double x, int fraction_digits, char *text) {
  size_t used;
  if (print_special(x, &used, text)) return used;
  used = 0;
  if (x < 0) {
    text[used++] = '-';
    x = -x;
  }
  Digits digits;
  if (x == 0) zero_digits(fraction_digits < 0 ? 1 : fraction_digits + 1, &digits);
  else if (fraction_digits >= 0) exact_digits(x, fraction_digits + 1, false, &digits);
  else {
    int exponent;
    uint64_t shortest = shortest_decimal(x, &exponent);
    while (shortest % 10 == 0) shortest /= 10, exponent++;
    digits.count = (int)print_uint64(shortest, digits.text);
    digits.exponent = exponent + digits.count - 1;
  }
  return used + print_scientific(&digits, text + used);
}

size_t print_number_precision(double x, int precision, char *text) {
  size_t used;
  if (print_special(x, &used, text)) return used;
  used = 0;
  if (x < 0) {
    text[used++] = '-';
    x = -x;
  }
  Digits digits;
  if (x == 0) zero_digits(precision, &digits);
  else exact_digits(x, precision, false, &digits);
  int e = digits.exponent;
  if (e < -6 || e >= precision) return used + print_scientific(&digits, text + used);
  if (e < 0) {
    text[used++] = '0';
    text[used++] = '.';
    used += print_zeros(-e - 1, text + used);
    __builtin_memcpy(text + used, digits.text, (size_t)precision);
    return used + (size_t)precision;
  }
  __builtin_memcpy(text + used, digits.text, (size_t)e + 1);
  used += (size_t)e + 1;
  if (e + 1 == precision) return used;
  text[used++] = '.';
  __builtin_memcpy(text + used, digits.text + e + 1, (size_t)(precision - e - 1));
  return used + (size_t)(precision - e - 1);
}
