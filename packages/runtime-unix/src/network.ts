import type { Driver } from '@morgana/boot';
import {
  type HostEndpoint,
  type NetworkDriverOptions,
  networkDriverOf,
  type OpenAttachment,
} from '@morgana/drivers/network-attachment';
import { openNetworkDevice } from '@morgana/drivers/network-device';
import type { Network } from '@morgana/network';

/** UDP over IPv4 carries 65507 octets. */
const LARGEST_MTU = 65507 - 14;

const openDatagram: OpenAttachment<'udp'> = async (
  { local, peer },
  mac,
  { mtu = 1500, allowRemote = false },
  _log,
  name,
) => {
  if (!Number.isInteger(mtu) || mtu < 68 || mtu > LARGEST_MTU) {
    throw new Error(`MTU ${mtu}: must be a whole number from 68 to ${LARGEST_MTU}`);
  }
  for (const endpoint of [local, peer]) checkEndpoint(endpoint, allowRemote);
  const attachment = `udp ${local.address} ${local.port} ${peer.address} ${peer.port} ${mtu} ${macText(mac)}`;
  return openNetworkDevice(name, attachment);
};

function checkEndpoint({ address }: HostEndpoint, allowRemote: boolean): void {
  if (address.includes(':')) throw new Error(`${address}: this image takes IPv4 endpoints only, such as 127.0.0.1`);
  if (allowRemote || address.startsWith('127.')) return;
  throw new Error(
    `${address} is not a loopback address; frames would cross the network unprotected (allowRemote permits it)`,
  );
}

const openTap: OpenAttachment<'tap'> = async ({ name: tap, hostAddress }, mac, _options, _log, name) => {
  try {
    return openNetworkDevice(name, `tap ${tap} ${hostAddress?.replace('/', ' ') ?? '-'} ${macText(mac)}`);
  } catch (error) {
    throw new Error(`${tap}: ${(error as Error).message}`);
  }
};

function macText(mac: Uint8Array): string {
  return Array.from(mac, (octet) => octet.toString(16).padStart(2, '0')).join(':');
}

type NetworkDriver = Driver<Network, Record<never, never>, NetworkDriverOptions | undefined>;

/** A frame per UDP datagram or a tap device, chosen at boot; the boot arguments are those of runtime-node's driver. */
export const networkDriver: NetworkDriver = /* @__PURE__ */ networkDriverOf({ udp: openDatagram, tap: openTap });
export const networkDatagramDriver: NetworkDriver = /* @__PURE__ */ networkDriverOf({ udp: openDatagram });
export const networkTapDriver: NetworkDriver = /* @__PURE__ */ networkDriverOf({ tap: openTap });
