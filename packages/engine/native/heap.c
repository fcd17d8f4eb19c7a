#include "heap.h"
#include "engine.h"
#include "marks.h"
#include "memory.h"
#include "error.h"

#define DEFAULT_LEAST (8u << 20)
#define DEFAULT_GROWTH 100u /* percent */
/* The stack of the marker takes this part of the heap, to a limit in bytes. */
#define MARK_STACK_SHARE 128
#define MARK_STACK_LIMIT (2u << 20)

Heap heap;

static const uint16_t cell_sizes[] = {
    16,  24,  32,  40,  48,  56,  64,  72,  80,  88,   96,   112,  128,  144,  160,  192,  224,   256,   320,
    384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2160, 2592, 3240, 4056, 5408, 6488, 8112, 10816, 16224,
};
#define SIZE_CLASSES (sizeof(cell_sizes) / sizeof(cell_sizes[0]))

/* Those of a small heap, where a block for each size would take more than the cells: most blocks would be nearly empty. */
static const uint16_t small_heap_sizes[] = {32, 48, 64, SHAPE_CELL_PITCH, 96, 128, 160, 224, 320, 512, 1024, 2160, 5408, 16224};
#define SMALL_HEAP (12u << 20)

static bool is_for_small_heap(uint32_t size) {
  for (size_t i = 0; i < sizeof small_heap_sizes / sizeof small_heap_sizes[0]; i++)
    if (small_heap_sizes[i] == size) return true;
  return false;
}

_Static_assert(SIZE_CLASSES <= SIZE_CLASS_LIMIT, "size classes fit");

static uint64_t round_up(uint64_t value, uint64_t unit) { return (value + unit - 1) / unit * unit; }

void heap_initialize(const PlatformBoot *boot) {
  uintptr_t start = round_up((uintptr_t)boot->memory, BLOCK_SIZE);
  uintptr_t end = ((uintptr_t)boot->memory + boot->memory_size) & ~(uintptr_t)(BLOCK_SIZE - 1);
  if (end < start + 4 * BLOCK_SIZE) out_of_memory();
  uint64_t mark_bytes = (end - start) / MARK_STACK_SHARE;
  if (mark_bytes > MARK_STACK_LIMIT) mark_bytes = MARK_STACK_LIMIT;
  /* at the end, together: five bytes a block, and the stack of the marker */
  uint64_t table_bytes = round_up(((end - start) >> BLOCK_SHIFT) * 5, 16);
  uint64_t reserved = round_up(mark_bytes + table_bytes, BLOCK_SIZE);
  end -= reserved;
  if (end < start + 2 * BLOCK_SIZE) out_of_memory();
  mark_stack_initialize((void *)(end + table_bytes), reserved - table_bytes);
  uint32_t blocks = (uint32_t)((end - start) >> BLOCK_SHIFT);
  heap.base = (uint8_t *)start;
  heap.end = (uint8_t *)end;
  heap.block_count = blocks;
  heap.stack_high = boot->stack_high;
  heap.least = boot->options.collection_least != 0 ? boot->options.collection_least : DEFAULT_LEAST;
  heap.growth = boot->options.collection_growth != 0 ? boot->options.collection_growth : DEFAULT_GROWTH;
  heap.threshold = heap.least;
  uint32_t size_class = 0;
  for (uint32_t units = 0; units < sizeof heap.class_of; units++) {
    while (size_class < SIZE_CLASSES - 1 &&
           (cell_sizes[size_class] < units * 8 || (end - start < SMALL_HEAP && !is_for_small_heap(cell_sizes[size_class]))))
      size_class++;
    heap.class_of[units] = (uint8_t)size_class;
  }
  for (uint32_t i = 0; i < SIZE_CLASSES; i++) heap.classes[i].size = cell_sizes[i];
  heap.block_heads = (uint32_t *)end;
  heap.block_kinds = (uint8_t *)end + (uint64_t)blocks * 4;
  heap.first_unused = 0;
  /* block 0 holds the well-known shapes, whose offsets are constants */
  allocate(SHAPE_CELL_SIZE);
  heap.classes[heap.class_of[SHAPE_CELL_PITCH / 8]].cursor -= SHAPE_CELL_PITCH;
}

static Block *block_at(uint32_t index) { return (Block *)(heap.base + ((uint64_t)index << BLOCK_SHIFT)); }

/* The index of `count` free blocks in a row, or UINT32_MAX. */
static uint32_t find_blocks(uint32_t count) {
  uint32_t run = 0;
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    run = heap.block_kinds[i] == BLOCK_UNUSED ? run + 1 : 0;
    if (run == count) return i + 1 - count;
  }
  uint32_t start = heap.first_unused - run;
  if (start + (uint64_t)count > heap.block_count) return UINT32_MAX;
  heap.first_unused = start + count;
  return start;
}

/* Blocks of small cells stay with their size class; when memory is short, those without a live cell are given back. Right
 * after a collection: nothing of them is being allocated from. */
static void release_empty_blocks(void) {
  for (uint32_t c = 0; c < SIZE_CLASSES; c++) {
    SizeClass *class = &heap.classes[c];
    Block *blocks = class->blocks;
    class->blocks = NULL;
    while (blocks != NULL) {
      Block *block = blocks;
      blocks = block->next;
      uint64_t live = 0;
      for (uint32_t i = 0; i < (block->cell_count + 63) / 64; i++) live |= block->marks[i];
      if (live == 0) {
        heap.block_kinds[((uint8_t *)block - heap.base) >> BLOCK_SHIFT] = BLOCK_UNUSED;
        continue;
      }
      block->next = class->blocks;
      class->blocks = block;
    }
    class->unswept = class->blocks;
  }
}

/* NULL: there is no room for them. `fresh`: none of them was ever taken, so they are zeros, as the platform gave them; to fill
 * them again would only make the host provide pages that may never be used. */
static Block *take_blocks(uint32_t count, bool *fresh) {
  uint32_t taken_before = heap.first_unused;
  uint32_t index = find_blocks(count);
  if (index == UINT32_MAX) {
    if (!engine.started) return NULL; /* nothing can be collected yet */
    collect_garbage();
    release_empty_blocks();
    index = find_blocks(count);
    if (index == UINT32_MAX) return NULL;
  }
  *fresh = index >= taken_before;
  heap.block_kinds[index] = count == 1 ? BLOCK_SMALL : BLOCK_LARGE;
  heap.block_heads[index] = index;
  for (uint32_t i = 1; i < count; i++) {
    heap.block_kinds[index + i] = BLOCK_CONTINUED;
    heap.block_heads[index + i] = index;
  }
  return block_at(index);
}

static Block *new_small_block(uint32_t size_class) {
  bool fresh;
  Block *block = take_blocks(1, &fresh);
  if (block == NULL) return NULL;
  UNPOISON(block, BLOCK_SIZE);
  /* stale cells of another size must not look like cells to the conservative marker */
  if (!fresh) fill_memory(block, 0, BLOCK_SIZE);
  block->cell_size = cell_sizes[size_class];
  block->cell_count = (BLOCK_SIZE - BLOCK_HEADER_SIZE) / block->cell_size;
  block->reciprocal = ((1ull << 32) + block->cell_size - 1) / block->cell_size;
  block->size_class = size_class;
  plant_canaries(block);
  SizeClass *class = &heap.classes[size_class];
  block->next = class->blocks;
  class->blocks = block;
  return block;
}

static bool is_marked(const Block *block, uint32_t index) { return block->marks[index >> 6] >> (index & 63) & 1; }

/* The first cell at or behind `index` that is marked, or is not; their number if there is none. */
static uint32_t next_with_mark(const Block *block, uint32_t index, bool marked) {
  uint64_t invert = marked ? 0 : ~0ull;
  while (index < block->cell_count) {
    uint64_t word = (block->marks[index >> 6] ^ invert) >> (index & 63);
    if (word != 0) {
      index += (uint32_t)__builtin_ctzll(word);
      return index < block->cell_count ? index : block->cell_count;
    }
    index = (index | 63) + 1;
  }
  return block->cell_count;
}

/* Makes the next run of free cells of a block, from `index` on, the one to allocate from. */
static bool take_run(SizeClass *class, Block *block, uint32_t index) {
  index = next_with_mark(block, index, false);
  if (index >= block->cell_count) return false;
  uint32_t end = next_with_mark(block, index + 1, true);
  uint8_t *cells = (uint8_t *)block + BLOCK_HEADER_SIZE;
  class->current = block;
  class->cursor = cells + (uint64_t)index * block->cell_size;
  class->limit = cells + (uint64_t)end * block->cell_size;
  heap.allocated += (uint64_t)(end - index) * block->cell_size;
  POISON(class->cursor, (size_t)(class->limit - class->cursor));
  return true;
}

/* The next run of free cells in the blocks that the class has. */
static bool next_run(SizeClass *class) {
  if (class->current != NULL) {
    uint8_t *cells = (uint8_t *)class->current + BLOCK_HEADER_SIZE;
    uint32_t index = (uint32_t)((uint64_t)(class->limit - cells) / class->size);
    if (take_run(class, class->current, index)) return true;
  }
  while (class->unswept != NULL) {
    Block *block = class->unswept;
    class->unswept = block->next;
    if (take_run(class, block, 0)) return true;
  }
  class->current = NULL;
  class->cursor = class->limit = NULL;
  return false;
}

/* When no block is left: a larger cell than needed. */
static void *borrow(uint32_t size_class, size_t bytes) {
  for (uint32_t i = size_class + 1; i < SIZE_CLASSES; i++) {
    SizeClass *class = &heap.classes[i];
    if (class->cursor == class->limit && !next_run(class)) continue;
    uint8_t *cell = class->cursor;
    class->cursor = cell + class->size;
    UNPOISON(cell, bytes);
    return cell;
  }
  return NULL;
}

/* A small cell; NULL: there is none. */
static void *find_cell(size_t bytes) {
  uint32_t size_class = heap.class_of[(bytes + 7) >> 3];
  SizeClass *class = &heap.classes[size_class];
  bool full = false;
  while (class->cursor == class->limit) {
    if (next_run(class)) break;
    if (heap.allocated >= heap.threshold && engine.started) {
      collect_garbage();
      continue;
    }
    Block *fresh = new_small_block(size_class);
    if (fresh != NULL) {
      take_run(class, fresh, 0);
      break;
    }
    /* no block is free, but the collection may have left cells of this size in others */
    if (class->unswept == NULL || full) return borrow(size_class, bytes);
    full = true;
  }
  uint8_t *cell = class->cursor;
  class->cursor = cell + class->size;
  UNPOISON(cell, bytes);
  return cell;
}

NOINLINE void *allocate_slow(size_t bytes) {
  void *cell = find_cell(bytes);
  if (cell == NULL) out_of_memory();
  return cell;
}

/* NULL: there is no room, also after a collection. */
static void *allocate_blocks(size_t bytes, bool *fresh) {
  if (bytes > (size_t)(heap.end - heap.base)) return NULL;
  uint64_t total = round_up(bytes + BLOCK_HEADER_SIZE, BLOCK_SIZE);
  if (heap.allocated + total >= heap.threshold) collect_garbage();
  Block *block = take_blocks((uint32_t)(total >> BLOCK_SHIFT), fresh);
  if (block == NULL) return NULL;
  heap.block_kinds[((uint8_t *)block - heap.base) >> BLOCK_SHIFT] = BLOCK_LARGE;
  heap.allocated += total;
  UNPOISON(block, total);
  POISON((uint8_t *)block + BLOCK_HEADER_SIZE + bytes, total - BLOCK_HEADER_SIZE - bytes);
  fill_memory(block, 0, BLOCK_HEADER_SIZE + sizeof(Cell));
  block->large_size = bytes;
  block->cell_size = 0;
  block->cell_count = 1;
  plant_canaries(block);
  return (uint8_t *)block + BLOCK_HEADER_SIZE;
}

NOINLINE void *allocate_large(size_t bytes) {
  bool fresh;
  void *cell = allocate_blocks(bytes, &fresh);
  if (cell == NULL) out_of_memory();
  return cell;
}

Values *allocate_values(uint64_t count) {
  Values *values = allocate(sizeof(Values) + count * sizeof(Value));
  set_header(&values->header, 0, KIND_VALUES, 0, 0);
  values->count = count;
  for (uint64_t i = 0; i < count; i++) values->items[i] = VALUE_HOLE;
  return values;
}

Bytes *allocate_bytes(uint64_t count) {
  Bytes *bytes = allocate(sizeof(Bytes) + count);
  set_header(&bytes->header, 0, KIND_BYTES, 0, 0);
  bytes->count = count;
  return bytes;
}

Bytes *allocate_zeroed_bytes(uint64_t count) {
  size_t total = sizeof(Bytes) + count + CANARY_SIZE;
  bool zeroed = false;
  ALLOCATE_HOOK();
  Bytes *bytes = total <= MAX_SMALL_SIZE ? find_cell(total) : allocate_blocks(total, &zeroed);
  if (bytes == NULL) return NULL;
  set_header(&bytes->header, 0, KIND_BYTES, 0, 0);
  bytes->count = count;
  if (!zeroed) fill_memory(bytes->bytes, 0, count);
  return bytes;
}

/* --- what the marker needs to know of blocks */

/* Sets the mark of a cell; false if it was set already. */
bool heap_set_mark(Cell *cell) { return heap_mark_address((uintptr_t)cell) != NULL; }

bool heap_is_marked(const Cell *cell) {
  uintptr_t address = (uintptr_t)cell;
  if (address < (uintptr_t)heap.base || address >= (uintptr_t)heap.end) return true; /* a static cell */
  const Block *block = (const Block *)(address & ~(uintptr_t)(BLOCK_SIZE - 1));
  uint64_t index = 0;
  if (block->cell_size != 0) index = ((address - (uintptr_t)block - BLOCK_HEADER_SIZE) * block->reciprocal) >> 32;
  return block->marks[index >> 6] >> (index & 63) & 1;
}

void heap_clear_marks(void) {
  heap.statistics.live_bytes = 0;
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    if (heap.block_kinds[i] != BLOCK_SMALL && heap.block_kinds[i] != BLOCK_LARGE) continue;
    Block *block = block_at(i);
    fill_memory(block->marks, 0, (block->cell_count + 63) / 64 * 8);
  }
}

/* Calls `visit` for every marked cell. */
void heap_for_each_marked(void (*visit)(Cell *cell)) {
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    if (heap.block_kinds[i] != BLOCK_SMALL && heap.block_kinds[i] != BLOCK_LARGE) continue;
    Block *block = block_at(i);
    for (uint32_t cell = 0; cell < block->cell_count; cell++)
      if (is_marked(block, cell))
        visit((Cell *)((uint8_t *)block + BLOCK_HEADER_SIZE + (uint64_t)cell * block->cell_size));
  }
}

/* After marking: large cells are freed at once, the others when an allocation comes by. */
void heap_finish_collection(void) {
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    if (heap.block_kinds[i] != BLOCK_LARGE) continue;
    Block *block = block_at(i);
    if (block->marks[0] & 1) continue;
    heap.block_kinds[i] = BLOCK_UNUSED;
    for (uint32_t k = i + 1; k < heap.first_unused && heap.block_heads[k] == i && heap.block_kinds[k] == BLOCK_CONTINUED; k++)
      heap.block_kinds[k] = BLOCK_UNUSED;
  }
#if defined(__SANITIZE_ADDRESS__)
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    if (heap.block_kinds[i] != BLOCK_SMALL) continue;
    Block *block = block_at(i);
    for (uint32_t cell = 0; cell < block->cell_count; cell++)
      if (!is_marked(block, cell))
        POISON((uint8_t *)block + BLOCK_HEADER_SIZE + (uint64_t)cell * block->cell_size, block->cell_size);
  }
#endif
  for (uint32_t c = 0; c < SIZE_CLASSES; c++) {
    SizeClass *class = &heap.classes[c];
    class->unswept = class->blocks;
    class->current = NULL;
    class->cursor = class->limit = NULL;
  }
  heap.allocated = 0;
  uint64_t growth = heap.statistics.live_bytes / 100 * heap.growth;
  heap.threshold = growth > heap.least ? growth : heap.least;
}
