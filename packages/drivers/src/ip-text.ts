/** "10.0.0.1": four decimal numbers without leading zeros (RFC 6943, section 3.1.1). */
export function isIPv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** A text of RFC 4291, section 2.2, without a zone. */
export function isIPv6(text: string): boolean {
  let groups = text;
  let most = 8;
  const dot = text.indexOf('.');
  if (dot >= 0) {
    const colon = text.lastIndexOf(':');
    if (colon < 0 || !isIPv4(text.slice(colon + 1))) return false;
    // The last 32 bits in decimal stand for two groups; "::" before them stays whole.
    groups = text[colon - 1] === ':' ? text.slice(0, colon + 1) : text.slice(0, colon);
    most = 6;
    if (groups === '') return false;
  }
  const halves = groups.split('::');
  if (halves.length > 2) return false;
  let count = 0;
  for (const half of halves) {
    if (half === '') continue;
    for (const group of half.split(':')) {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return false;
      count++;
    }
  }
  return halves.length === 2 ? count < most : count === most;
}
