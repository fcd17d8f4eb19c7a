// Cryptography at work: SHA-256 of a packet's length and X25519, of @noble.

import { x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { measure } from '../measure.mjs';

const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

const packet = new Uint8Array(1460);
for (let i = 0; i < packet.length; i++) packet[i] = (i * 7) & 0xff;
console.log(`sha256 check ${hex(sha256(packet))}`);
measure('sha256', 'MB/s', () => {
  sha256(packet);
  return packet.length / 1e6;
});

const secret = new Uint8Array(32).fill(9);
const point = x25519.getPublicKey(new Uint8Array(32).fill(7));
console.log(`x25519 check ${hex(x25519.getSharedSecret(secret, point))}`);
measure('x25519', 'operations/s', () => {
  x25519.getSharedSecret(secret, point);
  return 1;
});
