#include "magnitude.h"

static void add_signed(Integer *result, Integer a, Integer b) {
  if (a.negative == b.negative) {
    if (a.length < b.length) {
      Integer swap = a;
      a = b;
      b = swap;
    }
    result->digits[a.length] = add_magnitudes(result->digits, a.digits, a.length, b.digits, b.length);
    finish(result, (uint64_t)a.length + 1, a.negative);
    return;
  }
  if (compare_magnitudes(a.digits, a.length, b.digits, b.length) < 0) {
    Integer swap = a;
    a = b;
    b = swap;
  }
  subtract_magnitudes(result->digits, a.digits, a.length, b.digits, b.length);
  finish(result, a.length, a.negative);
}

uint64_t integer_add_length(Integer a, Integer b) { return (uint64_t)(a.length > b.length ? a.length : b.length) + 1; }

void integer_add(Integer *result, Integer a, Integer b) { add_signed(result, a, b); }

void integer_subtract(Integer *result, Integer a, Integer b) {
  b.negative = !b.negative;
  add_signed(result, a, b);
}
