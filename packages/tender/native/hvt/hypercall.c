/* The eight hypercalls. Addresses and lengths are the guest's, so each is checked; the guest stands still meanwhile. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "vm.h"

static void *at(const Machine *m, uint64_t address, uint64_t length) {
  if (length > m->memory_size || address > m->memory_size - length)
    fail(EX_SOFTWARE, "the image was ended: a hypercall with memory that it does not have, at 0x%llx", (unsigned long long)address);
  return m->memory + address;
}

static const ManifestEntry *device(const Manifest *manifest, uint64_t handle, uint32_t type) {
  return handle > 0 && handle < manifest->entries && manifest->entry[handle].type == type ? &manifest->entry[handle] : NULL;
}

static void walltime(HvtWalltime *call) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  call->nanoseconds = (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void print(const Machine *m, const HvtPuts *call) {
  uint64_t length = call->length;
  const uint8_t *p = at(m, call->data, length);
  while (length > 0) {
    ssize_t n = write(STDOUT_FILENO, p, length);
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (n <= 0) return; /* nobody reads any more */
    p += n;
    length -= (uint64_t)n;
  }
}

static void wait_for_devices(const Manifest *manifest, HvtPoll *call) {
  struct pollfd fds[MANIFEST_ENTRIES];
  uint32_t handles[MANIFEST_ENTRIES] = {0};
  nfds_t count = 1;
  fds[0] = (struct pollfd){.fd = stop_fd, .events = POLLIN};
  for (uint32_t i = 1; i < manifest->entries; i++)
    if (manifest->entry[i].type == MANIFEST_NETWORK) {
      handles[count] = i;
      fds[count++] = (struct pollfd){.fd = (int)manifest->entry[i].host, .events = POLLIN};
    }
  uint64_t most = (uint64_t)INT32_MAX * 1000000000u; /* as good as for ever */
  uint64_t timeout = call->timeout < most ? call->timeout : most;
  struct timespec t = {(time_t)(timeout / 1000000000u), (long)(timeout % 1000000000u)};
  int n = ppoll(fds, count, &t, NULL);
  call->ready = 0;
  call->count = n > 0 ? n : 0;
  for (nfds_t i = 0; n > 0 && i < count; i++)
    if (fds[i].revents != 0) call->ready |= (uint64_t)1 << handles[i];
  if ((call->ready & HVT_READY_STOP) != 0) stop_fd = -1;
}

static void transfer_sectors(const Machine *m, const Manifest *manifest, HvtBlock *call, bool writes) {
  const ManifestEntry *e = device(manifest, call->handle, MANIFEST_BLOCK);
  call->result = RESULT_INVALID;
  if (e == NULL || call->length > e->block.capacity || call->offset > e->block.capacity - call->length ||
      call->length % e->block.sector_size != 0 || call->offset % e->block.sector_size != 0)
    return;
  uint8_t *data = at(m, call->data, call->length);
  ssize_t n = writes ? pwrite((int)e->host, data, call->length, (off_t)call->offset) : pread((int)e->host, data, call->length, (off_t)call->offset);
  call->result = n == (ssize_t)call->length ? RESULT_OK : RESULT_UNSPECIFIED;
}

void network_transfer(const Machine *m, const Manifest *manifest, HvtNetwork *call, bool writes) {
  const ManifestEntry *e = device(manifest, call->handle, MANIFEST_NETWORK);
  call->result = RESULT_INVALID;
  if (e == NULL) return;
  uint8_t *data = at(m, call->data, call->length);
  ssize_t n = writes ? write((int)e->host, data, call->length) : read((int)e->host, data, call->length);
  if (n < 0 && errno == EAGAIN) call->result = RESULT_AGAIN;
  else if (n < 0) call->result = writes ? RESULT_UNSPECIFIED : RESULT_AGAIN; /* of a datagram that nobody took */
  else {
    if (!writes) call->length = (uint64_t)n;
    call->result = writes && (uint64_t)n != call->length ? RESULT_UNSPECIFIED : RESULT_OK;
  }
}

void hypercall(Machine *m, const Manifest *manifest, uint32_t number, uint32_t argument) {
  switch (number) {
    case HVT_WALLTIME: walltime(at(m, argument, sizeof(HvtWalltime))); break;
    case HVT_PUTS: print(m, at(m, argument, sizeof(HvtPuts))); break;
    case HVT_POLL: wait_for_devices(manifest, at(m, argument, sizeof(HvtPoll))); break;
    case HVT_BLOCK_WRITE: transfer_sectors(m, manifest, at(m, argument, sizeof(HvtBlock)), true); break;
    case HVT_BLOCK_READ: transfer_sectors(m, manifest, at(m, argument, sizeof(HvtBlock)), false); break;
    case HVT_NET_WRITE: network_transfer(m, manifest, at(m, argument, sizeof(HvtNetwork)), true); break;
    case HVT_NET_READ: network_transfer(m, manifest, at(m, argument, sizeof(HvtNetwork)), false); break;
    case HVT_HALT: {
      const HvtHalt *call = at(m, argument, sizeof(HvtHalt));
      if (call->cookie != 0) at(m, call->cookie, HVT_COOKIE_SIZE);
      exit(call->status);
    }
    default: fail(EX_SOFTWARE, "the image was ended: it called hypercall %u, which there is not", number);
  }
}
