/* RegExp as a constructor: patterns that are texts at run time. */
#include "builtins.h"
#include "memory.h"

#define MOST_CACHED 256

const uint8_t regexp_compiler_unit = 0;

Value regexp_from_text(Value pattern, Value flags, Value prototype) {
  static ROOT Value compiled = VALUE_UNDEFINED; /* a Map of pattern and flags to programs */
  if (compiled == VALUE_UNDEFINED) compiled = new_collection(KIND_MAP, intrinsic(MAP_PROTOTYPE));
  String *source = flat(string_of(pattern));
  int bits = regexp_parse_flags(regexp_text(flat(string_of(flags))));
  if (bits < 0) return throw_error(SYNTAX_ERROR, "Invalid flags supplied to RegExp constructor '%v'", flags);
  Value key = string_concat(string_concat(flags, value_of(engine.characters['/'])), value_of(source));
  TRY(key);
  HashEntry *known = collection_find((Collection *)compiled, key);
  Value store;
  if (known != NULL) store = known->value;
  else {
    RegExpProgram *program;
    RegExpError error;
    RegExpStatus status = regexp_compile(regexp_memory, regexp_text(source), bits, regexp_properties, &program, &error);
    if (status == REGEXP_SYNTAX_ERROR)
      return throw_error(SYNTAX_ERROR, "Invalid regular expression: /%v/%v: %s", value_of(source), flags, error.message);
    if (status != REGEXP_MATCH) out_of_memory();
    size_t size = regexp_program_size(program);
    Bytes *bytes = allocate_bytes(size);
    copy_memory(bytes->bytes, program, size);
    regexp_memory.resize(NULL, program, size, 0);
    store = value_of(bytes);
    if (collection_size((Collection *)compiled) >= MOST_CACHED) collection_clear((Collection *)compiled);
    collection_put((Collection *)compiled, key, store);
  }
  RegExp *r = (RegExp *)new_regexp(source, bits, (RegExpProgram *)((Bytes *)store)->bytes);
  r->program_store = store;
  regexp_set_prototype(value_of(r), prototype);
  return value_of(r);
}

CONSTRUCTOR("RegExp", 2, RegExp_construct, "RegExp.prototype")
NATIVE(RegExp_construct) {
  Value pattern = ARG(0), flags = ARG(1);
  bool is_regexp = has_kind(pattern, KIND_REGEXP), like = is_regexp;
  if (is_object(pattern)) {
    Value matches = get(pattern, (Value)&symbol_match);
    TRY(matches);
    if (matches != VALUE_UNDEFINED) like = truthy(matches);
  }
  if (new_target == VALUE_UNDEFINED && like && flags == VALUE_UNDEFINED) {
    Value constructor = get(pattern, value_of(&s_constructor));
    TRY(constructor);
    if (constructor == value_of(self)) return pattern;
  }
  if (is_regexp) {
    RegExp *from = (RegExp *)pattern;
    if (flags == VALUE_UNDEFINED) {
      TextBuilder b;
      builder_start(&b);
      for (uint32_t i = 0; i < 8; i++)
        if (from->header.extra >> i & 1) builder_unit(&b, (uint8_t)"dgimsuvy"[i]);
      flags = builder_finish(&b);
    }
    pattern = from->source;
  } else if (like) {
    Value source = get(pattern, value_of(&s_source));
    TRY(source);
    if (flags == VALUE_UNDEFINED) flags = get(pattern, value_of(&s_flags));
    TRY(flags);
    pattern = source;
  }
  Value prototype = prototype_from_constructor(new_target == VALUE_UNDEFINED ? value_of(self) : new_target, REGEXP_PROTOTYPE);
  TRY(prototype);
  pattern = pattern == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(pattern);
  TRY(pattern);
  flags = flags == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(flags);
  TRY(flags);
  return regexp_from_text(pattern, flags, prototype);
}
