/* Declarations of built-ins. The macros expand to nothing: the compiler reads them from the sources and makes the
 * tables of a program from those that it reaches. A key of the form @@name is a well-known symbol. */
#ifndef MORGANA_BUILTINS_H
#define MORGANA_BUILTINS_H

#include "engine.h"
#include "math/math.h"

#define METHOD(object, key, length, symbol)
#define GETTER(object, key, symbol)
#define SETTER(object, key, symbol)
#define CONSTANT(object, key, value)
#define ALIAS(object, key, other)
/* Global functions that are constructors; parent: the constructor that it inherits from. */
#define CONSTRUCTOR(name, length, symbol, prototype, ...)
/* The same without [[Construct]]. */
#define CALLABLE(name, length, symbol, prototype, ...)
#define NAMESPACE(name)
/* A function of the reserved module morgana:platform: intrinsic_platform_NAME, with that number of Values. */
#define PLATFORM(name, arity)

/* Leaves the native if an exception is pending. */
#define TRY(v) \
  do { if (unlikely((v) == VALUE_EXCEPTION)) return VALUE_EXCEPTION; } while (0)
#define TRY_INT(n) \
  do { if (unlikely((n) < 0)) return VALUE_EXCEPTION; } while (0)
#define TRY_BOOL(b) \
  do { if (unlikely(!(b))) return VALUE_EXCEPTION; } while (0)

#endif
