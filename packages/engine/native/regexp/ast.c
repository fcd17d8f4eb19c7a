#include "ast.h"

#include "memory.h"

bool ast_initialize(Ast *ast, Arena *arena, int flags) {
  memset(ast, 0, sizeof *ast);
  ast->arena = arena;
  ast->flags = flags;
  ast->unicode = (flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) != 0;
  if (!arena_reserve(arena, &ast->nodes, 0, &ast->node_capacity, 16, sizeof(Node))) return false;
  memset(&ast->nodes[0], 0, sizeof(Node));
  ast->nodes[0].nullable = true;
  ast->node_count = 1;
  return true;
}

void node_list_add(Ast *ast, NodeList *list, uint32_t node) {
  if (node == 0) return;
  if (list->tail != 0) ast->nodes[list->tail].next = node;
  else list->head = node;
  list->tail = node;
}

/* A new node, or the empty one when there is no memory: then nothing of what follows matters. */
static uint32_t new_node(Ast *ast, NodeKind kind, Node **node) {
  if (!arena_reserve(ast->arena, &ast->nodes, ast->node_count, &ast->node_capacity, ast->node_count + 1, sizeof(Node))) {
    *node = &ast->nodes[0];
    return 0;
  }
  *node = &ast->nodes[ast->node_count];
  memset(*node, 0, sizeof **node);
  (*node)->kind = (uint8_t)kind;
  return ast->node_count++;
}

bool first_meets(const FirstSet *a, const FirstSet *b) {
  uint32_t common = a->high && b->high;
  for (int i = 0; i < 8; i++) common |= a->bits[i] & b->bits[i];
  return common != 0;
}

bool first_is_all(const FirstSet *set) {
  uint32_t common = UINT32_MAX;
  for (int i = 0; i < 8; i++) common &= set->bits[i];
  return set->high && common == UINT32_MAX;
}

static void first_fill(FirstSet *first) {
  memset(first->bits, 0xFF, sizeof first->bits);
  first->high = true;
}

void first_of_set(FirstSet *first, const CharSet *set) {
  for (uint32_t i = 0; i < set->count; i++) {
    uint32_t from = set->ranges[2 * i], to = set->ranges[2 * i + 1];
    if (to >= 256) first->high = true;
    for (uint32_t c = from; c <= to && c < 256; c++) first->bits[c >> 5] |= 1u << (c & 31);
  }
}

static void set_empty_range(Node *node) { node->captures_from = node->captures_to = UINT32_MAX; }

static uint32_t plain_char(Ast *ast, uint32_t code_point) {
  Node *node;
  uint32_t index = new_node(ast, NODE_CHAR, &node);
  if (index == 0) return 0;
  node->value = code_point;
  node->min_length = code_point > 0xFFFF ? 2 : 1;
  node->size = 2;
  set_empty_range(node);
  if (code_point < 256) node->first.bits[code_point >> 5] |= 1u << (code_point & 31);
  else node->first.high = true;
  return index;
}

uint32_t node_class(Ast *ast, CharSet set) {
  bool surrogate = ast->unicode && set.count == 1 && (set.ranges[0] & 0xFFFFF800) == 0xD800;
  if (set.count == 1 && set.ranges[0] == set.ranges[1] && !surrogate && (ast->unicode || set.ranges[0] <= 0xFFFF))
    return plain_char(ast, set.ranges[0]);
  if (!arena_reserve(ast->arena, &ast->sets, ast->set_count, &ast->set_capacity, ast->set_count + 1, sizeof(CharSet)))
    return 0;
  Node *node;
  uint32_t index = new_node(ast, NODE_CLASS, &node);
  if (index == 0) return 0;
  node->value = ast->set_count;
  node->min_length = 1;
  node->size = 1 + set.count * 2 / 8;
  set_empty_range(node);
  first_of_set(&node->first, &set);
  if (ast->unicode)
    for (uint32_t i = 0; i < set.count; i++)
      if (set.ranges[2 * i + 1] > 0xFFFF || (set.ranges[2 * i] <= 0xDFFF && set.ranges[2 * i + 1] >= 0xD800))
        node->point = true;
  ast->sets[ast->set_count++] = set;
  return index;
}

uint32_t node_char(Ast *ast, uint32_t code_point) {
  bool letter = (code_point | 32) >= 'a' && (code_point | 32) <= 'z';
  bool ignore_case = (ast->flags & REGEXP_IGNORE_CASE) && (letter || code_point >= 128);
  bool surrogate = ast->unicode && (code_point & 0xFFFFF800) == 0xD800;
  if (!ignore_case && !surrogate) return plain_char(ast, code_point);
  CharSet set = charset_new(ast->arena);
  charset_add(&set, code_point, code_point);
  if (ignore_case) charset_close_over_case(&set, ast->unicode);
  return node_class(ast, set);
}

uint32_t node_simple(Ast *ast, NodeKind kind, bool negative) {
  Node *node;
  uint32_t index = new_node(ast, kind, &node);
  if (index == 0) return 0;
  node->nullable = true;
  node->negative = negative;
  node->size = 1;
  set_empty_range(node);
  return index;
}

static void add_captures(Node *to, const Node *from) {
  if (from->captures_from == from->captures_to) return;
  if (to->captures_from == to->captures_to) {
    to->captures_from = from->captures_from;
    to->captures_to = from->captures_to;
    return;
  }
  if (from->captures_from < to->captures_from) to->captures_from = from->captures_from;
  if (from->captures_to > to->captures_to) to->captures_to = from->captures_to;
}

static uint32_t saturated(uint64_t value, uint32_t most) { return value > most ? most : (uint32_t)value; }

uint32_t node_sequence(Ast *ast, NodeList terms) {
  if (terms.head == terms.tail) return terms.head;
  Node *node;
  uint32_t index = new_node(ast, NODE_SEQUENCE, &node);
  if (index == 0) return 0;
  node->child = terms.head;
  node->nullable = true;
  set_empty_range(node);
  for (uint32_t i = terms.head; i != 0; i = ast->nodes[i].next) {
    const Node *term = &ast->nodes[i];
    if (node->nullable) first_add(&node->first, &term->first);
    node->nullable &= term->nullable;
    node->has_loop_check |= term->has_loop_check;
    node->min_length = saturated((uint64_t)node->min_length + term->min_length, MAX_MIN_LENGTH);
    node->size = saturated((uint64_t)node->size + term->size, MAX_SIZE);
    add_captures(node, term);
  }
  return index;
}

/* a|b|[cd] is [a-d]. */
static uint32_t merged_class(Ast *ast, NodeList alternatives) {
  CharSet set = charset_new(ast->arena);
  for (uint32_t i = alternatives.head; i != 0; i = ast->nodes[i].next) {
    const Node *node = &ast->nodes[i];
    if (node->kind == NODE_CHAR && (ast->unicode || node->value <= 0xFFFF)) charset_add(&set, node->value, node->value);
    else if (node->kind == NODE_CLASS) charset_add_all(&set, &ast->sets[node->value]);
    else return 0;
  }
  charset_normalize(&set);
  return node_class(ast, set);
}

uint32_t node_alternation(Ast *ast, NodeList alternatives) {
  if (alternatives.head == alternatives.tail) return alternatives.head;
  uint32_t class = merged_class(ast, alternatives);
  if (class != 0) return class;
  Node *node;
  uint32_t index = new_node(ast, NODE_ALTERNATION, &node);
  if (index == 0) return 0;
  node->child = alternatives.head;
  node->min_length = MAX_MIN_LENGTH;
  set_empty_range(node);
  for (uint32_t i = alternatives.head; i != 0; i = ast->nodes[i].next) {
    const Node *alternative = &ast->nodes[i];
    first_add(&node->first, &alternative->first);
    node->nullable |= alternative->nullable;
    node->has_loop_check |= alternative->has_loop_check;
    if (alternative->min_length < node->min_length) node->min_length = alternative->min_length;
    node->size = saturated((uint64_t)node->size + alternative->size + 5, MAX_SIZE);
    add_captures(node, alternative);
  }
  return index;
}

uint32_t node_capture(Ast *ast, uint32_t number, uint32_t child, uint32_t captures_to) {
  Node *node;
  uint32_t index = new_node(ast, NODE_CAPTURE, &node);
  if (index == 0) return 0;
  const Node *body = &ast->nodes[child];
  node->value = number;
  node->child = child;
  node->nullable = body->nullable;
  node->has_loop_check = body->has_loop_check;
  node->captures_from = number;
  node->captures_to = captures_to;
  node->min_length = body->min_length;
  node->size = saturated((uint64_t)body->size + 2, MAX_SIZE);
  node->first = body->first;
  return index;
}

uint32_t node_look(Ast *ast, uint32_t child, bool behind, bool negative, uint32_t captures_from, uint32_t captures_to) {
  Node *node;
  uint32_t index = new_node(ast, NODE_LOOK, &node);
  if (index == 0) return 0;
  const Node *body = &ast->nodes[child];
  node->child = child;
  node->nullable = true;
  node->behind = behind;
  node->negative = negative;
  node->has_loop_check = body->has_loop_check;
  node->captures_from = captures_from;
  node->captures_to = captures_to;
  node->size = saturated((uint64_t)body->size + 4, MAX_SIZE);
  return index;
}

uint32_t node_back_reference(Ast *ast, uint32_t number) {
  uint32_t index = node_simple(ast, NODE_BACK_REFERENCE, false);
  if (index == 0) return 0;
  ast->nodes[index].value = number;
  ast->nodes[index].size = 2;
  first_fill(&ast->nodes[index].first);
  return index;
}

bool quantifier_is_copied(const Ast *ast, const Node *quantifier) {
  const Node *child = &ast->nodes[quantifier->child];
  if (quantifier->max <= 1) return true;
  if (quantifier->max == UNLIMITED && quantifier->min == 0) return true;
  if (quantifier->max == UNLIMITED && quantifier->min == 1 && !child->nullable) return true;
  uint64_t copies = quantifier->max == UNLIMITED ? (uint64_t)quantifier->min + 1 : quantifier->max;
  return copies * (child->size + 6) <= MAX_COPIED_SIZE;
}

uint32_t node_quantifier(Ast *ast, uint32_t child, uint32_t min, uint32_t max, bool greedy, uint32_t captures_from,
                         uint32_t captures_to) {
  Node *node;
  uint32_t index = new_node(ast, NODE_QUANTIFIER, &node);
  if (index == 0) return 0;
  const Node *body = &ast->nodes[child];
  node->child = child;
  node->min = min;
  node->max = max;
  node->greedy = greedy;
  node->nullable = body->nullable || min == 0;
  node->captures_from = captures_from;
  node->captures_to = captures_to;
  node->has_loop_check = body->has_loop_check || body->nullable;
  node->min_length = saturated((uint64_t)min * body->min_length, MAX_MIN_LENGTH);
  if (max > 0) node->first = body->first;
  uint64_t copies = max == UNLIMITED ? (min < 2 && !body->nullable ? 1 : (uint64_t)min + 1) : max;
  if (node_is_single(body)) node->size = 6;
  else if (quantifier_is_copied(ast, node)) node->size = saturated(copies * (body->size + 8), MAX_SIZE);
  else node->size = saturated((uint64_t)body->size + 16, MAX_SIZE);
  return index;
}
