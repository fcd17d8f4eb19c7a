/* morgana:platform: platform.h and platform_devices.h for TypeScript. Types and meaning: packages/engine/platform.d.ts. */
#include "platform_devices.h"
#include "memory.h"
#include "builtins.h"

#define FRAMES_AT_ONCE 64

/* The bytes of a Uint8Array; NULL: an exception. */
static uint8_t *bytes_of(Value v, uint32_t *length) {
  if (has_kind(v, KIND_TYPED_ARRAY) && ((TypedArray *)v)->header.extra == TYPE_UINT8) {
    *length = ((TypedArray *)v)->length;
    return ((TypedArray *)v)->data;
  }
  throw_error(TYPE_ERROR, "morgana:platform: %v is not a Uint8Array", v);
  return NULL;
}
/* The open device, or at least one that the platform knows; NULL: an exception. */
static const PlatformDevice *device_of(Value v, uint32_t *index, PlatformDeviceKind kind) {
  *index = is_int(v) ? (uint32_t)as_int(v) : UINT32_MAX;
  const PlatformDevice *device = *index < platform_device_count() ? platform_device(*index) : NULL;
  if (device != NULL && (kind == 0 || device->kind == kind)) return device;
  throw_error(RANGE_ERROR, "morgana:platform: no device %v of that kind", v);
  return NULL;
}
static char *text_of(Value v, char *buffer, size_t size) {
  if (has_kind(v, KIND_STRING)) {
    size_t length = utf8_length(string_of(v));
    if (length < size) {
      write_utf8(string_of(v), (uint8_t *)buffer);
      buffer[length] = 0;
      return buffer;
    }
  }
  throw_error(RANGE_ERROR, "morgana:platform: a text of less than %v bytes is needed here", INT((int)size));
  return NULL;
}

PLATFORM(writeConsole, 1)
Value intrinsic_platform_writeConsole(Value text) {
  text = to_string(text);
  TRY(text);
  size_t length = utf8_length(string_of(text));
  Bytes *bytes = allocate_bytes(length + 1);
  write_utf8(string_of(text), bytes->bytes);
  platform_console_write(CONSOLE_OUTPUT, bytes->bytes, length);
  return VALUE_UNDEFINED;
}
PLATFORM(copyText, 2)
Value intrinsic_platform_copyText(Value text, Value into) {
  uint32_t length;
  uint8_t *bytes = bytes_of(into, &length);
  if (bytes == NULL) return VALUE_EXCEPTION;
  const String *s = is_string(text) ? flat(string_of(text)) : NULL;
  if (s == NULL || is_wide(s) || s->length > length)
    return throw_error(RANGE_ERROR, "copyText takes a text of characters below 256, and a Uint8Array that is as long");
  copy_memory(bytes, s->data, s->length);
  return VALUE_UNDEFINED;
}
PLATFORM(monotonicTime, 0)
Value intrinsic_platform_monotonicTime(void) { return number((double)platform_clock_monotonic() / 1e6); }
PLATFORM(wallTime, 0)
Value intrinsic_platform_wallTime(void) { return number((double)platform_clock_wall() / 1e6); }
PLATFORM(fillRandom, 1)
Value intrinsic_platform_fillRandom(Value into) {
  uint32_t length;
  uint8_t *bytes = bytes_of(into, &length);
  if (bytes == NULL) return VALUE_EXCEPTION;
  if (!platform_entropy(bytes, length)) return throw_error(ERROR, "this machine has no source of random numbers");
  return VALUE_UNDEFINED;
}
PLATFORM(bootArguments, 0)
Value intrinsic_platform_bootArguments(void) {
  Value list = new_array(0);
  for (int i = 1; i < engine.boot->argument_count; i++) {
    const char *text = engine.boot->arguments[i];
    size_t length = 0;
    while (text[length] != 0) length++;
    Value argument = string_from_utf8((const uint8_t *)text, length);
    TRY(argument);
    array_push(array_of(list), argument);
  }
  return list;
}
PLATFORM(exit, 1)
Value intrinsic_platform_exit(Value status) { platform_exit(is_int(status) ? as_int(status) : 1); }

PLATFORM(heapStatistics, 1)
Value intrinsic_platform_heapStatistics(Value into) {
  if (!has_kind(into, KIND_TYPED_ARRAY) || ((TypedArray *)into)->header.extra != TYPE_FLOAT64 || ((TypedArray *)into)->length < 6)
    return throw_error(TYPE_ERROR, "heapStatistics takes a Float64Array of 6");
  double *out = (double *)((TypedArray *)into)->data;
  out[0] = (double)heap.statistics.collections;
  out[1] = (double)heap.statistics.total_pause / 1e6;
  out[2] = (double)heap.statistics.longest_pause / 1e6;
  out[3] = (double)heap.statistics.live_bytes;
  out[4] = (double)heap.allocated;
  out[5] = (double)engine.boot->memory_size;
  return VALUE_UNDEFINED;
}

PLATFORM(deviceCount, 0)
Value intrinsic_platform_deviceCount(void) { return INT(platform_device_count()); }
PLATFORM(deviceName, 1)
Value intrinsic_platform_deviceName(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, 0);
  if (d == NULL) return VALUE_EXCEPTION;
  size_t length = 0;
  while (d->name[length] != 0) length++;
  return string_from_utf8((const uint8_t *)d->name, length);
}
PLATFORM(deviceKind, 1)
Value intrinsic_platform_deviceKind(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, 0);
  return d == NULL ? VALUE_EXCEPTION : INT(d->kind);
}
PLATFORM(openDevice, 3)
Value intrinsic_platform_openDevice(Value kind, Value name, Value attachment) {
  char name_text[DEVICE_NAME_SIZE], attachment_text[1024], problem[DEVICE_PROBLEM_SIZE] = "it cannot be opened";
  if (text_of(name, name_text, sizeof name_text) == NULL) return VALUE_EXCEPTION;
  if (text_of(attachment, attachment_text, sizeof attachment_text) == NULL) return VALUE_EXCEPTION;
  if (!is_int(kind)) return throw_error(TYPE_ERROR, "morgana:platform: no kind of device");
  int index = platform_device_open(as_int(kind), name_text, attachment_text, problem);
  if (index < 0) return throw_error(ERROR, "%s", problem);
  return INT(index);
}
PLATFORM(closeDevice, 1)
Value intrinsic_platform_closeDevice(Value device) {
  uint32_t index;
  if (device_of(device, &index, 0) == NULL) return VALUE_EXCEPTION;
  platform_device_close(index);
  return VALUE_UNDEFINED;
}

PLATFORM(networkMtu, 1)
Value intrinsic_platform_networkMtu(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_NETWORK);
  return d == NULL ? VALUE_EXCEPTION : INT(d->mtu);
}
PLATFORM(networkOffload, 1)
Value intrinsic_platform_networkOffload(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_NETWORK);
  return d == NULL ? VALUE_EXCEPTION : INT(d->offload_header);
}
PLATFORM(networkMac, 2)
Value intrinsic_platform_networkMac(Value device, Value into) {
  uint32_t index, length;
  const PlatformDevice *d = device_of(device, &index, DEVICE_NETWORK);
  uint8_t *bytes = d == NULL ? NULL : bytes_of(into, &length);
  if (bytes == NULL) return VALUE_EXCEPTION;
  for (uint32_t i = 0; i < 6 && i < length; i++) bytes[i] = d->mac[i];
  return VALUE_UNDEFINED;
}

/* Buffers from..from + count of an array of Uint8Arrays as frames; the lengths are in an Int32Array. -1: an exception. */
static int64_t gather_frames(PlatformFrame *frames, Value buffers, Value lengths, Value from, Value count, int32_t **length_data) {
  if (!is_plain_array(buffers) || !is_int(from) || !is_int(count) || !has_kind(lengths, KIND_TYPED_ARRAY) ||
      ((TypedArray *)lengths)->header.extra != TYPE_INT32)
    goto wrong;
  uint32_t first = (uint32_t)as_int(from), n = (uint32_t)as_int(count);
  if (n > FRAMES_AT_ONCE) n = FRAMES_AT_ONCE;
  if ((uint64_t)first + n > array_of(buffers)->length || (uint64_t)first + n > ((TypedArray *)lengths)->length) goto wrong;
  int32_t *data = (int32_t *)((TypedArray *)lengths)->data + first;
  *length_data = data;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t capacity;
    uint8_t *bytes = bytes_of(array_of(buffers)->items[first + i], &capacity);
    if (bytes == NULL) return -1;
    if (data[i] < 0 || (uint32_t)data[i] > capacity) goto wrong;
    frames[i] = (PlatformFrame){bytes, capacity, (uint32_t)data[i]};
  }
  return n;
wrong:
  throw_error(RANGE_ERROR, "morgana:platform: frames are (Uint8Array[], Int32Array of lengths, from, count)");
  return -1;
}
PLATFORM(receiveFrames, 5)
Value intrinsic_platform_receiveFrames(Value device, Value buffers, Value lengths, Value from, Value count) {
  uint32_t index;
  int32_t *length_data;
  PlatformFrame frames[FRAMES_AT_ONCE];
  if (device_of(device, &index, DEVICE_NETWORK) == NULL) return VALUE_EXCEPTION;
  int64_t n = gather_frames(frames, buffers, lengths, from, count, &length_data);
  TRY_INT(n);
  uint32_t received = platform_network_receive(index, frames, (uint32_t)n);
  for (uint32_t i = 0; i < received; i++) length_data[i] = (int32_t)frames[i].length;
  return INT(received);
}
PLATFORM(transmitFrames, 5)
Value intrinsic_platform_transmitFrames(Value device, Value buffers, Value lengths, Value from, Value count) {
  uint32_t index;
  int32_t *length_data;
  PlatformFrame frames[FRAMES_AT_ONCE];
  if (device_of(device, &index, DEVICE_NETWORK) == NULL) return VALUE_EXCEPTION;
  int64_t n = gather_frames(frames, buffers, lengths, from, count, &length_data);
  TRY_INT(n);
  return INT(platform_network_transmit(index, frames, (uint32_t)n));
}

PLATFORM(blockSectorSize, 1)
Value intrinsic_platform_blockSectorSize(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_BLOCK);
  return d == NULL ? VALUE_EXCEPTION : number_from_uint32(d->sector_size);
}
PLATFORM(blockSectorCount, 1)
Value intrinsic_platform_blockSectorCount(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_BLOCK);
  return d == NULL ? VALUE_EXCEPTION : number((double)d->sector_count);
}
PLATFORM(blockTransferSectors, 1)
Value intrinsic_platform_blockTransferSectors(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_BLOCK);
  return d == NULL ? VALUE_EXCEPTION : number_from_uint32(d->transfer_sectors);
}
PLATFORM(blockReadOnly, 1)
Value intrinsic_platform_blockReadOnly(Value device) {
  uint32_t index;
  const PlatformDevice *d = device_of(device, &index, DEVICE_BLOCK);
  return d == NULL ? VALUE_EXCEPTION : boolean(d->read_only);
}

/* Whole sectors within the device, as many as one transfer takes. */
static bool check_transfer(Value device, Value sector, Value bytes, uint32_t *index, uint64_t *first, uint8_t **data, uint32_t *sectors) {
  const PlatformDevice *d = device_of(device, index, DEVICE_BLOCK);
  uint32_t length;
  *data = d == NULL ? NULL : bytes_of(bytes, &length);
  if (*data == NULL) return false;
  double at = is_number(sector) ? number_of(sector) : -1;
  *sectors = length / d->sector_size;
  if (at >= 0 && at < 9007199254740992.0 && *sectors * d->sector_size == length && *sectors <= d->transfer_sectors) {
    *first = (uint64_t)at;
    if ((double)*first == at && *first <= d->sector_count && *sectors <= d->sector_count - *first) return true;
  }
  throw_error(RANGE_ERROR, "morgana:platform: %v bytes from sector %v on are no transfer of this device", number_from_uint32(length), sector);
  return false;
}
PLATFORM(readSectors, 3)
Value intrinsic_platform_readSectors(Value device, Value sector, Value into) {
  uint32_t index, sectors;
  uint64_t first;
  uint8_t *data;
  if (!check_transfer(device, sector, into, &index, &first, &data, &sectors)) return VALUE_EXCEPTION;
  return boolean(platform_block_read(index, first, data, sectors));
}
PLATFORM(writeSectors, 3)
Value intrinsic_platform_writeSectors(Value device, Value sector, Value bytes) {
  uint32_t index, sectors;
  uint64_t first;
  uint8_t *data;
  if (!check_transfer(device, sector, bytes, &index, &first, &data, &sectors)) return VALUE_EXCEPTION;
  return boolean(platform_block_write(index, first, data, sectors));
}
PLATFORM(flushSectors, 1)
Value intrinsic_platform_flushSectors(Value device) {
  uint32_t index;
  if (device_of(device, &index, DEVICE_BLOCK) == NULL) return VALUE_EXCEPTION;
  return boolean(platform_block_flush(index));
}
