/* What the modules in src/host ask of the engine and its platform. */
#include "builtins.h"

Value intrinsic_writeText(Value stream, Value text) {
  write_text(as_int(stream), string_of(text));
  return VALUE_UNDEFINED;
}

Value intrinsic_writePlain(Value stream, Value values) {
  TextBuilder b;
  builder_start(&b);
  for (uint32_t i = 0; i < array_of(values)->length; i++) {
    Value v = array_of(values)->items[i];
    if (i > 0) builder_unit(&b, ' ');
    if (v == VALUE_NEGATIVE_ZERO) builder_unit(&b, '-');
    builder_string(&b, string_of(to_string(v)));
  }
  write_console(as_int(stream), string_of(builder_finish(&b)));
  return VALUE_UNDEFINED;
}

static uint64_t start_time(void) {
  static uint64_t start;
  if (start == 0) start = platform_clock_monotonic();
  return start;
}
Value intrinsic_now(void) {
  uint64_t start = start_time();
  return number((double)(platform_clock_monotonic() - start) / 1e6);
}
Value intrinsic_timeOrigin(void) {
  double since = (double)(platform_clock_monotonic() - start_time());
  return number(((double)platform_clock_wall() - since) / 1e6);
}

_Noreturn static void stop(Value exception) { platform_exit(report_uncaught(exception)); }

/* An exception that no caller can catch ends the program, as in Node. */
Value intrinsic_reportException(Value exception) { stop(exception); }
Value intrinsic_runMicrotasks(void) {
  run_jobs();
  if (report_rejections()) platform_exit(1);
  return VALUE_UNDEFINED;
}

Value intrinsic_fillRandom(Value array) {
  TypedArray *bytes = (TypedArray *)array;
  return boolean(platform_entropy(bytes->data, bytes->length));
}
