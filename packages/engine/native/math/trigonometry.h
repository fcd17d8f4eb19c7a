/* The pieces of sin, cos and tan. Internal to math/. */
#ifndef MORGANA_MATH_TRIGONOMETRY_H
#define MORGANA_MATH_TRIGONOMETRY_H

#include "words.h"

/* x - n pi/2 in two parts, rest[0] + rest[1], at most pi/4 in magnitude; returns n (modulo 4 for large x). For finite
 * |x| > pi/4. */
int reduce_half_pi(double x, double *rest);

/* sin and cos of x + y, |x| <= pi/4, y the tail of x. */
static inline double kernel_sin(double x, double y, bool has_tail) {
  if (magnitude_word(x) < 0x3e400000) return x;
  double z = x * x, v = z * x;
  double r = 8.33333333332248946124e-03 +
             z * (-1.98412698298579493134e-04 +
                  z * (2.75573137070700676789e-06 + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)));
  const double s1 = -1.66666666666666324348e-01;
  if (!has_tail) return x + v * (s1 + z * r);
  return x - ((z * (0.5 * y - v * r) - y) - v * s1);
}

static inline double kernel_cos(double x, double y) {
  uint32_t magnitude = magnitude_word(x);
  if (magnitude < 0x3e400000) return 1;
  double z = x * x;
  double r = z * (4.16666666666666019037e-02 +
                  z * (-1.38888888888741095749e-03 +
                       z * (2.48015872894767294178e-05 +
                            z * (-2.75573143513906633035e-07 +
                                 z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11)))));
  if (magnitude < 0x3fd33333) return 1 - (0.5 * z - (z * r - x * y));
  /* About x/4 is taken from both sides of 1 - z/2, exactly, to lose less. */
  double quarter = magnitude > 0x3fe90000 ? 0.28125 : bits_to_double((uint64_t)(magnitude - 0x00200000) << 32);
  double half = 0.5 * z - quarter, one = 1 - quarter;
  return one - (half - (z * r - x * y));
}

#endif
