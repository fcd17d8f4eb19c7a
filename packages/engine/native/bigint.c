/* BigInts as values: memory, conversions, errors. */
#define OPTIONAL
#include "bigint.h"
#include "bigint/integer.h"
#include "engine.h"

const uint8_t bigint_unit = 1;

static Integer integer_of(Value v) {
  BigInt *b = (BigInt *)v;
  return (Integer){b->digits, b->length, b->header.extra != 0};
}
static COLD Value too_big(void) { return throw_error(RANGE_ERROR, "Maximum BigInt size exceeded"); }

/* A cell for a result of at most `length` digits; NULL: too many, thrown. */
static BigInt *take(uint64_t length, Integer *result) {
  if (length > INTEGER_MAX_LENGTH) {
    too_big();
    return NULL;
  }
  BigInt *b = allocate(sizeof(BigInt) + length * sizeof(uint64_t));
  set_header(&b->header, BIGINT_SHAPE, KIND_BIGINT, 0, 0);
  b->length = b->padding = 0;
  *result = (Integer){b->digits, 0, false};
  return b;
}
static Value finish(BigInt *b, Integer result) {
  b->length = result.length;
  b->header.extra = result.negative;
  return value_of(b);
}
static uint64_t *take_scratch(uint64_t digits) {
  return digits == 0 ? NULL : (uint64_t *)allocate_bytes(digits * sizeof(uint64_t))->bytes;
}

typedef void Function2(Integer *result, Integer a, Integer b);
static Value apply(Function2 *function, uint64_t length, Integer a, Integer b) {
  Integer result;
  BigInt *cell = take(length, &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  function(&result, a, b);
  return finish(cell, result);
}

typedef void Function3(Integer *result, Integer a, Integer b, uint64_t *scratch);
static Value apply_scratch(Function3 *function, uint64_t length, uint64_t scratch_length, Integer a, Integer b) {
  Integer result;
  BigInt *cell = take(length, &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  uint64_t *scratch = take_scratch(scratch_length);
  function(&result, a, b, scratch);
  return finish(cell, result);
}

static Value power(Integer base, Integer exponent) {
  if (exponent.negative) return throw_error(RANGE_ERROR, "undefined must be positive");
  Integer result;
  BigInt *cell = take(integer_power_length(base, exponent), &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  uint64_t *scratch = take_scratch(integer_power_scratch(base, exponent));
  return integer_power(&result, base, exponent, scratch) ? finish(cell, result) : too_big();
}

Value bigint_operation(Value left, Value right, Operator op) {
  Integer a = integer_of(left), b = integer_of(right);
  switch (op) {
    case OP_ADD: return apply(integer_add, integer_add_length(a, b), a, b);
    case OP_SUBTRACT: return apply(integer_subtract, integer_add_length(a, b), a, b);
    case OP_MULTIPLY:
      return apply_scratch(integer_multiply, integer_multiply_length(a, b), integer_multiply_scratch(a, b), a, b);
    case OP_DIVIDE:
      if (b.length == 0) return throw_error(RANGE_ERROR, "Division by zero");
      return apply_scratch(integer_divide, integer_divide_length(a, b), integer_divide_scratch(a, b), a, b);
    case OP_REMAINDER:
      if (b.length == 0) return throw_error(RANGE_ERROR, "Division by zero");
      return apply_scratch(integer_remainder, integer_remainder_length(a, b), integer_divide_scratch(a, b), a, b);
    case OP_EXPONENTIATE: return power(a, b);
    case OP_AND: return apply(integer_and, integer_bitwise_length(a, b), a, b);
    case OP_OR: return apply(integer_or, integer_bitwise_length(a, b), a, b);
    case OP_XOR: return apply(integer_xor, integer_bitwise_length(a, b), a, b);
    case OP_SHIFT_RIGHT: b.negative = !b.negative && b.length != 0; /* fallthrough */
    case OP_SHIFT_LEFT: return apply(integer_shift_left, integer_shift_length(a, b), a, b);
    case OP_SHIFT_RIGHT_UNSIGNED:
      return throw_error(TYPE_ERROR, "BigInts have no unsigned right shift, use >> instead");
  }
  return VALUE_UNDEFINED;
}

Value bigint_negate(Value v) {
  Integer a = integer_of(v), result;
  BigInt *cell = take(a.length, &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  for (uint32_t i = 0; i < a.length; i++) cell->digits[i] = a.digits[i];
  return finish(cell, (Integer){cell->digits, a.length, !a.negative && a.length != 0});
}

Value bigint_not(Value v) {
  Integer a = integer_of(v), result;
  BigInt *cell = take(integer_bitwise_length(a, a), &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  integer_not(&result, a);
  return finish(cell, result);
}

Value bigint_wrap(uint64_t bits, Value v, bool is_signed) {
  Integer a = integer_of(v), result;
  BigInt *cell = take(is_signed ? integer_as_int_length(bits, a) : integer_as_uint_length(bits, a), &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  if (is_signed) integer_as_int(&result, bits, a);
  else integer_as_uint(&result, bits, a);
  return finish(cell, result);
}

int bigint_compare(Value a, Value b) { return integer_compare(integer_of(a), integer_of(b)); }

int bigint_compare_mixed(Value a, Value b) {
  if (!is_bigint(a)) {
    int order = bigint_compare_mixed(b, a);
    return order == 1 || order == -1 ? -order : order;
  }
  if (is_string(b)) {
    b = bigint_parse(string_of(b));
    if (b == VALUE_UNDEFINED) return 2;
    if (b == VALUE_EXCEPTION) return 3;
  }
  if (is_bigint(b)) return bigint_compare(a, b);
  double d;
  return to_number(b, &d) ? integer_compare_double(integer_of(a), d) : 3;
}

Value bigint_loose_equals(Value a, Value b) {
  int order = bigint_compare_mixed(a, b);
  return order == 3 ? VALUE_EXCEPTION : boolean(order == 0);
}

static Value from_magnitude(uint64_t magnitude, bool negative) {
  Integer result;
  BigInt *cell = take(1, &result);
  integer_from_uint64(&result, magnitude, negative);
  return finish(cell, result);
}
Value bigint_from_int64(int64_t n) { return from_magnitude(n < 0 ? 0 - (uint64_t)n : (uint64_t)n, n < 0); }
Value bigint_from_uint64(uint64_t n) { return from_magnitude(n, false); }
uint64_t bigint_to_uint64(Value v) { return integer_to_uint64(integer_of(v)); }
double bigint_to_double(Value v) { return integer_to_double(integer_of(v)); }
Value bigint_from_double(double integral) {
  Integer result;
  BigInt *cell = take(INTEGER_DOUBLE_LENGTH, &result);
  integer_from_double(&result, integral);
  return finish(cell, result);
}

Value bigint_to_string(Value v, int radix) {
  Integer a = integer_of(v);
  uint64_t limit = integer_print_length(a, (uint32_t)radix);
  if (limit > 2ull * MAX_STRING_LENGTH) return throw_error(RANGE_ERROR, "Invalid string length");
  char few[64], *text = limit <= sizeof few ? few : (char *)allocate_bytes(limit)->bytes;
  uint64_t *scratch = take_scratch(integer_print_scratch(a, (uint32_t)radix));
  size_t length = integer_print(a, (uint32_t)radix, text, scratch);
  if (length > MAX_STRING_LENGTH) return throw_error(RANGE_ERROR, "Invalid string length");
  return string_from_latin1((const uint8_t *)text, (uint32_t)length);
}

Value bigint_parse(String *s) {
  s = flat(s);
  Integer result;
  BigInt *cell = take(integer_read_length(s->length), &result);
  if (cell == NULL) return VALUE_EXCEPTION;
  uint64_t *scratch = take_scratch(integer_read_scratch(s->length));
  if (!integer_read(&result, s->data, s->length, is_wide(s), scratch)) return VALUE_UNDEFINED;
  return finish(cell, result);
}

Value to_bigint(Value v) {
  v = to_primitive(v, HINT_NUMBER);
  if (v == VALUE_EXCEPTION || is_bigint(v)) return v;
  if (is_boolean(v)) return bigint_from_uint64(v == VALUE_TRUE);
  if (!is_string(v)) return throw_error(TYPE_ERROR, "Cannot convert %v to a BigInt", v);
  Value parsed = bigint_parse(string_of(v));
  return parsed != VALUE_UNDEFINED ? parsed : throw_error(SYNTAX_ERROR, "Cannot convert %v to a BigInt", v);
}
