/* A tap device: "tap NAME - MAC", or "tap NAME ADDRESS BITS MAC" to give a new interface its address and bring it up. */
#include "unix.h"

enum { AF_INET = 2, SOCK_DGRAM = 2, O_RDWR_NONBLOCK = 2 | 04000 | 02000000, AT_FDCWD = -100 };
enum { TUNSETIFF = 0x400454ca, SIOCGIFFLAGS = 0x8913, SIOCSIFFLAGS = 0x8914, SIOCSIFADDR = 0x8916, SIOCSIFNETMASK = 0x891c,
       SIOCGIFMTU = 0x8921 };
enum { IFF_UP = 1, IFF_TAP = 2, IFF_NO_PI = 0x1000, IFF_RUNNING = 0x40 };

typedef struct Request {
  char name[16];
  union {
    int16_t flags;
    int32_t number;
    struct { uint16_t family, port; uint32_t address; } address;
    uint8_t room[24];
  };
} Request;

static uint32_t receive(int fd, PlatformFrame *frames, uint32_t count) {
  uint32_t done = 0;
  while (done < count) {
    long n = system_call(SYS_read, fd, (long)frames[done].bytes, frames[done].capacity, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n <= 0) break;
    frames[done++].length = (uint32_t)n;
  }
  return done;
}

static uint32_t transmit(int fd, const PlatformFrame *frames, uint32_t count) {
  for (uint32_t i = 0; i < count;) {
    long n = system_call(SYS_write, fd, (long)frames[i].bytes, frames[i].length, 0, 0, 0);
    if (n == -EINTR) continue;
    if (n == -EAGAIN) return i;
    i++; /* an interface that is down refuses it (EIO): lost, as on a cable that was pulled */
  }
  return count;
}

int open_tap(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem) {
  Request request = {0};
  uint32_t address = 0;
  uint64_t bits = 0;
  if (!next_field(fields, request.name, sizeof request.name)) return -2;
  bool set_up = *fields->next != '-';
  if (set_up) {
    if (!next_ipv4(fields, &address) || !next_number(fields, &bits) || bits < 1 || bits > 32) return -2;
  } else {
    char dash[2];
    if (!next_field(fields, dash, sizeof dash)) return -2;
  }
  if (!next_mac(fields, device->mac)) return -2;
  long fd = system_call(SYS_openat, AT_FDCWD, (long)"/dev/net/tun", O_RDWR_NONBLOCK, 0, 0, 0);
  if (fd == -ENOENT || fd == -ENXIO)
    return fail_with(problem, "this host has no /dev/net/tun; tap devices need Linux with its tun module (modprobe tun)", 0);
  if (fd < 0) return fail_with(problem, "/dev/net/tun cannot be opened", -fd);
  request.flags = IFF_TAP | IFF_NO_PI;
  long error = system_call(SYS_ioctl, fd, TUNSETIFF, (long)&request, 0, 0, 0);
  if (error == -EPERM)
    fail_with(problem, "not permitted to make the tap device; run as root, or let root make it first: ip tuntap add NAME mode tap user $USER", 0);
  else if (error == -EINVAL) fail_with(problem, "the interface exists and is no tap device; choose another name", 0);
  else if (error < 0) fail_with(problem, "the tap device", -error);
  device->mtu = 1500;
  long control = error < 0 ? -1 : system_call(SYS_socket, AF_INET, SOCK_DGRAM, 0, 0, 0, 0);
  if (control >= 0) {
    request.number = 0;
    if (system_call(SYS_ioctl, control, SIOCGIFMTU, (long)&request, 0, 0, 0) == 0 && request.number >= 68 && request.number <= 65000)
      device->mtu = (uint16_t)request.number;
    if (set_up) {
      request.address.family = AF_INET;
      request.address.port = 0;
      request.address.address = address;
      error = system_call(SYS_ioctl, control, SIOCSIFADDR, (long)&request, 0, 0, 0);
      request.address.address = __builtin_bswap32(bits == 32 ? UINT32_MAX : ~(UINT32_MAX >> bits));
      if (error == 0) error = system_call(SYS_ioctl, control, SIOCSIFNETMASK, (long)&request, 0, 0, 0);
      if (error == 0) error = system_call(SYS_ioctl, control, SIOCGIFFLAGS, (long)&request, 0, 0, 0);
      request.flags |= IFF_UP | IFF_RUNNING;
      if (error == 0) error = system_call(SYS_ioctl, control, SIOCSIFFLAGS, (long)&request, 0, 0, 0);
      if (error < 0) fail_with(problem, "the host's address cannot be set", -error);
    }
    system_call(SYS_close, control, 0, 0, 0, 0, 0);
  }
  if (error < 0) {
    system_call(SYS_close, fd, 0, 0, 0, 0, 0);
    return -1;
  }
  attachment->receive = receive;
  attachment->transmit = transmit;
  return (int)fd;
}
