export * from './flow.js';
export * from './stack.js';
