/* Marking: conservative on the stack, precise in the heap, with a stack of its own instead of recursion. */
#include "bigint.h"
#include "engine.h"
#include "marks.h"
#include "memory.h"

extern Value __start_engine_roots[];
extern Value __stop_engine_roots[];

bool heap_set_mark(Cell *cell);
void heap_clear_marks(void);
void heap_finish_collection(void);
void heap_for_each_marked(void (*visit)(Cell *cell));
void mark_polymorphic(Cell *cell);
void mark_sparse(Cell *cell);
void mark_host_roots(void);
Value interned_table_store(void);

/* In the heap's memory, for its size goes with the heap's. */
static Cell **mark_stack;
static uint32_t mark_stack_size;
static uint32_t mark_depth;
static bool mark_overflow;
static bool collecting;

INLINE bool in_heap(uintptr_t address) {
  return address - (uintptr_t)heap.base < (uintptr_t)heap.end - (uintptr_t)heap.base;
}

void mark_stack_initialize(void *memory, size_t bytes) {
  mark_stack = memory;
  mark_stack_size = (uint32_t)(bytes / sizeof *mark_stack);
}

/* Also for addresses in the middle of a cell. */
INLINE void mark_in_place(Value v) {
  if (!is_cell(v) || !in_heap(v)) return;
  if (IS_POISONED((const void *)v)) return; /* of a free cell: the sanitizer knows better than a look at the stack */
  Cell *cell = heap_mark_address(v);
  if (cell == NULL) return;
  if (unlikely(mark_depth == mark_stack_size)) {
    mark_overflow = true;
    return;
  }
  mark_stack[mark_depth++] = cell;
}

void mark_value(Value v) { mark_in_place(v); }
void mark_cell(Cell *cell) { mark_value(value_of(cell)); }

static void mark_values(const Value *values, uint64_t count) {
  for (uint64_t i = 0; i < count; i++) mark_in_place(values[i]);
}

static void mark_pointer(const void *pointer) {
  if (pointer != NULL) mark_value((Value)pointer);
}

static void mark_object(Cell *cell) {
  /* a free cell that the stack seems to refer to may have an outdated header: only what is a shape counts */
  Shape *shape = shape_of(cell);
  if (shape->header.kind != KIND_SHAPE) return;
  mark_in_place(value_of(shape));
  mark_values(slots_of(cell), shape->capacity);
}

static void mark_shape(Shape *shape) {
  mark_value(shape->prototype);
  mark_pointer(shape->table);
  mark_pointer(shape->parent);
  mark_value(shape->key);
  mark_pointer(shape->transitions);
  mark_pointer(shape->validity);
  mark_pointer(shape->names);
}

static void trace(Cell *cell) {
  switch ((Kind)cell->kind) {
    case KIND_BOX: mark_value(((Box *)cell)->value); return;
    case KIND_VALUES: mark_values(((Values *)cell)->items, ((Values *)cell)->count); return;
    case KIND_SHAPE: mark_shape((Shape *)cell); return;
    case KIND_PROPERTY_TABLE: {
      PropertyTable *table = (PropertyTable *)cell;
      for (uint32_t i = 0; i < table->count; i++) mark_value(table->entries[i].key);
      return;
    }
    case KIND_TRANSITIONS: mark_transitions(cell); return;
    case KIND_VALIDITY: {
      Validity *v = (Validity *)cell;
      mark_pointer(v->dependents);
      return;
    }
    case KIND_POLYMORPHIC: mark_polymorphic(cell); return;
    case KIND_ACCESSOR:
      mark_value(((Accessor *)cell)->getter);
      mark_value(((Accessor *)cell)->setter);
      return;
    case KIND_ITERATOR:
      if (cell->shape != 0) mark_cell(&shape_at(cell->shape)->header);
      mark_value(((Iterator *)cell)->object);
      mark_value(((Iterator *)cell)->next);
      if (cell->extra == ITERATOR_GENERIC) mark_value(((Iterator *)cell)->outer[0]);
      return;
    case KIND_SPARSE: mark_sparse(cell); return;
    case KIND_HASH_TABLE: {
      HashTable *table = (HashTable *)cell;
      mark_pointer(table->successor);
      for (uint32_t i = 0; i < table->count; i++) {
        mark_value(table->entries[i].key);
        mark_value(table->entries[i].value);
      }
      return;
    }
    case KIND_REACTION: mark_values((Value *)(cell + 1), 5); return;
    case KIND_STRING:
      if (cell->flags & STRING_ROPE) {
        mark_pointer(((Rope *)cell)->left);
        if (!(cell->flags & STRING_PART)) mark_pointer(((Rope *)cell)->right);
      }
      return;
    case KIND_SYMBOL: mark_value(((Symbol *)cell)->description); return;
    case KIND_FREE:
    case KIND_BYTES:
    case KIND_BIGINT:
    case KIND_COUNT: return;
    case KIND_OBJECT: mark_object(cell); return;
    case KIND_FUNCTION: {
      Function *f = (Function *)cell;
      mark_object(cell);
      mark_pointer(f->instance_shape);
      Block *block = (Block *)((uintptr_t)cell & ~(uintptr_t)(BLOCK_SIZE - 1));
      uint64_t bytes = block->cell_size != 0 ? block->cell_size : block->large_size;
      /* the cell may be larger than the captures: what lies behind them is stale, at worst */
      mark_values(f->captures, (bytes - sizeof(Function)) / sizeof(Value));
      return;
    }
    case KIND_ARRAY:
    case KIND_ARGUMENTS:
      mark_object(cell);
      mark_pointer(((Array *)cell)->items);
      return;
    case KIND_TYPED_ARRAY:
    case KIND_DATA_VIEW:
      mark_object(cell);
      mark_value(((TypedArray *)cell)->buffer);
      mark_value(((TypedArray *)cell)->store);
      return;
    case KIND_ARRAY_BUFFER:
      mark_object(cell);
      mark_value(((ArrayBuffer *)cell)->owner);
      return;
    case KIND_COROUTINE: {
      Coroutine *c = (Coroutine *)cell;
      mark_object(cell);
      mark_pointer(c->function);
      mark_value(c->this_value);
      mark_value(c->promise);
      mark_values(c->saved, c->slot_count);
      return;
    }
    case KIND_PROMISE:
      mark_object(cell);
      mark_value(((Promise *)cell)->result);
      mark_value(((Promise *)cell)->reactions);
      return;
    case KIND_MAP:
    case KIND_SET:
      mark_object(cell);
      mark_pointer(((Collection *)cell)->table);
      return;
    case KIND_WEAK_MAP:
    case KIND_WEAK_SET:
      mark_object(cell);
      note_weak_collection((Collection *)cell);
      return;
    case KIND_COLLECTION_ITERATOR:
      mark_object(cell);
      mark_pointer(((CollectionIterator *)cell)->table);
      return;
    case KIND_REGEXP:
      mark_object(cell);
      mark_value(((RegExp *)cell)->source);
      mark_value(((RegExp *)cell)->program_store);
      mark_value(((RegExp *)cell)->slots[1]);
      return;
    case KIND_WEAK_REF:
      mark_object(cell);
      note_weak_reference((DataObject *)cell);
      return;
    case KIND_ERROR:
    case KIND_WRAPPER:
    case KIND_DATE:
    case KIND_HOST:
      mark_object(cell);
      mark_value(((DataObject *)cell)->data);
      return;
    case KIND_PROXY:
      mark_object(cell);
      mark_value(((Proxy *)cell)->target);
      mark_value(((Proxy *)cell)->handler);
      return;
  }
}

void drain_mark_stack(void) {
  for (;;) {
    while (mark_depth > 0) trace(mark_stack[--mark_depth]);
    if (!mark_overflow) return;
    /* more was found than the stack holds: look through what is marked for children that are not */
    mark_overflow = false;
    heap_for_each_marked(trace);
  }
}

/* Everything between here and the base of the stack that looks like an address. */
__attribute__((noinline, no_sanitize("address"))) static void mark_stack_range(const Value *low, const Value *high) {
  for (const Value *p = low; p < high; p++) mark_value(*p);
}

NOINLINE void collect_garbage(void) {
  if (!engine.started) return; /* the realm is not complete: nothing may be lost */
  if (collecting) engine_panic("a collection inside of a collection");
  collecting = true;
  check_canaries();
  uint64_t start = platform_clock_monotonic();
  __builtin_unwind_init(); /* spills the registers to the stack */
  heap_clear_marks();
  uintptr_t here = (uintptr_t)__builtin_frame_address(0) & ~(uintptr_t)7;
  mark_stack_range((const Value *)(here - 256), (const Value *)heap.stack_high);
  for (Value *root = __start_engine_roots; root < __stop_engine_roots; root++) mark_value(*root);
  mark_values(program_variables, program_variable_count);
  mark_value(engine.exception);
  mark_values(engine.intrinsics, INTRINSIC_COUNT);
  for (uint32_t i = 0; i < realm_object_count; i++) mark_value(realm_objects[i]);
  for (uint32_t i = 0; i < WELL_KNOWN_SHAPES; i++) mark_pointer(engine.well_known_shapes[i]);
  mark_pointer(engine.null_prototype_shape);
  mark_pointer(engine.object_shape);
  mark_pointer(engine.array_shape);
  mark_pointer(engine.promise_shape);
  mark_pointer(engine.coroutine_shape);
  for (uint32_t i = 0; i < 4; i++) mark_pointer(engine.function_shapes[i]);
  for (uint32_t i = 0; i < TYPE_COUNT; i++) mark_pointer(engine.typed_array_shapes[i]);
  mark_pointer(engine.data_view_shape);
  mark_pointer(engine.array_buffer_shape);
  for (uint32_t i = 0; i < 256; i++) mark_pointer(engine.characters[i]);
  mark_value(interned_table_store());
  mark_jobs();
  inline_caches_mark();
  literal_sites_mark();
  drain_mark_stack();
  finish_weak_cells();
  interned_strings_sweep();
  heap_finish_collection();
  uint64_t pause = platform_clock_monotonic() - start;
  heap.statistics.collections++;
  heap.statistics.total_pause += pause;
  if (pause > heap.statistics.longest_pause) heap.statistics.longest_pause = pause;
  if (engine.boot->options.collections_shown) report_collection(pause);
  collecting = false;
}

/* --- weak cells */

#define WEAK_LIMIT 4096u
static Collection *weak_collections[WEAK_LIMIT];
static uint32_t weak_collection_count;
static DataObject *weak_references[WEAK_LIMIT];
static uint32_t weak_reference_count;

void note_weak_collection(Collection *collection) {
  if (weak_collection_count == WEAK_LIMIT) {
    mark_pointer(collection->table); /* too many: keep what it holds */
    return;
  }
  weak_collections[weak_collection_count++] = collection;
}

void note_weak_reference(DataObject *reference) {
  if (weak_reference_count == WEAK_LIMIT) mark_value(reference->data);
  else weak_references[weak_reference_count++] = reference;
}

void finish_weak_cells(void) {
  /* an entry's value lives as long as its key and its collection: repeat until nothing new is found */
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 0; i < weak_collection_count; i++) {
      HashTable *table = weak_collections[i]->table;
      heap_set_mark(&table->header);
      for (uint32_t k = 0; k < table->count; k++) {
        HashEntry *e = &table->entries[k];
        if (e->key == VALUE_HOLE || !is_cell(e->key) || !heap_is_marked(cell_of(e->key))) continue;
        if (is_cell(e->value) && in_heap(e->value) && !heap_is_marked(cell_of(e->value))) {
          mark_value(e->value);
          changed = true;
        }
      }
    }
    drain_mark_stack();
  }
  for (uint32_t i = 0; i < weak_collection_count; i++) {
    HashTable *table = weak_collections[i]->table;
    for (uint32_t k = 0; k < table->count; k++) {
      HashEntry *e = &table->entries[k];
      if (e->key != VALUE_HOLE && is_cell(e->key) && !heap_is_marked(cell_of(e->key))) {
        e->key = VALUE_HOLE;
        e->value = VALUE_UNDEFINED;
        table->deleted++;
      }
    }
  }
  for (uint32_t i = 0; i < weak_reference_count; i++) {
    Value v = weak_references[i]->data;
    if (is_cell(v) && !heap_is_marked(cell_of(v))) weak_references[i]->data = VALUE_UNDEFINED;
  }
  weak_collection_count = weak_reference_count = 0;
}
