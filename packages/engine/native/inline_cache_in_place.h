/* Included twice, by inline_cache.h: see VARIANT in unwind.h. */
INLINE Value VARIANT(cached_get)(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    uint32_t shape = cell_of(object)->shape;
    if (GUESSED(shape == cache->shape)) return *(Value *)((uint8_t *)object + cache->offset);
    if (GUESSED(shape == cache->holder_shape && cache->validity->valid)) return *cache->slot;
  }
  return VARIANT(cached_get_slow)(object, cache);
}
/* For methods: most are found in a prototype. */
INLINE Value VARIANT(cached_get_method)(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    uint32_t shape = cell_of(object)->shape;
    if (GUESSED(shape == cache->holder_shape && cache->validity->valid)) return *cache->slot;
  }
  return VARIANT(cached_get_slow)(object, cache);
}
INLINE Value VARIANT(cached_put)(Value object, Value value, InlineCache *cache) {
  if (likely(is_cell(object))) {
    Cell *cell = cell_of(object);
    if (GUESSED(cell->shape == cache->shape)) {
      *(Value *)((uint8_t *)cell + cache->offset) = value;
      return VALUE_UNDEFINED;
    }
    if (GUESSED(cell->shape == cache->holder_shape && cache->validity->valid)) {
      *(Value *)((uint8_t *)cell + cache->add_offset) = value;
      cell->shape = cache->next_shape;
      return VALUE_UNDEFINED;
    }
  }
  return VARIANT(cached_put_slow)(object, value, cache);
}
INLINE Value VARIANT(cached_define)(Value object, Value value, InlineCache *cache) {
  Cell *cell = cell_of(object);
  if (GUESSED(cell->shape == cache->holder_shape)) {
    *(Value *)((uint8_t *)cell + cache->add_offset) = value;
    cell->shape = cache->next_shape;
    return VALUE_UNDEFINED;
  }
  return VARIANT(cached_define_slow)(object, value, cache);
}
/* Private names that are known when the program is compiled: the cache holds own data only. */
INLINE Value VARIANT(cached_private_get)(Value object, InlineCache *cache) {
  if (likely(is_cell(object)) && GUESSED(cell_of(object)->shape == cache->shape)) return *(Value *)((uint8_t *)object + cache->offset);
  return VARIANT(cached_private_get_slow)(object, cache);
}
INLINE Value VARIANT(cached_private_set)(Value object, Value value, InlineCache *cache) {
  if (likely(is_cell(object)) && GUESSED(cell_of(object)->shape == cache->shape)) {
    *(Value *)((uint8_t *)object + cache->offset) = value;
    return VALUE_UNDEFINED;
  }
  return VARIANT(cached_private_set_slow)(object, value, cache);
}
INLINE Value VARIANT(get_length)(Value object, InlineCache *cache) {
  if (likely(is_cell(object))) {
    Cell *cell = cell_of(object);
    if (cell->kind == KIND_ARRAY) return number_from_uint32(((Array *)cell)->length);
    if (cell->kind == KIND_STRING) return INT(((String *)cell)->length);
    if (cell->kind == KIND_TYPED_ARRAY) return VARIANT(get_length_slow)(object, cache);
  }
  return VARIANT(cached_get)(object, cache);
}

/* --- elements */

INLINE Value VARIANT(get_element)(Value object, Value key) {
  if (likely(is_cell(object) && is_int(key))) {
    Cell *cell = cell_of(object);
    uint32_t index = (uint32_t)as_int(key);
    if (cell->kind == KIND_ARRAY) {
      Array *array = (Array *)cell;
      if (likely(index < array->length && index < array->capacity)) {
        Value v = array->items[index];
        if (likely(v != VALUE_HOLE)) return v;
      }
    } else if (cell->kind == KIND_TYPED_ARRAY) {
      TypedArray *bytes = (TypedArray *)cell;
      if (likely(index < bytes->length)) {
        if (likely(bytes->header.extra == TYPE_UINT8)) return INT(bytes->data[index]);
        /* what checksums and hashes run over */
        if (bytes->header.extra == TYPE_UINT32) return number_from_uint32(((const uint32_t *)(const void *)bytes->data)[index]);
#if defined(OUT_OF_LINE)
        if (bytes->header.extra == TYPE_INT32) return INT(((const int32_t *)(const void *)bytes->data)[index]);
#endif
      }
    }
  }
  return VARIANT(get_element_slow)(object, key);
}
INLINE Value VARIANT(put_element)(Value object, Value key, Value value) {
  if (likely(is_cell(object) && is_int(key))) {
    uint32_t index = (uint32_t)as_int(key);
    if (is_plain_array(object)) {
      Array *array = array_of(object);
      if (likely(index < array->length && index < array->capacity)) {
        array->items[index] = value;
        return VALUE_UNDEFINED;
      }
    } else if (cell_of(object)->kind == KIND_TYPED_ARRAY) {
      TypedArray *bytes = (TypedArray *)object;
      if (likely(bytes->header.extra <= TYPE_UINT8 && index < bytes->length && is_int(value))) {
        bytes->data[index] = (uint8_t)as_int(value);
        return VALUE_UNDEFINED;
      }
#if defined(OUT_OF_LINE)
      if (bytes->header.extra == TYPE_INT32 && index < bytes->length && is_int(value)) {
        ((int32_t *)(void *)bytes->data)[index] = as_int(value);
        return VALUE_UNDEFINED;
      }
#endif
    }
  }
  return VARIANT(put_element_slow)(object, key, value);
}

/* --- shorter forms: the first entry in place, everything else as a call (far.h) */

Value VARIANT(far_cached_get)(Value object, InlineCache *cache);
Value VARIANT(far_cached_put)(Value object, Value value, InlineCache *cache);
Value VARIANT(far_get_length)(Value object, InlineCache *cache);

INLINE Value VARIANT(near_cached_get)(Value object, InlineCache *cache) {
  if (likely(is_cell(object)) && GUESSED(cell_of(object)->shape == cache->shape)) return *(Value *)((uint8_t *)object + cache->offset);
  return VARIANT(far_cached_get)(object, cache);
}
INLINE Value VARIANT(near_cached_put)(Value object, Value value, InlineCache *cache) {
  if (likely(is_cell(object)) && GUESSED(cell_of(object)->shape == cache->shape)) {
    *(Value *)((uint8_t *)object + cache->offset) = value;
    return VALUE_UNDEFINED;
  }
  return VARIANT(far_cached_put)(object, value, cache);
}
INLINE Value VARIANT(near_get_length)(Value object, InlineCache *cache) {
  if (likely(is_cell(object)) && likely(cell_of(object)->kind == KIND_ARRAY)) return number_from_uint32(((Array *)object)->length);
  return VARIANT(far_get_length)(object, cache);
}
