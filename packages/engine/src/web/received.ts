/** What Node.js says of a value at the end of ERR_INVALID_ARG_TYPE: "Received type number (1)". */
export function received(value: unknown): string {
  if (value === undefined || value === null) return `Received ${value}`;
  if (typeof value === 'function') return `Received function ${value.name}`;
  if (typeof value === 'object') return `Received an instance of ${value.constructor?.name || 'Object'}`;
  let text = typeof value === 'string' ? `'${value}'` : typeof value === 'bigint' ? `${value}n` : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return `Received type ${typeof value} (${text})`;
}

/** A TypeError with the code ERR_INVALID_ARG_TYPE. */
export function invalidArgument(message: string, value: unknown): TypeError {
  return Object.assign(new TypeError(`${message} ${received(value)}`), { code: 'ERR_INVALID_ARG_TYPE' });
}
