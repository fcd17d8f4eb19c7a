/* The contract for devices: what platform.h is for the rest. A platform that has no devices need not implement it; what no
 * program reaches is not linked.
 *
 * - A device is opened by its name. Where the host has decided what is behind the name (a Solo5 manifest, a virtio bus) the
 *   attachment is empty; where the one who starts the image decides (a POSIX process) it says what to attach to.
 * - Everything is polled: nothing here blocks but block transfers, on hosts whose own calls do.
 * - Bytes lie in the engine's heap, which does not move: a platform may read and write them in place during a call, and keeps
 *   no address after it. A platform that shares memory with its host asynchronously (virtqueues, Xen rings) copies, or has
 *   its rings in memory of its own and drivers in TypeScript over it.
 * - Frames begin with the Ethernet header, without FCS. Order is kept in each direction.
 */
#ifndef MORGANA_PLATFORM_DEVICES_H
#define MORGANA_PLATFORM_DEVICES_H

#include "platform.h"

typedef enum PlatformDeviceKind { DEVICE_NETWORK = 1, DEVICE_BLOCK = 2 } PlatformDeviceKind;

/* Longest name with its end (as Solo5's manifest has it), and longest text of a platform about what went wrong. */
#define DEVICE_NAME_SIZE 68
#define DEVICE_PROBLEM_SIZE 256

typedef struct PlatformDevice {
  char name[DEVICE_NAME_SIZE];
  PlatformDeviceKind kind;
  /* DEVICE_NETWORK: address, and largest IP packet in bytes; a frame is 14 longer. */
  uint8_t mac[6];
  uint16_t mtu;
  /* Each frame, sent or received, has virtio-net's header of so many bytes before it (10, virtio 1.2, 5.1.6.1, without num_buffers), and
   * the host does on transmission what it says: completes checksums, cuts segments. 0: there is none. */
  uint8_t offload_header;
  /* DEVICE_BLOCK. A power of two >= 512; the number of sectors; most sectors that one call takes; whether writes fail. */
  uint32_t sector_size;
  uint32_t transfer_sectors;
  uint64_t sector_count;
  bool read_only;
} PlatformDevice;

/* A frame to send, or room for one to receive. */
typedef struct PlatformFrame {
  uint8_t *bytes;
  uint32_t capacity;
  uint32_t length;
} PlatformFrame;

/* Devices that the platform knows, opened or not, by index from 0; index < DEVICE_LIMIT. On a host where devices come to be
 * by opening them, those that were opened. The description stays where it is and does not change once the device is open. */
uint32_t platform_device_count(void);
const PlatformDevice *platform_device(uint32_t index);

/* Opens the device of that kind and name, and gives its index; -1: not there, or not as it was asked for, and `problem` holds
 * one line that says what and what to do. The attachment is UTF-8, "" for whatever the host gives. Opening one that is open
 * is a problem. From now on platform_poll watches it. */
int platform_device_open(PlatformDeviceKind kind, const char *name, const char *attachment, char problem[DEVICE_PROBLEM_SIZE]);
/* The index is not used again. */
void platform_device_close(uint32_t index);

/* Takes at most `count` frames that have arrived, sets the length of each, and gives their number; 0: none is waiting. One
 * that is longer than the capacity is lost, and gets the length 0. Fewer than `count` does not mean that no more are waiting. */
uint32_t platform_network_receive(uint32_t index, PlatformFrame *frames, uint32_t count);
/* Sends at most `count` frames and gives the number taken: those are copied or sent when it returns. Fewer than `count`: the
 * host's queue is full, and the device is ready (platform_poll) when there is room again. A frame that the host refuses is
 * lost, and counts as taken. */
uint32_t platform_network_transmit(uint32_t index, const PlatformFrame *frames, uint32_t count);

/* Whole sectors within the device, at most transfer_sectors of them. False: the medium failed. They return when it is done. */
bool platform_block_read(uint32_t index, uint64_t sector, uint8_t *bytes, uint32_t sectors);
bool platform_block_write(uint32_t index, uint64_t sector, const uint8_t *bytes, uint32_t sectors);
/* Everything written is on the medium, as far as the host can tell: Solo5 has no such call, and true is all that can be said. */
bool platform_block_flush(uint32_t index);

#endif
