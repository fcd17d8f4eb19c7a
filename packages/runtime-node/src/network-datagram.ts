import { createSocket, type Socket } from 'node:dgram';
import { isIPv4, isIPv6 } from 'node:net';
import type { Driver } from '@morgana/boot';
import {
  type HostEndpoint,
  type NetworkDriverOptions,
  networkDriverOf,
  type OpenAttachment,
} from '@morgana/drivers/network-attachment';
import {
  CHECKSUM_COMPLETE,
  ETHERNET_HEADER_LENGTH,
  type Frame,
  type FrameHandler,
  FramePool,
  isWhole,
  type Network,
  type NetworkStatistics,
  NO_CAPABILITIES,
  noTraffic,
} from '@morgana/network';
import { describeSystemError, errorCode } from './system-error.js';

export interface DatagramNetworkOptions {
  /** Where frames come in. Port 0 takes a free one. */
  readonly local: HostEndpoint;
  /** Where frames go, and the only endpoint that frames are taken from. */
  readonly peer: HostEndpoint;
  /** Six octets. */
  readonly mac: Uint8Array;
  /** Largest IP packet, in octets; by default 1500, at most 65493 (UDP over IPv4 carries 65507). */
  readonly mtu?: number;
  /**
   * Takes endpoints that are not on the loopback interface. By default they are refused: frames cross the wire in the clear,
   * and whoever can send datagrams with the peer's address can send frames.
   */
  readonly allowRemote?: boolean;
  /** Frames that wait for the host to take them; by default 256. More are not allocated. */
  readonly transmitQueue?: number;
}

export type { HostEndpoint } from '@morgana/drivers/network-attachment';

/** A network whose frames are datagrams; `local` is what was bound. */
export interface DatagramNetwork extends Network {
  readonly local: HostEndpoint;
}

/** UDP over IPv4: 65535 less the headers of IP and UDP. */
const LONGEST_DATAGRAM = 65507;
export const LARGEST_DATAGRAM_MTU = LONGEST_DATAGRAM - ETHERNET_HEADER_LENGTH;
/** libuv reads at most 32 datagrams before it lets anything else run; this holds two such turns. */
const BATCH = 64;
/** Octets asked for in the kernel's queues: a burst of some 1800 full frames. The host may give less. */
const SOCKET_BUFFER = 4 << 20;

/**
 * A network of one Ethernet frame per UDP datagram: what QEMU's `-netdev dgram`, socat's UDP addresses and another instance
 * of this one speak. The socket is connected, so that the kernel throws away what comes from anywhere but the peer.
 *
 * Datagrams that arrive within one turn of the event loop become one batch, delivered when the turn's reads are done.
 *
 * @throws {Error} one line: address in use, not on loopback, not permitted
 */
export async function openDatagramNetwork(options: DatagramNetworkOptions): Promise<DatagramNetwork> {
  const { local, peer } = options;
  const mtu = options.mtu ?? 1500;
  if (!Number.isInteger(mtu) || mtu < 68 || mtu > LARGEST_DATAGRAM_MTU) {
    throw new Error(`MTU ${mtu}: must be a whole number from 68 to ${LARGEST_DATAGRAM_MTU}`);
  }
  if (options.mac.length !== 6) throw new Error(`a MAC address has 6 octets, not ${options.mac.length}`);
  if (options.allowRemote !== true) {
    for (const { address } of [local, peer]) {
      if (!isLoopback(address)) {
        throw new Error(
          `${address} is not a loopback address; frames would cross the network unprotected (allowRemote permits it)`,
        );
      }
    }
  }
  const socket = createSocket({ type: isIPv6(peer.address) ? 'udp6' : 'udp4' });
  try {
    await bound(socket, local);
    await connected(socket, peer);
  } catch (error) {
    socket.close();
    throw error;
  }
  grow(socket);
  const { address, port } = socket.address();
  return new DatagramDevice(socket, { address, port }, options.mac.slice(), mtu, options.transmitQueue ?? 256);
}

export const openDatagramAttachment: OpenAttachment<'udp'> = ({ local, peer }, mac, { mtu, allowRemote }) =>
  openDatagramNetwork({ local, peer, mac, mtu, allowRemote });

/** The driver of networks over datagrams: `--net0=udp:127.0.0.1:5601-127.0.0.1:5600` for a device called "net0". */
export const networkDatagramDriver: Driver<
  Network,
  Record<never, never>,
  NetworkDriverOptions | undefined
> = /* @__PURE__ */ networkDriverOf({ udp: openDatagramAttachment });

class DatagramDevice implements DatagramNetwork {
  readonly local: HostEndpoint;
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities = NO_CAPABILITIES;
  readonly statistics: NetworkStatistics = noTraffic();
  readonly #socket: Socket;
  readonly #longest: number;
  /** Received and not delivered: the first `#arrivedCount` of it. */
  readonly #arrived: Frame[] = [];
  #arrivedCount = 0;
  #handler: FrameHandler | undefined;
  readonly #receiveFrames: FramePool;
  readonly #transmitFrames: FramePool;
  /** Transmitted since the last flush, in order. */
  #outgoing: Frame[] = [];
  /** Handed to the kernel, which was full: their memory is in use until the host's queue is empty. */
  #inFlight: Frame[] = [];
  #reclaiming = false;
  #closed: Promise<void> | undefined;

  constructor(socket: Socket, local: HostEndpoint, mac: Uint8Array, mtu: number, transmitLimit: number) {
    this.#socket = socket;
    this.local = local;
    this.mac = mac;
    this.mtu = mtu;
    this.#longest = mtu + ETHERNET_HEADER_LENGTH;
    this.#receiveFrames = new FramePool({ frameLength: this.#longest, frames: BATCH });
    this.#transmitFrames = new FramePool({ frameLength: this.#longest, frames: transmitLimit });
    const peer = socket.remoteAddress();
    socket.on('message', (bytes, from) => {
      // The kernel sees to it since the socket was connected; one from somebody else may have come between bind and connect.
      if (from.port === peer.port && from.address === peer.address) this.#take(bytes);
      else this.statistics.receiveDropped++;
    });
    // ECONNREFUSED: the peer is not there (yet). A wire with nothing at its end loses frames; it is no failure of the device.
    socket.on('error', () => {});
  }

  allocate(length: number = this.#longest): Frame | null {
    if (length > this.#longest || this.#closed !== undefined) return null;
    const frame = this.#transmitFrames.allocate();
    if (frame !== null || this.#inFlight.length === 0) return frame;
    this.#reclaim();
    return this.#transmitFrames.allocate();
  }

  transmit(frame: Frame): void {
    if (this.#closed !== undefined || !isWhole(frame, this.#longest)) {
      this.statistics.transmitDropped++;
      this.release(frame);
      return;
    }
    this.#outgoing.push(frame);
  }

  release(frame: Frame): void {
    this.#transmitFrames.release(frame);
  }

  flush(): void {
    const outgoing = this.#outgoing;
    if (outgoing.length === 0 || this.#closed !== undefined) return;
    const socket = this.#socket;
    const statistics = this.statistics;
    for (let i = 0; i < outgoing.length; i++) {
      const frame = outgoing[i] as Frame;
      // Without a callback errors are silent, as they should be: the kernel refuses a frame, the frame is lost.
      socket.send(frame.bytes, 0, frame.length);
      statistics.transmittedFrames++;
      statistics.transmittedBytes += frame.length;
    }
    // Mostly the kernel has taken and copied everything by now. Node.js does not say which ones it keeps otherwise.
    if (this.#inFlight.length === 0 && socket.getSendQueueCount() === 0) {
      for (let i = 0; i < outgoing.length; i++) this.#transmitFrames.release(outgoing[i] as Frame);
    } else {
      for (let i = 0; i < outgoing.length; i++) this.#inFlight.push(outgoing[i] as Frame);
      this.#reclaimSoon();
    }
    outgoing.length = 0;
  }

  receive(handler: FrameHandler): void {
    this.#handler = handler;
  }

  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#handler = undefined;
      this.statistics.transmitDropped += this.#outgoing.length;
      for (const frame of this.#outgoing) this.#transmitFrames.release(frame);
      this.#outgoing.length = 0;
      this.#socket.close(() => resolve());
    });
    return this.#closed;
  }

  #take(bytes: Uint8Array): void {
    const length = bytes.length;
    if (this.#handler === undefined || length < ETHERNET_HEADER_LENGTH || length > this.#longest) {
      this.statistics.receiveDropped++;
      return;
    }
    const index = this.#arrivedCount;
    let frame = this.#arrived[index];
    if (frame === undefined) {
      // Never null: there are BATCH of them, and here they stay.
      frame = this.#receiveFrames.allocate() as Frame;
      this.#arrived.push(frame);
    }
    frame.bytes.set(bytes);
    frame.length = length;
    frame.checksum = CHECKSUM_COMPLETE;
    frame.segmentSize = 0;
    this.#arrivedCount = index + 1;
    // setImmediate runs when this turn's reads are done; a promise job would run after each single datagram.
    if (index === 0) setImmediate(this.#deliverSoon);
    if (index + 1 === BATCH) this.#deliver();
  }

  readonly #deliverSoon = (): void => this.#deliver();

  #deliver(): void {
    const count = this.#arrivedCount;
    if (count === 0) return;
    this.#arrivedCount = 0;
    const handler = this.#handler;
    const statistics = this.statistics;
    if (handler === undefined) {
      statistics.receiveDropped += count;
      return;
    }
    statistics.receivedFrames += count;
    for (let i = 0; i < count; i++) statistics.receivedBytes += (this.#arrived[i] as Frame).length;
    handler(this.#arrived, count);
  }

  #reclaim(): void {
    if (this.#inFlight.length === 0 || this.#socket.getSendQueueCount() > 0) return;
    const done = this.#inFlight;
    this.#inFlight = [];
    for (let i = 0; i < done.length; i++) this.#transmitFrames.release(done[i] as Frame);
  }

  #reclaimSoon(): void {
    if (this.#reclaiming) return;
    this.#reclaiming = true;
    setImmediate(() => {
      this.#reclaiming = false;
      if (this.#closed !== undefined) return;
      this.#reclaim();
      if (this.#inFlight.length > 0) this.#reclaimSoon();
    });
  }
}

function isLoopback(address: string): boolean {
  return (isIPv4(address) && address.startsWith('127.')) || address === '::1';
}

function bound(socket: Socket, local: HostEndpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      const advice = errorCode(error) === 'EADDRINUSE' ? '; another program has it, choose another port' : '';
      reject(new Error(`udp ${local.address}:${local.port}: ${describeSystemError(error)}${advice}`));
    };
    socket.once('error', fail);
    socket.bind({ port: local.port, address: local.address, exclusive: true }, () => {
      socket.off('error', fail);
      resolve();
    });
  });
}

function connected(socket: Socket, peer: HostEndpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.connect(peer.port, peer.address, (error?: Error) => {
      if (error) reject(new Error(`udp ${peer.address}:${peer.port}: ${describeSystemError(error)}`));
      else resolve();
    });
  });
}

/** As large as the host allows; a smaller queue loses more frames of a burst, which is no error. */
function grow(socket: Socket): void {
  for (let size = SOCKET_BUFFER; size >= 1 << 17; size >>= 1) {
    try {
      socket.setRecvBufferSize(size);
      socket.setSendBufferSize(size);
      return;
    } catch {
      // Some systems refuse what is beyond their limit rather than cut it.
    }
  }
}
