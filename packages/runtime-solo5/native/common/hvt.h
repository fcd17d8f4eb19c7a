#ifndef MORGANA_HVT_H
#define MORGANA_HVT_H

#include "solo5.h"

void clock_initialize(uint64_t tsc_frequency);
/* GDT, TSS and IDT of our own. */
void exceptions_initialize(void);
/* Maps all memory: code r-x, constants r--, the rest rw-, nothing below 0x10000, and `ring` (0: none), which lies behind
 * memory. The tables lie behind the image and are not writable themselves; gives the first address behind them. */
uint64_t paging_initialize(uint64_t memory_size, uint64_t image_end_address, uint64_t ring);

/* The ring of the monitor at an address (0: it offers none), with our slots at `memory`; gives the first address behind them. */
uint64_t ring_initialize(uint64_t address, uint64_t memory);
/* A result of host_network_write, or RING_NONE: it takes a hypercall. */
enum { RING_NONE = -1 };
int ring_write(uint32_t handle, const uint8_t *bytes, uint32_t length);
/* Frames that wait, at most `count` (64): their number, or RING_NONE. */
int ring_read(uint32_t handle, PlatformFrame *frames, uint32_t count);
/* Waits until the monitor has taken all frames, for a while. */
void ring_drain(void);

/* The argument's address is below 4 GiB, as all of an image's memory. */
static inline __attribute__((always_inline)) void hypercall(int number, void *argument) {
  __asm__ volatile("outl %0, %w1" : : "a"((uint32_t)(uintptr_t)argument), "d"(HVT_PORT + number) : "memory");
}

#endif
