#include "builtins.h"

CONSTRUCTOR("Date", 7, Date_construct, "Date.prototype")
NATIVE(Date_construct) {
  return throw_error(TYPE_ERROR, "Date objects are not supported yet: use Date.now()");
}
METHOD("Date", "now", 0, Date_now)
NATIVE(Date_now) { return number((double)(platform_clock_wall() / 1000000u)); }
NAMESPACE("performance")
METHOD("performance", "now", 0, performance_now)
NATIVE(performance_now) {
  static uint64_t origin;
  uint64_t now = platform_clock_monotonic();
  if (origin == 0) origin = now - 1;
  return number((double)(now - origin) / 1e6);
}
