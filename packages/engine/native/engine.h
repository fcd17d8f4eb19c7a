/* Everything of the engine that its parts and generated code share. */
#ifndef MORGANA_ENGINE_H
#define MORGANA_ENGINE_H

#include "bytes.h"
#include "call.h"
#include "collections.h"
#include "convert.h"
#include "coroutine.h"
#include "error.h"
#include "far.h"
#include "fast_calls.h"
#include "heap.h"
#include "inline_cache.h"
#include "iterate.h"
#include "math/math.h"
#include "math_values.h"
#include "object.h"
#include "operators.h"
#include "platform.h"
#include "proxy.h"
#include "regexp.h"
#include "text.h"
#include "value.h"

#define INTRINSIC(identifier, name, prototype, kind) identifier,
typedef enum Intrinsic {
#include "intrinsics.def"
  INTRINSIC_COUNT
} Intrinsic;
#undef INTRINSIC

#define ATOM(name) extern const String s_##name;
#define ATOM_NAMED(identifier, text) extern const String s_##identifier;
#include "atoms.def"
#undef ATOM
#undef ATOM_NAMED

/* Well-known symbols, static like the string constants. */
#define WELL_KNOWN_SYMBOLS(X)                                                                                   \
  X(iterator) X(asyncIterator) X(hasInstance) X(toPrimitive) X(toStringTag) X(species) X(isConcatSpreadable)    \
  X(unscopables) X(match) X(matchAll) X(replace) X(search) X(split)
#define X(name) extern const Symbol symbol_##name;
WELL_KNOWN_SYMBOLS(X)
#undef X
/* Keys of the engine's own, never visible: the store of indexed properties of objects that are not arrays. */
extern const Symbol symbol_elements;

typedef struct Engine {
  Value exception; /* what is being thrown */
  uint8_t *stack_limit;
  Shape *well_known_shapes[WELL_KNOWN_SHAPES];
  Shape *null_prototype_shape; /* holds the root shapes of objects without prototype */
  Shape *object_shape;         /* of {} */
  Shape *array_shape;
  Shape *promise_shape;
  Shape *coroutine_shape; /* of one that has no prototype yet */
  Shape *function_shapes[4]; /* by whether it is a generator and whether async */
  Shape *typed_array_shapes[TYPE_COUNT];
  Shape *data_view_shape;
  Shape *array_buffer_shape;
  String *characters[256];
  Value intrinsics[INTRINSIC_COUNT];
  const PlatformBoot *boot;
  int exit_status;
  bool started;
  /* Of DataViews and strings while nobody has changed their methods: what they find by its name is the engine's own. Then NO_SHAPE. */
  uint32_t intact_view_shape;
  uint32_t intact_text_shape;
  /* Whether a property of RegExp.prototype was ever written; INTACT: what is_plain_regexp asks of it is as it was. */
  enum { REGEXPS_UNSEEN, REGEXPS_INTACT, REGEXPS_CHANGED } regexps;
} Engine;

extern Engine engine;

INLINE Value intrinsic(Intrinsic i) { return engine.intrinsics[i]; }
INLINE bool is_intact_view(Value v) { return is_cell(v) && cell_of(v)->shape == engine.intact_view_shape; }
INLINE bool is_intact_text(Value v) { return is_cell(v) && cell_of(v)->shape == engine.intact_text_shape; }

/* The units of a text, found once before a loop: of one that is not flat yet there are none. */
typedef struct TextView {
  const void *data;
  uint32_t length;
  bool wide;
} TextView;
INLINE TextView text_view(Value v) {
  if (!is_intact_text(v)) return (TextView){NULL, 0, false};
  const String *s = string_of(v);
  if ((s->header.flags & (STRING_ROPE | STRING_PART)) == STRING_ROPE) {
    const Rope *rope = (const Rope *)s;
    if (rope->right != &s_empty) return (TextView){NULL, 0, false};
    s = rope->left;
  }
  Units units = units_of(s);
  return (TextView){units.data, s->length, units.wide};
}
INLINE uint32_t unit_in_view(TextView t, uint32_t index) { return unit_in((Units){t.data, t.wide}, index); }
INLINE bool has_unit(Value text, uint32_t index) {
  return !(string_of(text)->header.flags & STRING_ROPE) && index < string_of(text)->length;
}

_Noreturn void engine_panic(const char *message);
void write_text(int stream, String *text); /* as UTF-8 */
void write_console(int stream, String *text); /* and a line feed */
void mark_cell(Cell *cell);
void mark_value(Value v);
void mark_transitions(Cell *cell);
void literal_sites_mark(void);
void note_weak_collection(Collection *collection);
void note_weak_reference(DataObject *reference);
void finish_weak_cells(void);
bool heap_is_marked(const Cell *cell);
void heap_for_each_marked(void (*visit)(Cell *cell));
/* Leaves the buffer and its views without bytes. */
void detach_array_buffer(Value buffer);

/* An object literal: its keys and the shape that they lead to, once it was evaluated. Its capacity grows where its objects
 * get further properties later. */
typedef struct LiteralSite {
  const uint32_t *keys; /* addresses of 32 bits, as with CacheTable; NULL: not used yet */
  uint32_t count;
  uint32_t capacity;
  SizeClass *class; /* of its objects; NULL: it was not evaluated yet, or they become larger from now on */
  Cell header;      /* of its objects; extra: the number of the site, from 1, or 0 if it is too large */
} __attribute__((aligned(32))) LiteralSite; /* as with inline caches: no gaps in the section */
_Static_assert(sizeof(LiteralSite) == 32, "a literal site fills its alignment");
/* Constants of a site, from which the first use takes them, and the sites of a unit. Addresses have 32 bits. */
typedef struct LiteralConstants {
  uint32_t keys;
  uint16_t count;
  uint16_t capacity;
} LiteralConstants;
typedef struct LiteralTable {
  uint32_t sites;
  uint32_t constants;
  uint32_t count;
} LiteralTable;
void literal_shape_slow(LiteralSite *site);
void instance_shape_slow(LiteralSite *site, Value constructor);
/* An object that a literal made has outgrown its inline slots: later ones get more. */
void literal_site_enlarge(uint32_t number, uint32_t from, uint32_t to);
INLINE Object *new_at_site(LiteralSite *site) {
  Object *object = allocate_in(site->class, sizeof(Object) + site->capacity * sizeof(Value));
  object->header = site->header;
  for (uint32_t i = site->count; i < site->capacity; i++) object->slots[i] = VALUE_UNDEFINED;
  return object;
}
/* The caller fills as many slots as there are keys. */
INLINE Object *new_literal(LiteralSite *site) {
  if (unlikely(site->class == NULL)) literal_shape_slow(site);
  return new_at_site(site);
}
/* The same for an instance of a class, which has its first properties from the start. */
INLINE Object *new_instance(LiteralSite *site, Value constructor) {
  if (unlikely(site->class == NULL)) instance_shape_slow(site, constructor);
  return new_at_site(site);
}

int run_program(void);
int report_uncaught(Value exception);
bool report_rejections(void);
void note_rejection(Promise *promise, bool handled);

/* Helpers of generated code. */
Value concatenate(uint32_t count, const Value *parts);
Value global_get(const String *name, bool optional);
Value global_set(const String *name, Value value);
Value object_spread(Value target, Value source);
Value object_rest(Value source, uint32_t excluded_count, const Value *excluded);
Value get_super(Value base, Value this_value, Value key);
Value put_super(Value base, Value this_value, Value key, Value value);
Value delete_member(Value object, Value key);
Value in_operator(Value object, Value key);
Value define_member(Value object, Value key, Value value, uint32_t attributes);
Value define_member_accessor(Value object, Value key, Value getter, Value setter, bool enumerable);
/* Addresses of 32 bits, as with CacheTable: of a text, plus 0 for a method, 1 for a getter, 2 for a setter, and of a FunctionInfo. */
typedef struct MemberRow {
  uint32_t key;
  uint32_t info;
} MemberRow;
/* Hidden members whose functions capture nothing. */
Value define_methods(Value object, const MemberRow *rows, uint32_t count);
Value super_base(Value home, int type);
Value template_object(Value *site, uint32_t count, const Value *cooked, const Value *raw);
enum { HOME_CLASS, HOME_PROTOTYPE, HOME_OBJECT };
#define MEMBER_OPERATIONS(X)                                                                                          \
  X(concatenate, (uint32_t count, const Value *parts), (count, parts))                                                \
  X(global_get, (const String *name, bool optional), (name, optional))                                                \
  X(global_set, (const String *name, Value value), (name, value))                                                     \
  X(object_spread, (Value target, Value source), (target, source))                                                    \
  X(object_rest, (Value source, uint32_t excluded_count, const Value *excluded), (source, excluded_count, excluded))  \
  X(get_super, (Value base, Value this_value, Value key), (base, this_value, key))                                    \
  X(put_super, (Value base, Value this_value, Value key, Value value), (base, this_value, key, value))                \
  X(delete_member, (Value object, Value key), (object, key))                                                          \
  X(in_operator, (Value object, Value key), (object, key))                                                            \
  X(define_member, (Value object, Value key, Value value, uint32_t attributes), (object, key, value, attributes))     \
  X(define_methods, (Value object, const MemberRow *rows, uint32_t count), (object, rows, count))                     \
  X(define_member_accessor, (Value object, Value key, Value getter, Value setter, bool enumerable),                   \
    (object, key, getter, setter, enumerable))                                                                        \
  X(to_property_key, (Value v), (v))                                                                                  \
  X(class_new, (Value constructor, bool has_parent, Value parent), (constructor, has_parent, parent))
MEMBER_OPERATIONS(DECLARE_UNWINDING)

/* --- what the compiler generates for a program */

typedef struct BuiltinProperty {
  uint16_t object; /* index in realm_objects */
  uint8_t attributes;
  uint8_t type; /* PROPERTY_* */
} BuiltinProperty;

/* Addresses of 32 bits, as with CacheTable. */
typedef struct PropertyAddresses {
  uint32_t key;
  uint32_t value;
} PropertyAddresses;

enum {
  PROPERTY_METHOD,      /* value: FunctionInfo */
  PROPERTY_GETTER,      /* value: FunctionInfo of the getter, or 0 */
  PROPERTY_SETTER,      /* behind the getter; value: FunctionInfo */
  PROPERTY_CONSTANT,    /* value: index in realm_constants */
  PROPERTY_OBJECT,      /* value: index of the object */
  PROPERTY_ALIAS,       /* value: key of another property of the same object */
  PROPERTY_SHARED,      /* value: index of an object that has the same function under the same key */
};

typedef struct BuiltinObject {
  int16_t intrinsic;     /* or -1 */
  int16_t prototype;     /* index of the object that it inherits from, or -1: none */
  int16_t constructs;    /* for constructors: index of the prototype object, or -1 */
  uint8_t kind;
} BuiltinObject;

extern const BuiltinObject realm_object_table[];
extern const uint32_t realm_object_functions[]; /* addresses of FunctionInfo, for functions */
extern const uint32_t realm_object_count;
extern const BuiltinProperty realm_property_table[];
extern const PropertyAddresses realm_property_addresses[];
extern const Value realm_constants[];
extern const uint32_t realm_property_count;
/* Main functions in order; the engine's modules first. */
extern Value (*const program_mains[])(void);
extern const uint32_t program_main_count;
/* From here on only the one runs whose number is the last argument; UINT32_MAX: all run. */
extern const uint32_t program_select_from;
extern Value realm_objects[];
/* Variables of top levels: first those that are undefined at the start, then those that are not initialised. */
extern Value program_variables[];
extern const uint32_t program_undefined_count;
extern const uint32_t program_variable_count;

/* Calls by hot code: a compiled function with as many parameters as there are arguments is called in place. */
#define X(n)                                                                                                     \
  INLINE Value u_near_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text) {                \
    if (likely(is_function_object(callee))) {                                                                    \
      Function *f = function_of(callee);                                                                         \
      if (likely(f->info->registers == n + 1 && STACK_POINTER() > engine.stack_limit))                           \
        return ((Direct##n)direct_code(f->info))(LEADING_##n this_value, f, VALUE_UNDEFINED);                         \
    }                                                                                                            \
    return u_cold_call_##n(callee, this_value FOLLOWING_##n, text);                                              \
  }
CALL_ARITIES(X)
#undef X
/* The same for code that handles exceptions; with more arguments not all of them would be in registers. */
#define X(n)                                                                                                     \
  INLINE Value near_call_##n(Value callee, Value this_value PARAMETERS_##n, const char *text) {                  \
    if (likely(is_function_object(callee))) {                                                                    \
      Function *f = function_of(callee);                                                                         \
      if (likely(f->info->registers == n + 1))                                                                   \
        return ENTER(Direct##n, direct_code(f->info), LEADING_##n this_value, f, VALUE_UNDEFINED);                    \
    }                                                                                                            \
    return call(callee, this_value, n, ARRAY_##n, text);                                                         \
  }
X(0) X(1) X(2) X(3)
#undef X
INLINE Value near_call_4(Value callee, Value this_value, Value a, Value b, Value c, Value d, const char *text) {
  return call(callee, this_value, 4, (Value[]){a, b, c, d}, text);
}

#include "cold.h"

INLINE bool near_truthy(Value v) { return likely(is_boolean(v)) ? v == VALUE_TRUE : cold_truthy(v); }
INLINE bool near_strict_equals(Value a, Value b) {
  if (a == b && likely(!is_double(a))) return true;
  /* an object is equal to itself only */
  return both_int(a, b) || is_object(a) ? false : cold_strict_equals(a, b);
}

#endif
