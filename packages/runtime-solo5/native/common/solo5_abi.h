/* The binary interface between a Solo5 image and its tender (Solo5 0.12: elf_abi, mft_abi, spt_abi 2, hvt_abi 2): x86-64,
 * little-endian, natural alignment. The tenders of @morgana/tender are the other side. */
#ifndef MORGANA_SOLO5_ABI_H
#define MORGANA_SOLO5_ABI_H

#include <stdint.h>

enum { TARGET_HVT = 1, TARGET_SPT = 2, TARGET_VIRTIO = 3, TARGET_MUEN = 4, TARGET_GENODE = 5, TARGET_XEN = 6 };
#define ABI_VERSION 2u /* of hvt and of spt */

/* --- notes of the image */

#define NOTE_ABI 0x31494241u      /* "ABI1" */
#define NOTE_MANIFEST 0x3154464du /* "MFT1" */
#define NOTE_NAME "Solo5"

typedef struct NoteHeader {
  uint32_t name_size; /* 6 */
  uint32_t description_size;
  uint32_t type;
  char name[8];
} NoteHeader;

typedef struct AbiNote {
  NoteHeader header;
  uint32_t target, version, reserved[2];
} AbiNote;

/* --- the manifest: which devices the image wants, and, in the copy that it is given, what it has got */

#define MANIFEST_VERSION 1u
#define MANIFEST_ENTRIES 64u
#define MANIFEST_OFFSET 24u /* in the note: the header, and padding to a multiple of 8 */
#define MANIFEST_NAME_SIZE 68

enum { MANIFEST_BLOCK = 1, MANIFEST_NETWORK = 2, MANIFEST_RESERVED = 0x40000000 };

typedef struct ManifestEntry {
  char name[MANIFEST_NAME_SIZE];
  uint32_t type;
  union {
    struct {
      uint64_t capacity; /* octets */
      uint16_t sector_size;
    } block;
    struct {
      uint8_t mac[6];
      uint16_t mtu;
    } network;
  };
  uint64_t host; /* spt: the file descriptor */
  uint8_t attached;
  /* Ours; padding elsewhere, so 0: the block device takes up to 2^log_sectors sectors (a power of two) in one call. */
  uint8_t log_sectors;
  /* Ours. In entry 0 of the file, what the image can do: end by itself when it is asked to (FEATURE_STOP), put virtio-net's header before frames
   * (FEATURE_OFFLOAD). In the copy that it is given, FEATURE_OFFLOAD in a network's entry: it shall, and finds one before those that arrive. */
  uint8_t features;
  uint8_t padding[5];
} ManifestEntry;

typedef struct Manifest {
  uint32_t version, entries;
  ManifestEntry entry[MANIFEST_ENTRIES]; /* a device's handle is its index; entry 0 is MANIFEST_RESERVED */
} Manifest;

#define FEATURE_STOP 1
#define FEATURE_OFFLOAD 2
#define OFFLOAD_HEADER 10

#define MANIFEST_SIZE(n) (8 + (n) * sizeof(ManifestEntry))

_Static_assert(sizeof(ManifestEntry) == 104, "manifest entry");
_Static_assert(sizeof(AbiNote) == 36, "ABI note");

/* --- where things are in the image's memory */

#define LOWEST_SEGMENT 0x100000u
#define COMMAND_LINE_SIZE 8192u

/* --- spt */

#define SPT_MEMORY_BASE 0x10000u
#define SPT_BOOT_INFO 0x11000u
#define SPT_TIMER_EVENT 0xfffffffeu /* epoll data of the timer; a device's is its handle */
#define SPT_STOP_EVENT 0xfffffffdu  /* ours, for images with FEATURE_STOP: once, when somebody wants the image to end */

typedef struct SptBootInfo {
  uint64_t memory_size, image_end;
  uint64_t command_line, manifest; /* addresses */
  int32_t epoll_fd, timer_fd;
} SptBootInfo;

_Static_assert(sizeof(SptBootInfo) == 40, "spt boot info");

/* --- hvt */

#define HVT_BOOT_INFO 0x10000u
#define HVT_PORT 0x500u
#define HVT_KICK_PORT 0x600u

typedef struct HvtBootInfo {
  uint64_t memory_size, image_end, tsc_frequency;
  uint64_t command_line, manifest; /* addresses */
  uint32_t host_features, guest_features;
  uint64_t network_ring;
} HvtBootInfo;

_Static_assert(sizeof(HvtBootInfo) == 56, "hvt boot info");

enum {
  HVT_WALLTIME = 1,
  HVT_PUTS = 2,
  HVT_POLL = 3,
  HVT_BLOCK_WRITE = 4,
  HVT_BLOCK_READ = 5,
  HVT_NET_WRITE = 6,
  HVT_NET_READ = 7,
  HVT_HALT = 8,
};

/* Ours, in the ready set of HVT_POLL, for images with FEATURE_STOP: handle 0 is no device. */
#define HVT_READY_STOP 1u

enum { RESULT_OK = 0, RESULT_AGAIN = 1, RESULT_INVALID = 2, RESULT_UNSPECIFIED = 3 };

typedef struct HvtWalltime {
  uint64_t nanoseconds;
} HvtWalltime;

typedef struct HvtPuts {
  uint64_t data, length;
} HvtPuts;

typedef struct HvtPoll {
  uint64_t timeout, ready;
  int32_t count, padding;
} HvtPoll;

typedef struct HvtBlock {
  uint64_t handle, offset, data, length;
  int32_t result, padding;
} HvtBlock;

typedef struct HvtNetwork {
  uint64_t handle, data, length;
  int32_t result, padding;
} HvtNetwork;

typedef struct HvtHalt {
  uint64_t cookie;
  int32_t status, padding;
} HvtHalt;

#define HVT_COOKIE_SIZE 512u

#endif
