export * from './combine.js';
export * from './console.js';
export * from './line-console.js';
export * from './memory.js';
export * from './queue-console.js';
