export * from './abort.js';
export * from './clock.js';
export * from './default.js';
export * from './faulty-clock.js';
export * from './sleep.js';
export * from './timer-queue.js';
export * from './virtual-clock.js';
