import { CommanderError } from 'commander';
import { EXIT_FAILURE, EXIT_USAGE, Failure } from './failure.js';
import { createProgram } from './program.js';
import { createTerminal, type Terminal } from './terminal.js';

/**
 * The morgana command. Resolves to its exit status: 0, 1 when something failed, 64 when it was used wrongly, and for `run` the
 * appliance's own. Every failure is one line on standard error; `--debug` adds the stack trace.
 */
export async function main(commandLine: readonly string[]): Promise<number> {
  const terminal = await createTerminal();
  let status = 0;
  const program = createProgram(terminal, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return status;
  } catch (error) {
    const own = commandLine.indexOf('--');
    return report(terminal, error, commandLine.slice(0, own < 0 ? undefined : own).includes('--debug'));
  }
}

function report(terminal: Terminal, error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) {
    // commander has said what is wrong, and where --help is; --help and --version are no errors.
    return error.exitCode === 0 ? 0 : EXIT_USAGE;
  }
  // By its name: the class would have to be loaded with the whole linker.
  const expected =
    error instanceof Failure ||
    (error instanceof Error && (error.name === 'LinkError' || error.name === 'CompileError'));
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split(/\s*\n\s*/, 1)[0]!;
  terminal.err(`morgana: ${line}${expected || debug ? '' : ' (--debug shows where)'}\n`);
  if (debug && error instanceof Error) terminal.err(`${error.stack}\n`);
  return error instanceof Failure ? error.status : EXIT_FAILURE;
}
