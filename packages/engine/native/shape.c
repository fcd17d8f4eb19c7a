#include "engine.h"
#include "hash.h"
#include "memory.h"

const uint8_t slots_offset_of_kind[KIND_COUNT] = {
    [KIND_OBJECT] = offsetof(Object, slots),
    [KIND_FUNCTION] = offsetof(Function, slots),
    [KIND_ARRAY] = offsetof(Array, slots),
    [KIND_ARGUMENTS] = offsetof(Array, slots),
    [KIND_TYPED_ARRAY] = offsetof(TypedArray, slots),
    [KIND_DATA_VIEW] = offsetof(TypedArray, slots),
    [KIND_ARRAY_BUFFER] = offsetof(ArrayBuffer, slots),
    [KIND_COROUTINE] = offsetof(Coroutine, slots),
    [KIND_PROMISE] = offsetof(Promise, slots),
    [KIND_MAP] = offsetof(Collection, slots),
    [KIND_SET] = offsetof(Collection, slots),
    [KIND_WEAK_MAP] = offsetof(Collection, slots),
    [KIND_WEAK_SET] = offsetof(Collection, slots),
    [KIND_COLLECTION_ITERATOR] = offsetof(CollectionIterator, slots),
    [KIND_REGEXP] = offsetof(RegExp, slots),
    [KIND_ERROR] = offsetof(DataObject, slots),
    [KIND_WRAPPER] = offsetof(DataObject, slots),
    [KIND_DATE] = offsetof(DataObject, slots),
    [KIND_WEAK_REF] = offsetof(DataObject, slots),
    [KIND_HOST] = offsetof(DataObject, slots),
    [KIND_PROXY] = offsetof(Proxy, slots),
};

/* Prototypes and functions with more properties than this keep buckets; smaller tables are searched. */
#define LINEAR_LIMIT 8

static uint32_t *buckets_of(PropertyTable *table) { return (uint32_t *)(table->entries + table->capacity); }
/* Keys are interned: two that are equal are at one address. */
static uint32_t key_hash(Value key) { return hash_word(key); }

static PropertyTable *new_table(uint32_t capacity) {
  uint32_t buckets = 0;
  if (capacity > LINEAR_LIMIT)
    for (buckets = 16; buckets < capacity; buckets *= 2) {
    }
  PropertyTable *table =
      allocate(sizeof(PropertyTable) + capacity * sizeof(PropertyEntry) + buckets * sizeof(uint32_t));
  set_header(&table->header, 0, KIND_PROPERTY_TABLE, 0, 0);
  table->count = 0;
  table->capacity = capacity;
  table->bucket_mask = buckets == 0 ? 0 : buckets - 1;
  table->deleted = 0;
  for (uint32_t i = 0; i < buckets; i++) buckets_of(table)[i] = 0;
  return table;
}

static void table_append(PropertyTable *table, Value key, uint32_t attributes) {
  PropertyEntry *entry = &table->entries[table->count];
  entry->key = key;
  entry->attributes = attributes;
  entry->next = 0;
  table->count++;
  if (table->bucket_mask != 0 && key != VALUE_HOLE) {
    uint32_t *bucket = &buckets_of(table)[key_hash(key) & table->bucket_mask];
    entry->next = *bucket;
    *bucket = table->count;
  }
}

static PropertyTable *copy_table(PropertyTable *from, uint32_t count, uint32_t capacity) {
  PropertyTable *table = new_table(capacity);
  for (uint32_t i = 0; i < count; i++) table_append(table, from->entries[i].key, from->entries[i].attributes);
  table->deleted = from->deleted;
  return table;
}

/* The table of a shape, made from its line of parents if it has none. */
static PropertyTable *table_of(Shape *shape) {
  if (shape->table != NULL) return shape->table;
  Shape *base = shape;
  while (base->parent != NULL && base->table == NULL) base = base->parent;
  uint32_t start = base->table != NULL ? base->count : 0;
  PropertyTable *table;
  if (base->table != NULL && base->table->count == start && base->table->capacity >= shape->count) table = base->table;
  else {
    uint32_t capacity = shape->count < 4 ? 4 : shape->count + shape->count / 2;
    table = base->table != NULL ? copy_table(base->table, start, capacity) : new_table(capacity);
  }
  table->count = shape->count;
  for (Shape *s = shape; s->count > start; s = s->parent) {
    table->entries[s->count - 1].key = s->key;
    table->entries[s->count - 1].attributes = s->attributes;
  }
  uint32_t end = table->count;
  table->count = start;
  for (uint32_t i = start; i < end; i++) table_append(table, table->entries[i].key, table->entries[i].attributes);
  shape->table = table;
  return table;
}

int32_t shape_find(Shape *shape, Value key, uint32_t *attributes) {
  if (shape->count == 0) return -1;
  if (shape->table == NULL && shape->count <= 4) {
    for (Shape *s = shape; s->count > 0; s = s->parent)
      if (s->key == key) {
        *attributes = s->attributes;
        return (int32_t)s->count - 1;
      }
    return -1;
  }
  PropertyTable *table = table_of(shape);
  if (table->bucket_mask == 0) {
    for (uint32_t i = 0; i < shape->count; i++)
      if (table->entries[i].key == key) {
        *attributes = table->entries[i].attributes;
        return (int32_t)i;
      }
    return -1;
  }
  uint32_t next = buckets_of(table)[key_hash(key) & table->bucket_mask];
  while (next != 0) {
    PropertyEntry *entry = &table->entries[next - 1];
    if (entry->key == key) {
      /* entries behind the shape's own belong to its descendants */
      if (next > shape->count) return -1;
      *attributes = entry->attributes;
      return (int32_t)next - 1;
    }
    next = entry->next;
  }
  return -1;
}

Value property_key_at(Shape *shape, uint32_t index, uint32_t *attributes) {
  PropertyTable *table = table_of(shape);
  *attributes = table->entries[index].attributes;
  return table->entries[index].key;
}

static Shape *new_shape(Value prototype, uint8_t kind, uint8_t capacity) {
  Shape *shape = allocate(SHAPE_CELL_SIZE);
  *shape = (Shape){.prototype = prototype, .object_kind = kind, .capacity = capacity};
  set_header(&shape->header, 0, KIND_SHAPE, 0, 0);
  shape->reference = (uint32_t)(((uint8_t *)shape - heap.base) >> 3);
  return shape;
}

void shapes_initialize(void) {
  for (uint32_t i = 0; i < WELL_KNOWN_SHAPES; i++) {
    Shape *shape = new_shape(VALUE_NULL, KIND_STRING, 1);
    if (shape->reference != WELL_KNOWN_SHAPE(i)) engine_panic("the well-known shapes are not in place");
    engine.well_known_shapes[i] = shape;
  }
}

/* --- transitions: one child, or a table of pairs (key and attributes, child) */

#define TRANSITION_KEY(key, attributes) ((key) << 4 | (attributes))

typedef struct Transitions {
  Cell header;
  uint32_t count;
  uint32_t mask;
  struct { uint64_t key; Shape *shape; } items[];
} Transitions;

static Shape *find_transition(Shape *shape, uint64_t key) {
  if (shape->transitions == NULL) return NULL;
  if (shape->transitions->kind == KIND_SHAPE) {
    Shape *child = (Shape *)shape->transitions;
    return TRANSITION_KEY(child->key, child->attributes) == key ? child : NULL;
  }
  Transitions *table = (Transitions *)shape->transitions;
  for (uint64_t i = key * hash_seed.factor >> 32 & table->mask; table->items[i].shape != NULL; i = (i + 1) & table->mask)
    if (table->items[i].key == key) return table->items[i].shape;
  return NULL;
}

static void put_transition(Transitions *table, uint64_t key, Shape *child) {
  uint64_t i = key * hash_seed.factor >> 32 & table->mask;
  while (table->items[i].shape != NULL) i = (i + 1) & table->mask;
  table->items[i].key = key;
  table->items[i].shape = child;
  table->count++;
}

static void add_transition(Shape *shape, uint64_t key, Shape *child, bool always_table) {
  if (shape->transitions == NULL && !always_table) {
    shape->transitions = &child->header;
    return;
  }
  Transitions *old = NULL;
  if (shape->transitions != NULL && shape->transitions->kind == KIND_TRANSITIONS) old = (Transitions *)shape->transitions;
  if (old == NULL || old->count * 2 > old->mask) {
    uint32_t size = old == NULL ? 8 : (old->mask + 1) * 2;
    Transitions *table = allocate(sizeof(Transitions) + size * 16);
    set_header(&table->header, 0, KIND_TRANSITIONS, 0, 0);
    table->count = 0;
    table->mask = size - 1;
    for (uint32_t i = 0; i < size; i++) table->items[i].shape = NULL;
    if (old != NULL) {
      for (uint32_t i = 0; i <= old->mask; i++)
        if (old->items[i].shape != NULL) put_transition(table, old->items[i].key, old->items[i].shape);
    } else if (shape->transitions != NULL) {
      Shape *only = (Shape *)shape->transitions;
      put_transition(table, TRANSITION_KEY(only->key, only->attributes), only);
    }
    shape->transitions = &table->header;
    old = table;
  }
  put_transition(old, key, child);
}

void mark_transitions(Cell *cell) {
  Transitions *table = (Transitions *)cell;
  for (uint32_t i = 0; i <= table->mask; i++)
    if (table->items[i].shape != NULL) mark_cell(&table->items[i].shape->header);
}

Shape *root_shape(Value prototype, Kind kind, uint32_t capacity) {
  if (capacity == 0) capacity = 1;
  if (capacity > 128) capacity = 128;
  Shape *holder;
  /* proxies share a shape, so it cannot hold what belongs to one of them */
  if (has_kind(prototype, KIND_PROXY)) {
    make_prototype(prototype);
    return new_shape(prototype, (uint8_t)kind, (uint8_t)capacity);
  }
  if (prototype == VALUE_NULL) holder = engine.null_prototype_shape;
  else {
    make_prototype(prototype);
    holder = shape_of(cell_of(prototype));
  }
  uint64_t key = (uint64_t)kind << 8 | capacity;
  Shape *root = find_transition(holder, key);
  if (root == NULL) {
    root = new_shape(prototype, (uint8_t)kind, (uint8_t)capacity);
    add_transition(holder, key, root, true);
  }
  return root;
}

bool has_instance_methods;

/* Every property comes by here before an object has it for the first time. */
static void note_key(Value key) {
  if (unlikely(key == value_of(&symbol_hasInstance)) && engine.started) has_instance_methods = true;
}

Shape *shape_add(Shape *shape, Value key, uint32_t attributes) {
  uint64_t transition = TRANSITION_KEY(key, attributes);
  Shape *child = find_transition(shape, transition);
  if (child != NULL) return child;
  note_key(key);
  child = new_shape(shape->prototype, shape->object_kind, shape->capacity);
  child->header.flags = shape->header.flags & SHAPE_NOT_EXTENSIBLE;
  child->parent = shape;
  child->key = key;
  child->attributes = (uint8_t)attributes;
  child->count = shape->count + 1;
  PropertyTable *table = shape->table;
  if (table != NULL && table->count == shape->count && table->count < table->capacity) {
    table_append(table, key, attributes);
    child->table = table;
  }
  add_transition(shape, transition, child, false);
  return child;
}

/* --- slots */

Value *slot_at(void *object, Shape *shape, uint32_t index) {
  Value *slots = slots_of(object);
  uint32_t capacity = shape->capacity;
  if (index + 1 < capacity || shape->count <= capacity) return &slots[index];
  return &((Values *)slots[capacity - 1])->items[index - (capacity - 1)];
}

/* Objects that are made by one literal or constructor get as many inline slots as they turn out to need, to a limit. */
#define LEARNT_CAPACITY_LIMIT 32

static void learn_capacity(const Object *object, Shape *shape) {
  uint32_t capacity = shape->capacity + 2u + shape->capacity / 4u;
  if (shape->object_kind != KIND_OBJECT || capacity > LEARNT_CAPACITY_LIMIT) return;
  if (object->header.extra != 0) {
    literal_site_enlarge(object->header.extra, shape->capacity, capacity);
    return;
  }
  if ((shape->header.flags & SHAPE_OUTGROWN) || !is_object(shape->prototype)) return;
  shape->header.flags |= SHAPE_OUTGROWN;
  Shape *root = shape;
  while (root->parent != NULL) root = root->parent;
  uint32_t attributes;
  Cell *prototype = cell_of(shape->prototype);
  int32_t index = shape_find(shape_of(prototype), value_of(&s_constructor), &attributes);
  if (index < 0 || (attributes & ACCESSOR)) return;
  Value constructor = *slot_at(prototype, shape_of(prototype), (uint32_t)index);
  if (!is_function_object(constructor) || ((Function *)constructor)->instance_shape != root) return;
  ((Function *)constructor)->header.extra = (uint16_t)capacity;
  ((Function *)constructor)->instance_shape = NULL;
}

/* Makes room for one more property; returns its slot. The shape is still the old one. */
static Value *grow_slots(Object *object, Shape *shape) {
  Value *slots = slots_of(object);
  uint32_t capacity = shape->capacity, count = shape->count;
  if (count < capacity) return &slots[count];
  if (count == capacity && !(shape->header.flags & SHAPE_UNIQUE)) learn_capacity(object, shape);
  uint32_t outside = count - (capacity - 1); /* in the store, before the new one */
  if (count == capacity) {
    Values *store = allocate_values(4);
    store->items[0] = slots[capacity - 1];
    slots[capacity - 1] = value_of(store);
    return &store->items[1];
  }
  Values *store = (Values *)slots[capacity - 1];
  if (outside == store->count) {
    Values *larger = allocate_values((uint64_t)outside * 2);
    copy_memory(larger->items, store->items, outside * sizeof(Value));
    slots[capacity - 1] = value_of(larger);
    store = larger;
  }
  return &store->items[outside];
}

/* Objects that gather this many properties are used as tables: they stop sharing shapes. */
#define SHARED_PROPERTY_LIMIT 128

static void table_reserve(Shape *shape) {
  PropertyTable *table = table_of(shape);
  if (table->count > shape->count || table->count == table->capacity || (shape->parent != NULL && shape->parent->table == table))
    shape->table = copy_table(table, shape->count, shape->count < 8 ? 8 : shape->count * 2);
}

void add_property(Object *object, Value key, Value value, uint32_t attributes) {
  Shape *shape = shape_of(object);
  if (!(shape->header.flags & SHAPE_UNIQUE) && shape->count < SHARED_PROPERTY_LIMIT) {
    Value *slot = grow_slots(object, shape);
    *slot = value;
    object->header.shape = shape_add(shape, key, attributes)->reference;
    return;
  }
  note_key(key);
  shape = before_shape_change(object);
  table_reserve(shape);
  Value *slot = grow_slots(object, shape);
  *slot = value;
  table_append(shape->table, key, attributes);
  shape->count++;
}

void add_to_store(Cell *object, Shape *shape, uint32_t next, Value value) {
  *grow_slots((Object *)object, shape) = value;
  object->shape = next;
}

Shape *make_unique(Object *object) {
  Shape *shape = shape_of(object);
  if (shape->header.flags & SHAPE_UNIQUE) return shape;
  PropertyTable *table = shape->count == 0 ? NULL : copy_table(table_of(shape), shape->count, shape->count + 4);
  Shape *own = new_shape(shape->prototype, shape->object_kind, shape->capacity);
  own->header.flags = (shape->header.flags & SHAPE_NOT_EXTENSIBLE) | SHAPE_UNIQUE;
  own->count = shape->count;
  own->table = table != NULL ? table : new_table(4);
  object->header.shape = own->reference;
  return own;
}

static void invalidate(Validity *validity) {
  validity->valid = 0;
  for (uint32_t i = 0; i < validity->dependent_count; i++) ((Validity *)validity->dependents->items[i])->valid = 0;
  validity->dependent_count = 0;
}

#define CHANGES_BEFORE_UNCACHEABLE 32

/* Methods of DataViews and of strings as they were before the first change. */
static ROOT Value former_view_methods;
static ROOT Value former_text_methods;

static COLD Value methods_of(Object *prototype) {
  Value methods = new_object_with_prototype(VALUE_NULL);
  Shape *shape = shape_of(prototype);
  for (uint32_t i = 0; i < shape->count; i++) {
    uint32_t attributes;
    Value key = property_key_at(shape, i, &attributes);
    if (key != VALUE_HOLE && !(attributes & ACCESSOR)) define_value(methods, key, *slot_at(prototype, shape, i), DATA_DEFAULT);
  }
  return methods;
}

void before_change(const void *object) {
  if (!engine.started) return;
  if (value_of(object) == intrinsic(REGEXP_PROTOTYPE)) engine.regexps = REGEXPS_CHANGED;
  if (likely(value_of(object) != intrinsic(DATA_VIEW_PROTOTYPE) && value_of(object) != intrinsic(STRING_PROTOTYPE))) return;
  bool views = value_of(object) == intrinsic(DATA_VIEW_PROTOTYPE);
  uint32_t *intact = views ? &engine.intact_view_shape : &engine.intact_text_shape;
  if (*intact == NO_SHAPE) return;
  *intact = NO_SHAPE;
  *(views ? &former_view_methods : &former_text_methods) = methods_of((Object *)(uintptr_t)object);
}

COLD Value view_method(Value key) {
  return get(engine.intact_view_shape != NO_SHAPE ? intrinsic(DATA_VIEW_PROTOTYPE) : former_view_methods, key);
}

COLD Value text_method(Value key) {
  return get(engine.intact_text_shape != NO_SHAPE ? intrinsic(STRING_PROTOTYPE) : former_text_methods, key);
}

Shape *before_shape_change(Object *object) {
  before_change(object);
  Shape *shape = make_unique(object);
  if (shape->validity != NULL) {
    invalidate(shape->validity);
    shape->validity = NULL;
  }
  if (shape->header.flags & SHAPE_CACHED) {
    Shape *next = new_shape(shape->prototype, shape->object_kind, shape->capacity);
    uint32_t reference = next->reference;
    Cell header = next->header;
    *next = *shape;
    next->header = header;
    next->header.flags = shape->header.flags & (uint8_t)~SHAPE_CACHED;
    next->reference = reference;
    if (next->changes < CHANGES_BEFORE_UNCACHEABLE) next->changes++;
    else next->header.flags |= SHAPE_UNCACHEABLE;
    object->header.shape = reference;
    return next;
  }
  return shape;
}

void make_prototype(Value object) {
  /* it may answer for elements that an array does not have */
  if (cell_of(object)->kind == KIND_PROXY || cell_of(object)->kind == KIND_TYPED_ARRAY) prototypes_have_elements = true;
  if (cell_of(object)->kind == KIND_PROXY) return;
  Shape *shape = shape_of(cell_of(object));
  if (shape->header.flags & SHAPE_PROTOTYPE) return;
  materialize_function(object);
  make_unique((Object *)object)->header.flags |= SHAPE_PROTOTYPE;
  shape_of(cell_of(object))->transitions = NULL;
}

Validity *validity_of(Value prototype) {
  Shape *shape = shape_of(cell_of(prototype));
  if (shape->validity != NULL && shape->validity->valid) return shape->validity;
  Validity *validity = allocate(sizeof(Validity));
  *validity = (Validity){.valid = VALID};
  set_header(&validity->header, 0, KIND_VALIDITY, 0, 0);
  shape->validity = validity;
  for (Value p = shape->prototype; is_object(p); p = shape_of(cell_of(p))->prototype) {
    make_prototype(p);
    Shape *above = shape_of(cell_of(p));
    if (above->validity == NULL || !above->validity->valid) {
      Validity *fresh = allocate(sizeof(Validity));
      *fresh = (Validity){.valid = VALID};
      set_header(&fresh->header, 0, KIND_VALIDITY, 0, 0);
      above->validity = fresh;
    }
    Validity *v = above->validity;
    uint32_t capacity = v->dependents == NULL ? 0 : (uint32_t)v->dependents->count;
    if (v->dependent_count == capacity) {
      Values *larger = allocate_values(capacity == 0 ? 4 : capacity * 2);
      for (uint32_t i = 0; i < v->dependent_count; i++) larger->items[i] = v->dependents->items[i];
      v->dependents = larger;
    }
    v->dependents->items[v->dependent_count++] = value_of(validity);
  }
  return validity;
}

void change_prototype(Object *object, Value prototype) {
  if (is_object(prototype)) make_prototype(prototype);
  Shape *shape = before_shape_change(object);
  shape->prototype = prototype;
}

void change_attributes(Object *object, uint32_t index, uint32_t attributes) {
  Shape *shape = before_shape_change(object);
  shape->table->entries[index].attributes = attributes;
}

/* Moves the properties of a unique shape together, once half of its entries are deleted. */
static void compact(Object *object, Shape *shape) {
  PropertyTable *old = shape->table;
  PropertyTable *table = new_table(old->count);
  uint32_t kept = 0;
  uint32_t live = old->count - old->deleted;
  Values *values = allocate_values(live + 1);
  for (uint32_t i = 0; i < shape->count; i++) {
    if (old->entries[i].key == VALUE_HOLE) continue;
    values->items[kept++] = *slot_at(object, shape, i);
    table_append(table, old->entries[i].key, old->entries[i].attributes);
  }
  uint32_t capacity = shape->capacity;
  Value *slots = slots_of(object);
  shape->table = table;
  shape->count = kept;
  if (kept <= capacity) {
    for (uint32_t i = 0; i < capacity; i++) slots[i] = i < kept ? values->items[i] : VALUE_UNDEFINED;
    return;
  }
  uint32_t outside = kept - (capacity - 1);
  Values *store = allocate_values((uint64_t)outside + 4);
  for (uint32_t i = 0; i < kept; i++) {
    if (i + 1 < capacity) slots[i] = values->items[i];
    else store->items[i - (capacity - 1)] = values->items[i];
  }
  slots[capacity - 1] = value_of(store);
}

void remove_property(Object *object, uint32_t index) {
  Shape *shape = before_shape_change(object);
  *slot_at(object, shape, index) = VALUE_UNDEFINED;
  PropertyTable *table = shape->table;
  PropertyEntry *entry = &table->entries[index];
  if (table->bucket_mask != 0) {
    uint32_t *link = &buckets_of(table)[key_hash(entry->key) & table->bucket_mask];
    while (*link != index + 1) link = &table->entries[*link - 1].next;
    *link = entry->next;
  }
  entry->key = VALUE_HOLE;
  table->deleted++;
  if (table->deleted > 8 && table->deleted * 2 > table->count) compact(object, shape);
}

/* --- names */

Array *own_enumerable_keys(Value object) {
  Cell *cell = cell_of(object);
  Shape *shape = shape_of(cell);
  if (shape->names != NULL) return shape->names;
  if (cell->kind != KIND_OBJECT || (shape->header.flags & SHAPE_UNIQUE) || exotic_methods[KIND_OBJECT] != NULL) return NULL;
  uint32_t attributes, index;
  for (uint32_t i = 0; i < shape->count; i++) {
    Value key = property_key_at(shape, i, &attributes);
    if (key == value_of(&symbol_elements) || far_index(key, &index)) return NULL;
  }
  Value names = new_array(0);
  for (uint32_t i = 0; i < shape->count; i++) {
    Value key = property_key_at(shape, i, &attributes);
    if (is_string(key) && (attributes & ENUMERABLE)) array_push(array_of(names), key);
  }
  shape->names = array_of(names);
  return shape->names;
}

bool is_record(Value object) {
  Shape *shape = shape_of(cell_of(object));
  uint32_t attributes;
  for (uint32_t i = 0; i < shape->count; i++) {
    Value key = property_key_at(shape, i, &attributes);
    if ((attributes & ACCESSOR) || is_symbol(key)) return false;
  }
  return true;
}

bool chain_is_not_enumerable(Value object) {
  Value first = shape_of(cell_of(object))->prototype;
  if (first == VALUE_NULL) return true;
  Shape *shape = shape_of(cell_of(first));
  if (shape->validity != NULL && (shape->validity->valid & VALID_NOT_ENUMERABLE)) return true;
  for (Value p = first; is_object(p); p = shape_of(cell_of(p))->prototype) {
    if (cell_of(p)->kind != KIND_OBJECT) return false;
    make_prototype(p);
    shape = shape_of(cell_of(p));
    uint32_t attributes, index;
    for (uint32_t i = 0; i < shape->count; i++) {
      Value key = property_key_at(shape, i, &attributes);
      if (key == value_of(&symbol_elements) || (key != VALUE_HOLE && !is_symbol(key) && ((attributes & ENUMERABLE) || far_index(key, &index))))
        return false;
    }
  }
  validity_of(first)->valid |= VALID_NOT_ENUMERABLE;
  return true;
}

/* --- making objects */

Object *new_object_with_shape(Shape *shape) {
  uint32_t capacity = shape->capacity;
  Object *object = allocate(sizeof(Object) + capacity * sizeof(Value));
  set_header(&object->header, shape->reference, KIND_OBJECT, 0, 0);
  for (uint32_t i = 0; i < capacity; i++) object->slots[i] = VALUE_UNDEFINED;
  return object;
}

Value new_object(void) { return value_of(new_object_with_shape(engine.object_shape)); }

Value new_object_with_prototype(Value prototype) {
  return value_of(new_object_with_shape(root_shape(prototype, KIND_OBJECT, 4)));
}

DataObject *new_data_object(Kind kind, Value prototype, Value data) {
  Shape *shape = root_shape(prototype, kind, 1);
  DataObject *object = allocate(sizeof(DataObject));
  set_header(&object->header, shape->reference, kind, 0, 0);
  object->data = data;
  object->slots[0] = VALUE_UNDEFINED;
  return object;
}

Value new_accessor(Value getter, Value setter) {
  Accessor *accessor = allocate(sizeof(Accessor));
  set_header(&accessor->header, 0, KIND_ACCESSOR, 0, 0);
  accessor->getter = getter;
  accessor->setter = setter;
  return value_of(accessor);
}
