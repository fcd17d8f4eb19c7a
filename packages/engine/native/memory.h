/* The few functions of <string.h> that the engine (and the C compiler on its own account) needs. */
#ifndef MORGANA_MEMORY_H
#define MORGANA_MEMORY_H

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memmove(void *to, const void *from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);

static inline void copy_memory(void *to, const void *from, size_t length) { memcpy(to, from, length); }
static inline void move_memory(void *to, const void *from, size_t length) { memmove(to, from, length); }
static inline void fill_memory(void *to, uint8_t byte, size_t length) { memset(to, byte, length); }

#endif
