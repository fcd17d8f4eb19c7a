/* Elements: the dense items of arrays, and the sparse store in which everything else keeps indexed properties. */
#include "engine.h"
#include "memory.h"

bool prototypes_have_elements;

#define MAX_DENSE_GAP 4096u

Value new_array(uint32_t length) {
  Array *array = allocate(sizeof(Array));
  set_header(&array->header, engine.array_shape->reference, KIND_ARRAY, 0, 0);
  array->items = NULL;
  array->length = array->capacity = 0;
  array->slots[0] = VALUE_UNDEFINED;
  if (length > 0) {
    array_reserve(array, length);
    array->length = length;
  }
  return value_of(array);
}

Value new_array_from(uint32_t count, const Value *items) {
  Array *array = array_of(new_array(0));
  if (count > 0) {
    array_reserve(array, count);
    copy_memory(array->items, items, (size_t)count * sizeof(Value));
    array->length = count;
  }
  return value_of(array);
}

void array_reserve(Array *array, uint32_t capacity) {
  if (capacity <= array->capacity) return;
  Values *store = allocate_values(capacity);
  uint32_t used = array->length < array->capacity ? array->length : array->capacity;
  if (used > 0) copy_memory(store->items, array->items, (size_t)used * sizeof(Value));
  array->items = store->items;
  array->capacity = capacity;
}

void array_make_room(Array *array, uint64_t needed) {
  if (needed <= array->capacity) return;
  uint64_t capacity = (uint64_t)array->capacity + array->capacity / 2;
  if (capacity < needed) capacity = needed;
  array_reserve(array, capacity > UINT32_MAX ? UINT32_MAX : (uint32_t)capacity);
}

static uint32_t grown(uint32_t needed) {
  uint64_t capacity = (uint64_t)needed + needed / 2 + 4;
  return capacity > UINT32_MAX ? UINT32_MAX : (uint32_t)capacity;
}

void array_push(Array *array, Value value) {
  if (unlikely(array->length >= array->capacity)) array_reserve(array, grown(array->length));
  array->items[array->length++] = value;
}

/* --- the sparse store: a hash table of index, value and attributes */

typedef struct SparseItem {
  uint32_t index;
  uint32_t state; /* 0: empty, 1: deleted, else attributes + 2 */
  Value value;
} SparseItem;

typedef struct Sparse {
  Cell header;
  uint32_t count; /* deleted ones included */
  uint32_t mask;
  uint32_t live;
  uint32_t padding;
  SparseItem items[];
} Sparse;

void mark_sparse(Cell *cell) {
  Sparse *sparse = (Sparse *)cell;
  for (uint32_t i = 0; i <= sparse->mask; i++)
    if (sparse->items[i].state > 1) mark_value(sparse->items[i].value);
}

static Sparse *sparse_of(Value object) {
  uint32_t attributes;
  Shape *shape = shape_of(cell_of(object));
  int32_t index = shape_find(shape, value_of(&symbol_elements), &attributes);
  return index < 0 ? NULL : (Sparse *)*slot_at(cell_of(object), shape, (uint32_t)index);
}

static SparseItem *sparse_find(Sparse *sparse, uint32_t index) {
  if (sparse == NULL) return NULL;
  for (uint32_t i = index * 0x9e3779b1u >> 7 & sparse->mask;; i = (i + 1) & sparse->mask) {
    SparseItem *item = &sparse->items[i];
    if (item->state == 0) return NULL;
    if (item->state > 1 && item->index == index) return item;
  }
}

static Sparse *new_sparse(uint32_t size) {
  Sparse *sparse = allocate(sizeof(Sparse) + (size_t)size * sizeof(SparseItem));
  set_header(&sparse->header, 0, KIND_SPARSE, 0, 0);
  sparse->count = sparse->live = sparse->padding = 0;
  sparse->mask = size - 1;
  for (uint32_t i = 0; i < size; i++) sparse->items[i] = (SparseItem){0, 0, VALUE_UNDEFINED};
  return sparse;
}

static void sparse_insert(Sparse *sparse, uint32_t index, Value value, uint32_t attributes) {
  uint32_t i = index * 0x9e3779b1u >> 7 & sparse->mask;
  while (sparse->items[i].state != 0) i = (i + 1) & sparse->mask;
  sparse->items[i] = (SparseItem){index, attributes + 2, value};
  sparse->count++;
  sparse->live++;
}

static void sparse_put(Value object, uint32_t index, Value value, uint32_t attributes) {
  Sparse *sparse = sparse_of(object);
  SparseItem *item = sparse_find(sparse, index);
  if (item != NULL) {
    item->value = value;
    item->state = attributes + 2;
    return;
  }
  if (sparse == NULL) {
    sparse = new_sparse(8);
    add_property((Object *)object, value_of(&symbol_elements), value_of(sparse), WRITABLE);
  } else if ((sparse->count + 1) * 4 > (sparse->mask + 1) * 3) {
    Sparse *larger = new_sparse(sparse->live * 2 > sparse->mask ? (sparse->mask + 1) * 2 : sparse->mask + 1);
    for (uint32_t i = 0; i <= sparse->mask; i++)
      if (sparse->items[i].state > 1)
        sparse_insert(larger, sparse->items[i].index, sparse->items[i].value, sparse->items[i].state - 2);
    uint32_t unused;
    Shape *shape = shape_of(cell_of(object));
    *slot_at(cell_of(object), shape, (uint32_t)shape_find(shape, value_of(&symbol_elements), &unused)) = value_of(larger);
    sparse = larger;
  }
  sparse_insert(sparse, index, value, attributes);
  if (shape_of(cell_of(object))->header.flags & SHAPE_PROTOTYPE) prototypes_have_elements = true;
}

uint32_t sparse_end(Value object) {
  Sparse *sparse = sparse_of(object);
  uint32_t end = 0;
  if (sparse != NULL)
    for (uint32_t i = 0; i <= sparse->mask; i++)
      if (sparse->items[i].state > 1 && sparse->items[i].index >= end) end = sparse->items[i].index + 1;
  return end;
}

/* --- elements of any object that keeps them itself */

static bool has_items(Value object) {
  Kind kind = cell_of(object)->kind;
  return kind == KIND_ARRAY || kind == KIND_ARGUMENTS;
}

static uint8_t dense_attributes(const Array *array) {
  if (array->header.flags & ARRAY_FROZEN) return ENUMERABLE;
  if (array->header.flags & ARRAY_SEALED) return ENUMERABLE | WRITABLE;
  return DATA_DEFAULT;
}

int elements_get_own(Value object, uint32_t index, Descriptor *d) {
  if (has_items(object)) {
    Array *array = array_of(object);
    if (index < array->capacity && index < array->length && array->items[index] != VALUE_HOLE) {
      d->value = array->items[index];
      d->attributes = dense_attributes(array);
      return 1;
    }
    if (array->header.kind == KIND_ARRAY && !(array->header.flags & ARRAY_SPARSE)) return 0;
  }
  SparseItem *item = sparse_find(sparse_of(object), index);
  if (item == NULL) return 0;
  d->attributes = (uint8_t)(item->state - 2);
  if (d->attributes & ACCESSOR) {
    d->value = VALUE_UNDEFINED;
    d->getter = ((Accessor *)item->value)->getter;
    d->setter = ((Accessor *)item->value)->setter;
  } else d->value = item->value;
  return 1;
}

void array_make_sparse(Array *array) {
  if (array->header.flags & ARRAY_SPARSE) return;
  uint8_t attributes = dense_attributes(array);
  uint32_t count = array->length < array->capacity ? array->length : array->capacity;
  for (uint32_t i = 0; i < count; i++)
    if (array->items[i] != VALUE_HOLE) sparse_put(value_of(array), i, array->items[i], attributes);
  array->items = NULL;
  array->capacity = 0;
  array->header.flags |= ARRAY_SPARSE;
}

int elements_define(Value object, uint32_t index, Value value, uint32_t attributes) {
  if (has_items(object)) {
    Array *array = array_of(object);
    if (array->header.kind == KIND_ARGUMENTS) {
      if (index < array->capacity && index < array->length && array->items[index] != VALUE_HOLE) {
        if (attributes == DATA_DEFAULT) {
          array->items[index] = value;
          return 1;
        }
        array->items[index] = VALUE_HOLE;
      }
      sparse_put(object, index, value, attributes);
      return 1;
    }
    if (!(array->header.flags & ARRAY_SPARSE)) {
      bool dense = attributes == dense_attributes(array);
      if (dense && index >= array->capacity) {
        if (index > array->length && index - array->length > MAX_DENSE_GAP && index / 4 > array->length) dense = false;
        else array_reserve(array, index < 4 ? 4 : grown(index));
      }
      if (dense) {
        if (index >= array->length) {
          /* what lies between was left over by a shorter length */
          for (uint32_t i = array->length; i < index; i++) array->items[i] = VALUE_HOLE;
          array->length = index + 1;
        }
        array->items[index] = value;
        if (shape_of(array)->header.flags & SHAPE_PROTOTYPE) prototypes_have_elements = true;
        return 1;
      }
      array_make_sparse(array);
    }
    sparse_put(object, index, value, attributes);
    if (index >= array->length) array->length = index + 1;
    return 1;
  }
  sparse_put(object, index, value, attributes);
  return 1;
}

int elements_delete(Value object, uint32_t index) {
  if (has_items(object)) {
    Array *array = array_of(object);
    if (index < array->capacity && index < array->length && array->items[index] != VALUE_HOLE) {
      array->items[index] = VALUE_HOLE;
      return 1;
    }
  }
  SparseItem *item = sparse_find(sparse_of(object), index);
  if (item != NULL) {
    item->state = 1;
    item->value = VALUE_UNDEFINED;
    sparse_of(object)->live--;
  }
  return 1;
}

/* Removes what lies at 2^31 and above, down to what cannot be removed: false then. */
static bool remove_far_indices(Array *array, uint32_t length) {
  uint32_t keep = length, attributes, index;
  for (uint32_t i = 0; i < shape_of(array)->count; i++) {
    Value key = property_key_at(shape_of(array), i, &attributes);
    if (key != VALUE_HOLE && !(attributes & CONFIGURABLE) && far_index(key, &index) && index >= keep) keep = index + 1;
  }
  /* backwards: a removal may move those that follow */
  for (uint32_t i = shape_of(array)->count; i-- > 0;) {
    if (i >= shape_of(array)->count) continue;
    Value key = property_key_at(shape_of(array), i, &attributes);
    if (key != VALUE_HOLE && far_index(key, &index) && index >= keep) remove_property((Object *)array, i);
  }
  if (keep == length) return true;
  array->length = keep;
  return false;
}

int set_array_length(Array *array, uint32_t length) {
  if (length < array->length) {
    if (array->header.flags & (ARRAY_SEALED | ARRAY_FROZEN)) return 0;
    if (array->length > INT32_MAX && !remove_far_indices(array, length)) return 0;
    if (array->header.flags & ARRAY_SPARSE) {
      Sparse *sparse = sparse_of(value_of(array));
      if (sparse != NULL) {
        uint32_t keep = length;
        for (uint32_t i = 0; i <= sparse->mask; i++) {
          SparseItem *item = &sparse->items[i];
          if (item->state > 1 && item->index >= keep && !((item->state - 2) & CONFIGURABLE)) keep = item->index + 1;
        }
        for (uint32_t i = 0; i <= sparse->mask; i++) {
          SparseItem *item = &sparse->items[i];
          if (item->state > 1 && item->index >= keep) {
            *item = (SparseItem){item->index, 1, VALUE_UNDEFINED};
            sparse->live--;
          }
        }
        array->length = keep;
        return keep == length;
      }
    }
    uint32_t end = array->length < array->capacity ? array->length : array->capacity;
    for (uint32_t i = length; i < end; i++) array->items[i] = VALUE_HOLE;
  } else if (!(array->header.flags & ARRAY_SPARSE)) {
    uint32_t end = length < array->capacity ? length : array->capacity;
    for (uint32_t i = array->length; i < end; i++) array->items[i] = VALUE_HOLE;
  }
  array->length = length;
  return 1;
}

void sort_indices(Value *items, uint32_t count) {
  /* heap sort: in place, and bounded whatever the order */
  for (uint32_t n = count, start = count / 2; n > 1;) {
    if (start > 0) start--;
    else {
      n--;
      Value v = items[0];
      items[0] = items[n];
      items[n] = v;
    }
    for (uint32_t root = start;;) {
      uint32_t child = 2 * root + 1;
      if (child >= n) break;
      if (child + 1 < n && items[child] < items[child + 1]) child++;
      if (items[root] >= items[child]) break;
      Value v = items[root];
      items[root] = items[child];
      items[child] = v;
      root = child;
    }
  }
}

void elements_append_keys(Value object, Array *keys, int filter) {
  uint32_t first = keys->length;
  if (has_items(object)) {
    Array *array = array_of(object);
    uint32_t count = array->length < array->capacity ? array->length : array->capacity;
    for (uint32_t i = 0; i < count; i++)
      if (array->items[i] != VALUE_HOLE) array_push(keys, INT(i));
  }
  Sparse *sparse = sparse_of(object);
  if (sparse != NULL) {
    for (uint32_t i = 0; i <= sparse->mask; i++) {
      SparseItem *item = &sparse->items[i];
      if (item->state <= 1) continue;
      if ((filter & KEYS_ENUMERABLE) && !((item->state - 2) & ENUMERABLE)) continue;
      array_push(keys, INT(item->index));
    }
    sort_indices(keys->items + first, keys->length - first);
  }
  for (uint32_t i = first; i < keys->length; i++) {
    Value text = key_to_value(keys->items[i]);
    keys->items[i] = text;
  }
}
