/* Cases: a length (uint32) and so many bytes each; results likewise. */
#include "text/encoding.h"
#include "driver.h"

static void put(const void *bytes, size_t length) {
  uint32_t n = (uint32_t)length;
  fwrite(&n, 4, 1, stdout);
  fwrite(bytes, 1, length, stdout);
}

int main(int argc, char **argv) {
  size_t length;
  uint8_t *input = read_input(&length);
  const char *op = argc > 1 ? argv[1] : "";
  for (size_t at = 0; at + 4 <= length;) {
    uint32_t n;
    memcpy(&n, input + at, 4);
    uint8_t *bytes = exact_copy(input + at + 4, n);
    at += 4 + n;
    if (strcmp(op, "encode-latin1") == 0) {
      size_t size = utf8_length_of_latin1(bytes, n);
      uint8_t *out = malloc(size);
      if (utf8_from_latin1(bytes, n, out) != size) fail("length");
      put(out, size);
      free(out);
    } else if (strcmp(op, "encode-utf16") == 0) {
      size_t size = utf8_length_of_utf16((uint16_t *)(void *)bytes, n / 2), read, room = size / 2;
      uint8_t *out = malloc(size);
      if (utf8_from_utf16((uint16_t *)(void *)bytes, n / 2, out) != size) fail("length");
      put(out, size);
      uint8_t *part = malloc(room);
      size_t used = utf8_from_utf16_into((uint16_t *)(void *)bytes, n / 2, part, room, &read);
      if (used > room || memcmp(part, out, used) != 0 || (read < n / 2 && room - used >= 4)) fail("encode into");
      free(part);
      free(out);
    } else if (strcmp(op, "decode") == 0) {
      Utf8Scan scan = utf8_scan(bytes, n);
      uint16_t *out = malloc(2 * scan.units);
      utf8_to_utf16(bytes, n, out);
      if (scan.latin1) {
        uint8_t *narrow = malloc(scan.units);
        utf8_to_latin1(bytes, n, narrow);
        for (size_t i = 0; i < scan.units; i++)
          if (narrow[i] != out[i]) fail("Latin-1 and UTF-16 differ");
        free(narrow);
      }
      put(out, 2 * scan.units);
      free(out);
    } else if (strcmp(op, "tail") == 0) {
      uint8_t tail = (uint8_t)utf8_incomplete_tail(bytes, n);
      put(&tail, 1);
    } else if (strcmp(op, "base64") == 0) {
      char *out = malloc((n + 2) / 3 * 4);
      put(out, base64_encode(bytes, n, out));
      free(out);
    } else if (strcmp(op, "unbase64") == 0) {
      uint8_t *out = malloc(n / 4 * 3 + 2);
      size_t count;
      if (base64_decode(bytes, n, out, &count)) put(out, count);
      else put("!", 1);
      free(out);
    } else if (strcmp(op, "siphash") == 0) {
      uint64_t hash = siphash(0x0706050403020100u, 0x0f0e0d0c0b0a0908u, bytes, n);
      put(&hash, 8);
    } else fail("no such operation");
    free(bytes);
  }
  free(input);
  return 0;
}
