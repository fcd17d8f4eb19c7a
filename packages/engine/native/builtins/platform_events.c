/* morgana:platform: what the loop calls back for. */
#include "platform_devices.h"
#include "builtins.h"

static ROOT Value wake_up_callback = VALUE_UNDEFINED;
static ROOT Value stop_callback = VALUE_UNDEFINED;
static ROOT Value ready_callbacks = VALUE_UNDEFINED; /* an array, by device */
static uint64_t wake_up_at = UINT64_MAX;

static void run_callback(Value callback) {
  if (call_0(callback, VALUE_UNDEFINED) != VALUE_EXCEPTION) return;
  platform_exit(report_uncaught(engine.exception));
}

PLATFORM(wakeAt, 2)
Value intrinsic_platform_wakeAt(Value deadline, Value callback) {
  double milliseconds;
  TRY_BOOL(to_number(deadline, &milliseconds));
  wake_up_callback = callback;
  if (!(milliseconds < 1e13)) wake_up_at = UINT64_MAX;
  else wake_up_at = milliseconds <= 0 ? 0 : (uint64_t)(milliseconds * 1e6 + 0.5);
  return VALUE_UNDEFINED;
}
bool run_wake_up(uint64_t *deadline) {
  if (wake_up_at == UINT64_MAX) return false;
  if (wake_up_at > platform_clock_monotonic()) {
    if (wake_up_at < *deadline) *deadline = wake_up_at;
    return false;
  }
  wake_up_at = UINT64_MAX;
  run_callback(wake_up_callback);
  return true;
}

PLATFORM(onReady, 2)
Value intrinsic_platform_onReady(Value device, Value callback) {
  if (ready_callbacks == VALUE_UNDEFINED) ready_callbacks = new_array(0);
  TRY_INT(create_data_property(ready_callbacks, device, callback));
  return VALUE_UNDEFINED;
}
PLATFORM(onStop, 1)
Value intrinsic_platform_onStop(Value callback) {
  stop_callback = callback;
  platform_watch_stop();
  return VALUE_UNDEFINED;
}
bool something_is_watched(void) { return stop_callback != VALUE_UNDEFINED || ready_callbacks != VALUE_UNDEFINED; }
void dispatch_ready(uint64_t ready) {
  if (ready & READY_STOP && stop_callback != VALUE_UNDEFINED) {
    run_callback(stop_callback);
    run_jobs();
  }
  for (ready &= ~READY_STOP; ready != 0; ready &= ready - 1) {
    if (ready_callbacks == VALUE_UNDEFINED) return;
    uint32_t device = (uint32_t)__builtin_ctzll(ready);
    if (device >= array_of(ready_callbacks)->length) continue;
    Value callback = array_of(ready_callbacks)->items[device];
    if (!is_callable(callback)) continue;
    run_callback(callback);
    run_jobs();
  }
}
