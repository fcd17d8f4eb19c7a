/* Whether a function is a bound one; apart from bind itself, which may not be linked. */
#include "engine.h"

__attribute__((weak)) extern const FunctionInfo *const bound_function_infos[2];

Value bound_target(Value function) {
  if (bound_function_infos == NULL) return VALUE_UNDEFINED;
  const FunctionInfo *info = function_of(function)->info;
  if (info != bound_function_infos[0] && info != bound_function_infos[1]) return VALUE_UNDEFINED;
  return function_of(function)->captures[0];
}
