#include "solo5.h"

static bool stop_watched;

/* Solo5's own tenders do not tell an image that it should stop, but end it; ours tell (FEATURE_STOP). */
void platform_watch_stop(void) { stop_watched = true; }

bool platform_poll(uint64_t deadline, uint64_t *ready) {
  *ready = 0;
  if (deadline == UINT64_MAX && opened_devices == 0 && !stop_watched) return false;
  uint64_t starved = starved_devices & opened_devices;
  if (starved != 0) {
    uint64_t soon = platform_clock_monotonic() + STARVED_WAIT;
    if (soon < deadline) deadline = soon;
    starved_devices = 0;
  }
  uint64_t handles = host_poll(deadline);
  *ready = (handles >> 1 & opened_devices) | starved;
  if ((handles & 1) != 0) {
    if (!stop_watched) platform_exit(STATUS_STOPPED);
    *ready |= READY_STOP;
  }
  return true;
}
