#include "builtins.h"
#include "memory.h"

CONSTRUCTOR("Array", 1, Array_construct, "Array.prototype")
NATIVE(Array_construct) {
  Value prototype = intrinsic(ARRAY_PROTOTYPE);
  if (new_target != VALUE_UNDEFINED && new_target != value_of(self)) {
    prototype = prototype_from_constructor(new_target, ARRAY_PROTOTYPE);
    TRY(prototype);
  }
  Value a = new_array(0);
  if (prototype != intrinsic(ARRAY_PROTOTYPE)) cell_of(a)->shape = root_shape(prototype, KIND_ARRAY, 1)->reference;
  if (argc == 1 && is_number(argv[0])) {
    double n = number_of(argv[0]);
    if (n < 0 || n > 4294967295.0 || n != (double)(uint32_t)n) return throw_error(RANGE_ERROR, "Invalid array length");
    if (n <= 65536) array_reserve(array_of(a), (uint32_t)n);
    array_of(a)->length = (uint32_t)n;
    return a;
  }
  for (uint32_t i = 0; i < argc; i++) array_push(array_of(a), argv[i]);
  return a;
}

METHOD("Array", "isArray", 1, Array_isArray)
NATIVE(Array_isArray) {
  int answer = is_array_or_proxy(ARG(0));
  TRY_INT(answer);
  return boolean(answer);
}
GETTER("Array", "@@species", species_getter)
GETTER("Promise", "@@species", species_getter)
GETTER("Map", "@@species", species_getter)
GETTER("Set", "@@species", species_getter)
GETTER("RegExp", "@@species", species_getter)
GETTER("ArrayBuffer", "@@species", species_getter)
GETTER("%TypedArray%", "@@species", species_getter)
NATIVE(species_getter) { return this_value; }

static bool is_dense(Value v) { return is_plain_array(v) && array_of(v)->length <= array_of(v)->capacity && !prototypes_have_elements; }

METHOD("Array.prototype", "push", 1, ArrayPrototype_push)
NATIVE(ArrayPrototype_push) {
  if (likely(is_plain_array(this_value) && array_of(this_value)->length <= UINT32_MAX - argc)) {
    Array *a = array_of(this_value);
    if (a->length <= a->capacity) {
      for (uint32_t i = 0; i < argc; i++) array_push(a, argv[i]);
      return number_from_uint32(a->length);
    }
  }
  Value o = to_object(this_value);
  TRY(o);
  uint64_t length;
  TRY_BOOL(length_of(o, &length));
  if (length + argc > 9007199254740991ull)
    return throw_error(TYPE_ERROR, "Pushing %v elements on an array-like of length %v is disallowed, as the total surpasses 2**53-1",
                       number_from_uint32(argc), number((double)length));
  for (uint32_t i = 0; i < argc; i++) {
    Value key = to_property_key(number((double)(length + i)));
    TRY(key);
    TRY(put(o, key, argv[i]));
  }
  TRY(put(o, value_of(&s_length), number((double)(length + argc))));
  return number((double)(length + argc));
}

METHOD("Array.prototype", "pop", 0, ArrayPrototype_pop)
NATIVE(ArrayPrototype_pop) {
  if (is_dense(this_value) && array_of(this_value)->length > 0) {
    Array *a = array_of(this_value);
    Value v = a->items[a->length - 1];
    a->items[--a->length] = VALUE_HOLE;
    return v == VALUE_HOLE ? VALUE_UNDEFINED : v;
  }
  Value o = to_object(this_value);
  TRY(o);
  uint64_t length;
  TRY_BOOL(length_of(o, &length));
  Value v = VALUE_UNDEFINED;
  if (length > 0) {
    v = get_element(o, number((double)--length));
    TRY(v);
    TRY(delete_member(o, number((double)length)));
  }
  TRY(put(o, value_of(&s_length), number((double)length)));
  return v;
}

METHOD("Array.prototype", "shift", 0, ArrayPrototype_shift)
NATIVE(ArrayPrototype_shift) {
  if (is_dense(this_value) && array_of(this_value)->length > 0) {
    Array *a = array_of(this_value);
    Value v = a->items[0];
    a->items[0] = VALUE_HOLE;
    a->items++; /* the store stays; its first items are lost until it is replaced */
    a->length--;
    a->capacity--;
    return v == VALUE_HOLE ? VALUE_UNDEFINED : v;
  }
  Value o = to_object(this_value);
  TRY(o);
  uint64_t length;
  TRY_BOOL(length_of(o, &length));
  if (length == 0) {
    TRY(put(o, value_of(&s_length), INT(0)));
    return VALUE_UNDEFINED;
  }
  Value first = get_element(o, INT(0));
  TRY(first);
  for (uint64_t i = 1; i < length; i++) {
    Value from = to_property_key(number((double)i)), to = to_property_key(number((double)(i - 1)));
    int has = has_property(o, from);
    TRY_INT(has);
    if (has) {
      Value v = get(o, from);
      TRY(v);
      TRY(put(o, to, v));
    } else TRY(delete_member(o, to));
  }
  TRY(delete_member(o, number((double)(length - 1))));
  TRY(put(o, value_of(&s_length), number((double)(length - 1))));
  return first;
}

/* Fast paths of methods in array.ts; undefined: not a dense array. */
Value intrinsic_arraySlice(Value v, Value start, Value end) {
  if (!is_dense(v) || shape_of(cell_of(v)) != engine.array_shape) return VALUE_UNDEFINED;
  if ((!is_int(start) && start != VALUE_UNDEFINED) || (!is_int(end) && end != VALUE_UNDEFINED)) return VALUE_UNDEFINED;
  uint64_t from, to;
  Array *a = array_of(v);
  to_relative_index(start, a->length, 0, &from);
  to_relative_index(end, a->length, a->length, &to);
  return from < to ? new_array_from((uint32_t)(to - from), a->items + from) : new_array(0);
}
Value intrinsic_arrayIndexOf(Value v, Value item, Value from, Value zero) {
  if (!is_dense(v)) return VALUE_UNDEFINED;
  Array *a = array_of(v);
  if ((is_int(item) && item != INT(0)) || is_object(item) || is_symbol(item)) { /* equal to the same word only */
    for (uint32_t i = (uint32_t)as_int(from); i < a->length; i++)
      if (a->items[i] == item) return INT(i);
    return INT(-1);
  }
  for (uint32_t i = (uint32_t)as_int(from); i < a->length; i++) {
    Value x = a->items[i];
    if (x == VALUE_HOLE) {
      if (zero == VALUE_TRUE && item == VALUE_UNDEFINED) return INT(i);
      continue;
    }
    if (zero == VALUE_TRUE ? same_value_zero(x, item) : strict_equals(x, item)) return INT(i);
  }
  return INT(-1);
}
Value intrinsic_arrayInsertGap(Value v, Value at, Value count) { /* moves items right by count, or left if negative */
  if (!is_dense(v)) return VALUE_FALSE;
  Array *a = array_of(v);
  uint32_t index = (uint32_t)as_int(at);
  int32_t n = as_int(count);
  if (n >= 0) {
    array_make_room(a, (uint64_t)a->length + (uint32_t)n);
    move_memory(a->items + index + n, a->items + index, (a->length - index) * sizeof(Value));
    a->length += (uint32_t)n;
  } else {
    uint32_t gone = (uint32_t)-n;
    move_memory(a->items + index, a->items + index + gone, (a->length - index - gone) * sizeof(Value));
    for (uint32_t i = a->length - gone; i < a->length; i++) a->items[i] = VALUE_HOLE;
    a->length -= gone;
  }
  return VALUE_TRUE;
}
Value intrinsic_arrayAppend(Value to, Value from) {
  if (!is_dense(from)) return VALUE_FALSE;
  Array *a = array_of(to), *b = array_of(from);
  uint32_t count = b->length;
  array_make_room(a, (uint64_t)a->length + count);
  copy_memory(a->items + a->length, b->items, count * sizeof(Value));
  a->length += count;
  return VALUE_TRUE;
}
/* What forEach and its like do for an array; whatever the callback makes of it, each step looks again. */
enum { EACH, MAP, FILTER, SOME, EVERY, FIND, FIND_INDEX };

static Value put_result(Value result, uint32_t index, Value item) {
  if (likely(is_dense(result) && index <= array_of(result)->length)) {
    if (index == array_of(result)->length) array_push(array_of(result), item);
    else array_of(result)->items[index] = item;
    return result;
  }
  int done = create_data_property(result, INT(index), item);
  TRY_INT(done);
  return done ? result : throw_error(TYPE_ERROR, "Cannot redefine property: %k", INT(index));
}

/* One call of a callback. Unwinds. */
INLINE Value call_back(Value callback, uint32_t registers, Value this_argument, Value item, uint32_t i, Value object) {
  Function *f = function_of(callback);
  switch (registers) {
    case 1: return ((Direct0)direct_code(f->info))(this_argument, f, VALUE_UNDEFINED);
    case 2: return ((Direct1)direct_code(f->info))(item, this_argument, f, VALUE_UNDEFINED);
    case 3: return ((Direct2)direct_code(f->info))(item, INT(i), this_argument, f, VALUE_UNDEFINED);
    case 4: return ((Direct3)direct_code(f->info))(item, INT(i), object, this_argument, f, VALUE_UNDEFINED);
    default: return u_cold_call_3(callback, this_argument, item, INT(i), object, NULL);
  }
}

/* Unwinds: one enter_compiled(), which tests the depth of the stack, serves all calls. */
static Value array_loop(Value kind, Value object, Value callback, Value this_argument, Value result) {
  uint32_t length = array_of(object)->length;
  uint32_t kept = 0;
  uint32_t registers = is_function_object(callback) ? function_of(callback)->info->registers : 0;
  for (uint32_t i = 0; i < length; i++) {
    Array *a = array_of(object);
    Value item;
    if (likely(is_plain_array(object) && i < a->length && i < a->capacity && a->items[i] != VALUE_HOLE)) item = a->items[i];
    else {
      int present = kind >= INT(FIND) ? 1 : has_property(object, INT(i));
      if (present < 0) unwind();
      if (!present) continue;
      item = passed(get(object, INT(i)));
    }
    Value answer = call_back(callback, registers, this_argument, item, i, object);
    switch (as_int(kind)) {
      case EACH: continue;
      case MAP: passed(put_result(result, i, answer)); continue;
      case FILTER:
        if (truthy(answer)) passed(put_result(result, kept++, item));
        continue;
      case SOME:
        if (truthy(answer)) return VALUE_TRUE;
        continue;
      case EVERY:
        if (!truthy(answer)) return VALUE_FALSE;
        continue;
      case FIND:
        if (truthy(answer)) return item;
        continue;
      default:
        if (truthy(answer)) return INT(i);
        continue;
    }
  }
  return result;
}

Value intrinsic_arrayLoop(Value kind, Value object, Value callback, Value this_argument, Value result) {
  return ENTER(Value (*)(Value, Value, Value, Value, Value), array_loop, kind, object, callback, this_argument, result);
}

Value intrinsic_isDense(Value v) { return boolean(is_dense(v)); }
Value intrinsic_isArray(Value v) { return Array_isArray(NULL, VALUE_UNDEFINED, VALUE_UNDEFINED, 1, &v); }
Value intrinsic_newArray(Value length) {
  if (likely(is_int(length))) return new_array((uint32_t)as_int(length));
  if (number_of(length) > UINT32_MAX) return throw_error(RANGE_ERROR, "Invalid array length");
  Value array = new_array(0);
  TRY(array);
  set_array_length(array_of(array), (uint32_t)number_of(length));
  return array;
}

/* --- join */

static Value join_stack[64];
static uint32_t join_depth;

static bool is_flat_latin1(Value v) {
  return is_string(v) && !(cell_of(v)->flags & (STRING_ROPE | STRING_WIDE));
}

/* Where all of them are flat Latin-1 texts already, which nothing needs to be asked for; undefined otherwise. */
static Value join_texts(Array *a, Value separator) {
  if (!is_flat_latin1(separator)) return VALUE_UNDEFINED;
  const String *between = string_of(separator);
  uint64_t length = 0;
  for (uint32_t i = 0; i < a->length; i++) {
    if (!is_flat_latin1(a->items[i])) return VALUE_UNDEFINED;
    length += (uint64_t)string_of(a->items[i])->length + (i > 0 ? between->length : 0);
  }
  if (length == 0 || length > MAX_STRING_LENGTH) return VALUE_UNDEFINED;
  String *joined = new_latin1((uint32_t)length);
  uint8_t *to = joined->data;
  for (uint32_t i = 0; i < a->length; i++) {
    if (i > 0)
      for (uint32_t k = 0; k < between->length; k++) *to++ = between->data[k];
    const String *item = string_of(a->items[i]);
    copy_memory(to, item->data, item->length);
    to += item->length;
  }
  return value_of(joined);
}

METHOD("Array.prototype", "join", 1, ArrayPrototype_join)
NATIVE(ArrayPrototype_join) {
  Value o = to_object(this_value);
  TRY(o);
  uint64_t length;
  TRY_BOOL(length_of(o, &length));
  Value separator = ARG(0) == VALUE_UNDEFINED ? value_of(engine.characters[',']) : to_string(ARG(0));
  TRY(separator);
  if (is_dense(o) && length == array_of(o)->length) {
    Value joined = join_texts(array_of(o), separator);
    if (joined != VALUE_UNDEFINED) return joined;
  }
  STACK_CHECK();
  for (uint32_t i = 0; i < join_depth; i++)
    if (join_stack[i] == o) return value_of(&s_empty);
  if (join_depth < 64) join_stack[join_depth++] = o;
  uint32_t depth = join_depth;
  TextBuilder b;
  builder_start(&b);
  Value result = VALUE_UNDEFINED;
  for (uint64_t i = 0; i < length; i++) {
    if (i > 0) builder_string(&b, string_of(separator));
    Value v = get_element(o, i <= INT32_MAX ? INT((int32_t)i) : number((double)i));
    if (v != VALUE_EXCEPTION && !is_nullish(v)) {
      v = to_string(v);
      if (v != VALUE_EXCEPTION) builder_string(&b, string_of(v));
    }
    if (v == VALUE_EXCEPTION || b.failed) {
      result = v == VALUE_EXCEPTION ? v : builder_finish(&b);
      break;
    }
  }
  join_depth = depth - 1;
  return result == VALUE_EXCEPTION ? result : builder_finish(&b);
}

METHOD("Array.prototype", "toString", 0, ArrayPrototype_toString)
NATIVE(ObjectPrototype_toString);
NATIVE(ArrayPrototype_toString) {
  Value o = to_object(this_value);
  TRY(o);
  Value f = get(o, value_of(&s_join));
  TRY(f);
  if (is_callable(f)) return call_0(f, o);
  if (is_array_object(o)) return ArrayPrototype_join(self, o, VALUE_UNDEFINED, 0, NULL);
  return ObjectPrototype_toString(self, o, VALUE_UNDEFINED, 0, NULL);
}

/* --- iterators: host objects of %ArrayIteratorPrototype%, data: [array, position, type] */

typedef struct ArrayIterator {
  Cell header;
  Value data; /* the array; undefined when exhausted */
  Value slots[1];
  uint64_t position;
  uint64_t type;
} ArrayIterator;

static Value new_array_iterator(Value v, uint64_t type) {
  Value o = to_object(v);
  TRY(o);
  Shape *shape = root_shape(intrinsic(ARRAY_ITERATOR_PROTOTYPE), KIND_HOST, 1);
  ArrayIterator *it = allocate(sizeof(ArrayIterator));
  set_header(&it->header, shape->reference, KIND_HOST, 0, 1);
  it->data = o;
  it->slots[0] = VALUE_UNDEFINED;
  it->position = 0;
  it->type = type;
  return value_of(it);
}
static Value typed_array_iterator(Value v, int kind, const char *method) {
  if (!has_kind(v, KIND_TYPED_ARRAY)) return throw_error(TYPE_ERROR, "this is not a typed array.");
  if (unlikely(is_detached((TypedArray *)v))) return throw_detached(method);
  return new_array_iterator(v, kind);
}
METHOD("Array.prototype", "values", 0, ArrayPrototype_values)
ALIAS("Array.prototype", "@@iterator", "values")
NATIVE(ArrayPrototype_values) { return new_array_iterator(this_value, ITERATE_VALUES); }
METHOD("%TypedArray%.prototype", "values", 0, TypedArrayPrototype_values)
ALIAS("%TypedArray%.prototype", "@@iterator", "values")
NATIVE(TypedArrayPrototype_values) { return typed_array_iterator(this_value, ITERATE_VALUES, "%TypedArray%.prototype.values"); }
METHOD("Array.prototype", "keys", 0, ArrayPrototype_keys)
NATIVE(ArrayPrototype_keys) { return new_array_iterator(this_value, ITERATE_KEYS); }
METHOD("%TypedArray%.prototype", "keys", 0, TypedArrayPrototype_keys)
NATIVE(TypedArrayPrototype_keys) { return typed_array_iterator(this_value, ITERATE_KEYS, "%TypedArray%.prototype.keys"); }
METHOD("Array.prototype", "entries", 0, ArrayPrototype_entries)
NATIVE(ArrayPrototype_entries) { return new_array_iterator(this_value, ITERATE_ENTRIES); }
METHOD("%TypedArray%.prototype", "entries", 0, TypedArrayPrototype_entries)
NATIVE(TypedArrayPrototype_entries) { return typed_array_iterator(this_value, ITERATE_ENTRIES, "%TypedArray%.prototype.entries"); }

METHOD("%ArrayIteratorPrototype%", "next", 0, ArrayIteratorPrototype_next)
NATIVE(ArrayIteratorPrototype_next) {
  if (!has_kind(this_value, KIND_HOST) || cell_of(this_value)->extra != 1)
    return throw_error(TYPE_ERROR, "Method Array Iterator.prototype.next called on incompatible receiver %v", this_value);
  ArrayIterator *it = (ArrayIterator *)this_value;
  if (it->data == VALUE_UNDEFINED) return new_iterator_result(VALUE_UNDEFINED, true);
  uint64_t length;
  if (has_kind(it->data, KIND_TYPED_ARRAY)) {
    length = ((TypedArray *)it->data)->length;
    if (unlikely(is_detached((TypedArray *)it->data))) return throw_detached("Array Iterator.prototype.next");
  } else TRY_BOOL(length_of(it->data, &length));
  uint64_t i = it->position++;
  if (i >= length) {
    it->data = VALUE_UNDEFINED;
    return new_iterator_result(VALUE_UNDEFINED, true);
  }
  Value index = number((double)i);
  if (it->type == ITERATE_KEYS) return new_iterator_result(index, false);
  Value v = get_element(it->data, index);
  TRY(v);
  if (it->type == ITERATE_VALUES) return new_iterator_result(v, false);
  return new_iterator_result(new_array_from(2, (Value[]){index, v}), false);
}

METHOD("%IteratorPrototype%", "@@iterator", 0, return_this)
METHOD("%AsyncIteratorPrototype%", "@@asyncIterator", 0, return_this)
NATIVE(return_this) { return this_value; }
CONSTANT("%ArrayIteratorPrototype%", "@@toStringTag", "Array Iterator")
CONSTANT("%MapIteratorPrototype%", "@@toStringTag", "Map Iterator")
CONSTANT("%SetIteratorPrototype%", "@@toStringTag", "Set Iterator")
CONSTANT("%StringIteratorPrototype%", "@@toStringTag", "String Iterator")
CONSTANT("%GeneratorPrototype%", "@@toStringTag", "Generator")
CONSTANT("%AsyncGeneratorPrototype%", "@@toStringTag", "AsyncGenerator")
CONSTANT("%AsyncFunction.prototype%", "@@toStringTag", "AsyncFunction")
CONSTANT("%GeneratorFunction.prototype%", "@@toStringTag", "GeneratorFunction")
CONSTANT("%AsyncGeneratorFunction.prototype%", "@@toStringTag", "AsyncGeneratorFunction")
