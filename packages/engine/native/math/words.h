/* The two halves of a double, as the algorithms of fdlibm look at them. Internal to math/. */
#ifndef MORGANA_MATH_WORDS_H
#define MORGANA_MATH_WORDS_H

#include <stdbool.h>

#include "../wide.h"
#include "math.h"

#define NOT_A_NUMBER __builtin_nan("")
#define INFINITE __builtin_inf()

static inline uint32_t high_word(double x) { return (uint32_t)(double_to_bits(x) >> 32); }
static inline uint32_t low_word(double x) { return (uint32_t)double_to_bits(x); }
/* High word without the sign: comparing it with a constant compares magnitudes. */
static inline uint32_t magnitude_word(double x) { return high_word(x) & 0x7fffffff; }
static inline double with_high_word(double x, uint32_t high) {
  return bits_to_double((uint64_t)high << 32 | low_word(x));
}
/* The leading 21 bits, so that products of two of these are exact. */
static inline double leading_part(double x) { return bits_to_double(double_to_bits(x) & 0xffffffff00000000u); }
/* 2^k for -1022 <= k <= 1023 */
static inline double power_of_two(int k) { return bits_to_double((uint64_t)(k + 1023) << 52); }

#endif
