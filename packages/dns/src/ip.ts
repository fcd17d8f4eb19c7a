/** IP addresses as octets and as text. */

/** "192.0.2.1" as four octets; undefined for anything else. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const octets = new Uint8Array(4);
  for (let i = 0; i < 4; i++) {
    const part = parts[i]!;
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part)) return undefined;
    const value = Number(part);
    if (value > 255) return undefined;
    octets[i] = value;
  }
  return octets;
}

/** RFC 4291, section 2.2, as 16 octets; undefined for anything else, a zone identifier among it. */
export function parseIpv6(text: string): Uint8Array | undefined {
  const octets = new Uint8Array(16);
  let tail: Uint8Array | undefined;
  let rest = text;
  if (rest.includes('.')) {
    const colon = rest.lastIndexOf(':');
    tail = parseIpv4(rest.slice(colon + 1));
    if (tail === undefined || colon < 0) return undefined;
    rest = `${rest.slice(0, colon + 1)}0:0`;
  }
  const halves = rest.split('::');
  if (halves.length > 2) return undefined;
  const front = halves[0] === '' ? [] : halves[0]!.split(':');
  const back = halves.length === 1 || halves[1] === '' ? [] : halves[1]!.split(':');
  const count = front.length + back.length;
  if (halves.length === 1 ? count !== 8 : count > 7) return undefined;
  const groups = [...front, ...new Array<string>(8 - count).fill('0'), ...back];
  for (let i = 0; i < 8; i++) {
    const group = groups[i]!;
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    const value = Number.parseInt(group, 16);
    octets[2 * i] = value >>> 8;
    octets[2 * i + 1] = value;
  }
  if (tail !== undefined) octets.set(tail, 12);
  return octets;
}

/** Four or sixteen octets; undefined where the text is no address. */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/** Four octets as "192.0.2.1", sixteen by RFC 5952. */
export function ipText(octets: Uint8Array): string {
  if (octets.length === 4) return `${octets[0]}.${octets[1]}.${octets[2]}.${octets[3]}`;
  let mapped = octets[10] === 0xff && octets[11] === 0xff;
  for (let i = 0; i < 10; i++) if (octets[i] !== 0) mapped = false;
  if (mapped) return `::ffff:${octets[12]}.${octets[13]}.${octets[14]}.${octets[15]}`;
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push((octets[i]! << 8) | octets[i + 1]!);
  // The longest run of zero groups, the first of equals, at least two.
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
  }
  const hex = (from: number, to: number) =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return best < 0 ? hex(0, 8) : `${hex(0, best)}::${hex(best + bestLength, 8)}`;
}
