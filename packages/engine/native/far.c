#include "far.h"

#define X(name, parameters, arguments)                    \
  Value far_##name parameters { return name arguments; } \
  Value u_far_##name parameters { return u_##name arguments; }
FAR_OPERATIONS(X)
#undef X

Value far_new_box(Value v) { return new_box(v); }
