#include "engine.h"
#include "memory.h"

extern const CacheTable __start_engine_cache_tables[];
extern const CacheTable __stop_engine_cache_tables[];

/* The caches that were used, each refers to the next: most places of a program are never reached. */
static uint32_t used_caches;

static InlineCache *cache_at(uint32_t address) { return (InlineCache *)(uintptr_t)address; }

static bool has_cache(const CacheTable *t, const InlineCache *cache) {
  return (uintptr_t)cache - (uintptr_t)t->caches < t->count * sizeof(InlineCache);
}

static const uint32_t *constants_of(const InlineCache *cache, const CacheTable **table) {
  static const CacheTable *last = __start_engine_cache_tables;
  const CacheTable *t = last;
  if (!has_cache(t, cache)) {
    /* The linker puts the tables and their caches in one order. Where it does not, all are looked at. */
    size_t low = 0, high = (size_t)(__stop_engine_cache_tables - __start_engine_cache_tables);
    while (high - low > 1) {
      size_t middle = (low + high) / 2;
      if ((uintptr_t)__start_engine_cache_tables[middle].caches <= (uintptr_t)cache) low = middle;
      else high = middle;
    }
    t = __start_engine_cache_tables + low;
    if (!has_cache(t, cache)) for (t = __start_engine_cache_tables; !has_cache(t, cache); t++) {}
  }
  *table = last = t;
  return (const uint32_t *)t->keys + (cache - t->caches) * t->width;
}

static NOINLINE void use_cache(InlineCache *cache) {
  const CacheTable *table;
  const uint32_t *constants = constants_of(cache, &table);
  cache->key = table->width == 0 ? (uint32_t)(uintptr_t)table->keys : *constants;
  cache->next = used_caches;
  used_caches = (uint32_t)(uintptr_t)cache;
}

INLINE Value key_of(InlineCache *cache) {
  if (unlikely(cache->key == 0)) use_cache(cache);
  return cache->key;
}

/* Of a cache for a method. */
const char *cache_text(const InlineCache *cache) {
  const CacheTable *table;
  const uint32_t *constants = constants_of(cache, &table);
  return table->width == 1 ? KEY_TEXT((Value)*constants) : (const char *)(uintptr_t)((const MethodKey *)constants)->text;
}

/* For chains that end at null right away. */
static Validity always_valid = {{0, KIND_VALIDITY, 0, 0}, VALID, 0, NULL};

/* Shapes that all share one cache for the places that see too many of them. */
#define GLOBAL_CACHE_SIZE 2048
typedef struct GlobalEntry {
  Value key;
  CacheEntry entry;
} GlobalEntry;
static GlobalEntry global_cache[GLOBAL_CACHE_SIZE];

/* How a property is written or defined is kept under other keys than how it is read: keys are addresses of cells. */
#define WRITE_KEY(key) ((key) | 1)
#define DEFINE_KEY(key) ((key) | 4)

static GlobalEntry *global_entry(uint32_t shape, Value key) {
  uint32_t use = (uint32_t)(key & 7) << 6;
  return &global_cache[(shape * 0x9e3779b1u >> 12 ^ (uint32_t)(key >> 3) ^ use) & (GLOBAL_CACHE_SIZE - 1)];
}

void inline_caches_mark(void) {
  for (InlineCache *cache = cache_at(used_caches); cache != NULL; cache = cache_at(cache->next)) {
    if (cache->shape != 0) mark_cell(&shape_at(cache->shape)->header);
    if (cache->holder_shape != 0) mark_cell(&shape_at(cache->holder_shape)->header);
    if (cache->next_shape != 0) mark_cell(&shape_at(cache->next_shape)->header);
    if (cache->slot != NULL) mark_value(value_of(cache->slot));
    if (cache->validity != NULL) mark_cell(&cache->validity->header);
    if (cache->more != NULL) mark_cell(&cache->more->header);
  }
  fill_memory(global_cache, 0, sizeof global_cache);
}

void mark_polymorphic(Cell *cell) {
  Polymorphic *polymorphic = (Polymorphic *)cell;
  for (uint32_t i = 0; i < polymorphic->count; i++) {
    CacheEntry *e = &polymorphic->entries[i];
    mark_cell(&shape_at(e->shape)->header);
    if (e->next != 0) mark_cell(&shape_at(e->next)->header);
    if (e->slot != NULL) mark_value(value_of(e->slot));
    if (e->validity != NULL) mark_cell(&e->validity->header);
  }
}

/* --- reading */

static uint32_t receiver_shape(Value object) {
  if (is_cell(object)) return cell_of(object)->shape;
  if (is_number(object)) return NUMBER_SHAPE;
  if (is_boolean(object)) return BOOLEAN_SHAPE;
  return 0;
}

/* Classes and the objects of the realm: one object each, most of whose properties do not fit inline slots. */
static bool is_singleton(Cell *cell) {
  if (cell->kind == KIND_FUNCTION) return (((Function *)cell)->info->flags & (FUNCTION_CLASS | FUNCTION_BUILTIN)) != 0;
  for (uint32_t i = 0; i < realm_object_count; i++)
    if (realm_objects[i] == value_of(cell)) return true;
  return false;
}

/* Finds out how a named property is found from this receiver; false if that must not be remembered. */
static bool resolve_get(Value object, Value key, CacheEntry *entry) {
  uint32_t reference = receiver_shape(object);
  if (reference == 0) return false;
  Shape *shape = shape_at(reference);
  *entry = (CacheEntry){.shape = reference};
  if (is_object(object)) {
    Cell *cell = cell_of(object);
    if (exotic_methods[cell->kind] != NULL) return false;
    if (cell->kind == KIND_FUNCTION && !(cell->flags & FUNCTION_MATERIALIZED)) return false;
    if (key == value_of(&s_length) && (cell->kind == KIND_ARRAY || cell->kind == KIND_WRAPPER)) return false;
    if (cell->kind == KIND_TYPED_ARRAY && is_canonical_numeric(key)) return false;
    uint32_t attributes;
    int32_t index = shape_find(shape, key, &attributes);
    if (index >= 0) {
      if (attributes & ACCESSOR) {
        if (!(shape->header.flags & SHAPE_UNIQUE) || (shape->header.flags & SHAPE_UNCACHEABLE)) return false;
        make_prototype(object);
        shape = shape_of(cell);
        entry->shape = shape->reference;
        shape->header.flags |= SHAPE_CACHED;
        entry->type = ENTRY_GETTER;
        entry->slot = slot_at(cell, shape, (uint32_t)index);
        entry->validity = validity_of(object);
        return true;
      }
      if (shape->header.flags & SHAPE_UNIQUE) {
        if (shape->header.flags & SHAPE_UNCACHEABLE) return false;
        shape->header.flags |= SHAPE_CACHED;
      }
      Value *slot = slot_at(cell, shape, (uint32_t)index);
      Value *slots = slots_of(cell);
      if (!(shape->header.flags & SHAPE_UNIQUE) && (slot < slots || slot >= slots + shape->capacity) && is_singleton(cell)) {
        shape = make_unique((Object *)cell);
        shape->header.flags |= SHAPE_CACHED;
        entry->shape = shape->reference;
      }
      if (shape->header.flags & SHAPE_UNIQUE) {
        /* classes, namespaces: the shape tells which object it is, and is replaced before its slots move */
        entry->type = ENTRY_HOLDER;
        entry->slot = slot;
        entry->validity = &always_valid;
      } else if (slot >= slots && slot < slots + shape->capacity) {
        entry->type = ENTRY_INLINE;
        entry->offset = (uint32_t)((uint8_t *)slot - (uint8_t *)cell);
      } else {
        entry->type = ENTRY_STORE;
        entry->offset = (uint32_t)index - (shape->capacity - 1u);
        entry->store = (uint32_t)((uint8_t *)(slots + shape->capacity - 1) - (uint8_t *)cell);
      }
      return true;
    }
    if (shape->header.flags & SHAPE_UNIQUE) {
      if (shape->header.flags & SHAPE_UNCACHEABLE) return false;
      shape->header.flags |= SHAPE_CACHED;
    }
  } else if (key == value_of(&s_length) && is_string(object)) return false;
  Value first = is_object(object) ? shape->prototype
                : is_number(object) ? intrinsic(NUMBER_PROTOTYPE)
                : is_boolean(object) ? intrinsic(BOOLEAN_PROTOTYPE)
                : is_string(object) ? intrinsic(STRING_PROTOTYPE)
                : is_symbol(object) ? intrinsic(SYMBOL_PROTOTYPE) : intrinsic(BIGINT_PROTOTYPE);
  if (first == VALUE_NULL) {
    entry->type = ENTRY_ABSENT;
    entry->validity = &always_valid;
    return true;
  }
  for (Value p = first; is_object(p); p = shape_of(cell_of(p))->prototype) {
    if (exotic_methods[cell_of(p)->kind] != NULL) return false;
    make_prototype(p);
  }
  for (Value p = first; is_object(p); p = shape_of(cell_of(p))->prototype) {
    Cell *holder = cell_of(p);
    if (key == value_of(&s_length) && holder->kind == KIND_ARRAY) return false;
    Shape *holder_shape = shape_of(holder);
    uint32_t attributes;
    int32_t index = shape_find(holder_shape, key, &attributes);
    if (index < 0) continue;
    entry->type = attributes & ACCESSOR ? ENTRY_GETTER : ENTRY_HOLDER;
    entry->slot = slot_at(holder, holder_shape, (uint32_t)index);
    entry->validity = validity_of(first);
    return true;
  }
  entry->type = ENTRY_ABSENT;
  entry->validity = validity_of(first);
  return true;
}

/* The store of out-of-line slots; the last inline slot refers to it. */
INLINE Values *store_of(Value object, const CacheEntry *e) { return *(Values **)((uint8_t *)object + e->store); }

INLINE Value apply_get(Value object, const CacheEntry *e) {
  switch (e->type) {
    case ENTRY_INLINE: return *(Value *)((uint8_t *)object + e->offset);
    case ENTRY_STORE: return store_of(object, e)->items[e->offset];
    case ENTRY_HOLDER: return *e->slot;
    case ENTRY_GETTER: {
      Value getter = ((Accessor *)*e->slot)->getter;
      return getter == VALUE_UNDEFINED ? VALUE_UNDEFINED : call_0(getter, object);
    }
    default: return VALUE_UNDEFINED;
  }
}

static bool entry_holds(const CacheEntry *e) { return e->validity == NULL || e->validity->valid; }

static void remember_polymorphic(InlineCache *cache, const CacheEntry *entry, Value global_key) {
  if (cache->more == NULL) {
    Polymorphic *p = allocate(sizeof(Polymorphic));
    fill_memory(p, 0, sizeof *p);
    set_header(&p->header, 0, KIND_POLYMORPHIC, 0, 0);
    cache->more = p;
  }
  Polymorphic *p = cache->more;
  for (uint32_t i = 0; i < p->count; i++)
    if (p->entries[i].shape == entry->shape || !entry_holds(&p->entries[i])) {
      p->entries[i] = *entry;
      return;
    }
  if (p->count < POLYMORPHIC_ENTRIES) p->entries[p->count++] = *entry;
  else {
    GlobalEntry *g = global_entry(entry->shape, global_key);
    g->key = global_key;
    g->entry = *entry;
  }
}

static void remember_get(InlineCache *cache, const CacheEntry *entry) {
  if (entry->type == ENTRY_INLINE && cache->shape == 0) {
    cache->shape = entry->shape;
    cache->offset = entry->offset;
  } else if (entry->type == ENTRY_HOLDER &&
             (cache->holder_shape == 0 || !cache->validity->valid || entry->validity == &always_valid)) {
    /* of an object with a shape of its own: the entry before it is most likely the same object's former shape */
    cache->holder_shape = entry->shape;
    cache->slot = entry->slot;
    cache->validity = entry->validity;
  } else remember_polymorphic(cache, entry, cache->key);
}

/* The first entries may be of shapes that are gone, for objects made at a place get other shapes once it is known how
 * large they become. So now and then what was found behind them takes their place. */
static bool time_to_promote(void) {
  static uint32_t random;
  random = random * 1664525u + 1013904223u;
  return random >> 28 == 0;
}

static CacheEntry promote_get(InlineCache *cache, CacheEntry *e) {
  CacheEntry entry = *e;
  if (entry.type == ENTRY_INLINE && cache->shape != 0) {
    *e = (CacheEntry){.shape = cache->shape, .type = ENTRY_INLINE, .offset = cache->offset};
    cache->shape = entry.shape;
    cache->offset = entry.offset;
  } else if (entry.type == ENTRY_HOLDER && cache->slot != NULL) {
    *e = (CacheEntry){.shape = cache->holder_shape, .type = ENTRY_HOLDER, .slot = cache->slot, .validity = cache->validity};
    cache->holder_shape = entry.shape;
    cache->slot = entry.slot;
    cache->validity = entry.validity;
  }
  return entry;
}

static NOINLINE Value cached_get_further(Value object, InlineCache *cache);

/* Own properties and such as are absent, of objects of several shapes, without a frame: what reads of a program that mixes its
 * objects mostly are. */
NOINLINE Value cached_get_slow(Value object, InlineCache *cache) {
  const Polymorphic *p = cache->more;
  if (likely(is_cell(object) && p != NULL)) {
    uint32_t reference = cell_of(object)->shape;
    const CacheEntry *e = p->entries, *end = e + p->count;
    while (e != end && e->shape != reference) e++;
    if (e == end && p->count == POLYMORPHIC_ENTRIES) {
      const GlobalEntry *g = global_entry(reference, (Value)cache->key);
      if (likely(g->key == (Value)cache->key && g->entry.shape == reference && reference != 0)) {
        e = &g->entry;
        if (e->type == ENTRY_INLINE) return *(Value *)((uint8_t *)object + e->offset);
        if (e->type == ENTRY_STORE) return store_of(object, e)->items[e->offset];
        if (e->type == ENTRY_ABSENT && e->validity->valid) return VALUE_UNDEFINED;
      }
    } else if (likely(e != end && reference != 0 && !time_to_promote())) {
      if (e->type == ENTRY_INLINE) return *(Value *)((uint8_t *)object + e->offset);
      if (e->type == ENTRY_STORE) return store_of(object, e)->items[e->offset];
      if (e->type == ENTRY_ABSENT && e->validity->valid) return VALUE_UNDEFINED;
      if (e->type == ENTRY_GETTER && e->validity->valid) {
        /* of the engine's own, as those of typed arrays */
        Value getter = ((Accessor *)*e->slot)->getter;
        if (is_function_object(getter) && function_of(getter)->info->registers == 0)
          return native_code(function_of(getter)->info)(function_of(getter), object, VALUE_UNDEFINED, 0, NULL);
      }
    }
  }
  return cached_get_further(object, cache);
}

static NOINLINE Value cached_get_further(Value object, InlineCache *cache) {
  Value key = key_of(cache);
  uint32_t reference = receiver_shape(object);
  if (cache->more != NULL && reference != 0) {
    Polymorphic *p = cache->more;
    for (uint32_t i = 0; i < p->count; i++)
      if (p->entries[i].shape == reference && entry_holds(&p->entries[i])) {
        if (likely(!time_to_promote())) return apply_get(object, &p->entries[i]);
        CacheEntry entry = promote_get(cache, &p->entries[i]);
        return apply_get(object, &entry);
      }
    GlobalEntry *g = global_entry(reference, key);
    if (g->key == key && g->entry.shape == reference && g->entry.type < ENTRY_ADD && entry_holds(&g->entry))
      return apply_get(object, &g->entry);
  }
  if (cache->shape == reference && reference != 0) return *(Value *)((uint8_t *)object + cache->offset);
  CacheEntry entry;
  if (!is_nullish(object) && resolve_get(object, key, &entry)) {
    remember_get(cache, &entry);
    return apply_get(object, &entry);
  }
  return get(object, key);
}

Value keyed_get(Value object, Value key) {
  uint32_t reference = receiver_shape(object);
  GlobalEntry *g = global_entry(reference, key);
  if (likely(reference != 0 && g->key == key && g->entry.shape == reference && g->entry.type < ENTRY_ADD && entry_holds(&g->entry)))
    return apply_get(object, &g->entry);
  CacheEntry entry;
  if (is_nullish(object) || !resolve_get(object, key, &entry)) return get(object, key);
  g->key = key;
  g->entry = entry;
  return apply_get(object, &entry);
}

__attribute__((weak)) NATIVE(TypedArrayPrototype_length);

/* A typed array: the getter of the prototype is not called where it is the engine's own. */
NOINLINE Value get_length_slow(Value object, InlineCache *cache) {
  TypedArray *array = (TypedArray *)object;
  uint32_t shape = array->header.shape;
  if (likely(shape == cache->holder_shape && cache->slot == NULL && cache->validity->valid)) return number_from_uint32(array->length);
  if (cache->more != NULL)
    for (uint32_t i = 0; i < cache->more->count; i++) {
      CacheEntry *e = &cache->more->entries[i];
      if (e->shape != array->header.shape || !entry_holds(e)) continue;
      if (e->type == ENTRY_GETTER) {
        Value getter = ((Accessor *)*e->slot)->getter;
        if (is_function_object(getter) && native_code(function_of(getter)->info) == TypedArrayPrototype_length) {
          /* a first entry without a slot: the getter would give the length */
          if (cache->slot == NULL || !cache->validity->valid) {
            cache->holder_shape = shape;
            cache->slot = NULL;
            cache->validity = e->validity;
          }
          return number_from_uint32(array->length);
        }
      }
      return apply_get(object, e);
    }
  return cached_get_slow(object, cache);
}

/* --- writing */

static bool resolve_put(Value object, Value key, bool define, CacheEntry *entry) {
  if (!is_object(object)) return false;
  Cell *cell = cell_of(object);
  if (exotic_methods[cell->kind] != NULL) return false;
  if (cell->kind == KIND_FUNCTION && !(cell->flags & FUNCTION_MATERIALIZED)) return false;
  if (key == value_of(&s_length) && (cell->kind == KIND_ARRAY || cell->kind == KIND_WRAPPER)) return false;
  uint32_t far;
  if (cell->kind == KIND_ARRAY && far_index(key, &far)) return false;
  if (cell->kind == KIND_TYPED_ARRAY && is_canonical_numeric(key)) return false;
  Shape *shape = shape_of(cell);
  *entry = (CacheEntry){.shape = shape->reference};
  uint32_t attributes;
  int32_t index = shape_find(shape, key, &attributes);
  if (index >= 0) {
    if ((attributes & (ACCESSOR | WRITABLE)) != WRITABLE) return false;
    if (define && attributes != DATA_DEFAULT) return false;
    before_change(cell);
    if (shape->header.flags & SHAPE_UNIQUE) {
      if (shape->header.flags & SHAPE_UNCACHEABLE) return false;
      shape->header.flags |= SHAPE_CACHED;
    }
    Value *slot = slot_at(cell, shape, (uint32_t)index);
    Value *slots = slots_of(cell);
    if (slot >= slots && slot < slots + shape->capacity) {
      entry->type = ENTRY_INLINE;
      entry->offset = (uint32_t)((uint8_t *)slot - (uint8_t *)cell);
    } else {
      entry->type = ENTRY_STORE;
      entry->offset = (uint32_t)index - (shape->capacity - 1u);
      entry->store = (uint32_t)((uint8_t *)(slots + shape->capacity - 1) - (uint8_t *)cell);
    }
    return true;
  }
  if ((shape->header.flags & (SHAPE_UNIQUE | SHAPE_NOT_EXTENSIBLE)) || shape->count >= 127) return false;
  if (!define) {
    for (Value p = shape->prototype; is_object(p); p = shape_of(cell_of(p))->prototype) {
      if (exotic_methods[cell_of(p)->kind] != NULL) return false;
      make_prototype(p);
      int32_t at = shape_find(shape_of(cell_of(p)), key, &attributes);
      if (at >= 0 && (attributes & (ACCESSOR | WRITABLE)) != WRITABLE) return false;
    }
    entry->validity = shape->prototype == VALUE_NULL ? &always_valid : validity_of(shape->prototype);
  }
  Shape *next = shape_add(shape, key, DATA_DEFAULT);
  entry->next = next->reference;
  if (shape->count < shape->capacity) {
    entry->type = ENTRY_ADD;
    entry->offset = (uint32_t)((uint8_t *)(slots_of(cell) + shape->count) - (uint8_t *)cell);
  } else entry->type = ENTRY_ADD_STORE;
  return true;
}

INLINE bool apply_put(Value object, Value value, const CacheEntry *e) {
  switch (e->type) {
    case ENTRY_INLINE: *(Value *)((uint8_t *)object + e->offset) = value; return true;
    case ENTRY_STORE: store_of(object, e)->items[e->offset] = value; return true;
    case ENTRY_ADD:
      *(Value *)((uint8_t *)object + e->offset) = value;
      cell_of(object)->shape = e->next;
      return true;
    case ENTRY_ADD_STORE: add_to_store(cell_of(object), shape_at(e->shape), e->next, value); return true;
    default: return false;
  }
}

static CacheEntry promote_put(InlineCache *cache, CacheEntry *e, bool define) {
  CacheEntry entry = *e;
  if (entry.type == ENTRY_INLINE && cache->shape != 0 && !define) {
    *e = (CacheEntry){.shape = cache->shape, .type = ENTRY_INLINE, .offset = cache->offset};
    cache->shape = entry.shape;
    cache->offset = entry.offset;
  } else if (entry.type == ENTRY_ADD && cache->holder_shape != 0) {
    *e = (CacheEntry){.shape = cache->holder_shape, .type = ENTRY_ADD, .offset = cache->add_offset,
                      .next = cache->next_shape, .validity = cache->validity};
    cache->holder_shape = entry.shape;
    cache->add_offset = entry.offset;
    cache->next_shape = entry.next;
    cache->validity = entry.validity;
  }
  return entry;
}

static bool put_through_cache(Value object, Value key, Value value, InlineCache *cache, bool define) {
  if (!is_cell(object)) return false;
  uint32_t reference = cell_of(object)->shape;
  if (cache->more != NULL) {
    Polymorphic *p = cache->more;
    for (uint32_t i = 0; i < p->count; i++)
      if (p->entries[i].shape == reference && entry_holds(&p->entries[i])) {
        if (likely(!time_to_promote())) return apply_put(object, value, &p->entries[i]);
        CacheEntry entry = promote_put(cache, &p->entries[i], define);
        return apply_put(object, value, &entry);
      }
    Value global_key = define ? DEFINE_KEY(key) : WRITE_KEY(key);
    GlobalEntry *g = global_entry(reference, global_key);
    if (g->key == global_key && g->entry.shape == reference && entry_holds(&g->entry))
      return apply_put(object, value, &g->entry);
  }
  CacheEntry entry;
  if (!resolve_put(object, key, define, &entry)) return false;
  if (entry.type == ENTRY_INLINE && cache->shape == 0 && !define) {
    cache->shape = entry.shape;
    cache->offset = entry.offset;
  } else if (entry.type == ENTRY_ADD &&
             (cache->holder_shape == 0 || (cache->validity != NULL && !cache->validity->valid))) {
    cache->holder_shape = entry.shape;
    cache->next_shape = entry.next;
    cache->add_offset = entry.offset;
    cache->validity = entry.validity;
  } else remember_polymorphic(cache, &entry, define ? DEFINE_KEY(key) : WRITE_KEY(key));
  return apply_put(object, value, &entry);
}

NOINLINE Value cached_put_slow(Value object, Value value, InlineCache *cache) {
  Value key = key_of(cache);
  return put_through_cache(object, key, value, cache, false) ? VALUE_UNDEFINED : put(object, key, value);
}

Value keyed_put(Value object, Value key, Value value) {
  if (is_cell(object)) {
    uint32_t reference = cell_of(object)->shape;
    GlobalEntry *g = global_entry(reference, WRITE_KEY(key));
    CacheEntry entry;
    if (g->key == WRITE_KEY(key) && g->entry.shape == reference && entry_holds(&g->entry)) {
      if (apply_put(object, value, &g->entry)) return VALUE_UNDEFINED;
    } else if (resolve_put(object, key, false, &entry)) {
      g->key = WRITE_KEY(key);
      g->entry = entry;
      if (apply_put(object, value, &entry)) return VALUE_UNDEFINED;
    }
  }
  return put(object, key, value);
}

NOINLINE Value cached_define_slow(Value object, Value value, InlineCache *cache) {
  Value key = key_of(cache);
  if (put_through_cache(object, key, value, cache, true)) return VALUE_UNDEFINED;
  int done = create_data_property(object, key, value);
  if (done < 0) return VALUE_EXCEPTION;
  return done ? VALUE_UNDEFINED : throw_not_defined_field(object, key);
}

COLD Value throw_not_defined_field(Value object, Value key) {
  return throw_error(TYPE_ERROR, has_own_property(object, key) > 0 ? "Cannot redefine property: %k" : "Cannot define property %k, object is not extensible", key);
}

/* --- elements */

INLINE Value property_key(Value v) {
  if (is_string(v) && (cell_of(v)->flags & (STRING_INTERNED | STRING_INDEX)) == STRING_INTERNED) return v;
  return to_property_key(v);
}

Value in_operator(Value object, Value key) {
  if (!is_object(object)) return throw_error(TYPE_ERROR, "Cannot use 'in' operator to search for '%v' in %v", key, object);
  key = property_key(key);
  if (key == VALUE_EXCEPTION) return key;
  if (!is_int(key)) {
    uint32_t reference = cell_of(object)->shape;
    GlobalEntry *g = global_entry(reference, key);
    if (g->key == key && g->entry.shape == reference && g->entry.type < ENTRY_ADD && entry_holds(&g->entry))
      return boolean(g->entry.type != ENTRY_ABSENT);
    CacheEntry entry;
    if (resolve_get(object, key, &entry)) {
      g = global_entry(entry.shape, key);
      g->key = key;
      g->entry = entry;
      return boolean(entry.type != ENTRY_ABSENT);
    }
  }
  int found = has_property(object, key);
  return found < 0 ? VALUE_EXCEPTION : boolean(found);
}

NOINLINE Value get_element_slow(Value object, Value key) {
  if (is_cell(object) && is_int(key)) {
    uint32_t index = (uint32_t)as_int(key);
    Cell *cell = cell_of(object);
    if (cell->kind == KIND_TYPED_ARRAY && as_int(key) >= 0) {
      const TypedArray *array = (TypedArray *)cell;
      if (index >= array->length) return VALUE_UNDEFINED;
      const void *data = array->data;
      switch (array->header.extra) { /* the common ones without another call */
        case TYPE_UINT8: return INT(array->data[index]);
        case TYPE_UINT16: return INT(((const uint16_t *)data)[index]);
        case TYPE_INT32: return INT(((const int32_t *)data)[index]);
        case TYPE_UINT32: return number_from_uint32(((const uint32_t *)data)[index]);
        default: return typed_array_get((TypedArray *)cell, index);
      }
    }
    if (cell->kind == KIND_STRING && index < ((String *)cell)->length)
      return string_from_unit(unit_of((String *)cell, index));
    if (cell->kind == KIND_ARRAY && as_int(key) >= 0 && !(cell->flags & ARRAY_SPARSE) && !prototypes_have_elements &&
        exotic_methods[KIND_ARRAY] == NULL && shape_of(cell)->prototype == intrinsic(ARRAY_PROTOTYPE))
      return VALUE_UNDEFINED;
  }
  if (is_nullish(object)) { /* before the key is converted */
    if (!is_object(key)) return get(object, to_property_key(key));
    Value text = text_in_message(key);
    if (unit_of(string_of(text), 0) == '[') return throw_error(TYPE_ERROR, "Cannot read properties of %v", object);
    return throw_error(TYPE_ERROR, "Cannot read properties of %v (reading '%v')", object, text);
  }
  Value name = property_key(key);
  if (unlikely(name == VALUE_EXCEPTION)) return name;
  if (!is_int(name) && is_cell(object)) {
    uint32_t reference = cell_of(object)->shape;
    GlobalEntry *g = global_entry(reference, name);
    if (g->key == name && g->entry.shape == reference && g->entry.type < ENTRY_ADD && entry_holds(&g->entry))
      return apply_get(object, &g->entry);
    CacheEntry entry;
    if (resolve_get(object, name, &entry)) {
      g->key = name;
      g->entry = entry;
      return apply_get(object, &entry);
    }
  }
  return get(object, name);
}

NOINLINE Value put_element_slow(Value object, Value key, Value value) {
  if (is_int(key) && as_int(key) >= 0 && is_cell(object)) {
    uint32_t index = (uint32_t)as_int(key);
    if (is_plain_array(object) && !prototypes_have_elements && index <= array_of(object)->length &&
        !(shape_of(cell_of(object))->header.flags & SHAPE_PROTOTYPE)) {
      Array *array = array_of(object);
      if (index == array->length) array_push(array, value);
      else elements_define(object, index, value, DATA_DEFAULT);
      return VALUE_UNDEFINED;
    }
    if (cell_of(object)->kind == KIND_TYPED_ARRAY) {
      const TypedArray *array = (TypedArray *)object;
      if (is_int(value) && index < array->length) {
        void *data = array->data;
        switch (array->header.extra) {
          case TYPE_UINT16: ((uint16_t *)data)[index] = (uint16_t)as_int(value); return VALUE_UNDEFINED;
          case TYPE_INT32:
          case TYPE_UINT32: ((uint32_t *)data)[index] = (uint32_t)as_int(value); return VALUE_UNDEFINED;
          default: break;
        }
      }
      return typed_array_set((TypedArray *)object, index, value) < 0 ? VALUE_EXCEPTION : VALUE_UNDEFINED;
    }
  }
  if (is_nullish(object)) {
    if (!is_object(key)) return put(object, to_property_key(key), value);
    return throw_error(TYPE_ERROR, "Cannot set properties of %v (setting '%v')", object, key);
  }
  Value name = property_key(key);
  if (unlikely(name == VALUE_EXCEPTION)) return name;
  return is_int(name) ? put(object, name, value) : keyed_put(object, name, value);
}

/* --- private names */

static bool is_private_data(Value object, Value key, uint32_t required) {
  uint32_t attributes;
  if (!is_object(object) || cell_of(object)->kind == KIND_PROXY) return false;
  return shape_find(shape_of(cell_of(object)), key, &attributes) >= 0 && (attributes & (ACCESSOR | required)) == required;
}

NOINLINE Value cached_private_get_slow(Value object, InlineCache *cache) {
  Value key = key_of(cache);
  return is_private_data(object, key, 0) ? cached_get_slow(object, cache) : private_get(object, key);
}

NOINLINE Value cached_private_set_slow(Value object, Value value, InlineCache *cache) {
  Value key = key_of(cache);
  return is_private_data(object, key, WRITABLE) ? cached_put_slow(object, value, cache) : private_set(object, key, value);
}
