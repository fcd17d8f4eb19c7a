#include "build.h"

#include "memory.h"

static bool words_add(Builder *builder, Words *words, uint32_t word) {
  if (!arena_reserve(builder->arena, &words->words, words->count, &words->capacity, words->count + 1, sizeof(uint32_t)))
    return false;
  words->words[words->count++] = word;
  return true;
}

uint32_t build_word(Builder *builder, uint32_t word) {
  uint32_t at = builder->code.count;
  if (at >= MAX_CLASS_OFFSET / 2) builder->too_large = true;
  else words_add(builder, &builder->code, word);
  return at;
}

uint32_t build(Builder *builder, uint32_t operation, uint32_t argument) {
  return build_word(builder, operation | argument << 8);
}

void build_argument(Builder *builder, uint32_t at, uint32_t argument) {
  if (builder->too_large || builder->arena->failed) return;
  builder->code.words[at] = (builder->code.words[at] & 0xFF) | argument << 8;
}

void build_operand(Builder *builder, uint32_t at, uint32_t word) {
  if (!builder->too_large && !builder->arena->failed) builder->code.words[at] = word;
}

void build_chain_here(Builder *builder, uint32_t chain) {
  if (builder->too_large || builder->arena->failed) return;
  while (chain != 0) {
    uint32_t next = builder->code.words[chain] >> 8;
    build_argument(builder, chain, builder->code.count);
    chain = next;
  }
}

/* Looks for the same words among the newest classes before it adds them. */
static uint32_t add_class(Builder *builder, const uint32_t *words, uint32_t count) {
  uint32_t hash = count;
  for (uint32_t i = 0; i < count; i++) hash = (hash ^ words[i]) * 0x01000193u;
  for (uint32_t i = builder->entry_count, tries = 256; i > 0 && tries > 0; i--, tries--) {
    const ClassEntry *entry = &builder->entries[i - 1];
    if (entry->hash == hash && entry->words == count &&
        memcmp(&builder->classes.words[entry->offset], words, count * sizeof(uint32_t)) == 0)
      return entry->offset;
  }
  uint32_t offset = builder->classes.count;
  if (offset + count > MAX_CLASS_OFFSET) {
    builder->too_large = true;
    return 0;
  }
  if (!arena_reserve(builder->arena, &builder->entries, builder->entry_count, &builder->entry_capacity,
                     builder->entry_count + 1, sizeof(ClassEntry)))
    return 0;
  for (uint32_t i = 0; i < count; i++)
    if (!words_add(builder, &builder->classes, words[i])) return 0;
  builder->entries[builder->entry_count++] = (ClassEntry){hash, offset, count};
  return offset;
}

uint32_t build_table(Builder *builder, const uint32_t *words, uint32_t count) { return add_class(builder, words, count); }

uint32_t build_class(Builder *builder, const CharSet *set, bool point) {
  uint32_t *words = arena_take(builder->arena, (CLASS_RANGES + 2 * (size_t)set->count) * sizeof(uint32_t));
  if (words == NULL) return 0;
  FirstSet first = {0};
  first_of_set(&first, set);
  memcpy(words, first.bits, sizeof first.bits);
  uint32_t end = point ? LAST_CODE_POINT : 0xFFFF, count = 0;
  for (uint32_t i = 0; i < set->count; i++) {
    uint32_t from = set->ranges[2 * i], to = set->ranges[2 * i + 1];
    if (to < 256 || from > end) continue;
    words[CLASS_RANGES + 2 * count] = from < 256 ? 256 : from;
    words[CLASS_RANGES + 2 * count + 1] = to > end ? end : to;
    count++;
  }
  words[CLASS_HIGH] = count == 0 ? HIGH_NONE : HIGH_RANGES;
  if (count == 1 && words[CLASS_RANGES] == 256 && words[CLASS_RANGES + 1] == end) {
    words[CLASS_HIGH] = HIGH_ALL;
    count = 0;
  }
  words[CLASS_RANGE_COUNT] = count;
  return add_class(builder, words, CLASS_RANGES + 2 * count);
}

uint32_t build_filter(Builder *builder, const FirstSet *first) {
  if (first_is_all(first)) return NO_FILTER;
  uint32_t words[CLASS_RANGES];
  memcpy(words, first->bits, sizeof first->bits);
  words[CLASS_HIGH] = first->high ? HIGH_ALL : HIGH_NONE;
  words[CLASS_RANGE_COUNT] = 0;
  return add_class(builder, words, CLASS_RANGES);
}
