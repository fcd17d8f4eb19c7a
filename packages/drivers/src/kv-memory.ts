import type { Driver } from '@morgana/boot';
import { type KeyValueStore, memoryStore } from '@morgana/kv';

/** A store that is empty at the start and forgotten at the end, on platforms without files. */
export const memoryStoreDriver: Driver<KeyValueStore> = {
  async start({ log }) {
    log.warn('what is stored is kept in memory, and gone at the end');
    const device = memoryStore();
    return { device, close: () => device.close() };
  },
};
