/* Solo5's shared ring (0.11 and later, where the monitor offers it): frames go out without leaving the virtual machine, a thread
 * of the monitor takes them. It takes a frame's memory when it comes to it, so each frame is copied to a slot of ours, which is
 * free again when the monitor's head has passed the entry. Frames come in by hypercalls while they are few: a request through the
 * ring may have to wake the monitor's thread. While many come, all requests of a batch are made at once, into the frames' own
 * memory, and cost at most one exit. */
#include "hvt.h"
#include "memory.h"

#define RING_ENTRIES 1024u
#define OPERATION_WRITE 1u
#define OPERATION_READ 2u
#define SLOTS 64u
#define SLOT_SIZE 2048u

typedef struct RingEntry {
  uint32_t operation, handle;
  uint64_t data;
  uint32_t length, id;
  uint64_t reserved;
} RingEntry;

typedef struct RingCommit {
  uint32_t id;
  int32_t result;
  uint32_t length, reserved;
} RingCommit;

typedef struct Ring {
  volatile uint32_t tail, commit_head; /* ours */
  uint8_t padding[56];
  volatile uint32_t head, commit_tail, needs_kick; /* the monitor's */
  uint8_t padding2[52];
  RingEntry entries[RING_ENTRIES];
  RingCommit commits[RING_ENTRIES];
} Ring;
_Static_assert(__builtin_offsetof(Ring, head) == 64 && __builtin_offsetof(Ring, entries) == 128 && sizeof(Ring) == 49280, "Solo5's ring");

static Ring *ring;
static uint8_t *slots;

BARE uint64_t ring_initialize(uint64_t address, uint64_t memory) {
  if (address == 0) return memory;
  ring = (Ring *)(uintptr_t)address;
  slots = (uint8_t *)(uintptr_t)memory;
  return memory + SLOTS * SLOT_SIZE;
}

#define LONGEST_DRAIN 100000000u /* nanoseconds */

BARE void ring_drain(void) {
  if (ring == NULL) return;
  uint64_t until = platform_clock_monotonic() + LONGEST_DRAIN;
  while (ring->head != ring->tail && platform_clock_monotonic() < until) __asm__ volatile("pause");
}

static void publish(uint32_t tail) {
  __asm__ volatile("" : : : "memory"); /* stores are not reordered on this processor, but by the compiler */
  ring->tail = tail;
  __asm__ volatile("mfence" : : : "memory");
  if (ring->needs_kick != 0) __asm__ volatile("outl %0, %w1" : : "a"(0), "d"(HVT_KICK_PORT) : "memory");
}

int ring_write(uint32_t handle, const uint8_t *bytes, uint32_t length) {
  if (ring == NULL) return RING_NONE;
  uint32_t tail = ring->tail;
  if (length > SLOT_SIZE) {
    while (ring->head != tail) __asm__ volatile("pause"); /* what was given before goes out before */
    return RING_NONE;
  }
  if (tail - ring->head >= SLOTS) return HOST_AGAIN;
  uint8_t *slot = slots + (uint64_t)(tail % SLOTS) * SLOT_SIZE;
  memcpy(slot, bytes, length);
  ring->entries[tail % RING_ENTRIES] = (RingEntry){OPERATION_WRITE, handle, (uint64_t)(uintptr_t)slot, length, tail, 0};
  publish(tail + 1);
  return HOST_OK;
}

/* A batch that took longer than this waited for a monitor that had no processor: after so many of them hypercalls are better. */
#define LATE 500000u /* nanoseconds */
#define MOST_LATE 8u

int ring_read(uint32_t handle, PlatformFrame *frames, uint32_t count) {
  static uint32_t late;
  if (ring == NULL || late >= MOST_LATE) return RING_NONE;
  uint64_t since = platform_clock_monotonic();
  uint32_t tail = ring->tail, first = ring->commit_head;
  for (uint32_t i = 0; i < count; i++)
    ring->entries[(tail + i) % RING_ENTRIES] =
        (RingEntry){OPERATION_READ, handle, (uint64_t)(uintptr_t)frames[i].bytes, frames[i].capacity, i, 0};
  publish(tail + count);
  /* They are taken in their order. One may find nothing and one behind it a frame that came meanwhile: it moves up. */
  uint32_t n = 0;
  for (uint32_t i = 0; i < count; i++) {
    while (ring->commit_tail == first + i) __asm__ volatile("pause");
    __asm__ volatile("" : : : "memory");
    RingCommit c = ring->commits[(first + i) % RING_ENTRIES];
    if (c.result != RESULT_OK || c.length > frames[i].capacity) continue;
    if (n < i) memcpy(frames[n].bytes, frames[i].bytes, c.length);
    frames[n++].length = c.length;
  }
  ring->commit_head = first + count;
  if (platform_clock_monotonic() - since > LATE) late++;
  return (int)n;
}
