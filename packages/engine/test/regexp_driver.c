/* Compiles and matches the cases on standard input and prints what came of them, a line each.
 * A case is: u32 flags, u32 length of the pattern, u32 length of the subject, u16 pattern, u16 subject.
 * Line: "E message", or matches "b,e,b,e;b,e,b,e;" of a search for all, after "name=capture " of named groups. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "regexp/regexp.h"

enum { MOST_MATCHES = 4000 };

static size_t allocated, allocations, fail_at;

static void *resize(void *context, void *memory, size_t old_size, size_t new_size) {
  (void)context;
  allocated += new_size - old_size;
  if (new_size == 0) {
    free(memory);
    return NULL;
  }
  if (fail_at != 0 && ++allocations >= fail_at) {
    allocated -= new_size - old_size;
    return NULL;
  }
  return realloc(memory, new_size);
}

static const RegExpMemory memory = {resize, NULL};

static void *exact_copy(const void *bytes, size_t length) {
  void *copy = malloc(length);
  if (copy == NULL) exit(3);
  if (length > 0) memcpy(copy, bytes, length);
  return copy;
}

static uint32_t read_word(const uint8_t **at) {
  uint32_t word;
  memcpy(&word, *at, 4);
  *at += 4;
  return word;
}

typedef struct Output {
  char *text;
  size_t length, capacity;
} Output;

static void print(Output *output, const char *text) {
  size_t length = strlen(text);
  if (output->length + length + 1 > output->capacity) {
    output->capacity = 2 * (output->length + length + 64);
    output->text = realloc(output->text, output->capacity);
    if (output->text == NULL) exit(3);
  }
  memcpy(output->text + output->length, text, length + 1);
  output->length += length;
}

static void match_all(const RegExpProgram *program, RegExpText subject, int flags, Output *output) {
  RegExpMatcher matcher = {.memory = memory, .step_limit = 50000000};
  uint32_t count = regexp_capture_count(program);
  uint32_t *captures = malloc(2 * count * sizeof *captures);
  char text[32];
  for (uint32_t start = 0, n = 0; n < MOST_MATCHES; n++) {
    RegExpStatus status = regexp_match(&matcher, program, subject, start, (flags & REGEXP_STICKY) != 0, captures);
    if (status == REGEXP_NO_MATCH) break;
    if (status != REGEXP_MATCH) {
      snprintf(text, sizeof text, "status %d", (int)status);
      print(output, text);
      break;
    }
    for (uint32_t i = 0; i < 2 * count; i++) {
      snprintf(text, sizeof text, i == 0 ? "%d" : ",%d", (int)captures[i]);
      print(output, text);
    }
    print(output, ";");
    start = captures[1];
    if (captures[0] == captures[1]) {
      const uint16_t *units = subject.units;
      bool pair = (flags & (REGEXP_UNICODE | REGEXP_UNICODE_SETS)) && subject.wide && start + 1 < subject.length &&
                  (units[start] & 0xFC00) == 0xD800 && (units[start + 1] & 0xFC00) == 0xDC00;
      start += pair ? 2 : 1;
    }
  }
  free(captures);
  regexp_release(&matcher);
}

static void run_case(uint32_t flags, RegExpText pattern, RegExpText subject, Output *output) {
  RegExpProgram *program;
  RegExpError error = {0};
  RegExpStatus status = regexp_compile(memory, pattern, (int)flags, unicode_property_tables, &program, &error);
  if (status == REGEXP_SYNTAX_ERROR) {
    print(output, "E ");
    print(output, error.message);
    if (error.position > pattern.length) print(output, " (position beyond the pattern)");
    return;
  }
  if (status != REGEXP_MATCH) {
    print(output, "no memory");
    return;
  }
  for (uint32_t i = 0; i < regexp_group_name_count(program); i++) {
    uint32_t capture;
    RegExpText name = regexp_group_name(program, i, &capture);
    char text[64];
    for (uint32_t j = 0; j < name.length; j++) {
      snprintf(text, sizeof text, "%x.", ((const uint16_t *)name.units)[j]);
      print(output, text);
    }
    snprintf(text, sizeof text, "=%u ", capture);
    print(output, text);
  }
  /* The program has to be one block without addresses. */
  RegExpProgram *moved = exact_copy(program, regexp_program_size(program));
  size_t size = regexp_program_size(program);
  memset(program, 0xA5, size);
  memory.resize(NULL, program, size, 0);
  match_all(moved, subject, (int)flags, output);
  free(moved);
}

/* Prints the subject in upper and in lower case, as units. */
static void print_cases(RegExpText subject) {
  const uint16_t *units = subject.units;
  for (int lower = 0; lower < 2; lower++) {
    for (uint32_t i = 0; i < subject.length;) {
      uint32_t at = i, c = units[i++], to[3];
      if ((c & 0xFC00) == 0xD800 && i < subject.length && (units[i] & 0xFC00) == 0xDC00)
        c = 0x10000 + ((c & 0x3FF) << 10) + (units[i++] & 0x3FFu);
      int count = lower ? unicode_to_lower(c, to) : unicode_to_upper(c, to);
      if (lower && c == 0x3A3 && unicode_is_final_sigma(units, subject.length, at)) to[0] = 0x3C2;
      for (int j = 0; j < count; j++) printf("%x ", to[j]);
    }
    printf(lower ? "\n" : "| ");
  }
}

static double seconds(void) {
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Prints how long one search for all matches takes, the best of several, and how many there are. */
static void measure(uint32_t flags, RegExpText pattern, RegExpText subject) {
  RegExpProgram *program;
  RegExpError error = {0};
  if (regexp_compile(memory, pattern, (int)flags, unicode_property_tables, &program, &error) != REGEXP_MATCH) {
    printf("E %s\n", error.message);
    return;
  }
  RegExpMatcher matcher = {.memory = memory};
  uint32_t *captures = malloc(2 * regexp_capture_count(program) * sizeof *captures), matches = 0;
  double best = 1e9, began = seconds();
  for (int round = 0; round < 50 && (round < 3 || seconds() - began < 0.5); round++) {
    double start_time = seconds();
    matches = 0;
    uint32_t start = 0;
    while (regexp_match(&matcher, program, subject, start, (flags & REGEXP_STICKY) != 0, captures) == REGEXP_MATCH) {
      matches++;
      start = captures[1] + (captures[0] == captures[1]);
    }
    double time = seconds() - start_time;
    if (time < best) best = time;
  }
  printf("%.9f %u %zu\n", best, matches, regexp_program_size(program));
  free(captures);
  regexp_release(&matcher);
  memory.resize(NULL, program, regexp_program_size(program), 0);
}

int main(int argc, char **argv) {
  size_t capacity = 1 << 16, length = 0;
  uint8_t *input = malloc(capacity);
  for (size_t n; (n = fread(input + length, 1, capacity - length, stdin)) > 0;) {
    length += n;
    if (length == capacity) input = realloc(input, capacity *= 2);
  }
  bool measuring = argc > 1 && strcmp(argv[1], "measure") == 0;
  bool casing = argc > 1 && strcmp(argv[1], "case") == 0;
  bool starving = argc > 1 && strcmp(argv[1], "starve") == 0;
  for (const uint8_t *at = input; at < input + length;) {
    uint32_t flags = read_word(&at), pattern_length = read_word(&at), subject_length = read_word(&at);
    uint16_t *pattern_units = exact_copy(at, 2 * (size_t)pattern_length);
    at += 2 * (size_t)pattern_length;
    uint16_t *subject_units = exact_copy(at, 2 * (size_t)subject_length);
    at += 2 * (size_t)subject_length;
    RegExpText pattern = {pattern_units, pattern_length, true}, subject = {subject_units, subject_length, true};
    bool narrow = true;
    for (uint32_t i = 0; i < subject_length; i++) narrow &= subject_units[i] < 256;
    uint8_t *bytes = malloc(subject_length);
    for (uint32_t i = 0; i < subject_length; i++) bytes[i] = (uint8_t)subject_units[i];
    RegExpText latin1 = {bytes, subject_length, false};
    if (casing) {
      print_cases(subject);
    } else if (measuring) {
      measure(flags, pattern, narrow ? latin1 : subject);
    } else {
      Output output = {0}, other = {0};
      if (starving) {
        for (fail_at = 1; fail_at < 40; fail_at++) {
          allocations = 0;
          run_case(flags, pattern, subject, &other);
        }
        fail_at = 0;
        other.length = 0;
      }
      print(&output, "");
      print(&other, "");
      run_case(flags, pattern, subject, &output);
      if (narrow) {
        run_case(flags, pattern, latin1, &other);
        if (strcmp(output.text, other.text) != 0) printf("Latin-1 %s differs from UTF-16 ", other.text);
      }
      puts(output.text);
      free(output.text);
      free(other.text);
    }
    free(bytes);
    free(pattern_units);
    free(subject_units);
  }
  free(input);
  if (!measuring && allocated != 0) {
    fprintf(stderr, "%zu bytes were not given back\n", allocated);
    return 1;
  }
  return 0;
}
