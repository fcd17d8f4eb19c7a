#include "solo5.h"

/* Solo5 does not tell an image that it should stop: whoever runs it ends its tender. */
void platform_watch_stop(void) {}

bool platform_poll(uint64_t deadline, uint64_t *ready) {
  *ready = 0;
  if (deadline == UINT64_MAX && opened_devices == 0) return false;
  uint64_t starved = starved_devices & opened_devices;
  if (starved != 0) {
    uint64_t soon = platform_clock_monotonic() + STARVED_WAIT;
    if (soon < deadline) deadline = soon;
    starved_devices = 0;
  }
  *ready = (host_poll(deadline) >> 1 & opened_devices) | starved;
  return true;
}
