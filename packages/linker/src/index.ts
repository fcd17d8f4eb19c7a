export {
  type BuildOptions,
  type BuildStep,
  type Built,
  build,
  type Configured,
  type ConfigureOptions,
  configure,
  findFreshImage,
  type Image,
  readGraph,
  readSymbolFile,
} from './build.js';
export * from './config.js';
export { countFunctions, profileText, readRun } from './coverage.js';
export { describeGraph } from './describe.js';
export { LinkError, type Position, showPath } from './errors.js';
export { fetchGlobals } from './fetch-globals.js';
export { type Graph, type GraphDevice, type ResolveInput, resolveGraph } from './graph.js';
export { PROFILE_FILE } from './profiles.js';
export type { PackageSize, SizeReport } from './size.js';
export { type ApplianceFolder, type ConfigureState, clean } from './state.js';
export { drawGraph } from './svg.js';
export { findFunction, type SymbolFile, symbolizeLine } from './symbols.js';
export { type Implementation, TARGETS, type TargetTable, targetTable } from './targets.js';
