#include "call.h"
#include "engine.h"
#include "memory.h"

bool is_callable(Value v) {
  return is_function_object(v) || (has_kind(v, KIND_PROXY) && (cell_of(v)->flags & 1));
}

bool is_constructor(Value v) {
  if (is_function_object(v)) return (function_of(v)->info->flags & FUNCTION_CONSTRUCTOR) != 0;
  return has_kind(v, KIND_PROXY) && (cell_of(v)->flags & 2);
}

int is_array_or_proxy(Value v) {
  for (; has_kind(v, KIND_PROXY); v = ((Proxy *)v)->target)
    if (((Proxy *)v)->handler == VALUE_NULL) {
      throw_error(TYPE_ERROR, "Cannot perform 'IsArray' on a proxy that has been revoked");
      return -1;
    }
  return is_array_object(v);
}

/* Set by the proxy unit when it is linked. */
Value (*proxy_call)(Value proxy, Value this_value, uint32_t argc, const Value *argv);
Value (*proxy_construct)(Value proxy, Value new_target, uint32_t argc, const Value *argv);

NOINLINE Value call_slow(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text) {
  if (has_kind(callee, KIND_PROXY) && (cell_of(callee)->flags & 1)) return proxy_call(callee, this_value, argc, argv);
  return throw_not_function(callee, text);
}

Value call_0(Value callee, Value this_value) { return call(callee, this_value, 0, NULL, NULL); }
Value call_1(Value callee, Value this_value, Value a) { return call(callee, this_value, 1, &a, NULL); }
Value call_2(Value callee, Value this_value, Value a, Value b) {
  return call(callee, this_value, 2, (Value[]){a, b}, NULL);
}
Value call_3(Value callee, Value this_value, Value a, Value b, Value c) {
  return call(callee, this_value, 3, (Value[]){a, b, c}, NULL);
}

/* Arguments live on the stack while a call runs: whether there is room for so many. */
static bool fit_on_stack(uint32_t count) {
  uintptr_t here = (uintptr_t)__builtin_frame_address(0), limit = (uintptr_t)engine.stack_limit;
  return here > limit && (here - limit) / sizeof(Value) > count;
}

Value call_array(Value callee, Value this_value, Value array, const char *text) {
  uint32_t count = array_of(array)->length;
  if (!fit_on_stack(count)) return throw_stack_overflow();
  Value values[count + 1];
  for (uint32_t i = 0; i < count; i++) values[i] = array_of(array)->items[i];
  return call(callee, this_value, count, values, text);
}

/* --- compiled functions, called by native code */

static Value apply_direct(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);
Value enter_function(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  const void *direct = direct_code(self->info);
  switch (self->info->registers) {
    case 1: return ENTER(Direct0, direct, this_value, self, new_target);
    case 2: return ENTER(Direct1, direct, ARG(0), this_value, self, new_target);
    case 3: return ENTER(Direct2, direct, ARG(0), ARG(1), this_value, self, new_target);
    case 4: return ENTER(Direct3, direct, ARG(0), ARG(1), ARG(2), this_value, self, new_target);
    case REGISTERS_RAW: return ENTER(Code, direct, self, this_value, new_target, argc, argv);
    default: return ENTER(Code, apply_direct, self, this_value, new_target, argc, argv);
  }
}

typedef Value (*Direct5)(Value, Value, Value, Value, Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct6)(Value, Value, Value, Value, Value, Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct7)(Value, Value, Value, Value, Value, Value, Value, Value this_value, Function *self, Value new_target);
typedef Value (*Direct8)(Value, Value, Value, Value, Value, Value, Value, Value, Value this_value, Function *self, Value new_target);

#define THE_REST this_value, self, new_target
static Value direct_call(const void *direct, uint32_t count, const Value *p, Value this_value, Function *self, Value new_target) {
  switch (count) {
    case 0: return ((Direct0)direct)(THE_REST);
    case 1: return ((Direct1)direct)(p[0], THE_REST);
    case 2: return ((Direct2)direct)(p[0], p[1], THE_REST);
    case 3: return ((Direct3)direct)(p[0], p[1], p[2], THE_REST);
    case 4: return ((Direct4)direct)(p[0], p[1], p[2], p[3], THE_REST);
    case 5: return ((Direct5)direct)(p[0], p[1], p[2], p[3], p[4], THE_REST);
    case 6: return ((Direct6)direct)(p[0], p[1], p[2], p[3], p[4], p[5], THE_REST);
    case 7: return ((Direct7)direct)(p[0], p[1], p[2], p[3], p[4], p[5], p[6], THE_REST);
    default: return ((Direct8)direct)(p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], THE_REST);
  }
}

/* Calls a function that is compiled, and has parameters of its own. Unwinds. */
static Value apply_direct(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  const FunctionInfo *info = self->info;
  uint32_t count = info->registers - 1u;
  Value padded[MAX_DIRECT];
  if (argc < count) {
    for (uint32_t i = 0; i < count; i++) padded[i] = argument(i, argc, argv);
    argv = padded;
  }
  return direct_call(direct_code(info), count, argv, THE_REST);
}

typedef Value (*DirectCall)(const void *, uint32_t, const Value *, Value, Function *, Value);
Value enter_with(const void *direct, uint32_t count, const Value *arguments, Value this_value, Function *self, Value new_target) {
  return ENTER(DirectCall, direct_call, direct, count, arguments, THE_REST);
}

/* --- calls by compiled code that unwinds */

static Value u_apply(Function *f, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  const FunctionInfo *info = f->info;
  UNWINDING_STACK_CHECK();
  if (info->registers == 0) return passed(native_code(info)(f, this_value, new_target, argc, argv));
  if (info->registers == REGISTERS_RAW) return ((Code)direct_code(info))(f, this_value, new_target, argc, argv);
  return apply_direct(f, this_value, new_target, argc, argv);
}

Value u_call(Value callee, Value this_value, uint32_t argc, const Value *argv, const char *text) {
  if (likely(is_function_object(callee))) return u_apply(function_of(callee), this_value, VALUE_UNDEFINED, argc, argv);
  return passed(call_slow(callee, this_value, argc, argv, text));
}

Value u_call_array(Value callee, Value this_value, Value array, const char *text) {
  uint32_t count = array_of(array)->length;
  if (!fit_on_stack(count)) u_throw_stack_overflow();
  Value values[count + 1];
  for (uint32_t i = 0; i < count; i++) values[i] = array_of(array)->items[i];
  return u_call(callee, this_value, count, values, text);
}

/* Not as many parameters as arguments, or native: what is missing is undefined. */
static NOINLINE Value u_call_padded(Function *f, uint32_t argc, Value a, Value b, Value c, Value d, Value this_value) {
  const FunctionInfo *info = f->info;
  UNWINDING_STACK_CHECK();
  switch (info->registers) {
    case 1: return ((Direct0)direct_code(info))(this_value, f, VALUE_UNDEFINED);
    case 2: return ((Direct1)direct_code(info))(a, this_value, f, VALUE_UNDEFINED);
    case 3: return ((Direct2)direct_code(info))(a, b, this_value, f, VALUE_UNDEFINED);
    case 4: return ((Direct3)direct_code(info))(a, b, c, this_value, f, VALUE_UNDEFINED);
    case 5: return ((Direct4)direct_code(info))(a, b, c, d, this_value, f, VALUE_UNDEFINED);
    case 0: return passed(native_code(info)(f, this_value, VALUE_UNDEFINED, argc, ARRAY_4));
    default: return u_apply(f, this_value, VALUE_UNDEFINED, argc, ARRAY_4);
  }
}
#define PADDED_0 VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED
#define PADDED_1 a, VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED
#define PADDED_2 a, b, VALUE_UNDEFINED, VALUE_UNDEFINED
#define PADDED_3 a, b, c, VALUE_UNDEFINED
#define PADDED_4 a, b, c, d

#define X(n)                                                                                                     \
  INLINE Value u_call_function_##n(Value callee, Value this_value PARAMETERS_##n) {                               \
    Function *f = function_of(callee);                                                                           \
    if (unlikely(f->info->registers != n + 1)) return u_call_padded(f, n, PADDED_##n, this_value);                \
    UNWINDING_STACK_CHECK();                                                                                     \
    return ((Direct##n)direct_code(f->info))(LEADING_##n this_value, f, VALUE_UNDEFINED);                             \
  }                                                                                                              \
  Value u_cold_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text) {                       \
    if (unlikely(!is_function_object(callee))) return passed(call_slow(callee, this_value, n, ARRAY_##n, text)); \
    return u_call_function_##n(callee, this_value FOLLOWING_##n);                                                \
  }                                                                                                              \
  Value u_invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache) {                                      \
    Value callee = u_cached_get_method(this_value, cache);                                                       \
    if (unlikely(!is_function_object(callee)))                                                                   \
      return passed(call_slow(callee, this_value, n, ARRAY_##n, cache_text(cache)));                             \
    return u_call_function_##n(callee, this_value FOLLOWING_##n);                                                \
  }                                                                                                              \
  Value u_cold_construct_##n(Value callee PARAMETERS_##n, const char *text) {                                    \
    return u_construct(callee, callee, n, ARRAY_##n, text);                                                      \
  }                                                                                                              \
  Value cold_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text) {                         \
    return near_call_##n(callee, this_value FOLLOWING_##n, text);                                                \
  }                                                                                                              \
  Value invoke_##n(Value this_value PARAMETERS_##n, InlineCache *cache) {                                        \
    Value callee = cached_get_method(this_value, cache);                                                         \
    if (likely(is_function_object(callee))) return near_call_##n(callee, this_value FOLLOWING_##n, NULL);        \
    if (callee == VALUE_EXCEPTION) return callee;                                                                \
    return call_slow(callee, this_value, n, ARRAY_##n, cache_text(cache));                                       \
  }                                                                                                              \
  Value cold_construct_##n(Value callee PARAMETERS_##n, const char *text) {                                      \
    return construct(callee, callee, n, ARRAY_##n, text);                                                        \
  }
CALL_ARITIES(X)
#undef X

/* --- closures */

Value new_closure(const FunctionInfo *info, uint32_t captures) {
  Function *f = allocate(sizeof(Function) + captures * sizeof(Value));
  unsigned type = (info->flags & FUNCTION_GENERATOR ? 1u : 0) | (info->flags & FUNCTION_ASYNC ? 2u : 0);
  set_header(&f->header, engine.function_shapes[type]->reference, KIND_FUNCTION, 0, instance_slots(info));
  f->info = info;
  f->instance_shape = NULL;
  f->slots[0] = VALUE_UNDEFINED;
  for (uint32_t i = 0; i < captures; i++) f->captures[i] = VALUE_UNDEFINED;
  return value_of(f);
}

#define PROTOTYPE_INDEX 2

/* length, name and prototype come into being when somebody looks. */
void materialize_function(Value function) {
  if (!is_function_object(function)) return;
  Function *f = function_of(function);
  if (f->header.flags & FUNCTION_MATERIALIZED) return;
  f->header.flags |= FUNCTION_MATERIALIZED;
  const FunctionInfo *info = f->info;
  add_property((Object *)f, value_of(&s_length), INT(function_length(info)), CONFIGURABLE);
  add_property((Object *)f, value_of(&s_name), value_of(function_name(info)), CONFIGURABLE);
  if (info->flags & FUNCTION_BUILTIN) return;
  if (info->flags & FUNCTION_GENERATOR) {
    Value parent = intrinsic(info->flags & FUNCTION_ASYNC ? ASYNC_GENERATOR_PROTOTYPE : GENERATOR_PROTOTYPE);
    add_property((Object *)f, value_of(&s_prototype), new_object_with_prototype(parent), WRITABLE);
  } else if ((info->flags & FUNCTION_CONSTRUCTOR) && !(info->flags & FUNCTION_CLASS)) {
    Value prototype = new_object_with_prototype(intrinsic(OBJECT_PROTOTYPE));
    add_property((Object *)f, value_of(&s_prototype), prototype, WRITABLE);
    add_property((Object *)prototype, value_of(&s_constructor), function, DATA_HIDDEN);
  }
}

void set_function_name(Value function, Value key, const char *prefix) {
  if (!is_function_object(function)) return;
  materialize_function(function);
  TextBuilder builder;
  builder_start(&builder);
  if (*prefix != 0) {
    builder_ascii(&builder, prefix);
    builder_unit(&builder, ' ');
  }
  if (is_symbol(key)) {
    Value description = ((Symbol *)key)->description;
    if (description != VALUE_UNDEFINED) {
      builder_unit(&builder, '[');
      builder_string(&builder, string_of(description));
      builder_unit(&builder, ']');
    }
  } else builder_string(&builder, string_of(key_to_value(key)));
  Value name = builder_finish(&builder);
  uint32_t attributes;
  Shape *shape = shape_of(cell_of(function));
  int32_t index = shape_find(shape, value_of(&s_name), &attributes);
  /* a static member called name wins */
  if (index >= 0 && attributes == CONFIGURABLE) *slot_at(cell_of(function), shape, (uint32_t)index) = name;
}

/* --- constructing */

/* Of constructors of the realm, which stay and whose property cannot change. */
static struct { Value constructor, prototype; } known_prototypes[8];

Value prototype_from_constructor(Value new_target, int fallback) {
  uint32_t place = (uint32_t)(new_target >> 5) % 8;
  if (likely(known_prototypes[place].constructor == new_target)) return known_prototypes[place].prototype;
  if (is_function_object(new_target) && (function_of(new_target)->info->flags & FUNCTION_BUILTIN)) {
    Descriptor d;
    if (get_own_property(new_target, value_of(&s_prototype), &d) > 0 && d.attributes == 0 && is_object(d.value)) {
      known_prototypes[place].constructor = new_target;
      known_prototypes[place].prototype = d.value;
      return d.value;
    }
  }
  Value prototype = keyed_get(new_target, value_of(&s_prototype));
  if (prototype == VALUE_EXCEPTION || is_object(prototype)) return prototype;
  return intrinsic((Intrinsic)fallback);
}

static Value prototype_slot(Function *f) {
  Shape *shape = shape_of(f);
  if (shape->count <= PROTOTYPE_INDEX) return VALUE_UNDEFINED;
  return *slot_at(f, shape, PROTOTYPE_INDEX);
}

Value create_from_constructor(Value new_target) {
  if (is_function_object(new_target)) {
    Function *f = function_of(new_target);
    if (likely(f->instance_shape != NULL && f->instance_shape->prototype == prototype_slot(f)))
      return value_of(new_object_with_shape(f->instance_shape));
    if (!(f->info->flags & FUNCTION_BUILTIN)) {
      materialize_function(new_target);
      Value prototype = prototype_from_constructor(new_target, OBJECT_PROTOTYPE);
      if (prototype == VALUE_EXCEPTION) return prototype;
      uint32_t slots = f->header.extra < 2 ? 2 : f->header.extra;
      f->instance_shape = root_shape(prototype, KIND_OBJECT, slots);
      return value_of(new_object_with_shape(f->instance_shape));
    }
  }
  Value prototype = prototype_from_constructor(new_target, OBJECT_PROTOTYPE);
  if (prototype == VALUE_EXCEPTION) return prototype;
  return new_object_with_prototype(prototype);
}

/* What a constructor that is not derived gets as `this`. */
INLINE Value instance_for(Function *f, Value new_target) {
  Shape *shape = f->instance_shape;
  if (unlikely(value_of(f) != new_target || shape == NULL ||
               !((f->info->flags & FUNCTION_CLASS) || shape->prototype == prototype_slot(f))))
    return create_from_constructor(new_target);
  /* the prototype of a class never changes */
  uint32_t capacity = shape->capacity;
  Object *object = allocate(sizeof(Object) + capacity * sizeof(Value));
  set_header(&object->header, shape->reference, KIND_OBJECT, 0, 0);
  for (uint32_t i = 0; i < capacity; i++) object->slots[i] = VALUE_UNDEFINED;
  return value_of(object);
}

Value construct(Value callee, Value new_target, uint32_t argc, const Value *argv, const char *text) {
  if (unlikely(!is_function_object(callee))) {
    if (is_constructor(callee)) return proxy_construct(callee, new_target, argc, argv);
    return throw_not_constructor(callee, text);
  }
  Function *f = function_of(callee);
  uint16_t flags = f->info->flags;
  if (unlikely(!(flags & FUNCTION_CONSTRUCTOR))) return throw_not_constructor(callee, text);
  if (flags & FUNCTION_DERIVED) return call_function(f, VALUE_UNDEFINED, new_target, argc, argv);
  Value instance = instance_for(f, new_target);
  if (unlikely(instance == VALUE_EXCEPTION)) return instance;
  Value result = call_function(f, instance, new_target, argc, argv);
  if (unlikely(result == VALUE_EXCEPTION)) return result;
  return unlikely(is_object(result)) ? result : instance;
}

Value u_construct(Value callee, Value new_target, uint32_t argc, const Value *argv, const char *text) {
  if (unlikely(!is_function_object(callee) || !(function_of(callee)->info->flags & FUNCTION_CONSTRUCTOR)))
    return passed(construct(callee, new_target, argc, argv, text));
  Function *f = function_of(callee);
  if (f->info->flags & FUNCTION_DERIVED) return u_apply(f, VALUE_UNDEFINED, new_target, argc, argv);
  Value instance = passed(instance_for(f, new_target));
  Value result = u_apply(f, instance, new_target, argc, argv);
  return unlikely(is_object(result)) ? result : instance;
}

Value u_construct_array(Value callee, Value new_target, Value array, const char *text) {
  uint32_t count = array_of(array)->length;
  if (!fit_on_stack(count)) u_throw_stack_overflow();
  Value values[count + 1];
  for (uint32_t i = 0; i < count; i++) values[i] = array_of(array)->items[i];
  return u_construct(callee, new_target, count, values, text);
}

Value construct_array(Value callee, Value new_target, Value array, const char *text) {
  uint32_t count = array_of(array)->length;
  if (!fit_on_stack(count)) return throw_stack_overflow();
  Value values[count + 1];
  for (uint32_t i = 0; i < count; i++) values[i] = array_of(array)->items[i];
  return construct(callee, new_target, count, values, text);
}

/* --- classes */

Value class_new(Value constructor, bool has_parent, Value parent) {
  Function *f = function_of(constructor);
  Value prototype_parent = intrinsic(OBJECT_PROTOTYPE);
  if (has_parent) {
    if (parent == VALUE_NULL) prototype_parent = VALUE_NULL;
    else {
      if (!is_constructor(parent)) return throw_error(TYPE_ERROR, "Class extends value %v is not a constructor or null", parent);
      prototype_parent = get(parent, value_of(&s_prototype));
      if (prototype_parent == VALUE_EXCEPTION) return prototype_parent;
      if (!is_object(prototype_parent) && prototype_parent != VALUE_NULL)
        return throw_error(TYPE_ERROR, "Class extends value does not have valid prototype property %v", prototype_parent);
      if (is_function_object(parent)) {
        uint32_t slots = f->header.extra + function_of(parent)->header.extra;
        f->header.extra = (uint16_t)(slots > 120 ? 120 : slots);
      }
    }
  }
  materialize_function(constructor);
  Value prototype = new_object_with_prototype(prototype_parent);
  add_property((Object *)f, value_of(&s_prototype), prototype, 0);
  add_property((Object *)prototype, value_of(&s_constructor), constructor, DATA_HIDDEN);
  if (has_parent && parent != VALUE_NULL) change_prototype((Object *)f, parent);
  make_prototype(prototype);
  return VALUE_UNDEFINED;
}

Value class_prototype(Value constructor) { return prototype_slot(function_of(constructor)); }

Value super_constructor(Value active_function) { return get_prototype(active_function); }

/* --- arguments */

NATIVE(throw_type_error) {
  return throw_error(TYPE_ERROR, "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them");
}
NATIVE_FUNCTION_INFO(throw_type_error_info, throw_type_error, s_empty, 0, FUNCTION_BUILTIN);

/* %ThrowTypeError% as the getter and setter of what strict code may not ask for. */
static Value forbidden_accessor(void) {
  Value thrower = new_closure(&throw_type_error_info, 0);
  materialize_function(thrower);
  define_value(thrower, value_of(&s_length), INT(0), 0);
  define_value(thrower, value_of(&s_name), value_of(&s_empty), 0);
  prevent_extensions(thrower);
  return new_accessor(thrower, thrower);
}

Value new_arguments(uint32_t argc, const Value *argv) {
  enum { LENGTH, CALLEE, ITERATOR, SLOTS };
  static ROOT Value shape_cell = VALUE_UNDEFINED;
  static ROOT Value callee, values;
  bool first = shape_cell == VALUE_UNDEFINED;
  if (first) {
    callee = forbidden_accessor();
    values = get(intrinsic(ARRAY_PROTOTYPE), value_of(&symbol_iterator));
    shape_cell = value_of(root_shape(intrinsic(OBJECT_PROTOTYPE), KIND_ARGUMENTS, SLOTS));
  }
  Array *array = allocate(sizeof(Array) + (SLOTS - 1) * sizeof(Value));
  set_header(&array->header, ((Shape *)shape_cell)->reference, KIND_ARGUMENTS, 0, 0);
  array->items = NULL;
  array->length = array->capacity = 0;
  array->slots[LENGTH] = number_from_uint32(argc);
  array->slots[CALLEE] = callee;
  array->slots[ITERATOR] = values;
  if (argc > 0) {
    array_reserve(array, argc);
    copy_memory(array->items, argv, (size_t)argc * sizeof(Value));
    array->length = argc;
  }
  if (first) {
    add_property((Object *)array, value_of(&s_length), number_from_uint32(argc), DATA_HIDDEN);
    add_property((Object *)array, value_of(&s_callee), callee, ACCESSOR);
    add_property((Object *)array, value_of(&symbol_iterator), values, DATA_HIDDEN);
    shape_cell = value_of(shape_of(array));
  }
  return value_of(array);
}

Value rest_array(uint32_t from, uint32_t argc, const Value *argv) {
  return from < argc ? new_array_from(argc - from, argv + from) : new_array(0);
}
