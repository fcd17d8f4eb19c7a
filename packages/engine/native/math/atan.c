#include "words.h"

double math_atan(double x) {
  /* atan of 1/2, 1, 3/2 and infinity */
  static const double high[4] = {4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01,
                                 1.57079632679489655800e+00};
  static const double low[4] = {2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
                                6.12323399573676603587e-17};
  static const double a[11] = {3.33333333333329318027e-01,  -1.99999999998764832476e-01, 1.42857142725034663711e-01,
                               -1.11111104054623557880e-01, 9.09088713343650656196e-02,  -7.69187620504482999495e-02,
                               6.66107313738753120669e-02,  -5.83357013379057348645e-02, 4.97687799461593236017e-02,
                               -3.65315727442169155270e-02, 1.62858201153657823623e-02};
  uint32_t magnitude = magnitude_word(x);
  bool negative = high_word(x) >> 31 != 0;
  int near = -1;
  if (magnitude >= 0x44100000) {
    if (x != x) return NOT_A_NUMBER;
    return negative ? -high[3] - low[3] : high[3] + low[3];
  }
  if (magnitude < 0x3fdc0000) {
    if (magnitude < 0x3e400000) return x;
  } else {
    x = __builtin_fabs(x);
    if (magnitude < 0x3fe60000) near = 0, x = (2.0 * x - 1) / (2.0 + x);
    else if (magnitude < 0x3ff30000) near = 1, x = (x - 1) / (x + 1);
    else if (magnitude < 0x40038000) near = 2, x = (x - 1.5) / (1 + 1.5 * x);
    else near = 3, x = -1.0 / x;
  }
  double z = x * x, w = z * z;
  double odd = z * (a[0] + w * (a[2] + w * (a[4] + w * (a[6] + w * (a[8] + w * a[10])))));
  double even = w * (a[1] + w * (a[3] + w * (a[5] + w * (a[7] + w * a[9]))));
  if (near < 0) return x - x * (odd + even);
  double result = high[near] - ((x * (odd + even) - low[near]) - x);
  return negative ? -result : result;
}
