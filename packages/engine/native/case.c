#include "case.h"

static uint32_t map(uint32_t c, const CaseRun *runs, uint32_t run_count, const uint32_t (*special)[4], uint32_t special_count,
                    uint32_t mapped[3]) {
  for (uint32_t i = 0; i < special_count; i++)
    if (special[i][0] == c) {
      uint32_t n = 0;
      while (n < 3 && special[i][n + 1] != 0) {
        mapped[n] = special[i][n + 1];
        n++;
      }
      return n;
    }
  uint32_t low = 0, high = run_count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    if (runs[middle].end < c) low = middle + 1;
    else high = middle;
  }
  mapped[0] = c;
  if (low < run_count && c >= runs[low].start && (c - runs[low].start) % runs[low].step == 0) mapped[0] = (uint32_t)((int32_t)c + runs[low].delta);
  return 1;
}

uint32_t upper_case(uint32_t c, uint32_t mapped[3]) {
  if (c < 128) {
    mapped[0] = c >= 'a' && c <= 'z' ? c - 32 : c;
    return 1;
  }
  return map(c, upper_runs, upper_run_count, upper_special, upper_special_count, mapped);
}

static bool is_cased(uint32_t c) {
  uint32_t m[3];
  if (c < 128) return (c | 32) >= 'a' && (c | 32) <= 'z';
  return map(c, upper_runs, upper_run_count, upper_special, upper_special_count, m) != 1 || m[0] != c ||
         map(c, lower_runs, lower_run_count, lower_special, lower_special_count, m) != 1 || m[0] != c;
}

/* Apostrophes and the like do not end a word. */
static bool is_ignorable(uint32_t c) {
  return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`' || c == 0xa8 || c == 0xad || c == 0xaf || c == 0xb4 ||
         c == 0xb7 || c == 0xb8 || (c >= 0x2b0 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || c == 0x2018 ||
         c == 0x2019 || c == 0x2024 || c == 0x2027;
}

uint32_t lower_case(uint32_t c, const String *s, uint32_t start, uint32_t end, uint32_t mapped[3]) {
  if (c < 128) {
    mapped[0] = c >= 'A' && c <= 'Z' ? c + 32 : c;
    return 1;
  }
  if (c == 0x3a3) { /* capital sigma */
    bool before = false, after = false;
    for (uint32_t i = start; i-- > 0;) {
      uint32_t unit = unit_at(s, i);
      if (is_ignorable(unit)) continue;
      before = is_cased(unit);
      break;
    }
    for (uint32_t i = end; i < s->length; i++) {
      uint32_t unit = unit_at(s, i);
      if (is_ignorable(unit)) continue;
      after = is_cased(unit);
      break;
    }
    mapped[0] = before && !after ? 0x3c2 : 0x3c3;
    return 1;
  }
  return map(c, lower_runs, lower_run_count, lower_special, lower_special_count, mapped);
}
