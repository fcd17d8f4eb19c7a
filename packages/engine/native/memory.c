#include "memory.h"

/* Built with -fno-builtin, or these would call themselves. */

void *memcpy(void *restrict to, const void *restrict from, size_t length) {
#if defined(__x86_64__)
  void *result = to;
  if (length < 64) {
    uint8_t *d = to;
    const uint8_t *s = from;
    while (length >= 8) {
      *(uint64_t __attribute__((aligned(1), may_alias)) *)d = *(const uint64_t __attribute__((aligned(1), may_alias)) *)s;
      d += 8, s += 8, length -= 8;
    }
    while (length-- > 0) *d++ = *s++;
    return result;
  }
  __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(length) : : "memory");
  return result;
#else
  uint8_t *d = to;
  const uint8_t *s = from;
  while (length-- > 0) *d++ = *s++;
  return to;
#endif
}

void *memmove(void *to, const void *from, size_t length) {
  uint8_t *d = to;
  const uint8_t *s = from;
  if (d == s || length == 0) return to;
  if (d < s || d >= s + length) {
    while (length >= 8) {
      *(uint64_t __attribute__((aligned(1), may_alias)) *)d = *(const uint64_t __attribute__((aligned(1), may_alias)) *)s;
      d += 8, s += 8, length -= 8;
    }
    while (length-- > 0) *d++ = *s++;
    return to;
  }
  while (length >= 8) {
    length -= 8;
    *(uint64_t __attribute__((aligned(1), may_alias)) *)(d + length) =
        *(const uint64_t __attribute__((aligned(1), may_alias)) *)(s + length);
  }
  while (length-- > 0) d[length] = s[length];
  return to;
}

void *memset(void *to, int byte, size_t length) {
#if defined(__x86_64__)
  void *result = to;
  __asm__ volatile("rep stosb" : "+D"(to), "+c"(length) : "a"(byte) : "memory");
  return result;
#else
  uint8_t *d = to;
  while (length-- > 0) *d++ = (uint8_t)byte;
  return to;
#endif
}

int memcmp(const void *a, const void *b, size_t length) {
  const uint8_t *x = a, *y = b;
  for (size_t i = 0; i < length; i++)
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  return 0;
}
