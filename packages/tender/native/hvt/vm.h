/* One virtual machine with one processor, by the kernel's KVM. */
#ifndef MORGANA_VM_H
#define MORGANA_VM_H

#include <linux/kvm.h>
#include "tender.h"

#define HUGE_PAGE ((uint64_t)2 << 20)

typedef struct Machine {
  uint8_t *memory; /* the guest's address 0 */
  uint64_t memory_size;
  int vm, cpu;
  struct kvm_run *run;
  uint64_t tsc_frequency;
} Machine;

/* Memory, page tables below 0x10000, and a processor in 64-bit mode with interrupts off. */
void machine_create(Machine *machine, uint64_t memory_size);
/* The first instruction, what it finds in RDI, and the stack. */
void machine_enter(Machine *machine, uint64_t entry, uint64_t argument, uint64_t stack);
uint64_t machine_instruction(Machine *machine);

/* Becomes readable when somebody wants the image to end; -1: it is not told, or has been. */
extern int stop_fd;

/* Does what the guest asked for by writing `argument` to the port of a hypercall. */
void hypercall(Machine *machine, const Manifest *manifest, uint32_t number, uint32_t argument);

void network_transfer(const Machine *machine, const Manifest *manifest, HvtNetwork *call, bool writes);

/* --- the ring, in the last 2 MiB of memory: below this much, memory is dearer than exits */
#define RING_LEAST_MEMORY ((uint64_t)16 << 20)
#define FEATURE_RING 1u
/* Becomes readable when the guest kicks; -1: there is no ring. */
extern int ring_event;
/* Where it is to be; 0: the image has no network, or little memory. */
uint64_t ring_reserve(const Machine *machine, const Manifest *manifest);
/* False: this kernel cannot. */
bool ring_prepare(Machine *machine, const Manifest *manifest, uint64_t address);
/* Starts the thread; returns when it needs no more system calls than the filter lets pass. */
void ring_start(void);

/* Ends the program when the machine that KVM makes here does not compute. */
void probe(void);

#endif
