/* Where something is in a table that strangers fill. The numbers are different in each run: nobody can choose keys that all
 * fall into one bucket. */
#ifndef MORGANA_HASH_H
#define MORGANA_HASH_H

#include "object.h"

typedef struct HashSeed {
  uint64_t factor; /* odd */
  uint64_t key[2];
} HashSeed;
extern HashSeed hash_seed;

void hash_initialize(const EngineOptions *options);

/* Of what is told apart by one word: numbers, addresses. */
INLINE uint32_t hash_word(uint64_t word) { return (uint32_t)((word ^ word >> 32) * hash_seed.factor >> 32); }

/* Of a string's text. Its own hash (String.hash) has no seed, for constants have theirs in the image; it will do until a table
 * sees that too many fall together (HASH_SUSPICION), which then turns to this one. */
uint64_t hash_text(const String *flat_string);
uint64_t hash_octets(const void *octets, size_t length);

/* More than this many steps to find one key do not happen by chance. */
#define HASH_SUSPICION 24u

#endif
