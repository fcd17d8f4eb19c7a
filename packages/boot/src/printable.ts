const LONGEST = 60;

/**
 * Foreign text as it may stand in a message: at most 60 characters, and nothing in it that could steer a terminal
 * (control characters, bidirectional overrides) or break the line.
 */
export function printable(text: string): string {
  let out = '';
  let count = 0;
  for (const character of text) {
    if (count === LONGEST) return `${out}...`;
    out += isPlain(character.codePointAt(0)!) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`;
    count++;
  }
  return out;
}

function isPlain(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  if (code === 0x061c || code === 0xfeff || (code >= 0x200b && code <= 0x200f)) return false;
  return !((code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f));
}
