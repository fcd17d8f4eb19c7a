/* spt: system calls of the process that the tender has become. */
#include "solo5.h"

#define SYS_read 0
#define SYS_write 1
#define SYS_pread64 17
#define SYS_pwrite64 18
#define SYS_arch_prctl 158
#define SYS_clock_gettime 228
#define SYS_exit_group 231
#define SYS_epoll_pwait 281
#define SYS_timerfd_settime 286

#define EINTR 4
#define EAGAIN 11
#define ARCH_SET_FS 0x1002
#define TIMER_ABSOLUTE 1

static int epoll_fd, timer_fd;

static inline __attribute__((always_inline)) long call3(long n, long a, long b, long c) {
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
  return result;
}

static inline __attribute__((always_inline)) long call6(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return result;
}

/* To a stack of our own. The tender's begins at the end of memory, where the heap is. */
__asm__(
    ".pushsection .text.start, \"ax\"\n"
    ".globl _start\n"
    ".type _start, @function\n"
    "_start:\n"
    "  mov $0x100000, %esp\n"
    "  xor %ebp, %ebp\n"
    "  cld\n"
    "  call spt_start\n"
    "  ud2\n"
    ".popsection\n");
_Static_assert(STACK_HIGH == 0x100000, "the stack that _start takes");

__attribute__((used)) BARE _Noreturn void spt_start(const SptBootInfo *info) {
  epoll_fd = info->epoll_fd;
  timer_fd = info->timer_fd;
  call3(SYS_arch_prctl, ARCH_SET_FS, (long)&thread_block, 0);
  solo5_main((uint64_t)(uintptr_t)image_end, info->memory_size, (const char *)(uintptr_t)info->command_line, (const Manifest *)(uintptr_t)info->manifest);
}

/* A tender lets us write to the console only, which is its standard output. */
BARE void platform_console_write(int stream, const uint8_t *bytes, size_t length) {
  (void)stream;
  while (length > 0) {
    long n = call3(SYS_write, 1, (long)bytes, (long)length);
    if (n == -EINTR || n == -EAGAIN) continue;
    if (n <= 0) return; /* nobody reads any more */
    bytes += n;
    length -= (size_t)n;
  }
}

BARE _Noreturn void platform_exit(int status) {
  for (;;) call3(SYS_exit_group, status, 0, 0);
}

typedef struct TimeSpec {
  int64_t seconds, nanoseconds;
} TimeSpec;

static uint64_t clock(int id) {
  TimeSpec t = {0, 0};
  call3(SYS_clock_gettime, id, (long)&t, 0);
  return (uint64_t)t.seconds * 1000000000u + (uint64_t)t.nanoseconds;
}

/*
 * A system call costs as much as a good part of a packet, and each packet asks for the time. So for half a millisecond after a reading of the
 * host's clock the processor's counter tells how much later it is, by the rate that it had over the last seconds. Monotonic time never goes back;
 * of the time of day, which each answer of a web server bears, what was set meanwhile is seen half a millisecond later.
 */
#define FRESH 500000         /* nanoseconds */
#define FRESH_COUNTS 4000000 /* the same for a counter whose rate is not what it seemed */
#define CALIBRATION 20000000 /* nanoseconds that a rate is measured over, at least */
typedef struct Reading {
  uint64_t time, count; /* the last reading */
} Reading;
static Reading monotonic, wall;
static struct {
  uint64_t time, count; /* where the measuring of the rate began, some seconds ago at most */
  double rate;          /* nanoseconds a count; 0: not known yet */
} since;

static inline __attribute__((always_inline)) uint64_t counter(void) { return __builtin_ia32_rdtsc(); }

/* What a clock shows by the counter; 0 where it has to be asked. */
static uint64_t by_counter(const Reading *r) {
  uint64_t counts = counter() - r->count; /* many, if it went back */
  double later = (double)counts * since.rate;
  return since.rate > 0 && later < FRESH && counts < FRESH_COUNTS ? r->time + (uint64_t)later : 0;
}

static uint64_t ask(Reading *r, int id) {
  r->time = clock(id);
  r->count = counter();
  return r->time;
}

static void measure_rate(void) {
  uint64_t measured = monotonic.time - since.time;
  if (since.time == 0 || measured >= 100ull * CALIBRATION || monotonic.count <= since.count) {
    since.time = monotonic.time;
    since.count = monotonic.count;
  } else if (measured >= CALIBRATION) since.rate = (double)measured / (double)(monotonic.count - since.count);
}

uint64_t platform_clock_monotonic(void) {
  static uint64_t last;
  uint64_t time = by_counter(&monotonic);
  if (time == 0) {
    time = ask(&monotonic, 1);
    measure_rate();
  }
  if (time < last) time = last;
  last = time;
  return time;
}

uint64_t platform_clock_wall(void) {
  uint64_t time = wall.time == 0 ? 0 : by_counter(&wall);
  return time != 0 ? time : ask(&wall, 0);
}

typedef struct __attribute__((packed)) EpollEvent {
  uint32_t events;
  uint64_t data;
} EpollEvent;

#define EVENTS 64

static uint64_t wait(int milliseconds) {
  EpollEvent events[EVENTS];
  long n = call6(SYS_epoll_pwait, epoll_fd, (long)events, EVENTS, milliseconds, 0, 8);
  uint64_t ready = 0;
  for (long i = 0; i < n; i++) {
    if (events[i].data < MANIFEST_ENTRIES) ready |= 1ull << events[i].data;
    else if (events[i].data == SPT_STOP_EVENT) ready |= 1;
  }
  return ready;
}

static bool timer_set;

static void set_timer(uint64_t when) {
  struct {
    TimeSpec interval, value;
  } t = {{0, 0}, {(int64_t)(when / 1000000000u), (int64_t)(when % 1000000000u)}};
  call6(SYS_timerfd_settime, timer_fd, TIMER_ABSOLUTE, (long)&t, 0, 0, 0);
  timer_set = when != 0;
}

/*
 * A processor that has gone idle takes some 25 us to wake up, longer than many a peer needs for its next frame: a client that opens one
 * connection after the other would wait for that twice in each. So after some sleeps that were short we look again for about as long before the
 * next. Looking in vain means that there is a pause, or that the peer wants this processor: then it takes twice as many of them.
 */
#define SHORT_SLEEP 100000 /* nanoseconds, waking up included */
#define FEWEST_SLEEPS 4
#define MOST_SLEEPS 1024
#define LOOKS 96 /* some 40 us */
static bool looks;
static int short_sleeps, needed = FEWEST_SLEEPS;

static uint64_t wait_awake(int milliseconds) {
  for (int i = 0; looks && i < LOOKS; i++) {
    uint64_t ready = wait(0);
    if (ready == 0) continue;
    if (needed > FEWEST_SLEEPS) needed /= 2;
    return ready;
  }
  if (looks && needed < MOST_SLEEPS) needed *= 2;
  looks = false;
  uint64_t begin = platform_clock_monotonic();
  uint64_t ready = wait(milliseconds);
  short_sleeps = ready != 0 && platform_clock_monotonic() - begin < SHORT_SLEEP ? short_sleeps + 1 : 0;
  if (short_sleeps >= needed) {
    short_sleeps = 0;
    looks = true;
  }
  return ready;
}

/* Whole milliseconds are waited for in the call itself; only for the rest the timer is set, which is a call more. */
uint64_t host_poll(uint64_t deadline) {
  if (deadline == 0) return wait(0);
  for (;;) {
    int milliseconds = -1;
    if (deadline != UINT64_MAX) {
      uint64_t now = platform_clock_monotonic();
      uint64_t left = deadline > now ? deadline - now : 0;
      if (left == 0) return wait(0);
      if (left >= 1000000) milliseconds = left / 1000000 > 1000000 ? 1000000 : (int)(left / 1000000);
      else set_timer(deadline);
    }
    /* One that has expired stays readable until it is set anew. */
    if (milliseconds >= 0 || deadline == UINT64_MAX) {
      if (timer_set) set_timer(0);
    }
    uint64_t ready = wait_awake(milliseconds);
    if (ready != 0) return ready;
  }
}

#define ECONNREFUSED 111
#define EBADFD 77 /* a tap device that is there no more; it would be ready to be read for ever */

static void say(const char *text) {
  size_t length = 0;
  while (text[length] != 0) length++;
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, length);
}

static _Noreturn void network_lost(const ManifestEntry *entry) {
  say("Aborted: the host has taken away network \"");
  say(entry->name);
  say("\"\n");
  platform_exit(STATUS_NO_DEVICE);
}

uint32_t host_network_receive(const ManifestEntry *entry, uint32_t handle, PlatformFrame *frames, uint32_t count) {
  (void)handle;
  uint32_t received = 0;
  while (received < count) {
    long n = call3(SYS_read, (long)entry->host, (long)frames[received].bytes, frames[received].capacity);
    if (n > 0) frames[received++].length = (uint32_t)n;
    /* On a datagram socket an error is that of a frame which nobody took. */
    else if (n == -EBADFD) network_lost(entry);
    else if (n != 0 && n != -EINTR && n != -ECONNREFUSED) break;
  }
  return received;
}

int host_network_write(const ManifestEntry *entry, uint32_t handle, const uint8_t *bytes, uint32_t length) {
  (void)handle;
  long n = call3(SYS_write, (long)entry->host, (long)bytes, length);
  return n == -EAGAIN ? HOST_AGAIN : n < 0 ? HOST_LOST : HOST_OK;
}

/* Solo5's own tender lets one sector pass at a time; ours says in the manifest how many. */
uint32_t host_block_sectors(const ManifestEntry *entry) { return 1u << (entry->log_sectors & 15); }

bool host_block_read(const ManifestEntry *entry, uint32_t handle, uint64_t offset, uint8_t *bytes, uint32_t length) {
  (void)handle;
  return call6(SYS_pread64, (long)entry->host, (long)bytes, length, (long)offset, 0, 0) == (long)length;
}

bool host_block_write(const ManifestEntry *entry, uint32_t handle, uint64_t offset, const uint8_t *bytes, uint32_t length) {
  (void)handle;
  return call6(SYS_pwrite64, (long)entry->host, (long)bytes, length, (long)offset, 0, 0) == (long)length;
}
