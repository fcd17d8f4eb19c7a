/* Exceptions: a function that throws stores the value in engine.exception and returns VALUE_EXCEPTION (or -1). */
#ifndef MORGANA_ERROR_H
#define MORGANA_ERROR_H

#include "cell.h"

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
COLD Value throw_not_function(Value callee, const char *text);
COLD Value throw_not_constructor(Value callee, const char *text);
COLD Value throw_stack_overflow(void);
Value new_error(ErrorType type, Value message);
/* Puts the stack text together that the property with this index stands for. */
void materialize_stack(Value error, uint32_t index);
/* Text of an uncaught exception. */
Value describe_exception(Value v);

#endif
