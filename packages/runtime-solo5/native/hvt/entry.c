/* From the tender's processor state to ours: page tables of our own, which know about memory that does not execute, a table
 * of exceptions, and the stack below the image. The tender's tables make that stack's memory read-only, so what runs before
 * runs at the end of memory, where the tender's stack is. */
#include "hvt.h"

__asm__(
    ".pushsection .text.start, \"ax\"\n"
    ".globl _start\n"
    ".type _start, @function\n"
    "_start:\n"
    "  xor %ebp, %ebp\n"
    "  cld\n"
    "  and $-16, %rsp\n"
    "  call hvt_prepare\n"
    "  mov $0x100000, %esp\n"
    "  call hvt_start\n"
    "  ud2\n"
    ".popsection\n");
_Static_assert(STACK_HIGH == 0x100000, "the stack that _start takes");

#define MSR_FS_BASE 0xc0000100u
#define FEATURE_RING 1u /* of host_features */
#define MXCSR_DEFAULT 0x1f80u

static uint64_t heap_start;
static uint64_t memory_size;
static const HvtBootInfo *boot_info;

static BARE void write_msr(uint32_t number, uint64_t value) {
  __asm__ volatile("wrmsr" : : "c"(number), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)) : "memory");
}

__attribute__((used)) BARE void hvt_prepare(const HvtBootInfo *info) {
  boot_info = info;
  memory_size = info->memory_size;
  clock_initialize(info->tsc_frequency);
  exceptions_initialize();
  uint64_t ring = (info->host_features & FEATURE_RING) != 0 ? info->network_ring : 0;
  heap_start = ring_initialize(ring, paging_initialize(memory_size, (uint64_t)(uintptr_t)image_end, ring));
  uint32_t mxcsr = MXCSR_DEFAULT;
  __asm__ volatile("fninit\n ldmxcsr %0" : : "m"(mxcsr));
  write_msr(MSR_FS_BASE, (uint64_t)(uintptr_t)&thread_block);
}

#define FIRST_STACK 4096u /* more than what runs on it takes */

__attribute__((used)) BARE _Noreturn void hvt_start(void) {
  /* The end of memory belongs to the heap now, which begins as zeros. */
  for (uint64_t a = memory_size - FIRST_STACK; a < memory_size; a += 8) *(uint64_t *)(uintptr_t)a = 0;
  solo5_main(heap_start, memory_size, (const char *)(uintptr_t)boot_info->command_line,
             (const Manifest *)(uintptr_t)boot_info->manifest);
}
