/** Our server on the host's sockets. */
import {
  Authority,
  type AuthorityOptions,
  type Ground,
  loadZone,
  parseName,
  problemText,
  type Server,
  serveDns,
  type TsigKey,
  type Zone,
} from '@morgana/dns';
import { createClock, createRandom, openHostStack } from '@morgana/runtime-node';

export const KEY: TsigKey = {
  name: parseName('transfer.key.'),
  algorithm: 'hmac-sha256',
  secret: new TextEncoder().encode('a secret of thirty-two octets...'),
};
export const KEY_BASE64 = Buffer.from(KEY.secret).toString('base64');

export interface Ours {
  readonly authority: Authority;
  readonly server: Server;
  readonly ground: Ground;
  readonly port: number;
  stop(): Promise<void>;
}

export async function startOurs(options: Partial<AuthorityOptions> = {}): Promise<Ours> {
  const stack = openHostStack({ address: '127.0.0.1' });
  const clock = createClock();
  const ground = { stack, clock, random: createRandom() };
  const authority = new Authority({ keys: [KEY], ground, time: () => Math.floor(clock.wall() / 1000), ...options });
  const { responder, handle } = authority;
  const server = await serveDns({ stack, clock, responder, port: 0, handler: handle });
  return {
    authority,
    server,
    ground,
    port: server.port,
    async stop() {
      authority.stop();
      await server.close();
      await stack.close();
    },
  };
}

export function zoneOf(origin: string, text: string): Zone {
  const { zone, problems } = loadZone(new TextEncoder().encode(text), { origin: parseName(origin), file: origin });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Error(errors.map(problemText).join('\n'));
  return zone;
}
