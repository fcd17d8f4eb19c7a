import type { Forward } from './publish.js';
import { showEndpoint } from './publish.js';
import type { Terminal } from './terminal.js';
import type { UserNetwork } from './user-network.js';

/** Between two tries, and until we stop trying: milliseconds. */
const PAUSE = 50;
const PATIENCE = 30_000;

export interface ReadyOptions {
  readonly terminal: Terminal;
  readonly userNetwork: UserNetwork;
  readonly forwards: readonly Forward[];
  /** Whether the appliance has an HTTP server in it: then addresses are shown as people type them into a browser. */
  readonly http: boolean;
  /** Resolves or rejects when the appliance has ended. */
  readonly ended: Promise<unknown>;
  readonly patience?: number;
}

/**
 * Writes `ready: http://127.0.0.1:8080/` for every TCP forward once the appliance accepts a connection through it, and not
 * before. Says so when one is not accepted within 30 s. UDP has nothing that could be waited for.
 */
export async function announceWhenReady(options: ReadyOptions): Promise<void> {
  const { terminal, forwards, userNetwork, ended, patience = PATIENCE } = options;
  const deadline = performance.now() + patience;
  let over = false;
  const end = (): void => {
    over = true;
  };
  const gone = ended.then(end, end);
  await Promise.all(
    forwards.map(async (forward) => {
      if (forward.protocol === 'udp') {
        terminal.err(`forwarding: ${showForward(forward)}\n`);
        return;
      }
      while (!over) {
        const accepted = await Promise.race([gone, userNetwork.accepts(forward)]);
        if (over) return;
        if (accepted === true) {
          terminal.out(`ready: ${address(forward, options.http)}\n`);
          return;
        }
        if (performance.now() >= deadline) {
          terminal.err(
            `morgana: the appliance has not accepted a connection at its port ${forward.guestPort} for ${patience / 1000} s; ` +
              `it goes on, and so does the forward ${showForward(forward)}\n`,
          );
          return;
        }
        await Promise.race([gone, pause(PAUSE)]);
      }
    }),
  );
}

/** Ports below 1024 that speak HTTP; above, nobody knows. */
function address({ hostAddress, hostPort, guestPort }: Forward, http: boolean): string {
  const anywhere = hostAddress === '0.0.0.0' ? '127.0.0.1' : hostAddress === '::' ? '::1' : hostAddress;
  const endpoint = showEndpoint(anywhere, hostPort);
  if (!http || (guestPort < 1024 && guestPort !== 80 && guestPort !== 443)) return `tcp://${endpoint}`;
  return `${guestPort === 443 ? 'https' : 'http'}://${endpoint}/`;
}

function showForward({ protocol, hostAddress, hostPort, guestPort }: Forward): string {
  return `${protocol} ${showEndpoint(hostAddress, hostPort)} to port ${guestPort}`;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
