#define _GNU_SOURCE
#include "vm.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

/* Below the boot information (0x10000), where the guest's tables map nothing: it can neither read nor change them. */
enum { GDT = 0x1000, PML4 = 0x2000, PDPT = 0x3000, PAGE_DIRECTORIES = 0x4000, PAGE_TABLE = 0x8000 };
enum { PRESENT = 1, WRITABLE = 2, HUGE = 0x80 };
#define GIGABYTE ((uint64_t)1 << 30)
#define PAGE 4096u

#define CODE_SELECTOR 0x08
#define DATA_SELECTOR 0x10

static void write_tables(Machine *m) {
  uint64_t *gdt = (uint64_t *)(m->memory + GDT);
  gdt[1] = 0x00af9b000000ffff; /* code, 64 bits */
  gdt[2] = 0x00cf93000000ffff; /* data */
  uint64_t *pml4 = (uint64_t *)(m->memory + PML4), *pdpt = (uint64_t *)(m->memory + PDPT);
  uint64_t *directories = (uint64_t *)(m->memory + PAGE_DIRECTORIES), *table = (uint64_t *)(m->memory + PAGE_TABLE);
  pml4[0] = PDPT | PRESENT | WRITABLE;
  for (uint64_t i = 0; i * GIGABYTE < m->memory_size; i++) pdpt[i] = (PAGE_DIRECTORIES + i * PAGE) | PRESENT | WRITABLE;
  for (uint64_t a = 0; a < m->memory_size; a += HUGE_PAGE) directories[a / HUGE_PAGE] = a | PRESENT | WRITABLE | HUGE;
  directories[0] = PAGE_TABLE | PRESENT | WRITABLE;
  for (uint64_t a = HVT_BOOT_INFO; a < HUGE_PAGE; a += PAGE) table[a / PAGE] = a | PRESENT | (a < LOWEST_SEGMENT ? 0 : WRITABLE);
}

static void set_registers(Machine *m) {
  struct kvm_sregs s;
  if (ioctl(m->cpu, KVM_GET_SREGS, &s) != 0) fail_errno(EX_OSERR, "KVM_GET_SREGS");
  struct kvm_segment data = {.limit = 0xffffffff, .selector = DATA_SELECTOR, .type = 3, .present = 1, .db = 1, .s = 1, .g = 1};
  s.cs = (struct kvm_segment){.limit = 0xffffffff, .selector = CODE_SELECTOR, .type = 11, .present = 1, .s = 1, .l = 1, .g = 1};
  s.ds = s.es = s.fs = s.gs = s.ss = data;
  s.tr = (struct kvm_segment){.type = 11, .present = 1};
  s.ldt = (struct kvm_segment){.unusable = 1};
  s.gdt = (struct kvm_dtable){.base = GDT, .limit = 3 * 8 - 1};
  s.idt = (struct kvm_dtable){0};
  s.cr0 = 0x80010021;  /* PG, WP, NE, PE */
  s.cr3 = PML4;
  s.cr4 = 0x620;       /* PAE, OSFXSR, OSXMMEXCPT */
  s.efer = 0x500;      /* LME, LMA */
  if (ioctl(m->cpu, KVM_SET_SREGS, &s) != 0) fail_errno(EX_OSERR, "KVM_SET_SREGS");
}

void machine_create(Machine *m, uint64_t memory_size) {
  m->memory_size = memory_size;
  int kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
  if (kvm < 0 && errno == ENOENT)
    fail(EX_UNAVAILABLE, "this machine has no /dev/kvm: no hardware virtualisation, or the kvm modules are not loaded");
  if (kvm < 0) fail_errno(EX_UNAVAILABLE, "/dev/kvm cannot be opened (are you in the group kvm?)");
  if (ioctl(kvm, KVM_GET_API_VERSION, 0) != KVM_API_VERSION) fail(EX_UNAVAILABLE, "a KVM with another interface than version %d", KVM_API_VERSION);
  int vm = m->vm = ioctl(kvm, KVM_CREATE_VM, 0);
  if (vm < 0) fail_errno(EX_UNAVAILABLE, "KVM makes no machine");
  void *memory = mmap(NULL, memory_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) fail_errno(EX_OSERR, "no %llu MB of memory: ask for less with --mem=", (unsigned long long)(memory_size >> 20));
  m->memory = memory;
  struct kvm_userspace_memory_region region = {.memory_size = memory_size, .userspace_addr = (uintptr_t)memory};
  if (ioctl(vm, KVM_SET_USER_MEMORY_REGION, &region) != 0) fail_errno(EX_OSERR, "KVM takes no memory");
  m->cpu = ioctl(vm, KVM_CREATE_VCPU, 0);
  if (m->cpu < 0) fail_errno(EX_UNAVAILABLE, "KVM makes no processor");
  int size = ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0);
  if (size < (int)sizeof *m->run) fail_errno(EX_OSERR, "KVM_GET_VCPU_MMAP_SIZE");
  m->run = mmap(NULL, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED, m->cpu, 0);
  if (m->run == MAP_FAILED) fail_errno(EX_OSERR, "cannot map the state of the processor");

  static struct {
    struct kvm_cpuid2 header;
    struct kvm_cpuid_entry2 entries[256];
  } cpuid = {.header.nent = 256};
  if (ioctl(kvm, KVM_GET_SUPPORTED_CPUID, &cpuid) != 0) fail_errno(EX_OSERR, "KVM gives no CPUID");
#if defined(WITHOUT_RANDOM) /* for tests: a processor of before 2012 */
  for (uint32_t i = 0; i < cpuid.header.nent; i++) {
    if (cpuid.entries[i].function == 1) cpuid.entries[i].ecx &= ~(1u << 30);
    if (cpuid.entries[i].function == 7 && cpuid.entries[i].index == 0) cpuid.entries[i].ebx &= ~(1u << 18);
  }
#endif
  if (ioctl(m->cpu, KVM_SET_CPUID2, &cpuid) != 0) fail_errno(EX_OSERR, "KVM takes no CPUID");
  int kilohertz = ioctl(m->cpu, KVM_GET_TSC_KHZ, 0);
  if (kilohertz <= 0) fail(EX_UNAVAILABLE, "KVM does not know the frequency of the cycle counter");
  m->tsc_frequency = (uint64_t)kilohertz * 1000;
  write_tables(m);
  set_registers(m);
}

void machine_enter(Machine *m, uint64_t entry, uint64_t argument, uint64_t stack) {
  struct kvm_regs registers = {.rip = entry, .rdi = argument, .rsp = stack, .rflags = 2};
  if (ioctl(m->cpu, KVM_SET_REGS, &registers) != 0) fail_errno(EX_OSERR, "KVM_SET_REGS");
}

uint64_t machine_instruction(Machine *m) {
  struct kvm_regs registers;
  return ioctl(m->cpu, KVM_GET_REGS, &registers) == 0 ? registers.rip : 0;
}
