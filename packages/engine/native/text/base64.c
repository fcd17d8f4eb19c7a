#include "encoding.h"

static const char alphabet[64] = {'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P',
                                  'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f',
                                  'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
                                  'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '/'};

size_t base64_encode(const uint8_t *bytes, size_t length, char *text) {
  char *at = text;
  for (size_t i = 0; i < length; i += 3) {
    size_t left = length - i;
    uint32_t three = (uint32_t)bytes[i] << 16 | (left > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) | (left > 2 ? bytes[i + 2] : 0);
    *at++ = alphabet[three >> 18];
    *at++ = alphabet[three >> 12 & 63];
    *at++ = left > 1 ? alphabet[three >> 6 & 63] : '=';
    *at++ = left > 2 ? alphabet[three & 63] : '=';
  }
  return (size_t)(at - text);
}

static int value_of(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_space(uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

bool base64_decode(const uint8_t *text, size_t length, uint8_t *bytes, size_t *count) {
  uint8_t *at = bytes;
  uint32_t bits = 0;
  size_t characters = 0, padding = 0;
  for (size_t i = 0; i < length; i++) {
    if (is_space(text[i])) continue;
    if (text[i] == '=') {
      padding++;
      continue;
    }
    int value = value_of(text[i]);
    if (value < 0 || padding > 0) return false;
    bits = bits << 6 | (uint32_t)value;
    if (++characters % 4 == 0) {
      *at++ = (uint8_t)(bits >> 16);
      *at++ = (uint8_t)(bits >> 8);
      *at++ = (uint8_t)bits;
    }
  }
  size_t rest = characters % 4;
  /* Padding has to fill the last four, or be absent. */
  if (rest == 1 || (padding > 0 && (padding > 2 || rest + padding != 4))) return false;
  if (rest == 2) *at++ = (uint8_t)(bits >> 4);
  if (rest == 3) {
    *at++ = (uint8_t)(bits >> 10);
    *at++ = (uint8_t)(bits >> 2);
  }
  *count = (size_t)(at - bytes);
  return true;
}
