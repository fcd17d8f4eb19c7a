#include "text.h"
#include "engine.h"
#include "hash.h"
#include "memory.h"

String *new_latin1(uint32_t length) {
  String *s = allocate(sizeof(String) + length);
  set_header(&s->header, STRING_SHAPE, KIND_STRING, 0, 0);
  s->length = length;
  s->hash = 0;
  return s;
}

String *new_utf16(uint32_t length) {
  String *s = allocate(sizeof(String) + (size_t)length * 2);
  set_header(&s->header, STRING_SHAPE, KIND_STRING, STRING_WIDE, 0);
  s->length = length;
  s->hash = 0;
  return s;
}

/* By words of four units: the rest of a text is cut off anew for each token by parsers (15 % of marked's time, unit by unit). */
static bool is_latin1(const uint16_t *units, uint32_t length) {
  const uint64_t HIGH = 0xff00ff00ff00ff00u;
  uint32_t i = 0;
  for (; i + 16 <= length; i += 16) {
    uint64_t words[4];
    copy_memory(words, units + i, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3]) & HIGH) return false;
  }
  uint16_t all = 0;
  for (; i < length; i++) all |= units[i];
  return all < 256;
}

Value string_from_unit(uint32_t unit) {
  if (unit < 256) return value_of(engine.characters[unit]);
  String *s = new_utf16(1);
  wide_data(s)[0] = (uint16_t)unit;
  return value_of(s);
}

Value string_from_code_point(uint32_t code_point) {
  if (code_point < 0x10000) return string_from_unit(code_point);
  uint16_t pair[2] = {(uint16_t)(0xd800 + ((code_point - 0x10000) >> 10)), (uint16_t)(0xdc00 + (code_point & 0x3ff))};
  return string_from_utf16(pair, 2);
}

Value string_from_latin1(const uint8_t *units, uint32_t length) {
  if (length == 0) return value_of(&s_empty);
  if (length == 1) return value_of(engine.characters[units[0]]);
  String *s = new_latin1(length);
  copy_memory(s->data, units, length);
  return value_of(s);
}

Value string_from_utf16(const uint16_t *units, uint32_t length) {
  if (length == 0) return value_of(&s_empty);
  if (length == 1) return string_from_unit(units[0]);
  if (is_latin1(units, length)) {
    String *s = new_latin1(length);
    for (uint32_t i = 0; i < length; i++) s->data[i] = (uint8_t)units[i];
    return value_of(s);
  }
  String *s = new_utf16(length);
  copy_memory(s->data, units, (size_t)length * 2);
  return value_of(s);
}

uint32_t c_length(const char *text) {
  uint32_t n = 0;
  while (text[n] != 0) n++;
  return n;
}

Value string_from_ascii(const char *text) { return string_from_latin1((const uint8_t *)text, c_length(text)); }

#define ROPE_MINIMUM 24

/* Copies the units of a Latin-1 string shorter than ROPE_MINIMUM, by words: cells and constants end at a multiple of 8. */
INLINE void copy_short(uint8_t *to, const String *from) {
#if defined(__SANITIZE_ADDRESS__)
  copy_memory(to, from->data, from->length);
#else
  typedef uint64_t __attribute__((may_alias)) Word;
  Word *target = (Word *)to;
  const Word *source = (const Word *)from->data;
  target[0] = source[0];
  if (from->length > 8) target[1] = source[1];
  if (from->length > 16) target[2] = source[2];
#endif
}

Value string_concat(Value left, Value right) {
  String *a = string_of(left), *b = string_of(right);
  if (a->length == 0) return right;
  if (b->length == 0) return left;
  uint64_t length = (uint64_t)a->length + b->length;
  if (unlikely(length > MAX_STRING_LENGTH)) return throw_error(RANGE_ERROR, "Invalid string length");
  uint8_t wide = (a->header.flags | b->header.flags) & STRING_WIDE;
  if (length >= ROPE_MINIMUM) {
    Rope *rope = allocate(sizeof(Rope));
    set_header(&rope->header, STRING_SHAPE, KIND_STRING, STRING_ROPE | wide, 0);
    rope->length = (uint32_t)length;
    rope->hash = 0;
    rope->left = a;
    rope->right = b;
    return value_of(rope);
  }
  a = flat(a);
  b = flat(b);
  if (!wide) {
    String *s = new_latin1((uint32_t)length);
    copy_short(s->data, a);
    uint8_t *to = s->data + a->length;
    for (uint32_t i = 0; i < b->length; i++) to[i] = b->data[i];
    return value_of(s);
  }
  String *s = new_utf16((uint32_t)length);
  uint16_t *to = wide_data(s);
  for (uint32_t i = 0; i < a->length; i++) *to++ = (uint16_t)unit_at(a, i);
  for (uint32_t i = 0; i < b->length; i++) *to++ = (uint16_t)unit_at(b, i);
  return value_of(s);
}

/* Texts grow in place up to here, and by ropes then. */
#define APPEND_LIMIT (64u << 10)
#define COPIED_AT_ONCE 256u

Value string_append(Value left, Value right, Accumulation *owned) {
  String *a = string_of(left), *b = string_of(right);
  if (b->length == 0) return left;
  uint64_t length = (uint64_t)a->length + b->length;
  bool wide = ((a->header.flags | b->header.flags) & STRING_WIDE) != 0;
  if (wide || length > APPEND_LIMIT || (left != owned->text && a->length > COPIED_AT_ONCE)) {
    owned->text = VALUE_UNDEFINED;
    return string_concat(left, right);
  }
  a = settled(a);
  b = settled(b);
  uint32_t capacity = length < 12 ? 24 : (uint32_t)length * 2;
  String *s = new_latin1(capacity);
  s->length = (uint32_t)length;
  copy_memory(s->data, units_of(a).data, a->length);
  copy_memory(s->data + a->length, units_of(b).data, b->length);
  *owned = (Accumulation){value_of(s), capacity};
  return value_of(s);
}

static void copy_units(String *to, uint32_t at, const String *from) {
  Units u = units_of(from);
  if (is_wide(to)) {
    uint16_t *d = wide_data(to) + at;
    if (u.wide) copy_memory(d, u.data, (size_t)from->length * 2);
    else for (uint32_t i = 0; i < from->length; i++) d[i] = ((const uint8_t *)u.data)[i];
  } else copy_memory(to->data + at, u.data, from->length);
}

/* Fills from the right: ropes are deep on the left, so the stack of parts to do stays small. */
NOINLINE String *flatten_slow(String *s) {
  Rope *rope = (Rope *)s;
  if (is_part(s)) {
    Units u = units_of(s);
    String *own = string_of(u.wide ? string_from_utf16(u.data, s->length) : string_from_latin1(u.data, s->length));
    rope->left = own;
    rope->right = (String *)(uintptr_t)&s_empty;
    rope->header.flags &= (uint8_t)~STRING_PART;
    return own;
  }
  if (rope->right == &s_empty) return rope->left; /* flattened before */
  String *result = s->header.flags & STRING_WIDE ? new_utf16(s->length) : new_latin1(s->length);
  uint32_t end = s->length;
  Value pending = VALUE_UNDEFINED; /* an Array of parts to the left of what is being copied */
  String *part = s;
  String *left_stack[64];
  uint32_t depth = 0;
  for (;;) {
    while ((part->header.flags & (STRING_ROPE | STRING_PART)) == STRING_ROPE) {
      Rope *r = (Rope *)part;
      if (depth < 64) left_stack[depth++] = r->left;
      else {
        if (pending == VALUE_UNDEFINED) pending = new_array(0);
        array_push(array_of(pending), value_of(left_stack[0]));
        for (uint32_t i = 1; i < 64; i++) left_stack[i - 1] = left_stack[i];
        left_stack[63] = r->left;
      }
      part = r->right;
    }
    end -= part->length;
    copy_units(result, end, part);
    if (depth > 0) part = left_stack[--depth];
    else if (pending != VALUE_UNDEFINED && array_of(pending)->length > 0)
      part = string_of(array_of(pending)->items[--array_of(pending)->length]);
    else break;
  }
  /* the rope stays a rope of the flat string and nothing, so that it is flattened once */
  rope->left = result;
  rope->right = (String *)(uintptr_t)&s_empty;
  return result;
}

/* A parser cuts off token by token: what is left is a part of the text, so that all of it is copied only a few times. A part
 * keeps the whole alive, and is copied where it is short or a small fraction of it. */
#define PART_MINIMUM 64u
#define PART_FRACTION 4u

Value string_slice(String *s, uint32_t from, uint32_t to) {
  if (from >= to) return value_of(&s_empty);
  if (from == 0 && to == s->length) return value_of(s);
  s = settled(s);
  uint32_t length = to - from;
  if (is_part(s)) {
    from += (uint32_t)((Rope *)s)->from;
    s = ((Rope *)s)->left;
  }
  if (length >= PART_MINIMUM && length >= s->length / PART_FRACTION) {
    Rope *part = allocate(sizeof(Rope));
    set_header(&part->header, STRING_SHAPE, KIND_STRING, STRING_ROPE | STRING_PART | (s->header.flags & STRING_WIDE), 0);
    part->length = length;
    part->hash = 0;
    part->left = s;
    part->from = from;
    return value_of(part);
  }
  if (is_wide(s)) return string_from_utf16(wide_data(s) + from, length);
  if (length == 1) return value_of(engine.characters[s->data[from]]);
  String *result = new_latin1(length);
  copy_memory(result->data, s->data + from, length);
  return value_of(result);
}

uint32_t hash_units(const uint8_t *latin1, const uint16_t *wide, uint32_t length) {
  uint32_t h = 0x811c9dc5;
  for (uint32_t i = 0; i < length; i++) h = (h ^ (wide != NULL ? wide[i] : latin1[i])) * 0x01000193;
  h ^= h >> 15;
  return h == 0 ? 1 : h;
}

uint32_t string_hash(String *s) {
  if (s->hash != 0) return s->hash;
  Units u = units_of(settled(s));
  uint32_t hash = hash_units(u.data, u.wide ? u.data : NULL, s->length);
  s->hash = hash;
  return hash;
}

static bool same_units(Units a, Units b, uint32_t length) {
  if (a.wide == b.wide) return memcmp(a.data, b.data, (size_t)length << a.wide) == 0;
  for (uint32_t i = 0; i < length; i++)
    if (unit_in(a, i) != unit_in(b, i)) return false;
  return true;
}

bool strings_equal(String *a, String *b) {
  if (a == b) return true;
  if (a->length != b->length) return false;
  if (is_interned(a) && is_interned(b)) return false;
  if (a->hash != 0 && b->hash != 0 && a->hash != b->hash) return false;
  return same_units(units_of(settled(a)), units_of(settled(b)), a->length);
}

int compare_strings(String *a, String *b) {
  Units left = units_of(settled(a)), right = units_of(settled(b));
  uint32_t n = a->length < b->length ? a->length : b->length;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t x = unit_in(left, i), y = unit_in(right, i);
    if (x != y) return x < y ? -1 : 1;
  }
  return a->length < b->length ? -1 : a->length > b->length;
}

/* Index of the first such unit from `i` to `last`, or beyond it; by words of eight. */
static uint32_t first_of(const uint8_t *units, uint32_t i, uint32_t last, uint8_t unit) {
  const uint64_t ONES = 0x0101010101010101u, each = ONES * unit;
  for (; i + 7 <= last; i += 8) {
    uint64_t word;
    copy_memory(&word, units + i, 8);
    word ^= each;
    uint64_t zeros = (word - ONES) & ~word & (ONES << 7);
    if (zeros != 0) return i + (uint32_t)(__builtin_ctzll(zeros) >> 3);
  }
  while (i <= last && units[i] != unit) i++;
  return i;
}

int64_t string_index_of(String *s, String *pattern, uint32_t from) {
  if (pattern->length == 0) return from <= s->length ? from : s->length;
  if (pattern->length > s->length) return -1;
  Units u = units_of(settled(s)), wanted = units_of(settled(pattern));
  uint32_t last = s->length - pattern->length;
  uint32_t first = unit_in(wanted, 0);
  if (!u.wide && first > 255) return -1;
  for (uint32_t i = from; i <= last; i++) {
    if (!u.wide) {
      i = first_of((const uint8_t *)u.data, i, last, (uint8_t)first);
      if (i > last) return -1;
    } else if (unit_in(u, i) != first) continue;
    uint32_t k = 1;
    while (k < pattern->length && unit_in(u, i + k) == unit_in(wanted, k)) k++;
    if (k == pattern->length) return i;
  }
  return -1;
}

/* --- interned strings: open addressing, at most half full */

static struct {
  Value *slots; /* in a Values cell */
  uint32_t mask;
  uint32_t count;
  uint32_t tombstones;
  bool suspicious; /* too many strings fell together: they go by their keyed hash (hash.h) */
} table;

#define TOMBSTONE VALUE_HOLE
/* Steps from slot to slot; runs of full slots grow longer than the chains of HASH_SUSPICION. */
#define TABLE_SUSPICION 256u

extern const uint8_t __start_engine_strings[] __attribute__((weak));
extern const uint8_t __stop_engine_strings[] __attribute__((weak));
/* Of the program's constants: twice the length in units, plus one if they have 16 bits (128 and more in two octets); the units. In the
 * order of their places. An octet may stand for two others (the compiler's text-pairs.ts). */
extern const uint8_t program_texts[], program_texts_end[];
extern const uint8_t program_text_pairs[][3];
extern const uint32_t program_text_pair_count;
/* The program's private symbols, and the addresses of their names. */
extern Symbol program_symbols[];
extern const uint32_t program_symbol_names[];
extern const uint32_t program_symbol_count;
extern const uint32_t program_texts_count;
extern uint8_t program_strings[];

static size_t static_string_size(size_t bytes) { return (sizeof(String) + bytes + 7) & ~(size_t)7; }

static uint32_t table_start(const String *s) { return (table.suspicious ? (uint32_t)hash_text(s) : hash_word(s->hash)) & table.mask; }

static void table_insert(String *s) {
  uint32_t i = table_start(s);
  while (table.slots[i] > VALUE_END) i = (i + 1) & table.mask;
  table.slots[i] = value_of(s);
  table.count++;
}

static void table_resize(uint32_t size) {
  Value *old = table.slots;
  uint32_t old_size = old == NULL ? 0 : table.mask + 1;
  Bytes *store = allocate_bytes((uint64_t)size * sizeof(Value));
  table.slots = (Value *)store->bytes;
  for (uint32_t i = 0; i < size; i++) table.slots[i] = VALUE_UNDEFINED;
  table.mask = size - 1;
  table.count = table.tombstones = 0;
  for (uint32_t i = 0; i < old_size; i++)
    if (old[i] > VALUE_END) table_insert(string_of(old[i]));
}

Value interned_table_store(void) { return table.slots == NULL ? VALUE_UNDEFINED : value_of(table.slots); }

/* "0" to "2147483647" without leading zeros: an index that is an int32 as a key; see far_index for those above. */
static bool parse_index(const String *s, uint32_t *index) {
  if (s->length == 0 || s->length > 10 || is_wide(s)) return false;
  if (s->data[0] == '0' && s->length > 1) return false;
  uint64_t n = 0;
  for (uint32_t i = 0; i < s->length; i++) {
    if (s->data[i] < '0' || s->data[i] > '9') return false;
    n = n * 10 + (s->data[i] - '0');
  }
  if (n > INT32_MAX) return false;
  *index = (uint32_t)n;
  return true;
}

bool far_index(Value key, uint32_t *index) {
  if (!is_string(key) || string_of(key)->length != 10) return false;
  const String *s = string_of(key);
  if (is_wide(s) || s->data[0] < '2' || s->data[0] > '4') return false;
  uint64_t n = 0;
  for (uint32_t i = 0; i < 10; i++) {
    if (s->data[i] < '0' || s->data[i] > '9') return false;
    n = n * 10 + (s->data[i] - '0');
  }
  if (n <= INT32_MAX || n >= UINT32_MAX) return false;
  *index = (uint32_t)n;
  return true;
}

String *intern(String *s) {
  if (is_interned(s)) return s;
  uint32_t hash = string_hash(s);
  s = flat(s);
  s->hash = hash;
  uint32_t i = table_start(s), steps = 0;
  for (Value v; (v = table.slots[i]) != VALUE_UNDEFINED; i = (i + 1) & table.mask, steps++) {
    if (v == TOMBSTONE) continue;
    String *other = string_of(v);
    if (other->hash == hash && other->length == s->length && strings_equal(s, other)) return other;
  }
  /* a wide string that Latin-1 could hold must not become a second key */
  if (is_wide(s) && is_latin1(wide_data(s), s->length)) {
    s = string_of(string_from_utf16(wide_data(s), s->length));
    s->hash = hash;
  }
  bool suspicious = steps > TABLE_SUSPICION && !table.suspicious;
  table.suspicious |= suspicious;
  if (suspicious) table_resize(table.mask + 1);
  else if ((table.count + table.tombstones + 1) * 2 > table.mask) table_resize(table.count * 4 > table.mask ? (table.mask + 1) * 2 : table.mask + 1);
  uint32_t index;
  s->header.flags |= STRING_INTERNED | (parse_index(s, &index) ? STRING_INDEX : 0);
  table_insert(s);
  return s;
}

Value intern_ascii(const char *text) { return value_of(intern(string_of(string_from_ascii(text)))); }

Value key_from_string(String *s) {
  uint32_t index;
  if (!is_interned(s)) {
    String *f = flat(s);
    if (f->length <= 10 && parse_index(f, &index)) return INT(index);
    return value_of(intern(f));
  }
  if ((s->header.flags & STRING_INDEX) && parse_index(s, &index)) return INT(index);
  return value_of(s);
}

/* Long constants lie one after the other, with zeros between them where a compiler aligned one. */
static const String *next_constant(const String *s) {
  const uint8_t *p = __start_engine_strings;
  if (s != NULL) p = (const uint8_t *)s + static_string_size(s->length << is_wide(s));
  while (p < __stop_engine_strings && ((const Cell *)p)->kind == KIND_FREE) p += 8;
  return p < __stop_engine_strings ? (const String *)p : NULL;
}

static uint32_t next_symbol_hash(void) {
  static uint32_t counter;
  return (++counter * 0x9e3779b9u) | 1;
}

static uint8_t *put_octet(uint8_t *to, uint8_t octet, const uint8_t (*pairs)[2]) {
  for (; pairs[octet][0] != octet; octet = pairs[octet][1]) to = put_octet(to, pairs[octet][0], pairs);
  *to++ = octet;
  return to;
}

/* Constants come without what can be found out: see program_texts. */
static void unpack_constants(void) {
  uint8_t *to = program_strings;
  uint8_t pairs[256][2];
  for (uint32_t i = 0; i < 256; i++) pairs[i][0] = (uint8_t)i; /* a unit */
  for (uint32_t i = 0; i < program_text_pair_count; i++) {
    pairs[program_text_pairs[i][0]][0] = program_text_pairs[i][1];
    pairs[program_text_pairs[i][0]][1] = program_text_pairs[i][2];
  }
  for (const uint8_t *p = program_texts; p < program_texts_end;) {
    String *s = (String *)to;
    uint32_t head = *p++, index;
    if (head >= 128) head = (head & 127) | (uint32_t)*p++ << 7;
    uint32_t length = head >> 1, size = length << (head & 1);
    set_header(&s->header, STRING_SHAPE, KIND_STRING, STRING_INTERNED | (head & 1 ? STRING_WIDE : 0), 0);
    s->length = length;
    if (head & 1) {
      memcpy(s->data, p, size);
      p += size;
    } else
      for (uint8_t *unit = s->data; unit < s->data + size;) unit = put_octet(unit, *p++, pairs);
    if (parse_index(s, &index)) s->header.flags |= STRING_INDEX;
    string_hash(s);
    table_insert(s);
    to += static_string_size(size);
  }
}

static void unpack_symbols(void) {
  for (uint32_t i = 0; i < program_symbol_count; i++) {
    Symbol *symbol = &program_symbols[i];
    set_header(&symbol->header, SYMBOL_SHAPE, KIND_SYMBOL, SYMBOL_PRIVATE, 0);
    symbol->hash = next_symbol_hash();
    symbol->description = program_symbol_names[i];
  }
}

void interned_strings_initialize(void) {
  uint32_t count = program_texts_count, size = 1024;
  for (const String *s = next_constant(NULL); s != NULL; s = next_constant(s)) count++;
  while (size < count * 3) size *= 2;
  table_resize(size);
  unpack_constants();
  unpack_symbols();
  for (const String *s = next_constant(NULL); s != NULL; s = next_constant(s)) table_insert((String *)(uintptr_t)s);
  for (uint32_t c = 0; c < 256; c++) {
    String *s = new_latin1(1);
    s->data[0] = (uint8_t)c;
    engine.characters[c] = intern(s);
  }
}

void interned_strings_sweep(void) {
  for (uint32_t i = 0; i <= table.mask; i++)
    if (table.slots[i] > VALUE_END && !heap_is_marked(cell_of(table.slots[i]))) {
      table.slots[i] = TOMBSTONE;
      table.count--;
      table.tombstones++;
    }
}

Value new_symbol(Value description, uint8_t flags) {
  Symbol *symbol = allocate(sizeof(Symbol));
  set_header(&symbol->header, SYMBOL_SHAPE, KIND_SYMBOL, flags, 0);
  symbol->padding = 0;
  symbol->hash = next_symbol_hash();
  symbol->description = description;
  return value_of(symbol);
}

/* --- Unicode */

uint32_t next_code_point(const String *s, uint32_t *index) {
  Units u = units_of(s);
  uint32_t unit = unit_in(u, (*index)++);
  if ((unit & 0xfc00) == 0xd800 && *index < s->length) {
    uint32_t low = unit_in(u, *index);
    if ((low & 0xfc00) == 0xdc00) {
      (*index)++;
      return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
    }
  }
  return unit;
}

static uint32_t well_formed(uint32_t code_point) {
  return code_point >= 0xd800 && code_point < 0xe000 ? 0xfffd : code_point;
}

size_t utf8_length(String *s) {
  s = settled(s);
  size_t length = 0;
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = next_code_point(s, &i);
    length += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return length;
}

void write_utf8(String *s, uint8_t *bytes) {
  s = settled(s);
  for (uint32_t i = 0; i < s->length;) {
    uint32_t c = well_formed(next_code_point(s, &i));
    if (c < 0x80) *bytes++ = (uint8_t)c;
    else {
      if (c < 0x800) *bytes++ = (uint8_t)(0xc0 | c >> 6);
      else {
        if (c < 0x10000) *bytes++ = (uint8_t)(0xe0 | c >> 12);
        else {
          *bytes++ = (uint8_t)(0xf0 | c >> 18);
          *bytes++ = (uint8_t)(0x80 | (c >> 12 & 63));
        }
        *bytes++ = (uint8_t)(0x80 | (c >> 6 & 63));
      }
      *bytes++ = (uint8_t)(0x80 | (c & 63));
    }
  }
}

/* Decodes as the Encoding Standard does: each maximal wrong part becomes one U+FFFD. */
Value string_from_utf8(const uint8_t *bytes, size_t length) {
  size_t ascii = 0;
  while (ascii < length && bytes[ascii] < 0x80) ascii++;
  if (ascii == length && length <= MAX_STRING_LENGTH) return string_from_latin1(bytes, (uint32_t)length);
  TextBuilder builder;
  builder_start(&builder);
  for (size_t i = 0; i < length;) {
    uint8_t b = bytes[i++];
    if (b < 0x80) {
      builder_unit(&builder, b);
      continue;
    }
    uint32_t need = b >= 0xc2 && b <= 0xdf ? 1 : (b & 0xf0) == 0xe0 ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0;
    uint32_t code_point = need == 1 ? b & 0x1f : need == 2 ? b & 0x0f : b & 0x07;
    uint8_t low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
    uint8_t high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
    uint32_t got = 0;
    while (got < need && i < length && bytes[i] >= low && bytes[i] <= high) {
      code_point = code_point << 6 | (bytes[i++] & 0x3f);
      low = 0x80;
      high = 0xbf;
      got++;
    }
    builder_code_point(&builder, need == 0 || got < need ? 0xfffd : code_point);
  }
  return builder_finish(&builder);
}

/* --- builder */

void builder_start(TextBuilder *b) {
  b->bytes = value_of(allocate_bytes(64));
  b->length = 0;
  b->wide = false;
  b->failed = false;
}

static uint8_t *builder_room(TextBuilder *b, uint64_t units, bool wide) {
  Bytes *store = (Bytes *)b->bytes;
  uint64_t total = b->length + units;
  if (total > MAX_STRING_LENGTH) {
    b->failed = true;
    return NULL;
  }
  bool becomes_wide = b->wide || wide;
  uint64_t needed = total << becomes_wide;
  if (becomes_wide != b->wide || needed > store->count) {
    uint64_t size = needed > store->count ? needed + needed / 2 : store->count;
    Bytes *larger = allocate_bytes(size);
    if (becomes_wide == b->wide) copy_memory(larger->bytes, store->bytes, (size_t)b->length << b->wide);
    else for (uint32_t i = 0; i < b->length; i++) ((uint16_t *)larger->bytes)[i] = store->bytes[i];
    b->bytes = value_of(larger);
    b->wide = becomes_wide;
    store = larger;
  }
  return store->bytes;
}

void builder_unit(TextBuilder *b, uint32_t unit) {
  Bytes *store = (Bytes *)b->bytes;
  if (likely(!b->wide && unit < 256 && b->length < store->count)) {
    store->bytes[b->length++] = (uint8_t)unit;
    return;
  }
  uint8_t *bytes = builder_room(b, 1, unit > 255);
  if (bytes == NULL) return;
  if (b->wide) ((uint16_t *)bytes)[b->length++] = (uint16_t)unit;
  else bytes[b->length++] = (uint8_t)unit;
}

void builder_code_point(TextBuilder *b, uint32_t c) {
  if (c < 0x10000) builder_unit(b, c);
  else {
    builder_unit(b, 0xd800 + ((c - 0x10000) >> 10));
    builder_unit(b, 0xdc00 + (c & 0x3ff));
  }
}

void builder_latin1(TextBuilder *b, const uint8_t *units, uint32_t length) {
  uint8_t *bytes = builder_room(b, length, false);
  if (bytes == NULL) return;
  if (b->wide) for (uint32_t i = 0; i < length; i++) ((uint16_t *)bytes)[b->length + i] = units[i];
  else copy_memory(bytes + b->length, units, length);
  b->length += length;
}

void builder_ascii(TextBuilder *b, const char *text) { builder_latin1(b, (const uint8_t *)text, c_length(text)); }

void builder_slice(TextBuilder *b, String *s, uint32_t from, uint32_t to) {
  Units u = units_of(settled(s));
  if (!u.wide) {
    builder_latin1(b, (const uint8_t *)u.data + from, to - from);
    return;
  }
  uint8_t *bytes = builder_room(b, to - from, true);
  if (bytes == NULL) return;
  copy_memory((uint16_t *)bytes + b->length, (const uint16_t *)u.data + from, (size_t)(to - from) * 2);
  b->length += to - from;
}

void builder_string(TextBuilder *b, String *s) { builder_slice(b, s, 0, s->length); }

Value builder_finish(TextBuilder *b) {
  if (b->failed) return throw_error(RANGE_ERROR, "Invalid string length");
  Bytes *store = (Bytes *)b->bytes;
  if (b->wide) return string_from_utf16((uint16_t *)store->bytes, b->length);
  return string_from_latin1(store->bytes, b->length);
}
