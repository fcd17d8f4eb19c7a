/** Legacy codes of Web IDL, 2.8.1, from 1 on; an empty place is a name that went out of use. */
const CODES =
  'IndexSizeError  HierarchyRequestError WrongDocumentError InvalidCharacterError  NoModificationAllowedError ' +
  'NotFoundError NotSupportedError InUseAttributeError InvalidStateError SyntaxError InvalidModificationError ' +
  'NamespaceError InvalidAccessError  TypeMismatchError SecurityError NetworkError AbortError URLMismatchError ' +
  'QuotaExceededError TimeoutError InvalidNodeTypeError DataCloneError';

/** DOMException of Web IDL. The constants such as ABORT_ERR are left out: compare `name`. */
export class DOMException extends Error {
  #name: string;

  /** @param options a name, or an object with a name and a cause */
  constructor(message: unknown = '', options: unknown = 'Error') {
    const text = String(message);
    let name = 'Error';
    let cause: { cause: unknown } | undefined;
    if (typeof options === 'object' && options !== null) {
      const given = options as { name?: unknown; cause?: unknown };
      if (given.name !== undefined) name = String(given.name);
      if ('cause' in given) cause = { cause: given.cause };
    } else if (options !== undefined) {
      name = String(options);
    }
    super(text, cause);
    this.#name = name;
    // The engine has written it before there was a name.
    const stack = this.stack;
    if (typeof stack !== 'string') return;
    const frames = stack.indexOf('\n    at');
    const title = text === '' ? name : `${name}: ${text}`;
    Object.defineProperty(this, 'stack', {
      value: frames < 0 ? title : title + stack.slice(frames),
      writable: true,
      configurable: true,
    });
  }

  override get name(): string {
    return #name in this ? this.#name : 'Error';
  }

  get code(): number {
    const name = this.name;
    return name === '' ? 0 : CODES.split(' ').indexOf(name) + 1;
  }

  get [Symbol.toStringTag](): string {
    return 'DOMException';
  }
}
