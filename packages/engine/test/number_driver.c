#include "number/number.h"
#include "number/powers.h"
#include "driver.h"

static bool same(double a, double b) { return double_to_bits(a) == double_to_bits(b) || (a != a && b != b); }

static void print_all(const char *operation, int argument, const uint8_t *input, size_t length) {
  char *text = malloc(NUMBER_RADIX_TEXT_MAX);
  for (size_t i = 0; i + 8 <= length; i += 8) {
    double x;
    memcpy(&x, input + i, 8);
    size_t used = 0, limit = NUMBER_EXACT_TEXT_MAX;
    if (strcmp(operation, "print") == 0) used = print_number(x, text), limit = NUMBER_TEXT_MAX;
    else if (strcmp(operation, "radix") == 0) used = print_number_radix(x, argument, text), limit = NUMBER_RADIX_TEXT_MAX;
    else if (strcmp(operation, "fixed") == 0) used = print_number_fixed(x, argument, text);
    else if (strcmp(operation, "exponential") == 0) used = print_number_exponential(x, argument, text);
    else if (strcmp(operation, "precision") == 0) used = print_number_precision(x, argument, text);
    else if (strcmp(operation, "int32") == 0) used = print_integer(double_to_int32(x), text);
    else fail("no such operation");
    if (used > limit) fail("text is longer than its bound");
    fwrite(text, 1, used, stdout);
    putchar('\n');
  }
  free(text);
}

static void read_all(const char *operation, int radix, const uint8_t *input, size_t length) {
  const uint8_t *at = input, *end = input + length;
  while (at < end) {
    size_t n;
    const uint8_t *line = next_line(&at, end, &n);
    uint8_t *narrow = exact_copy(line, n);
    uint16_t *wide = malloc(2 * n);
    for (size_t i = 0; i < n; i++) wide[i] = narrow[i];
    double x = 0, y = 0;
    if (strcmp(operation, "number") == 0) x = read_number_latin1(narrow, n), y = read_number_utf16(wide, n);
    else if (strcmp(operation, "float") == 0) x = read_float_latin1(narrow, n), y = read_float_utf16(wide, n);
    else if (strcmp(operation, "integer") == 0)
      x = read_integer_latin1(narrow, n, radix), y = read_integer_utf16(wide, n, radix);
    else fail("no such operation");
    if (!same(x, y)) fail("Latin-1 and UTF-16 differ");
    fwrite(&x, 8, 1, stdout);
    free(narrow);
    free(wide);
  }
}

static void benchmark(bool printing, const uint8_t *input, size_t length) {
  char text[NUMBER_TEXT_MAX];
  size_t sum = 0, count = 0;
  double start = seconds(), total = 0;
  for (int round = 0; round < 10; round++) {
    if (printing) {
      for (size_t i = 0; i + 8 <= length; i += 8) {
        double x;
        memcpy(&x, input + i, 8);
        sum += print_number(x, text) + (uint8_t)text[0];
        count++;
      }
    } else {
      for (const uint8_t *at = input; at < input + length; count++) {
        size_t n;
        const uint8_t *line = next_line(&at, input + length, &n);
        total += read_number_latin1(line, n);
      }
    }
  }
  printf("%.2f ns (%zu %g)\n", (seconds() - start) * 1e9 / (double)count, sum, total);
}

int main(int argc, char **argv) {
  size_t length;
  uint8_t *input = read_input(&length);
  int argument = argc > 2 ? atoi(argv[2]) : 0;
  const char *operation = argv[1];
  if (strcmp(operation, "powers") == 0)
    for (int e = MIN_POWER; e <= MAX_POWER; e++) {
      Power power = power_of_ten(e);
      printf("%016llx%016llx %d\n", (unsigned long long)power.high, (unsigned long long)power.low,
             floor_log2_power_of_ten(e));
    }
  else if (strcmp(operation, "benchmark-print") == 0) benchmark(true, input, length);
  else if (strcmp(operation, "benchmark-read") == 0) benchmark(false, input, length);
  else if (strcmp(operation, "number") == 0 || strcmp(operation, "float") == 0 || strcmp(operation, "integer") == 0)
    read_all(operation, argument, input, length);
  else print_all(operation, argument, input, length);
  free(input);
  return 0;
}
