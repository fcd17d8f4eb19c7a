import { inspectCustom } from '../../inspect/custom.js';
import { toScalarText } from '../text.js';
import {
  changeFragment,
  changeHost,
  changePath,
  changePort,
  changeQuery,
  changeScheme,
  stripOpaquePath,
} from './change.js';
import { UNSUPPORTED } from './host.js';
import { parseUrl } from './parse.js';
import { percentEncode, USERINFO_SET } from './percent.js';
import { cannotHaveCredentials, type UrlRecord, usualPort, writeHost, writePath, writeUrl } from './record.js';
import { URLSearchParams } from './search-params.js';

/**
 * URL of the URL Standard, section 6.1. Host names are ASCII: an internationalised one has to be written in its "xn--"
 * form, else the constructor throws.
 */
export class URL {
  #record: UrlRecord;
  #params: URLSearchParams | null;

  /** @throws {TypeError} with code ERR_INVALID_URL */
  constructor(url: unknown, base: unknown = undefined) {
    // biome-ignore lint/complexity/noArguments: Web IDL counts arguments, undefined ones too
    if (arguments.length === 0) {
      throw Object.assign(new TypeError('The "url" argument must be specified'), { code: 'ERR_MISSING_ARGS' });
    }
    const input = toScalarText(url);
    this.#params = null;
    this.#record = parseOrThrow(input, base === undefined ? undefined : toScalarText(base));
  }

  static canParse(url: unknown, base: unknown = undefined): boolean {
    return parseOrNull(toScalarText(url), base === undefined ? undefined : toScalarText(base)) !== null;
  }

  /** null where the constructor throws. */
  static parse(url: unknown, base: unknown = undefined): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  get href(): string {
    return writeUrl(this.#record);
  }

  set href(value: unknown) {
    this.#record = parseOrThrow(toScalarText(value), undefined);
    this.#resetParams();
  }

  get origin(): string {
    return originOf(this.#record);
  }

  get protocol(): string {
    return `${this.#record.scheme}:`;
  }

  set protocol(value: unknown) {
    changeScheme(this.#record, toScalarText(value));
  }

  get username(): string {
    return this.#record.username;
  }

  set username(value: unknown) {
    const text = toScalarText(value);
    if (!cannotHaveCredentials(this.#record)) this.#record.username = percentEncode(text, USERINFO_SET);
  }

  get password(): string {
    return this.#record.password;
  }

  set password(value: unknown) {
    const text = toScalarText(value);
    if (!cannotHaveCredentials(this.#record)) this.#record.password = percentEncode(text, USERINFO_SET);
  }

  get host(): string {
    return writeHost(this.#record);
  }

  set host(value: unknown) {
    changeHost(this.#record, toScalarText(value), true);
  }

  get hostname(): string {
    return this.#record.host ?? '';
  }

  set hostname(value: unknown) {
    changeHost(this.#record, toScalarText(value), false);
  }

  get port(): string {
    return this.#record.port === null ? '' : String(this.#record.port);
  }

  set port(value: unknown) {
    changePort(this.#record, toScalarText(value));
  }

  get pathname(): string {
    return writePath(this.#record);
  }

  set pathname(value: unknown) {
    changePath(this.#record, toScalarText(value));
  }

  get search(): string {
    return this.#record.query === null || this.#record.query === '' ? '' : `?${this.#record.query}`;
  }

  set search(value: unknown) {
    changeQuery(this.#record, toScalarText(value));
    this.#resetParams();
  }

  get searchParams(): URLSearchParams {
    this.#params ??= URLSearchParams.bind(this.#record.query ?? '', (text) => {
      this.#record.query = text === '' ? null : text;
      stripOpaquePath(this.#record);
    });
    return this.#params;
  }

  get hash(): string {
    return this.#record.fragment === null || this.#record.fragment === '' ? '' : `#${this.#record.fragment}`;
  }

  set hash(value: unknown) {
    changeFragment(this.#record, toScalarText(value));
  }

  toString(): string {
    return this.href;
  }

  toJSON(): string {
    return this.href;
  }

  get [Symbol.toStringTag](): string {
    return 'URL';
  }

  [inspectCustom](depth: number, options: object, inspect: (value: unknown, options: object) => string): unknown {
    if (typeof depth === 'number' && depth < 0) return this;
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } =
      this;
    const shown = {
      href,
      origin,
      protocol,
      username,
      password,
      host,
      hostname,
      port,
      pathname,
      search,
      searchParams,
      hash,
    };
    return `URL ${inspect(shown, options)}`;
  }

  #resetParams(): void {
    if (this.#params !== null) URLSearchParams.reset(this.#params, this.#record.query ?? '');
  }
}

function parseOrNull(input: string, base: string | undefined): UrlRecord | null {
  const parsed = parseWithBase(input, base);
  return parsed === UNSUPPORTED ? null : parsed;
}

function parseWithBase(input: string, base: string | undefined): ReturnType<typeof parseUrl> {
  if (base === undefined) return parseUrl(input, null);
  const record = parseUrl(base, null);
  return record === null || record === UNSUPPORTED ? record : parseUrl(input, record);
}

function parseOrThrow(input: string, base: string | undefined): UrlRecord {
  const parsed = parseWithBase(input, base);
  if (parsed !== null && parsed !== UNSUPPORTED) return parsed;
  const message =
    parsed === null
      ? 'Invalid URL'
      : 'Invalid URL: the host name has characters beyond ASCII, which are not supported; write its "xn--" form';
  const properties = { code: 'ERR_INVALID_URL', input };
  throw Object.assign(new TypeError(message), base === undefined ? properties : { ...properties, base });
}

function originOf(record: UrlRecord): string {
  if (record.scheme === 'blob' && typeof record.path === 'string') {
    const inner = parseUrl(record.path, null);
    if (inner === null || inner === UNSUPPORTED) return 'null';
    return inner.scheme === 'http' || inner.scheme === 'https' ? originOf(inner) : 'null';
  }
  const port = usualPort(record.scheme);
  return port === undefined || port === null ? 'null' : `${record.scheme}://${writeHost(record)}`;
}
