/* Generators, async functions and async generators: their code is a state machine over a frame in the heap.
 * Promises and jobs. */
#ifndef MORGANA_COROUTINE_H
#define MORGANA_COROUTINE_H

#include "call.h"

typedef struct Coroutine Coroutine;
/* Runs until the next suspension or the end; `sent` and coroutine->mode tell how it is resumed. */
typedef Value (*Resume)(Coroutine *coroutine, Value sent);

enum { RESUME_NEXT, RESUME_THROW, RESUME_RETURN };
enum { COROUTINE_GENERATOR, COROUTINE_ASYNC, COROUTINE_ASYNC_GENERATOR };

struct Coroutine {
  Cell header; /* extra: COROUTINE_* */
  Resume resume;
  Function *function;
  Value this_value;
  Value promise; /* async: of its result. Async generator: the queue of requests */
  const Value *argv; /* during the first run only */
  uint32_t argc;
  uint32_t state; /* where to go on; the compiler numbers the places from 1 */
  uint8_t mode;
  uint8_t running;
  uint8_t done;
  uint8_t delegating; /* what was yielded is already a result object */
  uint32_t slot_count;
  Value slots[1];
  Value saved[]; /* registers that live across a suspension */
};

typedef enum PromiseState { PROMISE_PENDING, PROMISE_FULFILLED, PROMISE_REJECTED } PromiseState;

typedef struct Promise {
  Cell header; /* extra: PromiseState; flags: PROMISE_HANDLED, PROMISE_RESOLVED */
  Value result;
  Value reactions; /* first Reaction, a coroutine that waits alone, or undefined */
  Value slots[1];
} Promise;

enum { PROMISE_HANDLED = 1, PROMISE_ALREADY_RESOLVED = 2 };

Value coroutine_start(Function *function, const FunctionInfo *info, Value this_value, uint32_t argc, const Value *argv,
                      Resume resume, int type, uint32_t saved, uint32_t parameters);
/* Leaves the coroutine until the promise is settled; always returns VALUE_UNDEFINED. */
Value coroutine_await(Coroutine *coroutine, Value value);
Value generator_resume(Value generator, Value sent, int mode, const char *method);
Value async_generator_enqueue(Value generator, Value sent, int mode);

Value new_promise(void);
Value new_promise_with_prototype(Value prototype);
void resolve_promise(Promise *promise, Value resolution);
void fulfill_promise(Promise *promise, Value value);
void reject_promise(Promise *promise, Value reason);
Value promise_resolve(Value constructor, Value v);
/* PerformPromiseThen; `derived` is a promise or undefined. */
void promise_then(Promise *promise, Value on_fulfilled, Value on_rejected, Value derived);
void resolving_functions(Value promise, Value *resolve, Value *reject);
void settle_derived(Value derived, Value value, bool failed);
void enqueue_job(void (*run)(Value a, Value b, Value c), Value a, Value b, Value c);
void run_jobs(void);
/* Runs what is due; true if something ran. NULL if no timer is linked. */
__attribute__((weak)) bool run_timers(uint64_t *deadline);
/* The same for wakeAt of morgana:platform; and its callbacks for what platform_poll reports. */
__attribute__((weak)) bool run_wake_up(uint64_t *deadline);
__attribute__((weak)) void dispatch_ready(uint64_t ready);
/* The program waits for devices or for the wish to stop. */
__attribute__((weak)) bool something_is_watched(void);
void mark_jobs(void);

#endif
