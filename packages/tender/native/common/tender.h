/* What the two tenders share. A tender loads one image, attaches its devices, gives up every right that it does not need,
 * and runs it. Everything that comes from the image or from the command line is checked before it is used; a failed check
 * ends the tender with one sentence and a status of <sysexits.h>. */
#ifndef MORGANA_TENDER_H
#define MORGANA_TENDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sysexits.h>
#include "solo5_abi.h"

/* --- messages */

extern const char *tender_name;
_Noreturn void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* With the reason of errno behind it. */
_Noreturn void fail_errno(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* --- command line */

#define MAX_OPTIONS 192

typedef struct DeviceOption {
  const char *text; /* the whole option, for messages */
  const char *name;
  size_t name_length;
  const char *value;
} DeviceOption;

typedef struct Options {
  uint64_t memory_size; /* octets */
  const char *image;
  int argument_count; /* of the image */
  char **arguments;
  size_t network_count, mac_count, block_count, sector_size_count;
  DeviceOption network[MAX_OPTIONS], mac[MAX_OPTIONS], block[MAX_OPTIONS], sector_size[MAX_OPTIONS];
  bool no_offload;
  bool probe; /* hvt: only say whether this machine can run one */
} Options;

void options_read(Options *options, int argc, char **argv, uint64_t memory_unit);
/* Writes the image's arguments, separated by spaces, to a field of COMMAND_LINE_SIZE octets. */
void options_command_line(const Options *options, char *field);

/* --- image */

#define MAX_SEGMENTS 32

enum { SEGMENT_EXECUTE = 1, SEGMENT_WRITE = 2, SEGMENT_READ = 4 };

typedef struct Segment {
  uint64_t start, end; /* whole pages of memory */
  uint64_t address, file_offset, file_size, memory_size;
  uint32_t flags;
} Segment;

typedef struct Image {
  const char *path;
  int fd;
  uint64_t entry, end;
  size_t segment_count;
  Segment segments[MAX_SEGMENTS]; /* ascending, disjoint */
  Manifest manifest;
} Image;

/* Opens and checks; loads nothing. */
void image_open(Image *image, const char *path, uint32_t target, uint64_t memory_size);
/* Reads the segments to `memory`, which is zeroed and whose first octet is the image's address 0. With `share` they are mapped
 * from the file instead, those that the image writes copied page by page as it does: they cost nothing until they are touched,
 * and many images of one file have the rest in common. (Who can write to the file can change the image while it runs, then.)
 * Closes it. */
void image_load(Image *image, uint8_t *memory, bool share);

/* --- devices */

/* Attaches every device of the manifest as the options say: fills in u, host and attached. With `offload` tap devices take virtio-net's
 * header before frames, and their entries say so. */
void devices_attach(Manifest *manifest, const Options *options, const char *image, bool offload);

/* --- giving up rights */

typedef struct Condition {
  uint8_t argument;
  enum { EQUALS, AT_MOST } test;
  uint64_t value;
} Condition;

#define MAX_FILTER 4096

typedef struct Filter {
  size_t length;
  struct FilterInstruction {
    uint16_t code;
    uint8_t if_true, if_false;
    uint32_t k;
  } instructions[MAX_FILTER];
} Filter;

void filter_begin(Filter *filter);
/* Lets the system call pass if all conditions hold. Rules are tried in order. */
void filter_allow(Filter *filter, long number, size_t count, const Condition *conditions);
/* Installs it: everything else ends the process with SIGSYS. */
void filter_install(Filter *filter);
/* No new privileges, no capabilities, and from root to nobody. */
void drop_privileges(void);
/* Before anything is opened: descriptors 0 to 2 are open, so that no device becomes the console. */
void reserve_descriptors(void);

#endif
