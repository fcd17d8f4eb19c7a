/** IP addresses as octets and as text. */

/** "192.0.2.1" as four octets; undefined for anything else. */
export function parseIpv4(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x39) return undefined;
    bytes[i] = code;
  }
  const octets = new Uint8Array(4);
  return readIpv4(bytes, 0, bytes.length, octets, 0) ? octets : undefined;
}

/** `parseIpv4` of the text `bytes[start..stop)`, to `octets[at..at + 4)`. @returns whether it is one */
export function readIpv4(bytes: Uint8Array, start: number, stop: number, octets: Uint8Array, at: number): boolean {
  const end = at + 3;
  let value = -1;
  for (let i = start; i < stop; i++) {
    const code = bytes[i]!;
    if (code === DOT) {
      if (value < 0 || at === end) return false;
      octets[at++] = value;
      value = -1;
      continue;
    }
    // Without zeros in front, which some read as octal.
    if (code < 0x30 || code > 0x39 || value === 0) return false;
    value = (value < 0 ? 0 : value * 10) + code - 0x30;
    if (value > 255) return false;
  }
  if (value < 0 || at !== end) return false;
  octets[at] = value;
  return true;
}

const DOT = 0x2e;

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
    if (group.length === 0 || group.length > 4) return undefined;
    let value = 0;
    for (let k = 0; k < group.length; k++) {
      const digit = hexDigit(group.charCodeAt(k));
      if (digit < 0) return undefined;
      value = (value << 4) | digit;
    }
    octets[2 * i] = value >>> 8;
    octets[2 * i + 1] = value;
  }
  if (tail !== undefined) octets.set(tail, 12);
  return octets;
}

function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : -1;
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
