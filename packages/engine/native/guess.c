#include "guess.h"

bool guess_fails(void) {
  static uint32_t state = 1;
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return guesses_always_fail || (state & 3) == 0;
}
