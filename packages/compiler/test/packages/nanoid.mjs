import { customAlphabet, customRandom, nanoid } from 'nanoid';

console.log(
  nanoid().length,
  nanoid(10).length,
  /^[abc]{12}$/.test(customAlphabet('abc', 12)()),
  customRandom('abcdef', 10, (n) => new Uint8Array(n).fill(3))(),
);
