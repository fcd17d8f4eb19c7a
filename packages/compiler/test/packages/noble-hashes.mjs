import { blake2b, blake2s } from '@noble/hashes/blake2.js';
import { blake3 } from '@noble/hashes/blake3.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, ripemd160, sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { scrypt } from '@noble/hashes/scrypt.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { keccak_256, sha3_256, shake128 } from '@noble/hashes/sha3.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

const m = utf8ToBytes('hello wörld');
for (const h of [sha256, sha512, sha384, sha3_256, keccak_256, blake2b, blake2s, blake3, ripemd160, sha1, md5])
  console.log(bytesToHex(h(m)), bytesToHex(h(new Uint8Array(1000).fill(7))));
console.log(
  bytesToHex(shake128(m, { dkLen: 50 })),
  bytesToHex(hmac(sha256, m, m)),
  bytesToHex(hkdf(sha256, m, m, m, 40)),
);
console.log(
  bytesToHex(pbkdf2(sha256, 'pw', 'salt', { c: 20, dkLen: 32 })),
  bytesToHex(scrypt('pw', 'salt', { N: 16, r: 8, p: 1, dkLen: 32 })),
);
const inc = sha256.create();
for (let i = 0; i < 100; i++) inc.update(concatBytes(m, new Uint8Array([i])));
console.log(bytesToHex(inc.digest()), bytesToHex(hexToBytes('00ff10')));
try {
  sha256('string');
} catch (e) {
  console.log(e.name, e.message);
}
