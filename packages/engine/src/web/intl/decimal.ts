/** A number as its shortest decimal digits: 0.d1d2d3... times ten to the power of `point`. */
export interface Decimal {
  readonly negative: boolean;
  digits: string;
  point: number;
}

export function decimalOf(value: number | bigint): Decimal {
  const negative = value < 0 || Object.is(value, -0);
  if (typeof value === 'bigint') {
    const digits = String(negative ? -value : value);
    return trimmed({ negative, digits, point: digits.length });
  }
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string];
  return trimmed({ negative, digits: mantissa.replace('.', ''), point: Number(exponent) + 1 });
}

function trimmed(d: Decimal): Decimal {
  const digits = d.digits.replace(/0+$/, '');
  return digits === '' ? { ...d, digits, point: 1 } : { ...d, digits };
}

/** Rounds half away from zero to `kept` digits behind the place where they begin. */
export function rounded(d: Decimal, kept: number): Decimal {
  if (kept >= d.digits.length) return d;
  if (kept < 0) return { ...d, digits: '', point: 1 };
  const up = d.digits[kept]! >= '5';
  let digits = d.digits.slice(0, kept);
  if (!up) return trimmed({ ...d, digits });
  let i = digits.length - 1;
  while (i >= 0 && digits[i] === '9') i--;
  if (i < 0) return { ...d, digits: '1', point: d.point + 1 };
  digits = digits.slice(0, i) + String(Number(digits[i]) + 1);
  return trimmed({ ...d, digits });
}

export const integerOf = ({ digits, point }: Decimal): string =>
  digits === '' || point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');

export const fractionOf = ({ digits, point }: Decimal): string =>
  digits === '' ? '' : point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
