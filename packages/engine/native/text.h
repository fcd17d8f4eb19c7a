/* Strings: Latin-1 or UTF-16 units, flat, a rope of two others that is flattened when its units are needed, or a part of
 * a flat one whose units are read where they are.
 * Interned strings are unique by content: property keys are compared by address. */
#ifndef MORGANA_TEXT_H
#define MORGANA_TEXT_H

#include "heap.h"

enum { STRING_WIDE = 1, STRING_ROPE = 2, STRING_INTERNED = 4, STRING_INDEX = 8, STRING_PART = 16 /* and STRING_ROPE */ };

#define MAX_STRING_LENGTH 536870888u

typedef struct String {
  Cell header;
  uint32_t length; /* in units */
  uint32_t hash;   /* 0: not computed yet */
  uint8_t data[] __attribute__((aligned(8)));
} String;

typedef struct Rope {
  Cell header;
  uint32_t length;
  uint32_t hash;
  String *left; /* flat, of a part */
  union {
    String *right;
    uint64_t from; /* of a part: where it begins */
  };
} Rope;

typedef struct Symbol {
  Cell header; /* flags: SYMBOL_PRIVATE, SYMBOL_REGISTERED */
  uint32_t padding;
  uint32_t hash; /* where a string has its own */
  Value description;
} Symbol;

enum { SYMBOL_PRIVATE = 1, SYMBOL_REGISTERED = 2 };

_Static_assert(offsetof(Symbol, hash) == offsetof(String, hash), "keys keep their hash in one place");

/* Offsets of the well-known shapes in the first block of the heap. */
#define WELL_KNOWN_SHAPE(i) ((BLOCK_HEADER_SIZE + (i) * SHAPE_CELL_PITCH) >> 3)
#define STRING_SHAPE WELL_KNOWN_SHAPE(0)
#define SYMBOL_SHAPE WELL_KNOWN_SHAPE(1)
#define BIGINT_SHAPE WELL_KNOWN_SHAPE(2)
#define NUMBER_SHAPE WELL_KNOWN_SHAPE(3)
#define BOOLEAN_SHAPE WELL_KNOWN_SHAPE(4)
#define WELL_KNOWN_SHAPES 5

/* A string constant that is too long to be unpacked at the start: use as `STATIC_STRING(s_name, 4, hash, flags, "text");`. The
 * section holds nothing else: at the start all of them are interned. */
#define STATIC_STRING(name, length, hash, flags, ...)                       \
  const String name __attribute__((section("engine_strings"), used, aligned(8))) = {    \
      {STRING_SHAPE, KIND_STRING, STRING_INTERNED | (flags), 0}, length, hash, __VA_ARGS__}

INLINE String *string_of(Value v) { return (String *)v; }
INLINE uint16_t *wide_data(const String *s) { return (uint16_t *)(uintptr_t)s->data; }
INLINE bool is_wide(const String *s) { return (s->header.flags & STRING_WIDE) != 0; }
INLINE bool is_interned(const String *s) { return (s->header.flags & STRING_INTERNED) != 0; }

String *flatten_slow(String *s);
/* The same string with its units in place. */
INLINE String *flat(String *s) { return unlikely(s->header.flags & STRING_ROPE) ? flatten_slow(s) : s; }
INLINE uint32_t unit_at(const String *s, uint32_t index) {
  return is_wide(s) ? wide_data(s)[index] : s->data[index];
}
/* The same string, flat or a part of a flat one: what follows takes both. */
INLINE String *settled(String *s) {
  return unlikely((s->header.flags & (STRING_ROPE | STRING_PART)) == STRING_ROPE) ? flatten_slow(s) : s;
}
INLINE bool is_part(const String *s) { return (s->header.flags & STRING_PART) != 0; }
/* Units in a row; they stay where they are while the string lives. */
typedef struct Units {
  const void *data;
  bool wide;
} Units;
INLINE Units units_of(const String *settled) {
  if (likely(!is_part(settled))) return (Units){settled->data, is_wide(settled)};
  const Rope *part = (const Rope *)settled;
  bool wide = is_wide(part->left);
  return (Units){part->left->data + (part->from << wide), wide};
}
INLINE uint32_t unit_in(Units u, uint32_t index) {
  return u.wide ? ((const uint16_t *)u.data)[index] : ((const uint8_t *)u.data)[index];
}
INLINE uint32_t unit_of(String *s, uint32_t index) {
  return likely(!(s->header.flags & STRING_ROPE)) ? unit_at(s, index) : unit_in(units_of(settled(s)), index);
}

/* All of these give VALUE_EXCEPTION (a RangeError) when the result is too long. */
Value string_concat(Value left, Value right);
struct Accumulation;
Value string_append(Value left, Value right, struct Accumulation *owned);
Value string_from_latin1(const uint8_t *units, uint32_t length);
Value string_from_utf16(const uint16_t *units, uint32_t length);
Value string_from_ascii(const char *text);
Value string_from_utf8(const uint8_t *bytes, size_t length);
Value string_slice(String *s, uint32_t from, uint32_t to);
Value string_from_unit(uint32_t unit);
Value string_from_code_point(uint32_t code_point);
/* Fresh strings for the caller to fill. */
String *new_latin1(uint32_t length);
String *new_utf16(uint32_t length);

/* Array indices from 2^31 to 2^32 - 2 stay strings as keys; true if this key is one. */
bool far_index(Value key, uint32_t *index);
bool strings_equal(String *a, String *b);
int compare_strings(String *a, String *b);
uint32_t string_hash(String *s);
uint32_t hash_units(const uint8_t *latin1, const uint16_t *wide, uint32_t length);
/* Index of the first occurrence at or after `from`, or -1. */
int64_t string_index_of(String *s, String *pattern, uint32_t from);

/* The unique string with this content. */
String *intern(String *s);
Value intern_ascii(const char *text);
void interned_strings_initialize(void);
/* Drops interned strings that only the table refers to. */
void interned_strings_sweep(void);

Value new_symbol(Value description, uint8_t flags);

/* Reads the code point at `index` of a settled string and steps over it. */
uint32_t next_code_point(const String *s, uint32_t *index);
/* Bytes of the string in UTF-8, lone surrogates as U+FFFD. */
size_t utf8_length(String *s);
void write_utf8(String *s, uint8_t *bytes);

/* Text put together piece by piece; the units live in the heap. */
typedef struct TextBuilder {
  Value bytes; /* a Bytes cell */
  uint32_t length;
  bool wide;
  bool failed;
} TextBuilder;

void builder_start(TextBuilder *builder);
void builder_unit(TextBuilder *builder, uint32_t unit);
void builder_code_point(TextBuilder *builder, uint32_t code_point);
void builder_ascii(TextBuilder *builder, const char *text);
void builder_latin1(TextBuilder *builder, const uint8_t *units, uint32_t length);
void builder_string(TextBuilder *builder, String *s);
void builder_slice(TextBuilder *builder, String *s, uint32_t from, uint32_t to);
Value builder_finish(TextBuilder *builder);

#endif
