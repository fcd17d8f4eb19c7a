/* Running a program: main functions, jobs, timers, and what happens to exceptions that nobody catches. */
#include "engine.h"
#include "memory.h"

/* The main function that the last argument selects. */
static uint32_t selected_main(void) {
  const PlatformBoot *boot = engine.boot;
  const char *text = boot->argument_count > 1 ? boot->arguments[boot->argument_count - 1] : "";
  uint32_t n = 0;
  for (; *text >= '0' && *text <= '9'; text++) n = n * 10 + (uint32_t)(*text - '0');
  return program_select_from + n;
}

int run_program(void) {
  uint32_t selected = selected_main();
  for (uint32_t i = 0; i < program_main_count; i++) {
    if (i >= program_select_from && i != selected) continue;
    if (program_mains[i]() == VALUE_EXCEPTION) return report_uncaught(engine.exception);
  }
  for (;;) {
    run_jobs();
    if (report_rejections()) return 1;
    uint64_t deadline = UINT64_MAX, ready = 0;
    if (run_timers != NULL && run_timers(&deadline)) {
      deadline = 0; /* timers and immediates that start others must not keep the devices waiting */
      run_jobs();
      if (report_rejections()) return 1;
    }
    if (run_wake_up != NULL && run_wake_up(&deadline)) {
      /* a callback that always asks to be woken at once must not keep the devices waiting */
      deadline = 0;
      run_jobs();
      if (report_rejections()) return 1;
    }
    if (engine.exit_status != 0) return engine.exit_status;
    if (!platform_poll(deadline, &ready)) break;
    if (ready != 0) dispatch_ready(ready); /* only what was watched is ever ready, and then this is linked */
  }
  return engine.exit_status;
}

int report_uncaught(Value exception) {
  Value text = describe_exception(exception);
  static const char prefix[] = "Uncaught ";
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)prefix, sizeof prefix - 1);
  write_console(CONSOLE_ERROR, string_of(text));
  return 1;
}

/* Promises that were rejected and have no handler yet. */
static ROOT Value pending_rejections = VALUE_UNDEFINED;

static uint32_t pending_limit;

void note_rejection(Promise *promise, bool handled) {
  if (handled) return;
  if (pending_rejections == VALUE_UNDEFINED) pending_rejections = new_array(0);
  Array *list = array_of(pending_rejections);
  if (list->length >= pending_limit) { /* most have got their handler by now: they need not be kept */
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->length; i++)
      if (!(((Promise *)list->items[i])->header.flags & PROMISE_HANDLED)) list->items[kept++] = list->items[i];
    set_array_length(list, kept);
    pending_limit = kept * 2 + 64;
  }
  array_push(list, value_of(promise));
}

bool report_rejections(void) {
  if (pending_rejections == VALUE_UNDEFINED) return false;
  Array *list = array_of(pending_rejections);
  for (uint32_t i = 0; i < list->length; i++) {
    Promise *promise = (Promise *)list->items[i];
    if (!(promise->header.flags & PROMISE_HANDLED)) {
      report_uncaught(promise->result);
      return true;
    }
  }
  set_array_length(list, 0);
  return false;
}
