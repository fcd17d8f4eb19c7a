#include "builtins.h"

METHOD("%GeneratorPrototype%", "next", 1, GeneratorPrototype_next)
NATIVE(GeneratorPrototype_next) { return generator_resume(this_value, ARG(0), RESUME_NEXT, "next"); }
METHOD("%GeneratorPrototype%", "return", 1, GeneratorPrototype_return)
NATIVE(GeneratorPrototype_return) { return generator_resume(this_value, ARG(0), RESUME_RETURN, "return"); }
METHOD("%GeneratorPrototype%", "throw", 1, GeneratorPrototype_throw)
NATIVE(GeneratorPrototype_throw) { return generator_resume(this_value, ARG(0), RESUME_THROW, "throw"); }
METHOD("%AsyncGeneratorPrototype%", "next", 1, AsyncGeneratorPrototype_next)
NATIVE(AsyncGeneratorPrototype_next) { return async_generator_enqueue(this_value, ARG(0), RESUME_NEXT); }
METHOD("%AsyncGeneratorPrototype%", "return", 1, AsyncGeneratorPrototype_return)
NATIVE(AsyncGeneratorPrototype_return) { return async_generator_enqueue(this_value, ARG(0), RESUME_RETURN); }
METHOD("%AsyncGeneratorPrototype%", "throw", 1, AsyncGeneratorPrototype_throw)
NATIVE(AsyncGeneratorPrototype_throw) { return async_generator_enqueue(this_value, ARG(0), RESUME_THROW); }

/* The objects from which generators inherit, as programs look for them: the prototype of the prototype of a function*. */
GETTER("%GeneratorFunction.prototype%", "prototype", GeneratorFunctionPrototype_prototype)
NATIVE(GeneratorFunctionPrototype_prototype) { return intrinsic(GENERATOR_PROTOTYPE); }
GETTER("%AsyncGeneratorFunction.prototype%", "prototype", AsyncGeneratorFunctionPrototype_prototype)
NATIVE(AsyncGeneratorFunctionPrototype_prototype) { return intrinsic(ASYNC_GENERATOR_PROTOTYPE); }
