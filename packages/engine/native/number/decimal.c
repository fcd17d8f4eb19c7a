/* From decimal digits to the nearest double: exact double arithmetic for short numbers, then the method of Eisel and
 * Lemire (one multiplication with a truncated power of ten; D. Lemire, "Number parsing at a gigabyte per second",
 * 2021) with an upper and a lower bound, and for the few cases between them a comparison of big naturals. */
#include "natural.h"
#include "powers.h"
#include "read.h"

#define INFINITY_BITS 0x7ff0000000000000ull

/* Rounds (high + low / 2^64) * 2^exponent, the top bit of high set. */
static uint64_t round_to_double(uint64_t high, uint64_t low, int exponent) {
  int biased = exponent + 63 + 1023;
  if (biased >= 2047) return INFINITY_BITS;
  int shift = biased >= 1 ? 11 : 12 - biased;
  if (shift > 64) return 0;
  uint64_t kept = shift == 64 ? 0 : high >> shift;
  uint64_t rest = high << (64 - shift), half = 1ull << 63;
  kept += rest > half || (rest == half && (low != 0 || (kept & 1) != 0));
  /* The leading one of a normal number, or a carry into it, adds one to the exponent. */
  return kept + (biased >= 1 ? (uint64_t)(biased - 1) << 52 : 0);
}

/* Bounds of digits * 10^exponent; equal bounds are the answer. */
static uint64_t bound(uint64_t digits, int64_t exponent, uint64_t *upper) {
  if (digits == 0 || exponent < -343) return *upper = 0;
  if (exponent > 308) return *upper = INFINITY_BITS;
  int shift = __builtin_clzll(digits);
  Power power = power_of_ten((int)exponent);
  uint64_t low_high;
  uint64_t dropped = multiply_wide(power.low, digits << shift, &low_high);
  uint128 product = (uint128)power.high * (digits << shift) + low_high;
  int scale = 1 - shift + floor_log2_power_of_ten((int)exponent);
  if ((uint64_t)(product >> 127) == 0) {
    product = product << 1 | dropped >> 63;
    dropped <<= 1;
    scale--;
  }
  uint64_t lower = round_to_double((uint64_t)(product >> 64), (uint64_t)product | (dropped != 0), scale);
  *upper = lower;
  if (exponent < 0 || exponent > 55) {
    product += 3;
    if (product < 3) *upper = round_to_double(1ull << 63, 0, scale + 1);
    /* Only a carry, or a lower bound that ends in zeros (a tie), can make a difference. */
    else if ((uint64_t)product < 4)
      *upper = round_to_double((uint64_t)(product >> 64), (uint64_t)product, scale);
  }
  return lower;
}

enum { SIGNIFICANT_MAX = 770 };

/* Compares the decimal with the point halfway between a double and the next larger one. */
static int compare_with_halfway(const Natural *digits, int64_t exponent, uint64_t bits) {
  int biased = (int)(bits >> 52);
  uint64_t significand = (bits & 0xfffffffffffffull) | (biased != 0 ? 1ull << 52 : 0);
  int64_t shift = exponent - ((biased != 0 ? biased - 1075 : -1074) - 1);
  Natural left = *digits, right;
  natural_set(&right, 2 * significand + 1);
  if (exponent >= 0) natural_multiply_power_of_five(&left, (uint32_t)exponent);
  else natural_multiply_power_of_five(&right, (uint32_t)-exponent);
  if (shift >= 0) natural_shift_left(&left, (uint32_t)shift);
  else natural_shift_left(&right, (uint32_t)-shift);
  return natural_compare(&left, &right);
}

static __attribute__((noinline)) double decide(const Decimal *decimal, const void *units, bool wide, uint64_t bits) {
  Text text = {units, decimal->to, wide};
  Natural digits;
  natural_set(&digits, 0);
  int count = 0;
  int64_t exponent = decimal->exponent + (decimal->truncated ? 19 : 0);
  if (!decimal->truncated) natural_set(&digits, decimal->leading);
  else {
    uint64_t chunk = 0;
    int chunk_digits = 0;
    bool more = false;
    for (size_t i = decimal->from; i < decimal->to; i++) {
      uint32_t c = unit(text, i);
      if (c == '.') continue;
      /* Beyond 770 digits it only matters whether there is anything more. */
      if (count == SIGNIFICANT_MAX) {
        if (c != '0') {
          more = true;
          break;
        }
        continue;
      }
      chunk = chunk * 10 + (c - '0');
      count++;
      if (++chunk_digits == 19) {
        natural_multiply_add(&digits, small_powers_of_ten[19], chunk);
        chunk = 0;
        chunk_digits = 0;
      }
    }
    natural_multiply_add(&digits, small_powers_of_ten[chunk_digits], chunk);
    exponent -= count;
    if (more) {
      natural_multiply_add(&digits, 10, 1);
      exponent--;
    }
  }
  while (bits < INFINITY_BITS) {
    int order = compare_with_halfway(&digits, exponent, bits);
    if (order < 0 || (order == 0 && (bits & 1) == 0)) break;
    bits++;
  }
  return bits_to_double(bits);
}

double decimal_to_double(const Decimal *decimal, const void *units, bool wide) {
  static const double exact_powers[23] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                          1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  uint64_t leading = decimal->leading;
  int64_t exponent = decimal->exponent;
  if (!decimal->truncated && leading <= 1ull << 53 && exponent >= -22 && exponent <= 22) {
    double x = (double)leading;
    return exponent < 0 ? x / exact_powers[-exponent] : x * exact_powers[exponent];
  }
  uint64_t upper;
  uint64_t lower = bound(leading, exponent, &upper);
  if (decimal->truncated) bound(leading + 1, exponent, &upper);
  return lower == upper ? bits_to_double(lower) : decide(decimal, units, wide, lower);
}
