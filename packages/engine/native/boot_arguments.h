/* Boot arguments that platforms read before they start the engine. They are left where they are: a program that reads its
 * arguments declares them (packages/drivers), one that does not never sees them. */
#ifndef MORGANA_BOOT_ARGUMENTS_H
#define MORGANA_BOOT_ARGUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#define HEAP_LIMIT_WRONG UINT64_MAX

/* --heap-max=SIZE, with a suffix K, M or G, anywhere before "--": bytes; 0 where there is none. */
uint64_t heap_limit(int argument_count, const char *const *arguments);

/* --heap-statistics, anywhere before "--". */
bool wants_heap_statistics(int argument_count, const char *const *arguments);

#endif
