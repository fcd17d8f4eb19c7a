export * from './appliance.js';
export * from './arguments.js';
export { bootAppliance, collectArguments } from './boot.js';
export * from './device.js';
export { renderHelp } from './help.js';
export { nearest } from './nearest.js';
export { checkArgumentSpecs, EXIT_USAGE, type ParsedArguments, parseArguments } from './parse.js';
export { printable } from './printable.js';
export { StopController, type StopSignal } from './stop.js';
