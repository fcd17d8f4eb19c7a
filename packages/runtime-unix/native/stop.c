/* SIGINT and SIGTERM as a wish to stop. The first one wakes platform_poll through an event descriptor; the second ends the
 * process at once, also while the program is busy. */
#include "unix.h"

extern int stop_event;

enum { SIGINT = 2, SIGPIPE = 13, SIGTERM = 15, SA_RESTORER = 0x04000000, SA_RESTART = 0x10000000, EFD_CLOEXEC_NONBLOCK = 02004000 };

/* The kernel's struct sigaction. */
typedef struct Action {
  void (*handler)(int);
  unsigned long flags;
  void (*restorer)(void);
  unsigned long mask;
} Action;

#if defined(__x86_64__)
void unix_restore(void);
__asm__(
    ".text\n"
    ".globl unix_restore\n"
    ".type unix_restore, @function\n"
    "  nop\n" /* unwinders look at the byte before */
    "unix_restore:\n"
    "  mov $15, %eax\n" /* rt_sigreturn */
    "  syscall\n");
#define RESTORER SA_RESTORER, unix_restore
#else
#define RESTORER 0, NULL /* the kernel has one of its own */
#endif

static volatile bool stop_requested;

static void on_signal(int signal) {
  if (stop_requested) platform_exit(128 + signal); /* as a shell reports it */
  stop_requested = true;
  uint64_t one = 1;
  system_call(SYS_write, stop_event, (long)&one, sizeof one, 0, 0, 0);
}

static void set_action(int signal, void (*handler)(int)) {
  Action action = {handler, RESTORER, 0};
  action.flags |= SA_RESTART;
  system_call(SYS_rt_sigaction, signal, (long)&action, 0, 8, 0, 0);
}

void platform_watch_stop(void) {
  if (stop_event >= 0) return;
  stop_event = (int)system_call(SYS_eventfd2, 0, EFD_CLOEXEC_NONBLOCK, 0, 0, 0, 0);
  set_action(SIGINT, on_signal);
  set_action(SIGTERM, on_signal);
  /* an appliance outlives the reader of its console */
  set_action(SIGPIPE, (void (*)(int))1 /* SIG_IGN */);
}
