/* The matcher: backtracking over a stack of its own, with a bound on its steps. Programs are made by src/regexp.ts. */
#include "builtins.h"
#include "case.h"
#include "memory.h"

enum {
  R_MATCH, R_CHAR, R_CHAR_IGNORE_CASE, R_ANY, R_ANY_ALL, R_CLASS, R_CLASS_NOT, R_SPLIT, R_SPLIT_LAZY, R_JUMP, R_SAVE,
  R_START, R_END, R_START_LINE, R_END_LINE, R_WORD, R_NOT_WORD, R_BACK_REFERENCE, R_LOOKAHEAD, R_NEGATIVE_LOOKAHEAD,
  R_LOOKBEHIND, R_NEGATIVE_LOOKBEHIND, R_LOOK_END, R_RESET, R_COUNTER_SET, R_COUNTER_LOOP, R_EMPTY_START, R_EMPTY_END,
};
enum { FLAG_D = 1, FLAG_G = 2, FLAG_I = 4, FLAG_M = 8, FLAG_S = 16, FLAG_U = 32, FLAG_V = 64, FLAG_Y = 128 };

#define MAX_STEPS 200000000ull
#define MAX_SLOTS 512u

/* What a choice point restores: entries of an undo log down to its mark. */
typedef struct Undo {
  uint32_t slot;
  uint32_t value;
} Undo;
typedef struct Choice {
  const uint16_t *pc;
  uint32_t at;
  uint32_t undo;
} Choice;

typedef struct Matcher {
  const String *s;
  uint32_t slots[MAX_SLOTS]; /* captures, then registers */
  uint32_t capture_slots;
  uint16_t flags;
  uint64_t steps;
  Undo *undo;
  uint32_t undo_count, undo_capacity;
  Choice *choices;
  uint32_t choice_count, choice_capacity;
  Value undo_store, choice_store;
} Matcher;

static void set_slot(Matcher *m, uint32_t slot, uint32_t value) {
  if (m->undo_count == m->undo_capacity) {
    uint32_t capacity = m->undo_capacity == 0 ? 128 : m->undo_capacity * 2;
    Bytes *store = allocate_bytes((uint64_t)capacity * sizeof(Undo));
    if (m->undo_count > 0) copy_memory(store->bytes, m->undo, m->undo_count * sizeof(Undo));
    m->undo = (Undo *)store->bytes;
    m->undo_store = value_of(store);
    m->undo_capacity = capacity;
  }
  m->undo[m->undo_count++] = (Undo){slot, m->slots[slot]};
  m->slots[slot] = value;
}
static void push_choice(Matcher *m, const uint16_t *pc, uint32_t at) {
  if (m->choice_count == m->choice_capacity) {
    uint32_t capacity = m->choice_capacity == 0 ? 128 : m->choice_capacity * 2;
    Bytes *store = allocate_bytes((uint64_t)capacity * sizeof(Choice));
    if (m->choice_count > 0) copy_memory(store->bytes, m->choices, m->choice_count * sizeof(Choice));
    m->choices = (Choice *)store->bytes;
    m->choice_store = value_of(store);
    m->choice_capacity = capacity;
  }
  m->choices[m->choice_count++] = (Choice){pc, at, m->undo_count};
}

static uint32_t canonical(uint32_t c, bool unicode) {
  uint32_t mapped[3];
  if (unicode) {
    if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    static const String nothing = {{STRING_SHAPE, KIND_STRING, 0, 0}, 0, 1, ""};
    return lower_case(c, &nothing, 0, 0, mapped) == 1 ? mapped[0] : c;
  }
  if (c < 128) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (upper_case(c, mapped) != 1 || mapped[0] < 128 || mapped[0] > 0xffff) return c;
  return mapped[0];
}
static bool is_word(uint32_t c) { return c < 128 && ((c >= '0' && c <= '9') || (c | 32) - 'a' < 26u || c == '_'); }
static bool is_line_end(uint32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }
static bool in_class(const uint16_t *ranges, uint32_t count, uint32_t c) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    const uint16_t *r = ranges + middle * 4;
    if (c < (r[0] | (uint32_t)r[1] << 16)) high = middle;
    else if (c > (r[2] | (uint32_t)r[3] << 16)) low = middle + 1;
    else return true;
  }
  return false;
}

/* 1: matched, 0: not, -1: too many steps. `backward` inside of a lookbehind. */
static int run(Matcher *m, const uint16_t *pc, uint32_t at, bool backward, uint32_t *end) {
  const String *s = m->s;
  const uint32_t length = s->length;
  const bool unicode = (m->flags & (FLAG_U | FLAG_V)) != 0;
  uint32_t base = m->choice_count;
  for (;;) {
    if (unlikely(++m->steps > MAX_STEPS)) return -1;
    uint16_t op = *pc++;
    switch (op) {
      case R_MATCH:
      case R_LOOK_END:
        *end = at;
        m->choice_count = base;
        return 1;
      case R_CHAR:
        if (!backward) {
          if (at >= length || unit_at(s, at) != *pc) goto fail;
          at++;
        } else {
          if (at == 0 || unit_at(s, at - 1) != *pc) goto fail;
          at--;
        }
        pc++;
        continue;
      case R_CHAR_IGNORE_CASE:
      case R_ANY:
      case R_ANY_ALL:
      case R_CLASS:
      case R_CLASS_NOT: {
        uint32_t c;
        if (!backward) {
          if (at >= length) goto fail;
          if (unicode) c = next_code_point(s, &at);
          else c = unit_at(s, at++);
        } else {
          if (at == 0) goto fail;
          c = unit_at(s, --at);
          if (unicode && (c & 0xfc00) == 0xdc00 && at > 0 && (unit_at(s, at - 1) & 0xfc00) == 0xd800) {
            at--;
            c = 0x10000 + ((unit_at(s, at) & 0x3ff) << 10) + (c & 0x3ff);
          }
        }
        if (op == R_CHAR_IGNORE_CASE) {
          if (c != *pc && canonical(c, unicode) != *pc) goto fail;
          pc++;
        } else if (op == R_ANY) {
          if (is_line_end(c)) goto fail;
        } else if (op != R_ANY_ALL) {
          uint32_t count = *pc++;
          if (in_class(pc, count, c) != (op == R_CLASS)) goto fail;
          pc += count * 4;
        }
        continue;
      }
      case R_SPLIT:
        push_choice(m, pc + 1 + (int16_t)*pc, at);
        pc++;
        continue;
      case R_SPLIT_LAZY:
        push_choice(m, pc + 1, at);
        pc += 1 + (int16_t)*pc;
        continue;
      case R_JUMP:
        pc += 1 + (int16_t)*pc;
        continue;
      case R_SAVE:
        set_slot(m, *pc++, at);
        continue;
      case R_START:
        if (at != 0) goto fail;
        continue;
      case R_END:
        if (at != length) goto fail;
        continue;
      case R_START_LINE:
        if (at != 0 && !is_line_end(unit_at(s, at - 1))) goto fail;
        continue;
      case R_END_LINE:
        if (at != length && !is_line_end(unit_at(s, at))) goto fail;
        continue;
      case R_WORD:
      case R_NOT_WORD: {
        bool before = at > 0 && is_word(unit_at(s, at - 1)), after = at < length && is_word(unit_at(s, at));
        if ((before != after) != (op == R_WORD)) goto fail;
        continue;
      }
      case R_BACK_REFERENCE: {
        uint32_t index = *pc++, from = m->slots[2 * index], to = m->slots[2 * index + 1];
        if (from == UINT32_MAX || to == UINT32_MAX) continue;
        uint32_t n = to - from;
        if (backward ? n > at : n > length - at) goto fail;
        uint32_t start = backward ? at - n : at;
        for (uint32_t i = 0; i < n; i++) {
          uint32_t a = unit_at(s, from + i), b = unit_at(s, start + i);
          if (a != b && !((m->flags & FLAG_I) && canonical(a, unicode) == canonical(b, unicode))) goto fail;
        }
        at = backward ? start : at + n;
        continue;
      }
      case R_LOOKAHEAD:
      case R_NEGATIVE_LOOKAHEAD:
      case R_LOOKBEHIND:
      case R_NEGATIVE_LOOKBEHIND: {
        if ((uint8_t *)__builtin_frame_address(0) < engine.stack_limit) return -1;
        bool negative = op == R_NEGATIVE_LOOKAHEAD || op == R_NEGATIVE_LOOKBEHIND;
        uint32_t undo = m->undo_count, ignored;
        int found = run(m, pc + 1, at, op == R_LOOKBEHIND || op == R_NEGATIVE_LOOKBEHIND, &ignored);
        if (found < 0) return found;
        if (negative && found)
          while (m->undo_count > undo) {
            m->undo_count--;
            m->slots[m->undo[m->undo_count].slot] = m->undo[m->undo_count].value;
          }
        if ((found == 1) == negative) goto fail;
        pc += 1 + (int16_t)*pc;
        continue;
      }
      case R_RESET:
        for (uint32_t i = pc[0]; i < pc[1]; i++) {
          set_slot(m, 2 * i, UINT32_MAX);
          set_slot(m, 2 * i + 1, UINT32_MAX);
        }
        pc += 2;
        continue;
      case R_COUNTER_SET:
        set_slot(m, m->capture_slots + pc[0], pc[1]);
        pc += 2;
        continue;
      case R_COUNTER_LOOP: {
        uint32_t slot = m->capture_slots + pc[0], count = m->slots[slot];
        const uint16_t *body = pc + 5 + (int16_t)pc[4], *after = pc + 5;
        bool more = pc[2] == 0xffff || count < pc[2];
        if (count < pc[1]) {
          set_slot(m, slot, count + 1);
          pc = body;
        } else if (!more) pc = after;
        else if (pc[3]) { /* lazy: leave first; the body counts when it is entered after all */
          uint32_t saved = m->undo_count;
          set_slot(m, slot, count + 1);
          push_choice(m, body, at);
          (void)saved;
          m->choices[m->choice_count - 1].undo = m->undo_count;
          pc = after;
        } else {
          push_choice(m, after, at);
          set_slot(m, slot, count + 1);
          pc = body;
        }
        continue;
      }
      case R_EMPTY_START:
        set_slot(m, m->capture_slots + *pc++, at);
        continue;
      case R_EMPTY_END: {
        uint32_t unit = *pc++;
        if (m->slots[m->capture_slots + (unit & 0x7fff)] == at && !(unit & 0x8000)) goto fail;
        continue;
      }
    }
    engine_panic("a regular expression program is damaged");
  fail:
    if (m->choice_count == base) return 0;
    Choice c = m->choices[--m->choice_count];
    while (m->undo_count > c.undo) {
      m->undo_count--;
      m->slots[m->undo[m->undo_count].slot] = m->undo[m->undo_count].value;
    }
    pc = c.pc;
    at = c.at;
  }
}

Value new_regexp(const String *source, const String *flags, const uint16_t *program) {
  static ROOT Value shape_cell = VALUE_UNDEFINED;
  if (shape_cell == VALUE_UNDEFINED) shape_cell = value_of(shape_add(root_shape(intrinsic(REGEXP_PROTOTYPE), KIND_REGEXP, 2), value_of(&s_lastIndex), WRITABLE));
  RegExp *r = allocate(sizeof(RegExp));
  set_header(&r->header, ((Shape *)shape_cell)->reference, KIND_REGEXP, 0, 0);
  r->source = value_of(source);
  r->flags = value_of(flags);
  r->program = program;
  r->program_store = VALUE_UNDEFINED;
  r->slots[0] = INT(0);
  r->slots[1] = VALUE_UNDEFINED;
  return value_of(r);
}

static Value make_result(Matcher *m, const uint16_t *program, Value text) {
  uint32_t captures = program[0];
  Value result = new_array(captures);
  for (uint32_t i = 0; i < captures; i++) {
    uint32_t from = m->slots[2 * i], to = m->slots[2 * i + 1];
    Value item = from == UINT32_MAX || to == UINT32_MAX ? VALUE_UNDEFINED : string_slice(string_of(text), from, to);
    array_of(result)->items[i] = item;
  }
  const uint16_t *names = program + 4 + program[3];
  Value groups = VALUE_UNDEFINED;
  uint32_t count = *names++;
  if (count > 0) {
    groups = new_object_with_prototype(VALUE_NULL);
    for (uint32_t i = 0; i < count; i++) {
      uint32_t index = names[0], length = names[1];
      Value name = string_from_utf16(names + 2, length);
      create_data_property(groups, key_from_string(string_of(name)), array_of(result)->items[index]);
      names += 2 + length;
    }
  }
  add_property((Object *)result, value_of(&s_index), INT(m->slots[0]), DATA_DEFAULT);
  add_property((Object *)result, value_of(&s_input), text, DATA_DEFAULT);
  add_property((Object *)result, value_of(&s_groups), groups, DATA_DEFAULT);
  if (program[2] & FLAG_D) {
    Value indices = new_array(captures);
    for (uint32_t i = 0; i < captures; i++) {
      uint32_t from = m->slots[2 * i], to = m->slots[2 * i + 1];
      Value pair = from == UINT32_MAX || to == UINT32_MAX ? VALUE_UNDEFINED : new_array_from(2, (Value[]){INT(from), INT(to)});
      array_of(indices)->items[i] = pair;
    }
    add_property((Object *)indices, value_of(&s_groups), VALUE_UNDEFINED, DATA_DEFAULT);
    add_property((Object *)result, value_of(&s_indices), indices, DATA_DEFAULT);
  }
  return result;
}

METHOD("RegExp.prototype", "exec", 1, RegExpPrototype_exec)
NATIVE(RegExpPrototype_exec) {
  if (!has_kind(this_value, KIND_REGEXP)) return throw_error(TYPE_ERROR, "Receiver is not a RegExp: %v", this_value);
  Value text = to_string(ARG(0));
  TRY(text);
  RegExp *r = (RegExp *)this_value;
  uint64_t last = 0;
  Value index = get(this_value, value_of(&s_lastIndex));
  TRY(index);
  TRY_BOOL(to_length(index, &last));
  const uint16_t *program = r->program;
  uint16_t flags = program[2];
  bool stateful = (flags & (FLAG_G | FLAG_Y)) != 0;
  if (!stateful) last = 0;
  String *s = flat(string_of(text));
  text = value_of(s);
  Matcher m = {.s = s, .flags = flags, .capture_slots = 2u * program[0]};
  if (m.capture_slots + program[1] > MAX_SLOTS) return throw_error(RANGE_ERROR, "regular expression with too many groups: /%v/", r->source);
  const uint16_t *code = program + 4;
  for (uint64_t at = last; at <= s->length; at++) {
    if (code[0] == R_CHAR && !(flags & FLAG_Y)) { /* a literal start: look for it */
      while (at < s->length && unit_at(s, (uint32_t)at) != code[1]) at++;
      if (at >= s->length) break;
    }
    for (uint32_t i = 0; i < m.capture_slots; i++) m.slots[i] = UINT32_MAX;
    m.undo_count = m.choice_count = 0;
    uint32_t end;
    int found = run(&m, code, (uint32_t)at, false, &end);
    if (found < 0) return throw_error(RANGE_ERROR, "regular expression took too many steps: /%v/", r->source);
    if (found) {
      m.slots[0] = (uint32_t)at;
      m.slots[1] = end;
      if (stateful) TRY(put(this_value, value_of(&s_lastIndex), INT(end)));
      return make_result(&m, program, text);
    }
    if (flags & FLAG_Y) break;
  }
  if (stateful) TRY(put(this_value, value_of(&s_lastIndex), INT(0)));
  return VALUE_NULL;
}
Value intrinsic_regexpExec(Value r, Value text, Value index) {
  (void)index;
  return RegExpPrototype_exec(NULL, r, VALUE_UNDEFINED, 1, &text);
}

static Value flag(Value v, uint16_t bit) {
  if (v == intrinsic(REGEXP_PROTOTYPE)) return VALUE_UNDEFINED;
  if (!has_kind(v, KIND_REGEXP)) return throw_error(TYPE_ERROR, "RegExp flag getter called on non-RegExp object");
  return boolean(((RegExp *)v)->program[2] & bit ? 1 : 0);
}
GETTER("RegExp.prototype", "global", RegExpPrototype_global)
NATIVE(RegExpPrototype_global) { return flag(this_value, FLAG_G); }
GETTER("RegExp.prototype", "ignoreCase", RegExpPrototype_ignoreCase)
NATIVE(RegExpPrototype_ignoreCase) { return flag(this_value, FLAG_I); }
GETTER("RegExp.prototype", "multiline", RegExpPrototype_multiline)
NATIVE(RegExpPrototype_multiline) { return flag(this_value, FLAG_M); }
GETTER("RegExp.prototype", "dotAll", RegExpPrototype_dotAll)
NATIVE(RegExpPrototype_dotAll) { return flag(this_value, FLAG_S); }
GETTER("RegExp.prototype", "unicode", RegExpPrototype_unicode)
NATIVE(RegExpPrototype_unicode) { return flag(this_value, FLAG_U); }
GETTER("RegExp.prototype", "sticky", RegExpPrototype_sticky)
NATIVE(RegExpPrototype_sticky) { return flag(this_value, FLAG_Y); }
GETTER("RegExp.prototype", "hasIndices", RegExpPrototype_hasIndices)
NATIVE(RegExpPrototype_hasIndices) { return flag(this_value, FLAG_D); }
GETTER("RegExp.prototype", "source", RegExpPrototype_source)
NATIVE(RegExpPrototype_source) {
  if (!has_kind(this_value, KIND_REGEXP)) return string_from_ascii("(?:)");
  Value source = ((RegExp *)this_value)->source;
  return string_of(source)->length == 0 ? string_from_ascii("(?:)") : source;
}
GETTER("RegExp.prototype", "flags", RegExpPrototype_flags)
NATIVE(RegExpPrototype_flags) {
  if (has_kind(this_value, KIND_REGEXP)) {
    static const char letters[] = "dgimsuvy";
    TextBuilder b;
    builder_start(&b);
    for (uint32_t i = 0; i < 8; i++)
      if (((RegExp *)this_value)->program[2] >> i & 1) builder_unit(&b, (uint8_t)letters[i]);
    return builder_finish(&b);
  }
  return throw_error(TYPE_ERROR, "RegExp.prototype.flags getter called on non-object %v", this_value);
}

/* The compiler of patterns, src/regexp.ts; linked when the program mentions RegExp. */
__attribute__((weak)) extern const FunctionInfo *const pattern_compiler;

CONSTRUCTOR("RegExp", 2, RegExp_construct, "RegExp.prototype")
NATIVE(RegExp_construct) {
  Value pattern = ARG(0), flags = ARG(1);
  if (has_kind(pattern, KIND_REGEXP)) {
    RegExp *from = (RegExp *)pattern;
    if (new_target == VALUE_UNDEFINED && flags == VALUE_UNDEFINED) return pattern;
    pattern = from->source;
    if (flags == VALUE_UNDEFINED) flags = from->flags;
  }
  pattern = pattern == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(pattern);
  TRY(pattern);
  flags = flags == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(flags);
  TRY(flags);
  Value prototype = intrinsic(REGEXP_PROTOTYPE);
  if (new_target != VALUE_UNDEFINED && new_target != value_of(self)) {
    prototype = prototype_from_constructor(new_target, REGEXP_PROTOTYPE);
    TRY(prototype);
  }
  static ROOT Value compiled = VALUE_UNDEFINED; /* a Map of pattern and flags to programs */
  if (compiled == VALUE_UNDEFINED) compiled = new_collection(KIND_MAP, intrinsic(MAP_PROTOTYPE));
  Value key = string_concat(string_concat(flags, value_of(engine.characters['/'])), pattern);
  TRY(key);
  HashEntry *known = collection_find((Collection *)compiled, key);
  Value store;
  if (known != NULL) store = known->value;
  else {
    Value units = call_2(new_closure(pattern_compiler, 0), VALUE_UNDEFINED, pattern, flags);
    TRY(units);
    uint32_t count = array_of(units)->length;
    Bytes *bytes = allocate_bytes(count * 2ull);
    for (uint32_t i = 0; i < count; i++) ((uint16_t *)bytes->bytes)[i] = (uint16_t)as_int(array_of(units)->items[i]);
    store = value_of(bytes);
    collection_put((Collection *)compiled, key, store);
    if (collection_size((Collection *)compiled) > 256) collection_clear((Collection *)compiled);
  }
  Value r = new_regexp(flat(string_of(pattern)), flat(string_of(flags)), (uint16_t *)((Bytes *)store)->bytes);
  ((RegExp *)r)->program_store = store;
  if (prototype != intrinsic(REGEXP_PROTOTYPE)) {
    Shape *shape = shape_add(root_shape(prototype, KIND_REGEXP, 2), value_of(&s_lastIndex), WRITABLE);
    cell_of(r)->shape = shape->reference;
  }
  return r;
}
