/* The tree of a pattern. Nodes refer to each other by index and are made children first, so that what is to be known
 * of a node is computed when it is made and no walk of the tree is needed. Node 0 is the empty one. */
#ifndef MORGANA_REGEXP_AST_H
#define MORGANA_REGEXP_AST_H

#include "charset.h"
#include "program.h"

typedef enum NodeKind {
  NODE_EMPTY,
  NODE_CHAR,           /* value: the code point */
  NODE_CLASS,          /* value: index of the set */
  NODE_SEQUENCE,       /* Alternative: children */
  NODE_ALTERNATION,    /* Disjunction: children */
  NODE_CAPTURE,        /* value: its number; a child */
  NODE_QUANTIFIER,     /* min, max, greedy; a child */
  NODE_LOOK,           /* behind, negative; a child */
  NODE_BACK_REFERENCE, /* value: number of the capture */
  NODE_START,
  NODE_END,
  NODE_BOUNDARY, /* negative */
} NodeKind;

/* Units that a match of something may begin with. */
typedef struct FirstSet {
  uint32_t bits[8]; /* of Latin-1 */
  bool high;        /* any unit above */
} FirstSet;

typedef struct Node {
  uint8_t kind;
  bool nullable; /* may match the empty string */
  bool greedy;
  bool negative;
  bool behind;
  bool point;         /* a class that has to read code points of UTF-16 */
  bool has_loop_check; /* somewhere within, an iteration is rejected for being empty */
  uint32_t value;
  uint32_t child;
  uint32_t next; /* sibling; 0: none */
  uint32_t min, max;
  uint32_t captures_from, captures_to; /* numbers of the captures within */
  uint32_t min_length;                 /* in units; at most MAX_MIN_LENGTH */
  uint32_t size;                       /* words of code, about */
  FirstSet first;
} Node;

enum { MAX_MIN_LENGTH = 1 << 28, MAX_SIZE = 1 << 28, MAX_COPIED_SIZE = 600 };

typedef struct Ast {
  Arena *arena;
  Node *nodes;
  uint32_t node_count, node_capacity;
  CharSet *sets;
  uint32_t set_count, set_capacity;
  int flags;
  bool unicode; /* u or v */
} Ast;

typedef struct NodeList {
  uint32_t head, tail;
} NodeList;

bool ast_initialize(Ast *ast, Arena *arena, int flags);
void node_list_add(Ast *ast, NodeList *list, uint32_t node);

/* One character as the flags have it: a set of equals where case is ignored. */
uint32_t node_char(Ast *ast, uint32_t code_point);
/* Takes the set, which is normalized and closed over case. */
uint32_t node_class(Ast *ast, CharSet set);
uint32_t node_simple(Ast *ast, NodeKind kind, bool negative);
uint32_t node_sequence(Ast *ast, NodeList terms);
uint32_t node_alternation(Ast *ast, NodeList alternatives);
uint32_t node_capture(Ast *ast, uint32_t number, uint32_t child, uint32_t captures_to);
uint32_t node_look(Ast *ast, uint32_t child, bool behind, bool negative, uint32_t captures_from, uint32_t captures_to);
uint32_t node_back_reference(Ast *ast, uint32_t number);
uint32_t node_quantifier(Ast *ast, uint32_t child, uint32_t min, uint32_t max, bool greedy, uint32_t captures_from,
                         uint32_t captures_to);

/* Whether copies of the child stand for the repetitions, rather than a loop that counts. */
bool quantifier_is_copied(const Ast *ast, const Node *quantifier);
/* Whether the node is a test of one character. */
static inline bool node_is_single(const Node *node) {
  return node->kind == NODE_CLASS || (node->kind == NODE_CHAR && node->value <= 0xFFFF);
}

static inline void first_add(FirstSet *to, const FirstSet *from) {
  for (int i = 0; i < 8; i++) to->bits[i] |= from->bits[i];
  to->high |= from->high;
}
bool first_meets(const FirstSet *a, const FirstSet *b);
bool first_is_all(const FirstSet *set);
void first_of_set(FirstSet *first, const CharSet *set);

#endif
