// Sums of constants that a function carries along: parsers keep their flags so.
function flags(kind) {
  let state = 0;
  let mode = 1 | 4;
  if (kind > 2) state |= 4;
  else if (kind > 1) state |= 16 | 2;
  const other = state & 6 ? 256 | 512 : 8 << 2;
  mode = kind === 5 ? mode ^ 3 : ~1;
  return [state, mode, other, state | mode, (1 | 2) === 3, 1 + 2, 3 % 2, 7 >>> 1, -(4 | 1)];
}
for (let i = 0; i < 7; i++) console.log(flags(i).join());
