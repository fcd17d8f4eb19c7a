export * from './arguments.js';
export * from './device.js';
