/* Canaries of heap cells, where the build wants them: C that writes beyond the end of a cell, such as a driver beyond its buffer,
 * is found at the next collection or at the end. In a small block all cells have one, also those that are free. */
#if defined(HEAP_CANARIES)
#include "backtrace.h"
#include "engine.h"
#include "hash.h"
#include "marks.h"

#define STATUS_CANARY 70

static uint64_t *canary_of(Block *block, uint32_t cell) {
  uint64_t size = block->cell_size != 0 ? block->cell_size : block->large_size;
  return (uint64_t *)(void *)((uint8_t *)block + BLOCK_HEADER_SIZE + cell * size + size - CANARY_SIZE);
}

static uint64_t canary_at(const uint64_t *place) { return hash_seed.key[0] ^ (uint64_t)(uintptr_t)place * hash_seed.factor; }

/* The size of a large cell is no multiple of the word: octet by octet is the same on all sides. */
static uint64_t load(const uint64_t *place) {
  uint64_t word;
  __builtin_memcpy(&word, place, sizeof word);
  return word;
}

void plant_canaries(Block *block) {
  for (uint32_t i = 0; i < block->cell_count; i++) {
    uint64_t *place = canary_of(block, i), word = canary_at(place);
    __builtin_memcpy(place, &word, sizeof word);
  }
}

static char *append_text(char *at, const char *text) {
  while (*text != 0) *at++ = *text++;
  return at;
}

static char *append_number(char *at, uint64_t n, unsigned base) {
  char digits[20];
  unsigned count = 0;
  do digits[count++] = "0123456789abcdef"[n % base];
  while ((n /= base) != 0);
  while (count > 0) *at++ = digits[--count];
  return at;
}

static _Noreturn void canary_died(Block *block, uint32_t cell) {
  char line[160], *at = append_text(line, "engine: heap overrun: something wrote beyond the end of a cell of ");
  uint64_t size = block->cell_size != 0 ? block->cell_size : block->large_size;
  at = append_number(at, size - CANARY_SIZE, 10);
  at = append_text(at, " bytes at 0x");
  at = append_number(at, (uint64_t)(uintptr_t)block + BLOCK_HEADER_SIZE + cell * size, 16);
  at = append_text(at, ", since the last collection\n");
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)line, (size_t)(at - line));
  print_backtrace(__builtin_frame_address(0));
  platform_exit(STATUS_CANARY);
}

void check_canaries(void) {
  for (uint32_t i = 0; i < heap.first_unused; i++) {
    if (heap.block_kinds[i] != BLOCK_SMALL && heap.block_kinds[i] != BLOCK_LARGE) continue;
    Block *block = (Block *)(void *)(heap.base + ((uint64_t)i << BLOCK_SHIFT));
    for (uint32_t cell = 0; cell < block->cell_count; cell++) {
      const uint64_t *place = canary_of(block, cell);
      if (load(place) != canary_at(place)) canary_died(block, cell);
    }
  }
}
#else
typedef int canary_is_no_part_of_this_build;
#endif
