/* What makes an ELF file an image: who it is for, and that no host kernel should run it by itself. The manifest is a unit
 * that is written for each image (src/manifest.ts). */
#include "solo5_abi.h"

__attribute__((section(".interp"), used)) const char interpreter[] = "/nonexistent/solo5/";

/* OpenBSD's kernel gives a file without this to the shell. */
__attribute__((section(".note.openbsd"), used, aligned(4))) static const struct {
  uint32_t name_size, description_size, type;
  char name[8];
  uint32_t description;
} openbsd_note = {8, 4, 1, "OpenBSD", 0};

__attribute__((section(".note.solo5.abi"), used, aligned(4))) const AbiNote solo5_abi_note = {
    {sizeof NOTE_NAME, 16, NOTE_ABI, NOTE_NAME}, SOLO5_TARGET, ABI_VERSION, {0, 0}};
