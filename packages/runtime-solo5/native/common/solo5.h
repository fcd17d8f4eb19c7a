/* What the parts of this runtime know of each other. `common/` implements the engine's platform contract on Solo5 but for the
 * calls of the host, which are in `spt/` (system calls) and `hvt/` (hypercalls). */
#ifndef MORGANA_SOLO5_H
#define MORGANA_SOLO5_H

#include "platform.h"
#include "platform_devices.h"
#include "solo5_abi.h"

/* From the linker script: pages of code, of constants, and of data; image_end is the first address behind them. */
extern uint8_t image_text[], image_text_end[], image_constants[], image_constants_end[], image_data[], image_end[];

/* The stack is below the image, where a tender has put nothing but the boot information; that has been read by the time
 * the stack grows down to it. Below 0x10000 no memory is mapped: this is the guard. */
#define STACK_LOW 0x14000u
#define STACK_HIGH 0x100000u

/* What the C compiler expects at the thread pointer: itself, and the canary at 0x28. */
typedef struct ThreadBlock {
  struct ThreadBlock *self;
  uint64_t reserved[4];
  uint64_t canary;
} ThreadBlock;
_Static_assert(__builtin_offsetof(ThreadBlock, canary) == 0x28, "where gcc looks for the canary");

extern ThreadBlock thread_block;

/* Statuses of the image beyond those of the engine and the program; 255 is Solo5's for an abort. */
#define STATUS_NO_ENTROPY 69
#define STATUS_NO_DEVICE 74
#define STATUS_STOPPED 130
#define STATUS_ABORT 255

/* Functions that run before there is a canary. */
#define BARE __attribute__((no_stack_protector))

/* Copies the boot information, makes the canary, runs the program. On the image's own stack; the heap is from `heap_start`
 * to the end of memory. */
_Noreturn void solo5_main(uint64_t heap_start, uint64_t memory_size, const char *command_line, const Manifest *manifest);

_Noreturn void solo5_abort(const char *message);
/* The engine's (backtrace.h), where there is one. */
__attribute__((weak)) void print_backtrace(const void *from);
/* Seeds the generator of random numbers; false: the processor has no source. */
bool entropy_initialize(void);

/* --- the manifest: device n of the engine is entry n + 1 */

extern Manifest manifest;
extern uint64_t opened_devices;   /* by device */
extern uint64_t starved_devices;  /* those that had no room for a frame */
/* How long to wait for room where the host cannot say when there is some: nanoseconds. */
#define STARVED_WAIT 50000u

/* --- calls of the host */

/* Waits at most until `deadline`, and gives the set of handles (manifest entries) that have something to read; bit 0: the
 * image should end. */
uint64_t host_poll(uint64_t deadline);
enum { HOST_OK, HOST_AGAIN, HOST_LOST };
/* Frames that wait, at most `count`; their number. */
uint32_t host_network_receive(const ManifestEntry *entry, uint32_t handle, PlatformFrame *frames, uint32_t count);
int host_network_write(const ManifestEntry *entry, uint32_t handle, const uint8_t *bytes, uint32_t length);
/* Most sectors that one call of host_block_* takes. */
uint32_t host_block_sectors(const ManifestEntry *entry);
bool host_block_read(const ManifestEntry *entry, uint32_t handle, uint64_t offset, uint8_t *bytes, uint32_t length);
bool host_block_write(const ManifestEntry *entry, uint32_t handle, uint64_t offset, const uint8_t *bytes, uint32_t length);

#endif
