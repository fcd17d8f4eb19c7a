/* Exceptions and compiled code. A native function that throws returns VALUE_EXCEPTION, and who calls it looks. A compiled
 * function never does: an exception leaves it by unwind(), which goes back to the nearest enter_compiled() on the stack;
 * that one returns VALUE_EXCEPTION to the native function that it was called by. So compiled code that handles no exception tests
 * for none, and no frame of a native function is ever jumped over.
 *
 * Compiled code that does handle exceptions, and coroutines, call compiled functions through enter_compiled() as well, and what
 * is native in its returning form. All other compiled code calls compiled functions directly, and native ones in their
 * unwinding form: u_NAME. */
#ifndef MORGANA_UNWIND_H
#define MORGANA_UNWIND_H

#include "cell.h"

/* Calls the function in the register of the static chain with the arguments that it was called with; these must all
 * be in registers: six on x86-64. VALUE_EXCEPTION if that unwinds, or if the stack is exhausted. See ENTER. */
void enter_compiled(void);
#define ENTER_ARGUMENTS 6
/* ENTER(type, function, arguments...): calls a compiled function that has this type. */
#define ENTER(type, function, ...)                                                 \
  ({                                                                               \
    __typeof__(type) enter_ = (__typeof__(type))enter_compiled;                                         \
    __asm__("" : "+r"(enter_)); /* gcc sets no static chain for a function that it knows */ \
    __builtin_call_with_static_chain(enter_(__VA_ARGS__), (void *)(function));     \
  })

/* To the nearest enter_compiled(); the exception is in engine.exception. Between them are frames of compiled code, and of u_ functions. */
_Noreturn COLD void unwind(void);

/* The result of a native function, in code that unwinds. */
INLINE Value passed(Value v) {
  if (unlikely(v == VALUE_EXCEPTION)) unwind();
  return v;
}

/* Operations whose usual case stands in place are written once, over VARIANT(name), and included for both forms. */
#define RETURNING(name) name
#define UNWINDING(name) u_##name

/* Lists of functions X(name, parameters, arguments) get their unwinding forms with these. */
#define DECLARE_UNWINDING(name, parameters, arguments) Value u_##name parameters;
#define DEFINE_UNWINDING(name, parameters, arguments) \
  Value u_##name parameters { return passed(name arguments); }
/* The same of functions that always throw. */
#define DECLARE_THROWING(name, parameters, arguments) _Noreturn COLD void u_##name parameters;
#define DEFINE_THROWING(name, parameters, arguments) \
  _Noreturn COLD void u_##name parameters {          \
    name arguments;                                  \
    unwind();                                        \
  }

#if defined(__x86_64__) && !defined(__clang__)
register uint8_t *stack_pointer __asm__("rsp");
#define STACK_POINTER() stack_pointer
#else
#define STACK_POINTER() ((uint8_t *)__builtin_frame_address(0))
#endif

#endif
