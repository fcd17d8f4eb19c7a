#include "trigonometry.h"

double math_sin(double x) {
  uint32_t magnitude = magnitude_word(x);
  if (magnitude <= 0x3fe921fb) return kernel_sin(x, 0, false);
  if (magnitude >= 0x7ff00000) return NOT_A_NUMBER;
  double rest[2];
  switch (reduce_half_pi(x, rest) & 3) {
    case 0: return kernel_sin(rest[0], rest[1], true);
    case 1: return kernel_cos(rest[0], rest[1]);
    case 2: return -kernel_sin(rest[0], rest[1], true);
    default: return -kernel_cos(rest[0], rest[1]);
  }
}
