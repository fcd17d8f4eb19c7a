import {
  blockReadOnly,
  blockSectorCount,
  blockSectorSize,
  blockTransferSectors,
  closeDevice,
  flushSectors,
  openDevice,
  readSectors,
  writeSectors,
} from 'morgana:platform';
import type { Block } from '@morgana/block';
import type { Driver } from '@morgana/boot';
import { createBlock } from './block.js';

const BLOCK = 2;

/** Opens a block device of the platform, as `openNetworkDevice` does a network. @throws {Error} one line */
export function openBlockDevice(name: string, attachment: string): Block {
  const device = openDevice(BLOCK, name, attachment);
  return createBlock(
    {
      sectorSize: blockSectorSize(device),
      sectorCount: blockSectorCount(device),
      transferSectors: blockTransferSectors(device),
      readOnly: blockReadOnly(device),
      read: (sector, into) => readSectors(device, sector, into),
      write: (sector, bytes) => writeSectors(device, sector, bytes),
      flush: () => flushSectors(device),
      close: () => closeDevice(device),
    },
    name,
  );
}

/** The driver of block devices that the host attaches: it adds no boot arguments. */
export const blockDeviceDriver: Driver<Block> = {
  async start({ name }) {
    const device = openBlockDevice(name, '');
    return { device, close: () => device.close() };
  },
};
