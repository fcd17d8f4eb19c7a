export * from './block.js';
export * from './check.js';
export * from './faulty.js';
export * from './memory.js';
export * from './power-cut.js';
export * from './trace.js';
export * from './view.js';
