// Many small objects: binary trees, churn with a set of survivors.
import { measure } from '../measure.mjs';

class TreeNode {
  left;
  right;
  parent = null;
  v;
  constructor(l, r, v) {
    this.left = l;
    this.right = r;
    this.v = v;
    if (l) l.parent = this;
    if (r) r.parent = this;
  }
  check() {
    return 1 + (this.left ? this.left.check() : 0) + (this.right ? this.right.check() : 0);
  }
}
function tree(d) {
  return d === 0 ? new TreeNode(null, null, d) : new TreeNode(tree(d - 1), tree(d - 1), d);
}
function churn(n, keep) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    const p = { x: i, y: i * 2, t: 'k' };
    keep[i & 1023] = p;
    s = (s + p.x + p.y) | 0;
  }
  return s;
}
function main() {
  const keep = [];
  for (let i = 0; i < 1024; i++) keep.push({ x: 0, y: 0, t: '' });
  const long = tree(14);
  console.log(`gc check ${tree(10).check()} ${churn(5e3, keep)} ${long.check()}`);
  measure('gc', 'objects/s', () => {
    const n = tree(9).check() + 2000;
    churn(2000, keep);
    return n;
  });
  console.log(`gc long ${long.check()}`);
}
main();
