/* Between the files of this platform. */
#ifndef MORGANA_UNIX_H
#define MORGANA_UNIX_H

#include "platform_devices.h"
#include "system.h"

/* clock_gettime without a system call; NULL: the kernel offers none. */
typedef int (*ClockFunction)(int clock, TimeSpec *time);
ClockFunction find_clock(const unsigned long *auxiliary_vector);

/* What is behind an open device: a descriptor, and for networks the calls that take and send frames. */
typedef struct Attachment {
  int fd; /* -1: closed */
  bool full; /* the host took fewer frames than it was given: the device is ready when it has room */
  uint32_t (*receive)(int fd, PlatformFrame *frames, uint32_t count);
  uint32_t (*transmit)(int fd, const PlatformFrame *frames, uint32_t count);
} Attachment;

/* Fills `fds` with what open devices wait for; gives their number. NULL: no device is linked. */
__attribute__((weak)) uint32_t devices_watched(PollFd *fds);
__attribute__((weak)) uint64_t devices_ready(const PollFd *fds, uint32_t count);

/* The fields of an attachment's text, one by one: "udp 127.0.0.1 5601 ...". They are checked and written by this package's
 * TypeScript, so what does not parse is an internal error and says so. */
typedef struct Fields {
  const char *next;
} Fields;
/* The next field as its own text; false if there is none or it is too long. */
bool next_field(Fields *fields, char *text, size_t size);
bool next_number(Fields *fields, uint64_t *number);
/* "a.b.c.d" in network order. */
bool next_ipv4(Fields *fields, uint32_t *address);
bool next_mac(Fields *fields, uint8_t mac[6]);

/* `problem` is that text, then that of the error number if it is not 0. */
int fail_with(char *problem, const char *text, long error);

int open_datagram(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem);
int open_tap(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem);
int open_file(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem);

#endif
