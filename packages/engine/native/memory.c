#include "memory.h"

/* Built with -fno-builtin, or these would call themselves. */

typedef uint64_t Word __attribute__((aligned(1), may_alias));
typedef uint64_t Pair __attribute__((vector_size(16), aligned(1), may_alias));

/* Longer runs are left to the processor's own copy, which takes some 30 cycles to start. */
#define LONG_RUN 1024

void *memcpy(void *restrict to, const void *restrict from, size_t length) {
  uint8_t *d = to;
  const uint8_t *s = from;
#if defined(__x86_64__)
  if (length >= LONG_RUN) {
    __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(length) : : "memory");
    return to;
  }
#endif
  while (length >= 32) {
    Pair a = *(const Pair *)s, b = *(const Pair *)(s + 16);
    *(Pair *)d = a;
    *(Pair *)(d + 16) = b;
    d += 32, s += 32, length -= 32;
  }
  while (length >= 8) {
    *(Word *)d = *(const Word *)s;
    d += 8, s += 8, length -= 8;
  }
  while (length-- > 0) *d++ = *s++;
  return to;
}

void *memmove(void *to, const void *from, size_t length) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if ((size_t)(d - s) >= length) {
#if defined(__x86_64__)
    if (length >= LONG_RUN && (size_t)(s - d) >= length) {
      __asm__ volatile("rep movsb" : "+D"(d), "+S"(s), "+c"(length) : : "memory");
      return to;
    }
#endif
    while (length >= 32) {
      Pair a = *(const Pair *)s, b = *(const Pair *)(s + 16);
      *(Pair *)d = a;
      *(Pair *)(d + 16) = b;
      d += 32, s += 32, length -= 32;
    }
    while (length >= 8) {
      *(Word *)d = *(const Word *)s;
      d += 8, s += 8, length -= 8;
    }
    while (length-- > 0) *d++ = *s++;
    return to;
  }
  while (length >= 32) {
    length -= 32;
    Pair a = *(const Pair *)(s + length), b = *(const Pair *)(s + length + 16);
    *(Pair *)(d + length) = a;
    *(Pair *)(d + length + 16) = b;
  }
  while (length >= 8) {
    length -= 8;
    *(Word *)(d + length) = *(const Word *)(s + length);
  }
  while (length-- > 0) d[length] = s[length];
  return to;
}

void *memset(void *to, int byte, size_t length) {
  uint8_t *d = to;
#if defined(__x86_64__)
  if (length >= LONG_RUN) {
    __asm__ volatile("rep stosb" : "+D"(d), "+c"(length) : "a"(byte) : "memory");
    return to;
  }
#endif
  uint64_t word = (uint8_t)byte * 0x0101010101010101ull;
  Pair pair = {word, word};
  while (length >= 16) {
    *(Pair *)d = pair;
    d += 16, length -= 16;
  }
  while (length-- > 0) *d++ = (uint8_t)byte;
  return to;
}

int memcmp(const void *a, const void *b, size_t length) {
  const uint8_t *x = a, *y = b;
  for (size_t i = 0; i < length; i++)
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  return 0;
}
