/**
 * What a compiled program can ask of the platform below it: `native/platform.h` and `native/platform_devices.h` for TypeScript.
 * The compiler turns each call into a call in C, and only what is called is linked. The functions are no values: they can only
 * be called, with exactly as many arguments as stand here. Drivers take them through an interface (see packages/drivers), so
 * that they run in Node.js against a model of a device.
 *
 * Wrong arguments throw; where a device or host fails, the functions say how.
 */
declare module 'morgana:platform' {
  /** Text to the console as UTF-8, nothing added. Returns when the platform has taken it. */
  export function writeConsole(text: string): void;
  /** The code units of a text, all below 256, as octets. @throws {RangeError} for others, or where they do not fit */
  export function copyText(text: string, into: Uint8Array): void;
  /** Milliseconds with a fraction, as `Clock` of packages/time has them. */
  export function monotonicTime(): number;
  export function wallTime(): number;
  /** @throws {Error} where the machine has no source */
  export function fillRandom(into: Uint8Array): void;
  /** Without the program's name. */
  export function bootArguments(): string[];
  export function exit(status: number): never;
  /**
   * Collections; milliseconds spent in them and in the longest; bytes alive after the last, bytes allocated since it, and the
   * memory that the heap may take at most.
   */
  export function heapStatistics(into: Float64Array): void;

  /** Calls back once when `monotonicTime() >= deadline`; the next call replaces it, `Infinity` takes it back. */
  export function wakeAt(deadline: number, callback: () => void): void;
  /** Calls back when the host asks the program to stop, once; without it the host ends the program. Keeps the program alive. */
  export function onStop(callback: () => void): void;
  /** Calls back whenever an open device has frames to take, or room again after it had none. An open network keeps the program alive. */
  export function onReady(device: number, callback: () => void): void;

  /** Devices that the platform knows before any is opened (a manifest, a bus), and those that were opened. */
  export function deviceCount(): number;
  export function deviceName(device: number): string;
  /** 1 network, 2 block. */
  export function deviceKind(device: number): number;
  /**
   * Gives the device's number. `attachment` is '' where the host has decided what the device is; on unix see packages/runtime-unix.
   * @throws {Error} one line
   */
  export function openDevice(kind: number, name: string, attachment: string): number;
  export function closeDevice(device: number): void;

  export function networkMtu(device: number): number;
  /** Octets of virtio-net's header before each frame, 10, where the host completes checksums and cuts super-segments; 0: it does not. */
  export function networkOffload(device: number): number;
  export function networkMac(device: number, into: Uint8Array): void;
  /**
   * Takes frames that have arrived into `buffers[from .. from + count)` and puts their lengths into `lengths`, in place and without a
   * copy; at most 64 at once. @returns their number; 0: none waits. One that was too long for its buffer has length 0.
   */
  export function receiveFrames(
    device: number,
    buffers: readonly Uint8Array[],
    lengths: Int32Array,
    from: number,
    count: number,
  ): number;
  /** Sends `buffers[i][0 .. lengths[i])`, at most 64 at once. @returns how many the host took; fewer: wait for `onReady`. */
  export function transmitFrames(
    device: number,
    buffers: readonly Uint8Array[],
    lengths: Int32Array,
    from: number,
    count: number,
  ): number;

  export function blockSectorSize(device: number): number;
  export function blockSectorCount(device: number): number;
  /** Most sectors in one call of `readSectors` or `writeSectors`. */
  export function blockTransferSectors(device: number): number;
  export function blockReadOnly(device: number): boolean;
  /** @returns false when the medium failed */
  export function readSectors(device: number, sector: number, into: Uint8Array): boolean;
  export function writeSectors(device: number, sector: number, bytes: Uint8Array): boolean;
  export function flushSectors(device: number): boolean;
}
