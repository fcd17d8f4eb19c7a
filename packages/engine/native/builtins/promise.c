#include "builtins.h"

CONSTRUCTOR("Promise", 1, Promise_construct, "Promise.prototype")
NATIVE(Promise_construct) {
  if (new_target == VALUE_UNDEFINED) return throw_error(TYPE_ERROR, "Promise constructor cannot be invoked without 'new'");
  if (!is_callable(ARG(0))) return throw_error(TYPE_ERROR, "Promise resolver %v is not a function", ARG(0));
  Value prototype = prototype_from_constructor(new_target, PROMISE_PROTOTYPE);
  TRY(prototype);
  Value promise = new_promise_with_prototype(prototype);
  Value resolve, reject;
  resolving_functions(promise, &resolve, &reject);
  if (call_2(ARG(0), VALUE_UNDEFINED, resolve, reject) == VALUE_EXCEPTION)
    TRY(call_1(reject, VALUE_UNDEFINED, engine.exception));
  return promise;
}

__attribute__((used)) static NATIVE(capability_executor) {
  Value record = self->captures[0];
  if (array_of(record)->items[1] != VALUE_UNDEFINED || array_of(record)->items[2] != VALUE_UNDEFINED)
    return throw_error(TYPE_ERROR, "Promise executor has already been invoked with non-undefined arguments");
  array_of(record)->items[1] = ARG(0);
  array_of(record)->items[2] = ARG(1);
  return VALUE_UNDEFINED;
}
NATIVE_FUNCTION_INFO(executor_info, capability_executor, s_empty, 2, FUNCTION_BUILTIN);

static bool is_plain_promise_constructor(Value c) {
  return is_function_object(c) && native_code(function_of(c)->info) == Promise_construct;
}

/* NewPromiseCapability: [promise, resolve, reject]. */
Value intrinsic_newCapability(Value constructor) {
  if (!is_constructor(constructor)) return throw_error(TYPE_ERROR, "%v is not a constructor", constructor);
  Value record = new_array_from(3, (Value[]){VALUE_UNDEFINED, VALUE_UNDEFINED, VALUE_UNDEFINED});
  if (is_plain_promise_constructor(constructor)) {
    Value promise = new_promise(), resolve, reject;
    resolving_functions(promise, &resolve, &reject);
    array_of(record)->items[0] = promise;
    array_of(record)->items[1] = resolve;
    array_of(record)->items[2] = reject;
    return record;
  }
  Value executor = new_closure(&executor_info, 1);
  function_of(executor)->captures[0] = record;
  Value promise = construct(constructor, constructor, 1, &executor, NULL);
  TRY(promise);
  if (!is_callable(array_of(record)->items[1]) || !is_callable(array_of(record)->items[2]))
    return throw_error(TYPE_ERROR, "Promise resolve or reject function is not callable");
  array_of(record)->items[0] = promise;
  return record;
}

METHOD("Promise", "resolve", 1, Promise_resolve)
NATIVE(Promise_resolve) {
  if (!is_object(this_value)) return throw_error(TYPE_ERROR, "PromiseResolve called on non-object");
  if (is_plain_promise_constructor(this_value)) return promise_resolve(this_value, ARG(0));
  if (has_kind(ARG(0), KIND_PROMISE)) {
    Value c = get(ARG(0), value_of(&s_constructor));
    TRY(c);
    if (c == this_value) return ARG(0);
  }
  Value capability = intrinsic_newCapability(this_value);
  TRY(capability);
  TRY(call_1(array_of(capability)->items[1], VALUE_UNDEFINED, ARG(0)));
  return array_of(capability)->items[0];
}
METHOD("Promise", "reject", 1, Promise_reject)
NATIVE(Promise_reject) {
  if (!is_object(this_value)) return throw_error(TYPE_ERROR, "PromiseReject called on non-object");
  Value capability = intrinsic_newCapability(this_value);
  TRY(capability);
  TRY(call_1(array_of(capability)->items[2], VALUE_UNDEFINED, ARG(0)));
  return array_of(capability)->items[0];
}

Value species_constructor(Value object, Value fallback) {
  Value c = get(object, value_of(&s_constructor));
  if (c == VALUE_EXCEPTION || c == VALUE_UNDEFINED) return c == VALUE_EXCEPTION ? c : fallback;
  if (!is_object(c)) return throw_error(TYPE_ERROR, "object.constructor is not an object");
  Value s = get(c, value_of(&symbol_species));
  TRY(s);
  if (is_nullish(s)) return fallback;
  return is_constructor(s) ? s : throw_error(TYPE_ERROR, "object.constructor[Symbol.species] is not a constructor");
}
Value intrinsic_speciesConstructor(Value object, Value fallback) { return species_constructor(object, fallback); }

METHOD("Promise.prototype", "then", 2, PromisePrototype_then)
NATIVE(PromisePrototype_then) {
  if (!has_kind(this_value, KIND_PROMISE)) return throw_error(TYPE_ERROR, "Method Promise.prototype.then called on incompatible receiver %v", this_value);
  Value c = species_constructor(this_value, VALUE_UNDEFINED);
  TRY(c);
  Value derived;
  if (c == VALUE_UNDEFINED || is_plain_promise_constructor(c)) derived = new_promise();
  else {
    derived = intrinsic_newCapability(c);
    TRY(derived);
  }
  promise_then((Promise *)this_value, ARG(0), ARG(1), derived);
  return has_kind(derived, KIND_PROMISE) ? derived : array_of(derived)->items[0];
}
CONSTANT("Promise.prototype", "@@toStringTag", "Promise")

static void run_callback(Value f, Value a, Value b UNUSED) {
  if (call_0(f, VALUE_UNDEFINED) == VALUE_EXCEPTION) platform_exit(report_uncaught(engine.exception));
  (void)a;
}
METHOD("globalThis", "queueMicrotask", 1, queueMicrotask)
NATIVE(queueMicrotask) {
  if (!is_callable(ARG(0))) return throw_error(TYPE_ERROR, "The \"callback\" argument must be of type function. Received %v", ARG(0));
  enqueue_job(run_callback, ARG(0), VALUE_UNDEFINED, VALUE_UNDEFINED);
  return VALUE_UNDEFINED;
}
Value intrinsic_promiseState(Value p) { return has_kind(p, KIND_PROMISE) ? INT(cell_of(p)->extra) : VALUE_UNDEFINED; }
Value intrinsic_promiseResult(Value p) { return ((Promise *)p)->result; }

/* import() of what was not linked. */
Value intrinsic_rejectedImport(Value specifier) {
  Value text = to_string(specifier);
  if (text != VALUE_EXCEPTION)
    throw_error(TYPE_ERROR, "import() of '%v': the module was not linked into the program", text);
  Value promise = new_promise();
  reject_promise((Promise *)promise, engine.exception);
  return promise;
}
