/* What morgana-spt needs of a C library, to its prototypes. A libc asks the processor for its features when it starts, some fifty
 * CPUID instructions, and each leaves a virtual machine: that was a tenth of an image's start. The tender has one thread and
 * one use for each of these functions. Where it cannot be linked so, it is linked with the system's libc instead. */
#define _GNU_SOURCE
#undef _FORTIFY_SOURCE /* the checking functions are here */
#include <asm/prctl.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define BARE __attribute__((no_stack_protector, noinline))

/* --- system calls */

static int error_number;
int *__errno_location(void) { return &error_number; }

static inline __attribute__((always_inline)) long raw(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9) : "rcx", "r11", "memory");
  return result;
}

static long call(long n, long a, long b, long c, long d, long e, long f) {
  long result = raw(n, a, b, c, d, e, f);
  if (result >= 0 || result < -4095) return result;
  error_number = (int)-result;
  return -1;
}

#define CALL(type, name, parameters, ...) \
  type name parameters { return (type)call(SYS_##name, __VA_ARGS__); }
CALL(int, close, (int fd), fd, 0, 0, 0, 0, 0)
CALL(ssize_t, read, (int fd, void *to, size_t n), fd, (long)to, (long)n, 0, 0, 0)
CALL(ssize_t, write, (int fd, const void *from, size_t n), fd, (long)from, (long)n, 0, 0, 0)
CALL(off_t, lseek, (int fd, off_t offset, int whence), fd, offset, whence, 0, 0, 0)
CALL(int, fstat, (int fd, struct stat *status), fd, (long)status, 0, 0, 0, 0)
CALL(int, flock, (int fd, int operation), fd, operation, 0, 0, 0, 0)
CALL(int, mprotect, (void *at, size_t n, int protection), (long)at, (long)n, protection, 0, 0, 0)
CALL(int, socket, (int domain, int type, int protocol), domain, type, protocol, 0, 0, 0)
CALL(int, bind, (int fd, const struct sockaddr *address, socklen_t n), fd, (long)address, n, 0, 0, 0)
CALL(int, connect, (int fd, const struct sockaddr *address, socklen_t n), fd, (long)address, n, 0, 0, 0)
CALL(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t n), fd, level, name, (long)value, n, 0)
CALL(int, getsockopt, (int fd, int level, int name, void *value, socklen_t *n), fd, level, name, (long)value, (long)n, 0)
CALL(int, epoll_create1, (int flags), flags, 0, 0, 0, 0, 0)
CALL(int, epoll_ctl, (int fd, int operation, int other, struct epoll_event *event), fd, operation, other, (long)event, 0, 0)
CALL(int, timerfd_create, (int clock, int flags), clock, flags, 0, 0, 0, 0)
CALL(int, personality, (unsigned long persona), (long)persona, 0, 0, 0, 0, 0)
CALL(ssize_t, getrandom, (void *to, size_t n, unsigned flags), (long)to, (long)n, (long)flags, 0, 0, 0)
CALL(uid_t, geteuid, (void), 0, 0, 0, 0, 0, 0)
CALL(int, setgroups, (size_t n, const gid_t *groups), (long)n, (long)groups, 0, 0, 0, 0)
CALL(int, setresuid, (uid_t real, uid_t effective, uid_t saved), real, effective, saved, 0, 0, 0)
CALL(int, setresgid, (gid_t real, gid_t effective, gid_t saved), real, effective, saved, 0, 0, 0)
CALL(int, sigaltstack, (const stack_t *stack, stack_t *old), (long)stack, (long)old, 0, 0, 0, 0)

ssize_t pread(int fd, void *to, size_t n, off_t offset) { return call(SYS_pread64, fd, (long)to, (long)n, offset, 0, 0); }
int eventfd(unsigned count, int flags) { return (int)call(SYS_eventfd2, count, flags, 0, 0, 0, 0); }
void *mmap(void *at, size_t n, int protection, int flags, int fd, off_t offset) {
  return (void *)call(SYS_mmap, (long)at, (long)n, protection, flags, fd, offset);
}

/* The variable arguments of these are at most so many words. */
#define ARGUMENTS(last, count) \
  long a[count]; \
  va_list list; \
  va_start(list, last); \
  for (int i = 0; i < (count); i++) a[i] = va_arg(list, long); \
  va_end(list)
int open(const char *path, int flags, ...) {
  ARGUMENTS(flags, 1);
  return (int)call(SYS_open, (long)path, flags, a[0], 0, 0, 0);
}
int fcntl(int fd, int command, ...) {
  ARGUMENTS(command, 1);
  return (int)call(SYS_fcntl, fd, command, a[0], 0, 0, 0);
}
int ioctl(int fd, unsigned long request, ...) {
  ARGUMENTS(request, 1);
  return (int)call(SYS_ioctl, fd, (long)request, a[0], 0, 0, 0);
}
int prctl(int option, ...) {
  ARGUMENTS(option, 4);
  return (int)call(SYS_prctl, option, a[0], a[1], a[2], a[3], 0);
}
long syscall(long number, ...) {
  ARGUMENTS(number, 6);
  return call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

BARE void exit(int status) {
  for (;;) raw(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

/* --- signals: the kernel's form of an action has where a handler returns to */

__asm__(".pushsection .text\n.type restore, @function\nrestore: mov $15, %eax\n syscall\n.popsection\n"); /* rt_sigreturn */
extern void restore(void) __attribute__((visibility("hidden")));
#define SA_RESTORER 0x04000000

int sigaction(int number, const struct sigaction *action, struct sigaction *old) {
  (void)old; /* nobody asks */
  struct {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
  } form = {action->sa_handler, (unsigned)action->sa_flags | SA_RESTORER, restore, 0};
  memcpy(&form.mask, &action->sa_mask, sizeof form.mask);
  return (int)call(SYS_rt_sigaction, number, (long)&form, 0, sizeof form.mask, 0, 0);
}
sighandler_t signal(int number, sighandler_t handler) {
  struct sigaction action = {.sa_handler = handler};
  return sigaction(number, &action, NULL) == 0 ? SIG_DFL : SIG_ERR;
}
int sigfillset(sigset_t *set) {
  memset(set, 0xff, sizeof *set);
  return 0;
}

/* --- memory and text */

BARE void *memcpy(void *to, const void *from, size_t n) {
  void *at = to;
  __asm__ volatile("rep movsb" : "+D"(at), "+S"(from), "+c"(n) : : "memory");
  return to;
}
BARE void *memset(void *to, int octet, size_t n) {
  void *at = to;
  __asm__ volatile("rep stosb" : "+D"(at), "+c"(n) : "a"(octet) : "memory");
  return to;
}
int memcmp(const void *a, const void *b, size_t n) {
  const uint8_t *x = a, *y = b;
  for (; n > 0; n--, x++, y++)
    if (*x != *y) return *x - *y;
  return 0;
}
size_t strlen(const char *text) {
  const char *end = text;
  while (*(volatile const char *)end != 0) end++;
  return (size_t)(end - text);
}
int strncmp(const char *a, const char *b, size_t n) {
  for (; n > 0; n--, a++, b++)
    if (*a != *b || *a == 0) return (uint8_t)*a - (uint8_t)*b;
  return 0;
}
int strcmp(const char *a, const char *b) { return strncmp(a, b, SIZE_MAX); }
char *strchr(const char *text, int c) {
  for (; *text != (char)c; text++)
    if (*text == 0) return NULL;
  return (char *)(uintptr_t)text;
}
void __explicit_bzero_chk(void *to, size_t n, size_t room) { memset(to, 0, n < room ? n : room); }
void explicit_bzero(void *to, size_t n) { memset(to, 0, n); }

char *strerror(int number) {
  static const struct {
    int number;
    const char *text;
  } known[] = {
      {EPERM, "Operation not permitted"},   {ENOENT, "No such file or directory"},
      {EIO, "Input/output error"},          {ENXIO, "No such device or address"},
      {EBADF, "Bad file descriptor"},       {EAGAIN, "Resource temporarily unavailable"},
      {ENOMEM, "Cannot allocate memory"},   {EACCES, "Permission denied"},
      {EBUSY, "Device or resource busy"},   {EEXIST, "File exists"},
      {ENODEV, "No such device"},           {ENOTDIR, "Not a directory"},
      {EISDIR, "Is a directory"},           {EINVAL, "Invalid argument"},
      {ENFILE, "Too many open files in system"}, {EMFILE, "Too many open files"},
      {ETXTBSY, "Text file busy"},          {ENOSPC, "No space left on device"},
      {EROFS, "Read-only file system"},     {ENAMETOOLONG, "File name too long"},
      {ENOSYS, "Function not implemented"}, {ELOOP, "Too many levels of symbolic links"},
      {EADDRINUSE, "Address already in use"}, {EADDRNOTAVAIL, "Cannot assign requested address"},
  };
  for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
    if (known[i].number == number) return (char *)(uintptr_t)known[i].text;
  static char other[32];
  snprintf(other, sizeof other, "error %d of the system", number);
  return other;
}

/* --- messages: %s, %.*s, %d, %u, %x, and with l or ll */

typedef struct Out {
  char *to;
  size_t room, length;
} Out;

static void put(Out *out, char c) {
  if (out->length + 1 < out->room) out->to[out->length] = c;
  out->length++;
}

static void put_number(Out *out, unsigned long long value, unsigned base) {
  char digits[24];
  int n = 0;
  do digits[n++] = "0123456789abcdef"[value % base];
  while ((value /= base) != 0);
  while (n > 0) put(out, digits[--n]);
}

int vsnprintf(char *to, size_t room, const char *format, va_list list) {
  Out out = {to, room, 0};
  for (const char *p = format; *p != 0; p++) {
    if (*p != '%') {
      put(&out, *p);
      continue;
    }
    p++;
    int most = -1;
    if (p[0] == '.' && p[1] == '*') {
      most = va_arg(list, int);
      p += 2;
    }
    bool is_long = *p == 'l';
    while (*p == 'l') p++; /* a long is a long long here */
    if (*p == 's') {
      const char *text = va_arg(list, const char *);
      for (int i = 0; text[i] != 0 && i != most; i++) put(&out, text[i]);
    } else if (*p == 'd') {
      long long value = is_long ? va_arg(list, long long) : va_arg(list, int);
      if (value < 0) put(&out, '-');
      put_number(&out, value < 0 ? -(unsigned long long)value : (unsigned long long)value, 10);
    } else if (*p == 'u' || *p == 'x') {
      put_number(&out, is_long ? va_arg(list, unsigned long long) : va_arg(list, unsigned), *p == 'u' ? 10 : 16);
    } else if (*p == '%') put(&out, '%');
    else exit(70); /* a format that is not known here */
  }
  if (room > 0) to[out.length < room ? out.length : room - 1] = 0;
  return (int)out.length;
}

FILE *stdout = (FILE *)STDOUT_FILENO;
FILE *stderr = (FILE *)STDERR_FILENO;

static int print(FILE *stream, const char *format, va_list list) {
  char text[4096];
  int length = vsnprintf(text, sizeof text, format, list);
  size_t left = (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
  for (const char *p = text; left > 0;) {
    ssize_t n = write((int)(intptr_t)stream, p, left);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    p += n;
    left -= (size_t)n;
  }
  return length;
}

#define FORMATTED(expression) \
  va_list list; \
  va_start(list, format); \
  int length = expression; \
  va_end(list); \
  return length
int snprintf(char *to, size_t room, const char *format, ...) { FORMATTED(vsnprintf(to, room, format, list)); }
int __snprintf_chk(char *to, size_t n, int flag, size_t room, const char *format, ...) {
  (void)flag;
  if (room < n) exit(70);
  FORMATTED(vsnprintf(to, n, format, list));
}
int vfprintf(FILE *stream, const char *format, va_list list) { return print(stream, format, list); }
int __vfprintf_chk(FILE *stream, int flag, const char *format, va_list list) {
  (void)flag;
  return print(stream, format, list);
}
int fprintf(FILE *stream, const char *format, ...) { FORMATTED(print(stream, format, list)); }
int __fprintf_chk(FILE *stream, int flag, const char *format, ...) {
  (void)flag;
  FORMATTED(print(stream, format, list));
}
int printf(const char *format, ...) { FORMATTED(print(stdout, format, list)); }
int __printf_chk(int flag, const char *format, ...) {
  (void)flag;
  FORMATTED(print(stdout, format, list));
}
int fputc(int c, FILE *stream) {
  char octet = (char)c;
  return write((int)(intptr_t)stream, &octet, 1) == 1 ? c : EOF;
}

/* --- from the kernel's entry to main */

char **environ;
static struct {
  void *self;
  uint64_t reserved[4];
  uint64_t canary; /* at 0x28, where gcc looks for it */
} thread;

_Noreturn void __stack_chk_fail(void) {
  fprintf(stderr, "morgana-spt: stack smashing detected\n");
  for (;;) __builtin_trap();
}

extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));
extern const Elf64_Dyn _DYNAMIC[] __attribute__((visibility("hidden")));
int main(int argc, char **argv);

/* The program is where the kernel put it. Until this is done no pointer in its data is right. */
static BARE void relocate(uintptr_t base) {
  const Elf64_Rela *entry = NULL;
  uint64_t size = 0;
  for (const Elf64_Dyn *d = _DYNAMIC; d->d_tag != DT_NULL; d++) {
    if (d->d_tag == DT_RELA) entry = (const Elf64_Rela *)(base + d->d_un.d_ptr);
    if (d->d_tag == DT_RELASZ) size = d->d_un.d_val;
  }
  for (uint64_t i = 0; i < size / sizeof *entry; i++) {
    if (ELF64_R_TYPE(entry[i].r_info) != R_X86_64_RELATIVE) __builtin_trap();
    *(uint64_t *)(base + entry[i].r_offset) = base + (uint64_t)entry[i].r_addend;
  }
}

static BARE void protect_relocated(uintptr_t base) {
  const Elf64_Phdr *headers = (const Elf64_Phdr *)(base + __ehdr_start.e_phoff);
  for (int i = 0; i < __ehdr_start.e_phnum; i++)
    if (headers[i].p_type == PT_GNU_RELRO) {
      uintptr_t start = (base + headers[i].p_vaddr) & ~4095ul, end = (base + headers[i].p_vaddr + headers[i].p_memsz) & ~4095ul;
      if (end > start && raw(SYS_mprotect, (long)start, (long)(end - start), PROT_READ, 0, 0, 0) != 0) __builtin_trap();
    }
}

__attribute__((used)) BARE _Noreturn void start(uint64_t *stack) {
  uintptr_t base = (uintptr_t)&__ehdr_start;
  relocate(base);
  protect_relocated(base);
  int argc = (int)stack[0];
  char **argv = (char **)(stack + 1);
  environ = argv + argc + 1;
  uint64_t *auxiliary = (uint64_t *)environ;
  while (*auxiliary++ != 0) {}
  thread.self = &thread;
  for (; auxiliary[0] != AT_NULL; auxiliary += 2)
    if (auxiliary[0] == AT_RANDOM) memcpy(&thread.canary, (const void *)auxiliary[1], sizeof thread.canary);
  thread.canary &= ~(uint64_t)0xff;
  raw(SYS_arch_prctl, ARCH_SET_FS, (long)&thread, 0, 0, 0, 0);
  exit(main(argc, argv));
}

__asm__(
    ".pushsection .text\n"
    ".globl _start\n"
    ".type _start, @function\n"
    "_start:\n"
    "  xor %ebp, %ebp\n"
    "  mov %rsp, %rdi\n"
    "  and $-16, %rsp\n"
    "  call start\n"
    "  ud2\n"
    ".popsection\n");
