// Cryptography at work, of @noble: SHA-256 and ChaCha20-Poly1305 of a packet's length, and X25519.

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
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

const key = new Uint8Array(32).fill(3);
const nonce = new Uint8Array(12).fill(5);
console.log(`chacha20poly1305 check ${hex(sha256(chacha20poly1305(key, nonce).encrypt(packet)))}`);
measure('chacha20poly1305', 'MB/s', () => {
  chacha20poly1305(key, nonce).encrypt(packet);
  return packet.length / 1e6;
});

const secret = new Uint8Array(32).fill(9);
const point = x25519.getPublicKey(new Uint8Array(32).fill(7));
console.log(`x25519 check ${hex(x25519.getSharedSecret(secret, point))}`);
measure('x25519', 'operations/s', () => {
  x25519.getSharedSecret(secret, point);
  return 1;
});
