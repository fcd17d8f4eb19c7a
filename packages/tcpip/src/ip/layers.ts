import { FlowError } from '@morgana/flow';
import type { Frame } from '@morgana/network';
import { formatAddress, type IpAddress } from '../ip-address.js';
import type { HostLayer, Route } from './layer.js';

/** The network layers that were linked, as one: everything goes to that of its family. */
export class IpLayers implements HostLayer {
  readonly #ipv4: HostLayer | undefined;
  readonly #ipv6: HostLayer | undefined;

  constructor(ipv4: HostLayer | undefined, ipv6: HostLayer | undefined) {
    this.#ipv4 = ipv4;
    this.#ipv6 = ipv6;
  }

  #of(address: IpAddress): HostLayer | undefined {
    return typeof address === 'number' ? this.#ipv4 : this.#ipv6;
  }

  parse(text: string): IpAddress | undefined {
    return this.#ipv4?.parse(text) ?? this.#ipv6?.parse(text);
  }

  route(destination: IpAddress, source?: IpAddress): Route | undefined {
    return this.#of(destination)?.route(destination, source);
  }

  isLocal(address: IpAddress): boolean {
    return this.#of(address)?.isLocal(address) ?? false;
  }

  isGroup(address: IpAddress): boolean {
    return this.#of(address)?.isGroup(address) ?? false;
  }

  isStation(address: IpAddress): boolean {
    return this.#of(address)?.isStation(address) ?? false;
  }

  isProxied(address: IpAddress): boolean {
    return this.#of(address)?.isProxied(address) ?? false;
  }

  preferred(family?: 4 | 6): IpAddress | undefined {
    const first = family === 6 ? undefined : this.#ipv4?.preferred();
    return first ?? (family === 4 ? undefined : this.#ipv6?.preferred());
  }

  initialRoute(): Route | undefined {
    return this.#ipv4?.initialRoute();
  }

  /** The version is in the packet's first octet, behind the Ethernet header. */
  #received(frame: Frame): HostLayer {
    return (frame.bytes[14]! >>> 4 === 4 ? this.#ipv4 : this.#ipv6)!;
  }

  ecn(frame: Frame): number {
    return this.#received(frame).ecn(frame);
  }

  portUnreachable(frame: Frame, now: number): void {
    this.#received(frame).portUnreachable(frame, now);
  }

  join(group: IpAddress, now: number): void {
    const layer = this.#of(group);
    if (layer === undefined || !layer.isGroup(group))
      throw new FlowError('invalid', `${formatAddress(group)} is no multicast group that this stack can join`);
    layer.join(group, now);
  }

  leave(group: IpAddress, now: number): void {
    this.#of(group)?.leave(group, now);
  }
}
