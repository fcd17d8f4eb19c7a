/** What a server has received and sent. */
export interface ServerCounters {
  discovers: number;
  requests: number;
  declines: number;
  releases: number;
  informs: number;
  offers: number;
  acks: number;
  naks: number;
  probes: number;
  /** Probes that somebody answered. */
  conflicts: number;
  /** Leases that could not be stored, so that they were not acknowledged. */
  storeErrors: number;
  readonly drops: {
    /** Octets that are no message. */
    malformed: number;
    /** Neither a client's message nor one that belongs here. */
    notDhcp: number;
    /** From a relay or an address in no network of ours. */
    noNetwork: number;
    /** For another server. */
    otherServer: number;
    /** About a lease that its sender does not have. */
    unknownClient: number;
    exhausted: number;
    tooManyProbes: number;
    /** Acknowledgments that waited for the store beyond the bound. */
    storeBusy: number;
  };
}

export function serverCounters(): ServerCounters {
  return {
    discovers: 0,
    requests: 0,
    declines: 0,
    releases: 0,
    informs: 0,
    offers: 0,
    acks: 0,
    naks: 0,
    probes: 0,
    conflicts: 0,
    storeErrors: 0,
    drops: {
      malformed: 0,
      notDhcp: 0,
      noNetwork: 0,
      otherServer: 0,
      unknownClient: 0,
      exhausted: 0,
      tooManyProbes: 0,
      storeBusy: 0,
    },
  };
}
