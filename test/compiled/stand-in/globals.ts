export { Buffer, process } from './node.js';
