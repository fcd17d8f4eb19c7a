import { copyText } from 'morgana:platform';

/** The octets of a text of characters below 256, in one copy: for what the linker embeds. */
export function textBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  copyText(text, bytes);
  return bytes;
}
