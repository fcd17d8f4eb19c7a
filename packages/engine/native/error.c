#include "error.h"
#include "proxy.h"
#include "bytes.h"
#include "backtrace.h"
#include "bigint.h"
#include "engine.h"
#include "memory.h"
#include <stdarg.h>

COLD Value throw_value(Value v) {
  engine.exception = v;
  return VALUE_EXCEPTION;
}

static const Intrinsic error_prototypes[] = {
    ERROR_PROTOTYPE,        TYPE_ERROR_PROTOTYPE, RANGE_ERROR_PROTOTYPE, REFERENCE_ERROR_PROTOTYPE,
    SYNTAX_ERROR_PROTOTYPE, EVAL_ERROR_PROTOTYPE, URI_ERROR_PROTOTYPE,   AGGREGATE_ERROR_PROTOTYPE,
};

Value new_error(ErrorType type, Value message) {
  Value error = value_of(new_data_object(KIND_ERROR, intrinsic(error_prototypes[type]), VALUE_UNDEFINED));
  capture_stack(error);
  if (message != VALUE_UNDEFINED) add_property((Object *)error, value_of(&s_message), message, DATA_HIDDEN);
  return error;
}

/* Absent where the program cannot tell. */
extern const FunctionSource function_sources[] __attribute__((weak));
extern const uint32_t function_source_count __attribute__((weak));

void append_function(TextBuilder *b, Value function) {
  const FunctionInfo *info = is_function_object(function) ? function_of(function)->info : NULL;
  if (function_sources != NULL)
    for (uint32_t i = 0; i < function_source_count; i++)
      if (function_sources[i].info == info) {
        builder_string(b, string_of(string_slice((String *)(uintptr_t)function_sources[i].text, function_sources[i].start, function_sources[i].end)));
        return;
      }
  bool class = info != NULL && (info->flags & FUNCTION_CLASS);
  builder_ascii(b, class ? "class " : "function ");
  if (info != NULL) builder_string(b, (String *)(uintptr_t)function_name(info));
  builder_ascii(b, class ? " { [compiled code] }" : "() { [native code] }");
}

/* V8 shows what has a toString of its own by its class, other objects by their constructor. */
static const char *class_in_messages(Value v) {
  switch ((Kind)cell_of(v)->kind) {
    case KIND_ARRAY: return "Array";
    case KIND_TYPED_ARRAY: return typed_array_names[cell_of(v)->extra];
    case KIND_DATE: return "Date";
    case KIND_REGEXP: return "RegExp";
    case KIND_WRAPPER: {
      Value data = ((DataObject *)v)->data;
      return is_string(data) ? "String" : is_number(data) ? "Number" : is_boolean(data) ? "Boolean" : "Object";
    }
    default: return NULL;
  }
}

static Value get_or_undefined(Value v, Value key) {
  Value found = get(v, key);
  return found == VALUE_EXCEPTION ? VALUE_UNDEFINED : found;
}

static void append_object(TextBuilder *b, Value v) {
  while (has_kind(v, KIND_PROXY) && is_object(((Proxy *)v)->target)) v = ((Proxy *)v)->target;
  const char *class = class_in_messages(v);
  bool known = !has_kind(v, KIND_PROXY);
  if (has_kind(v, KIND_ERROR)) {
    Value name = get_or_undefined(v, value_of(&s_name)), message = get_or_undefined(v, value_of(&s_message));
    builder_string(b, is_string(name) ? string_of(name) : (String *)(uintptr_t)&s_Error);
    if (is_string(message) && string_of(message)->length > 0) {
      builder_ascii(b, ": ");
      builder_string(b, string_of(message));
    }
    return;
  }
  Value key = value_of(&s_toString);
  if (class == NULL && known && get_or_undefined(v, key) == get_or_undefined(intrinsic(OBJECT_PROTOTYPE), key)) {
    Value constructor = get_or_undefined(v, value_of(&s_constructor));
    const String *name = is_function_object(constructor) ? function_name(function_of(constructor)->info) : NULL;
    if (name != NULL && name->length > 0) {
      builder_ascii(b, "#<");
      builder_string(b, (String *)(uintptr_t)name);
      builder_unit(b, '>');
      return;
    }
  }
  Value tag = known ? get_or_undefined(v, value_of(&symbol_toStringTag)) : VALUE_UNDEFINED;
  builder_ascii(b, "[object ");
  if (is_string(tag)) builder_string(b, string_of(tag));
  else builder_ascii(b, class == NULL ? "Object" : class);
  builder_unit(b, ']');
}

/* How messages show a value: without running any code of the program. */
static void append_value(TextBuilder *b, Value v) {
  if (is_symbol(v)) {
    builder_ascii(b, "Symbol(");
    Value description = ((Symbol *)v)->description;
    if (is_string(description)) builder_string(b, string_of(description));
    builder_unit(b, ')');
  } else if (is_object(v)) {
    if (is_callable(v)) {
      append_function(b, v);
    } else {
      append_object(b, v);
    }
  } else {
    Value text = to_string(v);
    if (text != VALUE_EXCEPTION) builder_string(b, string_of(text));
  }
}

/* Texts from the source are well-formed. */
static void append_utf8(TextBuilder *b, const char *text) {
  for (const uint8_t *p = (const uint8_t *)text; *p != 0;) {
    uint32_t c = *p++;
    int more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
    if (more > 0) c &= 0x3fu >> more;
    for (; more > 0; more--) c = c << 6 | (*p++ & 0x3f);
    if (c >= 0x10000) {
      builder_unit(b, (uint16_t)(0xd800 + ((c - 0x10000) >> 10)));
      c = 0xdc00 + ((c - 0x10000) & 0x3ff);
    }
    builder_unit(b, (uint16_t)c);
  }
}

COLD Value throw_error(ErrorType type, const char *format, ...) {
  TextBuilder b;
  builder_start(&b);
  va_list list;
  va_start(list, format);
  for (const char *p = format; *p != 0; p++) {
    if (*p != '%') {
      builder_unit(&b, (uint8_t)*p);
      continue;
    }
    p++;
    if (*p == 's') append_utf8(&b, va_arg(list, const char *));
    else if (*p == 'v') append_value(&b, va_arg(list, Value));
    else if (*p == 'k') append_value(&b, key_to_value(va_arg(list, Value)));
  }
  va_end(list);
  return throw_value(new_error(type, builder_finish(&b)));
}

COLD Value throw_uninitialized(const char *name) {
  if (c_string_equals(name, "this"))
    return throw_error(REFERENCE_ERROR, "Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
  return throw_error(REFERENCE_ERROR, "Cannot access '%s' before initialization", name);
}
COLD Value throw_not_defined(const char *name) { return throw_error(REFERENCE_ERROR, "%s is not defined", name); }
COLD Value throw_const_assignment(const char *name) {
  (void)name;
  return throw_error(TYPE_ERROR, "Assignment to constant variable.");
}
COLD Value throw_not_function(Value callee, const char *text) {
  Value key = (Value)text & ~(1ull << 62);
  if (key != (Value)text) return throw_error(TYPE_ERROR, "%k is not a function", key);
  if (text != NULL) return throw_error(TYPE_ERROR, "%s is not a function", text);
  return throw_error(TYPE_ERROR, "%v is not a function", callee);
}
COLD Value throw_not_constructor(Value callee, const char *text) {
  if (text != NULL && text[0] == 1) { /* what a class extends: the name of the class follows */
    Value shown = is_function_object(callee) ? value_of(function_name(function_of(callee)->info)) : callee;
    if (is_string(shown) && string_of(shown)->length == 0) shown = VALUE_NULL; /* of Function.prototype: V8 takes it for none */
    return throw_error(TYPE_ERROR, "Super constructor %v of %s is not a constructor", shown, text[1] != 0 ? text + 1 : "anonymous class");
  }
  if (text != NULL) return throw_error(TYPE_ERROR, "%s is not a constructor", text);
  return throw_error(TYPE_ERROR, "%v is not a constructor", callee);
}

COLD Value throw_named_error(ErrorType type, const char *message) { return throw_error(type, "%s", message); }
/* `text`: what could not be destructured; it ends with ' where the value stands for itself, and is NULL where there is no more to say. */
COLD Value throw_no_destructuring(Value v, const char *text) {
  if (text == NULL) text = "'";
  size_t length = 0;
  while (text[length] != 0) length++;
  bool quoted = length > 1 && text[length - 1] == '\'' && text[length - 2] != ' ';
  const char *own = quoted ? "" : v == VALUE_NULL ? "object null'" : "undefined'";
  return throw_error(TYPE_ERROR, "Cannot destructure %s%s as it is %v.", text, own, v);
}
COLD Value throw_super_called(void) { return throw_error(REFERENCE_ERROR, "Super constructor may only be called once"); }
COLD Value throw_class_called(const char *name) {
  return throw_error(TYPE_ERROR, "Class constructor %s cannot be invoked without 'new'", name);
}

COLD Value throw_stack_overflow(void) {
  /* making the error needs a little stack of its own */
  engine.stack_limit -= STACK_RESERVE;
  Value r = throw_error(RANGE_ERROR, "Maximum call stack size exceeded");
  engine.stack_limit += STACK_RESERVE;
  return r;
}

/* A value as messages show it. */
Value text_in_message(Value v) {
  TextBuilder b;
  builder_start(&b);
  append_value(&b, v);
  Value r = builder_finish(&b);
  return r == VALUE_EXCEPTION ? value_of(&s_empty) : r;
}

Value describe_exception(Value v) {
  if (has_kind(v, KIND_ERROR)) {
    Value stack = get(v, value_of(&s_stack));
    if (is_string(stack)) return stack;
  }
  return text_in_message(v);
}

#define STACK_TRACE_LIMIT 24

static void append_address(TextBuilder *b, uintptr_t address) {
  builder_ascii(b, "0x");
  int shift = 60;
  while (shift > 0 && (address >> shift & 15) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) builder_unit(b, (uint8_t)"0123456789abcdef"[address >> shift & 15]);
}

/* The header of the error, and addresses of code (backtrace.h): `morgana symbolize` knows what they are. */
static Value stack_text(Value error, const uintptr_t *addresses, uint32_t count) {
  TextBuilder b;
  builder_start(&b);
  Value name = get(error, value_of(&s_name));
  Value message = get(error, value_of(&s_message));
  if (is_string(name)) builder_string(&b, string_of(name));
  if (is_string(message) && string_of(message)->length > 0) {
    if (is_string(name) && string_of(name)->length > 0) builder_ascii(&b, ": ");
    builder_string(&b, string_of(message));
  }
  if (count == 0) builder_ascii(&b, "\n    at <anonymous>");
  for (uint32_t i = 0; i < count; i++) {
    builder_ascii(&b, "\n    at ");
    append_address(&b, addresses[i]);
  }
  return builder_finish(&b);
}

/* The stack of an error is put together when somebody looks first, as in Node: with the name that it has by then. Until
 * then its property holds this accessor, which get_own_property replaces and nobody ever calls, and its data the addresses. */
static ROOT Value unmade_stack = VALUE_UNDEFINED;

void capture_stack(Value error) {
  Value key = value_of(&s_stack);
  uintptr_t addresses[STACK_TRACE_LIMIT];
  uint32_t count = backtrace(__builtin_frame_address(0), heap.stack_high, addresses, STACK_TRACE_LIMIT);
  if (!has_kind(error, KIND_ERROR)) { /* captureStackTrace of another object */
    Value stack = stack_text(error, addresses, count);
    if (stack != VALUE_EXCEPTION) define_value(error, key, stack, DATA_HIDDEN);
    return;
  }
  if (unmade_stack == VALUE_UNDEFINED) unmade_stack = new_accessor(VALUE_UNDEFINED, VALUE_UNDEFINED);
  Bytes *kept = allocate_bytes(count * sizeof *addresses);
  copy_memory(kept->bytes, addresses, count * sizeof *addresses);
  ((DataObject *)error)->data = value_of(kept);
  uint32_t attributes;
  if (shape_find(shape_of(cell_of(error)), key, &attributes) < 0)
    add_property((Object *)error, key, unmade_stack, DATA_HIDDEN | ACCESSOR);
}

void materialize_stack(Value error, uint32_t index) {
  Value *slot = slot_at(cell_of(error), shape_of(cell_of(error)), index);
  if (*slot != unmade_stack) return;
  Value kept = ((DataObject *)error)->data;
  const Bytes *addresses = has_kind(kept, KIND_BYTES) ? (const Bytes *)kept : NULL;
  Value stack = addresses == NULL ? stack_text(error, NULL, 0)
                                  : stack_text(error, (const uintptr_t *)addresses->bytes, (uint32_t)(addresses->count / sizeof(uintptr_t)));
  ((DataObject *)error)->data = VALUE_UNDEFINED;
  if (stack == VALUE_EXCEPTION) stack = value_of(&s_empty);
  change_attributes((Object *)error, index, DATA_HIDDEN);
  *slot_at(cell_of(error), shape_of(cell_of(error)), index) = stack;
}
