/* For tests of what takes over where a guess about a program fails (`failGuards` of the compiler's options): guesses that fail though
 * they hold. */
#ifndef MORGANA_GUESS_H
#define MORGANA_GUESS_H

#include "value.h"

/* Of the program: each guess fails, or every fourth or so. */
extern const bool guesses_always_fail;

/* In the same order in each run. */
bool guess_fails(void);

#if defined(FAIL_GUARDS)
#define GUESSED(x) ((x) && !guess_fails())
#else
#define GUESSED(x) likely(x)
#endif

#endif
