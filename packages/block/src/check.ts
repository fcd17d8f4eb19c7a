import { type Block, BlockError } from './block.js';

/** @throws {BlockError} "range" unless sectors of `sectorSize` octets, `sectorCount` of them, make a device */
export function checkGeometry(sectorSize: number, sectorCount: number): void {
  if (
    !Number.isInteger(sectorSize) ||
    sectorSize < 512 ||
    sectorSize > 2 ** 30 ||
    (sectorSize & (sectorSize - 1)) !== 0
  ) {
    throw new BlockError('range', `a sector of ${sectorSize} octets: the size must be a power of two, at least 512`);
  }
  if (!Number.isSafeInteger(sectorCount) || sectorCount < 0 || !Number.isSafeInteger(sectorCount * sectorSize)) {
    throw new BlockError(
      'range',
      `a device of ${sectorCount} sectors: the count must be an integer within 2^53 octets`,
    );
  }
}

/**
 * What every implementation checks before a read or write: `bytes` is a whole number of sectors and lies inside the device.
 * Returns the number of sectors, which may be 0. @throws {BlockError} "range"
 */
export function checkRange(
  block: Pick<Block, 'sectorSize' | 'sectorCount'>,
  sector: number,
  bytes: Uint8Array,
): number {
  const { sectorSize, sectorCount } = block;
  const count = bytes.length / sectorSize;
  if (!Number.isInteger(count)) {
    throw new BlockError('range', `${bytes.length} octets are not a whole number of sectors of ${sectorSize}`);
  }
  if (!Number.isSafeInteger(sector) || sector < 0 || sector + count > sectorCount) {
    throw new BlockError('range', `${count} sectors from ${sector} on: the device has ${sectorCount}`);
  }
  return count;
}

/** @throws {BlockError} "closed" */
export function checkOpen(closed: boolean): void {
  if (closed) throw new BlockError('closed', 'the block device is closed');
}

/** @throws {BlockError} "read-only" */
export function checkWritable(readOnly: boolean): void {
  if (readOnly) throw new BlockError('read-only', 'the block device is read-only');
}
