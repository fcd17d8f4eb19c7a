#include "coroutine.h"
#include "engine.h"
#include "memory.h"

typedef struct Reaction {
  Cell header; /* extra: 1 if `derived` is a coroutine to go on with */
  Value next; /* a Reaction or undefined */
  Value on_fulfilled;
  Value on_rejected;
  Value derived; /* promise, coroutine or undefined */
  Value unused;
} Reaction;

void coroutine_settled(Value coroutine, Value value, bool failed);
void note_rejection(Promise *promise, bool handled);

/* --- jobs: a ring that grows */

typedef struct Job {
  void (*run)(Value a, Value b, Value c);
  Value a, b, c;
} Job;

static Job *jobs; /* in a Bytes cell */
static uint32_t job_capacity, job_first, job_count;

void enqueue_job(void (*run)(Value a, Value b, Value c), Value a, Value b, Value c) {
  if (job_count == job_capacity) {
    uint32_t capacity = job_capacity == 0 ? 64 : job_capacity * 2;
    Job *larger = (Job *)allocate_bytes((uint64_t)capacity * sizeof(Job))->bytes;
    for (uint32_t i = 0; i < job_count; i++) larger[i] = jobs[(job_first + i) % job_capacity];
    jobs = larger;
    job_capacity = capacity;
    job_first = 0;
  }
  jobs[(job_first + job_count++) & (job_capacity - 1)] = (Job){run, a, b, c};
}

void mark_jobs(void) {
  if (jobs != NULL) mark_value((Value)jobs);
  for (uint32_t i = 0; i < job_count; i++) {
    Job *job = &jobs[(job_first + i) & (job_capacity - 1)];
    mark_value(job->a);
    mark_value(job->b);
    mark_value(job->c);
  }
}

void run_jobs(void) {
  while (job_count > 0) {
    Job job = jobs[job_first];
    job_first = (job_first + 1) & (job_capacity - 1);
    job_count--;
    job.run(job.a, job.b, job.c);
  }
}

/* --- promises */

Value new_promise_with_prototype(Value prototype) {
  Shape *shape = prototype == intrinsic(PROMISE_PROTOTYPE) ? engine.promise_shape : root_shape(prototype, KIND_PROMISE, 1);
  Promise *promise = allocate(sizeof(Promise));
  set_header(&promise->header, shape->reference, KIND_PROMISE, 0, PROMISE_PENDING);
  promise->result = VALUE_UNDEFINED;
  promise->reactions = VALUE_UNDEFINED;
  promise->slots[0] = VALUE_UNDEFINED;
  return value_of(promise);
}

Value new_promise(void) { return new_promise_with_prototype(intrinsic(PROMISE_PROTOTYPE)); }

static void run_reaction(Value reaction_value, Value argument, Value failed) {
  Reaction *reaction = (Reaction *)reaction_value;
  Value handler = failed == VALUE_TRUE ? reaction->on_rejected : reaction->on_fulfilled;
  Value derived = reaction->derived;
  if (!is_callable(handler)) {
    if (derived == VALUE_UNDEFINED) return;
    if (failed == VALUE_TRUE) settle_derived(derived, argument, true);
    else settle_derived(derived, argument, false);
    return;
  }
  Value result = call_1(handler, VALUE_UNDEFINED, argument);
  if (derived == VALUE_UNDEFINED) return;
  if (result == VALUE_EXCEPTION) settle_derived(derived, engine.exception, true);
  else settle_derived(derived, result, false);
}

/* A capability of a subclass is an array [promise, resolve, reject]. */
void settle_derived(Value derived, Value value, bool failed) {
  if (has_kind(derived, KIND_PROMISE)) {
    if (failed) reject_promise((Promise *)derived, value);
    else resolve_promise((Promise *)derived, value);
  } else call_1(array_of(derived)->items[failed ? 2 : 1], VALUE_UNDEFINED, value);
}

static void trigger(Reaction *reaction, Value argument, bool failed) {
  if (reaction->header.extra == 1) coroutine_settled(reaction->derived, argument, failed);
  else enqueue_job(run_reaction, value_of(reaction), argument, boolean(failed));
}

static void settle(Promise *promise, PromiseState state, Value value) {
  if (promise->header.extra != PROMISE_PENDING) return;
  Value reaction = promise->reactions;
  promise->header.extra = (uint16_t)state;
  promise->result = value;
  promise->reactions = VALUE_UNDEFINED;
  if (state == PROMISE_REJECTED && !(promise->header.flags & PROMISE_HANDLED)) note_rejection(promise, false);
  while (is_cell(reaction)) {
    if (cell_of(reaction)->kind == KIND_COROUTINE) {
      coroutine_settled(reaction, value, state == PROMISE_REJECTED);
      return;
    }
    Value next = ((Reaction *)reaction)->next;
    trigger((Reaction *)reaction, value, state == PROMISE_REJECTED);
    reaction = next;
  }
}

void fulfill_promise(Promise *promise, Value value) { settle(promise, PROMISE_FULFILLED, value); }
void reject_promise(Promise *promise, Value reason) { settle(promise, PROMISE_REJECTED, reason); }

static Reaction *new_reaction(uint16_t type, Value on_fulfilled, Value on_rejected, Value derived) {
  Reaction *reaction = allocate(sizeof(Reaction));
  set_header(&reaction->header, 0, KIND_REACTION, 0, type);
  reaction->next = VALUE_UNDEFINED;
  reaction->on_fulfilled = on_fulfilled;
  reaction->on_rejected = on_rejected;
  reaction->derived = derived;
  reaction->unused = VALUE_UNDEFINED;
  return reaction;
}

static void add_reaction(Promise *promise, Reaction *reaction) {
  if (promise->header.extra == PROMISE_PENDING) {
    Value *link = &promise->reactions;
    if (has_kind(*link, KIND_COROUTINE)) *link = value_of(new_reaction(1, VALUE_UNDEFINED, VALUE_UNDEFINED, *link));
    while (is_cell(*link)) link = &((Reaction *)*link)->next;
    *link = value_of(reaction);
  } else {
    if (promise->header.extra == PROMISE_REJECTED && !(promise->header.flags & PROMISE_HANDLED)) note_rejection(promise, true);
    trigger(reaction, promise->result, promise->header.extra == PROMISE_REJECTED);
  }
  promise->header.flags |= PROMISE_HANDLED;
}

void promise_then(Promise *promise, Value on_fulfilled, Value on_rejected, Value derived) {
  add_reaction(promise, new_reaction(0, on_fulfilled, on_rejected, derived));
}

/* A coroutine that waits alone, the usual case, is the reaction itself. */
void promise_then_coroutine(Promise *promise, Coroutine *c) {
  if (promise->header.extra == PROMISE_FULFILLED) coroutine_settled(value_of(c), promise->result, false);
  else if (promise->header.extra == PROMISE_PENDING && promise->reactions == VALUE_UNDEFINED) promise->reactions = value_of(c);
  else {
    add_reaction(promise, new_reaction(1, VALUE_UNDEFINED, VALUE_UNDEFINED, value_of(c)));
    return;
  }
  promise->header.flags |= PROMISE_HANDLED;
}

/* --- resolving functions share a cell that tells whether one of them was called */

NATIVE(Promise_resolveFunction) {
  Value state = self->captures[1];
  if (box_get(state) == VALUE_TRUE) return VALUE_UNDEFINED;
  box_set(state, VALUE_TRUE);
  resolve_promise((Promise *)self->captures[0], ARG(0));
  return VALUE_UNDEFINED;
}
NATIVE(Promise_rejectFunction) {
  Value state = self->captures[1];
  if (box_get(state) == VALUE_TRUE) return VALUE_UNDEFINED;
  box_set(state, VALUE_TRUE);
  reject_promise((Promise *)self->captures[0], ARG(0));
  return VALUE_UNDEFINED;
}
NATIVE_FUNCTION_INFO(resolve_info, Promise_resolveFunction, s_empty, 1, FUNCTION_BUILTIN);
NATIVE_FUNCTION_INFO(reject_info, Promise_rejectFunction, s_empty, 1, FUNCTION_BUILTIN);

void resolving_functions(Value promise, Value *resolve, Value *reject) {
  Value state = new_box(VALUE_FALSE);
  *resolve = new_closure(&resolve_info, 2);
  function_of(*resolve)->captures[0] = promise;
  function_of(*resolve)->captures[1] = state;
  *reject = new_closure(&reject_info, 2);
  function_of(*reject)->captures[0] = promise;
  function_of(*reject)->captures[1] = state;
}

static void resolve_thenable(Value promise, Value thenable, Value then) {
  Value resolve, reject;
  resolving_functions(promise, &resolve, &reject);
  if (call_2(then, thenable, resolve, reject) == VALUE_EXCEPTION) call_1(reject, VALUE_UNDEFINED, engine.exception);
}

void resolve_promise(Promise *promise, Value resolution) {
  if (resolution == value_of(promise)) {
    throw_error(TYPE_ERROR, "Chaining cycle detected for promise #<Promise>");
    reject_promise(promise, engine.exception);
    return;
  }
  if (!is_object(resolution)) {
    fulfill_promise(promise, resolution);
    return;
  }
  INLINE_CACHE(cache, s_then);
  Value then = cached_get(resolution, &cache);
  if (then == VALUE_EXCEPTION) reject_promise(promise, engine.exception);
  else if (!is_callable(then)) fulfill_promise(promise, resolution);
  else enqueue_job(resolve_thenable, value_of(promise), resolution, then);
}

/* PromiseResolve; the constructor undefined stands for %Promise%. */
Value promise_resolve(Value constructor, Value v) {
  if (has_kind(v, KIND_PROMISE)) {
    INLINE_CACHE(cache, s_constructor);
    INLINE_CACHE(own_cache, s_constructor);
    Value own = cached_get(v, &cache);
    if (own == VALUE_EXCEPTION) return own;
    Value expected = constructor;
    if (expected == VALUE_UNDEFINED) {
      expected = cached_get(intrinsic(PROMISE_PROTOTYPE), &own_cache);
      if (expected == VALUE_EXCEPTION) return expected;
    }
    if (own == expected) return v;
  }
  Value promise = new_promise();
  resolve_promise((Promise *)promise, v);
  return promise;
}
