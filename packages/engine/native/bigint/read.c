/* StringToBigInt. Decimal digits are read in chunks that fit a digit; neighbours are joined in pairs, pairs of pairs and
 * so on, so that the time follows that of multiplication. */
#include "magnitude.h"
#include "../number/read.h"

enum { CHUNK_CHARACTERS = 19 };
#define CHUNK 10000000000000000000u

uint64_t integer_read_length(size_t text_length) {
  /* 4 bits a character; a chunk a digit */
  return (uint64_t)text_length / 16 + 1;
}

uint64_t integer_read_scratch(size_t text_length) {
  uint64_t chunks = text_length / CHUNK_CHARACTERS + 1;
  if (chunks < 4) return chunks;
  return 2 * chunks + 4 * chunks + multiply_magnitudes_scratch(chunks, chunks) + 8;
}

static bool read_power_of_two(Integer *result, Text text, size_t at, uint32_t bits) {
  uint64_t length = integer_read_length(text.length);
  if (at == text.length) return false;
  clear_digits(result->digits, length);
  uint64_t position = 0;
  for (size_t i = text.length; i-- > at; position += bits) {
    uint64_t digit = digit_value(unit(text, i));
    if (digit >> bits != 0) return false;
    uint64_t word = position / 64, shift = position % 64;
    if (digit == 0) continue;
    result->digits[word] |= digit << shift;
    if (shift + bits > 64 && digit >> (64 - shift) != 0) result->digits[word + 1] |= digit >> (64 - shift);
  }
  finish(result, length, false);
  return true;
}

static void join(Integer *result, uint64_t chunks, uint64_t *scratch, bool negative) {
  uint64_t *parts = scratch, *other = parts + chunks, *power = other + chunks, *square = power + 2 * chunks;
  uint64_t *rest = square + 2 * chunks, power_length = 1;
  power[0] = CHUNK;
  for (uint64_t size = 1; size < chunks; size *= 2) {
    /* Blocks of `size` digits; a block and its neighbour make one of twice the size. */
    for (uint64_t at = 0; at < chunks; at += 2 * size) {
      uint64_t available = chunks - at;
      if (available <= size) {
        copy_digits(other + at, parts + at, available);
        break;
      }
      uint64_t high_length = available - size < size ? available - size : size;
      uint64_t total = size + high_length;
      /* The product may have leading zeros that do not fit: go by way of the spare room. */
      uint32_t high_significant = significant_length(parts + at + size, high_length);
      multiply_magnitudes(square, parts + at + size, high_significant, power, power_length, rest);
      uint32_t product_length = significant_length(square, high_significant + power_length);
      clear_digits(square + product_length, total - product_length);
      add_magnitudes(other + at, square, total, parts + at, size);
    }
    uint64_t *swap = parts;
    parts = other;
    other = swap;
    if (size * 2 < chunks) {
      multiply_magnitudes(square, power, power_length, power, power_length, rest);
      power_length = significant_length(square, 2 * power_length);
      copy_digits(power, square, power_length);
    }
  }
  uint32_t length = significant_length(parts, chunks);
  copy_digits(result->digits, parts, length);
  finish(result, length, negative);
}

bool integer_read(Integer *result, const void *units, size_t text_length, bool wide, uint64_t *scratch) {
  Text text = {units, text_length, wide};
  size_t at = 0;
  while (at < text.length && is_space(unit(text, at))) at++;
  while (text.length > at && is_space(unit(text, text.length - 1))) text.length--;
  if (at == text.length) {
    finish(result, 0, false);
    return true;
  }
  uint32_t first = unit(text, at);
  if (first == '0' && text.length - at > 1) {
    uint32_t letter = unit(text, at + 1) | 0x20;
    uint32_t bits = letter == 'x' ? 4 : letter == 'o' ? 3 : letter == 'b' ? 1 : 0;
    if (bits != 0) return read_power_of_two(result, text, at + 2, bits);
  }
  if (first == '-' || first == '+') at++;
  if (at == text.length) return false;
  while (at + 1 < text.length && unit(text, at) == '0') at++;
  uint64_t chunks = 0;
  for (size_t end = text.length; end > at; chunks++) {
    size_t start = end - at > CHUNK_CHARACTERS ? end - CHUNK_CHARACTERS : at;
    uint64_t chunk = 0;
    for (size_t i = start; i < end; i++) {
      if (!is_digit(unit(text, i))) return false;
      chunk = chunk * 10 + (unit(text, i) - '0');
    }
    scratch[chunks] = chunk;
    end = start;
  }
  if (chunks == 1) {
    integer_from_uint64(result, scratch[0], first == '-');
    return true;
  }
  if (chunks < 4) {
    uint64_t length = 1;
    result->digits[0] = scratch[chunks - 1];
    for (uint64_t i = chunks - 1; i-- > 0;) {
      uint64_t carry = multiply_magnitude_by_digit(result->digits, length, CHUNK, scratch[i]);
      if (carry != 0) result->digits[length++] = carry;
    }
    finish(result, length, first == '-');
    return true;
  }
  join(result, chunks, scratch, first == '-');
  return true;
}
