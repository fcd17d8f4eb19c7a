/* From an address to the mark of its cell: between the heap and the collector only. */
#ifndef MORGANA_MARKS_H
#define MORGANA_MARKS_H

#include "heap.h"

enum { BLOCK_UNUSED = 0, BLOCK_SMALL = 1, BLOCK_LARGE = 2, BLOCK_CONTINUED = 3 };

/* Marks the cell that contains an address of the heap. NULL: it was marked already, or there is none. */
INLINE Cell *heap_mark_address(uintptr_t address) {
  uint32_t index = (uint32_t)((address - (uintptr_t)heap.base) >> BLOCK_SHIFT);
  if (index >= heap.first_unused) return NULL;
  uint8_t kind = heap.block_kinds[index];
  Block *block = (Block *)(heap.base + ((uint64_t)index << BLOCK_SHIFT));
  uint64_t cell = 0;
  if (likely(kind == BLOCK_SMALL)) {
    uint64_t offset = address - (uintptr_t)block - BLOCK_HEADER_SIZE;
    cell = (offset * block->reciprocal) >> 32;
    /* an address in the header of the block gives a large number */
    if (offset >= BLOCK_SIZE || cell >= block->cell_count) return NULL;
  } else {
    if (kind == BLOCK_UNUSED) return NULL;
    uint32_t head = heap.block_heads[index];
    if (head == UINT32_MAX) return NULL;
    block = (Block *)(heap.base + ((uint64_t)head << BLOCK_SHIFT));
    if (address < (uintptr_t)block + BLOCK_HEADER_SIZE) return NULL;
  }
  Cell *found = (Cell *)((uint8_t *)block + BLOCK_HEADER_SIZE + cell * block->cell_size);
  if (IS_POISONED(found)) return NULL; /* free, or no cell yet */
  uint64_t bit = 1ull << (cell & 63);
  if (block->marks[cell >> 6] & bit) return NULL;
  block->marks[cell >> 6] |= bit;
  heap.statistics.live_bytes += block->cell_size != 0 ? block->cell_size : block->large_size;
  return found;
}

#endif
