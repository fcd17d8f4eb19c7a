/* Arithmetic on 128 bits that needs no support library (gcc calls one to divide an unsigned __int128). */
#ifndef MORGANA_WIDE_H
#define MORGANA_WIDE_H

#include <stdint.h>

__extension__ typedef unsigned __int128 uint128;

static inline uint64_t multiply_wide(uint64_t a, uint64_t b, uint64_t *high) {
  uint128 product = (uint128)a * b;
  *high = (uint64_t)(product >> 64);
  return (uint64_t)product;
}

/* high:low / divisor; high < divisor, so that the quotient fits. */
static inline uint64_t divide_wide(uint64_t high, uint64_t low, uint64_t divisor, uint64_t *remainder) {
#if defined(__x86_64__)
  uint64_t quotient;
  __asm__("divq %4" : "=a"(quotient), "=d"(*remainder) : "0"(low), "1"(high), "r"(divisor) : "cc");
  return quotient;
#else
  /* Two steps of Knuth's algorithm D with digits of 32 bits. */
  int shift = __builtin_clzll(divisor);
  divisor <<= shift;
  if (shift > 0) high = high << shift | low >> (64 - shift);
  low <<= shift;
  uint64_t quotient = 0;
  for (int step = 0; step < 2; step++) {
    uint64_t next = step == 0 ? low >> 32 : low & 0xffffffffu;
    uint64_t digit = high / (divisor >> 32), rest = high % (divisor >> 32);
    while (digit >> 32 != 0 || digit * (divisor & 0xffffffffu) > (rest << 32 | next)) {
      digit--;
      rest += divisor >> 32;
      if (rest >> 32 != 0) break;
    }
    high = (high << 32 | next) - digit * divisor;
    quotient = quotient << 32 | digit;
  }
  *remainder = high >> shift;
  return quotient;
#endif
}

static inline uint64_t double_to_bits(double x) {
  union { double number; uint64_t bits; } both = {.number = x};
  return both.bits;
}

static inline double bits_to_double(uint64_t bits) {
  union { uint64_t bits; double number; } both = {.bits = bits};
  return both.number;
}

#endif
