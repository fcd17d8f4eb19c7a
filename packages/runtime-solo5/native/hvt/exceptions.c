/* What the processor does not like ends the image with a sentence. The handler has a stack of its own: the one in use may be
 * what is wrong. */
#include "hvt.h"

#define CODE_SELECTOR 0x08
#define DATA_SELECTOR 0x10
#define TASK_SELECTOR 0x18
#define VECTORS 32
#define DOUBLE_FAULT 8
#define PAGE_FAULT 14

static uint64_t gdt[5] = {0, 0x00af9b000000ffff, 0x00cf93000000ffff};

static struct __attribute__((packed)) {
  uint32_t reserved;
  uint64_t privilege_stacks[3], reserved2, interrupt_stacks[7], reserved3;
  uint16_t reserved4, io_map;
} task;

typedef struct Gate {
  uint16_t offset_low, selector;
  uint8_t stack, type;
  uint16_t offset_middle;
  uint32_t offset_high, reserved;
} Gate;
static Gate gates[VECTORS];

static uint8_t exception_stack[8192] __attribute__((aligned(16)));

typedef struct Frame {
  uint64_t registers[15]; /* r15 ... rax */
  uint64_t vector, error, instruction, code, flags, stack, stack_segment;
} Frame;

/* Entry n is at exception_entries + 16 n: it pushes a zero where the processor pushes no error code, and its number. */
__asm__(
    ".text\n"
    ".balign 16\n"
    "exception_entries:\n"
    ".set vector, 0\n"
    ".rept 32\n"
    "  .balign 16\n"
    "  .if (0x60227d00 >> vector) & 1\n" /* 8, 10 to 14, 17, 21, 29, 30 */
    "  .else\n"
    "  push $0\n"
    "  .endif\n"
    "  push $vector\n"
    "  jmp exception_common\n"
    "  .set vector, vector + 1\n"
    ".endr\n"
    "exception_common:\n"
    "  push %rax\n push %rbx\n push %rcx\n push %rdx\n push %rsi\n push %rdi\n push %rbp\n push %r8\n"
    "  push %r9\n push %r10\n push %r11\n push %r12\n push %r13\n push %r14\n push %r15\n"
    "  mov %rsp, %rdi\n"
    "  and $-16, %rsp\n"
    "  cld\n"
    "  call exception_handle\n"
    "  ud2\n");
extern const uint8_t exception_entries[];

static BARE void put(const char *text) {
  size_t length = 0;
  while (text[length] != 0) length++;
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, length);
}

static BARE void put_hexadecimal(uint64_t value) {
  char text[19];
  char *p = text + sizeof text - 1;
  *p = 0;
  do *--p = "0123456789abcdef"[value & 15];
  while ((value >>= 4) != 0);
  *--p = 'x';
  *--p = '0';
  put(p);
}

#define ERROR_PRESENT 1
#define ERROR_WRITE 2
#define ERROR_FETCH 16
#define RED_ZONE 136

static BARE void put_page_fault(const Frame *frame) {
  uint64_t address;
  __asm__ volatile("mov %%cr2, %0" : "=r"(address));
  bool write = (frame->error & ERROR_WRITE) != 0, null = address < HVT_BOOT_INFO;
  if (address < STACK_LOW && address + RED_ZONE >= frame->stack && frame->stack <= STACK_LOW + RED_ZONE && frame->stack >= HVT_BOOT_INFO / 2)
    put("stack overflow: access to ");
  else if ((frame->error & ERROR_FETCH) != 0) put(null ? "call of a null pointer: " : "execution of memory that is not code, at ");
  else {
    put(write ? "write to " : "read of ");
    put(null                                   ? "the null page, at "
        : (frame->error & ERROR_PRESENT) != 0 ? "read-only memory at "
                                               : "memory that the image does not have, at ");
  }
  put_hexadecimal(address);
}

__attribute__((used)) static BARE _Noreturn void exception_handle(const Frame *frame) {
  static bool before;
  if (before) platform_exit(STATUS_ABORT); /* in this very function */
  before = true;
  put("Aborted: ");
  static const char *const names[VECTORS] = {[0] = "division by zero", [3] = "breakpoint", [6] = "illegal instruction", [13] = "general protection fault"};
  if (frame->vector == PAGE_FAULT) put_page_fault(frame);
  else if (names[frame->vector] != NULL) put(names[frame->vector]);
  else {
    put("exception ");
    put_hexadecimal(frame->vector);
  }
  put(", by the instruction at ");
  put_hexadecimal(frame->instruction);
  put("\n");
  if (print_backtrace != NULL && frame->stack >= STACK_LOW && frame->stack < STACK_HIGH)
    print_backtrace((const void *)(uintptr_t)frame->stack);
  platform_exit(STATUS_ABORT);
}

typedef struct __attribute__((packed)) TableRegister {
  uint16_t limit;
  const void *base;
} TableRegister;

BARE void exceptions_initialize(void) {
  uint64_t base = (uint64_t)(uintptr_t)&task;
  task.interrupt_stacks[0] = (uint64_t)(uintptr_t)(exception_stack + sizeof exception_stack);
  task.io_map = sizeof task;
  gdt[3] = (sizeof task - 1) | (base & 0xffffff) << 16 | 0x89ull << 40 | (base >> 24 & 0xff) << 56;
  gdt[4] = base >> 32;
  for (int i = 0; i < VECTORS; i++) {
    uint64_t entry = (uint64_t)(uintptr_t)exception_entries + 16u * (unsigned)i;
    gates[i] = (Gate){.offset_low = (uint16_t)entry,
                      .selector = CODE_SELECTOR,
                      .stack = 1,
                      .type = 0x8e,
                      .offset_middle = (uint16_t)(entry >> 16),
                      .offset_high = (uint32_t)(entry >> 32)};
  }
  TableRegister gdt_register = {sizeof gdt - 1, gdt}, idt_register = {sizeof gates - 1, gates};
  __asm__ volatile(
      "lgdt %0\n"
      "lidt %1\n"
      "ltr %w2\n"
      :
      : "m"(gdt_register), "m"(idt_register), "r"(TASK_SELECTOR)
      : "memory");
}
