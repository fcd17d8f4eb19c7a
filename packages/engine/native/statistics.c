/* What the collector did, in lines for people and for benchmarks. */
#include "heap.h"

static size_t append_text(char *line, size_t at, const char *text) {
  while (*text != 0) line[at++] = *text++;
  return at;
}

static size_t append_number(char *line, size_t at, uint64_t n) {
  char digits[20];
  size_t count = 0;
  do digits[count++] = (char)('0' + n % 10);
  while ((n /= 10) != 0);
  while (count > 0) line[at++] = digits[--count];
  return at;
}

void report_heap_statistics(void) {
  const HeapStatistics *s = &heap.statistics;
  char line[256];
  size_t at = append_text(line, 0, "heap: ");
  at = append_number(line, at, s->collections);
  at = append_text(line, at, " collections, longest pause ");
  at = append_number(line, at, s->longest_pause / 1000);
  at = append_text(line, at, " us, all pauses ");
  at = append_number(line, at, s->total_pause / 1000);
  at = append_text(line, at, " us, ");
  at = append_number(line, at, s->live_bytes);
  at = append_text(line, at, " bytes live after the last, ");
  at = append_number(line, at, (uint64_t)heap.first_unused << BLOCK_SHIFT);
  at = append_text(line, at, " bytes of blocks\n");
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)line, at);
}

void report_collection(uint64_t pause) {
  char line[128];
  size_t at = append_text(line, 0, "gc: ");
  at = append_number(line, at, heap.statistics.collections);
  at = append_text(line, at, ": ");
  at = append_number(line, at, pause / 1000);
  at = append_text(line, at, " us, ");
  at = append_number(line, at, heap.statistics.live_bytes >> 10);
  at = append_text(line, at, " KB alive, the next after ");
  at = append_number(line, at, heap.threshold >> 10);
  at = append_text(line, at, " KB\n");
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)line, at);
}
