#include "backtrace.h"
#include "engine.h"

/* From the linker. */
extern const uint8_t __executable_start[], etext[];

/* Of programs with functions in the compact form: these, and what runs them. */
extern const uint8_t compact_text[] __attribute__((weak)), compact_text_end[] __attribute__((weak));
extern const uint8_t interpreter_code[] __attribute__((weak)), interpreter_code_end[] __attribute__((weak));

/* A frame of the interpreter has this mark in the upper half of a word; two words below is an address in the text of its function. */
#define FRAME_MARK 0xc0dec0deu

#define LONGEST_CALL 7
#define WORDS 4096 /* of the stack that are looked at */

#if defined(__x86_64__)
/* Octets of an indirect call with this ModRM octet and what follows it, without prefixes. */
static uint32_t indirect_length(uint8_t modrm, uint8_t sib) {
  uint32_t mode = modrm >> 6, length = 2;
  if (mode == 3) return length;
  bool has_sib = (modrm & 7) == 4;
  if (has_sib) length++;
  if (mode == 1) return length + 1;
  if (mode == 2 || (modrm & 7) == 5 || (has_sib && (sib & 7) == 5)) return length + 4;
  return length;
}

static bool follows_call(const uint8_t *code) {
  if (code[-5] == 0xe8) {
    int32_t offset = (int32_t)((uint32_t)code[-4] | (uint32_t)code[-3] << 8 | (uint32_t)code[-2] << 16 | (uint32_t)code[-1] << 24);
    uintptr_t target = (uintptr_t)code + (uintptr_t)(intptr_t)offset; /* of what may be no call at all */
    if (target >= (uintptr_t)__executable_start && target < (uintptr_t)etext) return true;
  }
  for (uint32_t n = 2; n <= LONGEST_CALL; n++)
    if (code[-(int)n] == 0xff && (code[-(int)n + 1] >> 3 & 7) == 2 && indirect_length(code[-(int)n + 1], n > 2 ? code[-(int)n + 2] : 0) == n)
      return true;
  return false;
}
#else
static bool follows_call(const uint8_t *code) {
  if (((uintptr_t)code & 3) != 0) return false;
  uint32_t before = *(const uint32_t *)(code - 4);
  return (before & 0xfc000000u) == 0x94000000u || (before & 0xfffffc1fu) == 0xd63f0000u; /* BL, BLR */
}
#endif

__attribute__((no_sanitize("address"))) uint32_t backtrace(const void *from, const void *high, uintptr_t *addresses, uint32_t limit) {
  uint32_t count = 0;
  const uintptr_t *word = (const uintptr_t *)(((uintptr_t)from + 7) & ~(uintptr_t)7), *end = high;
  if (end - word > WORDS) end = word + WORDS;
  for (; word < end && count < limit; word++) {
    if (*word >> 32 == FRAME_MARK && word - 2 >= (const uintptr_t *)from && word[-2] > (uintptr_t)compact_text && word[-2] < (uintptr_t)compact_text_end) {
      addresses[count++] = word[-2];
      continue;
    }
    if (*word >= (uintptr_t)interpreter_code && *word < (uintptr_t)interpreter_code_end) continue;
    if (*word < (uintptr_t)__executable_start + LONGEST_CALL || *word >= (uintptr_t)etext || !follows_call((const uint8_t *)*word)) continue;
    if (count == 0 || addresses[count - 1] != *word) addresses[count++] = *word;
  }
  return count;
}

#define PRINTED 32

void print_backtrace(const void *from) {
  uintptr_t addresses[PRINTED];
  uint32_t count = backtrace(from, heap.stack_high, addresses, PRINTED);
  for (uint32_t i = 0; i < count; i++) {
    char text[32] = "    at 0x", *p = text + 9;
    int shift = 60;
    while (shift > 0 && (addresses[i] >> shift & 15) == 0) shift -= 4;
    for (; shift >= 0; shift -= 4) *p++ = "0123456789abcdef"[addresses[i] >> shift & 15];
    *p++ = '\n';
    platform_console_write(CONSOLE_ERROR, (const uint8_t *)text, (size_t)(p - text));
  }
}
