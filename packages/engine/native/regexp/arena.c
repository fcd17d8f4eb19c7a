#include "arena.h"

#include "memory.h"

enum { BLOCK_SIZE = 8192 };

void *arena_take(Arena *arena, size_t size) {
  size = (size + 7) & ~(size_t)7;
  if (arena->failed) return NULL;
  if (size > arena->left) {
    size_t block_size = sizeof(ArenaBlock) + (size > BLOCK_SIZE ? size : BLOCK_SIZE);
    ArenaBlock *block = arena->memory.resize(arena->memory.context, NULL, 0, block_size);
    if (block == NULL) {
      arena->failed = true;
      return NULL;
    }
    block->next = arena->blocks;
    block->size = block_size;
    arena->blocks = block;
    if (size > BLOCK_SIZE) return block + 1; /* the rest of the current block stays in use */
    arena->at = (uint8_t *)(block + 1);
    arena->left = block_size - sizeof(ArenaBlock);
  }
  void *result = arena->at;
  arena->at += size;
  arena->left -= size;
  return result;
}

bool arena_reserve(Arena *arena, void *items, uint32_t count, uint32_t *capacity, uint32_t needed, size_t item_size) {
  if (needed <= *capacity) return true;
  uint32_t grown = *capacity < 8 ? 8 : *capacity * 2;
  if (grown < needed) grown = needed;
  void *memory = arena_take(arena, (size_t)grown * item_size);
  if (memory == NULL) return false;
  void *old;
  memcpy(&old, items, sizeof old);
  if (count > 0) memcpy(memory, old, count * item_size);
  memcpy(items, &memory, sizeof memory);
  *capacity = grown;
  return true;
}

void arena_release(Arena *arena) {
  for (ArenaBlock *block = arena->blocks, *next; block != NULL; block = next) {
    next = block->next;
    arena->memory.resize(arena->memory.context, block, block->size, 0);
  }
  arena->blocks = NULL;
}
