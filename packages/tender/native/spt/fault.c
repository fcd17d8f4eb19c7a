#define _GNU_SOURCE
#include "fault.h"
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* The image has its own thread pointer, and the filter is in force: no libc and no canary in what runs after a fault. */
#define BARE __attribute__((no_stack_protector, noinline))

#define TRAP_PAGE_FAULT 14
#define FAULT_WRITE 2
#define FAULT_FETCH 16
#define RED_ZONE 136

static const Image *loaded;
static char alternate_stack[16384];

typedef struct Text {
  size_t length;
  char bytes[256];
} Text;

static BARE void put(Text *text, const char *s) {
  while (*s != 0 && text->length < sizeof text->bytes) text->bytes[text->length++] = *s++;
}

static BARE void put_number(Text *text, uint64_t value, unsigned base) {
  char digits[24];
  int n = 0;
  do digits[n++] = "0123456789abcdef"[value % base];
  while ((value /= base) != 0);
  if (base == 16) put(text, "0x");
  while (n > 0 && text->length < sizeof text->bytes) text->bytes[text->length++] = digits[--n];
}

static BARE const Segment *segment_at(uint64_t address) {
  for (size_t i = 0; i < loaded->segment_count; i++)
    if (address >= loaded->segments[i].start && address < loaded->segments[i].end) return &loaded->segments[i];
  return NULL;
}

/* A write at the end of the stack, which has grown into memory that is not there or not writable. */
static BARE bool is_overflow(uint64_t address, uint64_t stack, const Segment *segment) {
  uint64_t end = address < SPT_MEMORY_BASE ? SPT_MEMORY_BASE : segment != NULL ? segment->end : 0;
  return address + RED_ZONE >= stack && stack < end + RED_ZONE && stack + RED_ZONE >= address - address % 4096;
}

static BARE void describe_page_fault(Text *text, uint64_t address, uint64_t stack, uint64_t error) {
  const Segment *segment = segment_at(address);
  if ((error & FAULT_WRITE) != 0 && is_overflow(address, stack, segment)) {
    put(text, "stack overflow: write to memory at ");
  } else if ((error & FAULT_FETCH) != 0) {
    put(text, address < SPT_MEMORY_BASE ? "call of a null pointer: " : "execution of memory that is not code, at ");
  } else {
    put(text, (error & FAULT_WRITE) != 0 ? "write to " : "read of ");
    put(text, address < SPT_MEMORY_BASE ? "the null page, at "
              : segment != NULL         ? (error & FAULT_WRITE) != 0 ? "read-only memory at " : "memory that is not readable, at "
                                        : "memory that the image does not have, at ");
  }
  put_number(text, address, 16);
}

static BARE void on_fault(int signal, siginfo_t *info, void *context) {
  const greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
  uint64_t instruction = (uint64_t)registers[REG_RIP];
  Text text;
  text.length = 0;
  put(&text, "morgana-spt: the image was ended: ");
  if (signal == SIGSYS) {
    put(&text, "forbidden system call ");
    put_number(&text, (uint64_t)(uint32_t)info->si_syscall, 10);
  } else if (signal == SIGILL) put(&text, "abort or illegal instruction");
  else if (signal == SIGFPE) put(&text, "arithmetic error");
  else if (signal == SIGTRAP) put(&text, "breakpoint");
  else if (registers[REG_TRAPNO] == TRAP_PAGE_FAULT)
    describe_page_fault(&text, (uint64_t)registers[REG_CR2], (uint64_t)registers[REG_RSP], (uint64_t)registers[REG_ERR]);
  else put(&text, "general protection fault");
  put(&text, ", by the instruction at ");
  put_number(&text, instruction, 16);
  put(&text, "\n");
  long result;
  __asm__ volatile("syscall" : "=a"(result) : "a"(SYS_write), "D"(STDERR_FILENO), "S"(text.bytes), "d"(text.length) : "rcx", "r11", "memory");
  /* The same again while it is blocked: the kernel ends the process with this signal, and the status says so. */
  if (signal == SIGSYS) __asm__ volatile("syscall" : "=a"(result) : "a"(SYS_gettid) : "rcx", "r11", "memory");
  if (signal == SIGFPE) __asm__ volatile("xor %%edx, %%edx\n xor %%ecx, %%ecx\n div %%ecx" : : : "rax", "rcx", "rdx");
  if (signal == SIGTRAP) __asm__ volatile("int3");
  if (signal == SIGSEGV || signal == SIGBUS) __asm__ volatile("hlt");
  for (;;) __asm__ volatile("ud2");
}

void fault_handlers_install(const Image *image) {
  loaded = image;
  stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
  if (sigaltstack(&stack, NULL) != 0) fail_errno(EX_OSERR, "no stack for signals");
  static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS};
  struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
    if (sigaction(signals[i], &action, NULL) != 0) fail_errno(EX_OSERR, "no handler for signals");
}
