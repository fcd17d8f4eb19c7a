/* Memory of one compilation: taken in blocks, given back at once. After a failure every request fails, and those who
 * ask then leave things as they are; the compilation looks at `failed` in the end. */
#ifndef MORGANA_REGEXP_ARENA_H
#define MORGANA_REGEXP_ARENA_H

#include "regexp.h"

typedef struct ArenaBlock {
  struct ArenaBlock *next;
  size_t size;
} ArenaBlock;

typedef struct Arena {
  RegExpMemory memory;
  ArenaBlock *blocks;
  uint8_t *at;
  size_t left;
  bool failed;
} Arena;

void *arena_take(Arena *arena, size_t size);
/* Makes room for `needed` items in an array that grows by doubling; false if there is no memory. */
bool arena_reserve(Arena *arena, void *items, uint32_t count, uint32_t *capacity, uint32_t needed, size_t item_size);
void arena_release(Arena *arena);

#endif
