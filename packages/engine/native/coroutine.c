#include "coroutine.h"
#include "engine.h"

Value coroutine_start(Function *function, const FunctionInfo *info, Value this_value, uint32_t argc, const Value *argv,
                      Resume resume, int type, uint32_t saved, uint32_t parameters) {
  STACK_CHECK();
  Coroutine *c = allocate(sizeof(Coroutine) + saved * sizeof(Value));
  set_header(&c->header, engine.object_shape->reference, KIND_FREE, 0, (uint16_t)type);
  c->resume = resume;
  c->function = function;
  c->this_value = this_value;
  c->promise = VALUE_UNDEFINED;
  c->argv = argv;
  c->argc = argc;
  c->state = 0;
  c->mode = RESUME_NEXT;
  c->running = c->done = c->delegating = 0;
  c->slot_count = saved;
  c->slots[0] = VALUE_UNDEFINED;
  for (uint32_t i = 0; i < saved; i++) c->saved[i] = i < parameters ? argument(i, argc, argv) : VALUE_UNDEFINED;
  c->header.shape = engine.coroutine_shape->reference;
  c->header.kind = KIND_COROUTINE;
  (void)info;
  if (type == COROUTINE_ASYNC) {
    c->promise = new_promise();
    Value promise = c->promise;
    Value result = c->resume(c, VALUE_UNDEFINED);
    c->argv = NULL;
    if (c->done) {
      if (result == VALUE_EXCEPTION) reject_promise((Promise *)promise, engine.exception);
      else resolve_promise((Promise *)promise, result);
    }
    return promise;
  }
  /* up to the initial suspension: binds the parameters */
  Value result = c->resume(c, VALUE_UNDEFINED);
  c->argv = NULL;
  if (result == VALUE_EXCEPTION) return result;
  Value prototype = prototype_from_constructor(value_of(function), type == COROUTINE_GENERATOR ? GENERATOR_PROTOTYPE : ASYNC_GENERATOR_PROTOTYPE);
  if (prototype == VALUE_EXCEPTION) return prototype;
  c->header.shape = root_shape(prototype, KIND_COROUTINE, 1)->reference;
  return value_of(c);
}

static void resume_async(Coroutine *c, Value sent, uint8_t mode) {
  c->mode = mode;
  Value result = c->resume(c, sent);
  if (!c->done) return;
  Promise *promise = (Promise *)c->promise;
  if (result == VALUE_EXCEPTION) reject_promise(promise, engine.exception);
  else resolve_promise(promise, result);
}

/* --- generators */

static Value not_a_generator(Value v, const char *kind, const char *method) {
  return throw_error(TYPE_ERROR, "Method [%s].prototype.%s called on incompatible receiver %v", kind, method, v);
}

Value generator_resume(Value generator, Value sent, int mode, const char *method) {
  if (!has_kind(generator, KIND_COROUTINE) || cell_of(generator)->extra != COROUTINE_GENERATOR)
    return not_a_generator(generator, "Generator", method);
  Coroutine *c = (Coroutine *)generator;
  if (c->running) return throw_error(TYPE_ERROR, "Generator is already running");
  if (!c->done && c->state == 1 && mode != RESUME_NEXT) c->done = 1; /* never started */
  if (c->done) {
    if (mode == RESUME_THROW) return throw_value(sent);
    return new_iterator_result(mode == RESUME_RETURN ? sent : VALUE_UNDEFINED, true);
  }
  STACK_CHECK();
  c->mode = (uint8_t)mode;
  c->running = 1;
  c->delegating = 0;
  Value result = c->resume(c, sent);
  c->running = 0;
  if (result == VALUE_EXCEPTION) return result;
  if (c->done) return new_iterator_result(result, true);
  return c->delegating ? result : new_iterator_result(result, false);
}

/* --- async generators: requests wait in a queue */

typedef struct Request {
  Cell header;
  Value next;
  Value value;
  Value promise;
  Value mode;
  Value unused;
} Request;

static void async_generator_drain(Coroutine *c);

static void async_generator_settle(Coroutine *c, Value result, bool failed, bool done) {
  Request *request = (Request *)c->promise;
  c->promise = request->next;
  if (failed) reject_promise((Promise *)request->promise, result);
  else resolve_promise((Promise *)request->promise, new_iterator_result(result, done));
}

/* What resume() came back with: a yield (running is cleared by it), an await, or the end. */
static void async_generator_advance(Coroutine *c, Value sent, uint8_t mode) {
  c->mode = mode;
  c->running = 1;
  c->delegating = 0;
  Value result = c->resume(c, sent);
  if (c->done) {
    c->running = 0;
    if (result == VALUE_EXCEPTION) async_generator_settle(c, engine.exception, true, true);
    else async_generator_settle(c, result, false, true);
    async_generator_drain(c);
  } else if (!c->running) {
    async_generator_settle(c, result, false, false);
    async_generator_drain(c);
  }
}

NATIVE(AsyncGenerator_returned) {
  Coroutine *c = (Coroutine *)self->captures[0];
  c->running = 0;
  async_generator_settle(c, ARG(0), self->captures[1] == VALUE_TRUE, true);
  async_generator_drain(c);
  return VALUE_UNDEFINED;
}
NATIVE_FUNCTION_INFO(returned_info, AsyncGenerator_returned, s_empty, 1, FUNCTION_BUILTIN);

static Value returned_reaction(Coroutine *c, bool failed) {
  Value f = new_closure(&returned_info, 2);
  function_of(f)->captures[0] = value_of(c);
  function_of(f)->captures[1] = boolean(failed);
  return f;
}

static void async_generator_drain(Coroutine *c) {
  while (!c->running && is_cell(c->promise)) {
    Request *request = (Request *)c->promise;
    int mode = as_int(request->mode);
    if (!c->done && c->state == 1 && mode != RESUME_NEXT) c->done = 1;
    if (!c->done) {
      async_generator_advance(c, request->value, (uint8_t)mode);
      return;
    }
    if (mode == RESUME_NEXT) async_generator_settle(c, VALUE_UNDEFINED, false, true);
    else if (mode == RESUME_THROW) async_generator_settle(c, request->value, true, true);
    else {
      c->running = 1; /* until the value has settled */
      Value promise = promise_resolve(VALUE_UNDEFINED, request->value);
      if (promise == VALUE_EXCEPTION) {
        c->running = 0;
        async_generator_settle(c, engine.exception, true, true);
        continue;
      }
      promise_then((Promise *)promise, returned_reaction(c, false), returned_reaction(c, true), VALUE_UNDEFINED);
      return;
    }
  }
}

Value async_generator_enqueue(Value generator, Value sent, int mode) {
  Value promise = new_promise();
  if (!has_kind(generator, KIND_COROUTINE) || cell_of(generator)->extra != COROUTINE_ASYNC_GENERATOR) {
    not_a_generator(generator, "AsyncGenerator", mode == RESUME_NEXT ? "next" : mode == RESUME_THROW ? "throw" : "return");
    reject_promise((Promise *)promise, engine.exception);
    return promise;
  }
  Coroutine *c = (Coroutine *)generator;
  Request *request = allocate(sizeof(Request));
  set_header(&request->header, 0, KIND_REACTION, 0, 0);
  *request = (Request){request->header, VALUE_UNDEFINED, sent, promise, INT(mode), VALUE_UNDEFINED};
  Value *link = &c->promise;
  while (is_cell(*link)) link = &((Request *)*link)->next;
  *link = value_of(request);
  async_generator_drain(c);
  return promise;
}

/* --- awaiting */

static void continue_after_await(Value coroutine, Value value, Value failed) {
  Coroutine *c = (Coroutine *)coroutine;
  uint8_t mode = failed == VALUE_TRUE ? RESUME_THROW : RESUME_NEXT;
  if (c->header.extra == COROUTINE_ASYNC_GENERATOR) async_generator_advance(c, value, mode);
  else resume_async(c, value, mode);
}

void promise_then_coroutine(Promise *promise, Coroutine *c);

Value coroutine_await(Coroutine *c, Value value) {
  if (!is_object(value)) { /* as a promise that is fulfilled with it would do */
    enqueue_job(continue_after_await, value_of(c), value, VALUE_FALSE);
    return VALUE_UNDEFINED;
  }
  Value promise = promise_resolve(VALUE_UNDEFINED, value);
  if (promise == VALUE_EXCEPTION) {
    /* reading `constructor` threw: the await itself throws, in a job as any rejection */
    Value failed = new_promise();
    reject_promise((Promise *)failed, engine.exception);
    promise = failed;
  }
  promise_then_coroutine((Promise *)promise, c);
  return VALUE_UNDEFINED;
}

void coroutine_settled(Value coroutine, Value value, bool failed) {
  enqueue_job(continue_after_await, coroutine, value, boolean(failed));
}
