/* morgana-hvt: runs an image for Solo5's hvt in a virtual machine of KVM. The monitor gives up root and all system calls that
 * it does not need before the image's first instruction. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "vm.h"

const char *tender_name = "morgana-hvt";

static Options options;
static Image image;
static Filter filter;
static Machine machine;

static void protect(void) {
  for (size_t i = 0; i < image.segment_count; i++) {
    const Segment *s = &image.segments[i];
    /* What is executable must be readable for KVM; that data does not execute is in the image's own page tables. */
    int protection = ((s->flags & (SEGMENT_READ | SEGMENT_EXECUTE)) != 0 ? PROT_READ : 0) | ((s->flags & SEGMENT_WRITE) != 0 ? PROT_WRITE : 0);
    if (mprotect(machine.memory + s->start, s->end - s->start, protection) != 0) fail_errno(EX_OSERR, "cannot protect the image's memory");
  }
}

#define ALLOW(number, ...) \
  do { \
    const Condition conditions[] = {__VA_ARGS__}; \
    filter_allow(&filter, number, sizeof conditions / sizeof conditions[0], conditions); \
  } while (0)

static void allow_system_calls(void) {
  filter_begin(&filter);
  ALLOW(SYS_ioctl, {0, EQUALS, (uint64_t)machine.cpu}, {1, EQUALS, KVM_RUN});
  for (uint32_t i = 1; i < image.manifest.entries; i++) {
    const ManifestEntry *e = &image.manifest.entry[i];
    bool network = e->type == MANIFEST_NETWORK;
    ALLOW(network ? SYS_read : SYS_pread64, {0, EQUALS, e->host});
    ALLOW(network ? SYS_write : SYS_pwrite64, {0, EQUALS, e->host});
  }
  if (ring_event >= 0) ALLOW(SYS_read, {0, EQUALS, (uint64_t)ring_event});
  filter_allow(&filter, SYS_ppoll, 0, NULL);
  ALLOW(SYS_write, {0, EQUALS, STDOUT_FILENO});
  ALLOW(SYS_write, {0, EQUALS, STDERR_FILENO});
  ALLOW(SYS_ioctl, {0, EQUALS, (uint64_t)machine.cpu}, {1, EQUALS, KVM_GET_REGS});
  ALLOW(SYS_clock_gettime, {0, EQUALS, CLOCK_REALTIME});
  filter_allow(&filter, SYS_exit_group, 0, NULL);
}

/* SIGINT and SIGTERM, for an image that ends by itself: the first is told at the next poll, the second ends it at once. */
int stop_fd = -1;
static int stop_writer;

static void on_stop(int signal) {
  static int wishes;
  static const uint64_t one = 1;
  if (wishes++ > 0 || write(stop_writer, &one, sizeof one) < 0) _exit(128 + signal);
}

static void watch_stop(void) {
  stop_fd = stop_writer = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  struct sigaction action = {.sa_handler = on_stop};
  if (stop_fd < 0 || sigaction(SIGINT, &action, NULL) != 0 || sigaction(SIGTERM, &action, NULL) != 0)
    fail_errno(EX_OSERR, "no handler for signals");
  ALLOW(SYS_write, {0, EQUALS, (uint64_t)stop_fd});
  filter_allow(&filter, SYS_rt_sigreturn, 0, NULL);
}

static void run(void) {
  const struct kvm_run *r = machine.run;
  for (;;) {
    if (ioctl(machine.cpu, KVM_RUN, 0) != 0) {
      if (errno == EINTR || errno == EAGAIN) continue;
      if (errno == EFAULT) fail(255, "the image was ended: write to read-only memory, by the instruction at 0x%llx", (unsigned long long)machine_instruction(&machine));
      fail_errno(EX_OSERR, "KVM_RUN");
    }
    switch (r->exit_reason) {
      case KVM_EXIT_IO: {
        uint32_t port = r->io.port;
        if (r->io.direction != KVM_EXIT_IO_OUT || r->io.size != 4 || r->io.count != 1 || port < HVT_PORT + HVT_WALLTIME || port > HVT_PORT + HVT_HALT)
          fail(255, "the image was ended: access to port 0x%x, which there is not", port);
        hypercall(&machine, &image.manifest, port - HVT_PORT, *(const uint32_t *)((const uint8_t *)r + r->io.data_offset));
        break;
      }
      case KVM_EXIT_HLT: fail(255, "the image was ended: it halted the processor at 0x%llx", (unsigned long long)machine_instruction(&machine));
      case KVM_EXIT_SHUTDOWN: fail(255, "the image was ended: triple fault at 0x%llx", (unsigned long long)machine_instruction(&machine));
      case KVM_EXIT_MMIO:
        fail(255, "the image was ended: %s, at 0x%llx",
             r->mmio.phys_addr < machine.memory_size ? "write to read-only memory" : "access to memory that it does not have",
             (unsigned long long)r->mmio.phys_addr);
      case KVM_EXIT_INTERNAL_ERROR:
        fail(EX_UNAVAILABLE, "KVM gave up with internal error %u at 0x%llx; %s --probe says whether this machine can run images",
             r->internal.suberror, (unsigned long long)machine_instruction(&machine), tender_name);
      default: fail(EX_OSERR, "KVM ended with reason %u", r->exit_reason);
    }
  }
}

int main(int argc, char **argv) {
  reserve_descriptors();
  options_read(&options, argc, argv, HUGE_PAGE);
  if (options.probe) {
    probe();
    return 0;
  }
  image_open(&image, options.image, TARGET_HVT, options.memory_size);
  devices_attach(&image.manifest, &options, options.image, false);
  machine_create(&machine, options.memory_size);
  image_load(&image, machine.memory, false);
  protect();

  uint64_t ring = ring_reserve(&machine, &image.manifest);
  if (ring < image.end || !ring_prepare(&machine, &image.manifest, ring)) ring = 0;
  uint64_t memory_size = ring != 0 ? ring : options.memory_size;

  uint64_t manifest_size = MANIFEST_SIZE((uint64_t)image.manifest.entries);
  HvtBootInfo info = {
      .memory_size = memory_size,
      .image_end = image.end,
      .tsc_frequency = machine.tsc_frequency,
      .manifest = HVT_BOOT_INFO + sizeof info,
      .command_line = HVT_BOOT_INFO + sizeof info + manifest_size,
      .host_features = ring != 0 ? FEATURE_RING : 0,
      .network_ring = ring,
  };
  memcpy(machine.memory + HVT_BOOT_INFO, &info, sizeof info);
  memcpy(machine.memory + info.manifest, &image.manifest, manifest_size);
  options_command_line(&options, (char *)machine.memory + info.command_line);
  machine_enter(&machine, image.entry, HVT_BOOT_INFO, memory_size - 8);

  signal(SIGPIPE, SIG_IGN);
  allow_system_calls();
  if ((image.manifest.entry[0].features & FEATURE_STOP) != 0) watch_stop();
  drop_privileges();
  if (ring != 0) ring_start();
  filter_install(&filter);
  run();
}
