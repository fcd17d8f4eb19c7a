import type { Driver } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { Network } from '@morgana/network';
import { ipv4Arguments, makeStackDriver, type StackDriverOptions } from './device-driver.js';
import { ipv6Arguments } from './device-ipv6.js';
import { createStack } from './stack.js';

export { argumentPrefix, commonOptions, type StackContext, type StackDriverOptions } from './device-driver.js';
export { ipv6Arguments } from './device-ipv6.js';

/** Morgana's TCP/IP over a network, with both families: the boot arguments are those of `ipv4Arguments` and `ipv6Arguments`. */
export const stackDriver: Driver<Stack, { network: Network }, StackDriverOptions | undefined> =
  /* @__PURE__ */ makeStackDriver(createStack, [ipv4Arguments, ipv6Arguments]);
