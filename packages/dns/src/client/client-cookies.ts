import { sipHash } from '../server/siphash.js';
import { EdnsOption } from '../wire/constants.js';
import type { Option } from '../wire/edns.js';

/** A client's side of cookies (RFC 7873, section 5.1): for each server one that nobody else can know. */
export class ClientCookies {
  readonly #secret: Uint8Array;

  /** @param secret 16 random octets, new with each start of the program */
  constructor(secret: Uint8Array) {
    if (secret.length !== 16) throw new RangeError('the secret of cookies has 16 octets');
    this.#secret = secret.slice();
  }

  #cookie(server: string): Uint8Array {
    const octets = new Uint8Array(server.length);
    for (let i = 0; i < server.length; i++) octets[i] = server.charCodeAt(i);
    const cookie = new Uint8Array(8);
    sipHash(this.#secret, octets, cookie, 0);
    return cookie;
  }

  /** @param server its address @param known the cookie that it sent last */
  option(server: string, known: Uint8Array | undefined): Option {
    const data = new Uint8Array(8 + (known?.length ?? 0));
    data.set(this.#cookie(server));
    if (known !== undefined) data.set(known, 8);
    return { code: EdnsOption.COOKIE, data };
  }

  /** Whether the option of an answer begins with our cookie for that server. */
  isOurs(server: string, data: Uint8Array): boolean {
    const own = this.#cookie(server);
    return data.length >= 8 && own.every((octet, i) => octet === data[i]);
  }
}
