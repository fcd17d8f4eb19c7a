export type * from './scope/model.js';
export { children, isAnonymousDefinition, isFunctionNode, keyName } from './scope/syntax.js';
export { analyzeScopes } from './scope/walk.js';
