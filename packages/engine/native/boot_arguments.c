#include "boot_arguments.h"

#define SMALLEST_HEAP (1ull << 20)
#define SMALLEST_COLLECTION (64ull << 10)
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

/* Decimal, or hexadecimal behind "0x"; *end is what follows. False: no digit, or more than 64 bits. */
static bool read_number(const char *text, uint64_t *value, const char **end) {
  unsigned base = text[0] == '0' && text[1] == 'x' ? 16 : 10;
  const char *digits = base == 16 ? text + 2 : text, *p = digits;
  uint64_t n = 0;
  for (;; p++) {
    char c = *p;
    unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : base == 16 && c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : base;
    if (digit >= base) break;
    if (n > (UINT64_MAX - digit) / base) return false;
    n = n * base + digit;
  }
  *value = n;
  *end = p;
  return p != digits;
}

/* A number with a suffix K, M or G. */
static bool read_size(const char *text, uint64_t least, uint64_t *size) {
  uint64_t n;
  if (!read_number(text, &n, &text)) return false;
  unsigned shift = *text == 'K' ? 10 : *text == 'M' ? 20 : *text == 'G' ? 30 : 0;
  if (shift != 0) text++;
  if (*text != 0 || n > LARGEST >> shift) return false;
  *size = n << shift;
  return *size >= least;
}

/* "--name", "--name=true" or "--name=false". */
static bool read_flag(const char *rest, bool *value) {
  static const char yes[] = "=true", no[] = "=false";
  const char *word = rest[0] == '=' && rest[1] == 'f' ? no : yes;
  if (*rest != 0)
    for (uint32_t i = 0; rest[i] != 0 || word[i] != 0; i++)
      if (rest[i] != word[i]) return false;
  *value = word == yes;
  return true;
}

const char *engine_options(int argument_count, const char *const *arguments, EngineOptions *options) {
  const char *text, *end;
  uint64_t n;
  *options = (EngineOptions){0};
  if ((text = argument_after("--heap-max=", argument_count, arguments)) != NULL && !read_size(text, SMALLEST_HEAP, &options->heap_limit))
    return "--heap-max: a size of at least 1M, such as 64M or 2G\n";
  if ((text = argument_after("--gc-least=", argument_count, arguments)) != NULL &&
      !read_size(text, SMALLEST_COLLECTION, &options->collection_least))
    return "--gc-least: a size of at least 64K, such as 256K or 16M\n";
  if ((text = argument_after("--gc-growth=", argument_count, arguments)) != NULL) {
    if (!read_number(text, &n, &end) || *end != 0 || n < 10 || n > 1000) return "--gc-growth: a percentage from 10 to 1000\n";
    options->collection_growth = (uint32_t)n;
  }
  if ((text = argument_after("--hash-seed=", argument_count, arguments)) != NULL) {
    if (!read_number(text, &options->hash_seed, &end) || *end != 0) return "--hash-seed: a number of at most 64 bits, such as 1 or 0x5eed\n";
    options->hash_seed_given = true;
  }
  if ((text = argument_after("--gc-log", argument_count, arguments)) != NULL && !read_flag(text, &options->collections_shown))
    return "--gc-log: it has no value, or true or false\n";
  text = argument_after("--heap-statistics", argument_count, arguments);
  options->heap_statistics = text != NULL && *text == 0;
  return NULL;
}
