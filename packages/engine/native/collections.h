/* Map and Set: entries in insertion order, found through buckets. Iterators stay valid while entries come and go:
 * deleted entries are only removed when the table is rebuilt, and the old table then tells where it went on. */
#ifndef MORGANA_COLLECTIONS_H
#define MORGANA_COLLECTIONS_H

#include "object.h"

typedef struct HashEntry {
  Value key; /* VALUE_HOLE: deleted */
  Value value;
  uint64_t next; /* index + 1 in its bucket */
} HashEntry;

typedef struct HashTable {
  Cell header;
  uint32_t count; /* entries used, deleted ones included */
  uint32_t capacity;
  uint32_t bucket_mask;
  uint32_t deleted;
  struct HashTable *successor; /* set when the table was rebuilt: iterators move there */
  uint32_t cleared;            /* the successor is of a cleared collection */
  uint32_t suspicious; /* too many keys fell together: strings go by their keyed hash (hash.h) */
  HashEntry entries[];
} HashTable;

typedef struct Collection {
  Cell header;
  HashTable *table;
  Value slots[1];
} Collection;

typedef struct CollectionIterator {
  Cell header; /* extra: ITERATE_* */
  HashTable *table; /* NULL: exhausted */
  uint32_t position;
  uint32_t of_map;
  Value slots[1];
} CollectionIterator;

enum { ITERATE_KEYS, ITERATE_VALUES, ITERATE_ENTRIES };

Value new_collection(Kind kind, Value prototype);
HashEntry *collection_find(Collection *collection, Value key);
void collection_put(Collection *collection, Value key, Value value);
bool collection_delete(Collection *collection, Value key);
void collection_clear(Collection *collection);
uint32_t collection_size(const Collection *collection);
/* The next entry of an iteration, or NULL. */
HashEntry *iteration_next(HashTable **table, uint32_t *position);

#endif
