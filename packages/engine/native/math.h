/* Elementary functions. */
#ifndef MORGANA_MATH_H
#define MORGANA_MATH_H

#include <stdint.h>

double math_remainder(double x, double y); /* of positive numbers, truncating */
double math_pow(double x, double y);
double math_floor(double x);
double math_trunc(double x);
double math_ceil(double x);
double math_exp(double x);
double math_log(double x);

static inline double math_sqrt(double x) {
#if defined(__x86_64__)
  __asm__("sqrtsd %1, %0" : "=x"(x) : "x"(x));
  return x;
#elif defined(__aarch64__)
  __asm__("fsqrt %d0, %d1" : "=w"(x) : "w"(x));
  return x;
#else
#error "math_sqrt: no square root instruction known for this processor"
#endif
}
static inline uint64_t double_bits(double d) {
  union { double d; uint64_t u; } bits = {.d = d};
  return bits.u;
}
static inline double double_from_bits(uint64_t u) {
  union { uint64_t u; double d; } bits = {.u = u};
  return bits.d;
}

#endif
