/* Where the program is: addresses of code behind calls, as they stand on the stack. */
#ifndef MORGANA_BACKTRACE_H
#define MORGANA_BACKTRACE_H

#include <stdint.h>

/* At most `limit` return addresses from `from` upwards to `high`, the innermost first. Frames are not chained (no register is
 * kept for that): every word of the stack that lies behind a call instruction counts, and some of those are of calls that
 * have returned. */
uint32_t backtrace(const void *from, const void *high, uintptr_t *addresses, uint32_t limit);

/* Prints them as lines "    at 0x...". */
void print_backtrace(const void *from);

#endif
