import { assert, equal, type Suite } from '@morgana/compliance';
import type { Console } from './console.js';

/** A console and what came out of it. */
export interface ConsoleFixture {
  readonly console: Console;
  /** The text that has come out so far, decoded from UTF-8. Waits until everything written has come out. */
  output(): Promise<string>;
}

/** What every Console keeps. Every case writes less than 64 KiB. */
export const consoleCompliance: Suite<ConsoleFixture> = [
  {
    name: 'writes come out whole and in order, with nothing added',
    async run(setup) {
      const { console, output } = await setup();
      let expected = '';
      for (let i = 0; i < 500; i++) {
        const text = `${i} `.repeat(i % 7) + (i % 3 === 0 ? '\n' : '');
        console.write(text);
        expected += text;
      }
      console.write('end\n');
      equal(await output(), `${expected}end\n`, 'output');
    },
  },
  {
    name: 'an empty write is nothing',
    async run(setup) {
      const { console, output } = await setup();
      console.write('');
      console.write('a\n');
      console.write('');
      equal(await output(), 'a\n', 'output');
    },
  },
  {
    name: 'text beyond ASCII comes out as UTF-8',
    async run(setup) {
      const { console, output } = await setup();
      const text = 'naïve Ωμέγα 漢字 😀 \u0000\u007f\u0080\n';
      console.write(text);
      equal(await output(), text, 'output');
    },
  },
  {
    name: 'lone surrogates do not throw and do not eat what is around them',
    async run(setup) {
      const { console, output } = await setup();
      console.write('before \ud800 between \udfff after\n');
      const text = await output();
      assert(/^before . between . after\n$/su.test(text), `output is ${JSON.stringify(text)}`);
    },
  },
  {
    name: 'a long write comes out whole',
    async run(setup) {
      const { console, output } = await setup();
      const text = `${'0123456789abcdef'.repeat(2000)}\n`;
      console.write(text);
      equal(await output(), text, 'output');
    },
  },
  {
    name: 'write returns at once and does not throw, whatever comes before',
    async run(setup) {
      const { console, output } = await setup();
      let lines = '';
      for (let i = 0; i < 2000; i++) {
        const result: unknown = console.write(`line ${i}\n`);
        equal(result, undefined, 'what write returned');
        lines += `line ${i}\n`;
      }
      equal(await output(), lines, 'output');
    },
  },
];
