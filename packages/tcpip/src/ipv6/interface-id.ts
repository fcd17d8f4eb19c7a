import { sipHash24 } from '@morgana/random';
import { Ipv6Address, type Ipv6Prefix, networkOf6, putIpv6Address } from '../address6.js';
import { putMac } from '../wire/ethernet.js';

/**
 * Stable, semantically opaque interface identifiers (RFC 7217): F(prefix, interface, network, attempt, secret) with SipHash-2-4 as
 * F. With the same secret a station has the same address in a network each time, and in two networks addresses that have
 * nothing in common.
 */
export class InterfaceIdentifiers {
  readonly #key: Int32Array;
  readonly #mac: Uint8Array;

  /** `secret` has 16 octets. */
  constructor(secret: Uint8Array, mac: Uint8Array) {
    const view = new DataView(secret.buffer, secret.byteOffset, 16);
    this.#key = new Int32Array([0, 4, 8, 12].map((at) => view.getInt32(at, true)));
    this.#mac = mac;
  }

  /** The address in a network with a prefix of 64 bits; `attempt` is higher after each that was taken already (5). */
  address(prefix: Ipv6Prefix, attempt: number): Ipv6Address {
    const { w0, w1 } = networkOf6(prefix);
    const message = new Uint8Array(24);
    putIpv6Address(message, 0, new Ipv6Address(w0, w1, 0, 0));
    putMac(message, 8, this.#mac);
    for (let round = 0; ; round++) {
      message[14] = attempt;
      message[15] = round;
      message[16] = 0;
      const high = sipHash24(this.#key, message, 17);
      message[16] = 1;
      const low = sipHash24(this.#key, message, 17);
      const address = new Ipv6Address(w0, w1, high, low);
      if (!isReserved(address)) return address;
    }
  }
}

/** RFC 5453: the subnet-router anycast address, the identifiers of IANA (Ethernet block, proxy mobile IPv6), subnet anycast. */
function isReserved({ w2, w3 }: Ipv6Address): boolean {
  return (
    (w2 | w3) === 0 ||
    (w2 === 0x0200_5eff && w3 >>> 24 === 0xfe) ||
    (w2 >>> 0 === 0xfdff_ffff && w3 >>> 0 >= 0xffff_ff80)
  );
}
