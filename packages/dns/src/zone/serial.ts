/** Serial number arithmetic of 32 bits (RFC 1982): whether `a` comes after `b`. Half the circle apart, neither does. */
export function isSerialAfter(a: number, b: number): boolean {
  const distance = (a - b) | 0;
  return distance > 0;
}

/** The serial after this one; 0 is skipped, which some servers take for "none". */
export function nextSerial(serial: number): number {
  return (serial + 1) >>> 0 || 1;
}
