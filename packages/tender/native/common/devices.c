/* Network and block devices of the host. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>
#include "tender.h"

#define DATAGRAM_BUFFER (4 << 20)
#define DATAGRAM_MTU 1500

static bool parse_number(const char *text, const char **rest, unsigned long most, unsigned long *value) {
  if (*text < '0' || *text > '9') return false;
  *value = 0;
  for (; *text >= '0' && *text <= '9'; text++) {
    *value = *value * 10 + (unsigned long)(*text - '0');
    if (*value > most) return false;
  }
  *rest = text;
  return true;
}

static int interface_mtu(const char *option, const char *name) {
  int s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (s < 0) fail_errno(EX_OSERR, "%s: no socket", option);
  struct ifreq request = {0};
  snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
  if (ioctl(s, SIOCGIFMTU, &request) != 0)
    fail(EX_UNAVAILABLE, "%s: there is no network interface %s; ip tuntap add %s mode tap && ip link set %s up makes one", option,
         name, name, name);
  int mtu = request.ifr_mtu;
  if (ioctl(s, SIOCGIFFLAGS, &request) != 0) fail_errno(EX_OSERR, "%s", option);
  if ((request.ifr_flags & IFF_UP) == 0) fail(EX_UNAVAILABLE, "%s: %s is down: ip link set %s up", option, name, name);
  close(s);
  return mtu;
}

/* What is left on a device by who used it before, who may have been able to do more than this image, is taken back: without TUNSETOFFLOAD
 * frames that arrive are whole and bear complete checksums. */
static int open_tap(const char *option, const char *name, int *mtu, bool offload) {
  if (strlen(name) >= IFNAMSIZ) fail(EX_USAGE, "%s: the name of a network interface has at most %d letters", option, IFNAMSIZ - 1);
  *mtu = interface_mtu(option, name);
  int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) fail_errno(EX_UNAVAILABLE, "%s: cannot open /dev/net/tun", option);
  struct ifreq request = {.ifr_flags = (short)(IFF_TAP | IFF_NO_PI | (offload ? IFF_VNET_HDR : 0))};
  snprintf(request.ifr_name, sizeof request.ifr_name, "%s", name);
  if (ioctl(fd, TUNSETIFF, &request) != 0)
    fail_errno(EX_NOPERM, "%s: %s cannot be used (it must be a tap device, free, and yours: ip tuntap add %s mode tap user $USER)",
               option, name, name);
  int header = OFFLOAD_HEADER;
  if (ioctl(fd, TUNSETOFFLOAD, 0) != 0 || (offload && ioctl(fd, TUNSETVNETHDRSZ, &header) != 0)) fail_errno(EX_OSERR, "%s", option);
  return fd;
}

static int adopt_descriptor(const char *option, const char *digits, int *mtu) {
  unsigned long fd;
  const char *rest;
  if (!parse_number(digits, &rest, INT_MAX, &fd) || *rest != 0)
    fail(EX_USAGE, "%s: @ is followed by the number of an open file descriptor", option);
  struct ifreq request = {0};
  int type = 0;
  socklen_t length = sizeof type;
  if (ioctl((int)fd, TUNGETIFF, &request) == 0) {
    if ((request.ifr_flags & IFF_TAP) == 0 || (request.ifr_flags & IFF_NO_PI) == 0 || (request.ifr_flags & IFF_VNET_HDR) != 0)
      fail(EX_USAGE, "%s: not opened as a tap device without a header (IFF_TAP | IFF_NO_PI)", option);
    *mtu = interface_mtu(option, request.ifr_name);
  } else if (getsockopt((int)fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0) {
    if (type != SOCK_DGRAM && type != SOCK_SEQPACKET) fail(EX_USAGE, "%s: a socket that does not keep frames apart", option);
    *mtu = DATAGRAM_MTU;
  } else fail(EX_USAGE, "%s: descriptor %lu is neither a tap device nor a socket", option, fd);
  int flags = fcntl((int)fd, F_GETFL);
  if (flags < 0 || fcntl((int)fd, F_SETFL, flags | O_NONBLOCK) != 0) fail_errno(EX_OSERR, "%s", option);
  return (int)fd;
}

static int open_datagrams(const char *option, const char *ports, int *mtu) {
  unsigned long local, peer;
  const char *rest;
  if (!parse_number(ports, &rest, 65535, &local) || (*rest != '-' && *rest != ':') || !parse_number(rest + 1, &rest, 65535, &peer) ||
      *rest != 0 || local == 0 || peer == 0)
    fail(EX_USAGE, "%s: it is udp:LOCAL-PEER, two ports, such as udp:5601-5600", option);
  int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) fail_errno(EX_OSERR, "%s: no socket", option);
  int size = DATAGRAM_BUFFER;
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size) != 0) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((uint16_t)local)};
  if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0) fail_errno(EX_UNAVAILABLE, "%s: port %lu of 127.0.0.1", option, local);
  address.sin_port = htons((uint16_t)peer);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0) fail_errno(EX_UNAVAILABLE, "%s: port %lu of 127.0.0.1", option, peer);
  *mtu = DATAGRAM_MTU;
  return fd;
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char letter = (char)(c | 0x20);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

static void parse_mac(const char *option, const char *text, uint8_t mac[6]) {
  bool whole = strlen(text) == 17;
  for (int i = 0; whole && i < 6; i++) {
    int high = hex_digit(text[3 * i]), low = hex_digit(text[3 * i + 1]);
    whole = high >= 0 && low >= 0 && text[3 * i + 2] == (i < 5 ? ':' : 0);
    mac[i] = (uint8_t)(high << 4 | low);
  }
  if (!whole) fail(EX_USAGE, "%s: a hardware address has six octets, such as 02:00:00:00:00:01", option);
  if ((mac[0] & 1) != 0) fail(EX_USAGE, "%s: a group address cannot be the address of a device", option);
}

static void attach_network(ManifestEntry *entry, const DeviceOption *option, const DeviceOption *mac, bool offload) {
  int mtu, fd;
  const char *value = option->value;
  bool tap = false;
  if (value[0] == '@') fd = adopt_descriptor(option->text, value + 1, &mtu);
  else if (strncmp(value, "udp:", 4) == 0) fd = open_datagrams(option->text, value + 4, &mtu);
  else {
    fd = open_tap(option->text, value, &mtu, offload);
    tap = true;
  }
  if (mtu < 68 || mtu > UINT16_MAX) fail(EX_UNAVAILABLE, "%s: an MTU of %d octets", option->text, mtu);
  if (mac != NULL) parse_mac(mac->text, mac->value, entry->network.mac);
  else {
    if (getrandom(entry->network.mac, 6, 0) != 6) fail_errno(EX_OSERR, "%s: no random address", option->text);
    entry->network.mac[0] = (uint8_t)((entry->network.mac[0] & 0xfc) | 2); /* of one device, locally administered */
  }
  if (tap && offload) entry->features = FEATURE_OFFLOAD;
  entry->network.mtu = (uint16_t)mtu;
  entry->host = (uint64_t)fd;
  entry->attached = 1;
}

#define MAX_LOG_SECTORS 7

static void attach_block(ManifestEntry *entry, const DeviceOption *option, const DeviceOption *size_option) {
  unsigned long sector = 512;
  const char *rest;
  if (size_option != NULL && (!parse_number(size_option->value, &rest, 32768, &sector) || *rest != 0 || sector < 512 || (sector & (sector - 1)) != 0))
    fail(EX_USAGE, "%s: the size of a sector is a power of two from 512 to 32768", size_option->text);
  int fd = open(option->value, O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) fail_errno(EX_NOINPUT, "%s: cannot be opened for reading and writing", option->text);
  if (flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) fail(EX_UNAVAILABLE, "%s: in use by another program", option->text);
  off_t capacity = lseek(fd, 0, SEEK_END);
  if (capacity < 0) fail_errno(EX_NOINPUT, "%s: no file and no block device", option->text);
  if (capacity == 0 || (uint64_t)capacity % sector != 0)
    fail(EX_DATAERR, "%s: %lld octets are not one or more sectors of %lu octets (truncate -s %%%lu %s)", option->text,
         (long long)capacity, sector, sector, option->value);
  entry->block.capacity = (uint64_t)capacity;
  entry->block.sector_size = (uint16_t)sector;
  entry->host = (uint64_t)fd;
  entry->attached = 1;
  while (entry->log_sectors < MAX_LOG_SECTORS && (sector << (entry->log_sectors + 1)) <= (uint64_t)capacity) entry->log_sectors++;
}

static const char *kind_name(uint32_t type) { return type == MANIFEST_NETWORK ? "network" : "block device"; }

static ManifestEntry *declared(Manifest *manifest, const DeviceOption *option, uint32_t type, const char *image) {
  char list[1024] = "";
  size_t used = 0;
  for (uint32_t i = 1; i < manifest->entries; i++) {
    ManifestEntry *e = &manifest->entry[i];
    if (strlen(e->name) == option->name_length && memcmp(e->name, option->name, option->name_length) == 0) {
      if (e->type != type) fail(EX_USAGE, "%s: \"%s\" is a %s of the image, not a %s", option->text, e->name, kind_name(e->type), kind_name(type));
      return e;
    }
    if (used < sizeof list - 100) used += (size_t)snprintf(list + used, sizeof list - used, "%s%s \"%s\"", used == 0 ? "" : ", ", kind_name(e->type), e->name);
  }
  fail(EX_USAGE, "%s: %s declares no %s \"%.*s\"; it declares %s", option->text, image, kind_name(type), (int)option->name_length,
       option->name, used == 0 ? "no device" : list);
}

static const DeviceOption *option_of(const ManifestEntry *entry, const DeviceOption *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (strlen(entry->name) == list[i].name_length && memcmp(entry->name, list[i].name, list[i].name_length) == 0) return &list[i];
  return NULL;
}

void devices_attach(Manifest *manifest, const Options *options, const char *image, bool offload) {
  for (size_t i = 0; i < options->network_count; i++) declared(manifest, &options->network[i], MANIFEST_NETWORK, image);
  for (size_t i = 0; i < options->mac_count; i++) declared(manifest, &options->mac[i], MANIFEST_NETWORK, image);
  for (size_t i = 0; i < options->block_count; i++) declared(manifest, &options->block[i], MANIFEST_BLOCK, image);
  for (size_t i = 0; i < options->sector_size_count; i++) declared(manifest, &options->sector_size[i], MANIFEST_BLOCK, image);
  for (uint32_t i = 1; i < manifest->entries; i++) {
    ManifestEntry *e = &manifest->entry[i];
    memset(&e->block, 0, sizeof e->block);
    e->host = e->log_sectors = e->features = 0;
    if (e->type == MANIFEST_NETWORK) {
      const DeviceOption *option = option_of(e, options->network, options->network_count);
      if (option == NULL)
        fail(EX_USAGE, "%s: its network \"%s\" is not attached: add --net:%s=tap0, --net:%s=@FD or --net:%s=udp:LOCAL-PEER", image,
             e->name, e->name, e->name, e->name);
      attach_network(e, option, option_of(e, options->mac, options->mac_count), offload);
    } else {
      const DeviceOption *option = option_of(e, options->block, options->block_count);
      if (option == NULL) fail(EX_USAGE, "%s: its block device \"%s\" is not attached: add --block:%s=FILE", image, e->name, e->name);
      attach_block(e, option, option_of(e, options->sector_size, options->sector_size_count));
    }
  }
  for (uint32_t i = 1; i < manifest->entries; i++)
    for (uint32_t k = 1; k < i; k++)
      if (manifest->entry[i].host == manifest->entry[k].host)
        fail(EX_USAGE, "%s: \"%s\" and \"%s\" are attached to the same descriptor", image, manifest->entry[k].name, manifest->entry[i].name);
}
