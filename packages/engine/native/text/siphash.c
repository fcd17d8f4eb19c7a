/* SipHash-1-3 (J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012; with fewer rounds, as hash
 * tables use it). Little-endian processors only, like the engine. */
#include "encoding.h"

static inline uint64_t rotate(uint64_t x, int by) { return x << by | x >> (64 - by); }

static inline void mix(uint64_t v[4]) {
  v[0] += v[1];
  v[2] += v[3];
  v[1] = rotate(v[1], 13) ^ v[0];
  v[3] = rotate(v[3], 16) ^ v[2];
  v[0] = rotate(v[0], 32);
  v[2] += v[1];
  v[0] += v[3];
  v[1] = rotate(v[1], 17) ^ v[2];
  v[3] = rotate(v[3], 21) ^ v[0];
  v[2] = rotate(v[2], 32);
}

uint64_t siphash(uint64_t key_0, uint64_t key_1, const uint8_t *bytes, size_t length) {
  /* "somepseudorandomlygeneratedbytes" */
  uint64_t v[4] = {key_0 ^ 0x736f6d6570736575u, key_1 ^ 0x646f72616e646f6du, key_0 ^ 0x6c7967656e657261u,
                   key_1 ^ 0x7465646279746573u};
  size_t i = 0;
  uint64_t word;
  for (; length - i >= 8; i += 8) {
    __builtin_memcpy(&word, bytes + i, 8);
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
  }
  word = (uint64_t)length << 56;
  for (size_t k = 0; i + k < length; k++) word |= (uint64_t)bytes[i + k] << (8 * k);
  v[3] ^= word;
  mix(v);
  v[0] ^= word;
  v[2] ^= 0xff;
  for (int round = 0; round < 3; round++) mix(v);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}
