/* From the entry point to the engine. */
#include "boot_arguments.h"
#include "solo5.h"

/* With a value, so that the data segment is never one of zeros alone: tenders skip such, and do not see that it needs memory. */
ThreadBlock thread_block = {.self = &thread_block};
Manifest manifest;

static char command[COMMAND_LINE_SIZE];
#define MAX_ARGUMENTS 256
static const char *arguments[MAX_ARGUMENTS + 1];

/* Cuts the command line into words at spaces. Quotes keep a word together, and a backslash takes what follows as it is. */
static int split_words(char *text) {
  int count = 0;
  arguments[count++] = "image";
  char *from = text, *to = text;
  for (;;) {
    while (*from == ' ') from++;
    if (*from == 0) return count;
    if (count == MAX_ARGUMENTS) solo5_abort("too many arguments");
    arguments[count++] = to;
    char quote = 0;
    for (; *from != 0 && (quote != 0 || *from != ' '); from++) {
      if (quote == 0 && (*from == '"' || *from == '\'')) quote = *from;
      else if (quote != 0 && *from == quote) quote = 0;
      else {
        if (*from == '\\' && quote != '\'' && from[1] != 0) from++;
        *to++ = *from;
      }
    }
    bool end = *from == 0;
    from++;
    *to++ = 0;
    if (end) return count;
  }
}

/* The rest, with a canary in force. Never returns, so that no frame is left that was made without it. */
static _Noreturn __attribute__((noinline)) void run(uint64_t heap_start, uint64_t memory_size) {
  int count = split_words(command);
  PlatformBoot boot = {
      .memory = (uint8_t *)(uintptr_t)heap_start,
      .memory_size = memory_size - heap_start,
      .stack_low = (uint8_t *)(uintptr_t)STACK_LOW,
      .stack_high = (uint8_t *)(uintptr_t)STACK_HIGH,
      .argument_count = count,
      .arguments = arguments,
  };
  const char *wrong = engine_options(count, arguments, &boot.options);
  if (wrong != NULL) {
    size_t length = 0;
    while (wrong[length] != 0) length++;
    platform_console_write(CONSOLE_ERROR, (const uint8_t *)wrong, length);
    platform_exit(64);
  }
  uint64_t limit = boot.options.heap_limit;
  if (limit != 0 && limit < boot.memory_size) boot.memory_size = limit;
  platform_exit(engine_start(&boot));
}

BARE _Noreturn void solo5_main(uint64_t heap_start, uint64_t memory_size, const char *command_line, const Manifest *given) {
  /* The boot information lies below the stack: it is not there for ever. */
  for (uint32_t i = 0; i + 1 < COMMAND_LINE_SIZE && command_line[i] != 0; i++) command[i] = command_line[i];
  manifest.version = given->version;
  manifest.entries = given->entries <= MANIFEST_ENTRIES ? given->entries : MANIFEST_ENTRIES;
  for (uint32_t i = 0; i < manifest.entries; i++) manifest.entry[i] = given->entry[i];
  if (!entropy_initialize()) {
    static const char text[] = "This processor has no source of random numbers (RDRAND, RDSEED), and an image does not run without.\n";
    platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, sizeof text - 1);
    platform_exit(STATUS_NO_ENTROPY);
  }
  uint64_t canary;
  platform_entropy((uint8_t *)&canary, sizeof canary);
  thread_block.canary = canary & ~(uint64_t)0xff; /* a string that runs over ends before it */
  run(heap_start, memory_size);
}

_Noreturn void solo5_abort(const char *message) {
  static const char prefix[] = "Aborted: ";
  size_t length = 0;
  while (message[length] != 0) length++;
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)prefix, sizeof prefix - 1);
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)message, length);
  platform_console_write(CONSOLE_ERROR, (const uint8_t *)"\n", 1);
  if (print_backtrace != NULL) print_backtrace(__builtin_frame_address(0));
  platform_exit(STATUS_ABORT);
}

_Noreturn void __stack_chk_fail(void) { solo5_abort("stack smashing detected: a function wrote beyond its variables"); }
