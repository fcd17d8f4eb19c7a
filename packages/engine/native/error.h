/* Exceptions: a function that throws stores the value in engine.exception and returns VALUE_EXCEPTION (or -1). */
#ifndef MORGANA_ERROR_H
#define MORGANA_ERROR_H

#include "cell.h"
#include "unwind.h"

typedef enum ErrorType {
  ERROR,
  TYPE_ERROR,
  RANGE_ERROR,
  REFERENCE_ERROR,
  SYNTAX_ERROR,
  EVAL_ERROR,
  URI_ERROR,
  AGGREGATE_ERROR,
} ErrorType;

COLD Value throw_value(Value v);
/* In the format, %s is a C string, %v a value as messages show it (symbols too), %k a property key. */
COLD Value throw_error(ErrorType type, const char *format, ...);
COLD Value throw_uninitialized(const char *name);
COLD Value throw_not_defined(const char *name);
COLD Value throw_const_assignment(const char *name);
/* Where a message quotes a callee: the text of its source, or the key that it was read by, in programs that have no such texts. */
#define KEY_TEXT(key) ((const char *)((key) | 1ull << 62))
COLD Value throw_not_function(Value callee, const char *text);
COLD Value throw_not_constructor(Value callee, const char *text);
COLD Value throw_stack_overflow(void);
COLD Value throw_named_error(ErrorType type, const char *message);
COLD Value throw_no_destructuring(Value v, const char *text);
Value text_in_message(Value v);
COLD Value throw_super_called(void);
COLD Value throw_class_called(const char *name);
#define THROWING_OPERATIONS(X)                                                \
  X(throw_value, (Value v), (v))                                              \
  X(throw_uninitialized, (const char *name), (name))                          \
  X(throw_not_defined, (const char *name), (name))                            \
  X(throw_const_assignment, (const char *name), (name))                       \
  X(throw_stack_overflow, (void), ())                                         \
  X(throw_named_error, (ErrorType type, const char *message), (type, message)) \
  X(throw_no_destructuring, (Value v, const char *text), (v, text))                                   \
  X(throw_super_called, (void), ())                                           \
  X(throw_class_called, (const char *name), (name))
THROWING_OPERATIONS(DECLARE_THROWING)
Value new_error(ErrorType type, Value message);
/* Puts the stack text together that the property with this index stands for. */
void materialize_stack(Value error, uint32_t index);
/* Text of an uncaught exception. */
Value describe_exception(Value v);

#endif
