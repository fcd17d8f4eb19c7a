/* Included twice, by iterate.h: see VARIANT in unwind.h. */
/* VALUE_END at the end. */
INLINE Value VARIANT(iterator_next)(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (likely(iterator->header.extra == ITERATOR_ARRAY)) {
    Array *array = array_of(iterator->object);
    if (likely(iterator->position < array->length && iterator->position < array->capacity && !iterator->done)) {
      Value item = array->items[iterator->position];
      if (likely(item != VALUE_HOLE)) {
        iterator->position++;
        return item;
      }
    }
  }
  return VARIANT(iterator_next_slow)(iterator);
}
