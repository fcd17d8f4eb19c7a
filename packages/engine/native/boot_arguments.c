#include "boot_arguments.h"

#include <stddef.h>

#define SMALLEST (1ull << 20)
#define LARGEST (1ull << 42)

/* What follows the name in an argument before "--" that begins with it; the last such argument counts, NULL: none does. */
static const char *argument_after(const char *name, int argument_count, const char *const *arguments) {
  const char *found = NULL;
  for (int i = 1; i < argument_count; i++) {
    const char *text = arguments[i];
    if (text[0] == '-' && text[1] == '-' && text[2] == 0) break;
    uint32_t at = 0;
    while (name[at] != 0 && text[at] == name[at]) at++;
    if (name[at] == 0) found = text + at;
  }
  return found;
}

uint64_t heap_limit(int argument_count, const char *const *arguments) {
  const char *text = argument_after("--heap-max=", argument_count, arguments);
  if (text == NULL) return 0;
  uint64_t n = 0;
  for (; *text >= '0' && *text <= '9' && n < 1ull << 40; text++) n = n * 10 + (uint64_t)(*text - '0');
  if (*text == 'K') n <<= 10, text++;
  else if (*text == 'M') n <<= 20, text++;
  else if (*text == 'G') n <<= 30, text++;
  return *text != 0 || n < SMALLEST || n > LARGEST ? HEAP_LIMIT_WRONG : n;
}

bool wants_heap_statistics(int argument_count, const char *const *arguments) {
  const char *rest = argument_after("--heap-statistics", argument_count, arguments);
  return rest != NULL && *rest == 0;
}
