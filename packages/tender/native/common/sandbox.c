/* A seccomp filter, written as classic BPF so that nothing but the kernel's headers is needed to read and build it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/audit.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "tender.h"

_Static_assert(sizeof(struct FilterInstruction) == sizeof(struct sock_filter), "classic BPF");

#define LOAD (BPF_LD | BPF_W | BPF_ABS)
#define NOBODY 65534

static void emit(Filter *filter, uint16_t code, uint32_t k, size_t if_true, size_t if_false) {
  if (filter->length == MAX_FILTER || if_true > 255 || if_false > 255) fail(EX_SOFTWARE, "the filter of system calls is too long");
  filter->instructions[filter->length++] = (struct FilterInstruction){code, (uint8_t)if_true, (uint8_t)if_false, k};
}

void filter_begin(Filter *filter) {
  filter->length = 0;
  emit(filter, LOAD, offsetof(struct seccomp_data, arch), 0, 0);
  emit(filter, BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
  emit(filter, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0, 0);
}

void filter_allow(Filter *filter, long number, size_t count, const Condition *conditions) {
  /* Instructions of the rule behind the test of the number, to jump over when a test fails. */
  size_t left = 1;
  for (size_t i = 0; i < count; i++) left += conditions[i].test == EQUALS ? 4 : 5;
  emit(filter, LOAD, offsetof(struct seccomp_data, nr), 0, 0);
  emit(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)number, 0, left);
  for (size_t i = 0; i < count; i++) {
    const Condition *c = &conditions[i];
    uint32_t low = (uint32_t)c->value, high = (uint32_t)(c->value >> 32);
    uint32_t at = (uint32_t)(offsetof(struct seccomp_data, args) + 8u * c->argument);
    left -= c->test == EQUALS ? 4 : 5;
    if (c->test == EQUALS) {
      emit(filter, LOAD, at + 4, 0, 0);
      emit(filter, BPF_JMP | BPF_JEQ | BPF_K, high, 0, left + 2);
      emit(filter, LOAD, at, 0, 0);
      emit(filter, BPF_JMP | BPF_JEQ | BPF_K, low, 0, left);
    } else {
      emit(filter, LOAD, at + 4, 0, 0);
      emit(filter, BPF_JMP | BPF_JGT | BPF_K, high, left + 3, 0);
      emit(filter, BPF_JMP | BPF_JEQ | BPF_K, high, 0, 2); /* less: passed */
      emit(filter, LOAD, at, 0, 0);
      emit(filter, BPF_JMP | BPF_JGT | BPF_K, low, left, 0);
    }
  }
  emit(filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
}

void filter_install(Filter *filter) {
  /* The signal is forced: it ends the process where nobody has a handler for it, or is in it. */
  emit(filter, BPF_RET | BPF_K, SECCOMP_RET_TRAP, 0, 0);
  struct sock_fprog program = {.len = (unsigned short)filter->length, .filter = (struct sock_filter *)filter->instructions};
  /* For all threads of the process. */
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) != 0) fail_errno(EX_OSERR, "the kernel refuses the filter of system calls");
}

void reserve_descriptors(void) {
  int fd;
  do fd = open("/dev/null", O_RDWR);
  while (fd >= 0 && fd <= STDERR_FILENO);
  if (fd < 0) fail_errno(EX_OSERR, "/dev/null");
  close(fd);
}

void drop_privileges(void) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail_errno(EX_OSERR, "cannot give up new privileges");
  if (geteuid() == 0) {
    /* In a user namespace root is somebody else already: there may be no nobody (EINVAL), and groups are refused (EPERM). */
    if (setgroups(0, NULL) != 0 && errno != EPERM) fail_errno(EX_OSERR, "cannot give up root's groups");
    if ((setresgid(NOBODY, NOBODY, NOBODY) != 0 || setresuid(NOBODY, NOBODY, NOBODY) != 0) && errno != EINVAL)
      fail_errno(EX_OSERR, "cannot give up root");
  }
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[2] = {{0}};
  if (syscall(SYS_capset, &header, none) != 0) fail_errno(EX_OSERR, "cannot give up capabilities");
}
