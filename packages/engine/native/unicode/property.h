/* Properties by name, for \p{...}. Whoever refers to the tables links every property. */
#ifndef MORGANA_UNICODE_PROPERTY_H
#define MORGANA_UNICODE_PROPERTY_H

#include "unicode.h"

typedef struct UnicodeProperty {
  const char *name;
  const uint8_t *const *parts; /* the union of these sets, ended by a null pointer */
  uint8_t complement;
} UnicodeProperty;

typedef struct UnicodePropertyTable {
  const UnicodeProperty *rows; /* in the order of strcmp */
  uint32_t count;
} UnicodePropertyTable;

enum { UNICODE_GENERAL_CATEGORY, UNICODE_BINARY, UNICODE_SCRIPT, UNICODE_SCRIPT_EXTENSIONS };

/* property_names.c */
extern const UnicodePropertyTable unicode_property_tables[4];

/* The row with exactly this name, or NULL. */
const UnicodeProperty *unicode_find_property(const UnicodePropertyTable *table, const char *name, size_t length);

#endif
