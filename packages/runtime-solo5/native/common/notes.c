/* That no host kernel should run an image by itself. The notes that say who it is for and what it needs are in a unit that is
 * written for each image (src/manifest.ts). */
#include <stdint.h>

__attribute__((section(".interp"), used)) const char solo5_interpreter[] = "/nonexistent/solo5/";

/* OpenBSD's kernel gives a file without this to the shell. */
__attribute__((section(".note.openbsd"), used, aligned(4))) static const struct {
  uint32_t name_size, description_size, type;
  char name[8];
  uint32_t description;
} openbsd_note = {8, 4, 1, "OpenBSD", 0};
