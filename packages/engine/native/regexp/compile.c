/* Code of a tree. What is left to do is on a stack of tasks, so nesting costs no C stack. Every node is compiled knowing
 * what may follow it: where the next unit decides, no alternative has to be kept. */
#include "build.h"

#include "memory.h"

typedef struct Follow {
  FirstSet first;
  bool nullable;  /* the rest may match the empty string, so `first` decides nothing */
  bool accepting; /* the rest matches at once whatever comes */
} Follow;

typedef enum TaskKind {
  TASK_NODE,
  TASK_STRING,          /* a: how many siblings, from node on */
  TASK_SAVE,            /* a: register */
  TASK_ALTERNATIVE,     /* node: of those left; a: chain of jumps to the end; b: follow index of the rest; d: see there */
  TASK_NEXT_ALTERNATIVE, /* the same; c: the split to patch */
  TASK_CHAIN,           /* a: chain to patch */
  TASK_LOOP_END,        /* a: the split at the head; b: register of the empty check or NONE */
  TASK_REPEAT,          /* node: the quantifier whose body ends; a: where it begins; c: memo */
  TASK_COPIES,          /* node: the quantifier; a: how many are done; b: chain; c: register of the last copy */
  TASK_COUNT_END,       /* node; a: COUNT_LOOP; b: register of the empty check */
  TASK_LOOK_END,        /* node; a: register; b: what to patch */
} TaskKind;

enum { NONE = -1 };

typedef struct Task {
  uint8_t kind;
  bool backward;
  bool memo; /* failures here depend on place alone */
  uint32_t node, follow, a, b, c, d;
} Task;

typedef struct Compiler {
  Builder *builder;
  Arena *arena;
  const Ast *ast;
  Task *tasks;
  uint32_t task_count, task_capacity;
  Follow *follows;
  uint32_t follow_count, follow_capacity;
  uint32_t *scratch;
  uint32_t scratch_capacity;
  bool only_saves; /* nothing else has been compiled yet */
  bool has_references;
} Compiler;

static void push(Compiler *compiler, Task task) {
  if (arena_reserve(compiler->arena, &compiler->tasks, compiler->task_count, &compiler->task_capacity,
                    compiler->task_count + 1, sizeof(Task)))
    compiler->tasks[compiler->task_count++] = task;
}

/* Follow 0 is the one of which nothing is known. */
static uint32_t new_follow(Compiler *compiler, Follow follow) {
  if (!arena_reserve(compiler->arena, &compiler->follows, compiler->follow_count, &compiler->follow_capacity,
                     compiler->follow_count + 1, sizeof(Follow)))
    return 0;
  compiler->follows[compiler->follow_count] = follow;
  return compiler->follow_count++;
}

/* What may come when the node does and then the rest. */
static Follow before(const Node *node, const Follow *rest) {
  if (node->kind == NODE_EMPTY) return *rest;
  Follow result = {node->first, node->nullable && rest->nullable, false};
  if (node->nullable) first_add(&result.first, &rest->first);
  return result;
}

static uint32_t filter_of(Compiler *compiler, const Follow *follow, bool backward) {
  if (follow->nullable || backward) return NO_FILTER;
  return build_filter(compiler->builder, &follow->first);
}

/* An optional iteration has to match something, even if its body may be empty. */
static uint32_t iteration_filter(Compiler *compiler, const Node *body, bool backward) {
  return backward ? NO_FILTER : build_filter(compiler->builder, &body->first);
}

static uint32_t new_memo(Compiler *compiler, bool memo) { return memo ? compiler->builder->memo_count++ : NO_MEMO; }

static uint32_t split(Compiler *compiler, bool next_first, uint32_t target, uint32_t memo, uint32_t next_filter,
                      uint32_t target_filter) {
  uint32_t at = build(compiler->builder, next_first ? OP_SPLIT_NEXT : OP_SPLIT_TARGET, target);
  build_word(compiler->builder, memo);
  build_word(compiler->builder, next_filter);
  build_word(compiler->builder, target_filter);
  return at;
}

static void clear_captures(Compiler *compiler, const Node *node) {
  if (node->captures_from >= node->captures_to) return;
  build(compiler->builder, OP_CLEAR, 2 * node->captures_from);
  build_word(compiler->builder, 2 * node->captures_to);
}

static uint32_t new_registers(Compiler *compiler, uint32_t count) {
  uint32_t first = compiler->builder->register_count;
  compiler->builder->register_count += count;
  if (compiler->builder->register_count > MAX_CLASS_OFFSET / 2) compiler->builder->too_large = true;
  return first;
}

static CharSet set_of(Compiler *compiler, const Node *node) {
  if (node->kind == NODE_CLASS) return compiler->ast->sets[node->value];
  CharSet set = charset_new(compiler->arena);
  charset_add(&set, node->value, node->value);
  return set;
}

static void compile_char(Compiler *compiler, uint32_t code_point, bool backward) {
  uint32_t operation = backward ? OP_CHAR_BACK : OP_CHAR;
  if (code_point <= 0xFFFF) {
    build(compiler->builder, operation, code_point);
    return;
  }
  uint32_t high = 0xD800 + ((code_point - 0x10000) >> 10), low = 0xDC00 + (code_point & 0x3FF);
  build(compiler->builder, operation, backward ? low : high);
  build(compiler->builder, operation, backward ? high : low);
}

static void compile_class(Compiler *compiler, const Node *node, bool backward) {
  const CharSet *set = &compiler->ast->sets[node->value];
  if (set->count == 0) {
    build(compiler->builder, OP_FAIL, 0);
    return;
  }
  /* Two units, as a letter and its other case are, need no bitmap. */
  bool pair = set->count == 2 && set->ranges[0] == set->ranges[1] && set->ranges[2] == set->ranges[3];
  if (pair && !node->point && set->ranges[3] <= 0xFFFF && !backward) {
    build(compiler->builder, OP_CHAR2, 0);
    build_word(compiler->builder, set->ranges[0] | set->ranges[2] << 16);
    return;
  }
  uint32_t operation = node->point ? (backward ? OP_CLASS_POINT_BACK : OP_CLASS_POINT)
                                   : (backward ? OP_CLASS_BACK : OP_CLASS);
  build(compiler->builder, operation, build_class(compiler->builder, set, node->point));
}

/* Characters one after another. */
static void compile_string(Compiler *compiler, uint32_t node, uint32_t count) {
  const Ast *ast = compiler->ast;
  uint32_t units = 0;
  for (uint32_t i = 0, n = node; i < count; i++, n = ast->nodes[n].next) units += ast->nodes[n].value > 0xFFFF ? 2 : 1;
  if (units == 1) {
    compile_char(compiler, ast->nodes[node].value, false);
    return;
  }
  build(compiler->builder, OP_STRING, units);
  uint32_t pending = 0, filled = 0;
  for (uint32_t i = 0, n = node; i < count; i++, n = ast->nodes[n].next) {
    uint32_t c = ast->nodes[n].value;
    uint32_t pair[2] = {c, 0};
    if (c > 0xFFFF) pair[0] = 0xD800 + ((c - 0x10000) >> 10), pair[1] = 0xDC00 + (c & 0x3FF);
    for (uint32_t j = 0; j < (c > 0xFFFF ? 2u : 1u); j++) {
      pending |= pair[j] << (16 * (filled & 1));
      if (filled++ & 1) {
        build_word(compiler->builder, pending);
        pending = 0;
      }
    }
  }
  if (filled & 1) build_word(compiler->builder, pending);
}

static void compile_sequence(Compiler *compiler, const Task *task, const Node *node) {
  const Ast *ast = compiler->ast;
  uint32_t count = 0;
  for (uint32_t i = node->child; i != 0; i = ast->nodes[i].next) {
    if (!arena_reserve(compiler->arena, &compiler->scratch, count, &compiler->scratch_capacity, count + 1, sizeof(uint32_t)))
      return;
    compiler->scratch[count++] = i;
  }
  Task term = {.kind = TASK_NODE, .backward = task->backward, .memo = task->memo};
  if (task->backward) {
    /* The last to be pushed is the first to be compiled, and the last term comes first. */
    for (uint32_t i = 0; i < count; i++) {
      term.node = compiler->scratch[i];
      push(compiler, term);
    }
    return;
  }
  uint32_t follow = task->follow;
  for (uint32_t i = count; i > 0;) {
    uint32_t characters = 0;
    Follow here = compiler->follows[follow];
    while (i > 0 && ast->nodes[compiler->scratch[i - 1]].kind == NODE_CHAR) {
      i--;
      characters++;
    }
    if (characters == 0) i--;
    term.kind = characters > 0 ? TASK_STRING : TASK_NODE;
    term.node = compiler->scratch[i];
    term.a = characters;
    term.follow = follow;
    push(compiler, term);
    if (i > 0) follow = new_follow(compiler, before(&ast->nodes[compiler->scratch[i]], &here));
  }
}

/* A table that leads from the next unit to the first of the alternatives in scratch that it can begin; the place of its
 * first target, or 0 if there is no table. */
static uint32_t compile_dispatch(Compiler *compiler, const Task *task, uint32_t count, uint32_t rest) {
  enum { LEAST = 4 };
  if (task->backward || count < LEAST || count >= DISPATCH_NONE || compiler->follows[rest].nullable) return 0;
  uint8_t table[256];
  uint32_t high = DISPATCH_NONE;
  memset(table, DISPATCH_NONE, sizeof table);
  for (uint32_t i = count; i-- > 0;) {
    Follow own = before(&compiler->ast->nodes[compiler->scratch[i]], &compiler->follows[task->follow]);
    for (uint32_t c = 0; c < 256; c++)
      if (own.first.bits[c >> 5] >> (c & 31) & 1) table[c] = (uint8_t)i;
    if (own.first.high) high = i;
  }
  build(compiler->builder, OP_DISPATCH, count);
  for (uint32_t i = 0; i < 256; i += 4)
    build_word(compiler->builder, table[i] | (uint32_t)table[i + 1] << 8 | (uint32_t)table[i + 2] << 16 | (uint32_t)table[i + 3] << 24);
  build_word(compiler->builder, high);
  uint32_t targets = compiler->builder->code.count;
  for (uint32_t i = 0; i < count; i++) build_word(compiler->builder, 0);
  return targets;
}

static void compile_alternation(Compiler *compiler, const Task *task, const Node *node) {
  const Ast *ast = compiler->ast;
  uint32_t count = 0;
  for (uint32_t i = node->child; i != 0; i = ast->nodes[i].next) {
    if (!arena_reserve(compiler->arena, &compiler->scratch, count, &compiler->scratch_capacity, count + 1, sizeof(uint32_t)))
      return;
    compiler->scratch[count++] = i;
  }
  /* What each alternative and those after it begin with: in a row, so that the next one is the next index. */
  uint32_t first = compiler->follow_count;
  for (uint32_t i = 0; i < count; i++) new_follow(compiler, (Follow){0});
  if (compiler->arena->failed) return;
  Follow rest = {0};
  for (uint32_t i = count; i-- > 0;) {
    Follow own = before(&ast->nodes[compiler->scratch[i]], &compiler->follows[task->follow]);
    first_add(&rest.first, &own.first);
    rest.nullable |= own.nullable;
    compiler->follows[first + i] = rest;
  }
  Task next = *task;
  next.kind = TASK_ALTERNATIVE;
  next.node = node->child;
  next.a = 0;
  next.b = first;
  next.d = compile_dispatch(compiler, task, count, first);
  push(compiler, next);
}

static void compile_alternative(Compiler *compiler, Task *task) {
  const Node *node = &compiler->ast->nodes[task->node];
  Task body = {.kind = TASK_NODE, .backward = task->backward, .memo = task->memo, .node = task->node, .follow = task->follow};
  /* A dispatch comes here if the unit can begin none of the alternatives before. */
  if (task->d != 0) build_operand(compiler->builder, task->d++, compiler->builder->code.count);
  if (node->next == 0) {
    push(compiler, (Task){.kind = TASK_CHAIN, .a = task->a});
  } else {
    Follow own = before(node, &compiler->follows[task->follow]);
    task->c = split(compiler, true, 0, new_memo(compiler, task->memo), filter_of(compiler, &own, task->backward),
                    filter_of(compiler, &compiler->follows[task->b + 1], task->backward));
    task->kind = TASK_NEXT_ALTERNATIVE;
    task->node = node->next;
    push(compiler, *task);
  }
  push(compiler, body);
}

/* X* for an X of one character. */
static void compile_run(Compiler *compiler, const Task *task, const Node *quantifier, bool leading) {
  const Node *body = &compiler->ast->nodes[quantifier->child];
  const Follow *follow = &compiler->follows[task->follow];
  CharSet set = set_of(compiler, body);
  uint32_t min = quantifier->min, max = quantifier->max, operation = OP_RUN_GREEDY;
  if (set.count == 0) {
    if (min > 0) build(compiler->builder, OP_FAIL, 0);
    return;
  }
  if (!quantifier->greedy) {
    operation = OP_RUN_LAZY;
    if (follow->accepting) max = min;
  }
  if (min == max || follow->accepting || (!follow->nullable && !first_meets(&body->first, &follow->first)))
    operation = OP_RUN;
  if (max == 0) return;
  uint32_t filter = operation == OP_RUN ? NO_FILTER : filter_of(compiler, follow, false);
  uint32_t class = build_class(compiler->builder, &set, body->point);
  uint32_t at = build(compiler->builder, operation + (body->point ? 1 : 0), class);
  if (operation == OP_RUN_LAZY && !body->point && compiler->builder->lazy_run_count < MAX_LAZY_RUNS)
    compiler->builder->lazy_runs[compiler->builder->lazy_run_count++] = at;
  build_word(compiler->builder, min);
  build_word(compiler->builder, max);
  build_word(compiler->builder, filter);
  build_word(compiler->builder, new_memo(compiler, task->memo));
  build_word(compiler->builder, leading && max == UNLIMITED && !compiler->has_references && operation != OP_RUN_LAZY);
}

/* What may come after an iteration of a loop: another one or the rest. */
static uint32_t loop_follow(Compiler *compiler, const Task *task, const Node *body) {
  Follow follow = compiler->follows[task->follow];
  first_add(&follow.first, &body->first);
  follow.accepting = false;
  return new_follow(compiler, follow);
}

static void compile_star(Compiler *compiler, const Task *task, const Node *node, bool clear) {
  const Node *body = &compiler->ast->nodes[node->child];
  uint32_t body_filter = iteration_filter(compiler, body, task->backward);
  uint32_t exit_filter = filter_of(compiler, &compiler->follows[task->follow], task->backward);
  uint32_t head = node->greedy
                      ? split(compiler, true, 0, new_memo(compiler, task->memo), body_filter, exit_filter)
                      : split(compiler, false, 0, new_memo(compiler, task->memo), body_filter, exit_filter);
  Task end = {.kind = TASK_LOOP_END, .a = head, .b = (uint32_t)NONE, .node = task->node, .backward = task->backward};
  if (body->nullable) {
    end.b = new_registers(compiler, 1);
    build(compiler->builder, OP_SAVE, end.b);
  }
  if (clear) clear_captures(compiler, node);
  push(compiler, end);
  push(compiler, (Task){.kind = TASK_NODE, .node = node->child, .backward = task->backward, .memo = task->memo,
                        .follow = loop_follow(compiler, task, body)});
}

/* The next copy of the body of X{min,max}, or what comes after the last. */
static void compile_copies(Compiler *compiler, Task *task) {
  const Node *node = &compiler->ast->nodes[task->node];
  const Node *body = &compiler->ast->nodes[node->child];
  uint32_t done = task->a, chain = task->b;
  if (task->c != (uint32_t)NONE) build(compiler->builder, OP_EMPTY_CHECK, task->c);
  task->c = (uint32_t)NONE;
  if (done >= node->min && node->max == UNLIMITED) {
    compile_star(compiler, task, node, true);
    return;
  }
  if (done == node->max) {
    build_chain_here(compiler->builder, chain);
    return;
  }
  Task copy = {.kind = TASK_NODE, .node = node->child, .backward = task->backward, .memo = task->memo};
  Follow after = compiler->follows[task->follow];
  if (body->nullable) after.accepting = false; /* the empty check follows */
  copy.follow = done + 1 == node->max ? new_follow(compiler, after) : loop_follow(compiler, task, body);
  if (done >= node->min) {
    task->b = split(compiler, node->greedy, chain, new_memo(compiler, task->memo),
                    iteration_filter(compiler, body, task->backward),
                    filter_of(compiler, &compiler->follows[task->follow], task->backward));
    if (body->nullable) {
      task->c = new_registers(compiler, 1);
      build(compiler->builder, OP_SAVE, task->c);
    }
  }
  if (done > 0) clear_captures(compiler, node);
  task->a = done + 1;
  push(compiler, *task);
  push(compiler, copy);
}

static void compile_quantifier(Compiler *compiler, Task *task, const Node *node, bool leading) {
  const Node *body = &compiler->ast->nodes[node->child];
  if (node->max == 0) return;
  if (node->min == 1 && node->max == 1) {
    task->node = node->child;
    push(compiler, *task);
    return;
  }
  if (node_is_single(body) && !task->backward) {
    compile_run(compiler, task, node, leading);
    return;
  }
  if (node->min == 1 && node->max == UNLIMITED && !body->nullable) {
    Task end = *task;
    end.kind = TASK_REPEAT;
    end.a = compiler->builder->code.count;
    end.c = new_memo(compiler, task->memo);
    clear_captures(compiler, node);
    push(compiler, end);
    push(compiler, (Task){.kind = TASK_NODE, .node = node->child, .backward = task->backward, .memo = task->memo,
                          .follow = loop_follow(compiler, task, body)});
    compiler->only_saves = leading;
    return;
  }
  if (quantifier_is_copied(compiler->ast, node)) {
    task->kind = TASK_COPIES;
    task->a = 0;
    task->b = 0;
    task->c = (uint32_t)NONE;
    push(compiler, *task);
    return;
  }
  Task end = {.kind = TASK_COUNT_END, .node = task->node, .b = (uint32_t)NONE};
  uint32_t counter = new_registers(compiler, 1);
  end.c = counter;
  build(compiler->builder, OP_COUNT_START, counter);
  end.a = build(compiler->builder, OP_COUNT_LOOP, 0);
  build_word(compiler->builder, counter);
  build_word(compiler->builder, node->min);
  build_word(compiler->builder, node->max);
  build_word(compiler->builder, node->greedy);
  if (body->nullable) {
    end.b = new_registers(compiler, 1);
    build(compiler->builder, OP_SAVE, end.b);
  }
  clear_captures(compiler, node);
  push(compiler, end);
  push(compiler, (Task){.kind = TASK_NODE, .node = node->child, .backward = task->backward, .memo = false,
                        .follow = loop_follow(compiler, task, body)});
}

static void compile_look(Compiler *compiler, const Task *task, const Node *node) {
  Task end = {.kind = TASK_LOOK_END, .node = task->node};
  if (node->negative) {
    end.a = new_registers(compiler, 1);
    end.b = build(compiler->builder, OP_LOOK_NOT, 0);
    build_word(compiler->builder, end.a);
  } else {
    end.a = new_registers(compiler, 2);
    build(compiler->builder, OP_LOOK, end.a);
    end.b = build_word(compiler->builder, 0);
  }
  push(compiler, end);
  uint32_t follow = new_follow(compiler, (Follow){.nullable = true, .accepting = true});
  /* A lookaround that matched takes its alternatives away: what failed in a loop with empty checks while one of them
   * was under way may not fail again. */
  push(compiler, (Task){.kind = TASK_NODE, .node = node->child, .backward = node->behind,
                        .memo = task->memo && !node->has_loop_check, .follow = node->behind ? 0 : follow});
}

static uint32_t word_class(Compiler *compiler) {
  CharSet set = charset_new(compiler->arena);
  charset_add_word(&set, compiler->ast->unicode && (compiler->ast->flags & REGEXP_IGNORE_CASE));
  return build_class(compiler->builder, &set, false);
}

static void compile_node(Compiler *compiler, Task *task) {
  const Ast *ast = compiler->ast;
  const Node *node = &ast->nodes[task->node];
  bool multiline = (ast->flags & REGEXP_MULTILINE) != 0, leading = compiler->only_saves;
  if (node->kind != NODE_SEQUENCE && node->kind != NODE_CAPTURE && node->kind != NODE_EMPTY) compiler->only_saves = false;
  switch ((NodeKind)node->kind) {
    case NODE_EMPTY: break;
    case NODE_CHAR: compile_char(compiler, node->value, task->backward); break;
    case NODE_CLASS: compile_class(compiler, node, task->backward); break;
    case NODE_SEQUENCE: compile_sequence(compiler, task, node); break;
    case NODE_ALTERNATION: compile_alternation(compiler, task, node); break;
    case NODE_CAPTURE: {
      uint32_t number = node->value;
      build(compiler->builder, OP_SAVE, 2 * number + (task->backward ? 1 : 0));
      push(compiler, (Task){.kind = TASK_SAVE, .a = 2 * number + (task->backward ? 0 : 1)});
      task->node = node->child;
      push(compiler, *task);
      break;
    }
    case NODE_QUANTIFIER:
      compile_quantifier(compiler, task, node, leading);
      if (node->max == 1 && node->min == 1) compiler->only_saves = leading;
      break;
    case NODE_LOOK: compile_look(compiler, task, node); break;
    case NODE_BACK_REFERENCE: {
      uint32_t how = (task->backward ? REFERENCE_BACKWARD : 0) | (ast->unicode ? REFERENCE_UNICODE : 0);
      if (ast->flags & REGEXP_IGNORE_CASE) {
        how |= REFERENCE_FOLDED;
        compiler->builder->folds = true;
      }
      build(compiler->builder, OP_BACK_REFERENCE, node->value);
      build_word(compiler->builder, how);
      break;
    }
    case NODE_START: build(compiler->builder, multiline ? OP_START_LINE : OP_START, 0); break;
    case NODE_END: build(compiler->builder, multiline ? OP_END_LINE : OP_END, 0); break;
    case NODE_BOUNDARY: build(compiler->builder, node->negative ? OP_NOT_BOUNDARY : OP_BOUNDARY, word_class(compiler)); break;
  }
}

static void compile_task(Compiler *compiler, Task task) {
  Builder *builder = compiler->builder;
  const Node *node = &compiler->ast->nodes[task.node];
  switch ((TaskKind)task.kind) {
    case TASK_NODE: compile_node(compiler, &task); break;
    case TASK_STRING:
      compiler->only_saves = false;
      compile_string(compiler, task.node, task.a);
      break;
    case TASK_SAVE: build(builder, OP_SAVE, task.a); break;
    case TASK_ALTERNATIVE: compile_alternative(compiler, &task); break;
    case TASK_NEXT_ALTERNATIVE:
      task.a = build(builder, OP_JUMP, task.a);
      build_argument(builder, task.c, builder->code.count);
      task.kind = TASK_ALTERNATIVE;
      task.b++;
      push(compiler, task);
      break;
    case TASK_CHAIN: build_chain_here(builder, task.a); break;
    case TASK_LOOP_END: {
      if (task.b != (uint32_t)NONE) build(builder, OP_EMPTY_CHECK, task.b);
      if (compiler->arena->failed || builder->too_large) break;
      /* The decision of the head is taken again here, which saves the jump to it. */
      const uint32_t *head = &builder->code.words[task.a];
      uint32_t memo = head[1], body_filter = head[2], exit_filter = head[3];
      split(compiler, !node->greedy, task.a + 4, memo, exit_filter, body_filter);
      build_argument(builder, task.a, builder->code.count);
      break;
    }
    case TASK_REPEAT: {
      const Node *body = &compiler->ast->nodes[node->child];
      split(compiler, !node->greedy, task.a, task.c, filter_of(compiler, &compiler->follows[task.follow], task.backward),
            iteration_filter(compiler, body, task.backward));
      break;
    }
    case TASK_COPIES: compile_copies(compiler, &task); break;
    case TASK_COUNT_END:
      if (task.b != (uint32_t)NONE) {
        build(builder, OP_COUNT_CHECK, task.b);
        build_word(builder, task.c);
        build_word(builder, node->min);
      }
      build(builder, OP_JUMP, task.a);
      build_argument(builder, task.a, builder->code.count);
      break;
    case TASK_LOOK_END:
      build(builder, node->negative ? OP_LOOK_NOT_END : OP_LOOK_END, task.a);
      if (node->negative) build_argument(builder, task.b, builder->code.count);
      else build_operand(builder, task.b, builder->code.count);
      break;
  }
}

void compile_pattern(Builder *builder, const Ast *ast, uint32_t root, bool has_references) {
  Compiler compiler = {.builder = builder, .arena = builder->arena, .ast = ast, .only_saves = true,
                       .has_references = has_references};
  new_follow(&compiler, (Follow){.nullable = true});
  uint32_t follow = new_follow(&compiler, (Follow){.nullable = true, .accepting = true});
  /* 0 ends a chain, so no jump may stand there. */
  build(builder, OP_SAVE, 0);
  push(&compiler, (Task){.kind = TASK_NODE, .node = root, .follow = follow, .memo = !has_references});
  while (compiler.task_count > 0 && !builder->arena->failed && !builder->too_large)
    compile_task(&compiler, compiler.tasks[--compiler.task_count]);
  build(builder, OP_MATCH, 0);
}
