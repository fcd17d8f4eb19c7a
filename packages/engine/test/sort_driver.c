/* Values carry a key in their low half, by which they are compared, and their position above. */
#include "sort/sort.h"
#include "driver.h"

typedef struct Context {
  uint64_t comparisons, fail_at;
  int mode;
  uint64_t state;
} Context;

static int32_t compare(void *data, uint64_t a, uint64_t b) {
  Context *context = data;
  if (++context->comparisons == context->fail_at) return SORT_FAILED;
  if (context->mode == 1) {
    context->state = context->state * 6364136223846793005u + 1442695040888963407u;
    return (int32_t)(context->state >> 62) - 1;
  }
  uint32_t x = (uint32_t)a, y = (uint32_t)b;
  return x < y ? -1 : x > y;
}

/* Input: cases of mode (0: ordered, 1: random answers), fail_at, count, values; all uint64. */
int main(void) {
  size_t length;
  uint64_t *input = (uint64_t *)(void *)read_input(&length);
  for (size_t at = 0; at < length / 8;) {
    Context context = {0, input[at + 1], (int)input[at], 1};
    size_t count = input[at + 2];
    uint64_t *values = exact_copy(input + at + 3, count * 8), *scratch = malloc(count / 2 * 8);
    at += 3 + count;
    uint64_t ok = sort_values(values, count, scratch, compare, &context);
    fwrite(&ok, 8, 1, stdout);
    fwrite(&context.comparisons, 8, 1, stdout);
    fwrite(values, 8, count, stdout);
    free(values);
    free(scratch);
  }
  free(input);
  return 0;
}
