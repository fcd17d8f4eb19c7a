/* A /dev/kvm may be there and be of no use: software that imitates virtualisation gives up at the first instruction of a
 * kind that every image has. So a machine of a few instructions computes 2.5 + 0.5 with SSE, within four seconds: machines are busy. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/time.h>
#include <unistd.h>
#include "vm.h"

#define CODE_AT 0x100000
#define RESULT 3

static const uint8_t code[] = {
    0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0x04, 0x40, /* mov rax, 2.5 */
    0x66, 0x48, 0x0f, 0x6e, 0xc0,             /* movq xmm0, rax */
    0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0xe0, 0x3f, /* mov rax, 0.5 */
    0x66, 0x48, 0x0f, 0x6e, 0xc8,             /* movq xmm1, rax */
    0xf2, 0x0f, 0x58, 0xc1,                   /* addsd xmm0, xmm1 */
    0xf2, 0x0f, 0x2c, 0xc0,                   /* cvttsd2si eax, xmm0 */
    0x66, 0xba, 0x00, 0x05,                   /* mov dx, 0x500 */
    0xef,                                     /* out dx, eax */
};

static void ignore(int signal) { (void)signal; }

void probe(void) {
  Machine m;
  machine_create(&m, HUGE_PAGE);
  memcpy(m.memory + CODE_AT, code, sizeof code);
  machine_enter(&m, CODE_AT, 0, HUGE_PAGE - 8);
  struct sigaction action = {.sa_handler = ignore};
  struct itimerval patience = {.it_value.tv_sec = 4, .it_interval.tv_sec = 1};
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &patience, NULL);
  static const char advice[] = "this machine's /dev/kvm cannot run an image";
  if (ioctl(m.cpu, KVM_RUN, 0) != 0) {
    if (errno == EINTR) fail(EX_UNAVAILABLE, "%s: it did not finish an addition in four seconds", advice);
    fail_errno(EX_UNAVAILABLE, "%s", advice);
  }
  const struct kvm_run *run = m.run;
  if (run->exit_reason == KVM_EXIT_INTERNAL_ERROR)
    fail(EX_UNAVAILABLE, "%s: it is an imitation in software, and ends in an internal error at the first SSE instruction", advice);
  if (run->exit_reason != KVM_EXIT_IO) fail(EX_UNAVAILABLE, "%s: it ended with reason %u", advice, run->exit_reason);
  if (*(const uint32_t *)((const uint8_t *)run + run->io.data_offset) != RESULT) fail(EX_UNAVAILABLE, "%s: it computes wrongly", advice);
}
