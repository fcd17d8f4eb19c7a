/* RegExp.$1 and its like, of the proposal for legacy features of regular expressions: linked where a program names one of them. */
#include "builtins.h"
#include "regexp.h"

static ROOT Value last_input = VALUE_UNDEFINED;
static uint32_t last_count;
static struct { uint32_t from, to; } last[10], last_paren; /* the match, and the first nine groups */

void regexp_remember(Value text, const uint32_t *at, uint32_t count) {
  last_input = text;
  last_count = count < 10 ? count : 10;
  for (uint32_t i = 0; i < last_count; i++) {
    last[i].from = at[2 * i];
    last[i].to = at[2 * i + 1];
  }
  last_paren.from = last_paren.to = 0;
  if (count > 1 && at[2 * count - 2] != REGEXP_UNMATCHED) {
    last_paren.from = at[2 * count - 2];
    last_paren.to = at[2 * count - 1];
  }
}

static Value piece(uint32_t from, uint32_t to) {
  if (last_input == VALUE_UNDEFINED || from == REGEXP_UNMATCHED) return value_of(&s_empty);
  return string_slice(string_of(last_input), from, to);
}
static Value group(uint32_t i) { return i < last_count ? piece(last[i].from, last[i].to) : value_of(&s_empty); }

#define GROUP(i) NATIVE(RegExp_group##i) { return group(i); }
GETTER("RegExp", "$1", RegExp_group1)
GROUP(1)
GETTER("RegExp", "$2", RegExp_group2)
GROUP(2)
GETTER("RegExp", "$3", RegExp_group3)
GROUP(3)
GETTER("RegExp", "$4", RegExp_group4)
GROUP(4)
GETTER("RegExp", "$5", RegExp_group5)
GROUP(5)
GETTER("RegExp", "$6", RegExp_group6)
GROUP(6)
GETTER("RegExp", "$7", RegExp_group7)
GROUP(7)
GETTER("RegExp", "$8", RegExp_group8)
GROUP(8)
GETTER("RegExp", "$9", RegExp_group9)
GROUP(9)
GETTER("RegExp", "lastMatch", RegExp_group0)
GETTER("RegExp", "$&", RegExp_group0)
GROUP(0)
GETTER("RegExp", "lastParen", RegExp_lastParen)
GETTER("RegExp", "$+", RegExp_lastParen)
NATIVE(RegExp_lastParen) { return piece(last_paren.from, last_paren.to); }
GETTER("RegExp", "leftContext", RegExp_leftContext)
GETTER("RegExp", "$`", RegExp_leftContext)
NATIVE(RegExp_leftContext) { return piece(0, last_count > 0 ? last[0].from : 0); }
GETTER("RegExp", "rightContext", RegExp_rightContext)
GETTER("RegExp", "$'", RegExp_rightContext)
NATIVE(RegExp_rightContext) {
  return last_input == VALUE_UNDEFINED ? value_of(&s_empty) : piece(last[0].to, string_of(last_input)->length);
}
GETTER("RegExp", "input", RegExp_input)
GETTER("RegExp", "$_", RegExp_input)
NATIVE(RegExp_input) { return last_input == VALUE_UNDEFINED ? value_of(&s_empty) : last_input; }
