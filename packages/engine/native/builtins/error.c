#include "builtins.h"

static Value construct_error(Value new_target, Value active, Intrinsic fallback, Value message, Value options) {
  Value prototype = prototype_from_constructor(new_target == VALUE_UNDEFINED ? active : new_target, fallback);
  TRY(prototype);
  Value error = value_of(new_data_object(KIND_ERROR, prototype, VALUE_UNDEFINED));
  capture_stack(error);
  if (message != VALUE_UNDEFINED) {
    message = to_string(message);
    TRY(message);
    define_value(error, value_of(&s_message), message, DATA_HIDDEN);
  }
  if (is_object(options)) {
    int has = has_property(options, value_of(&s_cause));
    TRY_INT(has);
    if (has) {
      Value cause = get(options, value_of(&s_cause));
      TRY(cause);
      define_value(error, value_of(&s_cause), cause, DATA_HIDDEN);
    }
  }
  return error;
}
#define ERROR_CLASS(name, prototype) \
  NATIVE(name##_construct) { return construct_error(new_target, value_of(self), prototype, ARG(0), ARG(1)); }
CONSTRUCTOR("Error", 1, Error_construct, "Error.prototype")
ERROR_CLASS(Error, ERROR_PROTOTYPE)
CONSTRUCTOR("TypeError", 1, TypeError_construct, "TypeError.prototype", "Error")
ERROR_CLASS(TypeError, TYPE_ERROR_PROTOTYPE)
CONSTRUCTOR("RangeError", 1, RangeError_construct, "RangeError.prototype", "Error")
ERROR_CLASS(RangeError, RANGE_ERROR_PROTOTYPE)
CONSTRUCTOR("ReferenceError", 1, ReferenceError_construct, "ReferenceError.prototype", "Error")
ERROR_CLASS(ReferenceError, REFERENCE_ERROR_PROTOTYPE)
CONSTRUCTOR("SyntaxError", 1, SyntaxError_construct, "SyntaxError.prototype", "Error")
ERROR_CLASS(SyntaxError, SYNTAX_ERROR_PROTOTYPE)
CONSTRUCTOR("EvalError", 1, EvalError_construct, "EvalError.prototype", "Error")
ERROR_CLASS(EvalError, EVAL_ERROR_PROTOTYPE)
CONSTRUCTOR("URIError", 1, URIError_construct, "URIError.prototype", "Error")
ERROR_CLASS(URIError, URI_ERROR_PROTOTYPE)
CONSTRUCTOR("AggregateError", 2, AggregateError_construct, "AggregateError.prototype", "Error")
NATIVE(AggregateError_construct) {
  Value error = construct_error(new_target, value_of(self), AGGREGATE_ERROR_PROTOTYPE, ARG(1), ARG(2));
  TRY(error);
  Value list = new_array(0);
  TRY(array_spread(list, ARG(0), NULL));
  define_value(error, value_of(&s_errors), list, DATA_HIDDEN);
  return error;
}
/* Writable, as programs set it; what is kept of a stack does not depend on it. */
CONSTANT("Error", "stackTraceLimit", INT(10))
METHOD("Error", "captureStackTrace", 2, Error_captureStackTrace)
NATIVE(Error_captureStackTrace) {
  if (is_object(ARG(0))) capture_stack(ARG(0));
  return VALUE_UNDEFINED;
}

CONSTANT("Error.prototype", "name", "Error")
CONSTANT("TypeError.prototype", "name", "TypeError")
CONSTANT("RangeError.prototype", "name", "RangeError")
CONSTANT("ReferenceError.prototype", "name", "ReferenceError")
CONSTANT("SyntaxError.prototype", "name", "SyntaxError")
CONSTANT("EvalError.prototype", "name", "EvalError")
CONSTANT("URIError.prototype", "name", "URIError")
CONSTANT("AggregateError.prototype", "name", "AggregateError")
CONSTANT("Error.prototype", "message", "")
CONSTANT("TypeError.prototype", "message", "")
CONSTANT("RangeError.prototype", "message", "")
CONSTANT("ReferenceError.prototype", "message", "")
CONSTANT("SyntaxError.prototype", "message", "")
CONSTANT("EvalError.prototype", "message", "")
CONSTANT("URIError.prototype", "message", "")
CONSTANT("AggregateError.prototype", "message", "")

METHOD("Error.prototype", "toString", 0, ErrorPrototype_toString)
NATIVE(ErrorPrototype_toString) {
  if (!is_object(this_value)) return throw_error(TYPE_ERROR, "Method Error.prototype.toString called on incompatible receiver %v", this_value);
  Value name = get(this_value, value_of(&s_name));
  TRY(name);
  name = name == VALUE_UNDEFINED ? value_of(&s_Error) : to_string(name);
  TRY(name);
  Value message = get(this_value, value_of(&s_message));
  TRY(message);
  message = message == VALUE_UNDEFINED ? value_of(&s_empty) : to_string(message);
  TRY(message);
  if (string_of(name)->length == 0) return message;
  if (string_of(message)->length == 0) return name;
  TextBuilder b;
  builder_start(&b);
  builder_string(&b, string_of(name));
  builder_ascii(&b, ": ");
  builder_string(&b, string_of(message));
  return builder_finish(&b);
}

Value intrinsic_textInMessage(Value v) { return text_in_message(v); }
