import type { Driver } from '@morgana/boot';
import type { Stack } from '@morgana/flow';
import type { Network } from '@morgana/network';
import { ipv4Arguments, makeStackDriver, type StackDriverOptions } from './device-driver.js';
import { createIpv4Stack } from './ipv4-stack.js';

/** `stackDriver` without IPv6 in the image: `--ipv4=ADDRESS/BITS` and `--ipv4-gateway=ADDRESS`. */
export const ipv4StackDriver: Driver<Stack, { network: Network }, StackDriverOptions | undefined> =
  /* @__PURE__ */ makeStackDriver(createIpv4Stack, [ipv4Arguments]);
