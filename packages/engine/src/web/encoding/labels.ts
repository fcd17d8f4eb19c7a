/** Encodings that there are, by the labels of the Encoding Standard, 4.2. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

const UTF_8 = ' unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 ';
const UTF_16LE = ' csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le ';
const UTF_16BE = ' unicodefffe utf-16be ';
const WINDOWS_1252 =
  ' ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 ' +
  'iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 ';

/** null where there is no such encoding, or it is one that is not supported. */
export function encodingOf(label: string): Encoding | null {
  const name = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
  if (name === '' || name.includes(' ')) return null;
  const entry = ` ${name} `;
  if (UTF_8.includes(entry)) return 'utf-8';
  if (UTF_16LE.includes(entry)) return 'utf-16le';
  if (UTF_16BE.includes(entry)) return 'utf-16be';
  return WINDOWS_1252.includes(entry) ? 'windows-1252' : null;
}
