import { type ClientOptions, DnsClient, LookupError } from '../client/client.js';
import type { Name } from '../name.js';
import { ExtendedError, Flag, Rcode } from '../wire/constants.js';
import type { Message } from '../wire/message.js';
import type { Asking, Resolution } from './core.js';
import type { AnswerSource } from './recursor.js';

export interface ForwarderOptions extends ClientOptions {
  /** Pass on that the servers say an answer is validated: only where nobody can come between (RFC 6840, section 5.7). */
  readonly trustAd?: boolean;
}

/** Answers from other recursive servers, cached: for a `Recursor` that does not ask the root itself. */
export class Forwarder implements AnswerSource {
  readonly client: DnsClient;
  readonly #trustAd: boolean;

  constructor(options: ForwarderOptions) {
    this.client = new DnsClient({ dnssecOk: true, ...options });
    this.#trustAd = options.trustAd ?? false;
  }

  cached(name: Name, type: number, _asking: Asking, now: number): Resolution | undefined {
    const message = this.client.cache.get(name, type, now);
    return message === undefined ? undefined : this.#resolution(message);
  }

  async resolve(name: Name, type: number, _asking: Asking): Promise<Resolution> {
    try {
      return this.#resolution(await this.client.query(name, type));
    } catch (error) {
      if (!(error instanceof LookupError)) throw error;
      const { message: text } = error;
      const failure = { code: ExtendedError.NO_REACHABLE_AUTHORITY, text };
      return { rcode: Rcode.SERVFAIL, answers: [], authorities: [], secure: false, error: failure };
    }
  }

  #resolution({ rcode, answers, authorities, flags }: Message): Resolution {
    return { rcode, answers, authorities, secure: this.#trustAd && (flags & Flag.AD) !== 0, error: undefined };
  }
}
