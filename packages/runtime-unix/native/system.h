/* Linux system calls without libc, and the few structures of theirs that this platform uses. */
#ifndef MORGANA_UNIX_SYSTEM_H
#define MORGANA_UNIX_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
enum {
  SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_lseek = 8, SYS_mmap = 9, SYS_rt_sigaction = 13, SYS_ioctl = 16,
  SYS_pread64 = 17, SYS_pwrite64 = 18, SYS_socket = 41, SYS_connect = 42, SYS_bind = 49, SYS_setsockopt = 54,
  SYS_fdatasync = 75, SYS_clock_gettime = 228, SYS_exit_group = 231, SYS_openat = 257, SYS_ppoll = 271,
  SYS_eventfd2 = 290, SYS_recvmmsg = 299, SYS_prlimit64 = 302, SYS_sendmmsg = 307, SYS_getrandom = 318,
};

static inline long system_call(long n, long a, long b, long c, long d, long e, long f) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = f;
  __asm__ volatile("syscall" : "=a"(result) : "a"(n), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
enum {
  SYS_read = 63, SYS_write = 64, SYS_close = 57, SYS_lseek = 62, SYS_mmap = 222, SYS_rt_sigaction = 134, SYS_ioctl = 29,
  SYS_pread64 = 67, SYS_pwrite64 = 68, SYS_socket = 198, SYS_connect = 203, SYS_bind = 200, SYS_setsockopt = 208,
  SYS_fdatasync = 83, SYS_clock_gettime = 113, SYS_exit_group = 94, SYS_openat = 56, SYS_ppoll = 73,
  SYS_eventfd2 = 19, SYS_recvmmsg = 243, SYS_prlimit64 = 261, SYS_sendmmsg = 269, SYS_getrandom = 278,
};

static inline long system_call(long n, long a, long b, long c, long d, long e, long f) {
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
#else
#error "runtime-unix: this processor is not supported"
#endif

/* Results of system calls below 0 are negated error numbers. */
enum { EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, ENXIO = 6, EAGAIN = 11, EACCES = 13, EBUSY = 16, EISDIR = 21, EINVAL = 22,
       EROFS = 30, EADDRINUSE = 98, EADDRNOTAVAIL = 99, ENOBUFS = 105, ECONNREFUSED = 111 };

enum { POLLIN = 1, POLLOUT = 4 };

typedef struct PollFd {
  int fd;
  short events, revents;
} PollFd;

typedef struct TimeSpec {
  long seconds, nanoseconds;
} TimeSpec;

#endif
