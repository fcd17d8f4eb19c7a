/* BigInt::toString. Long integers are divided by powers of the radix that halve them, so that the time follows that of
 * division and not the square of the length. */
#include "magnitude.h"

enum { RECURSIVE_LENGTH = 48, MAX_POWERS = 32 };

typedef struct Printer {
  uint32_t radix;
  uint32_t chunk_characters;
  uint64_t chunk;                      /* radix ** chunk_characters, the largest in a digit */
  const uint64_t *powers[MAX_POWERS];  /* chunk ** 2^i */
  uint64_t lengths[MAX_POWERS];
} Printer;

static const char characters[36] = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h',
                                    'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z'};

static uint64_t chunk_for(uint32_t radix, uint32_t *count) {
  uint64_t chunk = radix;
  for (*count = 1; chunk <= UINT64_MAX / radix; ++*count) chunk *= radix;
  return chunk;
}

uint64_t integer_print_length(Integer a, uint32_t radix) {
  /* floor(log2(radix)) bits a character at least */
  return bit_length(a) / (uint64_t)(31 - __builtin_clz(radix)) + 2;
}

uint64_t integer_print_scratch(Integer a, uint32_t radix) {
  if ((radix & (radix - 1)) == 0) return 0;
  uint64_t n = a.length;
  if (n < RECURSIVE_LENGTH) return n;
  /* the number, the powers, quotients and remainders of the levels, one division */
  return n + 4 * n + 4 * n + 4 * MAX_POWERS + divide_magnitudes_scratch(n, n / 2 + 1) + 16 * n + 1024;
}

/* Writes backwards from `end`, destroying a; at least `width` characters. Returns the start. */
static char *print_short(const Printer *printer, uint64_t *a, uint64_t length, char *end, uint64_t width) {
  char *at = end;
  length = significant_length(a, length);
  while (length > 0) {
    uint64_t rest = divide_magnitude_by_digit(a, length, printer->chunk);
    length = significant_length(a, length);
    if (printer->radix == 10) {
      for (uint32_t i = 0; (length > 0 && i < printer->chunk_characters) || rest > 0; i++, rest /= 10)
        *--at = (char)('0' + rest % 10);
    } else {
      for (uint32_t i = 0; (length > 0 && i < printer->chunk_characters) || rest > 0; i++, rest /= printer->radix)
        *--at = characters[rest % printer->radix];
    }
  }
  while ((uint64_t)(end - at) < width) *--at = '0';
  return at;
}

static char *print_recursive(const Printer *printer, int level, uint64_t *a, uint64_t length, char *end, uint64_t width,
                             uint64_t *scratch) {
  length = significant_length(a, length);
  while (level >= 0 && printer->lengths[level] > length) level--;
  if (length < RECURSIVE_LENGTH || level < 0) return print_short(printer, a, length, end, width);
  uint64_t divisor_length = printer->lengths[level];
  uint64_t *quotient = scratch, *remainder = quotient + (length - divisor_length + 1), *rest = remainder + divisor_length;
  divide_magnitudes(quotient, remainder, a, length, printer->powers[level], divisor_length, rest);
  uint64_t low_width = (uint64_t)printer->chunk_characters << level;
  bool more = significant_length(quotient, length - divisor_length + 1) > 0;
  char *at = print_recursive(printer, level - 1, remainder, divisor_length, end, more || width > low_width ? low_width : width, rest);
  if (more || width > low_width)
    at = print_recursive(printer, level, quotient, length - divisor_length + 1, at,
                         width > low_width ? width - low_width : 0, rest);
  return at;
}

static size_t print_power_of_two(Integer a, uint32_t radix, char *text) {
  uint32_t bits = (uint32_t)__builtin_ctz(radix);
  uint64_t count = (bit_length(a) + bits - 1) / bits;
  for (uint64_t i = 0; i < count; i++) {
    uint64_t from = i * bits, word = from / 64, shift = from % 64;
    uint64_t value = a.digits[word] >> shift;
    if (shift + bits > 64 && word + 1 < a.length) value |= a.digits[word + 1] << (64 - shift);
    text[count - 1 - i] = characters[value & (radix - 1)];
  }
  return count;
}

size_t integer_print(Integer a, uint32_t radix, char *text, uint64_t *scratch) {
  char *start = text;
  if (a.length == 0) {
    *text = '0';
    return 1;
  }
  if (a.negative) *text++ = '-';
  if ((radix & (radix - 1)) == 0) return (size_t)(text - start) + print_power_of_two(a, radix, text);
  Printer printer = {.radix = radix};
  printer.chunk = chunk_for(radix, &printer.chunk_characters);
  char *end = start + integer_print_length(a, radix), *at;
  copy_digits(scratch, a.digits, a.length);
  if (a.length < RECURSIVE_LENGTH) at = print_short(&printer, scratch, a.length, end, 0);
  else {
    uint64_t *next = scratch + a.length;
    int level = 0;
    next[0] = printer.chunk;
    printer.powers[0] = next;
    printer.lengths[0] = 1;
    next++;
    /* Up to the power that is about half as long as the number. */
    while (printer.lengths[level] * 2 - 1 <= (a.length + 1) / 2 + 1) {
      uint64_t length = printer.lengths[level];
      uint64_t *square = next;
      multiply_magnitudes(square, printer.powers[level], length, printer.powers[level], length, square + 2 * length);
      level++;
      printer.powers[level] = square;
      printer.lengths[level] = significant_length(square, 2 * length);
      next = square + 2 * length;
    }
    at = print_recursive(&printer, level, scratch, a.length, end, 0, next);
  }
  size_t length = (size_t)(end - at);
  __builtin_memmove(text, at, length);
  return (size_t)(text - start) + length;
}
