/** Functions of Math that take and give values at little cost. */
export const MATH_VALUES = new Set(['abs', 'floor', 'imul', 'max', 'min']);

/** Functions of the engine that have an unwinding form (unwind.h): their names without what tells where they stand. */
const OPERATIONS = new Set([
  // operators.h
  ...['add', 'append', 'subtract', 'multiply', 'divide', 'remainder', 'exponentiate', 'and', 'or', 'xor'].map(
    (s) => `op_${s}`,
  ),
  ...['shift_left', 'shift_right', 'shift_right_unsigned', 'negate', 'bit_not'].map((s) => `op_${s}`),
  ...['less', 'less_equal', 'greater', 'greater_equal'].map((s) => `op_${s}`),
  ...['loose_equals', 'instance_of', 'to_numeric', 'to_number_value', 'to_string'],
  'step_increment',
  'step_decrement',
  // inline_cache.h
  ...['cached_get', 'cached_get_method', 'cached_put', 'cached_define', 'cached_private_get', 'cached_private_set'],
  ...['get_length', 'get_element', 'put_element', 'invoke'],
  ...['private_get', 'private_set', 'private_define', 'private_define_accessor', 'private_has'],
  // iterate.h
  ...['get_iterator', 'get_async_iterator', 'for_in_iterator', 'iterator_next', 'iterator_next_or_undefined'],
  'iterator_skip',
  ...['iterator_rest', 'iterator_close', 'iterator_step', 'iterator_return', 'check_iterator_result', 'array_spread'],
  // engine.h
  ...['concatenate', 'global_get', 'global_set', 'object_spread', 'object_rest', 'get_super', 'put_super'],
  ...[
    'delete_member',
    'in_operator',
    'define_member',
    'define_member_accessor',
    'define_methods',
    'to_property_key',
    'class_new',
  ],
  // call.h
  ...['call', 'call_array', 'construct', 'construct_array'],
  // math_values.h
  ...['math_1', 'math_2', ...[...MATH_VALUES].map((name) => `math_value_${name}`)],
]);

export const hasUnwindingForm = (name: string): boolean =>
  OPERATIONS.has(name) || /^call_[a-zA-Z]\w*_\d$/.test(name) || /^(call|construct|invoke)_\d$/.test(name);
