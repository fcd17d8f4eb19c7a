/* Solo5's shared ring: the guest writes what it wants to send or receive to memory that both see, and a thread takes it from there,
 * so that many frames cost one exit of the virtual machine. The guest may change the ring at any time: each entry is copied
 * before it is looked at. */
#define _GNU_SOURCE
#include "vm.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define RING_ENTRIES 1024u
#define SPINS 4000 /* rounds of looking before the thread sleeps, on machines with more than one processor */
enum { OPERATION_WRITE = 1, OPERATION_READ = 2 };

typedef struct Entry {
  uint32_t operation, handle;
  uint64_t data;
  uint32_t length, id;
  uint64_t reserved;
} Entry;

typedef struct Commit {
  uint32_t id;
  int32_t result;
  uint32_t length, reserved;
} Commit;

typedef struct Ring {
  _Atomic uint32_t tail, commit_head; /* the guest's */
  uint8_t padding[56];
  _Atomic uint32_t head, commit_tail, needs_kick; /* ours */
  uint8_t padding2[52];
  Entry entries[RING_ENTRIES];
  Commit commits[RING_ENTRIES];
} Ring;
_Static_assert(sizeof(Ring) == 49280, "Solo5's ring");

int ring_event = -1;
static Machine *machine;
static const Manifest *manifest;
static Ring *ring;
static atomic_bool ready;

static void take(const Entry *e, uint32_t *tail) {
  if (e->operation != OPERATION_WRITE && e->operation != OPERATION_READ) return;
  HvtNetwork call = {.handle = e->handle, .data = e->data, .length = e->length};
  network_transfer(machine, manifest, &call, e->operation == OPERATION_WRITE);
  if (e->operation == OPERATION_WRITE) return; /* nobody is told */
  ring->commits[*tail % RING_ENTRIES] = (Commit){e->id, call.result, call.result == RESULT_OK ? (uint32_t)call.length : 0, 0};
  atomic_store_explicit(&ring->commit_tail, ++*tail, memory_order_release);
}

static void *serve(void *argument) {
  (void)argument;
  int spins = sysconf(_SC_NPROCESSORS_ONLN) > 1 ? SPINS : 0;
  uint32_t head = 0, commit_tail = 0;
  atomic_store(&ready, true);
  for (;;) {
    uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    for (int i = 0; i < spins && tail == head; i++) {
      __builtin_ia32_pause();
      tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    }
    if (tail == head) {
      atomic_store(&ring->needs_kick, 1);
      if (atomic_load(&ring->tail) == head) {
        uint64_t kicks;
        if (read(ring_event, &kicks, sizeof kicks) < 0 && errno != EINTR) fail_errno(EX_OSERR, "the ring's event");
      }
      atomic_store(&ring->needs_kick, 0);
      continue;
    }
    if (tail - head > RING_ENTRIES) fail(EX_SOFTWARE, "the image was ended: it put more into the ring than fits");
    while (head != tail) {
      Entry e = ((volatile Entry *)ring->entries)[head % RING_ENTRIES];
      take(&e, &commit_tail);
      atomic_store_explicit(&ring->head, ++head, memory_order_release);
    }
  }
}

uint64_t ring_reserve(const Machine *m, const Manifest *of) {
  if (m->memory_size < RING_LEAST_MEMORY) return 0;
  for (uint32_t i = 1; i < of->entries; i++)
    if (of->entry[i].type == MANIFEST_NETWORK) return m->memory_size - HUGE_PAGE;
  return 0;
}

bool ring_prepare(Machine *m, const Manifest *of, uint64_t address) {
  ring_event = eventfd(0, EFD_CLOEXEC);
  if (ring_event < 0) fail_errno(EX_OSERR, "no event");
  struct kvm_ioeventfd event = {.addr = HVT_KICK_PORT, .len = 4, .fd = ring_event, .flags = KVM_IOEVENTFD_FLAG_PIO};
  if (ioctl(m->vm, KVM_IOEVENTFD, &event) != 0) {
    close(ring_event);
    ring_event = -1;
    return false;
  }
  machine = m;
  manifest = of;
  ring = (Ring *)(void *)(m->memory + address);
  return true;
}

void ring_start(void) {
  sigset_t all, before;
  pthread_t thread;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before); /* they are the other thread's */
  if (pthread_create(&thread, NULL, serve, NULL) != 0) fail_errno(EX_OSERR, "no thread for the ring");
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  /* What a new thread does first is more than the filter lets pass. */
  while (!atomic_load(&ready)) usleep(10);
}
