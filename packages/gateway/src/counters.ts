/** What has gone through a gateway, and what has not. */
export interface GatewayCounters {
  /** TCP connections from the host to the appliance: opened, and failed because the appliance did not accept. */
  inboundConnections: number;
  inboundRefused: number;
  /** TCP connections from the appliance: opened, refused by the policy, refused by the destination. */
  outboundConnections: number;
  outboundForbidden: number;
  outboundRefused: number;
  /** UDP datagrams in each direction, and those dropped: by the policy, or because a socket failed. */
  inboundDatagrams: number;
  outboundDatagrams: number;
  droppedDatagrams: number;
}

export function gatewayCounters(): GatewayCounters {
  return {
    inboundConnections: 0,
    inboundRefused: 0,
    outboundConnections: 0,
    outboundForbidden: 0,
    outboundRefused: 0,
    inboundDatagrams: 0,
    outboundDatagrams: 0,
    droppedDatagrams: 0,
  };
}
