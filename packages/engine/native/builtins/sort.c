/* sort and toSorted, over an array that only the method has. What a merge holds aside lies in a cell that the collector
 * looks at, like the array. */
#include "bigint.h"
#include "builtins.h"
#include "memory.h"
#include "sort/sort.h"

static bool sort_items(Value *items, uint32_t count, SortCompare *compare, void *context) {
  Values *scratch = allocate_values(count / 2);
  return sort_values(items, count, scratch->items, compare, context);
}

static int32_t compare_by_function(void *context, Value a, Value b) {
  Value result = call_2(*(Value *)context, VALUE_UNDEFINED, a, b);
  double order;
  if (result == VALUE_EXCEPTION || !to_number(result, &order)) return SORT_FAILED;
  return (order > 0) - (order < 0);
}
static int32_t compare_numbers(void *context UNUSED, Value a, Value b) {
  if (both_int(a, b)) return (as_int(a) > as_int(b)) - (as_int(a) < as_int(b));
  if (is_bigint(a)) return bigint_compare(a, b);
  double x = number_of(a), y = number_of(b);
  if (x != x || y != y) return (x != x) - (y != y);
  if (x == y) return __builtin_signbit(y) - __builtin_signbit(x);
  return x < y ? -1 : 1;
}
static int32_t compare_texts(void *context UNUSED, Value a, Value b) { return compare_strings(string_of(a), string_of(b)); }
static int32_t compare_positions(void *context, Value a, Value b) {
  const Value *texts = context;
  return compare_strings(string_of(texts[as_int(a)]), string_of(texts[as_int(b)]));
}

/* By the texts of the items, which are made once. */
static bool sort_by_text(Array *array, uint32_t count) {
  uint32_t i = 0;
  while (i < count && is_string(array->items[i])) i++;
  if (i == count) return sort_items(array->items, count, compare_texts, NULL);
  Values *texts = allocate_values(count), *positions = allocate_values(count), *sorted = allocate_values(count);
  for (i = 0; i < count; i++) {
    Value text = to_string(array->items[i]);
    if (text == VALUE_EXCEPTION) return false;
    texts->items[i] = text;
    positions->items[i] = INT(i);
  }
  sort_items(positions->items, count, compare_positions, texts->items);
  for (i = 0; i < count; i++) sorted->items[i] = array->items[as_int(positions->items[i])];
  copy_memory(array->items, sorted->items, count * sizeof(Value));
  return true;
}

/* A dense array without holes, in place: by the comparator, or by text if that is undefined; undefined comes last. */
Value intrinsic_sortValues(Value v, Value comparator) {
  Array *array = array_of(v);
  uint32_t count = 0;
  for (uint32_t i = 0; i < array->length; i++)
    if (array->items[i] != VALUE_UNDEFINED) array->items[count++] = array->items[i];
  for (uint32_t i = count; i < array->length; i++) array->items[i] = VALUE_UNDEFINED;
  bool done = comparator == VALUE_UNDEFINED ? sort_by_text(array, count)
                                            : sort_items(array->items, count, compare_by_function, &comparator);
  return done ? VALUE_UNDEFINED : VALUE_EXCEPTION;
}
/* An array of numbers or of BigInts, as typed arrays order them: -0 before 0, NaN last. */
Value intrinsic_sortNumbers(Value v) {
  sort_items(array_of(v)->items, array_of(v)->length, compare_numbers, NULL);
  return VALUE_UNDEFINED;
}
