/* A regular file or block device: "file rw SECTOR_SIZE PATH" or "file ro SECTOR_SIZE PATH". */
#include "unix.h"

enum { O_RDONLY_CLOEXEC = 02000000, O_RDWR_CLOEXEC = 2 | 02000000, AT_FDCWD = -100, SEEK_END = 2 };
/* One call moves a megabyte: more would only keep other work waiting. */
#define TRANSFER_BYTES (1u << 20)

int open_file(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem) {
  char mode[3];
  uint64_t sector_size;
  if (!next_field(fields, mode, sizeof mode) || !next_number(fields, &sector_size) || sector_size < 512 ||
      sector_size > TRANSFER_BYTES || (sector_size & (sector_size - 1)) != 0)
    return -2;
  device->read_only = mode[1] == 'o';
  long fd = system_call(SYS_openat, AT_FDCWD, (long)fields->next, device->read_only ? O_RDONLY_CLOEXEC : O_RDWR_CLOEXEC, 0, 0, 0);
  if (fd < 0) return fail_with(problem, fields->next, -fd);
  long size = system_call(SYS_lseek, fd, 0, SEEK_END, 0, 0, 0);
  if (size < 0 || (uint64_t)size % sector_size != 0) {
    system_call(SYS_close, fd, 0, 0, 0, 0, 0);
    if (size < 0) return fail_with(problem, fields->next, -size);
    return fail_with(problem, "its length is not a whole number of sectors", 0);
  }
  device->sector_size = (uint32_t)sector_size;
  device->sector_count = (uint64_t)size / sector_size;
  device->transfer_sectors = TRANSFER_BYTES / (uint32_t)sector_size;
  (void)attachment;
  return (int)fd;
}
