/* The contract between the engine and what runs it. A platform calls engine_start once, on a stack that it describes,
 * and implements the functions below. Everything is single-threaded; nothing here may call back into the engine.
 *
 * Goals: small enough that a new platform is an afternoon's work; no policy (buffering, line discipline, time zones).
 * Non-goals: files, processes. Frames and sectors are in platform_devices.h.
 */
#ifndef MORGANA_PLATFORM_H
#define MORGANA_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What boot arguments say to the engine (boot_arguments.h); of zeros: what it does by itself. */
typedef struct EngineOptions {
  uint64_t heap_limit;       /* bytes; 0: all of the memory */
  uint64_t collection_least; /* bytes allocated between two collections, at least; 0: 8 MiB */
  uint32_t collection_growth; /* the same in percent of what was alive after the last; 0: 100 */
  bool hash_seed_given;
  uint64_t hash_seed; /* otherwise random */
  bool heap_statistics; /* at the end, a line of what the collector did goes to CONSOLE_ERROR */
  bool collections_shown; /* and one after each collection */
} EngineOptions;

typedef struct PlatformBoot {
  /* Zeroed, page-aligned memory for the heap: the heap never grows beyond it. */
  uint8_t *memory;
  size_t memory_size;
  /* The stack that engine_start runs on: addresses from stack_low (exclusive) up to stack_high. */
  uint8_t *stack_low;
  uint8_t *stack_high;
  int argument_count;
  const char *const *arguments;
  EngineOptions options;
} PlatformBoot;

enum { CONSOLE_OUTPUT = 1, CONSOLE_ERROR = 2 };

/* Runs the program; returns the exit status. */
int engine_start(const PlatformBoot *boot);

/* Writes all bytes before it returns. */
void platform_console_write(int stream, const uint8_t *bytes, size_t length);
/* Nanoseconds since an arbitrary point, never going back. */
uint64_t platform_clock_monotonic(void);
/* Nanoseconds since 1970-01-01T00:00:00Z. */
uint64_t platform_clock_wall(void);
/* Fills the buffer with cryptographically secure bytes; false if there is no such source. */
bool platform_entropy(uint8_t *bytes, size_t length);
/* Returns when something is ready, or at the deadline (monotonic nanoseconds; UINT64_MAX: none). Bit n of `ready` is open
 * device n that has frames to take, or room again after it had none; READY_STOP is the host's wish that the program ends,
 * reported once, after platform_watch_stop. A deadline that has passed asks without waiting.
 * False: there is no deadline and nothing is watched, so nothing can ever happen. */
bool platform_poll(uint64_t deadline, uint64_t *ready);
#define DEVICE_LIMIT 63
#define READY_STOP (1ull << 63)
/* From now on a wish to stop (SIGINT, SIGTERM, a power button) is reported by platform_poll instead of ending the program.
 * The second one ends it. A platform that knows no such wish does nothing. */
void platform_watch_stop(void);
/* Ends the program at once. */
_Noreturn void platform_exit(int status);

#endif
