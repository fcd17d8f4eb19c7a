/* What asin and acos share. Internal to math/. */
#ifndef MORGANA_MATH_ARCSINE_H
#define MORGANA_MATH_ARCSINE_H

#include "words.h"

#define HALF_PI_HIGH 1.57079632679489655800e+00
#define HALF_PI_LOW 6.12323399573676603587e-17

/* (asin(x) - x) / x as a function of t = x^2 <= 1/4 */
static inline double arcsine_ratio(double t) {
  double p = t * (1.66666666666666657415e-01 +
                  t * (-3.25565818622400915405e-01 +
                       t * (2.01212532134862925881e-01 +
                            t * (-4.00555345006794114027e-02 +
                                 t * (7.91534994289814532176e-04 + t * 3.47933107596021167570e-05)))));
  double q = 1.0 + t * (-2.40339491173441421878e+00 +
                        t * (2.02094576023350569471e+00 +
                             t * (-6.88283971605453293030e-01 + t * 7.70381505559019352791e-02)));
  return p / q;
}

#endif
