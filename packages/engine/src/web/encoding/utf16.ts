/** Between two pieces of a stream; -1 for nothing. */
export interface Utf16State {
  byte: number;
  high: number;
}

const CHUNK = 1024;

/** Encoding Standard, 14.2. @returns null where `fatal` and the input is ill-formed */
export function decodeUtf16(
  state: Utf16State,
  bytes: Uint8Array,
  bigEndian: boolean,
  isLast: boolean,
  fatal: boolean,
): string | null {
  let text = '';
  let units: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (state.byte < 0) {
      state.byte = bytes[i]!;
      continue;
    }
    const unit = bigEndian ? (state.byte << 8) | bytes[i]! : (bytes[i]! << 8) | state.byte;
    state.byte = -1;
    const isLow = unit >= 0xdc00 && unit <= 0xdfff;
    if (state.high >= 0) {
      if (!isLow && fatal) return null;
      units.push(isLow ? state.high : 0xfffd);
      state.high = -1;
      if (isLow) {
        units.push(unit);
        continue;
      }
    }
    if (unit >= 0xd800 && unit <= 0xdbff) {
      state.high = unit;
    } else {
      if (isLow && fatal) return null;
      units.push(isLow ? 0xfffd : unit);
    }
    if (units.length >= CHUNK) {
      text += String.fromCharCode.apply(null, units);
      units = [];
    }
  }
  if (isLast && (state.byte >= 0 || state.high >= 0)) {
    if (fatal) return null;
    units.push(0xfffd);
    state.byte = -1;
    state.high = -1;
  }
  return text + String.fromCharCode.apply(null, units);
}
