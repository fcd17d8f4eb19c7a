import type { Capabilities, Frame, FrameHandler, Network, NetworkStatistics } from './network.js';

/** Everything as the network below does it; what wraps a network overrides what it changes. */
export class NetworkWrapper implements Network {
  readonly mac: Uint8Array;
  readonly mtu: number;
  readonly capabilities: Capabilities;
  readonly statistics: Readonly<NetworkStatistics>;
  protected readonly inner: Network;

  constructor(
    inner: Network,
    mtu: number = inner.mtu,
    capabilities: Capabilities = inner.capabilities,
    statistics: Readonly<NetworkStatistics> = inner.statistics,
  ) {
    this.mac = inner.mac;
    this.mtu = mtu;
    this.capabilities = capabilities;
    this.statistics = statistics;
    this.inner = inner;
  }

  allocate(length?: number): Frame | null {
    return this.inner.allocate(length);
  }

  transmit(frame: Frame): void {
    this.inner.transmit(frame);
  }

  release(frame: Frame): void {
    this.inner.release(frame);
  }

  flush(): void {
    this.inner.flush();
  }

  receive(handler: FrameHandler): void {
    this.inner.receive(handler);
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
