/** A device that an image declares: the host attaches something to each before the image starts. */
export interface ManifestDevice {
  /** Letters and digits, 1 to 67 of them: what the options of tenders accept. */
  readonly name: string;
  readonly kind: 'network' | 'block';
}

const VERSION = 1;
const MAX_DEVICES = 63;
const ENTRY_SIZE = 104;
const TYPE_OFFSET = 68;
const TYPES = { block: 1, network: 2 } as const;
const RESERVED_FIRST = 0x4000_0000;
/** Ours, in padding of entry 0: the image ends by itself when its tender asks it to; it knows virtio-net's header before frames. */
const FEATURES_OFFSET = 98;
const FEATURE_STOP = 1;
const FEATURE_OFFLOAD = 2;

export interface ManifestOptions {
  /** The program ends when it is asked to; otherwise its tender's signals end it at once. */
  readonly takesStop?: boolean;
  /** Its drivers put virtio-net's header before frames where the tender says so, and leave checksums and segmentation to the host. */
  readonly offloads?: boolean;
}

/**
 * The manifest of Solo5 (mft_abi.h, version 1): version and number of entries, each 32 bits, then 104 octets for each entry.
 * Entry 0 is reserved; the handle of a device is its index. What the host fills in is zero.
 * @throws {RangeError} when a name is not one, is there twice, or there are more than 63
 */
export function encodeManifest(devices: readonly ManifestDevice[], options: ManifestOptions = {}): Uint8Array {
  if (devices.length > MAX_DEVICES) throw new RangeError(`an image has at most ${MAX_DEVICES} devices`);
  const bytes = new Uint8Array(8 + ENTRY_SIZE * (devices.length + 1));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, devices.length + 1, true);
  view.setUint32(8 + TYPE_OFFSET, RESERVED_FIRST, true);
  bytes[8 + FEATURES_OFFSET] =
    (options.takesStop === true ? FEATURE_STOP : 0) | (options.offloads === true ? FEATURE_OFFLOAD : 0);
  const names = new Set<string>();
  for (const [index, { name, kind }] of devices.entries()) {
    if (!/^[A-Za-z0-9]{1,67}$/.test(name)) {
      throw new RangeError(`device "${name}": on Solo5 a name is 1 to 67 letters and digits`);
    }
    if (names.has(name)) throw new RangeError(`device "${name}" is there twice`);
    names.add(name);
    const at = 8 + ENTRY_SIZE * (index + 1);
    for (let i = 0; i < name.length; i++) bytes[at + i] = name.charCodeAt(i);
    view.setUint32(at + TYPE_OFFSET, TYPES[kind], true);
  }
  return bytes;
}

/** Binary interfaces of Solo5 (elf_abi.h), both in version 2. */
const TARGETS = { hvt: 1, spt: 2 } as const;
const ABI_VERSION = 2;

export type Solo5Target = keyof typeof TARGETS;

/**
 * A C unit with the notes of an image in the sections that the linker script expects: "ABI1", who it is for, and "MFT1", the
 * manifest. It is all that differs between images before their programs do, so that everything else is compiled once.
 */
export function notesUnit(target: Solo5Target, devices: readonly ManifestDevice[], options?: ManifestOptions): string {
  const manifest = encodeManifest(devices, options);
  // The note's header has 20 octets, and the manifest begins at a multiple of 8.
  const padding = 4;
  return `typedef unsigned int u32;
__attribute__((section(".note.solo5.abi"), used, aligned(4)))
const struct { u32 name_size, description_size, type; char name[8]; u32 target, version, reserved[2]; }
solo5_abi_note = { 6, 16, 0x31494241u, "Solo5", ${TARGETS[target]}, ${ABI_VERSION}, {0, 0} };
__attribute__((section(".note.solo5.manifest"), used, aligned(8)))
const struct { u32 name_size, description_size, type; char name[8]; u32 padding; unsigned char manifest[${manifest.length}]; }
solo5_manifest_note = { 6, ${padding + manifest.length}, 0x3154464du, "Solo5", 0, {${[...manifest].join(',')}} };
`;
}
