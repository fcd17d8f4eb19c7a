import type { Position } from './source.js';

/** A construct that cannot be compiled: the program's author has to change something. */
export class CompileError extends Error {
  readonly position: Position | null;
  constructor(message: string, position: Position | null) {
    super(position === null ? message : `${position.file}:${position.line}:${position.column}: ${message}`);
    this.name = 'CompileError';
    this.position = position;
  }
}

/** A broken invariant of the compiler: never the fault of the program that is compiled. */
export class InternalError extends Error {
  constructor(message: string) {
    super(`internal compiler error (please report it): ${message}`);
    this.name = 'InternalError';
  }
}
