/* The devices of the manifest for the engine (platform_devices.h). */
#include "solo5.h"

static PlatformDevice described[MANIFEST_ENTRIES];
uint64_t opened_devices;
uint64_t starved_devices;

uint32_t platform_device_count(void) { return manifest.entries - 1; }

const PlatformDevice *platform_device(uint32_t index) {
  PlatformDevice *d = &described[index];
  if (d->name[0] != 0) return d;
  const ManifestEntry *e = &manifest.entry[index + 1];
  for (int i = 0; i < MANIFEST_NAME_SIZE - 1; i++) d->name[i] = e->name[i];
  if (e->type == MANIFEST_NETWORK) {
    d->kind = DEVICE_NETWORK;
    for (int i = 0; i < 6; i++) d->mac[i] = e->network.mac[i];
    d->mtu = e->network.mtu;
    d->offload_header = (e->features & FEATURE_OFFLOAD) != 0 ? OFFLOAD_HEADER : 0;
  } else {
    d->kind = DEVICE_BLOCK;
    d->sector_size = e->block.sector_size;
    d->sector_count = e->block.sector_size == 0 ? 0 : e->block.capacity / e->block.sector_size;
    d->transfer_sectors = host_block_sectors(e);
  }
  return d;
}

static char *append(char *to, const char *end, const char *text) {
  while (*text != 0 && to < end) *to++ = *text++;
  *to = 0;
  return to;
}

static int problem_with(char *problem, const char *name, const char *text) {
  char *end = problem + DEVICE_PROBLEM_SIZE - 1;
  append(append(append(append(problem, end, "device \""), end, name), end, "\""), end, text);
  return -1;
}

static bool same(const char *a, const char *b) {
  while (*a != 0 && *a == *b) a++, b++;
  return *a == *b;
}

int platform_device_open(PlatformDeviceKind kind, const char *name, const char *attachment, char problem[DEVICE_PROBLEM_SIZE]) {
  for (uint32_t i = 0; i < platform_device_count(); i++) {
    const PlatformDevice *d = platform_device(i);
    if (!same(d->name, name)) continue;
    if (d->kind != kind) return problem_with(problem, name, " is of another kind in this image's manifest");
    if (attachment[0] != 0)
      return problem_with(problem, name, " is attached by whom starts the image (--net:NAME=, --block:NAME=), not by an argument");
    if ((opened_devices >> i & 1) != 0) return problem_with(problem, name, " is open already");
    opened_devices |= 1ull << i;
    return (int)i;
  }
  return problem_with(problem, name, " is not in this image's manifest");
}

void platform_device_close(uint32_t index) { opened_devices &= ~(1ull << index); }

uint32_t platform_network_receive(uint32_t index, PlatformFrame *frames, uint32_t count) {
  return host_network_receive(&manifest.entry[index + 1], index + 1, frames, count);
}

uint32_t platform_network_transmit(uint32_t index, const PlatformFrame *frames, uint32_t count) {
  const ManifestEntry *e = &manifest.entry[index + 1];
  for (uint32_t n = 0; n < count; n++)
    if (host_network_write(e, index + 1, frames[n].bytes, frames[n].length) == HOST_AGAIN) {
      starved_devices |= 1ull << index;
      return n;
    }
  return count;
}

/* The largest power of two of sectors that a call may move and that is left to move. */
static uint32_t step(uint32_t left, uint32_t most) {
  while (most > left) most >>= 1;
  return most;
}

bool platform_block_read(uint32_t index, uint64_t sector, uint8_t *bytes, uint32_t sectors) {
  const PlatformDevice *d = platform_device(index);
  while (sectors > 0) {
    uint32_t n = step(sectors, d->transfer_sectors);
    if (!host_block_read(&manifest.entry[index + 1], index + 1, sector * d->sector_size, bytes, n * d->sector_size)) return false;
    sector += n, sectors -= n, bytes += (uint64_t)n * d->sector_size;
  }
  return true;
}

bool platform_block_write(uint32_t index, uint64_t sector, const uint8_t *bytes, uint32_t sectors) {
  const PlatformDevice *d = platform_device(index);
  while (sectors > 0) {
    uint32_t n = step(sectors, d->transfer_sectors);
    if (!host_block_write(&manifest.entry[index + 1], index + 1, sector * d->sector_size, bytes, n * d->sector_size)) return false;
    sector += n, sectors -= n, bytes += (uint64_t)n * d->sector_size;
  }
  return true;
}

bool platform_block_flush(uint32_t index) {
  (void)index;
  return true;
}
