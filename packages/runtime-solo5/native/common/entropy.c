/* Random numbers: ChaCha20 (RFC 8439, 2.3) with fast key erasure (each block's first half is the next key), seeded from the
 * processor, and again after each RESEED octets. Numbers of the processor are mixed with its cycle counter, so that neither
 * alone is trusted. */
#include <cpuid.h>
#include "memory.h"
#include "solo5.h"

#define RESEED (1u << 20)
#define TRIES 64

static bool has_rdrand, has_rdseed;
static uint32_t key[8];
static uint64_t given;

static BARE bool processor_random(uint64_t *value) {
  uint8_t ok = 0;
  for (int i = 0; has_rdseed && i < TRIES; i++) {
    __asm__ volatile("rdseed %0\n setc %1" : "=r"(*value), "=qm"(ok) : : "cc");
    if (ok) return true;
    __asm__ volatile("pause");
  }
  for (int i = 0; has_rdrand && i < TRIES; i++) {
    __asm__ volatile("rdrand %0\n setc %1" : "=r"(*value), "=qm"(ok) : : "cc");
    if (ok) return true;
  }
  return false;
}

static inline uint32_t rotate(uint32_t v, int n) { return v << n | v >> (32 - n); }

#define QUARTER(a, b, c, d) \
  a += b, d = rotate(d ^ a, 16), c += d, b = rotate(b ^ c, 12), a += b, d = rotate(d ^ a, 8), c += d, b = rotate(b ^ c, 7)

/* The block of `key` with the counter and a nonce. */
BARE void chacha20_block(uint32_t out[16], const uint32_t secret[8], uint32_t counter, const uint32_t nonce[3]) {
  uint32_t in[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  for (int i = 0; i < 8; i++) in[4 + i] = secret[i];
  in[12] = counter;
  for (int i = 0; i < 3; i++) in[13 + i] = nonce[i];
  for (int i = 0; i < 16; i++) out[i] = in[i];
  for (int i = 0; i < 10; i++) {
    QUARTER(out[0], out[4], out[8], out[12]);
    QUARTER(out[1], out[5], out[9], out[13]);
    QUARTER(out[2], out[6], out[10], out[14]);
    QUARTER(out[3], out[7], out[11], out[15]);
    QUARTER(out[0], out[5], out[10], out[15]);
    QUARTER(out[1], out[6], out[11], out[12]);
    QUARTER(out[2], out[7], out[8], out[13]);
    QUARTER(out[3], out[4], out[9], out[14]);
  }
  for (int i = 0; i < 16; i++) out[i] += in[i];
}

/* Mixes fresh numbers into the key: they are xored in, and the key goes through the cipher. */
static BARE bool reseed(void) {
  uint64_t last = 0;
  for (int i = 0; i < 8; i += 2) {
    uint64_t value;
    /* A broken generator of some processors gives the same number for ever. */
    if (!processor_random(&value) || value == last) return false;
    last = value;
    value ^= __builtin_ia32_rdtsc() * 0x9e3779b97f4a7c15u;
    key[i] ^= (uint32_t)value;
    key[i + 1] ^= (uint32_t)(value >> 32);
  }
  uint32_t block[16];
  static const uint32_t nonce[3] = {0x72657365, 0x65640000, 0};
  chacha20_block(block, key, 0, nonce);
  for (int i = 0; i < 8; i++) key[i] = block[i];
  given = 0;
  return true;
}

BARE bool entropy_initialize(void) {
  uint32_t a, b, c, d;
  /* Each CPUID leaves the virtual machine that a host may be, and takes as long as all else here: one is enough, mostly. */
  __cpuid(1, a, b, c, d);
  has_rdrand = (c >> 30 & 1) != 0;
  if (!has_rdrand && __get_cpuid_count(7, 0, &a, &b, &c, &d)) has_rdseed = (b >> 18 & 1) != 0;
  return reseed();
}

BARE bool platform_entropy(uint8_t *bytes, size_t length) {
  if (given >= RESEED && !reseed()) return false;
  given += length;
  uint32_t block[16];
  static const uint32_t nonce[3];
  uint32_t counter = 1;
  uint32_t next[8];
  chacha20_block(block, key, 0, nonce);
  for (int i = 0; i < 8; i++) next[i] = block[i];
  while (length > 0) {
    chacha20_block(block, key, counter++, nonce);
    size_t n = length < sizeof block ? length : sizeof block;
    for (size_t i = 0; i < n; i++) bytes[i] = (uint8_t)(block[i / 4] >> (8 * (i % 4)));
    bytes += n;
    length -= n;
  }
  for (int i = 0; i < 8; i++) key[i] = next[i];
  return true;
}
