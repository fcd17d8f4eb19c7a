import colors from 'picocolors';

/** Where the command writes. Colours and moving lines only on a terminal; NO_COLOR is honoured. */
export interface Terminal {
  /** Standard output: what was asked for. */
  out(text: string): void;
  /** Standard error: progress, notes, errors. */
  err(text: string): void;
  readonly style: Style;
  /** Says that a step goes on until the next one, `done` or `fail`. */
  step(text: string): void;
  /** How far the step is: on a terminal only. */
  progress(text: string): void;
  /** The last step went well; `text` says what came of it. */
  done(text: string): void;
  /** The last step did not go well; the error itself is said elsewhere. */
  fail(): void;
}

type Style = ReturnType<typeof colors.createColors>;

export interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export async function createTerminal(
  stdout: OutputStream = process.stdout,
  stderr: OutputStream = process.stderr,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Terminal> {
  const noColor = environment.NO_COLOR !== undefined && environment.NO_COLOR !== '';
  const style = colors.createColors(stdout.isTTY === true && !noColor);
  // CI systems that pretend to be terminals keep every frame of a spinner.
  const moving = stderr.isTTY === true && environment.CI === undefined && environment.TERM !== 'dumb';
  // Loading it takes longer than most of what is done without it.
  const spinner = moving
    ? (await import('ora')).default({ stream: process.stderr, ...(noColor ? { color: false } : {}) })
    : undefined;
  return {
    style,
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    step(text) {
      if (spinner === undefined) stderr.write(`${text} ...\n`);
      else if (spinner.isSpinning) spinner.text = text;
      else spinner.start(text);
    },
    progress(text) {
      if (spinner?.isSpinning === true) spinner.text = text;
    },
    done(text) {
      if (spinner === undefined) stderr.write(`${text}\n`);
      else spinner.succeed(text);
    },
    fail() {
      if (spinner?.isSpinning === true) spinner.fail();
    },
  };
}
