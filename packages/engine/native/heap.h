/* The heap: blocks of 64 KiB with cells of one size each, and runs of whole blocks for large cells. Cells never move.
 * A collection marks from the stack (conservatively), the root sections and the realm; sweeping is lazy: an allocation
 * takes the next run of unmarked cells of its size. */
#ifndef MORGANA_HEAP_H
#define MORGANA_HEAP_H

#include "cell.h"
#include "platform.h"

#define BLOCK_SHIFT 16
#define BLOCK_SIZE (1u << BLOCK_SHIFT)
#define BLOCK_HEADER_SIZE 640u
#define MAX_SMALL_SIZE 16224u
#define SIZE_CLASS_LIMIT 64
/* With canaries each cell ends with a word that nobody may change; collections look at all of them. */
#if defined(HEAP_CANARIES)
#define CANARY_SIZE 8u
#else
#define CANARY_SIZE 0u
#endif
#define SHAPE_CELL_SIZE 80u
#define SHAPE_CELL_PITCH (SHAPE_CELL_SIZE + CANARY_SIZE)

typedef struct Block {
  uint32_t cell_size;
  uint32_t cell_count;
  uint64_t reciprocal; /* ceil(2^32 / cell_size) */
  struct Block *next;
  uint64_t large_size; /* bytes of the cell if this block starts a large one, else 0 */
  uint32_t size_class;
  uint32_t padding;
  uint64_t marks[512 / 8];
} Block;

_Static_assert(sizeof(Block) <= BLOCK_HEADER_SIZE, "the header of a block fits");

typedef struct SizeClass {
  uint8_t *cursor;
  uint8_t *limit;
  uint32_t size;
  Block *current; /* block of cursor */
  Block *unswept; /* blocks not looked at since the last collection */
  Block *blocks;
} SizeClass;

typedef struct HeapStatistics {
  uint64_t collections;
  uint64_t total_pause;   /* nanoseconds */
  uint64_t longest_pause; /* nanoseconds */
  uint64_t live_bytes;    /* after the last collection */
} HeapStatistics;

typedef struct Heap {
  uint8_t *base; /* shapes are counted from here */
  uint8_t *end;
  SizeClass classes[SIZE_CLASS_LIMIT];
  uint8_t class_of[MAX_SMALL_SIZE / 8 + 2]; /* by size in units of 8 bytes, rounded up */
  uint64_t allocated; /* bytes given out since the last collection */
  uint64_t threshold; /* of `allocated`, for the next collection: the larger of the two below */
  uint64_t least;
  uint32_t growth; /* percent of what was alive after the last */
  uint32_t block_count;
  uint32_t first_unused; /* no block was ever taken at or behind this index */
  uint8_t *block_kinds;  /* one byte per block */
  uint32_t *block_heads; /* first block of the large cell that a block belongs to */
  uint8_t *stack_high;
  HeapStatistics statistics;
} Heap;

extern Heap heap;

void heap_initialize(const PlatformBoot *boot);
void mark_stack_initialize(void *memory, size_t bytes);
void report_heap_statistics(void);
void report_collection(uint64_t pause);
void *allocate_slow(size_t bytes);
#if defined(HEAP_CANARIES)
void plant_canaries(Block *block);
/* Ends the program if one has changed. */
void check_canaries(void);
#else
INLINE void plant_canaries(Block *block) { (void)block; }
INLINE void check_canaries(void) {}
#endif
void *allocate_large(size_t bytes);
void collect_garbage(void);
_Noreturn void out_of_memory(void);

#ifdef GC_STRESS
#define ALLOCATE_HOOK() collect_garbage()
#else
#define ALLOCATE_HOOK() ((void)0)
#endif

/* Under the address sanitizer only what was asked for is accessible: neither the rest of a cell nor one that is free. */
#if defined(__SANITIZE_ADDRESS__)
void __asan_poison_memory_region(const void volatile *address, size_t size);
void __asan_unpoison_memory_region(const void volatile *address, size_t size);
int __asan_address_is_poisoned(const void volatile *address);
#define POISON(address, size) __asan_poison_memory_region(address, size)
#define UNPOISON(address, size) __asan_unpoison_memory_region(address, size)
#define IS_POISONED(address) (__asan_address_is_poisoned(address) != 0)
#else
#define POISON(address, size) ((void)0)
#define UNPOISON(address, size) ((void)0)
#define IS_POISONED(address) false
#endif

/* The caller fills the whole cell before it allocates again. */
INLINE void *allocate(size_t bytes) {
  ALLOCATE_HOOK();
  bytes += CANARY_SIZE;
  if (likely(bytes <= MAX_SMALL_SIZE)) {
    SizeClass *class = &heap.classes[heap.class_of[(bytes + 7) >> 3]];
    uint8_t *cell = class->cursor;
    if (likely(cell != class->limit)) {
      class->cursor = cell + class->size;
      UNPOISON(cell, bytes);
      return cell;
    }
    return allocate_slow(bytes);
  }
  return allocate_large(bytes);
}

/* The same where the size class is known: it is that of `bytes`. */
INLINE void *allocate_in(SizeClass *class, size_t bytes) {
  ALLOCATE_HOOK();
  bytes += CANARY_SIZE;
  uint8_t *cell = class->cursor;
  if (unlikely(cell == class->limit)) return allocate_slow(bytes);
  class->cursor = cell + class->size;
  UNPOISON(cell, bytes);
  return cell;
}

INLINE void set_header(Cell *cell, uint32_t shape, Kind kind, uint8_t flags, uint16_t extra) {
  *cell = (Cell){shape, (uint8_t)kind, flags, extra};
}

Values *allocate_values(uint64_t count); /* filled with holes */
Bytes *allocate_bytes(uint64_t count);   /* not zeroed */
Bytes *allocate_zeroed_bytes(uint64_t count); /* NULL: no room for so many in a row; what is small ends the program then */

INLINE Value new_box(Value v) {
  Box *box = allocate(sizeof(Box));
  set_header(&box->header, 0, KIND_BOX, 0, 0);
  box->value = v;
  return value_of(box);
}
INLINE Value box_get(Value box) { return ((Box *)box)->value; }
INLINE void box_set(Value box, Value v) { ((Box *)box)->value = v; }

bool heap_is_marked(const Cell *cell);

/* Roots: variables of type Value in the section engine_roots; see ROOT. */
#define ROOT __attribute__((section("engine_roots"), used))

#endif
