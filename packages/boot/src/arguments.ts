/** What one boot argument is: `--port=80`, `--ipv4=10.0.0.2/24`. */
export type ArgumentSpec = StringArgument | NumberArgument | BooleanArgument;

interface CommonArgument {
  /** One line for `--help`. */
  readonly help: string;
  /** Placeholder in `--help`: "ADDRESS/BITS". */
  readonly value?: string;
  /** Heading it stands under in `--help`: "network", "log"; by default "application". */
  readonly group?: string;
  /** One letter for a short form: "l" makes `-l VALUE` the same as `--log=VALUE`. */
  readonly short?: string;
}

export interface StringArgument extends CommonArgument {
  readonly type: 'string';
  readonly default?: string;
  /** Throws an Error whose message completes "--name: ..." when the text will not do. */
  readonly check?: (text: string) => void;
}

/** Whole numbers, decimal or 0x hexadecimal. */
export interface NumberArgument extends CommonArgument {
  readonly type: 'number';
  readonly default?: number;
  /** Takes a decimal fraction too. */
  readonly fraction?: boolean;
  readonly min?: number;
  readonly max?: number;
}

/** `--flag`, `--flag=true`, `--flag=false`; false unless the default says otherwise. */
export interface BooleanArgument extends CommonArgument {
  readonly type: 'boolean';
  readonly default?: boolean;
}

/** By name without dashes: "port", "ipv4-gateway". */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

type ValueOf<Spec extends ArgumentSpec> = Spec extends { readonly type: 'boolean' }
  ? boolean
  : Spec extends { readonly type: 'number' }
    ? Spec extends { readonly default: number }
      ? number
      : number | undefined
    : Spec extends { readonly default: string }
      ? string
      : string | undefined;

/** The values that specs give: with a default never undefined. */
export type ArgumentValues<Specs extends ArgumentSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> };
