import type { Block } from '@morgana/block';
import type { Driver } from '@morgana/boot';
import { type BlockFileOptions, blockFileDriverOf } from '@morgana/drivers/block-attachment';
import { openBlockDevice } from '@morgana/drivers/block-device';

export type { BlockFileOptions };

/** The driver of block devices over files of the host. */
export const blockFileDriver: Driver<
  Block,
  Record<never, never>,
  BlockFileOptions | undefined
> = /* @__PURE__ */ blockFileDriverOf((file, { readOnly, sectorSize }, name) =>
  openBlockDevice(name, `file ${readOnly ? 'ro' : 'rw'} ${sectorSize} ${file}`),
);
