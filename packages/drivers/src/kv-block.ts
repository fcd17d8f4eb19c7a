import type { Block } from '@morgana/block';
import type { Driver } from '@morgana/boot';
import type { KeyValueStore } from '@morgana/kv';
import { openBlockStore } from './block-store.js';

/** A store on a block device, which keeps it from one boot to the next. */
export const blockStoreDriver: Driver<KeyValueStore, { readonly block: Block }> = {
  async start({ name }, { block }) {
    let device: KeyValueStore;
    try {
      device = await openBlockStore(block);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
    }
    return { device, close: () => device.close() };
  },
};
