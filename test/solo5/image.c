/* An image without the engine, to see what the platform does: its first argument says what to try. */
#include "memory.h"
#include "platform_devices.h"

static void print(const char *text) {
  size_t length = 0;
  while (text[length] != 0) length++;
  platform_console_write(CONSOLE_OUTPUT, (const uint8_t *)text, length);
}

static void print_number(const char *before, uint64_t value) {
  char text[24];
  char *p = text + sizeof text - 1;
  *p = 0;
  do *--p = (char)('0' + value % 10);
  while ((value /= 10) != 0);
  print(before);
  print(p);
  print("\n");
}

static int compare(const char *a, const char *b) {
  while (*a != 0 && *a == *b) a++, b++;
  return *a - *b;
}

static const int constant = 42;
static uint8_t writable_code[16];
static volatile int zero;

static __attribute__((noinline)) int recurse(volatile int depth) {
  volatile char frame[256];
  frame[0] = (char)depth;
  return depth < 0 ? 0 : recurse(depth + 1) + frame[0];
}

static __attribute__((noinline)) void smash(volatile size_t length) {
  char name[16];
  for (volatile size_t i = 0; i < length; i++) ((volatile char *)name)[i] = 'A';
  print(name[0] == 'A' ? "written\n" : "not written\n");
}

static int open_device(PlatformDeviceKind kind, const char *name) {
  char problem[DEVICE_PROBLEM_SIZE] = "";
  int index = platform_device_open(kind, name, "", problem);
  if (index < 0) {
    print(problem);
    print("\n");
  }
  return index;
}

/* Sends every frame back to where it came from; ends after a frame of type 0xffff. */
/* How many frames went out through Solo5's shared ring: what was put into it, less the requests to read. 0 without one, and on spt. */
static uint64_t sent_by_ring(void) {
  const volatile uint64_t *volatile network_ring = (const volatile uint64_t *)0x10030; /* in hvt's boot information */
  const volatile uint32_t *ring = (const volatile uint32_t *)(uintptr_t)*network_ring;
  return ring == NULL ? 0 : ring[0] - ring[1];
}

static int echo(void) {
  static uint8_t buffers[32][2048];
  PlatformFrame frames[32];
  int device = open_device(DEVICE_NETWORK, "net");
  if (device < 0) return 1;
  const PlatformDevice *d = platform_device((uint32_t)device);
  print_number("mtu ", d->mtu);
  for (int i = 0; i < 6; i++) print_number("mac ", d->mac[i]);
  for (uint64_t total = 0;;) {
    uint64_t ready;
    if (!platform_poll(UINT64_MAX, &ready) || (ready >> device & 1) == 0) return 2;
    for (int i = 0; i < 32; i++) frames[i] = (PlatformFrame){buffers[i], sizeof buffers[i], 0};
    uint32_t count = platform_network_receive((uint32_t)device, frames, 32);
    for (uint32_t i = 0; i < count; i++) {
      uint8_t *b = frames[i].bytes;
      if (b[12] == 0xff && b[13] == 0xff) {
        print_number("frames ", total);
        print_number("by ring ", sent_by_ring());
        return 0;
      }
      for (int k = 0; k < 6; k++) {
        uint8_t swapped = b[k];
        b[k] = b[6 + k];
        b[6 + k] = swapped;
      }
      total++;
    }
    for (uint32_t sent = 0; sent < count;) {
      sent += platform_network_transmit((uint32_t)device, frames + sent, count - sent);
      if (sent < count) platform_poll(UINT64_MAX, &ready);
    }
  }
}

/* The other end of `echo`: sends frames, a window of them at a time, and checks that they come back; then ends both. */
static int peer(void) {
  enum { TOTAL = 400, WINDOW = 8 };
  static uint8_t out[1514], in[2048];
  static const uint8_t addresses[12] = {2, 0, 0, 0, 0, 7, 2, 0, 0, 0, 0, 9};
  int device = open_device(DEVICE_NETWORK, "net");
  if (device < 0) return 1;
  uint32_t sent = 0, back = 0;
  uint64_t ready, patience = platform_clock_monotonic() + 20000000000u;
  while (back < TOTAL) {
    while (sent < TOTAL && sent - back < WINDOW) {
      for (uint32_t i = 0; i < sizeof out; i++) out[i] = i < sizeof addresses ? addresses[i] : (uint8_t)(i + sent);
      out[12] = 0x88, out[13] = 0xb5;
      if (platform_network_transmit((uint32_t)device, &(PlatformFrame){out, sizeof out, 60 + sent % 1455}, 1) == 1) sent++;
    }
    platform_poll(platform_clock_monotonic() + 200000000, &ready);
    PlatformFrame frame = {in, sizeof in, 0};
    uint32_t before = back;
    while (platform_network_receive((uint32_t)device, &frame, 1) == 1) {
      /* What is not the next one is of somebody else on the wire, or came twice because it was late. */
      if (in[12] == 0x88 && in[13] == 0xb5 && in[5] == 9 && frame.length == 60 + back % 1455 && in[59] == (uint8_t)(59 + back)) back++;
    }
    if (before == back && ready == 0) sent = back; /* lost: nobody was there yet */
    if (platform_clock_monotonic() > patience) return 3;
  }
  out[12] = out[13] = 0xff;
  platform_network_transmit((uint32_t)device, &(PlatformFrame){out, 60, 60}, 1);
  print("all came back\n");
  return 0;
}

/* Writes every sector, in transfers of growing length, and reads all back. */
/* 10.77.0.2 port 7 sends "ping" to 10.77.0.1 port 7777, its checksum left to the host as virtio-net's header says, until something comes back;
 * then it waits for the device to go away. */
static int offload(void) {
  static const uint8_t frame[] = {
      1, 0, 0, 0, 0, 0, 34, 0, 6, 0, /* checksum from octet 34 on, to be stored 6 behind */
      255, 255, 255, 255, 255, 255, 2, 0, 0, 0, 0, 7, 8, 0, /* to all: we do not know who */
      0x45, 0, 0, 32, 0, 0, 0x40, 0, 64, 17, 0x26, 0x31, 10, 77, 0, 2, 10, 77, 0, 1,
      0, 7, 0x1e, 0x61, 0, 12, 0x14, 0xba, 'p', 'i', 'n', 'g', /* the pseudo header's sum */
  };
  static uint8_t out[sizeof frame], in[2048];
  int device = open_device(DEVICE_NETWORK, "net");
  if (device < 0) return 1;
  print_number("header ", platform_device((uint32_t)device)->offload_header);
  memcpy(out, frame, sizeof frame);
  for (int answered = 0;;) {
    uint64_t ready;
    if (!answered) platform_network_transmit((uint32_t)device, &(PlatformFrame){out, sizeof out, sizeof out}, 1);
    platform_poll(platform_clock_monotonic() + 20000000, &ready);
    PlatformFrame arrived = {in, sizeof in, 0};
    while (platform_network_receive((uint32_t)device, &arrived, 1) == 1) {
      if (answered || arrived.length < 56 || in[33] != 17) continue;
      answered = 1;
      print_number("came ", arrived.length);
      in[arrived.length] = 0;
      print((const char *)in + 52);
      print("\n");
    }
  }
}

static int block(void) {
  static uint8_t data[1 << 17], back[1 << 17];
  int device = open_device(DEVICE_BLOCK, "disk");
  if (device < 0) return 1;
  const PlatformDevice *d = platform_device((uint32_t)device);
  print_number("sector size ", d->sector_size);
  print_number("sectors ", d->sector_count);
  print_number("at once ", d->transfer_sectors);
  for (int round = 0; round < 2; round++) {
    uint32_t count = 1;
    for (uint64_t sector = 0; sector < d->sector_count; sector += count) {
      count = count % d->transfer_sectors + 1;
      while (count * d->sector_size > sizeof data) count--;
      if (count > d->sector_count - sector) count = (uint32_t)(d->sector_count - sector);
      for (uint32_t i = 0; i < count * d->sector_size; i++) data[i] = (uint8_t)((sector * d->sector_size + i) * 31 + i / 512 + sector);
      if (round == 0 && !platform_block_write((uint32_t)device, sector, data, count)) return 2;
      if (round == 1 && (!platform_block_read((uint32_t)device, sector, back, count) || memcmp(data, back, count * d->sector_size) != 0)) return 3;
    }
  }
  return platform_block_flush((uint32_t)device) ? 0 : 4;
}

void chacha20_block(uint32_t out[16], const uint32_t secret[8], uint32_t counter, const uint32_t nonce[3]);

/* The key stream that RFC 8439, 2.3.2 asks for, as numbers of 32 bits. */
static int key_stream(void) {
  uint32_t key[8], out[16];
  static const uint32_t nonce[3] = {0x09000000, 0x4a000000, 0};
  for (uint32_t i = 0; i < 8; i++) key[i] = (4 * i) | (4 * i + 1) << 8 | (4 * i + 2) << 16 | (4 * i + 3) << 24;
  chacha20_block(out, key, 1, nonce);
  for (int i = 0; i < 16; i++) print_number("", out[i]);
  return 0;
}

static int clocks(void) {
  uint64_t wall = platform_clock_wall(), start = platform_clock_monotonic(), ready, last = start;
  for (int i = 0; i < 100000; i++) {
    uint64_t now = platform_clock_monotonic();
    if (now < last) return 1;
    last = now;
  }
  static const uint64_t waits[] = {200000, 1000000, 20500000};
  for (int i = 0; i < 3; i++) {
    uint64_t from = platform_clock_monotonic();
    platform_poll(from + waits[i], &ready);
    print_number("waited ", (platform_clock_monotonic() - from) / 1000);
    if (platform_clock_monotonic() < from + waits[i]) return 2;
  }
  print_number("wall ", wall / 1000000);
  uint64_t passed = platform_clock_wall() - wall, monotonic = platform_clock_monotonic() - start;
  return passed < monotonic + 1000000000 && monotonic < passed + 1000000000 ? 0 : 3;
}

int engine_start(const PlatformBoot *boot) {
  const char *what = boot->argument_count > 1 ? boot->arguments[1] : "hello";
  if (compare(what, "hello") == 0) {
    print("hello\n");
    for (int i = 1; i < boot->argument_count; i++) {
      print("[");
      print(boot->arguments[i]);
      print("]\n");
    }
    return 0;
  }
  if (compare(what, "status") == 0) return 42;
  if (compare(what, "memory") == 0) {
    for (size_t i = 0; i < boot->memory_size; i++)
      if (boot->memory[i] != 0) return 1;
    fill_memory(boot->memory, 0xa5, boot->memory_size);
    return boot->memory[boot->memory_size - 1] == 0xa5 ? 0 : 2;
  }
  if (compare(what, "random") == 0) {
    uint64_t value;
    platform_entropy((uint8_t *)&value, sizeof value);
    print_number("random ", value);
    return 0;
  }
  if (compare(what, "key-stream") == 0) return key_stream();
  if (compare(what, "clocks") == 0) return clocks();
  if (compare(what, "wait") == 0 || compare(what, "busy") == 0) {
    uint64_t ready = 0;
    platform_watch_stop();
    print("waiting\n");
    while (what[0] == 'b') zero = zero + 1;
    while ((ready & READY_STOP) == 0) platform_poll(UINT64_MAX, &ready);
    print("stopped\n");
    return 7;
  }
  if (compare(what, "echo") == 0) return echo();
  if (compare(what, "peer") == 0) return peer();
  if (compare(what, "offload") == 0) return offload();
  if (compare(what, "block") == 0) return block();

  /* From here on nothing may come back. */
  if (compare(what, "write-text") == 0) *(volatile uint8_t *)(uintptr_t)&engine_start = 0xc3;
  if (compare(what, "write-constant") == 0) *(volatile int *)(uintptr_t)&constant = 1;
  if (compare(what, "execute-data") == 0) {
    writable_code[0] = 0xc3;
    ((void (*)(void))(uintptr_t)writable_code)();
  }
  if (compare(what, "execute-heap") == 0) {
    boot->memory[0] = 0xc3;
    ((void (*)(void))(uintptr_t)boot->memory)();
  }
  if (compare(what, "execute-stack") == 0) {
    volatile uint8_t code[16] = {0xc3};
    ((void (*)(void))(uintptr_t)code)();
  }
  if (compare(what, "read-null") == 0) zero = *(volatile int *)(uintptr_t)(8 + zero);
  if (compare(what, "write-null") == 0) *(volatile int *)(uintptr_t)(8 + zero) = 1;
  if (compare(what, "call-null") == 0) ((void (*)(void))(uintptr_t)zero)();
  if (compare(what, "read-beyond") == 0) zero = *(volatile int *)(uintptr_t)0xff000000u;
  if (compare(what, "overflow") == 0) return recurse(0);
  if (compare(what, "smash") == 0) smash(64);
  if (compare(what, "divide") == 0) __asm__ volatile("xor %%edx, %%edx\n xor %%ecx, %%ecx\n div %%ecx" : : : "rax", "rcx", "rdx");
  if (compare(what, "trap") == 0) __builtin_trap();
  if (compare(what, "privileged") == 0) __asm__ volatile("mov $0xffff, %%ecx\n xor %%eax, %%eax\n wrmsr" : : : "rax", "rcx", "rdx");
  if (compare(what, "system-call") == 0) __asm__ volatile("mov $57, %%eax\n syscall" : : : "rax", "rcx", "r11", "memory");
  if (compare(what, "port") == 0) __asm__ volatile("mov $0x80, %%edx\n out %%eax, %%dx" : : : "rax", "rdx");
  print("survived\n");
  return 1;
}
