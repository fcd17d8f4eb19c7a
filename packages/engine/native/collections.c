#include "collections.h"
#include "bigint.h"
#include "engine.h"
#include "hash.h"
#include "memory.h"

static uint64_t *buckets_of(HashTable *table) { return (uint64_t *)(table->entries + table->capacity); }

static HashTable *new_hash_table(uint32_t capacity) {
  HashTable *table = allocate(sizeof(HashTable) + capacity * sizeof(HashEntry) + capacity * sizeof(uint64_t));
  set_header(&table->header, 0, KIND_HASH_TABLE, 0, 0);
  table->count = table->deleted = table->cleared = table->suspicious = 0;
  table->capacity = capacity;
  table->bucket_mask = capacity - 1;
  table->successor = NULL;
  fill_memory(buckets_of(table), 0, capacity * sizeof(uint64_t));
  return table;
}

Value new_collection(Kind kind, Value prototype) {
  Shape *shape = root_shape(prototype, kind, 1);
  HashTable *table = new_hash_table(8);
  Collection *collection = allocate(sizeof(Collection));
  set_header(&collection->header, shape->reference, kind, 0, 0);
  collection->table = table;
  collection->slots[0] = VALUE_UNDEFINED;
  return value_of(collection);
}

static uint32_t hash_key(const HashTable *table, Value key) {
  if (is_string(key)) return table->suspicious ? (uint32_t)hash_text(flat(string_of(key))) : hash_word(string_hash(string_of(key)));
  if (is_bigint(key)) {
    const BigInt *b = (const BigInt *)key;
    return (uint32_t)hash_octets(b->digits, b->length * sizeof b->digits[0]);
  }
  return hash_word(key);
}

static bool same_key(Value a, Value b) {
  if (a == b) return true;
  if (!is_cell(a) || !is_cell(b)) return false;
  if (is_string(a)) return is_string(b) && strings_equal(string_of(a), string_of(b));
  return is_bigint(a) && is_bigint(b) && bigint_compare(a, b) == 0;
}

static Value normalize(Value key) { return is_double(key) && as_double(key) == 0 ? INT(0) : key; }

HashEntry *collection_find(Collection *collection, Value key) {
  HashTable *table = collection->table;
  key = normalize(key);
  for (uint64_t i = buckets_of(table)[hash_key(table, key) & table->bucket_mask]; i != 0; i = table->entries[i - 1].next)
    if (same_key(table->entries[i - 1].key, key)) return &table->entries[i - 1];
  return NULL;
}

static bool bucket_is_full(const HashTable *table, uint64_t entry) {
  for (uint32_t steps = 0; entry != 0; entry = table->entries[entry - 1].next)
    if (++steps > HASH_SUSPICION) return true;
  return false;
}

static void append(HashTable *table, Value key, Value value) {
  uint64_t *bucket = &buckets_of(table)[hash_key(table, key) & table->bucket_mask];
  table->entries[table->count] = (HashEntry){key, value, *bucket};
  *bucket = ++table->count;
}

static void rebuild(Collection *collection, uint32_t capacity, bool suspicious) {
  HashTable *old = collection->table;
  HashTable *table = new_hash_table(capacity);
  table->suspicious = suspicious;
  for (uint32_t i = 0; i < old->count; i++)
    if (old->entries[i].key != VALUE_HOLE) append(table, old->entries[i].key, old->entries[i].value);
  old->successor = table;
  collection->table = table;
}

void collection_put(Collection *collection, Value key, Value value) {
  HashEntry *entry = collection_find(collection, key);
  if (entry != NULL) {
    entry->value = value;
    return;
  }
  HashTable *table = collection->table;
  if (table->count == table->capacity)
    rebuild(collection, table->deleted * 2 > table->count ? table->capacity : table->capacity * 2, table->suspicious);
  table = collection->table;
  if (is_string(key) && !table->suspicious && bucket_is_full(table, buckets_of(table)[hash_key(table, key) & table->bucket_mask]))
    rebuild(collection, table->capacity, true);
  append(collection->table, normalize(key), value);
}

bool collection_delete(Collection *collection, Value key) {
  HashEntry *entry = collection_find(collection, key);
  if (entry == NULL) return false;
  HashTable *table = collection->table;
  uint64_t index = (uint64_t)(entry - table->entries) + 1;
  uint64_t *link = &buckets_of(table)[hash_key(table, entry->key) & table->bucket_mask];
  while (*link != index) link = &table->entries[*link - 1].next;
  *link = entry->next;
  entry->key = VALUE_HOLE;
  entry->value = VALUE_UNDEFINED;
  table->deleted++;
  if (table->deleted > 32 && table->deleted * 2 > table->count) rebuild(collection, table->capacity, table->suspicious);
  return true;
}

void collection_clear(Collection *collection) {
  HashTable *old = collection->table;
  HashTable *table = new_hash_table(8);
  for (uint32_t i = 0; i < old->count; i++) old->entries[i].key = VALUE_HOLE;
  old->successor = table;
  old->cleared = 1;
  collection->table = table;
}

uint32_t collection_size(const Collection *collection) { return collection->table->count - collection->table->deleted; }

HashEntry *iteration_next(HashTable **table, uint32_t *position) {
  while ((*table)->successor != NULL) {
    /* entries keep their order in the new table: skip those that were passed and still live */
    HashTable *old = *table;
    uint32_t live = 0;
    if (!old->cleared)
      for (uint32_t i = 0; i < *position; i++) live += old->entries[i].key != VALUE_HOLE;
    *table = old->successor;
    *position = live;
  }
  while (*position < (*table)->count) {
    HashEntry *entry = &(*table)->entries[(*position)++];
    if (entry->key != VALUE_HOLE) return entry;
  }
  return NULL;
}

Value collection_iterator_step(CollectionIterator *iterator) {
  if (iterator->table == NULL) return VALUE_END;
  HashEntry *entry = iteration_next(&iterator->table, &iterator->position);
  if (entry == NULL) {
    iterator->table = NULL;
    return VALUE_END;
  }
  if (iterator->header.extra == ITERATE_KEYS) return entry->key;
  if (iterator->header.extra == ITERATE_VALUES) return entry->value;
  return new_array_from(2, (Value[]){entry->key, entry->value});
}
