import type { Block } from '@morgana/block';
import type { Driver } from '@morgana/boot';
import { openBlockDevice } from '@morgana/drivers/block-device';

/** `--NAME=FILE` and `--NAME-read-only`; the file may be given in morgana.config.ts instead. */
export interface BlockFileOptions {
  /** The file unless the boot argument names another. */
  readonly file?: string;
  /** By default false. */
  readonly readOnly?: boolean;
  /** Octets in a sector; by default 512. A power of two, at least 512. */
  readonly sectorSize?: number;
}

/** The driver of block devices over files of the host. */
export const blockFileDriver: Driver<Block, Record<never, never>, BlockFileOptions | undefined> = {
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
    const device = openBlockDevice(name, `file ${readOnly ? 'ro' : 'rw'} ${options?.sectorSize ?? 512} ${file}`);
    return { device, close: () => device.close() };
  },
};
