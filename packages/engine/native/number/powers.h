/* Powers of ten to 128 bits, for printing and reading alike. Internal to number/. */
#ifndef MORGANA_NUMBER_POWERS_H
#define MORGANA_NUMBER_POWERS_H

#include <stdbool.h>
#include <stddef.h>

#include "../wide.h"

enum { MIN_POWER = -351, MAX_POWER = 350 };

typedef struct Power {
  uint64_t high; /* its top bit is set */
  uint64_t low;
} Power;

/* The first 128 bits of 10^exponent, truncated; exact for 0 <= exponent <= 55. */
Power power_of_ten(int exponent);

/* floor(log2(10^e)); the value of `power_of_ten(e)` is high:low * 2^(this - 127). Valid for |e| <= 1233. */
static inline int floor_log2_power_of_ten(int e) { return (e * 1741647) >> 19; }

extern const uint64_t small_powers_of_ten[20];

/* The shortest decimal digits * 10^exponent that read back as x > 0 (finite), the closest one if there are several. */
uint64_t shortest_decimal(double x, int *exponent);

/* The text of Number::toString for digits * 10^exponent, digits != 0. */
size_t print_decimal(uint64_t digits, int exponent, char *text);

/* Decimal digits, as many as there are. */
size_t print_uint64(uint64_t n, char *text);
/* e and a signed exponent. */
size_t print_exponent(int exponent, char *text);

#endif
