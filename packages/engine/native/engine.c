/* Start, the realm, and small helpers of generated code. */
#include "engine.h"
#include "backtrace.h"
#include "hash.h"
#include "memory.h"

Engine engine;

#define X(name)                                                                                                     \
  static const String symbol_text_##name = {{STRING_SHAPE, KIND_STRING, 0, 0}, sizeof("Symbol." #name) - 1, 0,      \
                                            "Symbol." #name};                                                       \
  const Symbol symbol_##name = {{SYMBOL_SHAPE, KIND_SYMBOL, 0, 0}, 0, (__COUNTER__ + 1) * 0x9e3779b9u | 1,          \
                                (Value)&symbol_text_##name};
WELL_KNOWN_SYMBOLS(X)
#undef X
const Symbol symbol_elements = {{SYMBOL_SHAPE, KIND_SYMBOL, SYMBOL_PRIVATE, 0}, 0, 0x51ed270b, VALUE_UNDEFINED};

_Noreturn void engine_panic(const char *message) {
  static const char prefix[] = "engine: internal error: ";
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)prefix, sizeof prefix - 1);
  uint32_t length = 0;
  while (message[length] != 0) length++;
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)message, length);
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)"\n", 1);
  print_backtrace(__builtin_frame_address(0));
  platform_exit(70);
}

_Noreturn void out_of_memory(void) {
  static const char text[] = "engine: out of memory: the heap has reached its limit\n";
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, sizeof text - 1);
  print_backtrace(__builtin_frame_address(0));
  platform_exit(71);
}

bool c_string_equals(const char *a, const char *b) {
  while (*a != 0 && *a == *b) a++, b++;
  return *a == *b;
}

/* Long texts go out in pieces without a copy of the whole. */
void write_text(int stream, String *text) {
  text = flat(text);
  uint8_t buffer[1024];
  uint32_t used = 0;
  for (uint32_t i = 0; i < text->length;) {
    uint32_t c = next_code_point(text, &i);
    if (c >= 0xd800 && c < 0xe000) c = 0xfffd;
    if (used + 5 > sizeof buffer) {
      platform_console_write(stream, buffer, used);
      used = 0;
    }
    if (c < 0x80) buffer[used++] = (uint8_t)c;
    else if (c < 0x800) {
      buffer[used++] = (uint8_t)(0xc0 | c >> 6);
      buffer[used++] = (uint8_t)(0x80 | (c & 63));
    } else {
      if (c < 0x10000) buffer[used++] = (uint8_t)(0xe0 | c >> 12);
      else {
        buffer[used++] = (uint8_t)(0xf0 | c >> 18);
        buffer[used++] = (uint8_t)(0x80 | (c >> 12 & 63));
      }
      buffer[used++] = (uint8_t)(0x80 | (c >> 6 & 63));
      buffer[used++] = (uint8_t)(0x80 | (c & 63));
    }
  }
  if (used > 0) platform_console_write(stream, buffer, used);
}

void write_console(int stream, String *text) {
  write_text(stream, text);
  platform_console_write(stream, (const uint8_t *)"\n", 1);
}

/* --- realm */

#define INTRINSIC(identifier, name, prototype, kind) {prototype, kind},
#define NONE -1
static const struct { int16_t prototype; uint8_t kind; } intrinsic_table[] = {
#include "intrinsics.def"
};
#undef INTRINSIC

/* Function.prototype is a function that takes anything and gives undefined. */
__attribute__((used)) static NATIVE(call_function_prototype) {
  return VALUE_UNDEFINED;
}
NATIVE_FUNCTION_INFO(function_prototype_info, call_function_prototype, s_empty, 0, FUNCTION_BUILTIN);

static const FunctionInfo *info_at(uint32_t address) { return (const FunctionInfo *)(uintptr_t)address; }

static Value new_realm_object(Value prototype, uint8_t kind, const FunctionInfo *function) {
  if (kind == KIND_FUNCTION) {
    Value f = new_closure(function, 0);
    if (prototype != engine.intrinsics[FUNCTION_PROTOTYPE] && function != &function_prototype_info) change_prototype((Object *)f, prototype);
    return f;
  }
  if (kind == KIND_ARRAY) {
    Array *array = array_of(new_array(0));
    array->header.shape = root_shape(prototype, KIND_ARRAY, 1)->reference;
    return value_of(array);
  }
  if (kind == KIND_WRAPPER) return value_of(new_data_object(KIND_WRAPPER, prototype, VALUE_UNDEFINED));
  return value_of(new_object_with_shape(root_shape(prototype, KIND_OBJECT, 6)));
}

static void initialize_intrinsics(void) {
  engine.null_prototype_shape = engine.well_known_shapes[0];
  Shape *plain = root_shape(VALUE_NULL, KIND_OBJECT, 4);
  engine.object_shape = plain;
  for (int i = 0; i < INTRINSIC_COUNT; i++) {
    Value prototype = intrinsic_table[i].prototype < 0 ? VALUE_NULL : engine.intrinsics[intrinsic_table[i].prototype];
    if (i == FUNCTION_PROTOTYPE) engine.function_shapes[0] = root_shape(prototype, KIND_FUNCTION, 1);
    if (i == ARRAY_PROTOTYPE) engine.array_shape = root_shape(prototype, KIND_ARRAY, 1);
    engine.intrinsics[i] = new_realm_object(prototype, intrinsic_table[i].kind, &function_prototype_info);
  }
  ((DataObject *)intrinsic(STRING_PROTOTYPE))->data = value_of(&s_empty);
  ((DataObject *)intrinsic(NUMBER_PROTOTYPE))->data = INT(0);
  ((DataObject *)intrinsic(BOOLEAN_PROTOTYPE))->data = VALUE_FALSE;
  Value object_prototype = intrinsic(OBJECT_PROTOTYPE);
  make_prototype(object_prototype);
  shape_of(cell_of(object_prototype))->header.flags |= SHAPE_IMMUTABLE_PROTOTYPE;
  engine.object_shape = root_shape(object_prototype, KIND_OBJECT, 4);
  engine.array_shape = root_shape(intrinsic(ARRAY_PROTOTYPE), KIND_ARRAY, 1);
  engine.promise_shape = root_shape(intrinsic(PROMISE_PROTOTYPE), KIND_PROMISE, 1);
  engine.coroutine_shape = root_shape(intrinsic(GENERATOR_PROTOTYPE), KIND_COROUTINE, 1);
  static const Intrinsic function_prototypes[4] = {FUNCTION_PROTOTYPE, GENERATOR_FUNCTION_PROTOTYPE,
                                                   ASYNC_FUNCTION_PROTOTYPE, ASYNC_GENERATOR_FUNCTION_PROTOTYPE};
  for (int i = 0; i < 4; i++)
    engine.function_shapes[i] = root_shape(intrinsic(function_prototypes[i]), KIND_FUNCTION, 1);
  for (int i = 0; i < TYPE_COUNT; i++)
    engine.typed_array_shapes[i] = root_shape(intrinsic((Intrinsic)(INT8_ARRAY_PROTOTYPE + i)), KIND_TYPED_ARRAY, 1);
  engine.data_view_shape = root_shape(intrinsic(DATA_VIEW_PROTOTYPE), KIND_DATA_VIEW, 1);
  engine.array_buffer_shape = root_shape(intrinsic(ARRAY_BUFFER_PROTOTYPE), KIND_ARRAY_BUFFER, 1);
}

static void initialize_generators(void) {
  static const Intrinsic pairs[2][2] = {{GENERATOR_FUNCTION_PROTOTYPE, GENERATOR_PROTOTYPE},
                                        {ASYNC_GENERATOR_FUNCTION_PROTOTYPE, ASYNC_GENERATOR_PROTOTYPE}};
  for (int i = 0; i < 2; i++) {
    Value of_functions = intrinsic(pairs[i][0]), of_generators = intrinsic(pairs[i][1]);
    define_value(of_functions, value_of(&s_prototype), of_generators, CONFIGURABLE);
    define_value(of_generators, value_of(&s_constructor), of_functions, CONFIGURABLE);
  }
}

static void initialize_objects(void) {
  for (uint32_t i = 0; i < realm_object_count; i++) {
    const BuiltinObject *o = &realm_object_table[i];
    if (o->intrinsic >= 0) {
      realm_objects[i] = engine.intrinsics[o->intrinsic];
      continue;
    }
    Value prototype = o->prototype >= 0 ? realm_objects[o->prototype]
                      : o->kind == KIND_FUNCTION ? intrinsic(FUNCTION_PROTOTYPE) : intrinsic(OBJECT_PROTOTYPE);
    realm_objects[i] = new_realm_object(prototype, o->kind, info_at(realm_object_functions[i]));
  }
  for (uint32_t i = 0; i < realm_object_count; i++) {
    const BuiltinObject *o = &realm_object_table[i];
    if (o->kind != KIND_FUNCTION || o->constructs < 0) continue;
    Value f = realm_objects[i], prototype = realm_objects[o->constructs];
    materialize_function(f);
    define_value(f, value_of(&s_prototype), prototype, 0);
    bool of_functions = get_prototype(prototype) == intrinsic(FUNCTION_PROTOTYPE); /* AsyncFunction and the like */
    define_value(prototype, value_of(&s_constructor), f, of_functions ? CONFIGURABLE : DATA_HIDDEN);
  }
}

static void initialize_properties(void) {
  for (uint32_t i = 0; i < realm_property_count; i++) {
    const BuiltinProperty *p = &realm_property_table[i];
    Value object = realm_objects[p->object], key = realm_property_addresses[i].key, value = VALUE_UNDEFINED;
    uint32_t reference = realm_property_addresses[i].value;
    switch (p->type) {
      case PROPERTY_METHOD: value = new_closure(info_at(reference), 0); break;
      case PROPERTY_GETTER: {
        Value getter = reference == 0 ? VALUE_UNDEFINED : new_closure(info_at(reference), 0);
        bool pair = p[1].type == PROPERTY_SETTER;
        Value setter = pair ? new_closure(info_at(realm_property_addresses[++i].value), 0) : VALUE_UNDEFINED;
        define_accessor(object, key, getter, setter, p->attributes);
        continue;
      }
      case PROPERTY_CONSTANT: value = realm_constants[reference]; break;
      case PROPERTY_OBJECT: value = realm_objects[reference]; break;
      case PROPERTY_SHARED: value = get(realm_objects[reference], key); break;
      case PROPERTY_ALIAS: value = get(object, reference); break;
    }
    define_value(object, key, value, p->attributes);
  }
}

int engine_start(const PlatformBoot *boot) {
  engine.boot = boot;
  engine.exception = VALUE_UNDEFINED;
  engine.stack_limit = boot->stack_low + 3 * STACK_RESERVE;
  for (uint32_t i = 0; i < program_variable_count; i++)
    program_variables[i] = i < program_undefined_count ? VALUE_UNDEFINED : VALUE_UNINITIALIZED;
  hash_initialize(&boot->options);
  heap_initialize(boot);
  shapes_initialize();
  interned_strings_initialize();
  initialize_intrinsics();
  initialize_generators();
  initialize_objects();
  initialize_properties();
  for (uint32_t i = 0; i < 5; i++) {
    static const Intrinsic prototypes[5] = {STRING_PROTOTYPE, SYMBOL_PROTOTYPE, BIGINT_PROTOTYPE, NUMBER_PROTOTYPE, BOOLEAN_PROTOTYPE};
    engine.well_known_shapes[i]->prototype = intrinsic(prototypes[i]);
  }
  engine.intact_view_shape = engine.data_view_shape->reference;
  engine.intact_text_shape = STRING_SHAPE;
  engine.started = true;
  int status = run_program();
  check_canaries();
  if (boot->options.heap_statistics) report_heap_statistics();
  return status;
}

/* --- object literals, spread, rest */

extern const LiteralTable __start_engine_literals[] __attribute__((weak));
extern const LiteralTable __stop_engine_literals[] __attribute__((weak));

static LiteralSite *sites_of(const LiteralTable *t) { return (LiteralSite *)(uintptr_t)t->sites; }

void literal_sites_mark(void) {
  for (const LiteralTable *t = __start_engine_literals; t < __stop_engine_literals; t++)
    for (LiteralSite *site = sites_of(t); site < sites_of(t) + t->count; site++)
      if (site->class != NULL) mark_cell(&shape_at(site->header.shape)->header);
}

static void use_site(LiteralSite *site) {
  if (site->keys != NULL) return;
  const LiteralTable *t = __start_engine_literals;
  while ((uintptr_t)site - t->sites >= t->count * sizeof(LiteralSite)) t++;
  const LiteralConstants *constants = (const LiteralConstants *)(uintptr_t)t->constants + (site - sites_of(t));
  site->keys = (const uint32_t *)(uintptr_t)constants->keys;
  site->count = constants->count;
  site->capacity = constants->capacity;
}

static void find_site_shape(LiteralSite *site, Value prototype) {
  Shape *shape = root_shape(prototype, KIND_OBJECT, site->capacity);
  for (uint32_t i = 0; i < site->count; i++) shape = shape_add(shape, site->keys[i], DATA_DEFAULT);
  site->class = &heap.classes[heap.class_of[(sizeof(Object) + site->capacity * sizeof(Value) + CANARY_SIZE) / 8]];
  uint64_t number = (uint64_t)(site - sites_of(__start_engine_literals)) + 1;
  set_header(&site->header, shape->reference, KIND_OBJECT, 0, number > 0 && number <= UINT16_MAX ? (uint16_t)number : 0);
}

NOINLINE void literal_shape_slow(LiteralSite *site) {
  use_site(site);
  find_site_shape(site, intrinsic(OBJECT_PROTOTYPE));
}

NOINLINE void instance_shape_slow(LiteralSite *site, Value constructor) {
  use_site(site);
  Function *f = function_of(constructor);
  uint32_t capacity = f->header.extra < 2 ? 2 : f->header.extra;
  if (site->capacity < capacity) site->capacity = capacity;
  if (site->capacity > capacity) {
    f->header.extra = (uint16_t)site->capacity;
    f->instance_shape = NULL;
  }
  find_site_shape(site, class_prototype(constructor));
}

void literal_site_enlarge(uint32_t number, uint32_t from, uint32_t to) {
  LiteralSite *site = sites_of(__start_engine_literals) + (number - 1);
  if (site->capacity != from) return;
  site->capacity = to;
  site->class = NULL;
}

Value object_spread(Value target, Value source) {
  if (is_nullish(source)) return VALUE_UNDEFINED;
  source = to_object(source);
  Array *names = own_enumerable_keys(source);
  if (names != NULL && is_record(source)) {
    Shape *shape = shape_of(cell_of(source));
    for (uint32_t i = 0; i < names->length; i++) {
      uint32_t attributes;
      Value v = *slot_at(cell_of(source), shape, (uint32_t)shape_find(shape, names->items[i], &attributes));
      if (create_data_property(target, names->items[i], v) < 0) return VALUE_EXCEPTION;
    }
    return VALUE_UNDEFINED;
  }
  Value keys = own_keys(source, KEYS_STRINGS | KEYS_SYMBOLS);
  if (keys == VALUE_EXCEPTION) return keys;
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = to_property_key(array_of(keys)->items[i]);
    Descriptor d;
    int found = get_own_property(source, key, &d);
    if (found < 0) return VALUE_EXCEPTION;
    if (!found || !(d.attributes & ENUMERABLE)) continue;
    Value v = get(source, key);
    if (v == VALUE_EXCEPTION) return v;
    if (create_data_property(target, key, v) < 0) return VALUE_EXCEPTION;
  }
  return VALUE_UNDEFINED;
}

Value object_rest(Value source, uint32_t excluded_count, const Value *excluded) {
  Value result = new_object();
  source = to_object(source);
  Value keys = own_keys(source, KEYS_STRINGS | KEYS_SYMBOLS);
  if (keys == VALUE_EXCEPTION) return keys;
  for (uint32_t i = 0; i < array_of(keys)->length; i++) {
    Value key = to_property_key(array_of(keys)->items[i]);
    bool skip = false;
    for (uint32_t k = 0; k < excluded_count; k++) skip |= to_property_key(excluded[k]) == key;
    Descriptor d;
    int found = skip ? 0 : get_own_property(source, key, &d);
    if (found < 0) return VALUE_EXCEPTION;
    if (!found || !(d.attributes & ENUMERABLE)) continue;
    Value v = get(source, key);
    if (v == VALUE_EXCEPTION) return v;
    create_data_property(result, key, v);
  }
  return result;
}

/* --- members */

Value get_super(Value base, Value this_value, Value key) {
  key = to_property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  if (!is_object(base)) return throw_error(TYPE_ERROR, "Cannot read properties of null (reading '%k')", key);
  return get_from(base, key, this_value);
}

Value put_super(Value base, Value this_value, Value key, Value value) {
  key = to_property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  if (!is_object(base)) return throw_error(TYPE_ERROR, "Cannot set properties of null (setting '%k')", key);
  int done = set_on(base, key, value, this_value);
  if (done < 0) return VALUE_EXCEPTION;
  Descriptor d;
  for (Value p = base; !done && is_object(p); p = get_prototype(p)) {
    int found = get_own_property(p, key, &d);
    if (found < 0) return VALUE_EXCEPTION;
    if (found && (d.attributes & ACCESSOR))
      return throw_error(TYPE_ERROR, "Cannot set property %k of %v which has only a getter", key, p);
    if (found) break;
  }
  if (!done) return throw_error(TYPE_ERROR, "Cannot assign to read only property '%k' of object '%v'", key, this_value);
  return VALUE_UNDEFINED;
}

Value super_base(Value home, int type) {
  if (type == HOME_PROTOTYPE) home = class_prototype(home);
  return is_object(home) ? get_prototype(home) : VALUE_NULL;
}

Value delete_member(Value object, Value key) {
  key = to_property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  if (is_nullish(object)) return throw_error(TYPE_ERROR, "Cannot convert undefined or null to object");
  object = to_object(object);
  int done = delete_property(object, key);
  if (done < 0) return VALUE_EXCEPTION;
  if (!done && has_kind(object, KIND_PROXY))
    return throw_error(TYPE_ERROR, "'deleteProperty' on proxy: trap returned falsish for property '%k'", key);
  if (!done) return throw_error(TYPE_ERROR, "Cannot delete property '%k' of %v", key, object);
  return VALUE_TRUE;
}

Value define_member(Value object, Value key, Value value, uint32_t attributes) {
  key = to_property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  int done = define_value(object, key, value, attributes);
  if (done < 0) return VALUE_EXCEPTION;
  return done ? VALUE_UNDEFINED : throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
}

Value define_member_accessor(Value object, Value key, Value getter, Value setter, bool enumerable) {
  key = to_property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  int done = define_accessor(object, key, getter, setter, CONFIGURABLE | (enumerable ? ENUMERABLE : 0));
  if (done < 0) return VALUE_EXCEPTION;
  return done ? VALUE_UNDEFINED : throw_error(TYPE_ERROR, "Cannot redefine property: %k", key);
}

Value define_methods(Value object, const MemberRow *rows, uint32_t count) {
  for (const MemberRow *row = rows; row < rows + count; row++) {
    Value key = row->key & ~3u, f = new_closure((const FunctionInfo *)(uintptr_t)row->info, 0);
    uint32_t kind = row->key & 3;
    Value done = kind == 0 ? define_member(object, key, f, DATA_HIDDEN)
                           : define_member_accessor(object, key, kind == 1 ? f : VALUE_EXCEPTION, kind == 2 ? f : VALUE_EXCEPTION, false);
    if (done == VALUE_EXCEPTION) return done;
  }
  return VALUE_UNDEFINED;
}

/* --- strings and globals */

Value concatenate(uint32_t count, const Value *parts) {
  uint64_t length = 0;
  bool wide = false;
  for (uint32_t i = 0; i < count; i++) {
    length += string_of(parts[i])->length;
    wide |= is_wide(string_of(parts[i]));
  }
  if (count == 2 || length >= 256 || wide) {
    Value result = parts[0];
    for (uint32_t i = 1; i < count && result != VALUE_EXCEPTION; i++) result = string_concat(result, parts[i]);
    return result;
  }
  uint8_t buffer[256];
  uint32_t used = 0;
  for (uint32_t i = 0; i < count; i++) {
    String *s = flat(string_of(parts[i]));
    copy_memory(buffer + used, s->data, s->length);
    used += s->length;
  }
  return string_from_latin1(buffer, used);
}

Value global_get(const String *name, bool optional) {
  Value global = intrinsic(GLOBAL);
  Value key = value_of(name);
  int found = has_property(global, key); /* what it inherits is a global as well */
  if (found < 0) return VALUE_EXCEPTION;
  if (found) return get(global, key);
  if (optional) return VALUE_UNDEFINED;
  return throw_error(REFERENCE_ERROR, "%k is not defined", key);
}

/* Modules are strict: a global that does not exist is not made. */
Value global_set(const String *name, Value value) {
  Value global = intrinsic(GLOBAL);
  int found = has_property(global, value_of(name));
  if (found < 0) return VALUE_EXCEPTION;
  if (!found) return throw_error(REFERENCE_ERROR, "%k is not defined", value_of(name));
  return put(global, value_of(name), value);
}

Value template_object(Value *site, uint32_t count, const Value *cooked, const Value *raw) {
  if (*site != VALUE_UNDEFINED) return *site;
  Value strings = new_array_from(count, cooked);
  Value raws = new_array_from(count, raw);
  array_of(raws)->header.flags |= ARRAY_FROZEN | ARRAY_SEALED | ARRAY_NOT_EXTENSIBLE | ARRAY_LENGTH_READONLY;
  add_property((Object *)strings, value_of(&s_raw), raws, 0);
  array_of(strings)->header.flags |= ARRAY_FROZEN | ARRAY_SEALED | ARRAY_NOT_EXTENSIBLE | ARRAY_LENGTH_READONLY;
  *site = strings;
  return strings;
}
