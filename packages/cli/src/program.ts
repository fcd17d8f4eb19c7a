import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CompileCommandOptions } from './commands/compile.js';
import type { RunOptions } from './commands/run.js';
import { collect, type ProjectOptions } from './project.js';
import type { Terminal } from './terminal.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * The command line of morgana. A command's own module is loaded when it runs: `--help` need not wait for a linker.
 *
 * @param onEnd gets the exit status of the command that ran
 */
export function createProgram(terminal: Terminal, onEnd: (status: number) => void): Command {
  const program = new Command('morgana');
  program
    .description('Links a TypeScript application and exactly the libraries it uses into one image, and runs it.')
    .version(version, '-V, --version', 'Shows the version.')
    .option('--debug', 'Shows the stack trace of an error.')
    .helpOption('-h, --help', 'Shows this text; "morgana COMMAND --help" shows that of a command.')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(commanderError(text)),
    })
    .addHelpText(
      'after',
      `
In the folder of an appliance, where its morgana.config.ts is:
  $ morgana configure -t node     choose a target; shows what will be linked
  $ morgana build                 links it: dist/NAME.TARGET
  $ morgana run -p 8080:80        starts it; port 8080 of this machine leads to its port 80
  $ morgana run -- --help         the boot arguments of the appliance itself

Anywhere:
  $ morgana compile FILE.mjs      any module without imports, to machine code`,
    );

  const command = (name: string, summary: string): Command =>
    program
      .command(name)
      .description(summary)
      .helpOption('-h, --help', 'Shows this text.')
      .option('--debug', 'Shows the stack trace of an error.');

  withProject(command('configure', 'Chooses a target and an implementation for every device, and checks the whole.'))
    .addHelpText(
      'after',
      `
Examples:
  $ morgana configure                    the target of morgana.config.ts, else node
  $ morgana configure -t node            says what is linked for every device, and refuses what cannot be
  $ morgana configure -d stack=sockets   the host's TCP/IP in the place of Morgana's

The graph is written to .morgana/NAME.TARGET.json; build and run go on with these choices.`,
    )
    .action(async (options) => {
      const { runConfigure } = await import('./commands/configure.js');
      onEnd(await runConfigure(terminal, options));
    });

  withProject(command('describe', 'Shows the devices of the appliance and what implements them.'))
    .option('--svg <FILE>', 'Draws them: an SVG picture ("-" is standard output).')
    .option('--json', 'As JSON, for other programs.')
    .addHelpText(
      'after',
      `
Examples:
  $ morgana describe
  $ morgana describe --svg graph.svg
  $ morgana describe --json | jq '.devices[].implementation'`,
    )
    .action(async (options) => {
      const { runDescribe } = await import('./commands/describe.js');
      onEnd(await runDescribe(terminal, options));
    });

  withProject(command('build', 'Links the appliance into dist/NAME.TARGET and shows the size of every package in it.'))
    .addOption(
      new Option('--optimize <LEVEL>', 'How much the C compiler does for the speed of machine code.')
        .choices(['0', '1', '2', 's'])
        .default('2'),
    )
    .option(
      '--heap-canaries',
      'Machine code that finds drivers that write beyond their buffers. Always there with --optimize 0.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ morgana build                    with the choices of the last configure
  $ morgana build -t unix            machine code: an executable without libc and without JavaScript engine
  $ morgana build -t spt             a sealed image for Solo5: a process that may do seven system calls
  $ morgana build -t hvt             the same for a virtual machine (KVM, bhyve, OpenBSD's vmm)
  $ node dist/hello.node --help      an image for node runs without morgana, too

The same input makes the same bytes, on any machine.`,
    )
    .action(async (options) => {
      const { runBuild } = await import('./commands/build.js');
      onEnd(await runBuild(terminal, options));
    });

  withProject(command('run', 'Runs the appliance, and builds it first when that is needed.'))
    .usage('[options] [-- BOOT ARGUMENTS]')
    .option(
      '-p, --publish <PORTS>',
      'Lets a port of this machine lead to one of the appliance: HOST_PORT:PORT, 127.0.0.1:HOST_PORT:PORT, HOST_PORT:PORT/udp. May be given more than once.',
      collect,
    )
    .option(
      '--net <NETWORK>',
      'What is at the other end of its network: gateway (user-mode, the default), a tap device by its name, none, or udp:LOCAL_PORT:PEER_PORT. With several networks: DEVICE=NETWORK.',
      collect,
    )
    .option('--block <DEVICE=FILE>', 'The file or device behind a block device. May be given more than once.', collect)
    .option('--mem <MB>', 'Memory of the image, 2 to 4096 (spt, hvt: 512); of its heap (unix: 1024).')
    .argument('[bootArguments...]', 'Behind "--": what the appliance itself reads; try -- --help.')
    .addHelpText(
      'after',
      `
Examples:
  $ morgana run                               Ctrl-C ends it; a second Ctrl-C ends it at once
  $ morgana run -p 8080:80                    http://127.0.0.1:8080/ is answered by the appliance
  $ morgana run -p 0.0.0.0:5300:53/udp        UDP, for the whole network of this machine
  $ morgana run -t spt --mem 16               in a sandbox with 16 MB of memory
  $ morgana run --net tap0                    on a tap device of Linux
  $ morgana run --block disk=disk.img         a file as its block device "disk"
  $ morgana run -- --log='*:debug'            boot arguments; "-- --help" lists them

The exit status is that of the appliance: 64 for a boot argument that cannot be.`,
    )
    .action(async (bootArguments: string[], options: RunOptions) => {
      const { runRun } = await import('./commands/run.js');
      onEnd(await runRun(terminal, { ...options, bootArguments }));
    });

  command('profile', 'Runs the appliance under Node.js and writes down which of its functions run often: hot.json.')
    .usage('[options] [-- BOOT ARGUMENTS]')
    .option('-d, --device <DEVICE=IMPLEMENTATION>', 'Chooses an implementation. May be given more than once.', collect)
    .option('-p, --publish <PORTS>', 'As for run.', collect)
    .option('--net <NETWORK>', 'As for run.', collect)
    .option('--block <DEVICE=FILE>', 'As for run.', collect)
    .argument('[bootArguments...]', 'Behind "--": what the appliance itself reads.')
    .addHelpText(
      'after',
      `
Examples:
  $ morgana profile -p 8080:80    then give it the work that it is made for, and end it with Ctrl-C
  $ morgana build -t spt          what was hot is fast code, what never ran is small

hot.json belongs beside morgana.config.ts, under version control. Functions are named in it, not lines: it stays good while they
do. Without it, loops count as what runs often. Morgana's own packages bring theirs.`,
    )
    .action(async (bootArguments: string[], options: RunOptions) => {
      const { runProfile } = await import('./commands/profile.js');
      onEnd(await runProfile(terminal, { ...options, bootArguments }));
    });

  command('compile', 'Compiles one ECMAScript module without imports to an executable of this machine.')
    .argument('<FILE>', 'A .mjs or .js file; what it prints with console.log goes to standard output.')
    .option('-o, --output <OUT>', 'The executable; by default FILE without its suffix.')
    .addOption(
      new Option('-O, --optimize <LEVEL>', 'How much the C compiler does for speed; s is for size.')
        .choices(['0', '1', '2', 's'])
        .default('2'),
    )
    .option('--cc <COMPILER>', 'gcc (the default) or clang.')
    .addOption(
      new Option(
        '--dynamic-code <WHAT>',
        'What eval, new Function and import() of a computed name are: an error of the compilation (the default), or an exception where they are reached.',
      ).choices(['error', 'throw']),
    )
    .option('--symbols', 'Keeps the names of functions in the executable, for profilers and debuggers.')
    .option('--sanitize', "With gcc's sanitizers of addresses and undefined behaviour: for tests of the engine.")
    .option(
      '--why <NAME>',
      'Shows what is known of the values in the functions of this name, and what keeps the others from being known.',
    )
    .option('--gc-stress', 'Collects garbage at every allocation: for tests of the engine.')
    .option('--heap-canaries', 'Finds C that writes beyond the end of a heap cell. Always there with -O 0.')
    .addHelpText(
      'after',
      `
Examples:
  $ morgana compile primes.mjs && ./primes
  $ morgana compile primes.mjs -o out/primes -O s      small rather than fast
  $ npx esbuild app.ts --bundle --format=esm --outfile=app.mjs && morgana compile app.mjs

A program that imports has to be bundled first (esbuild, rollup). The executable needs no Node.js, no libc and no other file; its
heap is bounded by --heap-max=SIZE (K, M, G; 1G if absent). Objects are kept in ~/.cache/morgana-compiler and used again.`,
    )
    .action(async (file: string, options: CompileCommandOptions) => {
      const { runCompile } = await import('./commands/compile.js');
      onEnd(await runCompile(terminal, file, options));
    });

  withProject(command('symbolize', 'Names the functions behind the addresses that a compiled image prints.'))
    .usage('[options] [ADDRESS ...]')
    .argument('[addresses...]', 'Without any: the output of an image, from standard input.')
    .addHelpText(
      'after',
      `
Examples:
  $ morgana symbolize 0x12c4f0
  $ morgana symbolize < console.log    "morgana run" does that by itself`,
    )
    .action(async (addresses: string[], options: ProjectOptions) => {
      const { runSymbolize } = await import('./commands/symbolize.js');
      onEnd(await runSymbolize(terminal, addresses, options));
    });

  command('clean', 'Removes what configure and build made: dist and .morgana.')
    .addHelpText('after', '\nExample:\n  $ morgana clean')
    .action(async () => {
      const { runClean } = await import('./commands/clean.js');
      onEnd(runClean(terminal));
    });

  return program;
}

function withProject(command: Command): Command {
  return command
    .option(
      '-t, --target <TARGET>',
      'Where the image is to run: node, unix (a process of machine code), spt (a process in a sandbox) or hvt (a virtual machine). (virtio and xen are to come.)',
    )
    .option('-d, --device <DEVICE=IMPLEMENTATION>', 'Chooses an implementation. May be given more than once.', collect);
}

/** "error: unknown option '--foo'\n(Did you mean ...?)" as one line of morgana's. */
function commanderError(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  return `morgana: ${line} (morgana --help)\n`;
}
