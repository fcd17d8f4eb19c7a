/* Iteration: an Iterator record that steps arrays without calling `next`, and everything else by the protocol. */
#ifndef MORGANA_ITERATE_H
#define MORGANA_ITERATE_H

#include "object.h"
#include "unwind.h"

typedef struct Iterator {
  Cell header; /* extra: ITERATOR_* */
  Value object; /* the iterator, or what is iterated by a fast kind */
  Value next;
  uint32_t position;
  uint32_t done;
  Value outer[]; /* of a generic one: see u_get_iterator */
} Iterator;

enum { ITERATOR_GENERIC, ITERATOR_ARRAY, ITERATOR_ELEMENTS /* of a typed array */, ITERATOR_KEYS, ITERATOR_COLLECTION, ITERATOR_ASYNC_FROM_SYNC };

Value get_iterator(Value iterable, const char *text);
Value get_iterator_from(Value iterable, Value method, const char *symbol);
Value get_async_iterator(Value iterable, const char *text);
Value for_in_iterator(Value object);
Value iterator_next_slow(Iterator *iterator);
Value iterator_next_or_undefined(Value iterator);
Value iterator_skip(Value iterator);
Value iterator_rest(Value iterator);
Value iterator_close(Value iterator);
void iterator_close_quietly(Value iterator);
/* The raw results of next() and return(); undefined if there is no return. */
Value iterator_step(Value iterator);
Value iterator_return(Value iterator);
Value check_iterator_result(Value v);
Value delegate_resume(Value iterator, Value received, Value mode);
Value new_iterator_result(Value value, bool done);
/* Appends what an iterable gives. */
Value array_spread(Value array, Value iterable, const char *text);

#define ITERATION_OPERATIONS(X)                                                       \
  X(get_async_iterator, (Value iterable, const char *text), (iterable, text))                                 \
  X(for_in_iterator, (Value object), (object))                                        \
  X(iterator_next_slow, (Iterator *iterator), (iterator))                             \
  X(iterator_next_or_undefined, (Value iterator), (iterator))                         \
  X(iterator_skip, (Value iterator), (iterator))                                      \
  X(iterator_rest, (Value iterator), (iterator))                                      \
  X(iterator_close, (Value iterator), (iterator))                                     \
  X(iterator_step, (Value iterator), (iterator))                                      \
  X(iterator_return, (Value iterator), (iterator))                                    \
  X(check_iterator_result, (Value v), (v))                                            \
  X(array_spread, (Value array, Value iterable, const char *text), (array, iterable, text))
ITERATION_OPERATIONS(DECLARE_UNWINDING)

/* Of code that unwinds: where an exception leaves that, unwind() closes the iterator. `frame` is any place in the frame of the caller, which
 * lies above all records of what that calls, wherever its stack pointer is just then. */
Value u_get_iterator(Value iterable, const char *text, const uint8_t *frame);
/* The innermost of these that is not done, as far as is known; undefined if there is none. */
extern Value open_iterators;
/* Closes those of frames below this place of the stack, the innermost first. */
void close_iterators(const void *stack);

#define VARIANT RETURNING
#include "iterate_in_place.h"
#undef VARIANT
#define VARIANT UNWINDING
#include "iterate_in_place.h"
#undef VARIANT

#endif
