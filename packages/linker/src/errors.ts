import { relative, sep } from 'node:path';

/** A place in a file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * What is wrong with a config or with what it links, said in one line for the person who wrote it. `position` is where to
 * look. It is the only error that the linker throws for bad input; any other is a defect of the linker.
 */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  readonly position: Position | undefined;
  /** The message as it was made: rollup writes its own words into the message of an error that passes through it. */
  readonly sentence: string;
  constructor(message: string, position?: Position) {
    super(position === undefined ? message : `${showPosition(position)}: ${message}`);
    this.sentence = this.message;
    this.position = position;
  }
}

/** "morgana.config.ts:7:3", relative to the working directory where that is shorter. */
export function showPosition(position: Position): string {
  const { file, line, column } = position;
  return `${showPath(file)}${line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`}`;
}

export function showPath(file: string): string {
  const near = relative(process.cwd(), file);
  return near !== '' && near.length < file.length && !near.startsWith(`..${sep}..${sep}..`) ? near : file;
}
