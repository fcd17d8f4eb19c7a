// A Markdown renderer at work: marked turns this repository's own documents into HTML.

import source from 'documents';
import { marked } from 'marked';
import { measure } from '../measure.mjs';

function hash(text) {
  let h = 0;
  for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  return h >>> 0;
}

const html = marked.parse(source);
console.log(`marked check ${source.length} characters, ${html.length} of HTML, hash ${hash(html)}`);
measure('marked', 'MB/s', () => {
  marked.parse(source);
  return source.length / 1e6;
});
