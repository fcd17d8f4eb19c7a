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

/* Whether every alternative begins at the start of the text, or of a line. */
static bool is_anchored(const Ast *ast, uint32_t root) {
  uint32_t node = leading_node(ast, root);
  if (ast->nodes[node].kind != NODE_ALTERNATION) return ast->nodes[node].kind == NODE_START;
  for (uint32_t child = ast->nodes[node].child; child != 0; child = ast->nodes[child].next)
    if (ast->nodes[leading_node(ast, child)].kind != NODE_START) return false;
  return true;
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

/* Whether looking at several places pays. */
static bool find_places(Builder *builder, uint32_t *header) {
  FirstSet window[MAX_WINDOW];
  uint32_t length = find_window(builder, window), table[WINDOW_WORDS] = {0};
  if (length < 2) return false;
  for (uint32_t i = 0; i < length; i++) {
    uint32_t bit = 1u << (length - 1 - i);
    for (uint32_t c = 0; c < 256; c++)
      if (window[i].bits[c >> 5] >> (c & 31) & 1) table[c / 4] |= bit << (8 * (c & 3));
    if (window[i].high) table[WINDOW_HIGH] |= bit;
  }
  header[HEADER_START] = START_WINDOW;
  header[HEADER_START_UNITS] = builder->code.count;
  header[HEADER_START_LENGTH] = length;
  for (uint32_t i = 0; i < WINDOW_WORDS; i++) build_word(builder, table[i]);
  return true;
}

/* The one unit of Latin-1 that a match begins with, or -1. */
static int only_unit(const FirstSet *first) {
  int unit = -1;
  for (int c = 0; c < 256; c++) {
    if (!(first->bits[c >> 5] >> (c & 31) & 1)) continue;
    if (unit >= 0) return -1;
    unit = c;
  }
  return first->high ? -1 : unit;
}

void find_start(Builder *builder, const Ast *ast, uint32_t root, uint32_t *header) {
  const Node *node = &ast->nodes[root];
  uint32_t leading = leading_node(ast, root);
  header[HEADER_START] = START_ANY;
  header[HEADER_MIN_LENGTH] = node->min_length;
  if (is_anchored(ast, root)) {
    header[HEADER_START] = ast->flags & REGEXP_MULTILINE ? START_LINES : START_ANCHORED;
  } else if (ast->nodes[leading].kind == NODE_CHAR) {
    find_literal(builder, ast, leading, header);
  } else if (find_places(builder, header)) {
    return;
  } else if (!node->nullable && only_unit(&node->first) >= 0) {
    header[HEADER_START] = START_UNIT;
    header[HEADER_START_UNITS] = builder->code.count;
    header[HEADER_START_LENGTH] = 1;
    build_word(builder, (uint32_t)only_unit(&node->first));
  } else if (!node->nullable && !first_is_all(&node->first)) {
    header[HEADER_START] = START_CLASS;
    header[HEADER_START_CLASS] = build_filter(builder, &node->first);
  }
}
