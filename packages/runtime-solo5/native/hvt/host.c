/* hvt: hypercalls to the monitor. */
#include "hvt.h"

BARE void platform_console_write(int stream, const uint8_t *bytes, size_t length) {
  (void)stream;
  HvtPuts call = {(uint64_t)(uintptr_t)bytes, length};
  if (length > 0) hypercall(HVT_PUTS, &call);
}

BARE _Noreturn void platform_exit(int status) {
  HvtHalt call = {0, status, 0};
  ring_drain(); /* the last frames are of those who close their connections */
  for (;;) hypercall(HVT_HALT, &call);
}

/* --- clocks: the processor's cycle counter, whose frequency the monitor knows */

#define WALL_CHECK 1000000000u /* nanoseconds after which the host's clock is read again */

static uint64_t cycles_at_start, nanoseconds_per_cycle; /* the latter times 2^32 */

static BARE inline uint64_t cycles(void) { return __builtin_ia32_rdtsc(); }

BARE void clock_initialize(uint64_t tsc_frequency) {
  cycles_at_start = cycles();
  nanoseconds_per_cycle = (1000000000ull << 32) / tsc_frequency;
}

BARE uint64_t platform_clock_monotonic(void) {
  return (uint64_t)(((unsigned __int128)(cycles() - cycles_at_start) * nanoseconds_per_cycle) >> 32);
}

uint64_t platform_clock_wall(void) {
  static uint64_t wall, at;
  uint64_t now = platform_clock_monotonic();
  if (wall == 0 || now - at > WALL_CHECK) {
    HvtWalltime call = {0};
    hypercall(HVT_WALLTIME, &call);
    wall = call.nanoseconds;
    at = now;
  }
  return wall + (now - at);
}

#define LONGEST_WAIT 3600000000000u

uint64_t host_poll(uint64_t deadline) {
  for (;;) {
    uint64_t now = deadline == UINT64_MAX ? 0 : platform_clock_monotonic();
    uint64_t left = deadline > now ? deadline - now : 0;
    HvtPoll call = {.timeout = left < LONGEST_WAIT ? left : LONGEST_WAIT};
    hypercall(HVT_POLL, &call);
    if (call.ready != 0 || left == 0) return call.ready;
  }
}

/* A batch from which on the next one comes through the ring, which is asked for as many and half as many again. */
#define MANY 4u

uint32_t host_network_receive(const ManifestEntry *entry, uint32_t handle, PlatformFrame *frames, uint32_t count) {
  (void)entry;
  static uint8_t last[MANIFEST_ENTRIES];
  uint32_t received = 0;
  if (last[handle] >= MANY) {
    uint32_t asked = last[handle] + last[handle] / 2u;
    if (asked > count) asked = count;
    if (asked > 64) asked = 64;
    int taken = ring_read(handle, frames, asked);
    if (taken != RING_NONE) {
      last[handle] = (uint8_t)taken;
      return (uint32_t)taken; /* what is left makes the device ready again */
    }
  }
  while (received < count) {
    HvtNetwork call = {.handle = handle, .data = (uint64_t)(uintptr_t)frames[received].bytes, .length = frames[received].capacity};
    hypercall(HVT_NET_READ, &call);
    if (call.result != RESULT_OK) break;
    frames[received++].length = (uint32_t)call.length;
  }
  last[handle] = (uint8_t)(received < 64 ? received : 64);
  return received;
}

int host_network_write(const ManifestEntry *entry, uint32_t handle, const uint8_t *bytes, uint32_t length) {
  (void)entry;
  int result = ring_write(handle, bytes, length);
  if (result != RING_NONE) return result;
  HvtNetwork call = {.handle = handle, .data = (uint64_t)(uintptr_t)bytes, .length = length};
  hypercall(HVT_NET_WRITE, &call);
  return call.result == RESULT_OK ? HOST_OK : call.result == RESULT_AGAIN ? HOST_AGAIN : HOST_LOST;
}

/* Monitors take any number of sectors in a call. */
uint32_t host_block_sectors(const ManifestEntry *entry) {
  (void)entry;
  return 128;
}

static bool transfer(int number, uint32_t handle, uint64_t offset, uint64_t data, uint32_t length) {
  HvtBlock call = {.handle = handle, .offset = offset, .data = data, .length = length};
  hypercall(number, &call);
  return call.result == RESULT_OK;
}

bool host_block_read(const ManifestEntry *entry, uint32_t handle, uint64_t offset, uint8_t *bytes, uint32_t length) {
  (void)entry;
  return transfer(HVT_BLOCK_READ, handle, offset, (uint64_t)(uintptr_t)bytes, length);
}

bool host_block_write(const ManifestEntry *entry, uint32_t handle, uint64_t offset, const uint8_t *bytes, uint32_t length) {
  (void)entry;
  return transfer(HVT_BLOCK_WRITE, handle, offset, (uint64_t)(uintptr_t)bytes, length);
}
