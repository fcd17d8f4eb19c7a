// An ArrayBuffer that the program never calls by its name.
const bytes = new Uint8Array(24).map((_, i) => i * 11);
const { buffer } = bytes;
const words = new Uint32Array(buffer, 4, (buffer.byteLength >>> 2) - 1);
console.log(
  buffer.byteLength,
  words.length,
  words.reduce((sum, word) => sum + word, 0),
);
console.log(new Uint8Array(buffer.slice(20)).join(), Object.prototype.toString.call(buffer), buffer.constructor.name);
