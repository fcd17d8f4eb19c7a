#include "operators.h"
#include "bigint.h"
#include "engine.h"
#include "math/math.h"

NOINLINE Value append_slow(Value a, Value b, Accumulation *owned) {
  if (unlikely(!is_string(a) || !is_string(b))) return add_slow(a, b);
  String *left = string_of(a), *right = string_of(b);
  uint64_t length = (uint64_t)left->length + right->length;
  if (likely(a == owned->text && length <= owned->capacity && !(right->header.flags & (STRING_WIDE | STRING_ROPE)))) {
    uint8_t *to = left->data + left->length;
    for (uint32_t i = 0; i < right->length; i++) to[i] = right->data[i];
    left->length = (uint32_t)length;
    return a;
  }
  return string_append(a, b, owned);
}

NOINLINE Value add_slow(Value a, Value b) {
  if (is_string(a) && is_string(b)) return string_concat(a, b);
  a = to_primitive(a, HINT_DEFAULT);
  if (a == VALUE_EXCEPTION) return a;
  b = to_primitive(b, HINT_DEFAULT);
  if (b == VALUE_EXCEPTION) return b;
  if (is_string(a) || is_string(b)) {
    a = to_string(a);
    if (a == VALUE_EXCEPTION) return a;
    b = to_string(b);
    if (b == VALUE_EXCEPTION) return b;
    return string_concat(a, b);
  }
  return arithmetic_slow(a, b, OP_ADD);
}

/* Both become numbers, or the result is that of BigInts: then false. */
static bool numeric_operands(Value *a, Value *b, Operator op, Value *result) {
  *result = VALUE_EXCEPTION;
  if (!is_number(*a)) *a = to_numeric_slow(*a);
  if (*a == VALUE_EXCEPTION) return false;
  if (!is_number(*b)) *b = to_numeric_slow(*b);
  if (*b == VALUE_EXCEPTION) return false;
  if (is_number(*a) && is_number(*b)) return true;
  if (is_number(*a) || is_number(*b))
    throw_error(TYPE_ERROR, "Cannot mix BigInt and other types, use explicit conversions");
  else *result = bigint_operation(*a, *b, op);
  return false;
}

/* Apart from the others: it brings logarithms. */
NOINLINE Value exponentiate_slow(Value a, Value b) {
  Value result;
  if (!numeric_operands(&a, &b, OP_EXPONENTIATE, &result)) return result;
  return number(math_pow(number_of(a), number_of(b)));
}

NOINLINE Value remainder_slow(Value a, Value b) {
  Value result;
  if (!numeric_operands(&a, &b, OP_REMAINDER, &result)) return result;
  return number(math_remainder(number_of(a), number_of(b)));
}

NOINLINE Value arithmetic_slow(Value a, Value b, Operator op) {
  Value result;
  if (!numeric_operands(&a, &b, op, &result)) return result;
  double x = number_of(a), y = number_of(b);
  switch (op) {
    case OP_ADD: return number(x + y);
    case OP_SUBTRACT: return number(x - y);
    case OP_MULTIPLY: return number(x * y);
    case OP_DIVIDE: return number(x / y);
    case OP_REMAINDER:
    case OP_EXPONENTIATE: break; /* above */
    case OP_AND: return INT(number_to_int32(a) & number_to_int32(b));
    case OP_OR: return INT(number_to_int32(a) | number_to_int32(b));
    case OP_XOR: return INT(number_to_int32(a) ^ number_to_int32(b));
    case OP_SHIFT_LEFT: return INT((int32_t)((uint32_t)number_to_int32(a) << (number_to_int32(b) & 31)));
    case OP_SHIFT_RIGHT: return INT(number_to_int32(a) >> (number_to_int32(b) & 31));
    case OP_SHIFT_RIGHT_UNSIGNED: return number_from_uint32((uint32_t)number_to_int32(a) >> (number_to_int32(b) & 31));
  }
  return VALUE_UNDEFINED;
}

NOINLINE Value negate_slow(Value a) {
  if (!is_number(a)) a = to_numeric_slow(a);
  if (a == VALUE_EXCEPTION) return a;
  if (is_bigint(a)) return bigint_negate(a);
  return number(-number_of(a));
}

NOINLINE Value bit_not_slow(Value a) {
  a = to_numeric_slow(a);
  if (a == VALUE_EXCEPTION) return a;
  if (is_bigint(a)) return bigint_not(a);
  return INT(~number_to_int32(a));
}

NOINLINE Value increment_slow(Value a, int by) {
  if (is_bigint(a)) return bigint_operation(a, bigint_from_int64(by), OP_ADD);
  return number(number_of(a) + by);
}

bool same_value_zero(Value a, Value b) {
  if (a == b) return true;
  if (is_number(a) && is_number(b)) {
    double x = number_of(a), y = number_of(b);
    return x == y || (x != x && y != y);
  }
  if (is_string(a) && is_string(b)) return strings_equal(string_of(a), string_of(b));
  if (is_bigint(a) && is_bigint(b)) return bigint_compare(a, b) == 0;
  return false;
}

bool same_value(Value a, Value b) {
  if (is_number(a) && is_number(b)) return a == b; /* one representation for each number, -0 apart */
  return same_value_zero(a, b);
}

NOINLINE bool strict_equals_slow(Value a, Value b) {
  if (likely(is_cell(a) && is_cell(b))) {
    uint8_t kind = cell_of(a)->kind;
    if (kind != cell_of(b)->kind || kind > KIND_BIGINT || kind == KIND_SYMBOL) return false;
    return kind == KIND_STRING ? strings_equal(string_of(a), string_of(b)) : bigint_compare(a, b) == 0;
  }
  return is_number(a) && is_number(b) && number_of(a) == number_of(b);
}

Value loose_equals(Value a, Value b) {
  for (;;) {
    if (is_nullish(a) || is_nullish(b)) return boolean(is_nullish(a) && is_nullish(b));
    if (is_boolean(a)) a = INT(a == VALUE_TRUE);
    if (is_boolean(b)) b = INT(b == VALUE_TRUE);
    if (is_number(a) && is_number(b)) return boolean(number_of(a) == number_of(b));
    if (is_object(a) && is_object(b)) return boolean(a == b);
    if (is_object(a)) {
      a = to_primitive(a, HINT_DEFAULT);
      if (a == VALUE_EXCEPTION) return a;
      continue;
    }
    if (is_object(b)) {
      b = to_primitive(b, HINT_DEFAULT);
      if (b == VALUE_EXCEPTION) return b;
      continue;
    }
    if (is_string(a) && is_string(b)) return boolean(strings_equal(string_of(a), string_of(b)));
    if (is_symbol(a) || is_symbol(b)) return boolean(a == b);
    if (is_bigint(a) || is_bigint(b)) return bigint_loose_equals(a, b);
    return boolean((is_string(a) ? string_to_number(string_of(a)) : number_of(a)) ==
                   (is_string(b) ? string_to_number(string_of(b)) : number_of(b)));
  }
}

NOINLINE Value compare_slow(Value a, Value b, Comparison comparison) {
  a = to_primitive(a, HINT_NUMBER);
  if (a == VALUE_EXCEPTION) return a;
  b = to_primitive(b, HINT_NUMBER);
  if (b == VALUE_EXCEPTION) return b;
  int order; /* 2: unordered */
  if (is_string(a) && is_string(b)) order = compare_strings(string_of(a), string_of(b));
  else if (is_bigint(a) || is_bigint(b)) {
    order = bigint_compare_mixed(a, b);
    if (order == 3) return VALUE_EXCEPTION;
  } else {
    double x, y;
    if (!to_number(a, &x) || !to_number(b, &y)) return VALUE_EXCEPTION;
    order = x < y ? -1 : x > y ? 1 : x == y ? 0 : 2;
  }
  if (order == 2) return VALUE_FALSE;
  switch (comparison) {
    case LESS: return boolean(order < 0);
    case LESS_EQUAL: return boolean(order <= 0);
    case GREATER: return boolean(order > 0);
    default: return boolean(order >= 0);
  }
}

int ordinary_has_instance(Value constructor, Value v) {
  if (!is_callable(constructor)) return 0;
  if (is_function_object(constructor)) {
    Value target = bound_target(constructor);
    if (target != VALUE_UNDEFINED) {
      Value r = instance_of(v, target);
      return r == VALUE_EXCEPTION ? -1 : r == VALUE_TRUE;
    }
  }
  if (!is_object(v)) return 0;
  Value prototype = get(constructor, value_of(&s_prototype));
  if (prototype == VALUE_EXCEPTION) return -1;
  if (!is_object(prototype)) {
    throw_error(TYPE_ERROR, "Function has non-object prototype '%v' in instanceof check", prototype);
    return -1;
  }
  for (;;) {
    v = get_prototype(v);
    if (v == VALUE_EXCEPTION) return -1;
    if (v == prototype) return 1;
    if (!is_object(v)) return 0;
  }
}

/* A constructor that decides by its own property `prototype`, as nearly all do; that, or VALUE_UNDEFINED. */
static Value plain_prototype(Value constructor) {
  if (has_instance_methods || !is_function_object(constructor)) return VALUE_UNDEFINED;
  for (Value p = constructor; p != intrinsic(FUNCTION_PROTOTYPE); p = shape_of(cell_of(p))->prototype)
    if (!is_function_object(p)) return VALUE_UNDEFINED;
  Shape *shape = shape_of(cell_of(constructor));
  uint32_t attributes;
  int32_t index = shape_find(shape, value_of(&s_prototype), &attributes);
  if (index < 0 || (attributes & ACCESSOR) != 0) return VALUE_UNDEFINED;
  Value prototype = *slot_at((Object *)constructor, shape, (uint32_t)index);
  return is_object(prototype) ? prototype : VALUE_UNDEFINED;
}

Value instance_of(Value v, Value constructor) {
  Value prototype = plain_prototype(constructor);
  if (likely(prototype != VALUE_UNDEFINED)) {
    while (is_object(v) && cell_of(v)->kind != KIND_PROXY) {
      v = shape_of(cell_of(v))->prototype;
      if (v == prototype) return VALUE_TRUE;
    }
    if (!is_object(v)) return VALUE_FALSE;
  }
  if (!is_object(constructor)) return throw_error(TYPE_ERROR, "Right-hand side of 'instanceof' is not an object");
  Value method = get_method(constructor, value_of(&symbol_hasInstance));
  if (method == VALUE_EXCEPTION) return method;
  if (method != VALUE_UNDEFINED) {
    Value r = call_1(method, constructor, v);
    return r == VALUE_EXCEPTION ? r : boolean(truthy(r));
  }
  if (!is_callable(constructor)) return throw_error(TYPE_ERROR, "Right-hand side of 'instanceof' is not callable");
  int r = ordinary_has_instance(constructor, v);
  return r < 0 ? VALUE_EXCEPTION : boolean(r);
}
