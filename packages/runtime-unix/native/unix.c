/* The platform contract on a Linux process, by system calls: no libc. */
#include "platform.h"

#if defined(__x86_64__)
#define SYS_write 1
#define SYS_poll 7
#define SYS_mmap 9
#define SYS_clock_gettime 228
#define SYS_exit_group 231
#define SYS_getrandom 318
#define SYS_prlimit64 302
#define SYS_ppoll 271

static long system_call(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

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
#define SYS_write 64
#define SYS_mmap 222
#define SYS_clock_gettime 113
#define SYS_exit_group 94
#define SYS_getrandom 278
#define SYS_prlimit64 261
#define SYS_ppoll 73

static long system_call(long n, long a, long b, long c, long d, long e, long f) {
  register long x8 __asm__("x8") = n;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = f;
  __asm__ volatile("svc 0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5) : "memory");
  return x0;
}

__asm__(
    ".globl _start\n"
    ".type _start, %function\n"
    "_start:\n"
    "  mov x29, #0\n"
    "  mov x0, sp\n"
    "  bl unix_start\n"
    "  brk #1\n");
#else
#error "runtime-unix: this processor is not supported"
#endif

#define EINTR 4
#define EAGAIN 11

void platform_console_write(int stream, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    long n = system_call(SYS_write, stream, (long)bytes, (long)length, 0, 0, 0);
    if (n == -EINTR || n == -EAGAIN) continue;
    if (n <= 0) return; /* nobody reads any more */
    bytes += n;
    length -= (size_t)n;
  }
}

typedef struct TimeSpec {
  long seconds;
  long nanoseconds;
} TimeSpec;

static uint64_t clock(int id) {
  TimeSpec t = {0, 0};
  system_call(SYS_clock_gettime, id, (long)&t, 0, 0, 0, 0);
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

bool platform_poll(uint64_t deadline) {
  if (deadline == UINT64_MAX) return false;
  uint64_t now = platform_clock_monotonic();
  if (deadline > now) {
    TimeSpec t = {(long)((deadline - now) / 1000000000u), (long)((deadline - now) % 1000000000u)};
    system_call(SYS_ppoll, 0, 0, (long)&t, 0, 0, 0);
  }
  return true;
}

_Noreturn void platform_exit(int status) {
  for (;;) system_call(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

#define DEFAULT_HEAP (1ul << 30)
#define RLIMIT_STACK 3
#define MAX_STACK (64ul << 20)

/* What follows `name` in `text`; NULL if it starts with something else. */
static const char *after(const char *text, const char *name) {
  for (; *name != 0; name++, text++)
    if (*text != *name) return NULL;
  return text;
}

/* SIZE of --heap=SIZE: with a suffix K, M or G. */
static size_t size_argument(const char *text) {
  size_t n = 0;
  for (; *text >= '0' && *text <= '9'; text++) n = n * 10 + (size_t)(*text - '0');
  if (*text == 'K') n <<= 10;
  else if (*text == 'M') n <<= 20;
  else if (*text == 'G') n <<= 30;
  return n;
}

__attribute__((used)) void unix_start(long *stack) {
  int argc = (int)stack[0];
  const char *const *argv = (const char *const *)(stack + 1);
  size_t heap = 0;
  bool statistics = false;
  /* before the program's own arguments: --heap=SIZE, --heap-statistics */
  for (int i = 1; i < argc; i++) {
    const char *size = after(argv[i], "--heap=");
    if (size != NULL) heap = size_argument(size);
    else if (after(argv[i], "--heap-statistics") != NULL) statistics = true;
    else break;
  }
  if (heap == 0) heap = DEFAULT_HEAP;
  long memory = system_call(SYS_mmap, 0, (long)heap, 3 /* read, write */, 0x4022 /* private, anonymous, no reserve */, -1, 0);
  if (memory < 0 && memory > -4096) {
    static const char text[] = "runtime-unix: no memory for the heap: ask for less with --heap=SIZE\n";
    platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, sizeof text - 1);
    platform_exit(71);
  }
  unsigned long limit[2] = {8ul << 20, 0};
  system_call(SYS_prlimit64, 0, RLIMIT_STACK, 0, (long)limit, 0, 0);
  if (limit[0] > MAX_STACK) limit[0] = MAX_STACK;
  uint8_t *high = (uint8_t *)stack;
  PlatformBoot boot = {
      .memory = (uint8_t *)memory,
      .memory_size = heap,
      .stack_low = high - limit[0] + (64ul << 10),
      .stack_high = high,
      .argument_count = argc,
      .arguments = argv,
      .heap_statistics = statistics,
  };
  platform_exit(engine_start(&boot));
}
