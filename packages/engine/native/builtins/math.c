#include "builtins.h"

NAMESPACE("Math")
CONSTANT("Math", "@@toStringTag", "Math")
CONSTANT("Math", "PI", 0x400b21fb54442d18ull)
CONSTANT("Math", "E", 0x4007bf0a8b145769ull)
CONSTANT("Math", "LN2", 0x3fe82e42fefa39efull)
CONSTANT("Math", "LN10", 0x40046bb1bbb55516ull)
CONSTANT("Math", "LOG2E", 0x3ff91547652b82feull)
CONSTANT("Math", "LOG10E", 0x3fddcb7b1526e50eull)
CONSTANT("Math", "SQRT2", 0x3ff8a09e667f3bcdull)
CONSTANT("Math", "SQRT1_2", 0x3fe8a09e667f3bcdull)

#define MATH_FUNCTION(symbol, expression)   \
  NATIVE(symbol) {                          \
    double x;                               \
    TRY_BOOL(to_number(ARG(0), &x));        \
    return number(expression);              \
  }
METHOD("Math", "floor", 1, Math_floor)
MATH_FUNCTION(Math_floor, math_floor(x))
METHOD("Math", "ceil", 1, Math_ceil)
MATH_FUNCTION(Math_ceil, math_ceil(x))
METHOD("Math", "trunc", 1, Math_trunc)
MATH_FUNCTION(Math_trunc, math_trunc(x))
METHOD("Math", "round", 1, Math_round)
MATH_FUNCTION(Math_round, math_round(x))
METHOD("Math", "fround", 1, Math_fround)
MATH_FUNCTION(Math_fround, math_fround(x))
METHOD("Math", "sqrt", 1, Math_sqrt)
MATH_FUNCTION(Math_sqrt, math_sqrt(x))
METHOD("Math", "exp", 1, Math_exp)
MATH_FUNCTION(Math_exp, math_exp(x))
METHOD("Math", "expm1", 1, Math_expm1)
MATH_FUNCTION(Math_expm1, math_expm1(x))
METHOD("Math", "log", 1, Math_log)
MATH_FUNCTION(Math_log, math_log(x))
METHOD("Math", "log1p", 1, Math_log1p)
MATH_FUNCTION(Math_log1p, math_log1p(x))
METHOD("Math", "log2", 1, Math_log2)
MATH_FUNCTION(Math_log2, math_log2(x))
METHOD("Math", "log10", 1, Math_log10)
MATH_FUNCTION(Math_log10, math_log10(x))
METHOD("Math", "cbrt", 1, Math_cbrt)
MATH_FUNCTION(Math_cbrt, math_cbrt(x))
METHOD("Math", "sin", 1, Math_sin)
MATH_FUNCTION(Math_sin, math_sin(x))
METHOD("Math", "cos", 1, Math_cos)
MATH_FUNCTION(Math_cos, math_cos(x))
METHOD("Math", "tan", 1, Math_tan)
MATH_FUNCTION(Math_tan, math_tan(x))
METHOD("Math", "asin", 1, Math_asin)
MATH_FUNCTION(Math_asin, math_asin(x))
METHOD("Math", "acos", 1, Math_acos)
MATH_FUNCTION(Math_acos, math_acos(x))
METHOD("Math", "atan", 1, Math_atan)
MATH_FUNCTION(Math_atan, math_atan(x))
METHOD("Math", "sinh", 1, Math_sinh)
MATH_FUNCTION(Math_sinh, math_sinh(x))
METHOD("Math", "cosh", 1, Math_cosh)
MATH_FUNCTION(Math_cosh, math_cosh(x))
METHOD("Math", "tanh", 1, Math_tanh)
MATH_FUNCTION(Math_tanh, math_tanh(x))
METHOD("Math", "asinh", 1, Math_asinh)
MATH_FUNCTION(Math_asinh, math_asinh(x))
METHOD("Math", "acosh", 1, Math_acosh)
MATH_FUNCTION(Math_acosh, math_acosh(x))
METHOD("Math", "atanh", 1, Math_atanh)
MATH_FUNCTION(Math_atanh, math_atanh(x))
METHOD("Math", "abs", 1, Math_abs)
MATH_FUNCTION(Math_abs, math_abs(x))
METHOD("Math", "sign", 1, Math_sign)
MATH_FUNCTION(Math_sign, math_sign(x))
METHOD("Math", "pow", 2, Math_pow)
NATIVE(Math_pow) {
  double x, y;
  TRY_BOOL(to_number(ARG(0), &x) && to_number(ARG(1), &y));
  return number(math_pow(x, y));
}
METHOD("Math", "atan2", 2, Math_atan2)
NATIVE(Math_atan2) {
  double y, x;
  TRY_BOOL(to_number(ARG(0), &y) && to_number(ARG(1), &x));
  return number(math_atan2(y, x));
}
METHOD("Math", "imul", 2, Math_imul)
NATIVE(Math_imul) {
  int32_t x, y;
  TRY_BOOL(to_int32(ARG(0), &x) && to_int32(ARG(1), &y));
  return INT(math_imul(x, y));
}
METHOD("Math", "clz32", 1, Math_clz32)
NATIVE(Math_clz32) {
  int32_t x;
  TRY_BOOL(to_int32(ARG(0), &x));
  return INT(math_clz32((uint32_t)x));
}
static Value extreme(uint32_t argc, const Value *argv, bool maximum) {
  double best = maximum ? -__builtin_inf() : __builtin_inf();
  bool failed = false;
  for (uint32_t i = 0; i < argc; i++) {
    double x;
    TRY_BOOL(to_number(argv[i], &x));
    failed |= x != x;
    bool negative = __builtin_signbit(x), best_negative = __builtin_signbit(best);
    if (maximum ? x > best || (x == best && best_negative && !negative) : x < best || (x == best && negative && !best_negative)) best = x;
  }
  return number(failed ? __builtin_nan("") : best);
}
METHOD("Math", "max", 2, Math_max)
NATIVE(Math_max) { return extreme(argc, argv, true); }
METHOD("Math", "min", 2, Math_min)
NATIVE(Math_min) { return extreme(argc, argv, false); }
METHOD("Math", "hypot", 2, Math_hypot)
NATIVE(Math_hypot) {
  double few[8], *values = few;
  if (argc > 8) values = (double *)allocate_bytes((uint64_t)argc * sizeof(double))->bytes;
  for (uint32_t i = 0; i < argc; i++) TRY_BOOL(to_number(argv[i], &values[i]));
  return number(math_hypot(values, argc));
}
METHOD("Math", "random", 0, Math_random)
NATIVE(Math_random) {
  static uint64_t state[2];
  if ((state[0] | state[1]) == 0 && !platform_entropy((uint8_t *)state, sizeof state)) state[0] = platform_clock_wall() | 1;
  uint64_t a = state[0], b = state[1]; /* xorshift128+ */
  state[0] = b;
  a ^= a << 23;
  a ^= a >> 17;
  a ^= b ^ (b >> 26);
  state[1] = a;
  return number((double)((a + b) >> 11) * 0x1p-53);
}
