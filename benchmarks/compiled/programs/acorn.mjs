// A JavaScript parser at work: acorn reads a module of about 60 KB, itself in part.
import { parse } from 'acorn';
import source from 'source-of-acorn';
import { measure } from '../measure.mjs';

const options = { ecmaVersion: 2023, sourceType: 'module' };

function count(node) {
  let n = 0;
  if (Array.isArray(node)) for (const item of node) n += count(item);
  else if (node !== null && typeof node === 'object') {
    n = typeof node.type === 'string' ? 1 : 0;
    for (const key of Object.keys(node)) n += count(node[key]);
  }
  return n;
}

console.log(`acorn check ${source.length} characters, ${count(parse(source, options))} nodes`);
measure('acorn', 'MB/s', () => {
  parse(source, options);
  return source.length / 1e6;
});
