/* Values: 64 bits. A double is stored with 2^49 added, an int32 in the topmost range, a cell as its plain address.
 * An integral double in the range of int32 (but -0) is always stored as int32, so each number has one representation. */
#ifndef MORGANA_VALUE_H
#define MORGANA_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
/* In images, code that is compiled for size has one copy a unit of what is not small. */
#if defined(COMPACT) && defined(__OPTIMIZE_SIZE__)
#define INLINE static inline
#else
#define INLINE static inline __attribute__((always_inline))
#endif
#define COLD __attribute__((noinline, cold))
#define NOINLINE __attribute__((noinline))
#define UNUSED __attribute__((unused))

typedef uint64_t Value;

#define NUMBER_TAG 0xfffe000000000000ull
#define DOUBLE_OFFSET (1ull << 49)
#define NOT_CELL_MASK (NUMBER_TAG | 2u)

#define VALUE_NULL ((Value)0x02)
#define VALUE_FALSE ((Value)0x06)
#define VALUE_TRUE ((Value)0x07)
#define VALUE_UNDEFINED ((Value)0x0a)
/* Marks of the engine; no program ever sees them. */
#define VALUE_HOLE ((Value)0x12)          /* a missing element of an array */
#define VALUE_EXCEPTION ((Value)0x22)     /* result of a function that threw; the exception is in engine.exception */
#define VALUE_UNINITIALIZED ((Value)0x32) /* a binding before its declaration was evaluated */
#define VALUE_NEGATIVE_ZERO ((Value)0x8002000000000000) /* the double -0: equal to the int 0 */
#define VALUE_END ((Value)0x42)           /* an iterator has no more values */

#define INT(i) (NUMBER_TAG | (uint32_t)(int32_t)(i))

INLINE bool is_int(Value v) { return v >= NUMBER_TAG; }
INLINE bool is_number(Value v) { return (v & NUMBER_TAG) != 0; }
INLINE bool is_double(Value v) { return is_number(v) && !is_int(v); }
INLINE bool is_cell(Value v) { return (v & NOT_CELL_MASK) == 0; }
INLINE bool is_boolean(Value v) { return (v | 1) == VALUE_TRUE; }
INLINE bool is_nullish(Value v) { return (v | 8) == VALUE_UNDEFINED; }
INLINE bool both_int(Value a, Value b) { return (a & b) >= NUMBER_TAG; }

INLINE int32_t as_int(Value v) { return (int32_t)(uint32_t)v; }
INLINE Value boolean(bool b) { return VALUE_FALSE | (Value)b; }
INLINE Value box_double(double d) {
  union { double d; uint64_t u; } bits = {.d = d};
  return bits.u + DOUBLE_OFFSET;
}
INLINE double as_double(Value v) {
  union { uint64_t u; double d; } bits = {.u = v - DOUBLE_OFFSET};
  return bits.d;
}
INLINE double number_of(Value v) { return is_int(v) ? (double)as_int(v) : as_double(v); }
INLINE bool is_negative_zero(double d) {
  union { double d; uint64_t u; } bits = {.d = d};
  return bits.u == 0x8000000000000000ull;
}
INLINE Value number(double d) {
  if (likely(d >= -2147483648.0 && d <= 2147483647.0)) {
    int32_t i = (int32_t)d;
    if ((double)i == d && !is_negative_zero(d)) return INT(i);
    return box_double(d);
  }
  /* one representation of NaN: others would leave the range of doubles */
  if (unlikely(d != d)) return box_double(__builtin_nan(""));
  return box_double(d);
}
INLINE Value number_from_int64(int64_t i) {
  return likely(i == (int32_t)i) ? INT(i) : box_double((double)i);
}
INLINE Value number_from_uint32(uint32_t i) {
  return likely((int32_t)i >= 0) ? INT(i) : box_double((double)i);
}

#endif
