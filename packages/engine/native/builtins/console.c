#include "builtins.h"

NAMESPACE("console")

/* The rest of console is in TypeScript; it formats and comes here. */
Value intrinsic_writeLine(Value stream, Value text) {
  write_console(as_int(stream), string_of(text));
  return VALUE_UNDEFINED;
}

Value intrinsic_defineGlobal(Value name, Value value) {
  define_value(intrinsic(GLOBAL), to_property_key(name), value, DATA_HIDDEN);
  return VALUE_UNDEFINED;
}
