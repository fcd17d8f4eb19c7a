#include "iterate.h"
#include "engine.h"

static Iterator *new_iterator(uint16_t type, Value object, Value next) {
  Iterator *iterator = allocate(sizeof(Iterator) + (type == ITERATOR_GENERIC ? sizeof(Value) : 0));
  set_header(&iterator->header, 0, KIND_ITERATOR, 0, type);
  iterator->object = object;
  iterator->next = next;
  iterator->position = iterator->done = 0;
  if (type == ITERATOR_GENERIC) iterator->outer[0] = VALUE_UNDEFINED;
  return iterator;
}

/* --- iterators that code which handles no exception has open */

ROOT Value open_iterators = VALUE_UNDEFINED;

static void forget_done(void) {
  while (open_iterators != VALUE_UNDEFINED && ((Iterator *)open_iterators)->done)
    open_iterators = ((Iterator *)open_iterators)->outer[0];
}

Value u_get_iterator(Value iterable, const char *text, const uint8_t *frame) {
  Value v = passed(get_iterator(iterable, text));
  Iterator *iterator = (Iterator *)v;
  if (iterator->header.extra == ITERATOR_GENERIC) {
    forget_done();
    iterator->position = (uint32_t)(uintptr_t)frame;
    iterator->outer[0] = open_iterators;
    open_iterators = v;
  }
  return v;
}

NOINLINE void close_iterators(const void *stack) {
  for (;;) {
    forget_done();
    Iterator *iterator = (Iterator *)open_iterators;
    /* a stack has less than 2 GiB */
    if (open_iterators == VALUE_UNDEFINED || (int32_t)((uint32_t)(uintptr_t)stack - iterator->position) <= 0) return;
    open_iterators = iterator->outer[0];
    iterator_close_quietly(value_of(iterator));
  }
}

static bool is_native(Value f, Code code) { return is_function_object(f) && native_code(function_of(f)->info) == code; }

NATIVE(ArrayPrototype_values);
NATIVE(ArrayIteratorPrototype_next);

__attribute__((weak)) NATIVE(TypedArrayPrototype_values);

INLINE_CACHE(array_iterator_cache, symbol_iterator);
INLINE_CACHE(typed_array_iterator_cache, symbol_iterator);
INLINE_CACHE(array_next_cache, s_next);

/* Stepping an array in place is right as long as nobody replaced the iterator of arrays. */
static bool plain_next(void) {
  return is_native(cached_get(intrinsic(ARRAY_ITERATOR_PROTOTYPE), &array_next_cache), ArrayIteratorPrototype_next);
}
static bool plain_array_iteration(Value iterable) {
  if (!is_array_object(iterable)) return false;
  return is_native(cached_get_method(iterable, &array_iterator_cache), ArrayPrototype_values) && plain_next();
}
/* One without elements may be detached, which is for the method to say. */
static bool plain_element_iteration(Value iterable) {
  if (!has_kind(iterable, KIND_TYPED_ARRAY) || ((TypedArray *)iterable)->length == 0) return false;
  return is_native(cached_get_method(iterable, &typed_array_iterator_cache), TypedArrayPrototype_values) && plain_next();
}

Value intrinsic_isPlainElements(Value v) { return boolean(plain_element_iteration(v)); }

Value get_iterator_from(Value iterable, Value method, const char *symbol) {
  Value object = call_0(method, iterable);
  if (object == VALUE_EXCEPTION) return object;
  if (!is_object(object)) return throw_error(TYPE_ERROR, "Result of the %s method is not an object", symbol);
  Value next = get(object, value_of(&s_next));
  if (next == VALUE_EXCEPTION) return next;
  return value_of(new_iterator(ITERATOR_GENERIC, object, next));
}

/* As V8 describes what it has no source text for: its type, and a primitive value. */
static COLD Value throw_not_iterable(Value v) {
  static const char format[] = "%v%s%v%s is not iterable (cannot read property Symbol(Symbol.iterator))";
  bool shown = is_string(v) || is_number(v) || is_boolean(v) || v == VALUE_NULL;
  const char *quote = is_string(v) ? "\"" : "";
  const char *before = !shown ? "" : is_string(v) ? " \"" : " ";
  return throw_error(TYPE_ERROR, format, type_of(v), before, shown ? v : value_of(&s_empty), quote);
}

/* What the first character of a text says (the compiler's lower/quote.ts): a part of what is destructured; the last argument. */
enum { TEXT_NESTED = 1, TEXT_SPREAD_ARGUMENT = 2 };

static COLD Value throw_quoted(Value v, const char *text) {
  static const char no_load[] = "%s is not iterable (cannot read property %s)";
  if (text == NULL) return throw_not_iterable(v);
  if (text[0] == TEXT_SPREAD_ARGUMENT) {
    if (!is_nullish(v)) return throw_error(TYPE_ERROR, "Spread syntax requires ...iterable[Symbol.iterator] to be a function");
    return throw_error(TYPE_ERROR, no_load, text + 1, v == VALUE_NULL ? "null" : "undefined");
  }
  if (text[0] == TEXT_NESTED) {
    if (!is_nullish(v)) return text[1] == 0 ? throw_not_iterable(v) : throw_error(TYPE_ERROR, no_load, text + 1, "Symbol(Symbol.iterator)");
    const char *what = text[1] != 0 ? text + 1 : v == VALUE_NULL ? "object null" : "undefined";
    return throw_error(TYPE_ERROR, "Cannot destructure property 'Symbol(Symbol.iterator)' of '%s' as it is %v.", what, v);
  }
  return throw_error(TYPE_ERROR, "%s is not iterable", text);
}

Value get_iterator(Value iterable, const char *text) {
  if (plain_array_iteration(iterable)) return value_of(new_iterator(ITERATOR_ARRAY, iterable, VALUE_UNDEFINED));
  if (plain_element_iteration(iterable)) return value_of(new_iterator(ITERATOR_ELEMENTS, iterable, VALUE_UNDEFINED));
  Value method = VALUE_UNDEFINED;
  if (!is_nullish(iterable)) {
    method = get(iterable, value_of(&symbol_iterator));
    if (method == VALUE_EXCEPTION) return method;
  }
  if (!is_callable(method)) return throw_quoted(iterable, text);
  return get_iterator_from(iterable, method, "Symbol.iterator");
}

Value get_async_iterator(Value iterable, const char *text) {
  Value method = get(iterable, value_of(&symbol_asyncIterator));
  if (method == VALUE_EXCEPTION) return method;
  if (!is_nullish(method)) {
    if (!is_callable(method) && text != NULL) return throw_error(TYPE_ERROR, "%s is not async iterable", text);
    return get_iterator_from(iterable, method, "Symbol.asyncIterator");
  }
  if (text != NULL) {
    method = get(iterable, value_of(&symbol_iterator));
    if (method == VALUE_EXCEPTION) return method;
    if (!is_callable(method)) return throw_error(TYPE_ERROR, "%s is not async iterable", text);
  }
  Value sync = get_iterator(iterable, NULL);
  if (sync == VALUE_EXCEPTION) return sync;
  return value_of(new_iterator(ITERATOR_ASYNC_FROM_SYNC, sync, VALUE_UNDEFINED));
}

Value for_in_iterator(Value object) {
  if (is_nullish(object)) return value_of(new_iterator(ITERATOR_ARRAY, new_array(0), VALUE_UNDEFINED));
  object = to_object(object);
  Array *known = own_enumerable_keys(object);
  if (known != NULL && chain_is_not_enumerable(object)) {
    Iterator *iterator = new_iterator(ITERATOR_KEYS, value_of(known), object);
    iterator->header.shape = cell_of(object)->shape;
    return value_of(iterator);
  }
  Value names = new_array(0);
  Collection *seen = NULL;
  Value first = VALUE_UNDEFINED;
  for (Value o = object; o != VALUE_NULL; o = get_prototype(o)) {
    if (o == VALUE_EXCEPTION) return o;
    Value keys = own_keys(o, KEYS_STRINGS);
    if (keys == VALUE_EXCEPTION) return keys;
    bool deeper = o != object;
    if (!deeper) first = keys;
    for (uint32_t i = 0; i < array_of(keys)->length; i++) {
      Value key = array_of(keys)->items[i];
      Descriptor d = {.attributes = ENUMERABLE};
      /* a proxy is asked when the key's turn comes, as V8 does */
      int found = has_kind(o, KIND_PROXY) ? 1 : get_own_property(o, to_property_key(key), &d);
      if (found < 0) return VALUE_EXCEPTION;
      if (!found) continue;
      if (deeper && seen == NULL) {
        seen = (Collection *)new_collection(KIND_SET, intrinsic(SET_PROTOTYPE));
        for (uint32_t k = 0; k < array_of(first)->length; k++) collection_put(seen, array_of(first)->items[k], VALUE_TRUE);
      }
      if (deeper) {
        if (collection_find(seen, key) != NULL) continue;
        collection_put(seen, key, VALUE_TRUE);
      }
      if (d.attributes & ENUMERABLE) array_push(array_of(names), key);
    }
  }
  return value_of(new_iterator(ITERATOR_KEYS, names, object));
}

/* Whether a key that for-in collected is still to be visited. */
static int still_there(Value object, Value key) {
  for (Value o = object; o != VALUE_NULL; o = get_prototype(o)) {
    if (o == VALUE_EXCEPTION) return -1;
    Descriptor d;
    int found = get_own_property(o, key, &d);
    if (found < 0) return found;
    if (found) return !has_kind(o, KIND_PROXY) || (d.attributes & ENUMERABLE) != 0;
  }
  return 0;
}

static Value finish(Iterator *iterator) {
  iterator->done = 1;
  if (open_iterators == value_of(iterator)) open_iterators = iterator->outer[0];
  return VALUE_END;
}

/* The value of a result object, or VALUE_END. */
static Value take_result(Iterator *iterator, Value result) {
  if (!is_object(result)) {
    iterator->done = 1;
    return result == VALUE_EXCEPTION ? result : throw_error(TYPE_ERROR, "Iterator result %v is not an object", result);
  }
  INLINE_CACHE(done_cache, s_done);
  INLINE_CACHE(value_cache, s_value);
  Value done = cached_get(result, &done_cache);
  if (done == VALUE_EXCEPTION) {
    iterator->done = 1;
    return done;
  }
  if (truthy(done)) return finish(iterator);
  Value value = cached_get(result, &value_cache);
  if (value == VALUE_EXCEPTION) iterator->done = 1;
  return value;
}

NATIVE(CollectionIteratorPrototype_next);
Value collection_iterator_step(CollectionIterator *iterator);

/* Weak: not linked for the sake of a comparison. */
__attribute__((weak)) NATIVE(StringIteratorPrototype_next);
__attribute__((weak)) Value string_iterator_step(Value iterator);

NOINLINE Value iterator_next_slow(Iterator *iterator) {
  if (iterator->done) return VALUE_END;
  switch (iterator->header.extra) {
    case ITERATOR_ARRAY: {
      if (iterator->position >= array_of(iterator->object)->length) return finish(iterator);
      Value v = get(iterator->object, INT(iterator->position));
      iterator->position++;
      if (v == VALUE_EXCEPTION) iterator->done = 1;
      return v;
    }
    case ITERATOR_ELEMENTS: {
      TypedArray *array = (TypedArray *)iterator->object;
      if (iterator->position >= array->length) return finish(iterator);
      return typed_array_get(array, iterator->position++);
    }
    case ITERATOR_KEYS:
      for (;;) {
        Array *names = array_of(iterator->object);
        if (iterator->position >= names->length) return finish(iterator);
        Value key = names->items[iterator->position++];
        /* of this shape it has all of them */
        if (likely(iterator->header.shape != 0 && is_cell(iterator->next) && cell_of(iterator->next)->shape == iterator->header.shape)) return key;
        int still = still_there(iterator->next, to_property_key(key));
        if (still < 0) return VALUE_EXCEPTION;
        if (still) return key;
      }
    default: break;
  }
  if (has_kind(iterator->object, KIND_COLLECTION_ITERATOR) && is_native(iterator->next, CollectionIteratorPrototype_next)) {
    Value v = collection_iterator_step((CollectionIterator *)iterator->object);
    return v == VALUE_END ? finish(iterator) : v;
  }
  if (has_kind(iterator->object, KIND_HOST) && is_native(iterator->next, StringIteratorPrototype_next)) {
    Value v = string_iterator_step(iterator->object);
    return v == VALUE_END ? finish(iterator) : v;
  }
  return take_result(iterator, call(iterator->next, iterator->object, 0, NULL, NULL));
}

Value iterator_next_or_undefined(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (iterator->done) return VALUE_UNDEFINED;
  Value item = iterator_next(v);
  return item == VALUE_END ? VALUE_UNDEFINED : item;
}

/* A step whose value nobody wants. */
Value iterator_skip(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (iterator->done) return VALUE_UNDEFINED;
  if (iterator->header.extra != ITERATOR_GENERIC) return iterator_next(v);
  Value result = call(iterator->next, iterator->object, 0, NULL, NULL);
  Value done = result;
  if (result != VALUE_EXCEPTION)
    done = is_object(result) ? get(result, value_of(&s_done)) : throw_error(TYPE_ERROR, "Iterator result %v is not an object", result);
  iterator->done = done == VALUE_EXCEPTION || truthy(done);
  return done == VALUE_EXCEPTION ? done : VALUE_UNDEFINED;
}

Value iterator_rest(Value v) {
  Value result = new_array(0);
  for (;;) {
    Value item = ((Iterator *)v)->done ? VALUE_END : iterator_next(v);
    if (item == VALUE_EXCEPTION) return item;
    if (item == VALUE_END) return result;
    array_push(array_of(result), item);
  }
}

Value iterator_close(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (iterator->done || iterator->header.extra != ITERATOR_GENERIC) return VALUE_UNDEFINED;
  iterator->done = 1;
  if (open_iterators == v) open_iterators = iterator->outer[0];
  Value method = get_method(iterator->object, value_of(&s_return_));
  if (method == VALUE_EXCEPTION || method == VALUE_UNDEFINED) return method;
  Value result = call_0(method, iterator->object);
  if (result == VALUE_EXCEPTION) return result;
  if (!is_object(result)) return throw_error(TYPE_ERROR, "Iterator result %v is not an object", result);
  return VALUE_UNDEFINED;
}

void iterator_close_quietly(Value v) {
  Value pending = engine.exception;
  iterator_close(v);
  engine.exception = pending;
}

/* --- asynchronous iteration */

NATIVE(AsyncFromSync_unwrap) { return new_iterator_result(ARG(0), self->captures[0] == VALUE_TRUE); }
NATIVE_FUNCTION_INFO(unwrap_info, AsyncFromSync_unwrap, s_empty, 1, FUNCTION_BUILTIN);

/* A promise of the result object with its value awaited, as %AsyncFromSyncIteratorPrototype% makes it. */
static Value promise_of_result(Value result) {
  Promise *promise = (Promise *)new_promise();
  if (result != VALUE_EXCEPTION && !is_object(result)) result = throw_error(TYPE_ERROR, "Iterator result %v is not an object", result);
  Value done = result == VALUE_EXCEPTION ? result : get(result, value_of(&s_done));
  Value value = done == VALUE_EXCEPTION ? done : get(result, value_of(&s_value));
  Value wrapped = value == VALUE_EXCEPTION ? value : promise_resolve(VALUE_UNDEFINED, value);
  if (wrapped == VALUE_EXCEPTION) {
    reject_promise(promise, engine.exception);
    return value_of(promise);
  }
  Value unwrap = new_closure(&unwrap_info, 1);
  function_of(unwrap)->captures[0] = boolean(truthy(done));
  promise_then((Promise *)wrapped, unwrap, VALUE_UNDEFINED, value_of(promise));
  return value_of(promise);
}

static Value sync_step(Iterator *sync, Value sent, bool has_sent) {
  if (sync->header.extra != ITERATOR_GENERIC) {
    Value item = sync->done ? VALUE_END : iterator_next(value_of(sync));
    if (item == VALUE_EXCEPTION) return item;
    return item == VALUE_END ? new_iterator_result(VALUE_UNDEFINED, true) : new_iterator_result(item, false);
  }
  return has_sent ? call_1(sync->next, sync->object, sent) : call(sync->next, sync->object, 0, NULL, NULL);
}

Value iterator_step(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (iterator->header.extra == ITERATOR_ASYNC_FROM_SYNC)
    return promise_of_result(sync_step((Iterator *)iterator->object, VALUE_UNDEFINED, false));
  return call(iterator->next, iterator->object, 0, NULL, NULL);
}

Value iterator_return(Value v) {
  Iterator *iterator = (Iterator *)v;
  if (iterator->header.extra == ITERATOR_ASYNC_FROM_SYNC) {
    Iterator *sync = (Iterator *)iterator->object;
    if (sync->header.extra != ITERATOR_GENERIC) return VALUE_UNDEFINED;
    Value method = get_method(sync->object, value_of(&s_return_));
    if (method == VALUE_EXCEPTION || method == VALUE_UNDEFINED) return method;
    return promise_of_result(call_0(method, sync->object));
  }
  Value method = get_method(iterator->object, value_of(&s_return_));
  if (method == VALUE_EXCEPTION || method == VALUE_UNDEFINED) return method;
  return call_0(method, iterator->object);
}

Value check_iterator_result(Value v) {
  if (is_object(v)) return v;
  return throw_error(TYPE_ERROR, "Iterator result %v is not an object", v);
}

/* One step of yield*; VALUE_END: there is no return method. */
Value delegate_resume(Value v, Value received, Value mode) {
  Iterator *iterator = (Iterator *)v;
  bool async_from_sync = iterator->header.extra == ITERATOR_ASYNC_FROM_SYNC;
  Iterator *inner = async_from_sync ? (Iterator *)iterator->object : iterator;
  if (as_int(mode) == RESUME_NEXT) {
    Value result = sync_step(inner, received, true);
    return async_from_sync ? promise_of_result(result) : result;
  }
  Value key = value_of(as_int(mode) == RESUME_THROW ? &s_throw_ : &s_return_);
  Value method = VALUE_UNDEFINED;
  if (inner->header.extra == ITERATOR_GENERIC) {
    method = get_method(inner->object, key);
    if (method == VALUE_EXCEPTION) return method;
  }
  if (method == VALUE_UNDEFINED) {
    if (as_int(mode) == RESUME_RETURN) return VALUE_END;
    if (iterator_close(value_of(inner)) == VALUE_EXCEPTION) return VALUE_EXCEPTION;
    return throw_error(TYPE_ERROR, "The iterator does not provide a 'throw' method.");
  }
  Value result = call_1(method, inner->object, received);
  return async_from_sync ? promise_of_result(result) : result;
}

Value new_iterator_result(Value value, bool done) {
  static ROOT Value shape_cell = VALUE_UNDEFINED;
  if (shape_cell == VALUE_UNDEFINED) {
    Shape *shape = root_shape(intrinsic(OBJECT_PROTOTYPE), KIND_OBJECT, 2);
    shape = shape_add(shape, value_of(&s_value), DATA_DEFAULT);
    shape_cell = value_of(shape_add(shape, value_of(&s_done), DATA_DEFAULT));
  }
  Object *object = new_object_with_shape((Shape *)shape_cell);
  object->slots[0] = value;
  object->slots[1] = boolean(done);
  return value_of(object);
}

Value array_spread(Value array, Value iterable, const char *text) {
  Value iterator = get_iterator(iterable, text);
  if (iterator == VALUE_EXCEPTION) return iterator;
  for (;;) {
    Value item = iterator_next(iterator);
    if (item == VALUE_EXCEPTION) return item;
    if (item == VALUE_END) return VALUE_UNDEFINED;
    array_push(array_of(array), item);
  }
}
