import { FlowError } from '@morgana/flow';

/** How TCP behaves; every field has a default. Times are milliseconds, sizes octets. */
export interface TcpConfiguration {
  /** Octets of memory that the appliance has, where it has little: defaults of bounds become smaller. Drivers tell it from the platform. */
  readonly memory?: number;
  /** Connections in the table, half-open ones included, TIME-WAIT not. The last eighth is for peers that have not as many already. Default 65536, or one for each 16 KiB of `memory`. */
  readonly maximumConnections?: number;
  /** TIME-WAIT entries; the oldest goes when it is exceeded. Default 32768, or one for each 4 KiB of `memory`. */
  readonly maximumTimeWait?: number;
  /** Most that is kept for the application to read, hence the window, at first: 2048 to 1 GiB. Default 262144, or half of `bufferMemory`. */
  readonly receiveBuffer?: number;
  /** Most that is taken from the application and not yet acknowledged, at first: 2048 to 1 GiB. Default 262144, or half of `bufferMemory`. */
  readonly sendBuffer?: number;
  /** To where both grow when they limit a connection (see auto-tuning.ts). Default 4 MiB, or the above if that is more. */
  readonly receiveBufferMaximum?: number;
  readonly sendBufferMaximum?: number;
  /**
   * What the buffers of all connections together may hold, and grow beyond their first sizes. When they hold more, each connection
   * may have 2 KiB to be read and 1 KiB to be sent. Default 64 MiB, or an eighth of `memory`.
   */
  readonly bufferMemory?: number;
  /** Connections of a listener that are half-open or wait to be taken over. Default 128. */
  readonly backlog?: number;
  /** A full backlog is answered with SYN cookies (RFC 4987, 3.6) instead of dropping SYNs. Default true. */
  readonly synCookies?: boolean;
  /** Offers and accepts RFC 7323 window scaling. Default true. */
  readonly windowScaling?: boolean;
  /** Offers and accepts RFC 7323 timestamps. Default true. */
  readonly timestamps?: boolean;
  /** Offers and accepts RFC 2018 selective acknowledgments. Default true. */
  readonly selectiveAcknowledgments?: boolean;
  /** How much may be in flight: CUBIC (RFC 9438) or NewReno (RFC 5681). Default "cubic". */
  readonly congestionControl?: 'cubic' | 'reno';
  /** Explicit congestion notification (RFC 3168): "request" it in our SYNs, only "accept" it, or "off". Default "accept". */
  readonly ecn?: 'request' | 'accept' | 'off';
  /** false: small segments wait for an acknowledgment as Nagle's algorithm says (RFC 9293, 3.7.4). Default true. */
  readonly noDelay?: boolean;
  /** Longest wait of a delayed acknowledgment, at most 500 (RFC 9293, MUST-58..59). Default 40; 0 acknowledges every batch. */
  readonly delayedAcknowledgment?: number;
  /** Maximum segment lifetime; TIME-WAIT lasts twice as long. Default 30000 (RFC 9293 suggests two minutes). */
  readonly maximumSegmentLifetime?: number;
  /** Of what is added to the smoothed round trip. RFC 6298 (2.4) has 1000 for the whole; the default is 200, as on Linux. */
  readonly minimumRetransmissionTimeout?: number;
  /** RFC 6298 (2.5). Default 60000. */
  readonly maximumRetransmissionTimeout?: number;
  /** RFC 6298 (2.1). Default 1000. */
  readonly initialRetransmissionTimeout?: number;
  /** Gives a connection up after sent data was not acknowledged for so long (R2 of RFC 1122, 4.2.3.5). Default 300000. */
  readonly userTimeout?: number;
  /** The same for our SYN: RFC 1122 asks for at least three minutes. Default 180000. */
  readonly connectTimeout?: number;
  /** Retransmissions of a SYN-ACK. Default 5, about a minute. */
  readonly synAckRetries?: number;
  /** How long a connection that the application has closed waits for the peer's FIN. Default 60000. */
  readonly finWait2Timeout?: number;
  /** Idle time before the first keep-alive probe (RFC 9293, 3.8.4); 0: off. Default 0; not below 1000. */
  readonly keepAliveIdle?: number;
  readonly keepAliveInterval?: number;
  /** Unanswered probes that end the connection. Default 9. */
  readonly keepAliveProbes?: number;
  /** Ephemeral ports (RFC 6056), inclusive. Default 32768 to 65535. */
  readonly ephemeralPorts?: readonly [first: number, last: number];
  /** Intercepted SYNs that may await a decision, and how long. Default 1024 and 60000. */
  readonly maximumIntercepts?: number;
  readonly interceptTimeout?: number;
  /** For tests only: initial send sequence number of every connection instead of RFC 6528's. */
  readonly initialSequenceNumber?: number;
}

export type TcpSettings = Required<Omit<TcpConfiguration, 'initialSequenceNumber' | 'memory'>> & {
  readonly initialSequenceNumber: number | undefined;
};

/** @throws {FlowError} "invalid" naming the option that is out of its range */
export function tcpSettings(options: TcpConfiguration = {}): TcpSettings {
  const number = (name: keyof TcpConfiguration, fallback: number, minimum: number, maximum: number): number => {
    const value = options[name] ?? fallback;
    if (typeof value !== 'number' || !Number.isFinite(value) || value < minimum || value > maximum)
      throw new FlowError('invalid', `tcp: option ${name} is ${value}; it must be from ${minimum} to ${maximum}`);
    return Math.floor(value);
  };
  const day = 86_400_000;
  const [firstPort, lastPort] = options.ephemeralPorts ?? [32768, 65535];
  if (!(firstPort >= 1 && firstPort <= lastPort && lastPort <= 65535))
    throw new FlowError('invalid', `tcp: option ephemeralPorts is ${firstPort}-${lastPort}; it must lie in 1-65535`);
  const memory = number('memory', Number.MAX_SAFE_INTEGER, 65_536, Number.MAX_SAFE_INTEGER);
  const bufferMemory = number('bufferMemory', Math.min(64 << 20, memory / 8), 0, 0x40000000);
  const buffer = Math.max(16_384, Math.min(262_144, bufferMemory >> 1));
  return {
    maximumConnections: number('maximumConnections', Math.min(65_536, memory / 16_384), 1, 0x400000),
    maximumTimeWait: number('maximumTimeWait', Math.min(32_768, memory / 4096), 0, 0x400000),
    receiveBuffer: number('receiveBuffer', buffer, 2048, 0x40000000),
    sendBuffer: number('sendBuffer', buffer, 2048, 0x40000000),
    receiveBufferMaximum: number(
      'receiveBufferMaximum',
      Math.max(options.receiveBuffer ?? 0, 4 << 20),
      options.receiveBuffer ?? 2048,
      0x40000000,
    ),
    sendBufferMaximum: number(
      'sendBufferMaximum',
      Math.max(options.sendBuffer ?? 0, 4 << 20),
      options.sendBuffer ?? 2048,
      0x40000000,
    ),
    bufferMemory,
    backlog: number('backlog', 128, 1, 65536),
    windowScaling: options.windowScaling ?? true,
    synCookies: options.synCookies ?? true,
    timestamps: options.timestamps ?? true,
    selectiveAcknowledgments: options.selectiveAcknowledgments ?? true,
    congestionControl: options.congestionControl ?? 'cubic',
    ecn: options.ecn ?? 'accept',
    noDelay: options.noDelay ?? true,
    delayedAcknowledgment: number('delayedAcknowledgment', 40, 0, 500),
    maximumSegmentLifetime: number('maximumSegmentLifetime', 30_000, 0, day),
    minimumRetransmissionTimeout: number('minimumRetransmissionTimeout', 200, 1, 60_000),
    maximumRetransmissionTimeout: number('maximumRetransmissionTimeout', 60_000, 1_000, day),
    initialRetransmissionTimeout: number('initialRetransmissionTimeout', 1_000, 1, 60_000),
    userTimeout: number('userTimeout', 300_000, 1, day),
    connectTimeout: number('connectTimeout', 180_000, 1, day),
    synAckRetries: number('synAckRetries', 5, 0, 30),
    finWait2Timeout: number('finWait2Timeout', 60_000, 0, day),
    keepAliveIdle:
      options.keepAliveIdle === 0
        ? 0
        : number('keepAliveIdle', 0, options.keepAliveIdle === undefined ? 0 : 1_000, day),
    keepAliveInterval: number('keepAliveInterval', 75_000, 100, day),
    keepAliveProbes: number('keepAliveProbes', 9, 1, 1000),
    ephemeralPorts: [firstPort, lastPort],
    maximumIntercepts: number('maximumIntercepts', 1024, 0, 65536),
    interceptTimeout: number('interceptTimeout', 60_000, 1, day),
    initialSequenceNumber: options.initialSequenceNumber,
  };
}
