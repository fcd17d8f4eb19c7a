#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tender.h"

static void report(const char *format, va_list list, const char *reason) {
  fprintf(stderr, "%s: ", tender_name);
  vfprintf(stderr, format, list);
  if (reason != NULL) fprintf(stderr, ": %s", reason);
  fputc('\n', stderr);
}

_Noreturn void fail(int status, const char *format, ...) {
  va_list list;
  va_start(list, format);
  report(format, list, NULL);
  va_end(list);
  exit(status);
}

_Noreturn void fail_errno(int status, const char *format, ...) {
  const char *reason = strerror(errno);
  va_list list;
  va_start(list, format);
  report(format, list, reason);
  va_end(list);
  exit(status);
}
