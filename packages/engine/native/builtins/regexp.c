/* RegExp objects, their flags and exec: ECMA-262, clause 22.2. The matcher is in native/regexp. */
#include "builtins.h"
#include "memory.h"

#define STEP_LIMIT 200000000u
#define KEPT_STACK (256u << 10) /* of the matcher, between matches */

/* --- memory: blocks that the collector does not trace are held by an array */

static ROOT Value held = VALUE_UNDEFINED;

static void *resize(void *context, void *memory, size_t old_size, size_t new_size) {
  (void)context;
  if (held == VALUE_UNDEFINED) held = new_array(0);
  Array *list = array_of(held);
  Bytes *fresh = NULL;
  if (new_size != 0) {
    if (new_size > (size_t)(heap.end - heap.base) / 2) return NULL;
    fresh = allocate_bytes(new_size);
    if (memory != NULL) copy_memory(fresh->bytes, memory, old_size < new_size ? old_size : new_size);
  }
  if (memory == NULL) {
    if (fresh != NULL) array_push(list, value_of(fresh));
    return fresh == NULL ? NULL : fresh->bytes;
  }
  for (uint32_t i = list->length; i-- > 0;)
    if (((Bytes *)list->items[i])->bytes == memory) {
      if (fresh != NULL) list->items[i] = value_of(fresh);
      else {
        list->items[i] = list->items[list->length - 1];
        set_array_length(list, list->length - 1);
      }
      break;
    }
  return fresh == NULL ? NULL : fresh->bytes;
}
const RegExpMemory regexp_memory = {resize, NULL};

/* --- objects */

static ROOT Value plain_shape = VALUE_UNDEFINED;

static Shape *shape_for(Value prototype) {
  return shape_add(root_shape(prototype, KIND_REGEXP, 2), value_of(&s_lastIndex), WRITABLE);
}

Value new_regexp(const String *source, int flags, const RegExpProgram *program) {
  if (plain_shape == VALUE_UNDEFINED) plain_shape = value_of(shape_for(intrinsic(REGEXP_PROTOTYPE)));
  RegExp *r = allocate(sizeof(RegExp));
  set_header(&r->header, ((Shape *)plain_shape)->reference, KIND_REGEXP, 0, (uint16_t)flags);
  r->source = value_of(source);
  r->program = program;
  r->program_store = VALUE_UNDEFINED;
  r->slots[0] = INT(0);
  r->slots[1] = VALUE_UNDEFINED;
  return value_of(r);
}
void regexp_set_prototype(Value regexp, Value prototype) {
  if (prototype != intrinsic(REGEXP_PROTOTYPE)) cell_of(regexp)->shape = shape_for(prototype)->reference;
}
RegExpText regexp_text(const String *settled) {
  Units u = units_of(settled);
  return (RegExpText){u.data, settled->length, u.wide};
}

/* The letters of d g i m s u v y, and what they are called. */
static const struct { char letter; const String *name; } flag_names[] = {
    {'d', &s_hasIndices}, {'g', &s_global},  {'i', &s_ignoreCase},  {'m', &s_multiline},
    {'s', &s_dotAll},     {'u', &s_unicode}, {'v', &s_unicodeSets}, {'y', &s_sticky},
};
static Value flags_text(int flags) {
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < 8; i++)
    if (flags >> i & 1) builder_unit(&b, (uint8_t)flag_names[i].letter);
  return builder_finish(&b);
}

/* --- whether nobody has changed how regular expressions work: then their methods need not ask */

NATIVE(RegExpPrototype_exec);
#define WATCHED 11
static Value *watched[WATCHED]; /* slots of the prototype: exec, constructor, flags and what flags asks for */
static ROOT Value watched_values = VALUE_UNDEFINED;
static ROOT Value watched_shape = VALUE_UNDEFINED;

static bool watch_prototype(void) {
  Value prototype = intrinsic(REGEXP_PROTOTYPE);
  make_prototype(prototype);
  Shape *shape = shape_of(cell_of(prototype));
  uint32_t count = 0;
  Value values = new_array(WATCHED);
  for (uint32_t i = 0; i < WATCHED; i++) {
    const String *name = i == 0 ? &s_exec : i == 1 ? &s_constructor : i == 2 ? &s_flags : flag_names[i - 3].name;
    uint32_t attributes;
    int32_t index = shape_find(shape, value_of(name), &attributes);
    watched[count] = NULL;
    if (index < 0) continue;
    watched[count] = slot_at(cell_of(prototype), shape, (uint32_t)index);
    Value v = *watched[count];
    if (attributes & ACCESSOR) v = ((Accessor *)v)->getter;
    if (i == 0 && !(is_function_object(v) && native_code(function_of(v)->info) == RegExpPrototype_exec)) return false;
    if (i > 0 && !(is_function_object(v) && function_of(v)->info->flags & FUNCTION_BUILTIN)) return false;
    array_of(values)->items[count++] = v;
  }
  for (; count < WATCHED; count++) watched[count] = NULL;
  watched_values = values;
  watched_shape = value_of(shape);
  shape->header.flags |= SHAPE_CACHED;
  return true;
}
bool is_plain_regexp(Value v) {
  if (!has_kind(v, KIND_REGEXP) || cell_of(v)->shape != ((Shape *)plain_shape)->reference) return false;
  if (likely(engine.regexps == REGEXPS_INTACT)) return true;
  Shape *shape = shape_of(cell_of(intrinsic(REGEXP_PROTOTYPE)));
  if (unlikely(value_of(shape) != watched_shape)) {
    if (watched_shape != VALUE_UNDEFINED) return false; /* changed since */
    if (!watch_prototype()) return false;
    if (engine.regexps == REGEXPS_UNSEEN) engine.regexps = REGEXPS_INTACT;
    return true;
  }
  for (uint32_t i = 0; i < WATCHED && watched[i] != NULL; i++) {
    Value now = *watched[i];
    if (is_cell(now) && cell_of(now)->kind == KIND_ACCESSOR) now = ((Accessor *)now)->getter;
    if (now != array_of(watched_values)->items[i]) return false;
  }
  return true;
}
Value intrinsic_isPlainRegExp(Value v) { return boolean(is_plain_regexp(v)); }

/* --- matching */

#define MOST_ON_STACK 32

typedef struct Captures {
  uint32_t *at;
  uint32_t count;
  uint32_t few[2 * MOST_ON_STACK];
} Captures;

static RegExpMatcher matcher;

/* 1: matches, 0: does not, -1: threw. */
static int match(RegExp *r, String *s, uint32_t start, Captures *captures) {
  captures->count = regexp_capture_count(r->program);
  captures->at = captures->few;
  Bytes *many = NULL;
  if (captures->count > MOST_ON_STACK) {
    many = allocate_bytes(captures->count * 2ull * sizeof(uint32_t));
    captures->at = (uint32_t *)many->bytes;
  }
  if (matcher.step_limit == 0) {
    matcher.memory = regexp_memory;
    matcher.step_limit = STEP_LIMIT;
    size_t eighth = (size_t)(heap.end - heap.base) / 8;
    matcher.memory_limit = eighth < (64u << 20) ? eighth : 64u << 20;
  }
  RegExpStatus status = regexp_match(&matcher, r->program, regexp_text(s), start, r->header.extra & REGEXP_STICKY, captures->at);
  if (unlikely(matcher.stack_capacity * sizeof(uint64_t) > KEPT_STACK || matcher.failures != NULL)) regexp_release(&matcher);
  if (status == REGEXP_MATCH) {
    if (regexp_remember != NULL) regexp_remember(value_of(s), captures->at, captures->count);
    return 1;
  }
  if (status == REGEXP_NO_MATCH) return 0;
  throw_error(RANGE_ERROR, "Matching /%v/ takes %s", r->source, status == REGEXP_TOO_MANY_STEPS ? "too many steps" : "too much memory");
  return -1;
}

static Value capture_text(const Captures *c, String *s, uint32_t i) {
  uint32_t from = c->at[2 * i], to = c->at[2 * i + 1];
  return from == REGEXP_UNMATCHED ? VALUE_UNDEFINED : string_slice(s, from, to);
}

/* An object of the named groups with what `values` has of them; undefined if there are none. */
static Value named_groups(const RegExpProgram *program, Value values) {
  uint32_t count = regexp_group_name_count(program);
  if (count == 0) return VALUE_UNDEFINED;
  Value groups = new_object_with_prototype(VALUE_NULL);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t capture;
    RegExpText name = regexp_group_name(program, i, &capture);
    Value key = key_from_string(string_of(string_from_utf16(name.units, name.length)));
    create_data_property(groups, key, array_of(values)->items[capture]);
  }
  return groups;
}

static Value make_result(RegExp *r, Value text, const Captures *c) {
  static ROOT Value shape = VALUE_UNDEFINED;
  if (shape == VALUE_UNDEFINED) {
    Shape *s = root_shape(intrinsic(ARRAY_PROTOTYPE), KIND_ARRAY, 3);
    s = shape_add(s, value_of(&s_index), DATA_DEFAULT);
    s = shape_add(s, value_of(&s_input), DATA_DEFAULT);
    shape = value_of(shape_add(s, value_of(&s_groups), DATA_DEFAULT));
  }
  Values *items = allocate_values(c->count);
  for (uint32_t i = 0; i < c->count; i++) items->items[i] = VALUE_UNDEFINED;
  for (uint32_t i = 0; i < c->count; i++) items->items[i] = capture_text(c, string_of(text), i);
  Array *result = allocate(sizeof(Array) + 2 * sizeof(Value));
  set_header(&result->header, ((Shape *)shape)->reference, KIND_ARRAY, 0, 0);
  result->items = items->items;
  result->length = result->capacity = c->count;
  result->slots[0] = INT(c->at[0]);
  result->slots[1] = text;
  result->slots[2] = VALUE_UNDEFINED;
  result->slots[2] = named_groups(r->program, value_of(result));
  if (r->header.extra & REGEXP_HAS_INDICES) {
    Value indices = new_array(c->count);
    for (uint32_t i = 0; i < c->count; i++) {
      uint32_t from = c->at[2 * i], to = c->at[2 * i + 1];
      array_of(indices)->items[i] =
          from == REGEXP_UNMATCHED ? VALUE_UNDEFINED : new_array_from(2, (Value[]){INT(from), INT(to)});
    }
    add_property((Object *)indices, value_of(&s_groups), named_groups(r->program, indices), DATA_DEFAULT);
    add_property((Object *)result, value_of(&s_indices), indices, DATA_DEFAULT);
  }
  return value_of(result);
}

static bool is_stateful(const RegExp *r) { return (r->header.extra & (REGEXP_GLOBAL | REGEXP_STICKY)) != 0; }

static int set_last_index(Value regexp, uint32_t index) {
  RegExp *r = (RegExp *)regexp;
  if (likely(r->header.shape == ((Shape *)plain_shape)->reference)) {
    r->slots[0] = INT(index);
    return 0;
  }
  return put(regexp, value_of(&s_lastIndex), INT(index)) == VALUE_EXCEPTION ? -1 : 0;
}

/* RegExpBuiltinExec but for its result; 1, 0 or -1 as above. `text` is settled. */
static int builtin_match(Value regexp, String *s, Captures *captures) {
  RegExp *r = (RegExp *)regexp;
  uint64_t last = 0;
  Value index = r->header.shape == ((Shape *)plain_shape)->reference ? r->slots[0] : get(regexp, value_of(&s_lastIndex));
  if (index == VALUE_EXCEPTION || !to_length(index, &last)) return -1;
  if (!is_stateful(r)) last = 0;
  int found = last > s->length ? 0 : match(r, s, (uint32_t)last, captures);
  if (found < 0) return -1;
  if (is_stateful(r) && set_last_index(regexp, found ? captures->at[1] : 0) < 0) return -1;
  return found;
}

static Value exec(Value regexp, Value text) {
  String *s = settled(string_of(text));
  Captures captures;
  int found = builtin_match(regexp, s, &captures);
  return found < 0 ? VALUE_EXCEPTION : found ? make_result((RegExp *)regexp, value_of(s), &captures) : VALUE_NULL;
}

METHOD("RegExp.prototype", "exec", 1, RegExpPrototype_exec)
NATIVE(RegExpPrototype_exec) {
  if (!has_kind(this_value, KIND_REGEXP))
    return throw_error(TYPE_ERROR, "Method RegExp.prototype.exec called on incompatible receiver %v", this_value);
  Value text = to_string(ARG(0));
  TRY(text);
  return exec(this_value, text);
}
/* The following take a plain regular expression and a text. */
Value intrinsic_regexpExec(Value regexp, Value text) { return RegExpPrototype_exec(NULL, regexp, VALUE_UNDEFINED, 1, &text); }
Value intrinsic_regexpTest(Value regexp, Value text) {
  Captures captures;
  int found = builtin_match(regexp, settled(string_of(text)), &captures);
  return found < 0 ? VALUE_EXCEPTION : boolean(found);
}

/* Where the search goes on after a match. */
static uint32_t after(const RegExp *r, const String *s, const Captures *c) {
  uint32_t end = c->at[1];
  if (c->at[0] != end) return end;
  if ((r->header.extra & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) && end < s->length) next_code_point(s, &end);
  else end++;
  return end;
}
static bool find(RegExp *r, String *s, uint32_t *at, Captures *c, int *status) {
  *status = *at > s->length ? 0 : match(r, s, *at, c);
  if (*status != 1) return false;
  *at = after(r, s, c);
  return true;
}

Value intrinsic_regexpSearch(Value regexp, Value text) {
  Captures c;
  int status = match((RegExp *)regexp, settled(string_of(text)), 0, &c);
  return status < 0 ? VALUE_EXCEPTION : INT(status ? (int32_t)c.at[0] : -1);
}
/* All matches: what match gives for the flag g. */
Value intrinsic_regexpMatches(Value regexp, Value text) {
  RegExp *r = (RegExp *)regexp;
  String *s = settled(string_of(text));
  Captures c;
  Value result = VALUE_NULL;
  int status;
  for (uint32_t at = 0; find(r, s, &at, &c, &status);) {
    if (result == VALUE_NULL) result = new_array(0);
    array_push(array_of(result), string_slice(s, c.at[0], c.at[1]));
  }
  set_last_index(regexp, 0);
  return status < 0 ? VALUE_EXCEPTION : result;
}

/* GetSubstitution: ECMA-262, 22.1.3.19.1. */
static int expand(TextBuilder *b, String *template, String *s, const Captures *c, Value groups) {
  uint32_t length = template->length;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t unit = unit_at(template, i);
    uint32_t next = unit == '$' && i + 1 < length ? unit_at(template, i + 1) : 0;
    if (next == '$') builder_unit(b, '$'), i++;
    else if (next == '&') builder_slice(b, s, c->at[0], c->at[1]), i++;
    else if (next == '`') builder_slice(b, s, 0, c->at[0]), i++;
    else if (next == '\'') builder_slice(b, s, c->at[1], s->length), i++;
    else if (next >= '0' && next <= '9') {
      uint32_t n = next - '0', used = 1;
      uint32_t digit = i + 2 < length ? unit_at(template, i + 2) - '0' : 10;
      if (digit < 10 && n * 10 + digit > 0 && n * 10 + digit < c->count) n = n * 10 + digit, used = 2;
      if (n == 0 || n >= c->count) builder_unit(b, '$');
      else {
        if (c->at[2 * n] != REGEXP_UNMATCHED) builder_slice(b, s, c->at[2 * n], c->at[2 * n + 1]);
        i += used;
      }
    } else if (next == '<' && groups != VALUE_UNDEFINED) {
      uint32_t close = i + 2;
      while (close < length && unit_at(template, close) != '>') close++;
      if (close == length) {
        builder_unit(b, '$');
        continue;
      }
      Value name = string_slice(template, i + 2, close);
      Value capture = get(groups, key_from_string(string_of(name)));
      if (capture == VALUE_EXCEPTION) return -1;
      if (capture != VALUE_UNDEFINED) builder_string(b, string_of(capture));
      i = close;
    } else builder_unit(b, unit);
  }
  return 0;
}

static Value text_of_call(RegExp *r, Value text, const Captures *c, Value function) {
  Value few[MOST_ON_STACK + 3], *arguments = few;
  if (c->count > MOST_ON_STACK) arguments = allocate_values(c->count + 3)->items;
  Value captures = new_array(c->count);
  for (uint32_t i = 0; i < c->count; i++)
    array_of(captures)->items[i] = arguments[i] = capture_text(c, string_of(text), i);
  uint32_t count = c->count;
  arguments[count++] = INT(c->at[0]);
  arguments[count++] = text;
  Value groups = named_groups(r->program, captures);
  if (groups != VALUE_UNDEFINED) arguments[count++] = groups;
  Value result = call(function, VALUE_UNDEFINED, count, arguments, NULL);
  return result == VALUE_EXCEPTION ? result : to_string(result);
}

/* The replacement is a function or a text. */
Value intrinsic_regexpReplace(Value regexp, Value text, Value replacement) {
  RegExp *r = (RegExp *)regexp;
  String *s = settled(string_of(text));
  text = value_of(s);
  bool global = r->header.extra & REGEXP_GLOBAL, is_function = !is_string(replacement);
  String *template = is_function ? NULL : flat(string_of(replacement));
  bool verbatim = !is_function;
  for (uint32_t i = 0; verbatim && i < template->length; i++) verbatim = unit_at(template, i) != '$';
  uint32_t at = 0, copied = 0;
  Captures c;
  int status;
  if (!global) {
    status = builtin_match(regexp, s, &c);
    if (status <= 0) return status < 0 ? VALUE_EXCEPTION : text;
  } else {
    set_last_index(regexp, 0);
    if (!find(r, s, &at, &c, &status)) return status < 0 ? VALUE_EXCEPTION : text;
  }
  /* all matches are found before the function is called, which may use the same regular expression */
  Value found = VALUE_UNDEFINED;
  if (is_function && global) {
    found = new_array(0);
    do {
      Bytes *copy = allocate_bytes(c.count * 2ull * sizeof(uint32_t));
      copy_memory(copy->bytes, c.at, c.count * 2ull * sizeof(uint32_t));
      array_push(array_of(found), value_of(copy));
    } while (find(r, s, &at, &c, &status));
    if (status < 0) return VALUE_EXCEPTION;
  }
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0;; i++) {
    if (found != VALUE_UNDEFINED) {
      if (i == array_of(found)->length) break;
      c.at = (uint32_t *)((Bytes *)array_of(found)->items[i])->bytes;
    }
    builder_slice(&b, s, copied, c.at[0]);
    copied = c.at[1];
    if (is_function) {
      Value by = text_of_call(r, text, &c, replacement);
      TRY(by);
      builder_string(&b, string_of(by));
    } else if (verbatim) builder_string(&b, template);
    else {
      Value groups = VALUE_UNDEFINED;
      if (regexp_group_name_count(r->program) > 0) {
        Value captures = new_array(c.count);
        for (uint32_t k = 0; k < c.count; k++) array_of(captures)->items[k] = capture_text(&c, s, k);
        groups = named_groups(r->program, captures);
      }
      TRY_INT(expand(&b, template, s, &c, groups));
    }
    if (!global) break;
    if (found == VALUE_UNDEFINED && !find(r, s, &at, &c, &status)) {
      if (status < 0) return VALUE_EXCEPTION;
      break;
    }
  }
  builder_slice(&b, s, copied, s->length);
  return builder_finish(&b);
}

/* At most `limit` parts. */
Value intrinsic_regexpSplit(Value regexp, Value text, Value limit) {
  RegExp *r = (RegExp *)regexp;
  String *s = settled(string_of(text));
  Value result = new_array(0);
  Array *parts = array_of(result);
  double most = number_of(limit);
  Captures c;
  uint16_t flags = r->header.extra;
  if (s->length == 0) {
    int status = match(r, s, 0, &c);
    if (status == 0) array_push(parts, value_of(s));
    return status < 0 ? VALUE_EXCEPTION : result;
  }
  uint32_t from = 0, at = 0;
  r->header.extra &= (uint16_t)~REGEXP_STICKY;
  int status = 0;
  while (at < s->length && (status = match(r, s, at, &c)) == 1) {
    if (c.at[0] >= s->length) break;
    if (c.at[1] == c.at[0] && c.at[1] == from) { /* empty, where the last part ended */
      at = after(r, s, &c);
      continue;
    }
    array_push(parts, string_slice(s, from, c.at[0]));
    if (parts->length >= most) goto end;
    from = c.at[1];
    for (uint32_t i = 1; i < c.count; i++) {
      array_push(parts, capture_text(&c, s, i));
      if (parts->length >= most) goto end;
    }
    at = c.at[1] == c.at[0] ? after(r, s, &c) : c.at[1];
  }
  if (status >= 0) array_push(parts, string_slice(s, from, s->length));
end:
  r->header.extra = flags;
  return status < 0 ? VALUE_EXCEPTION : result;
}

/* A copy of a regular expression with other flags among d, g and y; for species that nobody has changed. */
Value intrinsic_regexpClone(Value regexp, Value flags) {
  RegExp *from = (RegExp *)regexp;
  int bits = regexp_parse_flags(regexp_text(flat(string_of(flags))));
  if (bits < 0) return throw_error(SYNTAX_ERROR, "Invalid flags supplied to RegExp constructor '%v'", flags);
  RegExp *copy = (RegExp *)new_regexp(string_of(from->source), bits, from->program);
  copy->program_store = from->program_store;
  return value_of(copy);
}
Value intrinsic_isRegExp(Value v) { return boolean(has_kind(v, KIND_REGEXP)); }
Value intrinsic_newRegExp(Value pattern, Value flags) {
  if (regexp_from_text == NULL) return throw_error(RANGE_ERROR, "the compiler of regular expressions is not linked: /%v/", pattern);
  return regexp_from_text(pattern, flags, intrinsic(REGEXP_PROTOTYPE));
}

/* What matchAll gives; `state` belongs to src/builtins/regexp.ts. */
#define MATCH_ITERATOR 3 /* in the header of a KIND_HOST */
CONSTANT("%RegExpStringIteratorPrototype%", "@@toStringTag", "RegExp String Iterator")
Value intrinsic_newMatchIterator(Value state) {
  DataObject *iterator = new_data_object(KIND_HOST, intrinsic(REGEXP_STRING_ITERATOR_PROTOTYPE), state);
  iterator->header.extra = MATCH_ITERATOR;
  return value_of(iterator);
}
Value intrinsic_matchIteratorState(Value v) {
  if (!has_kind(v, KIND_HOST) || cell_of(v)->extra != MATCH_ITERATOR)
    return throw_error(TYPE_ERROR, "next method called on incompatible receiver %v", v);
  return ((DataObject *)v)->data;
}
Value intrinsic_throwIncompatible(Value method, Value receiver) {
  return throw_error(TYPE_ERROR, "Method %v called on incompatible receiver %v", method, receiver);
}
Value intrinsic_throwNotObject(Value v) { return throw_error(TYPE_ERROR, "RegExp exec method returned something other than an Object or null"); }
Value intrinsic_toObject(Value v) { return to_object(v); }
Value intrinsic_toIntegerOrInfinity(Value v) {
  double d;
  TRY_BOOL(to_integer(v, &d));
  return number(d);
}

/* --- accessors */

static Value flag(Value v, int index) {
  if (has_kind(v, KIND_REGEXP)) return boolean(cell_of(v)->extra >> index & 1);
  if (v == intrinsic(REGEXP_PROTOTYPE)) return VALUE_UNDEFINED;
  return throw_error(TYPE_ERROR, "RegExp.prototype.%k getter called on non-RegExp object", value_of(flag_names[index].name));
}
GETTER("RegExp.prototype", "dotAll", RegExpPrototype_dotAll)
NATIVE(RegExpPrototype_dotAll) { return flag(this_value, 4); }
GETTER("RegExp.prototype", "flags", RegExpPrototype_flags)
NATIVE(RegExpPrototype_flags) {
  if (!is_object(this_value)) return throw_error(TYPE_ERROR, "RegExp.prototype.flags getter called on non-object %v", this_value);
  if (has_kind(this_value, KIND_REGEXP) && is_plain_regexp(this_value)) return flags_text(cell_of(this_value)->extra);
  int flags = 0;
  for (uint32_t i = 0; i < 8; i++) {
    Value key = value_of(flag_names[i].name);
    int present = has_kind(this_value, KIND_REGEXP) ? has_property(this_value, key) : 1;
    TRY_INT(present);
    Value v = get(this_value, key);
    TRY(v);
    /* getters that the program does not mention are not linked */
    bool on = present ? truthy(v) : cell_of(this_value)->extra >> i & 1;
    if (on) flags |= 1 << i;
  }
  return flags_text(flags);
}
GETTER("RegExp.prototype", "global", RegExpPrototype_global)
NATIVE(RegExpPrototype_global) { return flag(this_value, 1); }
GETTER("RegExp.prototype", "hasIndices", RegExpPrototype_hasIndices)
NATIVE(RegExpPrototype_hasIndices) { return flag(this_value, 0); }
GETTER("RegExp.prototype", "ignoreCase", RegExpPrototype_ignoreCase)
NATIVE(RegExpPrototype_ignoreCase) { return flag(this_value, 2); }
GETTER("RegExp.prototype", "multiline", RegExpPrototype_multiline)
NATIVE(RegExpPrototype_multiline) { return flag(this_value, 3); }
/* EscapeRegExpPattern: what between slashes is the same pattern. */
GETTER("RegExp.prototype", "source", RegExpPrototype_source)
NATIVE(RegExpPrototype_source) {
  if (this_value == intrinsic(REGEXP_PROTOTYPE)) return string_from_ascii("(?:)");
  if (!has_kind(this_value, KIND_REGEXP)) return throw_error(TYPE_ERROR, "RegExp.prototype.source getter called on non-RegExp object");
  String *s = flat(string_of(((RegExp *)this_value)->source));
  if (s->length == 0) return string_from_ascii("(?:)");
  TextBuilder b;
  builder_start(&b);
  bool escaped = false, class = false, changed = false;
  for (uint32_t i = 0; i < s->length; i++) {
    uint32_t c = unit_at(s, i);
    const char *by = c == '\n' ? "n" : c == '\r' ? "r" : c == 0x2028 ? "u2028" : c == 0x2029 ? "u2029" : NULL;
    if (by != NULL || (c == '/' && !class && !escaped)) {
      changed = true;
      if (!escaped) builder_unit(&b, '\\');
      if (by != NULL) builder_ascii(&b, by);
      else builder_unit(&b, '/');
      escaped = false;
      continue;
    }
    if (!escaped && c == '[') class = true;
    else if (!escaped && c == ']') class = false;
    escaped = !escaped && c == '\\';
    builder_unit(&b, c);
  }
  return changed ? builder_finish(&b) : value_of(s);
}
GETTER("RegExp.prototype", "sticky", RegExpPrototype_sticky)
NATIVE(RegExpPrototype_sticky) { return flag(this_value, 7); }
GETTER("RegExp.prototype", "unicode", RegExpPrototype_unicode)
NATIVE(RegExpPrototype_unicode) { return flag(this_value, 5); }
GETTER("RegExp.prototype", "unicodeSets", RegExpPrototype_unicodeSets)
NATIVE(RegExpPrototype_unicodeSets) { return flag(this_value, 6); }
