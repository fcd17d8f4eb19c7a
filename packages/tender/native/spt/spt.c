/* morgana-spt: runs an image for Solo5's spt in this process, which can then do seven system calls and nothing else. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#include <asm/prctl.h>
#include "fault.h"
#include "tender.h"

const char *tender_name = "morgana-spt";

static Options options;
static Image image;
static Filter filter;

static uint8_t *map_memory(uint64_t size) {
  void *base = (void *)(uintptr_t)SPT_MEMORY_BASE;
  int persona = personality(0xffffffff);
  if (persona < 0 || (persona & READ_IMPLIES_EXEC) != 0)
    fail(EX_UNAVAILABLE, "this process makes readable memory executable (READ_IMPLIES_EXEC): an image is not run like that");
  void *memory = mmap(base, size - SPT_MEMORY_BASE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
  if (memory == MAP_FAILED && errno == EPERM)
    fail_errno(EX_NOPERM, "cannot map memory at 0x%x (sysctl vm.mmap_min_addr must not be above 65536)", SPT_MEMORY_BASE);
  if (memory == MAP_FAILED) fail_errno(EX_OSERR, "no %llu MB of memory at 0x%x: ask for less with --mem=", (unsigned long long)(size >> 20), SPT_MEMORY_BASE);
  if (memory != base) fail(EX_OSERR, "the kernel (older than 4.17) gave memory elsewhere than at 0x%x", SPT_MEMORY_BASE);
  return (uint8_t *)memory - SPT_MEMORY_BASE;
}

static void protect(uint8_t *memory) {
  for (size_t i = 0; i < image.segment_count; i++) {
    const Segment *s = &image.segments[i];
    int protection = ((s->flags & SEGMENT_READ) != 0 ? PROT_READ : 0) | ((s->flags & SEGMENT_WRITE) != 0 ? PROT_WRITE : 0) |
                     ((s->flags & SEGMENT_EXECUTE) != 0 ? PROT_EXEC : 0);
    if (mprotect(memory + s->start, s->end - s->start, protection) != 0) fail_errno(EX_OSERR, "cannot protect the image's memory");
  }
}

static void watch(int epoll, int fd, uint64_t data) {
  struct epoll_event event = {.events = EPOLLIN, .data.u64 = data};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0) fail_errno(EX_OSERR, "cannot wait for a device");
}

#define ALLOW(number, ...) \
  do { \
    const Condition conditions[] = {__VA_ARGS__}; \
    filter_allow(&filter, number, sizeof conditions / sizeof conditions[0], conditions); \
  } while (0)

static void allow_block(const ManifestEntry *e) {
  /* A rule a size, because the end of a transfer cannot be computed in a filter: 1, 2, 4 ... sectors, all within the device. */
  for (unsigned log = 0; log <= e->log_sectors; log++) {
    uint64_t size = (uint64_t)e->block.sector_size << log;
    ALLOW(SYS_pread64, {0, EQUALS, e->host}, {2, EQUALS, size}, {3, AT_MOST, e->block.capacity - size});
    ALLOW(SYS_pwrite64, {0, EQUALS, e->host}, {2, EQUALS, size}, {3, AT_MOST, e->block.capacity - size});
  }
}

static void allow_system_calls(int epoll, int timer) {
  filter_begin(&filter);
  for (uint32_t i = 1; i < image.manifest.entries; i++) {
    const ManifestEntry *e = &image.manifest.entry[i];
    if (e->type != MANIFEST_NETWORK) continue;
    ALLOW(SYS_read, {0, EQUALS, e->host});
    ALLOW(SYS_write, {0, EQUALS, e->host});
  }
  ALLOW(SYS_epoll_pwait, {0, EQUALS, (uint64_t)epoll});
  ALLOW(SYS_clock_gettime, {0, EQUALS, CLOCK_MONOTONIC});
  ALLOW(SYS_clock_gettime, {0, EQUALS, CLOCK_REALTIME});
  ALLOW(SYS_timerfd_settime, {0, EQUALS, (uint64_t)timer});
  ALLOW(SYS_write, {0, EQUALS, STDOUT_FILENO});
  ALLOW(SYS_write, {0, EQUALS, STDERR_FILENO}); /* fault.c says there what ended the image */
  filter_allow(&filter, SYS_exit_group, 0, NULL);
  ALLOW(SYS_arch_prctl, {0, EQUALS, ARCH_SET_FS});
  for (uint32_t i = 1; i < image.manifest.entries; i++)
    if (image.manifest.entry[i].type == MANIFEST_BLOCK) allow_block(&image.manifest.entry[i]);
}

/* --- SIGINT and SIGTERM, for an image that ends by itself: the first becomes an event, the second ends it at once. The
 * handler runs in the middle of the image, with its thread pointer, under the filter. */

static int stop_fd = -1;

static __attribute__((no_stack_protector)) void on_stop(int signal) {
  static int wishes;
  static const uint64_t one = 1;
  long result;
  if (wishes++ == 0)
    __asm__ volatile("syscall" : "=a"(result) : "a"(SYS_write), "D"(stop_fd), "S"(&one), "d"(sizeof one) : "rcx", "r11", "memory");
  else __asm__ volatile("syscall" : "=a"(result) : "a"(SYS_exit_group), "D"(128 + signal) : "rcx", "r11", "memory");
}

static void watch_stop(int epoll) {
  stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN | EPOLLONESHOT, .data.u64 = SPT_STOP_EVENT};
  if (stop_fd < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, stop_fd, &event) != 0) fail_errno(EX_OSERR, "no event");
  struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_ONSTACK | SA_RESTART};
  if (sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0) fail_errno(EX_OSERR, "no handler for signals");
  ALLOW(SYS_write, {0, EQUALS, (uint64_t)stop_fd});
  filter_allow(&filter, SYS_rt_sigreturn, 0, NULL);
}

/* Leaves this stack for good. The image finds its boot information in RDI, and all other registers empty. */
static _Noreturn void enter(uint64_t entry, uint64_t stack, uint64_t boot_info) {
  __asm__ volatile(
      "mov %1, %%rsp\n"
      "xor %%eax, %%eax\n xor %%ebx, %%ebx\n xor %%ecx, %%ecx\n xor %%edx, %%edx\n xor %%ebp, %%ebp\n"
      "xor %%r8d, %%r8d\n xor %%r9d, %%r9d\n xor %%r10d, %%r10d\n xor %%r11d, %%r11d\n"
      "xor %%r12d, %%r12d\n xor %%r13d, %%r13d\n xor %%r14d, %%r14d\n xor %%r15d, %%r15d\n"
      "jmp *%%rsi\n"
      :
      : "S"(entry), "r"(stack), "D"(boot_info)
      : "memory");
  __builtin_unreachable();
}

/* The image is in this process, and what is in our environment is none of its business. */
static void forget_environment(void) {
  for (char **variable = environ; *variable != NULL; variable++) explicit_bzero(*variable, strlen(*variable));
}

int main(int argc, char **argv) {
  reserve_descriptors();
  options_read(&options, argc, argv, 1 << 20);
  if (options.probe) return 0; /* a machine that can run this program can run images */
  image_open(&image, options.image, TARGET_SPT, options.memory_size);
  bool offload = !options.no_offload && (image.manifest.entry[0].features & FEATURE_OFFLOAD) != 0;
  devices_attach(&image.manifest, &options, options.image, offload);

  uint8_t *memory = map_memory(options.memory_size);
  image_load(&image, memory, true);
  protect(memory);

  int epoll = epoll_create1(EPOLL_CLOEXEC);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  if (epoll < 0 || timer < 0) fail_errno(EX_OSERR, "no timer");
  watch(epoll, timer, SPT_TIMER_EVENT);
  for (uint32_t i = 1; i < image.manifest.entries; i++)
    if (image.manifest.entry[i].type == MANIFEST_NETWORK) watch(epoll, (int)image.manifest.entry[i].host, i);

  uint64_t manifest_size = MANIFEST_SIZE((uint64_t)image.manifest.entries);
  SptBootInfo info = {
      .memory_size = options.memory_size,
      .image_end = image.end,
      .manifest = SPT_BOOT_INFO + sizeof info,
      .command_line = SPT_BOOT_INFO + sizeof info + manifest_size,
      .epoll_fd = epoll,
      .timer_fd = timer,
  };
  memcpy(memory + SPT_BOOT_INFO, &info, sizeof info);
  memcpy(memory + info.manifest, &image.manifest, manifest_size);
  options_command_line(&options, (char *)memory + info.command_line);

  forget_environment();
  signal(SIGPIPE, SIG_IGN); /* who reads our console may leave */
  fault_handlers_install(&image);
  allow_system_calls(epoll, timer);
  if ((image.manifest.entry[0].features & FEATURE_STOP) != 0) watch_stop(epoll);
  drop_privileges();
  filter_install(&filter);
  enter(image.entry, options.memory_size - 8, SPT_BOOT_INFO);
}
