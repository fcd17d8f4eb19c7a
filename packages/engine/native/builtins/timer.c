/* The engine's loop and the timers of src/web/timers: when to call them, and whether they keep the program alive. */
#include "builtins.h"

Value intrinsic_now(void);

static ROOT Value timer_runner = VALUE_UNDEFINED;
static ROOT Value immediate_runner = VALUE_UNDEFINED;
static uint64_t wake_time = UINT64_MAX;
static bool immediates_wait;
static int64_t alive;

Value intrinsic_setTimerRunner(Value runner) {
  timer_runner = runner;
  return VALUE_UNDEFINED;
}
Value intrinsic_setImmediateRunner(Value runner) {
  immediate_runner = runner;
  return VALUE_UNDEFINED;
}
/* In milliseconds of $now(). */
Value intrinsic_wakeAt(Value time) {
  double milliseconds = number_of(time);
  double left = milliseconds - number_of(intrinsic_now());
  if (milliseconds > 1e15) wake_time = UINT64_MAX;
  else wake_time = platform_clock_monotonic() + (left > 0 ? (uint64_t)(left * 1e6) + 1000 : 0);
  return VALUE_UNDEFINED;
}
Value intrinsic_wakeForImmediates(void) {
  immediates_wait = true;
  return VALUE_UNDEFINED;
}
Value intrinsic_keepAlive(Value change) {
  alive += as_int(change);
  return VALUE_UNDEFINED;
}

static void run(Value runner) {
  if (call_0(runner, VALUE_UNDEFINED) == VALUE_EXCEPTION) platform_exit(report_uncaught(engine.exception));
}

bool run_timers(uint64_t *deadline) {
  bool ran = false;
  if (wake_time != UINT64_MAX && platform_clock_monotonic() >= wake_time) {
    wake_time = UINT64_MAX;
    run(timer_runner);
    ran = true;
  }
  if (immediates_wait) {
    immediates_wait = false;
    run(immediate_runner);
    ran = true;
  }
  /* timers without references do not keep the program alive, but they do end where something else does */
  if (alive > 0 || (something_is_watched != NULL && something_is_watched())) *deadline = wake_time;
  return ran;
}
