/* What one core can do behind a tap device: a loop that answers without looking at more than it must. Echo over UDP; of TCP the handshake, and
 * then discard, character generator and HTTP on the assumption that nothing is lost and everybody keeps to the rules. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "load.h"

enum { IP = 14, TCP = 34, DATA = 54, SEGMENT = 1460, IN_FLIGHT = 180 * SEGMENT, SYN = 2, RST = 4, ACK = 16, FIN = 1 };

typedef struct Flow {
  uint8_t head[DATA]; /* of a segment to the peer */
  uint32_t received, sent, acknowledged, window;
  int scale, unacknowledged;
} Flow;

static int device;
static Flow flows[65536]; /* by the peer's port */
static uint8_t out[DATA + SEGMENT];
static uint64_t data_sum; /* of all data that is ever sent: SEGMENT, or an answer */
static int answer_length;

static uint32_t get16(const uint8_t *p) { return (uint32_t)(p[0] << 8 | p[1]); }
static uint32_t get32(const uint8_t *p) { return get16(p) << 16 | get16(p + 2); }
static void put16(uint8_t *p, uint32_t v) { p[0] = (uint8_t)(v >> 8), p[1] = (uint8_t)v; }
static void put32(uint8_t *p, uint32_t v) { put16(p, v >> 16), put16(p + 2, v); }

static uint64_t sum(const uint8_t *p, int length) {
  uint64_t total = 0;
  for (; length > 1; p += 2, length -= 2) total += get16(p);
  return length == 1 ? total + (uint64_t)(p[0] << 8) : total;
}

static uint32_t complement(uint64_t total) {
  while (total >> 16 != 0) total = (total & 0xffff) + (total >> 16);
  return ~(uint32_t)total & 0xffff;
}

static void swap(uint8_t *a, uint8_t *b, size_t length) {
  uint8_t copy[6];
  memcpy(copy, a, length);
  memcpy(a, b, length);
  memcpy(b, copy, length);
}

static void send_frame(const void *frame, int length) {
  if (write(device, frame, (size_t)length) < 0 && errno != EAGAIN) die("write");
}

/* `data` octets that lie in `out` already, with `options` octets of options before them. */
static void send_segment(Flow *f, int flags, int options, int data) {
  memcpy(out, f->head, DATA);
  uint8_t *ip = out + IP, *tcp = out + TCP;
  int length = 20 + options + data;
  put16(ip + 2, (uint32_t)(20 + length));
  put16(ip + 10, 0);
  put16(ip + 10, complement(sum(ip, 20)));
  put32(tcp + 4, f->sent);
  put32(tcp + 8, f->received);
  tcp[12] = (uint8_t)((20 + options) << 2);
  tcp[13] = (uint8_t)flags;
  put16(tcp + 14, 65535);
  put32(tcp + 16, 0);
  put16(tcp + 16, complement(sum(ip + 12, 8) + 6 + (uint64_t)length + sum(tcp, 20 + options) + (data > 0 ? data_sum : 0)));
  send_frame(out, TCP + length);
  f->sent += (uint32_t)data + ((flags & SYN) != 0);
  f->unacknowledged = 0;
}

static void handshake(Flow *f, const uint8_t *frame, int header) {
  static const uint8_t options[8] = {2, 4, SEGMENT >> 8, SEGMENT & 255, 1, 3, 3, 7};
  memcpy(f->head, frame, DATA);
  swap(f->head, f->head + 6, 6);
  swap(f->head + IP + 12, f->head + IP + 16, 4);
  swap(f->head + TCP, f->head + TCP + 2, 2);
  f->received = get32(frame + TCP + 4) + 1;
  f->sent = f->acknowledged = 1;
  f->scale = 0;
  for (int at = 20; at < header && frame[TCP + at] != 0; at += frame[TCP + at] == 1 ? 1 : frame[TCP + at + 1])
    if (frame[TCP + at] == 3) f->scale = frame[TCP + at + 2];
  uint8_t data[8];
  memcpy(data, out + DATA, sizeof data);
  memcpy(out + DATA, options, sizeof options);
  send_segment(f, SYN | ACK, sizeof options, 0);
  memcpy(out + DATA, data, sizeof data);
}

static void segment(const uint8_t *frame) {
  const uint8_t *tcp = frame + TCP;
  int header = tcp[12] >> 4 << 2, flags = tcp[13];
  int length = (int)get16(frame + IP + 2) - 20 - header;
  Flow *f = &flows[get16(tcp)];
  if ((flags & SYN) != 0) handshake(f, frame, header);
  if ((flags & (SYN | RST)) != 0) return;
  f->acknowledged = get32(tcp + 8);
  f->window = get16(tcp + 14) << f->scale;
  f->received += (uint32_t)length;
  if ((flags & FIN) != 0) send_segment(f, RST | ACK, 0, 0);
  else if (length > 0 && get16(tcp + 2) == HTTP) send_segment(f, ACK | 8, 0, answer_length);
  else if (length > 0 && ++f->unacknowledged == 64) send_segment(f, ACK, 0, 0);
}

_Noreturn void bare(const char *tap) {
  device = open("/dev/net/tun", O_RDWR | O_NONBLOCK);
  struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI};
  snprintf(request.ifr_name, sizeof request.ifr_name, "%s", tap);
  if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0) die(tap);
  answer_length = sprintf((char *)out + DATA, "HTTP/1.1 200 OK\r\nContent-Length: 1024\r\n\r\n%1024s", "");
  data_sum = sum(out + DATA, SEGMENT); /* zeros behind the answer add nothing */
  static uint8_t frame[2048];
  Flow *last = NULL; /* of a batch */
  for (;;) {
    ssize_t n = read(device, frame, sizeof frame);
    if (n < 0) {
      if (last != NULL && last->unacknowledged > 0) send_segment(last, ACK, 0, 0);
      if (last != NULL && get16(last->head + TCP) == CHARGEN)
        while (last->sent - last->acknowledged + SEGMENT <= (last->window < IN_FLIGHT ? last->window : IN_FLIGHT)) send_segment(last, ACK, 0, SEGMENT);
      last = NULL;
      struct pollfd wait = {device, POLLIN, 0};
      poll(&wait, 1, -1);
    } else if (n >= 42 && frame[12] == 8 && frame[13] == 0 && frame[23] == 17) {
      swap(frame, frame + 6, 6);
      swap(frame + 26, frame + 30, 4);
      swap(frame + 34, frame + 36, 2);
      send_frame(frame, (int)n);
    } else if (n >= DATA && frame[12] == 8 && frame[13] == 0 && frame[23] == 6 && frame[14] == 0x45) {
      last = &flows[get16(frame + TCP)];
      segment(frame);
    }
  }
}
