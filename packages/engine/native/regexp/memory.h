/* The functions of <string.h> that these units use; the engine defines them. */
#ifndef MORGANA_REGEXP_MEMORY_H
#define MORGANA_REGEXP_MEMORY_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t length);
void *memset(void *to, int byte, size_t length);
int memcmp(const void *a, const void *b, size_t length);

#endif
