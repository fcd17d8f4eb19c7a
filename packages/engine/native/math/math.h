/* The functions of Math, with the results of the published fdlibm algorithms. Arguments and results as ECMA-262 says:
 * angles in radians, NaN outside of the domain. No state, no errno, no exceptions. */
#ifndef MORGANA_MATH_H
#define MORGANA_MATH_H

#include <stddef.h>
#include <stdint.h>

double math_sin(double x);
double math_cos(double x);
double math_tan(double x);
double math_asin(double x);
double math_acos(double x);
double math_atan(double x);
double math_atan2(double y, double x);
double math_sinh(double x);
double math_cosh(double x);
double math_tanh(double x);
double math_asinh(double x);
double math_acosh(double x);
double math_atanh(double x);
double math_exp(double x);
double math_expm1(double x);
double math_log(double x);
double math_log1p(double x);
double math_log2(double x);
double math_log10(double x);
double math_cbrt(double x);
/* Number::exponentiate: unlike C's pow, 1 ** Infinity is NaN. */
double math_pow(double base, double exponent);
double math_hypot(const double *values, size_t count);
/* Number::remainder, x % y: exact, with the sign of x. */
double math_remainder(double x, double y);

static inline double math_trunc(double x) {
  /* From 2^52 on all numbers are integers; the comparison is false for NaN too. */
  if (!(__builtin_fabs(x) < 4503599627370496.0)) return x;
  return __builtin_copysign((double)(int64_t)x, x);
}
static inline double math_floor(double x) {
  double whole = math_trunc(x);
  return whole > x ? whole - 1 : whole;
}
static inline double math_ceil(double x) {
  double whole = math_trunc(x);
  return whole < x ? __builtin_copysign(whole + 1, x) : whole;
}
/* Halves go up. */
static inline double math_round(double x) {
  double up = math_ceil(x);
  return up - 0.5 > x ? up - 1 : up;
}
/* The same integer; 0 for what is none of 32 bits. */
static inline int32_t math_to_int32(double x) { return x > -2147483649.0 && x < 2147483648.0 ? (int32_t)x : 0; }
static inline double math_abs(double x) { return __builtin_fabs(x); }
static inline double math_sign(double x) { return x > 0 ? 1 : x < 0 ? -1 : x; }
/* -0 is less than 0, and NaN is what there is with NaN. */
static inline double math_min(double x, double y) {
  if (x != x || y != y) return __builtin_nan("");
  return x < y || (x == y && __builtin_signbit(x)) ? x : y;
}
static inline double math_max(double x, double y) {
  if (x != x || y != y) return __builtin_nan("");
  return x > y || (x == y && !__builtin_signbit(x)) ? x : y;
}
static inline double math_fround(double x) { return (double)(float)x; }
static inline int32_t math_imul(int32_t a, int32_t b) { return (int32_t)((uint32_t)a * (uint32_t)b); }
static inline int32_t math_clz32(uint32_t x) { return x == 0 ? 32 : __builtin_clz(x); }

/* Correctly rounded; one instruction on every processor that we build for. */
static inline double math_sqrt(double x) {
#if defined(__x86_64__)
  double root;
  __asm__("sqrtsd %1, %0" : "=x"(root) : "x"(x));
  return root;
#elif defined(__aarch64__)
  double root;
  __asm__("fsqrt %d0, %d1" : "=w"(root) : "w"(x));
  return root;
#else
#error "math_sqrt: no square root instruction known for this processor"
#endif
}

#endif
