export * from './crash.js';
export * from './embedded.js';
export * from './faulty.js';
export * from './key.js';
export * from './kv.js';
export { layered } from './layered.js';
export * from './memory.js';
export * from './overlay.js';

export { contentVersion } from './version.js';
export { prefix, readOnly } from './view.js';
