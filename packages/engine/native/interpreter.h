/* Functions in the compact form, and what runs them. Included once, by a unit that the compiler writes: it defines OPERATIONS(X), the
 * instructions that the program has, in the order of their numbers, each as X(FORM, what it does). A form says which octets an
 * instruction has; what it does is a function of the engine, or a number. Forms that no instruction has are not compiled.
 *
 * To the rest of the engine a compact function is a native one (`interpret_function`): it returns VALUE_EXCEPTION where it throws. Its
 * text stands right behind its FunctionInfo:
 *
 *   octet  registers      values in the frame: parameters first, then `this`, itself and new.target as far as they are read
 *   octet  parameters
 *   octet  flags          COMPACT_*
 *   octet  constants      16 bits each, behind the header: what operands from `registers` upwards stand for
 *   octet  outgoing       values behind the registers for the arguments of calls
 *   COMPACT_SUSPENDS:     2 octets, where it goes on behind its first suspension (generators)
 *   constants
 *   COMPACT_HANDLES:      2 octets, a number of ranges, then first octet, end and handler of each, 2 octets each
 *   instructions
 *
 * An instruction is an octet (or 255 and another one), the register of its result if it has one, numbers (7 bits, or 15 with the
 * topmost bit of the first octet set), operands. An operand is a register, a constant of the function, or, from 224 on, one of
 * the constants that the program uses most. A constant (its topmost 2 bits: its kind) is a text or another constant cell, a small integer, a
 * variable of a top level that no longer changes, a captured variable, or another value of a table. All of them are read where they are used. */
#include "engine.h"

enum {
  COMPACT_HANDLES = 1,
  COMPACT_SUSPENDS = 2,
  COMPACT_CLASS = 4,
  COMPACT_THIS = 8,
  COMPACT_SELF = 16,
  COMPACT_NEW_TARGET = 32,
  COMPACT_TYPE_SHIFT = 6, /* COROUTINE_* */
  COMPACT_HEADER = 5,
  FIRST_COMMON = 224,
  LONG_OPERATION = 255,
};
/* How the function of a direct call takes its arguments; otherwise as FunctionInfo says. */
enum { TARGET_COMPACT = 0xfe };
/* In the number of an operation with a list of operands: their count, 255 if that stands in the text, and whether there is no result. */
enum { COUNTED = 255, WITHOUT_RESULT = 256 };

/* Tables of the program. Addresses have 32 bits, as in CacheTable. */
extern const uint32_t compact_cells[];
extern const uint32_t compact_variables[];
extern const Value compact_values[];
extern const uint16_t compact_common[];
extern const uint32_t compact_functions[];
extern const uint8_t compact_function_kinds[];
extern const uint32_t compact_infos[];
extern const uint32_t compact_texts[];
extern const MethodKey compact_methods[];
extern const uint8_t *const compact_key_lists[];
extern Value (*const compact_sites[])(void);
typedef struct CompactMembers {
  const MemberRow *rows;
  uint32_t count;
} CompactMembers;
extern const CompactMembers compact_members[];

typedef struct Frame {
  Value *r;
  const uint8_t *constants;
  Function *self;
  uint32_t registers;
} Frame;

INLINE uint32_t read_16(const uint8_t *p) { return p[0] | (uint32_t)p[1] << 8; }

static Value constant_value(const Frame *f, uint32_t constant) {
  uint32_t k = constant & 0x3fff;
  switch (constant >> 14) {
    case 0: return compact_cells[k];
    case 1: return INT((int32_t)k - 0x2000);
    case 2: return *(const Value *)(uintptr_t)compact_variables[k];
    default: return k < 0x1000 ? f->self->captures[k] : compact_values[k - 0x1000];
  }
}
static NOINLINE Value fetch_constant(const Frame *f, uint32_t x) {
  return constant_value(f, x >= FIRST_COMMON ? compact_common[x - FIRST_COMMON] : read_16(f->constants + 2 * (x - f->registers)));
}
INLINE Value fetch(const Frame *f, uint32_t x) { return likely(x < f->registers) ? f->r[x] : fetch_constant(f, x); }

/* --- operations that the engine has in another form */

#define WRAP(name, parameters, body) static UNUSED Value w_##name parameters { body; return VALUE_UNDEFINED; }
#define GIVE(name, parameters, value) static UNUSED Value w_##name parameters { return value; }
GIVE(box_get, (Value box), box_get(box))
WRAP(box_set, (Value box, Value v), box_set(box, v))
WRAP(check_initialized, (Value v, const char *name), if (unlikely(v == VALUE_UNINITIALIZED)) return throw_uninitialized(name))
GIVE(global_get, (Value key), keyed_get(intrinsic(GLOBAL), key))
GIVE(global_find, (Value key), global_get(string_of(key), false))
GIVE(global_find_or_undefined, (Value key), global_get(string_of(key), true))
GIVE(global_set, (Value v, Value key), global_set(string_of(key), v))
GIVE(array_new, (void), new_array(0))
WRAP(array_push, (Value array, Value v), array_push(array_of(array), v))
WRAP(set_literal_prototype, (Value object, Value v), if (is_object(v) || v == VALUE_NULL) set_prototype(object, v))
GIVE(define_visible, (Value o, Value key, Value v), define_member(o, key, v, DATA_DEFAULT))
GIVE(define_hidden, (Value o, Value key, Value v), define_member(o, key, v, DATA_HIDDEN))
GIVE(define_visible_getter, (Value o, Value key, Value v), define_member_accessor(o, key, v, VALUE_EXCEPTION, true))
GIVE(define_hidden_getter, (Value o, Value key, Value v), define_member_accessor(o, key, v, VALUE_EXCEPTION, false))
GIVE(define_visible_setter, (Value o, Value key, Value v), define_member_accessor(o, key, VALUE_EXCEPTION, v, true))
GIVE(define_hidden_setter, (Value o, Value key, Value v), define_member_accessor(o, key, VALUE_EXCEPTION, v, false))
WRAP(set_function_name, (Value f, Value key, const char *prefix), set_function_name(f, key, prefix))
GIVE(class_new, (Value f), class_new(f, false, VALUE_UNDEFINED))
GIVE(class_extend, (Value f, Value parent), class_new(f, true, parent))
GIVE(super_base_class, (Value home), super_base(home, HOME_CLASS))
GIVE(super_base_prototype, (Value home), super_base(home, HOME_PROTOTYPE))
GIVE(super_base_object, (Value home), super_base(home, HOME_OBJECT))
GIVE(private_name, (Value name), new_symbol(name, SYMBOL_PRIVATE))
GIVE(private_define, (Value o, Value key, Value v), private_define(o, key, v, false))
GIVE(private_define_readonly, (Value o, Value key, Value v), private_define(o, key, v, true))
GIVE(get_length, (Value v), cold_get_length(v, value_of(&s_length)))
GIVE(construct_array, (Value f, Value array, const char *text), construct_array(f, f, array, text))
WRAP(check_coercible, (Value v, const char *text), if (is_nullish(v)) return throw_no_destructuring(v, text))
WRAP(check_this_unset, (Value v), if (v != VALUE_UNINITIALIZED) return throw_super_called())
GIVE(strict_equals, (Value a, Value b), boolean(cold_strict_equals(a, b)))
GIVE(not, (Value v), boolean(!cold_truthy(v)))
GIVE(truthy, (Value v), boolean(cold_truthy(v)))
GIVE(is_undefined, (Value v), boolean(v == VALUE_UNDEFINED))
GIVE(is_nullish, (Value v), boolean(is_nullish(v)))
GIVE(is_end, (Value v), boolean(v == VALUE_END))
GIVE(is_object, (Value v), boolean(is_object(v)))
WRAP(close_quietly, (Value v), iterator_close_quietly(v))
GIVE(catch, (void), engine.exception)

static NOINLINE Value object_of(uint32_t list, uint32_t count, const Value *values, Value constructor) {
  Value object;
  if (constructor != VALUE_UNDEFINED) {
    object = create_from_constructor(constructor);
    if (object == VALUE_EXCEPTION) return object;
  } else object = count == 0 ? new_object_with_prototype(intrinsic(OBJECT_PROTOTYPE)) : value_of(new_object_with_shape(root_shape(intrinsic(OBJECT_PROTOTYPE), KIND_OBJECT, count > 100 ? 100 : count)));
  const uint8_t *keys = compact_key_lists[list];
  for (uint32_t i = 0; i < count; i++, keys += 2) add_property((Object *)object, compact_cells[read_16(keys)], values[i], DATA_DEFAULT);
  return object;
}

Value interpret(const uint8_t *text, Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);

static NOINLINE Value call_target(uint32_t k, Value this_value, Function *self, Value new_target, uint32_t argc, Value *argv) {
  const void *code = (const void *)(uintptr_t)compact_functions[k];
  uint32_t kind = compact_function_kinds[k];
  if (kind == TARGET_COMPACT) return interpret(code, self, this_value, new_target, argc, argv);
  if (kind == 0) return ((Code)code)(self, this_value, new_target, argc, argv);
  if (kind == REGISTERS_RAW) return ENTER(Code, code, self, this_value, new_target, argc, argv);
  for (; argc < kind - 1; argc++) argv[argc] = VALUE_UNDEFINED;
  return enter_with(code, kind - 1, argv, this_value, self, new_target);
}

/* Forms whose octets are: F a result, S none; operands; K a key, T the text of a message, behind them in the call. */
#define FORM(name) FORM_##name
typedef Value (*Operation0)(void);
typedef Value (*Operation1)(Value);
typedef Value (*Operation2)(Value, Value);
typedef Value (*Operation3)(Value, Value, Value);
typedef Value (*Operation4)(Value, Value, Value, Value);
typedef Value (*Operation5)(Value, Value, Value, Value, Value);

INLINE uint32_t read_number(const uint8_t **pc) {
  uint32_t n = *(*pc)++;
  if (n & 0x80) n = (n & 0x7f) << 8 | *(*pc)++;
  return n;
}

#define OPERATION_NUMBER(form, does) (uintptr_t)(does),
static const uintptr_t operations[] = {OPERATIONS(OPERATION_NUMBER)};

/* Runs from `pc` on; with `throws` the suspension whose register this is has thrown. */
static NOINLINE Value run(const uint8_t *text, const Frame *f, const uint8_t *pc, const uint8_t *code, Coroutine *coroutine, bool throws,
                          uint32_t argc, const Value *argv) {
#define HANDLER(form, does) &&FORM_##form,
  static const void *const handlers[] = {OPERATIONS(HANDLER)};
  Value *const r = f->r;
  Value *const out = r + f->registers;
  const uint8_t *dst = pc;
  uintptr_t does;
  uint32_t count;
  Value v;

  if (unlikely(throws)) goto thrown;
next:
  count = *pc++;
  if (unlikely(count == LONG_OPERATION)) count += *pc++;
  dst = pc;
  does = operations[count];
  goto *handlers[count];

#define OPERAND() fetch(f, *pc++)
#define NO_EXTRA
#define KEY Value extra = compact_cells[read_number(&pc)];
#define TEXT Value extra = compact_texts[read_number(&pc)];
#define FORMS(suffix, start, end, extra_, with, n0, n1, n2, n3, n4)                                             \
  FORM_##suffix##0##extra_: { start with; v = ((n0)does)(NAME0_##extra_); goto end; }                          \
  FORM_##suffix##1##extra_: { start with; Value a = OPERAND(); v = ((n1)does)(a NAME_##extra_); goto end; }    \
  FORM_##suffix##2##extra_: { start with; Value a = OPERAND(); Value b = OPERAND(); v = ((n2)does)(a, b NAME_##extra_); goto end; } \
  FORM_##suffix##3##extra_: { start with; Value a = OPERAND(); Value b = OPERAND(); Value c = OPERAND(); v = ((n3)does)(a, b, c NAME_##extra_); goto end; } \
  FORM_##suffix##4##extra_: { start with; Value a = OPERAND(); Value b = OPERAND(); Value c = OPERAND(); Value d = OPERAND(); v = ((n4)does)(a, b, c, d NAME_##extra_); goto end; }
#define NAME0_
#define NAME_
#define NAME0_K extra
#define NAME_K , extra
#define NAME0_T extra
#define NAME_T , extra
  FORMS(F, pc++;, result, , NO_EXTRA, Operation0, Operation1, Operation2, Operation3, Operation4)
  FORMS(S, , done, , NO_EXTRA, Operation0, Operation1, Operation2, Operation3, Operation4)
  FORMS(F, pc++;, result, K, KEY, Operation1, Operation2, Operation3, Operation4, Operation5)
  FORMS(S, , done, K, KEY, Operation1, Operation2, Operation3, Operation4, Operation5)
  FORMS(F, pc++;, result, T, TEXT, Operation1, Operation2, Operation3, Operation4, Operation5)
  FORMS(S, , done, T, TEXT, Operation1, Operation2, Operation3, Operation4, Operation5)

FORM_MOVE:
  pc++;
  r[*dst] = OPERAND();
  goto next;
FORM_LOAD: /* a constant that is no operand */
  r[*dst] = constant_value(f, read_16(pc + 1));
  pc += 3;
  goto next;
FORM_SET_VARIABLE: {
  Value *variable = (Value *)(uintptr_t)compact_variables[read_number(&pc)];
  *variable = OPERAND();
  goto next;
}
FORM_SITE: /* a regular expression, a template object */
  pc++;
  v = compact_sites[read_number(&pc)]();
  goto result;
FORM_ARGUMENTS:
  pc++;
  v = new_arguments(argc, argv);
  goto result;
FORM_REST:
  v = rest_array(pc[1], argc, argv);
  pc += 2;
  goto result;
FORM_CLOSURE: {
  pc++;
  const FunctionInfo *info = (const FunctionInfo *)(uintptr_t)compact_infos[read_number(&pc)];
  count = *pc++;
  v = new_closure(info, count);
  for (uint32_t i = 0; i < count; i++) function_of(v)->captures[i] = OPERAND();
  r[*dst] = v;
  goto next;
}
FORM_MEMBERS: {
  const CompactMembers *members = &compact_members[read_number(&pc)];
  v = OPERAND();
  v = define_methods(v, members->rows, members->count);
  goto done;
}

  /* lists of operands */
#define NUMBER_OF_LIST() (!(does & WITHOUT_RESULT) ? (void)pc++ : (void)0, read_number(&pc))
#define LIST()                                               \
  do {                                                       \
    count = does & 0xff;                                     \
    if (count == COUNTED) count = *pc++;                     \
    for (uint32_t i = 0; i < count; i++) out[i] = OPERAND(); \
  } while (0)
FORM_CALL: {
  const char *message = (const char *)(uintptr_t)compact_texts[NUMBER_OF_LIST()];
  LIST();
  v = call(out[0], out[1], count - 2, out + 2, message);
  goto maybe;
}
FORM_INVOKE: {
  const MethodKey *method = &compact_methods[NUMBER_OF_LIST()];
  LIST();
  v = keyed_get(out[0], method->key);
  if (likely(v != VALUE_EXCEPTION)) v = call(v, out[0], count - 1, out + 1, (const char *)(uintptr_t)method->text);
  goto maybe;
}
FORM_INVOKE_NAMED: { /* messages name the key */
  Value key = compact_cells[NUMBER_OF_LIST()];
  LIST();
  v = keyed_get(out[0], key);
  if (likely(v != VALUE_EXCEPTION)) v = call(v, out[0], count - 1, out + 1, KEY_TEXT(key));
  goto maybe;
}
FORM_DIRECT: {
  uint32_t target = NUMBER_OF_LIST();
  LIST();
  v = call_target(target, VALUE_UNDEFINED, NULL, VALUE_UNDEFINED, count, out);
  goto maybe;
}
FORM_METHOD: {
  uint32_t target = NUMBER_OF_LIST();
  LIST();
  v = call_target(target, out[0], NULL, VALUE_UNDEFINED, count - 1, out + 1);
  goto maybe;
}
FORM_KNOWN: {
  uint32_t target = NUMBER_OF_LIST();
  LIST();
  v = call_target(target, out[1], function_of(out[0]), out[0], count - 2, out + 2);
  goto maybe;
}
FORM_NEW: {
  const char *message = (const char *)(uintptr_t)compact_texts[NUMBER_OF_LIST()];
  LIST();
  v = construct(out[0], out[0], count - 1, out + 1, message);
  goto maybe;
}
FORM_SUPER: {
  const char *message = (const char *)(uintptr_t)compact_texts[NUMBER_OF_LIST()];
  LIST();
  v = construct(out[0], out[1], count - 2, out + 2, message);
  goto maybe;
}
FORM_FORWARD: {
  const char *message = (const char *)(uintptr_t)compact_texts[NUMBER_OF_LIST()];
  LIST();
  v = construct(out[0], out[1], argc, argv, message);
  goto maybe;
}
FORM_ARRAY:
  pc++;
  LIST();
  v = new_array_from(count, out);
  goto result;
FORM_OBJECT: {
  uint32_t keys = NUMBER_OF_LIST();
  LIST();
  v = object_of(keys, count, out, VALUE_UNDEFINED);
  goto result;
}
FORM_INSTANCE: {
  uint32_t keys = NUMBER_OF_LIST();
  LIST();
  v = object_of(keys, count - 1, out + 1, out[0]);
  goto result;
}
FORM_EXCLUDE:
  pc++;
  LIST();
  v = object_rest(out[0], count - 1, out + 1);
  goto result;
FORM_CONCATENATE:
  pc++;
  LIST();
  v = concatenate(count, out);
  goto result;

  /* branches: operands, then how far to go from where that stands */
#define TEST1() { Value a = OPERAND(); v = ((Operation1)does)(a); }
#define TEST2() { Value a = OPERAND(); Value b = OPERAND(); v = ((Operation2)does)(a, b); }
FORM_IF1: TEST1() goto if_true;
FORM_UNLESS1: TEST1() goto if_false;
FORM_IF2: TEST2() goto if_true;
FORM_UNLESS2: TEST2() goto if_false;
FORM_IF1W: TEST1() goto if_true_wide;
FORM_UNLESS1W: TEST1() goto if_false_wide;
FORM_IF2W: TEST2() goto if_true_wide;
FORM_UNLESS2W: TEST2() goto if_false_wide;
if_false:
  v ^= VALUE_TRUE ^ VALUE_FALSE;
if_true:
  if (v == VALUE_TRUE) goto FORM_JUMP;
  pc++;
  if (unlikely(v != VALUE_FALSE)) goto thrown;
  goto next;
if_false_wide:
  v ^= VALUE_TRUE ^ VALUE_FALSE;
if_true_wide:
  if (v == VALUE_TRUE) goto FORM_JUMPW;
  pc += 2;
  if (unlikely(v != VALUE_FALSE)) goto thrown;
  goto next;
FORM_JUMP:
  pc += (int8_t)*pc;
  goto next;
FORM_JUMPW:
  pc += (int16_t)read_16(pc);
  goto next;
FORM_SWITCH:
  count = (uint32_t)as_int(OPERAND());
  pc = code + read_16(pc + 2 * count);
  goto next;

FORM_RETURN:
  v = OPERAND();
finish:
  if (coroutine != NULL) coroutine->done = 1;
  return v;

  /* suspensions: the register of what it is resumed with, an operand. `does`: 1 what is thrown there is thrown here, 2 of a
   * generator, 4 of an async one, 8 a result object */
FORM_SUSPEND:
  pc++;
  v = OPERAND();
  coroutine->state = (uint32_t)(dst - code);
  if (does & 8) coroutine->delegating = 1;
  if (does & 4) coroutine->running = 0;
  if (does & 2) return v;
  return coroutine_await(coroutine, v);
FORM_START:
  coroutine->state = 1;
  return VALUE_UNDEFINED;
FORM_MODE:
  pc++;
  v = INT(coroutine->mode);
  goto result;

maybe:
  if (unlikely(v == VALUE_EXCEPTION)) goto thrown;
  if (!(does & WITHOUT_RESULT)) r[*dst] = v;
  goto next;
result:
  if (unlikely(v == VALUE_EXCEPTION)) goto thrown;
  r[*dst] = v;
  goto next;
done:
  if (likely(v != VALUE_EXCEPTION)) goto next;
thrown:
  if (text[2] & COMPACT_HANDLES) {
    uint32_t at = (uint32_t)(dst - code) - 1;
    const uint8_t *ranges = text + COMPACT_HEADER + (text[2] & COMPACT_SUSPENDS ? 2 : 0) + 2 * text[3];
    count = read_16(ranges);
    for (ranges += 2; count > 0; count--, ranges += 6)
      if (at >= read_16(ranges) && at < read_16(ranges + 2)) {
        pc = code + read_16(ranges + 4);
        goto next;
      }
  }
  v = VALUE_EXCEPTION;
  goto finish;
}

static const uint8_t *code_of(const uint8_t *text) {
  const uint8_t *p = text + COMPACT_HEADER + (text[2] & COMPACT_SUSPENDS ? 2 : 0) + 2 * text[3];
  return text[2] & COMPACT_HANDLES ? p + 2 + 6 * read_16(p) : p;
}

static Frame frame_of(const uint8_t *text, Value *r, Function *self) {
  return (Frame){r, text + COMPACT_HEADER + (text[2] & COMPACT_SUSPENDS ? 2 : 0), self, text[0]};
}

static void fill_fixed(const uint8_t *text, Value *r, Function *self, Value this_value, Value new_target) {
  r += text[1];
  if (text[2] & COMPACT_THIS) *r++ = this_value;
  if (text[2] & COMPACT_SELF) *r++ = value_of(self);
  if (text[2] & COMPACT_NEW_TARGET) *r = new_target;
}

/* The text of the coroutine that coroutine_start() is about to run. Later it is behind its registers. */
static const uint8_t *starting;

static Value resume_compact(Coroutine *c, Value sent) {
  const uint8_t *text = c->state == 0 ? starting : (const uint8_t *)(uintptr_t)(uint32_t)as_int(c->saved[c->slot_count - 1]);
  Frame frame = frame_of(text, c->saved, c->function);
  const uint8_t *code = code_of(text);
  const uint8_t *pc = code;
  if (c->state == 0) {
    c->saved[c->slot_count - 1] = INT((int32_t)(uint32_t)(uintptr_t)text);
    fill_fixed(text, c->saved, c->function, c->this_value, VALUE_UNDEFINED);
  } else if (c->state == 1 && c->header.extra != COROUTINE_ASYNC) pc += read_16(text + COMPACT_HEADER);
  else {
    pc += c->state; /* the register of the result */
    if (operations[pc[-1]] & 1 && c->mode == RESUME_THROW) {
      throw_value(sent);
      return run(text, &frame, pc, code, c, true, c->argc, c->argv);
    }
    c->saved[*pc] = sent;
    pc += 2;
  }
  return run(text, &frame, pc, code, c, false, c->argc, c->argv);
}

static NOINLINE Value interpret_frame(const uint8_t *text, Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  Value r[text[0] + text[4] + 1];
  for (uint32_t i = 0; i < text[1]; i++) r[i] = argument(i, argc, argv);
  fill_fixed(text, r, self, this_value, new_target);
  Frame frame = frame_of(text, r, self);
  const uint8_t *code = code_of(text);
  return run(text, &frame, code, code, NULL, false, argc, argv);
}

Value interpret(const uint8_t *text, Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  STACK_CHECK();
  if (text[2] & COMPACT_SUSPENDS) {
    starting = text;
    return coroutine_start(self, NULL, this_value, argc, argv, resume_compact, text[2] >> COMPACT_TYPE_SHIFT, text[0] + text[4] + 1u, text[1]);
  }
  if ((text[2] & COMPACT_CLASS) && new_target == VALUE_UNDEFINED)
    return throw_error(TYPE_ERROR, "Class constructor %k cannot be invoked without 'new'", value_of(function_name(self->info)));
  return interpret_frame(text, self, this_value, new_target, argc, argv);
}

Value interpret_function(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv) {
  const uint8_t *text = (const uint8_t *)(self->info + 1);
  if (unlikely(self->info->slots_and_length >> 7 == LONG_LENGTH)) text += sizeof(uint32_t);
  return interpret(text, self, this_value, new_target, argc, argv);
}
