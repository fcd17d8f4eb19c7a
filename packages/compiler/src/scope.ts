export type * from './scope/model.js';
export { children, isAnonymousDefinition, keyName } from './scope/syntax.js';
export { analyzeScopes } from './scope/walk.js';
