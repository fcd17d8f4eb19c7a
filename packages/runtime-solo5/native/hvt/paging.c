#include "hvt.h"

#define PAGE 4096u
#define HUGE_PAGE (2u << 20)
#define GIGABYTE (1ull << 30)
enum { PRESENT = 1, WRITABLE = 2, ACCESSED = 0x20, DIRTY = 0x40, HUGE = 0x80 };
#define NO_EXECUTE (1ull << 63)

#define MSR_EFER 0xc0000080u
#define EFER_NO_EXECUTE (1u << 11)
#define HAS_NO_EXECUTE (1u << 20)

/* What a page may do, by where it is. */
static BARE uint64_t rights(uint64_t address, uint64_t tables, uint64_t tables_end) {
  uint64_t constant = PRESENT | ACCESSED | NO_EXECUTE, data = constant | WRITABLE | DIRTY;
  if (address < HVT_BOOT_INFO) return 0;
  if (address < STACK_LOW) return constant; /* the boot information; to the stack, a guard */
  if (address < STACK_HIGH) return data;
  if (address < (uint64_t)(uintptr_t)image_constants) return PRESENT | ACCESSED;
  if (address < (uint64_t)(uintptr_t)image_data) return constant;
  return address >= tables && address < tables_end ? constant : data;
}

BARE uint64_t paging_initialize(uint64_t memory_size, uint64_t image_end_address, uint64_t ring) {
  uint32_t a = 0x80000001, b, c = 0, d;
  __asm__ volatile("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
  uint64_t allowed = ~0ull;
  if ((d & HAS_NO_EXECUTE) != 0) {
    uint32_t low, high;
    __asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(MSR_EFER));
    __asm__ volatile("wrmsr" : : "c"(MSR_EFER), "a"(low | EFER_NO_EXECUTE), "d"(high) : "memory");
  } else allowed = ~NO_EXECUTE;

  uint64_t end = ring >= memory_size ? ring + HUGE_PAGE : memory_size; /* 0 is below */
  uint64_t directories = (end + GIGABYTE - 1) / GIGABYTE;
  /* Small pages for the image, and for the tables that lie behind it. */
  uint64_t small = 1;
  while (small * HUGE_PAGE < image_end_address + (2 + directories + small) * PAGE) small++;
  uint64_t tables = image_end_address, tables_end = tables + (2 + directories + small) * PAGE;

  uint64_t *root = (uint64_t *)(uintptr_t)tables, *pointers = root + 512, *directory = pointers + 512, *table = directory + directories * 512;
  root[0] = (uint64_t)(uintptr_t)pointers | PRESENT | WRITABLE;
  for (uint64_t i = 0; i < directories; i++) pointers[i] = (uint64_t)(uintptr_t)(directory + i * 512) | PRESENT | WRITABLE;
  for (uint64_t i = 0; i * HUGE_PAGE < end; i++)
    directory[i] = i < small ? (uint64_t)(uintptr_t)(table + i * 512) | PRESENT | WRITABLE
                             : (i * HUGE_PAGE | PRESENT | WRITABLE | ACCESSED | DIRTY | HUGE | NO_EXECUTE) & allowed;
  for (uint64_t i = 0; i < small * 512 && i * PAGE < end; i++) {
    uint64_t right = rights(i * PAGE, tables, tables_end);
    table[i] = right == 0 ? 0 : (i * PAGE | right) & allowed;
  }
  __asm__ volatile("mov %0, %%cr3" : : "r"(root) : "memory");
  return tables_end;
}
