import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { parseScripts, runScript } from './testing/script.js';

const folder = join(import.meta.dirname, 'scripts');

describe.each(readdirSync(folder).sort())('scripts/%s', (file) => {
  const scripts = parseScripts(readFileSync(join(folder, file), 'utf8'));
  test.each(scripts.map((script) => [script.title, script] as const))('%s', (_, script) => runScript(script));
});
