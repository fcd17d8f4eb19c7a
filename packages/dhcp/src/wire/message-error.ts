/** Octets are no DHCP message, or values make none; its text completes "dropped: ". */
export class DhcpFormatError extends Error {
  override readonly name = 'DhcpFormatError';
}
