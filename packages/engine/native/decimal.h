/* Exact decimal arithmetic on doubles, for what the shortest text does not answer. */
#ifndef MORGANA_DECIMAL_H
#define MORGANA_DECIMAL_H

#include <stdint.h>

#define MAX_EXACT_DIGITS 1120

/* All digits of a positive finite double: 0.d1d2d3... * 10^point. Returns their count; no trailing zeros. */
int32_t exact_digits(double d, uint8_t digits[MAX_EXACT_DIGITS], int32_t *point);
/* Rounds to `count` digits, half up; the point moves when a carry makes one digit more. */
void round_digits(uint8_t *digits, int32_t *length, int32_t count, int32_t *point);

#endif
