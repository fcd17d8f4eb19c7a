/* A frame per UDP datagram over IPv4: "udp LOCAL_ADDRESS LOCAL_PORT PEER_ADDRESS PEER_PORT MTU MAC". The socket is connected, so
 * that the kernel throws away what comes from anywhere but the peer. */
#include "unix.h"

enum { AF_INET = 2, SOCK_DGRAM_NONBLOCK = 2 | 04000 | 02000000, SOL_SOCKET = 1, SO_SNDBUF = 7, SO_RCVBUF = 8 };
enum { MSG_TRUNC = 0x20, MSG_DONTWAIT = 0x40, MSG_NOSIGNAL = 0x4000 };
#define BATCH 64
/* A burst of some 1800 full frames; the host may give less. */
#define SOCKET_BUFFER (4 << 20)

typedef struct Address {
  uint16_t family, port;
  uint32_t address;
  uint8_t zero[8];
} Address;

typedef struct Message {
  void *name;
  uint32_t name_length;
  struct Part { uint8_t *bytes; size_t length; } *parts;
  size_t part_count;
  void *control;
  size_t control_length;
  uint64_t flags;
  uint64_t length; /* of the mmsghdr around it */
} Message;
_Static_assert(sizeof(Message) == 64 && offsetof(Message, flags) == 48 && offsetof(Message, length) == 56, "mmsghdr");

typedef struct Batch {
  Message messages[BATCH];
  struct Part parts[BATCH];
} Batch;

static void prepare(Batch *batch, const PlatformFrame *frames, uint32_t count, bool sending) {
  for (uint32_t i = 0; i < count; i++) {
    batch->parts[i] = (struct Part){frames[i].bytes, sending ? frames[i].length : frames[i].capacity};
    batch->messages[i] = (Message){.parts = &batch->parts[i], .part_count = 1};
  }
}

/* An error that came back from the peer's host (no such port) is reported once, by whatever call is next: a wire with nothing
 * at its end loses frames, and that is all. */
static uint32_t receive(int fd, PlatformFrame *frames, uint32_t count) {
  Batch batch;
  if (count > BATCH) count = BATCH;
  prepare(&batch, frames, count, false);
  long n;
  int attempts = 4;
  do n = system_call(SYS_recvmmsg, fd, (long)batch.messages, count, MSG_DONTWAIT, 0, 0);
  while ((n == -EINTR || n == -ECONNREFUSED) && --attempts > 0);
  if (n <= 0) return 0;
  for (long i = 0; i < n; i++)
    frames[i].length = batch.messages[i].flags & MSG_TRUNC ? 0 : (uint32_t)batch.messages[i].length;
  return (uint32_t)n;
}

static uint32_t transmit(int fd, const PlatformFrame *frames, uint32_t count) {
  Batch batch;
  uint32_t done = 0;
  int attempts = 0;
  while (done < count) {
    uint32_t n = count - done < BATCH ? count - done : BATCH;
    prepare(&batch, frames + done, n, true);
    long sent = system_call(SYS_sendmmsg, fd, (long)batch.messages, n, MSG_DONTWAIT | MSG_NOSIGNAL, 0, 0);
    if (sent > 0) {
      done += (uint32_t)sent;
      attempts = 0;
      continue;
    }
    if (sent == -EAGAIN || sent == -ENOBUFS) return done;
    /* a pending error belongs to an earlier frame: try this one again before it counts as lost */
    if (++attempts == 2 && sent != -EINTR) {
      done++;
      attempts = 0;
    }
  }
  return done;
}

int open_datagram(PlatformDevice *device, Attachment *attachment, Fields *fields, char *problem) {
  Address local = {.family = AF_INET}, peer = {.family = AF_INET};
  uint64_t local_port, peer_port, mtu;
  if (!next_ipv4(fields, &local.address) || !next_number(fields, &local_port) || !next_ipv4(fields, &peer.address) ||
      !next_number(fields, &peer_port) || !next_number(fields, &mtu) || mtu > 65493 || !next_mac(fields, device->mac))
    return -2;
  device->mtu = (uint16_t)mtu;
  local.port = __builtin_bswap16((uint16_t)local_port);
  peer.port = __builtin_bswap16((uint16_t)peer_port);
  long fd = system_call(SYS_socket, AF_INET, SOCK_DGRAM_NONBLOCK, 0, 0, 0, 0);
  if (fd < 0) return fail_with(problem, "no UDP socket", -fd);
  long error = system_call(SYS_bind, fd, (long)&local, sizeof local, 0, 0, 0);
  if (error < 0) fail_with(problem, "its own UDP port", -error);
  else {
    error = system_call(SYS_connect, fd, (long)&peer, sizeof peer, 0, 0, 0);
    if (error < 0) fail_with(problem, "the peer's UDP port", -error);
  }
  if (error < 0) {
    system_call(SYS_close, fd, 0, 0, 0, 0, 0);
    return -1;
  }
  int size = SOCKET_BUFFER;
  system_call(SYS_setsockopt, fd, SOL_SOCKET, SO_RCVBUF, (long)&size, sizeof size, 0);
  system_call(SYS_setsockopt, fd, SOL_SOCKET, SO_SNDBUF, (long)&size, sizeof size, 0);
  attachment->receive = receive;
  attachment->transmit = transmit;
  return (int)fd;
}
