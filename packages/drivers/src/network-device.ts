import {
  closeDevice,
  heapStatistics,
  networkMac,
  networkMtu,
  networkOffload,
  onReady,
  openDevice,
  receiveFrames,
  transmitFrames,
} from 'morgana:platform';
import type { Driver } from '@morgana/boot';
import type { Network } from '@morgana/network';
import { createNetwork, type PortNetworkOptions } from './network.js';

const NETWORK = 1;
/** What part of the heap frames may take. */
const FRAMES_SHARE = 1 / 32;

/**
 * Opens a network of the platform. `attachment` is '' where the host has decided what is behind the name.
 * @throws {Error} one line
 */
export function openNetworkDevice(name: string, attachment: string, options?: PortNetworkOptions): Network {
  const device = openDevice(NETWORK, name, attachment);
  const mac = new Uint8Array(6);
  networkMac(device, mac);
  const heap = new Float64Array(6);
  heapStatistics(heap);
  return createNetwork(
    {
      mac,
      mtu: networkMtu(device),
      offloadHeader: networkOffload(device),
      receive: (buffers, lengths, from, count) => receiveFrames(device, buffers, lengths, from, count),
      transmit: (buffers, lengths, from, count) => transmitFrames(device, buffers, lengths, from, count),
      onReady: (callback) => onReady(device, callback),
      close: () => closeDevice(device),
    },
    { memory: heap[5]! * FRAMES_SHARE, ...options },
  );
}

/** The driver of networks that the host attaches: it adds no boot arguments. */
export const networkDeviceDriver: Driver<Network> = {
  async start({ name }) {
    const device = openNetworkDevice(name, '');
    return { device, close: () => device.close() };
  },
};
