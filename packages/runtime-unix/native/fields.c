/* Reading the texts that say what a device is attached to, and writing those that say why it is not. */
#include "unix.h"

bool next_field(Fields *fields, char *text, size_t size) {
  const char *at = fields->next;
  size_t length = 0;
  while (at[length] != 0 && at[length] != ' ') length++;
  if (length == 0 || length >= size) return false;
  for (size_t i = 0; i < length; i++) text[i] = at[i];
  text[length] = 0;
  fields->next = at[length] == ' ' ? at + length + 1 : at + length;
  return true;
}
static bool read_number(const char **at, uint64_t *number) {
  const char *p = *at;
  uint64_t n = 0;
  while (*p >= '0' && *p <= '9' && n < 1000000000000ull) n = n * 10 + (uint64_t)(*p++ - '0');
  bool any = p != *at;
  *at = p;
  *number = n;
  return any;
}
bool next_number(Fields *fields, uint64_t *number) {
  char text[24];
  const char *p = text;
  return next_field(fields, text, sizeof text) && read_number(&p, number) && *p == 0;
}
bool next_ipv4(Fields *fields, uint32_t *address) {
  char text[16];
  const char *p = text;
  if (!next_field(fields, text, sizeof text)) return false;
  uint8_t *bytes = (uint8_t *)address;
  for (int i = 0; i < 4; i++) {
    uint64_t n;
    if (!read_number(&p, &n) || n > 255 || *p != (i < 3 ? '.' : 0)) return false;
    p += i < 3;
    bytes[i] = (uint8_t)n;
  }
  return true;
}
static int digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }
bool next_mac(Fields *fields, uint8_t mac[6]) {
  char text[18];
  if (!next_field(fields, text, sizeof text)) return false;
  for (int i = 0; i < 6; i++) {
    int high = digit(text[3 * i]), low = high < 0 ? -1 : digit(text[3 * i + 1]);
    if (low < 0 || text[3 * i + 2] != (i < 5 ? ':' : 0)) return false;
    mac[i] = (uint8_t)(high << 4 | low);
  }
  return true;
}

static const char *describe(long error) {
  switch (error) {
    case EPERM: return "not permitted";
    case ENOENT: return "it is not there";
    case ENXIO: return "there is no such device";
    case EACCES: return "permission denied";
    case EBUSY: return "in use by another program";
    case EISDIR: return "it is a folder";
    case EROFS: return "the file system is read-only";
    case EADDRINUSE: return "another program has it, choose another port";
    case EADDRNOTAVAIL: return "this machine has no such address";
    default: return NULL;
  }
}
int fail_with(char *problem, const char *text, long error) {
  char number[16] = "error ";
  const char *parts[3] = {text, "", ""};
  if (error != 0) {
    parts[1] = ": ";
    parts[2] = describe(error);
    if (parts[2] == NULL) {
      char *p = number + 6;
      for (long scale = 100; scale > 0; scale /= 10) *p++ = (char)('0' + error / scale % 10);
      *p = 0;
      parts[2] = number;
    }
  }
  size_t used = 0;
  for (int i = 0; i < 3; i++)
    for (const char *p = parts[i]; *p != 0 && used < DEVICE_PROBLEM_SIZE - 1; p++) problem[used++] = *p;
  problem[used] = 0;
  return -1;
}
