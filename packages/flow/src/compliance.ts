export { type FlowFixture, flowCompliance } from './flow-compliance.js';
export { type StackFixture, stackCompliance } from './stack-compliance.js';
