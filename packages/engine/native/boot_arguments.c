#include "boot_arguments.h"

#define SMALLEST (1ull << 20)
#define LARGEST (1ull << 42)

uint64_t heap_limit(int argument_count, const char *const *arguments) {
  static const char name[] = "--heap-max=";
  uint64_t bytes = 0;
  for (int i = 1; i < argument_count; i++) {
    const char *text = arguments[i];
    if (text[0] == '-' && text[1] == '-' && text[2] == 0) break;
    uint32_t at = 0;
    while (name[at] != 0 && text[at] == name[at]) at++;
    if (name[at] != 0) continue;
    text += at;
    uint64_t n = 0;
    for (; *text >= '0' && *text <= '9' && n < 1ull << 40; text++) n = n * 10 + (uint64_t)(*text - '0');
    if (*text == 'K') n <<= 10, text++;
    else if (*text == 'M') n <<= 20, text++;
    else if (*text == 'G') n <<= 30, text++;
    if (*text != 0 || n < SMALLEST || n > LARGEST) return HEAP_LIMIT_WRONG;
    bytes = n;
  }
  return bytes;
}
