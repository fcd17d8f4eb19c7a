/* Lines "operation a b": integers in hexadecimal with an optional sign, results likewise. */
#include "bigint/integer.h"
#include "wide.h"
#include "driver.h"

static uint64_t *take(uint64_t count) { return malloc(count * sizeof(uint64_t) + (count == 0)); }

static Integer from_hex(const char *text, size_t length) {
  Integer a = {take(length / 16 + 1), 0, *text == '-'};
  size_t skip = a.negative;
  memset(a.digits, 0, (length / 16 + 1) * 8);
  for (size_t i = length; i-- > skip;) {
    size_t position = length - 1 - i;
    int c = text[i];
    a.digits[position / 16] |= (uint64_t)(c <= '9' ? c - '0' : c - 'a' + 10) << (position % 16 * 4);
  }
  a.length = (uint32_t)(length / 16 + 1);
  while (a.length > 0 && a.digits[a.length - 1] == 0) a.length--;
  /* Exactly as long as it is, for the address sanitizer. */
  uint64_t *digits = take(a.length);
  if (a.length > 0) memcpy(digits, a.digits, a.length * 8);
  free(a.digits);
  a.digits = digits;
  return a;
}

static void print_hex(Integer a) {
  if (a.length > 0 && a.digits[a.length - 1] == 0) fail("not in normal form");
  if (a.length == 0 && a.negative) fail("negative zero");
  if (a.negative) putchar('-');
  if (a.length == 0) putchar('0');
  for (uint32_t i = a.length; i-- > 0;)
    printf(i + 1 == a.length ? "%llx" : "%016llx", (unsigned long long)a.digits[i]);
  putchar('\n');
}

static bool allowed(uint64_t length) {
  if (length <= INTEGER_MAX_LENGTH) return true;
  puts("RangeError");
  return false;
}

static void print_text(Integer a, uint32_t radix) {
  uint64_t *scratch = take(integer_print_scratch(a, radix)), limit = integer_print_length(a, radix);
  char *text = malloc(limit);
  size_t used = integer_print(a, radix, text, scratch);
  if (used > limit) fail("text is longer than its bound");
  fwrite(text, 1, used, stdout);
  putchar('\n');
  free(scratch);
  free(text);
}

static void read_text(const uint8_t *line, size_t length) {
  uint8_t *narrow = exact_copy(line, length);
  uint16_t *wide = malloc(2 * length + 1);
  for (size_t i = 0; i < length; i++) wide[i] = narrow[i];
  Integer results[2];
  bool ok[2];
  for (int w = 0; w < 2; w++) {
    uint64_t *scratch = take(integer_read_scratch(length));
    results[w].digits = take(integer_read_length(length));
    ok[w] = integer_read(&results[w], w ? (void *)wide : (void *)narrow, length, w, scratch);
    free(scratch);
  }
  if (ok[0] != ok[1] || (ok[0] && integer_compare(results[0], results[1]) != 0)) fail("Latin-1 and UTF-16 differ");
  if (!ok[0]) puts("SyntaxError");
  else print_hex(results[0]);
  free(results[0].digits);
  free(results[1].digits);
  free(narrow);
  free(wide);
}

static double double_of(const char *hex) {
  uint64_t bits = strtoull(hex, NULL, 16);
  return bits_to_double(bits);
}

static void run(const char *op, const char *first, size_t first_length, const char *second) {
  Integer a = from_hex(first, first_length), r = {NULL, 0, false};
  uint64_t *scratch = NULL, length;
  bool number = strcmp(op, "compare-double") == 0 || strcmp(op, "print") == 0 || strncmp(op, "as-", 3) == 0;
  Integer b = number ? from_hex("0", 1) : from_hex(second, strlen(second));
#define IS(name) (strcmp(op, name) == 0)
#define WITH(size) (length = (size), allowed(length) && (r.digits = take(length), true))
  bool done = false;
  if (IS("add")) { if (WITH(integer_add_length(a, b))) integer_add(&r, a, b), done = true; }
  else if (IS("subtract")) { if (WITH(integer_add_length(a, b))) integer_subtract(&r, a, b), done = true; }
  else if (IS("multiply")) {
    if (WITH(integer_multiply_length(a, b)))
      scratch = take(integer_multiply_scratch(a, b)), integer_multiply(&r, a, b, scratch), done = true;
  } else if (IS("divide")) {
    if (WITH(integer_divide_length(a, b)))
      scratch = take(integer_divide_scratch(a, b)), integer_divide(&r, a, b, scratch), done = true;
  } else if (IS("remainder")) {
    if (WITH(integer_remainder_length(a, b)))
      scratch = take(integer_divide_scratch(a, b)), integer_remainder(&r, a, b, scratch), done = true;
  } else if (IS("power")) {
    if (WITH(integer_power_length(a, b))) {
      scratch = take(integer_power_scratch(a, b));
      done = integer_power(&r, a, b, scratch);
      if (!done) puts("RangeError");
    }
  } else if (IS("shift")) { if (WITH(integer_shift_length(a, b))) integer_shift_left(&r, a, b), done = true; }
  else if (IS("and")) { if (WITH(integer_bitwise_length(a, b))) integer_and(&r, a, b), done = true; }
  else if (IS("or")) { if (WITH(integer_bitwise_length(a, b))) integer_or(&r, a, b), done = true; }
  else if (IS("xor")) { if (WITH(integer_bitwise_length(a, b))) integer_xor(&r, a, b), done = true; }
  else if (IS("not")) { if (WITH(integer_bitwise_length(a, a))) integer_not(&r, a), done = true; }
  else if (IS("as-int")) {
    uint64_t bits = strtoull(second, NULL, 10);
    if (WITH(integer_as_int_length(bits, a))) integer_as_int(&r, bits, a), done = true;
  } else if (IS("as-uint")) {
    uint64_t bits = strtoull(second, NULL, 10);
    if (WITH(integer_as_uint_length(bits, a))) integer_as_uint(&r, bits, a), done = true;
  } else if (IS("compare")) printf("%d\n", integer_compare(a, b));
  else if (IS("compare-double")) printf("%d\n", integer_compare_double(a, double_of(second)));
  else if (IS("to-double")) printf("%016llx\n", (unsigned long long)double_to_bits(integer_to_double(a)));
  else if (IS("print")) print_text(a, (uint32_t)atoi(second));
  else fail(op);
  if (done) {
    if (r.length > length) fail("longer than its bound");
    print_hex(r);
  }
  free(r.digits);
  free(scratch);
  free(a.digits);
  free(b.digits);
}

int main(int argc, char **argv) {
  size_t length;
  uint8_t *input = read_input(&length);
  const uint8_t *at = input, *end = input + length;
  double start = seconds();
  while (at < end) {
    size_t n;
    const uint8_t *line = next_line(&at, end, &n);
    if (strcmp(argv[1], "read") == 0) read_text(line, n);
    else if (strcmp(argv[1], "from-double") == 0) {
      Integer r = {take(INTEGER_DOUBLE_LENGTH), 0, false};
      integer_from_double(&r, double_of((const char *)line));
      print_hex(r);
      free(r.digits);
    } else {
      char *copy = malloc(n + 1);
      memcpy(copy, line, n);
      copy[n] = 0;
      char *op = copy, *a = strchr(op, ' '), *b = strchr(a + 1, ' ');
      *a++ = 0;
      *b++ = 0;
      run(op, a, strlen(a), b);
      free(copy);
    }
  }
  if (argc > 2) fprintf(stderr, "%.3f s\n", seconds() - start);
  free(input);
  return 0;
}
