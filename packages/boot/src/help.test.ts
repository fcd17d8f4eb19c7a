import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ArgumentSpecs } from './arguments.js';
import { renderHelp } from './help.js';

test('stands in groups, the application first', () => {
  const text = renderHelp('website', 'Serves a folder of files.', {
    ipv4: { type: 'string', group: 'network', value: 'ADDRESS/BITS', help: 'Address and prefix length.' },
    port: { type: 'number', default: 80, min: 1, max: 65535, help: 'TCP port to listen on' },
    'listing-of-folders': {
      type: 'string',
      value: 'a|long|placeholder',
      help: 'What a folder without index.html shows.',
    },
    log: { type: 'string', short: 'l', group: 'log', default: '*:info', help: 'Thresholds.' },
  });
  expect(text).toBe(`website - Serves a folder of files.

Usage: website [BOOT ARGUMENTS]

Application:
      --port=NUMBER        TCP port to listen on. 1 to 65535. Default: 80
      --listing-of-folders=a|long|placeholder
                           What a folder without index.html shows.

Network:
      --ipv4=ADDRESS/BITS  Address and prefix length.

Log:
  -l, --log=TEXT           Thresholds. Default: *:info

  -h, --help               Shows this text and ends.
`);
});

test('no line is wider than 80 columns while words allow it', () => {
  const word = fc.stringMatching(/^[a-z]{1,12}$/);
  const sentence = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
  const spec = fc.record({ type: fc.constant('string' as const), help: sentence, group: word, default: word });
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);
  fc.assert(
    fc.property(fc.dictionary(name, spec, { maxKeys: 8 }), sentence, (specs, description) => {
      const text = renderHelp('x', description, specs as ArgumentSpecs);
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
      for (const key of Object.keys(specs)) expect(text).toContain(`--${key}=`);
    }),
  );
});
