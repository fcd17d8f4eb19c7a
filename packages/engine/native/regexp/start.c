/* How the search finds a place where a match may begin. */
#include "build.h"

/* What is matched first: the first term of sequences and captures. */
static uint32_t leading_node(const Ast *ast, uint32_t node) {
  for (;;) {
    NodeKind kind = (NodeKind)ast->nodes[node].kind;
    if (kind != NODE_SEQUENCE && kind != NODE_CAPTURE) return node;
    node = ast->nodes[node].child;
  }
}

/* The characters from this one on. */
static void find_literal(Builder *builder, const Ast *ast, uint32_t node, uint32_t *header) {
  uint32_t at = builder->code.count, length = 0, pending = 0;
  for (; node != 0 && ast->nodes[node].kind == NODE_CHAR && length < 64; node = ast->nodes[node].next) {
    uint32_t c = ast->nodes[node].value;
    uint32_t units[2] = {c, 0}, count = 1;
    if (c > 0xFFFF) units[0] = 0xD800 + ((c - 0x10000) >> 10), units[1] = 0xDC00 + (c & 0x3FF), count = 2;
    for (uint32_t i = 0; i < count; i++) {
      pending |= units[i] << (16 * (length & 1));
      if (length++ & 1) {
        build_word(builder, pending);
        pending = 0;
      }
    }
  }
  if (length & 1) build_word(builder, pending);
  header[HEADER_START] = length > 1 ? START_STRING : START_UNIT;
  header[HEADER_START_UNITS] = at;
  header[HEADER_START_LENGTH] = length;
}

void find_start(Builder *builder, const Ast *ast, uint32_t root, uint32_t *header) {
  const Node *node = &ast->nodes[root];
  uint32_t leading = leading_node(ast, root);
  header[HEADER_START] = START_ANY;
  header[HEADER_MIN_LENGTH] = node->min_length;
  if (ast->nodes[leading].kind == NODE_START && !(ast->flags & REGEXP_MULTILINE)) {
    header[HEADER_START] = START_ANCHORED;
  } else if (ast->nodes[leading].kind == NODE_CHAR) {
    find_literal(builder, ast, leading, header);
  } else if (!node->nullable && !first_is_all(&node->first)) {
    header[HEADER_START] = START_CLASS;
    header[HEADER_START_CLASS] = build_filter(builder, &node->first);
  }
}
