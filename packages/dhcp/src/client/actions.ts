import type { Level } from '@morgana/log';
import type { DhcpMessage } from '../wire/message.js';
import type { Lease } from './lease.js';

/** What the pure client asks its shell to do, in order. */
export type ClientAction =
  /** From port 68 of `from` (0: nobody yet) to port 67 of `to`, which may be 255.255.255.255. */
  | { readonly kind: 'send'; readonly message: DhcpMessage; readonly from: number; readonly to: number }
  /** One ARP probe. */
  | { readonly kind: 'probe'; readonly address: number }
  /** The address is ours from now on, with all that came with it; also when a lease was renewed and nothing has changed. */
  | { readonly kind: 'configure'; readonly lease: Lease; readonly expiresAt: number }
  | { readonly kind: 'configure-link-local'; readonly address: number }
  /** There is no address any more. */
  | { readonly kind: 'deconfigure' }
  /** What was remembered over a restart is worth nothing. */
  | { readonly kind: 'forget' }
  | { readonly kind: 'log'; readonly level: Level; readonly message: string };
