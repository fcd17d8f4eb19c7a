import type { Driver } from '@morgana/boot';
import { type NetworkDriverOptions, networkDriverOf } from '@morgana/drivers/network-attachment';
import type { Network } from '@morgana/network';
import { openDatagramAttachment } from './network-datagram.js';
import { openTapAttachment } from './network-tap.js';

export type { NetworkDriverOptions } from '@morgana/drivers/network-attachment';

/**
 * The driver of networks that leaves the choice to whoever starts the image: a device called "net0" takes
 * `--net0=udp:5601-5600` (a frame per datagram) or `--net0=tap:tap0,10.0.0.1/24` (a tap device of the host).
 */
export const networkDriver: Driver<
  Network,
  Record<never, never>,
  NetworkDriverOptions | undefined
> = /* @__PURE__ */ networkDriverOf({ udp: openDatagramAttachment, tap: openTapAttachment });
