#include "unwind.h"
#include "engine.h"

/* The record of the nearest enter_compiled(): where it has put the registers that a function must keep. Above them on the
 * stack is the record before. */
void *unwind_record;

_Static_assert(offsetof(Engine, stack_limit) == 8, "enter_compiled knows where the limit is");

#if defined(__x86_64__)
__asm__(
    ".pushsection .text.enter_compiled, \"ax\", @progbits\n"
    ".globl enter_compiled\n"
    ".type enter_compiled, @function\n"
    "enter_compiled:\n"
    "  cmpq %rsp, engine+8(%rip)\n"
    "  ja 1f\n"
    "  pushq %rbx\n"
    "  pushq %rbp\n"
    "  pushq %r12\n"
    "  pushq %r13\n"
    "  pushq %r14\n"
    "  pushq %r15\n"
    "  pushq unwind_record(%rip)\n"
    "  movq %rsp, unwind_record(%rip)\n"
    "  call *%r10\n"
    "0:\n"
    "  popq unwind_record(%rip)\n"
    "  popq %r15\n"
    "  popq %r14\n"
    "  popq %r13\n"
    "  popq %r12\n"
    "  popq %rbp\n"
    "  popq %rbx\n"
    "  ret\n"
    "1:\n"
    "  jmp throw_stack_overflow\n"
    ".globl unwind\n"
    ".type unwind, @function\n"
    "unwind:\n"
    "  movq unwind_record(%rip), %rsp\n"
    "  cmpq $0x0a, open_iterators(%rip)\n"
    "  jne 2f\n"
    "3:\n"
    "  movl $0x22, %eax\n"
    "  jmp 0b\n"
    "2:\n"
    "  movq %rsp, %rdi\n"
    "  call close_iterators\n"
    "  jmp 3b\n"
    ".size unwind, . - unwind\n"
    ".size enter_compiled, unwind - enter_compiled\n"
    ".popsection\n");
_Static_assert(VALUE_EXCEPTION == 0x22, "what unwind returns");
_Static_assert(VALUE_UNDEFINED == 0x0a, "what open_iterators is where there is none");
#else
#error "compiled programs need enter_compiled and unwind in the assembly of this machine: see unwind.c of the engine"
#endif

OPERATOR_SLOW_PATHS(DEFINE_UNWINDING)
CACHE_SLOW_PATHS(DEFINE_UNWINDING)
ITERATION_OPERATIONS(DEFINE_UNWINDING)
MEMBER_OPERATIONS(DEFINE_UNWINDING)
THROWING_OPERATIONS(DEFINE_THROWING)
