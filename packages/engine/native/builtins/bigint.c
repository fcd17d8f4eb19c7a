/* BigInt, and what gives BigInts out: only programs that mention one of these, or write a literal, link any of it. */
#define OPTIONAL
#include "bigint.h"
#include "builtins.h"

CONSTRUCTOR("BigInt", 1, BigInt_call, "BigInt.prototype")
NATIVE(BigInt_call) {
  if (new_target != VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "BigInt is not a constructor");
  Value v = to_primitive(ARG(0), HINT_NUMBER);
  TRY(v);
  if (!is_number(v)) return to_bigint(v);
  double d = number_of(v);
  if (d - d != 0 || math_trunc(d) != d)
    return throw_error(RANGE_ERROR, "The number %v cannot be converted to a BigInt because it is not an integer", v);
  return bigint_from_double(d);
}
static Value wrap(uint32_t argc, const Value *argv, bool is_signed) {
  uint64_t bits;
  TRY_BOOL(to_index(ARG(0), &bits, "Invalid value: not (convertible to) a safe integer"));
  Value v = to_bigint(ARG(1));
  TRY(v);
  return bigint_wrap(bits, v, is_signed);
}
METHOD("BigInt", "asIntN", 2, BigInt_asIntN)
NATIVE(BigInt_asIntN) { return wrap(argc, argv, true); }
METHOD("BigInt", "asUintN", 2, BigInt_asUintN)
NATIVE(BigInt_asUintN) { return wrap(argc, argv, false); }

static Value this_bigint(Value v, const char *method) {
  if (is_bigint(v)) return v;
  if (has_kind(v, KIND_WRAPPER) && is_bigint(((DataObject *)v)->data)) return ((DataObject *)v)->data;
  return throw_error(TYPE_ERROR, "BigInt.prototype.%s requires that 'this' be a BigInt", method);
}
CONSTANT("BigInt.prototype", "@@toStringTag", "BigInt")
METHOD("BigInt.prototype", "valueOf", 0, BigIntPrototype_valueOf)
NATIVE(BigIntPrototype_valueOf) { return this_bigint(this_value, "valueOf"); }
METHOD("BigInt.prototype", "toString", 0, BigIntPrototype_toString)
NATIVE(BigIntPrototype_toString) {
  Value v = this_bigint(this_value, "toString");
  TRY(v);
  double radix = 10;
  if (ARG(0) != VALUE_UNDEFINED) TRY_BOOL(to_integer(ARG(0), &radix));
  if (radix < 2 || radix > 36) return throw_error(RANGE_ERROR, "toString() radix argument must be between 2 and 36");
  return bigint_to_string(v, (int)radix);
}
METHOD("BigInt.prototype", "toLocaleString", 0, BigIntPrototype_toLocaleString)
NATIVE(BigIntPrototype_toLocaleString) {
  /* en-US without Intl: groups of three */
  Value v = this_bigint(this_value, "toLocaleString");
  TRY(v);
  v = bigint_to_string(v, 10);
  TRY(v);
  String *digits = string_of(v);
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < digits->length; i++) {
    if (i > 0 && (digits->length - i) % 3 == 0 && unit_at(digits, i - 1) != '-') builder_unit(&b, ',');
    builder_unit(&b, unit_at(digits, i));
  }
  return builder_finish(&b);
}

/* --- arrays and views of 64-bit integers */

#define TYPED_ARRAY(name, type) \
  NATIVE(name##_construct) { return construct_typed_array(type, new_target, argc, argv); }
CONSTRUCTOR("BigInt64Array", 3, BigInt64Array_construct, "BigInt64Array.prototype", "%TypedArray%")
TYPED_ARRAY(BigInt64Array, TYPE_BIGINT64)
CONSTRUCTOR("BigUint64Array", 3, BigUint64Array_construct, "BigUint64Array.prototype", "%TypedArray%")
TYPED_ARRAY(BigUint64Array, TYPE_BIGUINT64)
CONSTANT("BigInt64Array", "BYTES_PER_ELEMENT", INT(8))
CONSTANT("BigInt64Array.prototype", "BYTES_PER_ELEMENT", INT(8))
CONSTANT("BigUint64Array", "BYTES_PER_ELEMENT", INT(8))
CONSTANT("BigUint64Array.prototype", "BYTES_PER_ELEMENT", INT(8))

#define ACCESSORS(name, type)                                                               \
  NATIVE(DataViewPrototype_get##name) { return data_view_get(this_value, type, argc, argv, "DataView.prototype.get" #name); } \
  NATIVE(DataViewPrototype_set##name) { return data_view_set(this_value, type, argc, argv, "DataView.prototype.set" #name); }
METHOD("DataView.prototype", "getBigInt64", 1, DataViewPrototype_getBigInt64)
METHOD("DataView.prototype", "setBigInt64", 2, DataViewPrototype_setBigInt64)
ACCESSORS(BigInt64, TYPE_BIGINT64)
METHOD("DataView.prototype", "getBigUint64", 1, DataViewPrototype_getBigUint64)
METHOD("DataView.prototype", "setBigUint64", 2, DataViewPrototype_setBigUint64)
ACCESSORS(BigUint64, TYPE_BIGUINT64)
