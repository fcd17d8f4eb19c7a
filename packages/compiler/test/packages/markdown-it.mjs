import MarkdownIt from 'markdown-it';

const md =
  '# Title\n\nText *em* **strong** `code` [link](http://x.y "t") ![i](a.png)\n\n- a\n- b\n  1. c\n  2. d\n\n> quote\n\n```js\nlet a = 1 < 2;\n```\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n"quotes" -- (c) ... http://example.com\n\n<b>x</b>\n';
for (const o of [{}, { html: true, linkify: true, typographer: true, breaks: true }, 'commonmark'])
  console.log(new MarkdownIt(o).render(md));
