#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { CompileError, compileFiles, printFunction } from '../dist/index.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string', short: 'o', default: 'a.out' },
    optimization: { type: 'string', short: 'O', default: '2' },
    ir: { type: 'boolean', default: false },
    strip: { type: 'boolean', short: 's', default: false },
    'gc-stress': { type: 'boolean', default: false },
    'fail-guards': { type: 'string' },
    generic: { type: 'boolean', default: false },
    sanitize: { type: 'boolean', default: false },
    why: { type: 'string' },
    interpret: { type: 'boolean', default: false },
    compact: { type: 'boolean', default: false },
    cc: { type: 'string', default: 'gcc' },
    'dynamic-code': { type: 'string', default: 'error' },
  },
});
if (positionals.length === 0) {
  console.error('usage: compile FILE.mjs -o OUT [-O 0|1|2|s] [-s] [--ir]');
  process.exit(64);
}
try {
  const program = await compileFiles(positionals, values.output, {
    cc: values.cc,
    optimization: values.optimization,
    strip: values.strip,
    gcStress: values['gc-stress'],
    failGuards: values['fail-guards'],
    generic: values.generic,
    sanitize: values.sanitize,
    why: values.why,
    interpret: values.interpret ? 'all' : undefined,
    compact: values.compact,
    dynamicCode: values['dynamic-code'],
  });
  for (const warning of program.warnings) console.error(`warning: ${warning}`);
  for (const line of program.why ?? []) console.log(line);
  if (values.ir) for (const fn of program.functions) console.log(printFunction(fn));
} catch (error) {
  console.error(error instanceof CompileError ? error.message : error.stack);
  process.exit(1);
}
