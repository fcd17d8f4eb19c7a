/* Objects. A shape tells which properties an object has and where; objects made alike share it. Properties lie in the
 * inline slots behind the fixed part of the object; when there are more properties than inline slots, the last inline
 * slot holds a store for all that do not fit. Prototypes, and objects that lost a property, have a shape of their own. */
#ifndef MORGANA_OBJECT_H
#define MORGANA_OBJECT_H

#include "text.h"

enum {
  WRITABLE = 1,
  ENUMERABLE = 2,
  CONFIGURABLE = 4,
  ACCESSOR = 8,
  DATA_DEFAULT = WRITABLE | ENUMERABLE | CONFIGURABLE,
  DATA_HIDDEN = WRITABLE | CONFIGURABLE,
};

enum {
  SHAPE_UNIQUE = 1,         /* belongs to one object */
  SHAPE_PROTOTYPE = 2,      /* that object is a prototype */
  SHAPE_CACHED = 4,         /* an inline cache relies on it: a change makes a new shape */
  SHAPE_NOT_EXTENSIBLE = 8,
  SHAPE_UNCACHEABLE = 16,   /* changes all the time: caches leave it alone */
  SHAPE_IMMUTABLE_PROTOTYPE = 32,
  SHAPE_OUTGROWN = 64, /* objects of this shape got more properties than they have inline slots */
};

typedef struct PropertyEntry {
  Value key; /* VALUE_HOLE: deleted */
  uint32_t attributes;
  uint32_t next; /* in its hash chain: index + 1 */
} PropertyEntry;

/* The properties of a line of shapes, each of which sees as many entries as it has properties. */
typedef struct PropertyTable {
  Cell header;
  uint32_t count;
  uint32_t capacity;
  uint32_t bucket_mask; /* 0: no buckets, few entries */
  uint32_t deleted;
  PropertyEntry entries[];
  /* uint32_t buckets[bucket_mask + 1] behind the entries */
} PropertyTable;

/* Says whether what a cache knows of a prototype chain still holds. */
typedef struct Validity {
  Cell header;
  uint32_t valid; /* VALID_*, or 0 */
  uint32_t dependent_count;
  Values *dependents; /* Validity cells of prototypes that inherit from this one */
} Validity;

enum { VALID = 1, VALID_NOT_ENUMERABLE = 2 /* the chain has nothing that for-in would see */ };

typedef struct Shape {
  Cell header; /* flags: SHAPE_* */
  Value prototype;
  PropertyTable *table;
  struct Shape *parent;
  Value key; /* what this shape added to its parent */
  Cell *transitions; /* of a shared shape: to its children. Of a prototype's: root shapes of what inherits from it */
  Validity *validity;
  uint32_t count; /* properties, deleted ones included */
  uint8_t attributes; /* of key */
  uint8_t object_kind;
  uint8_t capacity; /* inline slots, at least 1 */
  uint8_t changes;  /* how often a cached unique shape was replaced */
  uint32_t reference; /* itself, as the header of an object has it */
  uint32_t padding;
  struct Array *names; /* see own_enumerable_keys; NULL until somebody asks */
} Shape;

_Static_assert(sizeof(Shape) <= SHAPE_CELL_SIZE, "a shape fits its cell");

/* No object has it. */
#define NO_SHAPE UINT32_MAX

typedef struct Object {
  Cell header;
  Value slots[];
} Object;

typedef struct FunctionInfo FunctionInfo;
typedef struct Function Function;
typedef Value (*Code)(Function *self, Value this_value, Value new_target, uint32_t argc, const Value *argv);

/* Assembly reads these too. */
#define FUNCTION_CONSTRUCTOR 1 /* may be called with new */
#define FUNCTION_CLASS 2       /* must be */
#define FUNCTION_DERIVED 4     /* makes its own `this`, by super() or natively */
#define FUNCTION_GENERATOR 8
#define FUNCTION_ASYNC 16
#define FUNCTION_BUILTIN 32
#define FUNCTION_METHOD 64

/* A constant: FUNCTION_INFO defines it. Addresses have 32 bits: programs are below 4 GiB. */
struct FunctionInfo {
  uint32_t entry;
  uint32_t name_address;
  uint8_t registers; /* how compiled code takes its arguments, n + 1: n parameters, or REGISTERS_RAW; 0: native */
  uint8_t flags;
  uint16_t slots_and_length; /* slots of instances, 7 bits, and the length, 9 bits; LONG_LENGTH: it is in the word behind */
};
_Static_assert(sizeof(FunctionInfo) == 12, "there is one for each function");

/* Compiled code is called like native code. */
#define REGISTERS_RAW 255

#define LONG_LENGTH 511
#define FUNCTION_INFO(symbol, entry, name, length, flags, slots, registers) \
  FUNCTION_INFO_(symbol, entry, name, length, flags, slots, registers)
#define FUNCTION_INFO_(symbol, entry, name, length, flags, slots, registers)                                          \
  extern const FunctionInfo symbol;                                                                                   \
  __asm__(".pushsection .rodata." #symbol ", \"a\"\n.balign 4\n.globl " #symbol "\n.type " #symbol ", @object\n"   \
          #symbol ":\n.long " #entry ", " #name "\n.byte " #registers ", " #flags "\n"                               \
          ".if (" #length ") < 511\n.short (" #slots ") | (" #length ") << 7\n"                                       \
          ".else\n.short (" #slots ") | 511 << 7\n.long " #length "\n.endif\n"                                      \
          ".size " #symbol ", . - " #symbol "\n.popsection")
/* Of a native function: where it is static it needs `used`, because only assembly refers to it. */
#define NATIVE_FUNCTION_INFO(symbol, function, name, length, flags) \
  FUNCTION_INFO(symbol, function, name, length, flags, 0, 0)

INLINE Code native_code(const FunctionInfo *info) { return (Code)(uintptr_t)info->entry; }
/* Compiled code: it unwinds (unwind.h), and call.h enters it. */
INLINE const void *direct_code(const FunctionInfo *info) { return (const void *)(uintptr_t)info->entry; }
INLINE const String *function_name(const FunctionInfo *info) { return (const String *)(uintptr_t)info->name_address; }
INLINE uint32_t function_length(const FunctionInfo *info) {
  uint32_t length = info->slots_and_length >> 7;
  return unlikely(length == LONG_LENGTH) ? *(const uint32_t *)(info + 1) : length;
}
INLINE uint32_t instance_slots(const FunctionInfo *info) { return info->slots_and_length & 127u; }

/* flags of the header */
enum { FUNCTION_MATERIALIZED = 1 };

struct Function {
  Cell header; /* extra: inline slots for instances */
  const FunctionInfo *info;
  Shape *instance_shape; /* of what `new` makes; valid while the prototype property is the same */
  Value slots[1];
  Value captures[];
};

enum {
  ARRAY_NOT_EXTENSIBLE = 1,
  ARRAY_SEALED = 2,
  ARRAY_FROZEN = 4,
  ARRAY_LENGTH_READONLY = 8,
  ARRAY_SPARSE = 16, /* no dense elements; they are in the sparse store */
};

typedef struct Array {
  Cell header; /* flags: ARRAY_* */
  Value *items; /* into a Values cell; NULL if capacity is 0 */
  uint32_t length;
  uint32_t capacity; /* dense items available at `items`; those behind length are holes */
  Value slots[1];
} Array;

typedef struct DataObject {
  Cell header;
  Value data;
  Value slots[1];
} DataObject;

typedef struct Accessor {
  Cell header;
  Value getter; /* a function or undefined */
  Value setter;
} Accessor;

typedef struct Descriptor {
  Value value;
  Value getter;
  Value setter;
  uint8_t attributes;
  uint8_t present; /* bits of attributes that are given; HAS_* */
} Descriptor;

enum { HAS_VALUE = 16, HAS_GET = 32, HAS_SET = 64 };

/* --- shapes */

extern const uint8_t slots_offset_of_kind[KIND_COUNT];

INLINE Shape *shape_at(uint32_t reference) { return (Shape *)(heap.base + ((uint64_t)reference << 3)); }
INLINE Shape *shape_of(const void *object) { return shape_at(((const Cell *)object)->shape); }
INLINE Value *slots_of(void *object) {
  return (Value *)((uint8_t *)object + slots_offset_of_kind[((Cell *)object)->kind]);
}

void shapes_initialize(void);
/* The shape of an object of this kind without properties. */
Shape *root_shape(Value prototype, Kind kind, uint32_t capacity);
/* The program has given something a method Symbol.hasInstance, beside that of Function.prototype. */
extern bool has_instance_methods;
/* Index of a property or -1. */
int32_t shape_find(Shape *shape, Value key, uint32_t *attributes);
Shape *shape_add(Shape *shape, Value key, uint32_t attributes);
Value *slot_at(void *object, Shape *shape, uint32_t index);
/* Adds a property that the object does not have. */
void add_property(Object *object, Value key, Value value, uint32_t attributes);
Shape *make_unique(Object *object);
/* Announces that properties of an object with a unique shape are about to change. */
Shape *before_shape_change(Object *object);
/* Is told before a property of an object is written otherwise than through a cache, or a cache learns to write it. */
void before_change(const void *object);
/* The engine's own method of this name, of DataViews and of strings, whatever the program has made of it since. */
Value view_method(Value key);
Value text_method(Value key);
void make_prototype(Value object);
Validity *validity_of(Value prototype);
void change_prototype(Object *object, Value prototype);
void change_attributes(Object *object, uint32_t index, uint32_t attributes);
void remove_property(Object *object, uint32_t index);
/* Key and attributes of the index-th property of a shape; VALUE_HOLE for a deleted one. */
Value property_key_at(Shape *shape, uint32_t index, uint32_t *attributes);

/* Adds a property to an object of this shape, which has no free inline slot; `next` is its shape then. */
void add_to_store(Cell *object, Shape *shape, uint32_t next, Value value);
/* The own enumerable names in order, for objects whose shape says it all; NULL for others. Not to be changed. */
Array *own_enumerable_keys(Value object);
/* Whether those name all that it has, and none of it is an accessor. */
bool is_record(Value object);
/* Whether for-in sees nothing but own properties. Asks objects whose own names are known. */
bool chain_is_not_enumerable(Value object);

Object *new_object_with_shape(Shape *shape);
Value new_object(void);
Value new_object_with_prototype(Value prototype);
DataObject *new_data_object(Kind kind, Value prototype, Value data);
Value new_accessor(Value getter, Value setter);

/* --- properties. A key is an int (an array index), an interned string, or a symbol. Results of type int are
 * 1 (yes, done), 0 (no, refused) or -1 (threw). */

Value to_property_key(Value v);
Value key_to_value(Value key); /* ints become strings */
Value key_from_string(String *s);

Value get(Value object, Value key);
Value get_from(Value holder, Value key, Value receiver);
Value put(Value object, Value key, Value value); /* throws where the property refuses */
int set_on(Value holder, Value key, Value value, Value receiver);
int has_property(Value object, Value key);
int has_own_property(Value object, Value key);
int delete_property(Value object, Value key);
int get_own_property(Value object, Value key, Descriptor *descriptor);
int define_own_property(Value object, Value key, const Descriptor *descriptor);
/* CreateDataProperty, and with other attributes. */
int create_data_property(Value object, Value key, Value value);
int define_value(Value object, Value key, Value value, uint32_t attributes);
int define_accessor(Value object, Value key, Value getter, Value setter, uint32_t attributes);
/* Whether a property of the first description may become one of the second. */
bool descriptor_is_compatible(const Descriptor *current, const Descriptor *d);
Value get_prototype(Value object);
int set_prototype(Value object, Value prototype);
int is_extensible(Value object);
int prevent_extensions(Value object);
/* An array of the own keys: strings (and ints as strings) and symbols as asked for. */
enum { KEYS_STRINGS = 1, KEYS_SYMBOLS = 2, KEYS_ENUMERABLE = 4, KEYS_PRIVATE = 8 };
Value own_keys(Value object, int filter);
Value get_method(Value object, Value key);

/* Exotic objects replace any of these; NULL: ordinary. The table has entries for kinds that are linked. */
typedef struct ExoticMethods {
  int (*get_own)(Value object, Value key, Descriptor *descriptor);
  int (*define_own)(Value object, Value key, const Descriptor *descriptor);
  int (*has)(Value object, Value key);
  Value (*get)(Value object, Value key, Value receiver);
  int (*set)(Value object, Value key, Value value, Value receiver);
  int (*remove)(Value object, Value key);
  Value (*keys)(Value object, int filter);
  Value (*get_prototype)(Value object);
  int (*set_prototype)(Value object, Value prototype);
  int (*is_extensible)(Value object);
  int (*prevent_extensions)(Value object);
} ExoticMethods;

extern const ExoticMethods *exotic_methods[KIND_COUNT];

/* --- arrays */

INLINE Array *array_of(Value v) { return (Array *)v; }
/* An Array whose elements may be read and written in place. */
INLINE bool is_plain_array(Value v) {
  return is_cell(v) && *(const uint16_t *)&cell_of(v)->kind == KIND_ARRAY;
}
INLINE bool is_array_object(Value v) { return has_kind(v, KIND_ARRAY); }
Value new_array(uint32_t length); /* filled with holes */
Value new_array_from(uint32_t count, const Value *items);
void array_push(Array *array, Value value);
void array_reserve(Array *array, uint32_t capacity);
/* The same for one that gets longer again and again: by half at least. */
void array_make_room(Array *array, uint64_t needed);
int set_array_length(Array *array, uint32_t length);
extern bool prototypes_have_elements;

int elements_get_own(Value object, uint32_t index, Descriptor *descriptor);
int elements_define(Value object, uint32_t index, Value value, uint32_t attributes);
int elements_delete(Value object, uint32_t index);
void array_make_sparse(Array *array);
/* Indices of the elements in ascending order, appended to `keys`. */
void elements_append_keys(Value object, Array *keys, int filter);
/* Ascending; all are int32, or all are doubles that are not negative. */
void sort_indices(Value *items, uint32_t count);
uint32_t sparse_end(Value object); /* one more than the largest index */

#endif
