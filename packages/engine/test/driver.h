/* What the drivers share: all of standard input, and output. */
#ifndef MORGANA_TEST_DRIVER_H
#define MORGANA_TEST_DRIVER_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNUSED_FUNCTION __attribute__((unused))

static UNUSED_FUNCTION uint8_t *read_input(size_t *length) {
  size_t capacity = 1 << 16, used = 0;
  uint8_t *bytes = malloc(capacity);
  for (size_t n; (n = fread(bytes + used, 1, capacity - used, stdin)) > 0;) {
    used += n;
    if (used == capacity) bytes = realloc(bytes, capacity *= 2);
  }
  *length = used;
  return bytes;
}

/* The bytes in a block of exactly their size, so that the address sanitizer sees a read beyond them. */
static UNUSED_FUNCTION void *exact_copy(const void *bytes, size_t length) {
  void *copy = malloc(length);
  if (length > 0) memcpy(copy, bytes, length);
  return copy;
}

/* Steps over one line; its length without the newline in *length. */
static UNUSED_FUNCTION const uint8_t *next_line(const uint8_t **at, const uint8_t *end, size_t *length) {
  const uint8_t *line = *at, *newline = memchr(line, '\n', (size_t)(end - line));
  if (newline == NULL) newline = end;
  *length = (size_t)(newline - line);
  *at = newline < end ? newline + 1 : end;
  return line;
}

static UNUSED_FUNCTION double seconds(void) {
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static UNUSED_FUNCTION void fail(const char *message) {
  fprintf(stderr, "%s\n", message);
  exit(1);
}

#endif
