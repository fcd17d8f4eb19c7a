/* Text to bytes and back: UTF-8 by the rules of the WHATWG encoding standard, base64, and a keyed hash. */
#ifndef MORGANA_ENCODING_H
#define MORGANA_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Encoding; a lone surrogate becomes U+FFFD. The length first, then the bytes. */
size_t utf8_length_of_latin1(const uint8_t *units, size_t count);
size_t utf8_length_of_utf16(const uint16_t *units, size_t count);
size_t utf8_from_latin1(const uint8_t *units, size_t count, uint8_t *bytes);
size_t utf8_from_utf16(const uint16_t *units, size_t count, uint8_t *bytes);
/* TextEncoder.encodeInto: as many whole characters as fit in `room`; *read gets the units used. */
size_t utf8_from_utf16_into(const uint16_t *units, size_t count, uint8_t *bytes, size_t room, size_t *read);

/* Decoding; each maximal part that is not UTF-8 becomes one U+FFFD. */
typedef struct Utf8Scan {
  size_t units;   /* UTF-16 units of the text */
  bool latin1;    /* all of them are below U+0100 */
  bool malformed; /* something has to be replaced */
} Utf8Scan;
Utf8Scan utf8_scan(const uint8_t *bytes, size_t length);
void utf8_to_latin1(const uint8_t *bytes, size_t length, uint8_t *units); /* only if the scan said so */
void utf8_to_utf16(const uint8_t *bytes, size_t length, uint16_t *units);
/* Bytes at the end, 0 to 3, that a later piece of a stream may complete. */
size_t utf8_incomplete_tail(const uint8_t *bytes, size_t length);

/* btoa; 4 characters for each 3 bytes begun. */
size_t base64_encode(const uint8_t *bytes, size_t length, char *text);
/* atob, forgiving: ASCII white space is skipped, padding may be absent. False if it is no base64. At most length / 4 * 3
 * + 2 bytes. */
bool base64_decode(const uint8_t *text, size_t length, uint8_t *bytes, size_t *count);

/* SipHash-1-3, for tables that strangers fill. */
uint64_t siphash(uint64_t key_0, uint64_t key_1, const uint8_t *bytes, size_t length);

#endif
