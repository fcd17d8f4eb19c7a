/* Detaching ArrayBuffers. Views do not point back from their buffer, so a collection finds them: it is rare. */
#include "builtins.h"

static Value detached;

static void detach_view(Cell *cell) {
  if (cell->kind != KIND_TYPED_ARRAY && cell->kind != KIND_DATA_VIEW) return;
  TypedArray *view = (TypedArray *)cell;
  Value buffer = view->buffer;
  if (buffer == VALUE_UNDEFINED && has_kind(view->store, KIND_TYPED_ARRAY)) buffer = ((TypedArray *)view->store)->buffer;
  if (buffer != detached) return;
  view->buffer = buffer;
  view->length = 0;
  view->byte_offset = 0;
}

void detach_array_buffer(Value buffer) {
  collect_garbage();
  detached = buffer;
  heap_for_each_marked(detach_view);
  ArrayBuffer *b = (ArrayBuffer *)buffer;
  b->length = 0;
  b->header.flags |= BUFFER_DETACHED;
  detached = VALUE_UNDEFINED;
}

Value intrinsic_detachBuffer(Value buffer) {
  detach_array_buffer(buffer);
  return VALUE_UNDEFINED;
}
Value intrinsic_isDetached(Value buffer) { return boolean(cell_of(buffer)->flags & BUFFER_DETACHED); }
