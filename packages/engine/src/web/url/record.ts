/** A parsed URL (URL Standard, 4.1), every part in its serialised form. */
export interface UrlRecord {
  scheme: string;
  username: string;
  password: string;
  /** null: there is none, not even an empty one. */
  host: string | null;
  /** null: none, or the scheme's usual one. */
  port: number | null;
  /** Segments; a string where it is opaque. */
  path: string[] | string;
  query: string | null;
  fragment: string | null;
}

/** null for a special scheme without ports; undefined for a scheme that is not special. */
export function usualPort(scheme: string): number | null | undefined {
  switch (scheme) {
    case 'http':
    case 'ws':
      return 80;
    case 'https':
    case 'wss':
      return 443;
    case 'ftp':
      return 21;
    case 'file':
      return null;
    default:
      return undefined;
  }
}

export function isSpecial(url: UrlRecord): boolean {
  return usualPort(url.scheme) !== undefined;
}

export function hasOpaquePath(url: UrlRecord): boolean {
  return typeof url.path === 'string';
}

export function cannotHaveCredentials(url: UrlRecord): boolean {
  return url.host === null || url.host === '' || url.scheme === 'file';
}

export function writeHost(url: UrlRecord): string {
  if (url.host === null) return '';
  return url.port === null ? url.host : `${url.host}:${url.port}`;
}

export function writePath(url: UrlRecord): string {
  if (typeof url.path === 'string') return url.path;
  return url.path.length === 0 ? '' : `/${url.path.join('/')}`;
}

export function writeUrl(url: UrlRecord, withFragment = true): string {
  let text = `${url.scheme}:`;
  if (url.host !== null) {
    text += '//';
    if (url.username !== '' || url.password !== '') {
      text += url.username;
      if (url.password !== '') text += `:${url.password}`;
      text += '@';
    }
    text += writeHost(url);
  } else if (typeof url.path !== 'string' && url.path.length > 1 && url.path[0] === '') {
    // Without it "//" would begin a host.
    text += '/.';
  }
  text += writePath(url);
  if (url.query !== null) text += `?${url.query}`;
  if (withFragment && url.fragment !== null) text += `#${url.fragment}`;
  return text;
}
