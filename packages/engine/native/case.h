#ifndef MORGANA_CASE_H
#define MORGANA_CASE_H

#include "text.h"

typedef struct CaseRun {
  uint32_t start, end;
  int32_t delta;
  uint32_t step; /* 1: every code point, 2: every other one */
} CaseRun;

extern const CaseRun upper_runs[], lower_runs[];
extern const uint32_t upper_run_count, lower_run_count, upper_special_count, lower_special_count;
extern const uint32_t upper_special[][4], lower_special[][4];

/* Writes the mapping of a code point; returns its length, up to 3. */
uint32_t upper_case(uint32_t c, uint32_t mapped[3]);
/* The final form of sigma depends on what stands around it: s[start..end) is the code point. */
uint32_t lower_case(uint32_t c, const String *s, uint32_t start, uint32_t end, uint32_t mapped[3]);

#endif
