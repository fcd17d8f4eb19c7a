#include "engine.h"

#define X(type, name, parameters, arguments) \
  type cold_##name parameters { return name arguments; }
COLD_OPERATIONS(X)
