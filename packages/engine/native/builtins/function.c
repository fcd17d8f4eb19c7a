#include "builtins.h"

CONSTRUCTOR("Function", 1, Function_construct, "Function.prototype")
NATIVE(Function_construct) {
  return throw_error(EVAL_ERROR, "Code generation from strings disallowed for this context: there is no parser in the compiled program");
}

/* Reached by other ways than a call by its name, which the compiler refuses. */
METHOD("globalThis", "eval", 1, global_eval)
NATIVE(global_eval) {
  if (!is_string(ARG(0))) return ARG(0);
  return Function_construct(self, this_value, new_target, argc, argv);
}

/* Function('return this'): the global object, or what it is called on. */
__attribute__((used)) static NATIVE(return_this) { return is_nullish(this_value) ? self->captures[0] : to_object(this_value); }
NATIVE_FUNCTION_INFO(return_this_info, return_this, s_anonymous, 0, FUNCTION_BUILTIN);
Value intrinsic_returnThis(Value global) {
  Value f = new_closure(&return_this_info, 1);
  function_of(f)->captures[0] = global;
  return f;
}

/* Not global; reached through the constructor property of such functions. */
CONSTRUCTOR("GeneratorFunction", 1, Function_construct, "%GeneratorFunction.prototype%", "Function")
CONSTRUCTOR("AsyncFunction", 1, Function_construct, "%AsyncFunction.prototype%", "Function")
CONSTRUCTOR("AsyncGeneratorFunction", 1, Function_construct, "%AsyncGeneratorFunction.prototype%", "Function")

METHOD("Function.prototype", "call", 1, FunctionPrototype_call)
NATIVE(FunctionPrototype_call) {
  return call(this_value, ARG(0), argc > 0 ? argc - 1 : 0, argc > 0 ? argv + 1 : NULL, "Function.prototype.call");
}

/* Whose elements are there to be read, and read without running any code. */
static bool is_full(Value v) {
  if (!is_plain_array(v)) return false;
  Array *a = array_of(v);
  if (a->length > a->capacity) return false;
  for (uint32_t i = 0; i < a->length; i++)
    if (a->items[i] == VALUE_HOLE) return false;
  return true;
}

/* CreateListFromArrayLike. */
Value list_from_array_like(Value v) {
  if (is_full(v)) return new_array_from(array_of(v)->length, array_of(v)->items);
  if (!is_object(v)) return throw_error(TYPE_ERROR, "CreateListFromArrayLike called on non-object");
  uint64_t length;
  TRY_BOOL(length_of(v, &length));
  Value list = new_array(0);
  for (uint64_t i = 0; i < length; i++) {
    Value item = get_element(v, number((double)i));
    TRY(item);
    array_push(array_of(list), item);
  }
  return list;
}

METHOD("Function.prototype", "apply", 2, FunctionPrototype_apply)
NATIVE(FunctionPrototype_apply) {
  if (is_nullish(ARG(1))) return call(this_value, ARG(0), 0, NULL, "Function.prototype.apply");
  Value list = is_full(ARG(1)) ? ARG(1) : list_from_array_like(ARG(1)); /* the call copies it */
  TRY(list);
  return call_array(this_value, ARG(0), list, "Function.prototype.apply");
}

/* --- bound functions: captures are the target, this, and an array of arguments */

__attribute__((used)) static NATIVE(bound_call) {
  Array *bound = array_of(self->captures[2]);
  Value list = new_array_from(bound->length, bound->items);
  for (uint32_t i = 0; i < argc; i++) array_push(array_of(list), argv[i]);
  Value target = self->captures[0];
  if (new_target == VALUE_UNDEFINED) return call_array(target, self->captures[1], list, NULL);
  return construct_array(target, new_target == value_of(self) ? target : new_target, list, NULL);
}
NATIVE_FUNCTION_INFO(bound_info, bound_call, s_empty, 0, FUNCTION_BUILTIN);
NATIVE_FUNCTION_INFO(bound_constructor_info, bound_call, s_empty, 0, FUNCTION_BUILTIN | FUNCTION_CONSTRUCTOR | FUNCTION_DERIVED);

const FunctionInfo *const bound_function_infos[2] = {&bound_info, &bound_constructor_info};

METHOD("Function.prototype", "bind", 1, FunctionPrototype_bind)
NATIVE(FunctionPrototype_bind) {
  if (!is_callable(this_value)) return throw_error(TYPE_ERROR, "Bind must be called on a function");
  Value f = new_closure(is_constructor(this_value) ? &bound_constructor_info : &bound_info, 3);
  Function *bound = function_of(f);
  bound->captures[0] = this_value;
  bound->captures[1] = ARG(0);
  bound->captures[2] = new_array_from(argc > 1 ? argc - 1 : 0, argv + 1);
  if (get_prototype(this_value) != get_prototype(f)) set_prototype(f, get_prototype(this_value));
  double length = 0;
  int has = has_own_property(this_value, value_of(&s_length));
  TRY_INT(has);
  if (has) {
    Value v = get(this_value, value_of(&s_length));
    TRY(v);
    if (is_number(v)) {
      to_integer(v, &length);
      length -= argc > 1 ? argc - 1 : 0;
      if (length < 0) length = 0;
    }
  }
  Value name = get(this_value, value_of(&s_name));
  TRY(name);
  materialize_function(f);
  define_value(f, value_of(&s_length), number(length), CONFIGURABLE);
  set_function_name(f, is_string(name) ? name : value_of(&s_empty), "bound");
  return f;
}

CONSTANT("Function.prototype", "length", INT(0))
CONSTANT("Function.prototype", "name", "")
GETTER("Function.prototype", "caller", throw_type_error)
SETTER("Function.prototype", "caller", throw_type_error)
GETTER("Function.prototype", "arguments", throw_type_error)
SETTER("Function.prototype", "arguments", throw_type_error)

METHOD("Function.prototype", "toString", 0, FunctionPrototype_toString)
NATIVE(FunctionPrototype_toString) {
  if (!is_callable(this_value)) return throw_error(TYPE_ERROR, "Function.prototype.toString requires that 'this' be a Function");
  TextBuilder b;
  builder_start(&b);
  append_function(&b, this_value);
  return builder_finish(&b);
}

METHOD("Function.prototype", "@@hasInstance", 1, FunctionPrototype_hasInstance)
NATIVE(FunctionPrototype_hasInstance) {
  int r = ordinary_has_instance(this_value, ARG(0));
  TRY_INT(r);
  return boolean(r);
}
