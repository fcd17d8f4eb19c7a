import { Component, createContext, Fragment, h } from 'preact';
import { useContext, useMemo, useState } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';

const Ctx = createContext('def');
const Item = ({ n }) => {
  const [v] = useState(n * 2);
  const c = useContext(Ctx);
  return h('li', { class: 'i', 'data-n': n, style: { color: 'red', marginTop: 3 } }, v, c);
};
class Cls extends Component {
  render({ children }) {
    return h('ul', null, children);
  }
}
console.log(
  renderToString(
    h(
      Ctx.Provider,
      { value: '<ctx>' },
      h(
        Cls,
        null,
        [1, 2, 3].map((n) => h(Item, { n, key: n })),
        h(Fragment, null, 'a', h('br'), h('input', { disabled: true, value: 'q"' })),
        h('div', { dangerouslySetInnerHTML: { __html: '<b>x</b>' } }),
      ),
    ),
  ),
);
