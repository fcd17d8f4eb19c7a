#include "builtins.h"

Value intrinsic_defineGlobal(Value name, Value value) {
  define_value(intrinsic(GLOBAL), to_property_key(name), value, DATA_HIDDEN);
  return VALUE_UNDEFINED;
}
