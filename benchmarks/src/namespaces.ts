/** The network of benchmarks of images: a client's namespace with a tap device for the image, and a server's behind a veth pair. */
import { execFileSync, spawn } from 'node:child_process';

export const IMAGE = '10.0.0.2';
export const KERNEL = '10.0.1.2';
export const MAC = '02:00:00:00:00:02';

const ip = (...args: string[]): string => execFileSync('ip', args, { encoding: 'utf8' });

/** Arguments of `ip` that run a command in a namespace. */
export const inside = (namespace: string, ...command: string[]): string[] => ['netns', 'exec', namespace, ...command];

/** `tap0` in the client's namespace is for IMAGE at MAC; KERNEL is the server's namespace. */
export function makeNamespaces(client: string, server: string): void {
  for (const name of [client, server]) {
    ip('netns', 'add', name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
  }
  ip('link', 'add', 'veth0', 'netns', client, 'type', 'veth', 'peer', 'name', 'veth1', 'netns', server);
  ip('-n', client, 'addr', 'add', '10.0.1.1/24', 'dev', 'veth0');
  ip('-n', client, 'link', 'set', 'veth0', 'up');
  ip('-n', server, 'addr', 'add', `${KERNEL}/24`, 'dev', 'veth1');
  ip('-n', server, 'link', 'set', 'veth1', 'up');
  ip('-n', client, 'tuntap', 'add', 'tap0', 'mode', 'tap');
  ip('-n', client, 'addr', 'add', '10.0.0.1/24', 'dev', 'tap0');
  ip('-n', client, 'link', 'set', 'tap0', 'up');
  // The loop in C does not know ARP.
  ip('-n', client, 'neigh', 'replace', IMAGE, 'lladdr', MAC, 'dev', 'tap0', 'nud', 'permanent');
}

/** Also where they were not made, or not whole. */
export function removeNamespaces(...names: readonly string[]): void {
  for (const name of names) spawn('ip', ['netns', 'del', name], { stdio: 'ignore' });
}
