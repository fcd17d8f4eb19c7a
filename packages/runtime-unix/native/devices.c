/* The table of devices: those that were opened. */
#include "unix.h"

static PlatformDevice devices[DEVICE_LIMIT];
static Attachment attachments[DEVICE_LIMIT];
static uint32_t device_count;

uint32_t platform_device_count(void) { return device_count; }
const PlatformDevice *platform_device(uint32_t index) { return &devices[index]; }

static bool same_text(const char *a, const char *b) {
  while (*a != 0 && *a == *b) a++, b++;
  return *a == *b;
}

int platform_device_open(PlatformDeviceKind kind, const char *name, const char *text, char problem[DEVICE_PROBLEM_SIZE]) {
  for (uint32_t i = 0; i < device_count; i++)
    if (attachments[i].fd >= 0 && same_text(devices[i].name, name)) return fail_with(problem, "it is open already", 0);
  if (device_count == DEVICE_LIMIT) return fail_with(problem, "there are 63 devices at most", 0);
  PlatformDevice *device = &devices[device_count];
  Attachment *attachment = &attachments[device_count];
  *device = (PlatformDevice){.kind = kind};
  for (size_t i = 0; i < DEVICE_NAME_SIZE - 1 && name[i] != 0; i++) device->name[i] = name[i];
  *attachment = (Attachment){.fd = -1};
  Fields fields = {text};
  char type[8];
  if (next_field(&fields, type, sizeof type)) {
    int fd = -2;
    if (kind == DEVICE_NETWORK && same_text(type, "udp")) fd = open_datagram(device, attachment, &fields, problem);
    else if (kind == DEVICE_NETWORK && same_text(type, "tap")) fd = open_tap(device, attachment, &fields, problem);
    else if (kind == DEVICE_BLOCK && same_text(type, "file")) fd = open_file(device, attachment, &fields, problem);
    if (fd == -1) return -1;
    if (fd >= 0) {
      attachment->fd = fd;
      return (int)device_count++;
    }
  }
  return fail_with(problem, "internal error: an attachment that this platform does not know", 0);
}

void platform_device_close(uint32_t index) {
  if (attachments[index].fd < 0) return;
  system_call(SYS_close, attachments[index].fd, 0, 0, 0, 0, 0);
  attachments[index].fd = -1;
}

uint32_t platform_network_receive(uint32_t index, PlatformFrame *frames, uint32_t count) {
  Attachment *a = &attachments[index];
  return a->fd < 0 ? 0 : a->receive(a->fd, frames, count);
}
uint32_t platform_network_transmit(uint32_t index, const PlatformFrame *frames, uint32_t count) {
  Attachment *a = &attachments[index];
  if (a->fd < 0) return count;
  uint32_t taken = a->transmit(a->fd, frames, count);
  a->full = taken < count;
  return taken;
}

static bool transfer(long call, uint32_t index, uint64_t sector, const uint8_t *bytes, uint32_t sectors) {
  uint64_t at = sector * devices[index].sector_size, length = (uint64_t)sectors * devices[index].sector_size;
  while (length > 0) {
    long n = system_call(call, attachments[index].fd, (long)bytes, (long)length, (long)at, 0, 0);
    if (n == -EINTR) continue;
    if (n <= 0) return false;
    bytes += n;
    at += (uint64_t)n;
    length -= (uint64_t)n;
  }
  return true;
}
bool platform_block_read(uint32_t index, uint64_t sector, uint8_t *bytes, uint32_t sectors) {
  return transfer(SYS_pread64, index, sector, bytes, sectors);
}
bool platform_block_write(uint32_t index, uint64_t sector, const uint8_t *bytes, uint32_t sectors) {
  return transfer(SYS_pwrite64, index, sector, bytes, sectors);
}
bool platform_block_flush(uint32_t index) {
  return system_call(SYS_fdatasync, attachments[index].fd, 0, 0, 0, 0, 0) == 0;
}

uint32_t devices_watched(PollFd *fds) {
  for (uint32_t i = 0; i < device_count; i++) {
    bool network = devices[i].kind == DEVICE_NETWORK; /* transfers of blocks are done when they return */
    fds[i] = (PollFd){network ? attachments[i].fd : -1, attachments[i].full ? POLLIN | POLLOUT : POLLIN, 0};
  }
  return device_count;
}
uint64_t devices_ready(const PollFd *fds, uint32_t count) {
  uint64_t ready = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (fds[i].revents == 0) continue;
    ready |= 1ull << i;
    if (fds[i].revents & POLLOUT) attachments[i].full = false;
  }
  return ready;
}
