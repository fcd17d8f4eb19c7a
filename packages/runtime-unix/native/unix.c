/* The platform contract on a Linux process, by system calls: no libc. */
#include "boot_arguments.h"
#include "unix.h"

#if defined(MORGANA_HOSTED)
/* With libc around it, for the runtime libraries of sanitizers: see the end. */
#elif defined(__x86_64__)
__asm__(
    ".globl _start\n"
    ".type _start, @function\n"
    "_start:\n"
    "  xor %ebp, %ebp\n"
    "  mov %rsp, %rdi\n"
    "  and $-16, %rsp\n"
    "  call unix_start\n"
    "  ud2\n");
#elif defined(__aarch64__)
__asm__(
    ".globl _start\n"
    ".type _start, %function\n"
    "_start:\n"
    "  mov x29, #0\n"
    "  mov x0, sp\n"
    "  bl unix_start\n"
    "  brk #1\n");
#endif

void platform_console_write(int stream, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    long n = system_call(SYS_write, stream, (long)bytes, (long)length, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n == -EAGAIN) { /* somebody made the pipe or terminal non-blocking */
      PollFd fd = {stream, POLLOUT, 0};
      system_call(SYS_ppoll, (long)&fd, 1, 0, 0, 0, 0);
      continue;
    }
    if (n <= 0) return; /* nobody reads any more */
    bytes += n;
    length -= (size_t)n;
  }
}

static ClockFunction kernel_clock;

static uint64_t clock(int id) {
  TimeSpec t = {0, 0};
  if (kernel_clock == NULL || kernel_clock(id, &t) != 0) system_call(SYS_clock_gettime, id, (long)&t, 0, 0, 0, 0);
  return (uint64_t)t.seconds * 1000000000u + (uint64_t)t.nanoseconds;
}

uint64_t platform_clock_monotonic(void) { return clock(1); }
uint64_t platform_clock_wall(void) { return clock(0); }

bool platform_entropy(uint8_t *bytes, size_t length) {
  while (length > 0) {
    long n = system_call(SYS_getrandom, (long)bytes, (long)length, 0, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n <= 0) return false;
    bytes += n;
    length -= (size_t)n;
  }
  return true;
}

/* Set by platform_watch_stop, in a file of its own; -1: a wish to stop ends the process. */
int stop_event = -1;

bool platform_poll(uint64_t deadline, uint64_t *ready) {
  PollFd fds[DEVICE_LIMIT + 1];
  uint32_t count = devices_watched != NULL ? devices_watched(fds) : 0;
  bool watched = stop_event >= 0;
  for (uint32_t i = 0; i < count; i++) watched |= fds[i].fd >= 0;
  *ready = 0;
  if (!watched && deadline == UINT64_MAX) return false;
  fds[count] = (PollFd){stop_event, POLLIN, 0};
  TimeSpec wait = {0, 0};
  if (deadline != UINT64_MAX && deadline != 0) {
    uint64_t now = platform_clock_monotonic();
    if (deadline > now) wait = (TimeSpec){(long)((deadline - now) / 1000000000u), (long)((deadline - now) % 1000000000u)};
  }
  long n = system_call(SYS_ppoll, (long)fds, count + 1, deadline == UINT64_MAX ? 0 : (long)&wait, 0, 8, 0);
  if (n <= 0) return true;
  if (count > 0) *ready = devices_ready(fds, count);
  if (fds[count].revents != 0) {
    uint64_t wishes;
    system_call(SYS_read, stop_event, (long)&wishes, sizeof wishes, 0, 0, 0);
    *ready |= READY_STOP;
  }
  return true;
}

_Noreturn void platform_exit(int status) {
  for (;;) system_call(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

#define DEFAULT_HEAP (1ul << 30)
#define RLIMIT_STACK 3
#define MAX_STACK (64ul << 20)

_Noreturn static void refuse(int status, const char *text) {
  size_t length = 0;
  while (text[length] != 0) length++;
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, length);
  platform_exit(status);
}

_Noreturn static void start(int argc, const char *const *argv, uint8_t *high) {
  EngineOptions options;
  const char *wrong = engine_options(argc, argv, &options);
  if (wrong != NULL) refuse(64, wrong);
  uint64_t heap = options.heap_limit != 0 ? options.heap_limit : DEFAULT_HEAP;
  long memory = system_call(SYS_mmap, 0, (long)heap, 3 /* read, write */, 0x4022 /* private, anonymous, no reserve */, -1, 0);
  if (memory < 0 && memory > -4096)
    refuse(71, "runtime-unix: this machine gives no memory for the heap: ask for less with --heap-max=SIZE\n");
  unsigned long limit[2] = {8ul << 20, 0};
  system_call(SYS_prlimit64, 0, RLIMIT_STACK, 0, (long)limit, 0, 0);
  if (limit[0] > MAX_STACK) limit[0] = MAX_STACK;
  PlatformBoot boot = {
      .memory = (uint8_t *)memory,
      .memory_size = heap,
      .stack_low = high - limit[0] + (64ul << 10),
      .stack_high = high,
      .argument_count = argc,
      .arguments = argv,
      .options = options,
  };
  platform_exit(engine_start(&boot));
}

#if defined(MORGANA_HOSTED)
int main(int argc, char **argv) { start(argc, (const char *const *)argv, __builtin_frame_address(0)); }
#else
__attribute__((used)) void unix_start(long *stack) {
  long *end = stack + 1 + stack[0] + 1; /* behind the arguments: the environment, then the auxiliary vector */
  while (*end != 0) end++;
  kernel_clock = find_clock((const unsigned long *)(end + 1));
  start((int)stack[0], (const char *const *)(stack + 1), (uint8_t *)stack);
}
#endif
