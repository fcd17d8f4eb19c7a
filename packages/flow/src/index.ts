export * from './copy.js';
export * from './faulty.js';
export * from './flow.js';
export * from './memory-internet.js';
export * from './pair.js';
export * from './reader.js';
export * from './stack.js';
export * from './utf8.js';
