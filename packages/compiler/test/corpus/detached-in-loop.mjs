// A buffer that goes away while a loop reads and writes it.
function sum(bytes, at) {
  let total = 0;
  for (let i = 0; i < 8; i++) {
    if (i === at) structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    const value = bytes[i];
    bytes[i] = 200;
    if (value === undefined) console.log('undefined at', i, bytes.length);
    else total += (value << 1) | 1;
  }
  return total;
}
console.log(sum(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), 9));
console.log(sum(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), 5));
console.log(sum(new Uint8Array(0), 9));
