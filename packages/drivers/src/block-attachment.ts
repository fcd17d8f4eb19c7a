import type { Block } from '@morgana/block';
import type { Driver } from '@morgana/boot';

/** How a file is to be used as a block device. */
export interface BlockFileOptions {
  /** The file unless the boot argument names another. */
  readonly file?: string;
  /** By default false. */
  readonly readOnly?: boolean;
  /** Octets in a sector; by default 512. A power of two, at least 512. */
  readonly sectorSize?: number;
}

/** Opens a file of the host for the device `name`. @throws {Error} one line */
export type OpenBlockFile = (
  file: string,
  options: Required<Omit<BlockFileOptions, 'file'>>,
  name: string,
) => Block | Promise<Block>;

/** A driver of block devices over files of the host, for every runtime: `--NAME=FILE` and `--NAME-read-only`. */
export function blockFileDriverOf(
  open: OpenBlockFile,
): Driver<Block, Record<never, never>, BlockFileOptions | undefined> {
  return {
    bootArguments(name, options) {
      return {
        [name]: {
          type: 'string',
          group: 'block',
          value: 'FILE',
          help: `File or block device that holds ${name}.`,
          ...(options?.file === undefined ? {} : { default: options.file }),
        },
        [`${name}-read-only`]: {
          type: 'boolean',
          group: 'block',
          default: options?.readOnly ?? false,
          help: `Refuses writes to ${name}.`,
        },
      };
    },
    async start({ name, options, arguments: values }) {
      const file = values[name] ?? options?.file;
      if (typeof file !== 'string' || file === '') throw new Error(`no file was given; add --${name}=FILE`);
      const readOnly = (values[`${name}-read-only`] ?? options?.readOnly) === true;
      const device = await open(file, { readOnly, sectorSize: options?.sectorSize ?? 512 }, name);
      return { device, close: () => device.close() };
    },
  };
}
