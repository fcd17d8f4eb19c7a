export * from './ip/layer.js';
