import { type Name, parseName } from '../name.js';

/** A zone to begin at: its servers and their addresses. */
export interface Hints {
  readonly servers: readonly { readonly name: Name; readonly addresses: readonly string[] }[];
}

const ADDRESSES =
  'a 198.41.0.4 2001:503:ba3e::2:30 b 170.247.170.2 2801:1b8:10::b c 192.33.4.12 2001:500:2::c d 199.7.91.13 2001:500:2d::d ' +
  'e 192.203.230.10 2001:500:a8::e f 192.5.5.241 2001:500:2f::f g 192.112.36.4 2001:500:12::d0d ' +
  'h 198.97.190.53 2001:500:1::53 i 192.36.148.17 2001:7fe::53 j 192.58.128.30 2001:503:c27::2:30 ' +
  'k 193.0.14.129 2001:7fd::1 l 199.7.83.42 2001:500:9f::42 m 202.12.27.33 2001:dc3::35';

/** The servers of the root (IANA, "named.root"). Priming replaces them by what they say themselves (RFC 8109). */
export function rootHints(): Hints {
  const words = ADDRESSES.split(' ');
  const servers = [];
  for (let i = 0; i < words.length; i += 3) {
    servers.push({ name: parseName(`${words[i]}.root-servers.net.`), addresses: [words[i + 1]!, words[i + 2]!] });
  }
  return { servers };
}

/** Data of DS records for the keys of the root (IANA, "root-anchors.xml"): KSK-2017 and KSK-2024. */
export const ROOT_ANCHORS: readonly string[] = [
  '20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D',
  '38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16',
];
