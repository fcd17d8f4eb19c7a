#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tender.h"

static const char usage[] =
    "usage: %s [OPTION ...] [--] IMAGE [ARGUMENT ...]\n"
    "\n"
    "  --mem=MB                      memory of the image (512)\n"
    "  --net:NAME=TAP                a tap device as the image's network NAME\n"
    "  --net:NAME=@FD                an open tap device or datagram socket, by number\n"
    "  --net:NAME=udp:LOCAL-PEER     one Ethernet frame a datagram, between two UDP ports of 127.0.0.1\n"
    "  --net-mac:NAME=MAC            its hardware address, such as 02:00:00:00:00:01 (random)\n"
    "  --no-offload                  spt: tap devices cut no segments and complete no checksums for the image\n"
    "  --block:NAME=FILE             a file or block device as the image's block device NAME\n"
    "  --block-sector-size:NAME=N    octets of its sectors: a power of two from 512 to 32768 (512)\n"
    "  --probe                       say whether this machine can run images, and run none\n"
    "  --help\n"
    "\n"
    "The status is the image's. %s itself: 64 wrong use, 65 bad image, 66 no such file, 69 this machine cannot, 71 out of something.\n";

static bool after(const char *text, const char *prefix, const char **rest) {
  size_t length = strlen(prefix);
  if (strncmp(text, prefix, length) != 0) return false;
  *rest = text + length;
  return true;
}

static void device_option(const char *text, const char *rest, DeviceOption *list, size_t *count, const char *form) {
  const char *equals = strchr(rest, '=');
  size_t length = equals == NULL ? 0 : (size_t)(equals - rest);
  if (length == 0 || equals[1] == 0) fail(EX_USAGE, "%s: the form is %s", text, form);
  if (length >= MANIFEST_NAME_SIZE) fail(EX_USAGE, "%s: a device's name has at most %d letters", text, MANIFEST_NAME_SIZE - 1);
  for (size_t i = 0; i < *count; i++)
    if (list[i].name_length == length && memcmp(list[i].name, rest, length) == 0)
      fail(EX_USAGE, "%s: %s was given before", text, list[i].text);
  if (*count == MAX_OPTIONS) fail(EX_USAGE, "%s: more than %d options of this kind", text, MAX_OPTIONS);
  list[(*count)++] = (DeviceOption){text, rest, length, equals + 1};
}

static uint64_t megabytes(const char *text, const char *digits, uint64_t unit) {
  uint64_t value = 0;
  const char *p = digits;
  for (; *p >= '0' && *p <= '9'; p++)
    if (value <= 1u << 20) value = value * 10 + (uint64_t)(*p - '0');
  if (p == digits || *p != 0) fail(EX_USAGE, "%s: the form is --mem=MB", text);
  uint64_t size = (value << 20) / unit * unit;
  if (size < unit || size < 2u << 20) fail(EX_USAGE, "%s: the least is 2", text);
  if (size > (uint64_t)4096 << 20) fail(EX_USAGE, "%s: the most is 4096", text);
  return size;
}

void options_read(Options *options, int argc, char **argv, uint64_t memory_unit) {
  *options = (Options){.memory_size = (uint64_t)512 << 20};
  int i = 1;
  for (; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
    const char *text = argv[i], *rest;
    if (strcmp(text, "--") == 0) {
      i++;
      break;
    }
    if (strcmp(text, "--help") == 0) {
      printf(usage, tender_name, tender_name);
      exit(0);
    }
    if (strcmp(text, "--probe") == 0) options->probe = true;
    else if (strcmp(text, "--no-offload") == 0) options->no_offload = true;
    else if (after(text, "--mem=", &rest)) options->memory_size = megabytes(text, rest, memory_unit);
    else if (after(text, "--net:", &rest))
      device_option(text, rest, options->network, &options->network_count, "--net:NAME=TAP, --net:NAME=@FD or --net:NAME=udp:LOCAL-PEER");
    else if (after(text, "--net-mac:", &rest))
      device_option(text, rest, options->mac, &options->mac_count, "--net-mac:NAME=02:00:00:00:00:01");
    else if (after(text, "--block:", &rest))
      device_option(text, rest, options->block, &options->block_count, "--block:NAME=FILE");
    else if (after(text, "--block-sector-size:", &rest))
      device_option(text, rest, options->sector_size, &options->sector_size_count, "--block-sector-size:NAME=512");
    else fail(EX_USAGE, "%s: no such option; %s --help shows them", text, tender_name);
  }
  if (options->probe) return;
  if (i == argc) fail(EX_USAGE, "which image? %s [OPTION ...] IMAGE [ARGUMENT ...]; %s --help shows the options", tender_name, tender_name);
  options->image = argv[i++];
  options->argument_count = argc - i;
  options->arguments = argv + i;
}

void options_command_line(const Options *options, char *field) {
  size_t used = 0;
  for (int i = 0; i < options->argument_count; i++) {
    size_t length = strlen(options->arguments[i]);
    if (used + length + 2 > COMMAND_LINE_SIZE)
      fail(EX_USAGE, "the arguments of the image are longer than %u octets", COMMAND_LINE_SIZE - 1);
    if (i > 0) field[used++] = ' ';
    memcpy(field + used, options->arguments[i], length);
    used += length;
  }
  field[used] = 0;
}
