#include "unicode.h"

static uint32_t before(const uint16_t *units, uint32_t *index) {
  uint32_t unit = units[--*index];
  if ((unit & 0xFC00) == 0xDC00 && *index > 0 && (units[*index - 1] & 0xFC00) == 0xD800)
    unit = 0x10000 + ((units[--*index] & 0x3FFu) << 10) + (unit & 0x3FF);
  return unit;
}

static uint32_t after(const uint16_t *units, uint32_t length, uint32_t *index) {
  uint32_t unit = units[(*index)++];
  if ((unit & 0xFC00) == 0xD800 && *index < length && (units[*index] & 0xFC00) == 0xDC00)
    unit = 0x10000 + ((unit & 0x3FF) << 10) + (units[(*index)++] & 0x3FFu);
  return unit;
}

/* Final_Sigma of SpecialCasing.txt: a cased letter before, none after, case-ignorable ones skipped. */
bool unicode_is_final_sigma(const uint16_t *units, uint32_t length, uint32_t index) {
  bool cased_before = false;
  for (uint32_t i = index; i > 0;) {
    uint32_t c = before(units, &i);
    if (unicode_set_has(unicode_Case_Ignorable, c)) continue;
    cased_before = unicode_set_has(unicode_Cased, c);
    break;
  }
  if (!cased_before) return false;
  for (uint32_t i = index + 1; i < length;) {
    uint32_t c = after(units, length, &i);
    if (!unicode_set_has(unicode_Case_Ignorable, c)) return !unicode_set_has(unicode_Cased, c);
  }
  return true;
}
