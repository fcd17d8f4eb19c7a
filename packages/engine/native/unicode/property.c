#include "property.h"

const UnicodeProperty *unicode_find_property(const UnicodePropertyTable *table, const char *name, size_t length) {
  uint32_t low = 0, high = table->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    const char *row = table->rows[middle].name;
    size_t i = 0;
    while (i < length && row[i] != 0 && row[i] == name[i]) i++;
    unsigned char a = i < length ? (unsigned char)name[i] : 0, b = (unsigned char)row[i];
    if (a == b && i == length) return &table->rows[middle];
    if (a < b) high = middle;
    else low = middle + 1;
  }
  return NULL;
}
