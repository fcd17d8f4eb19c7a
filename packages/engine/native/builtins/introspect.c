/* What src/host/introspection.ts tells inspect and structuredClone of objects, beyond what a program can ask. */
#include "builtins.h"
#include "bigint.h"

/* In the order of KINDS there. */
enum { SEEN_OBJECT, SEEN_ARRAY, SEEN_FUNCTION, SEEN_ERROR, SEEN_ARGUMENTS, SEEN_MAP, SEEN_SET, SEEN_MAP_ITERATOR,
       SEEN_SET_ITERATOR, SEEN_WEAK_MAP, SEEN_WEAK_SET, SEEN_PROMISE, SEEN_PROXY, SEEN_REGEXP, SEEN_DATE,
       SEEN_ARRAY_BUFFER, SEEN_SHARED_ARRAY_BUFFER, SEEN_DATA_VIEW, SEEN_TYPED_ARRAY, SEEN_NUMBER, SEEN_STRING,
       SEEN_BOOLEAN, SEEN_SYMBOL, SEEN_BIGINT, SEEN_OTHER };

static int wrapped_kind(Value v) {
  if (is_string(v)) return SEEN_STRING;
  if (is_number(v)) return SEEN_NUMBER;
  if (is_boolean(v)) return SEEN_BOOLEAN;
  return is_symbol(v) ? SEEN_SYMBOL : SEEN_BIGINT;
}

Value intrinsic_objectKind(Value v) {
  static const uint8_t kinds[KIND_COUNT] = {
      [KIND_OBJECT] = SEEN_OBJECT,       [KIND_ARRAY] = SEEN_ARRAY,         [KIND_FUNCTION] = SEEN_FUNCTION,
      [KIND_ERROR] = SEEN_ERROR,         [KIND_ARGUMENTS] = SEEN_ARGUMENTS, [KIND_MAP] = SEEN_MAP,
      [KIND_SET] = SEEN_SET,             [KIND_WEAK_MAP] = SEEN_WEAK_MAP,   [KIND_WEAK_SET] = SEEN_WEAK_SET,
      [KIND_PROMISE] = SEEN_PROMISE,     [KIND_PROXY] = SEEN_PROXY,         [KIND_REGEXP] = SEEN_REGEXP,
      [KIND_DATE] = SEEN_DATE,           [KIND_DATA_VIEW] = SEEN_DATA_VIEW, [KIND_TYPED_ARRAY] = SEEN_TYPED_ARRAY,
      [KIND_COROUTINE] = SEEN_OTHER,     [KIND_WEAK_REF] = SEEN_OTHER,      [KIND_HOST] = SEEN_OTHER,
      [KIND_ITERATOR] = SEEN_OTHER,
  };
  const Cell *cell = cell_of(v);
  switch ((Kind)cell->kind) {
    case KIND_WRAPPER: return INT(wrapped_kind(((DataObject *)v)->data));
    case KIND_ARRAY_BUFFER: return INT(cell->flags & BUFFER_SHARED ? SEEN_SHARED_ARRAY_BUFFER : SEEN_ARRAY_BUFFER);
    case KIND_COLLECTION_ITERATOR: return INT(((CollectionIterator *)v)->of_map ? SEEN_MAP_ITERATOR : SEEN_SET_ITERATOR);
    default: return INT(kinds[cell->kind]);
  }
}

/* 1: class, 2: generator, 4: async. */
Value intrinsic_functionFlags(Value v) {
  if (!is_function_object(v)) return INT(0);
  uint16_t flags = function_of(v)->info->flags;
  return INT((flags & FUNCTION_CLASS ? 1 : 0) | (flags & FUNCTION_GENERATOR ? 2 : 0) | (flags & FUNCTION_ASYNC ? 4 : 0));
}

Value intrinsic_elementType(Value v) { return INT(cell_of(v)->extra); }

Value intrinsic_iteratorItems(Value v) {
  CollectionIterator *iterator = (CollectionIterator *)v;
  HashTable *table = iterator->table;
  uint32_t position = iterator->position;
  Value result = new_array(0);
  if (table == NULL) return result;
  for (HashEntry *entry; (entry = iteration_next(&table, &position)) != NULL;) {
    if (iterator->header.extra != ITERATE_VALUES) array_push(array_of(result), entry->key);
    if (iterator->header.extra != ITERATE_KEYS) array_push(array_of(result), iterator->of_map ? entry->value : entry->key);
  }
  return result;
}
Value intrinsic_iteratesEntries(Value v) { return boolean(((CollectionIterator *)v)->header.extra == ITERATE_ENTRIES); }

/* Target or handler of a Proxy; null once it was revoked. */
Value intrinsic_proxyPart(Value proxy, Value handler) {
  return handler == VALUE_TRUE ? ((Proxy *)proxy)->handler : ((Proxy *)proxy)->target;
}
