export * from './buffered.js';
export * from './default.js';
export * from './draw.js';
export * from './faults.js';
export * from './faulty.js';
export * from './health.js';
export * from './random.js';
export * from './seeded.js';
