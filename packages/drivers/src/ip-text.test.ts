import { isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIPv4, isIPv6 } from './ip-text.js';

const check = (text: string): void => {
  expect([text, isIPv4(text), isIPv6(text)]).toEqual([text, isIP(text) === 4, isIP(text) === 6]);
};

test('addresses are told as Node.js tells them', () => {
  for (const text of [
    ...[
      '',
      '1',
      '1.2.3',
      '1.2.3.4',
      '1.2.3.4.',
      '.1.2.3.4',
      '01.2.3.4',
      '256.1.1.1',
      '255.255.255.255',
      '0.0.0.0',
      '1.2.3.4\n',
    ],
    ...[
      ':',
      '::',
      ':::',
      '::1',
      '1::',
      '1::2',
      '1:2:3:4:5:6:7:8',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7::',
      '::2:3:4:5:6:7:8',
    ],
    ...['1::3:4:5:6:7:8', '1:2:3:4::5:6:7:8', '1::2::3', '12345::', 'g::', '::1.2.3.4', '::ffff:1.2.3.4', '1.2.3.4::'],
    ...[
      '1:2:3:4:5:6:1.2.3.4',
      '1:2:3:4:5:1.2.3.4',
      '1:2:3:4:5:6:7:1.2.3.4',
      '1::5:6:1.2.3.4',
      ':1.2.3.4',
      '1::2:1.2.3.4',
    ],
    ...['::1:', ':1::', '1:2:3:4:5:6:7:', '::1.2.3', '::1.2.3.4:1', '1:2:3:4:5::1.2.3.4', '1:2:3:4:5:6::1.2.3.4'],
  ])
    check(text);
});

test('whatever the text is', () => {
  const part = fc.constantFrom('::', ':', '.', '1', '255', '256', '0', '00', 'ffff', '10000', 'g', '1.2.3.4');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 18 }), (parts) => check(parts.join(''))),
    { numRuns: 3000 },
  );
});
