#include "hash.h"
#include "engine.h"
#include "text/encoding.h"

HashSeed hash_seed = {.factor = 0x9e3779b97f4a7c15u};

void hash_initialize(const EngineOptions *options) {
  uint64_t random[3];
  if (options->hash_seed_given) {
    for (unsigned i = 0; i < 3; i++) random[i] = siphash(options->hash_seed, i, (const uint8_t *)"", 0);
  } else if (!platform_entropy((uint8_t *)random, sizeof random)) engine_panic("no random numbers for the tables");
  hash_seed = (HashSeed){.factor = random[0] | 1, .key = {random[1], random[2]}};
}

uint64_t hash_octets(const void *octets, size_t length) { return siphash(hash_seed.key[0], hash_seed.key[1], octets, length); }

/* By units, for of two texts that are equal one may be wide; in pieces, each under a key that depends on those before. */
uint64_t hash_text(const String *s) {
  uint16_t piece[64];
  uint64_t hash = s->length;
  for (uint32_t at = 0; at < s->length;) {
    uint32_t count = 0;
    for (; count < sizeof piece / sizeof piece[0] && at < s->length; at++) piece[count++] = (uint16_t)unit_at(s, at);
    hash = siphash(hash_seed.key[0] ^ hash, hash_seed.key[1], (const uint8_t *)piece, count * sizeof piece[0]);
  }
  return hash;
}
