import type { SizeReport } from '@morgana/linker';
import Table from 'cli-table3';
import type { Terminal } from './terminal.js';

/** Octets of every package in an image, the largest first. */
export function sizeTable(report: SizeReport, style: Terminal['style']): string {
  const table = new Table({
    head: ['package', 'modules', 'bytes', ''],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
    chars: PLAIN,
  });
  const packages = report.executable?.packages ?? report.packages;
  const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { packageName, bytes, modules } of packages) {
    const share = total === 0 ? 0 : (100 * bytes) / total;
    table.push([packageName, modules === 0 ? '' : String(modules), grouped(bytes), `${share.toFixed(1)} %`]);
  }
  const lines = table.toString().split('\n');
  lines[0] = style.dim(lines[0]!);
  if (report.executable !== undefined)
    lines.push(`  executable ${style.bold(grouped(report.executable.bytes))} bytes, stripped`);
  lines.push(
    `  main.mjs ${style.bold(grouped(report.bytes))} bytes; minified ${grouped(report.minifiedBytes)}, and gzipped ${grouped(report.gzipBytes)}`,
  );
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** 1234567 as "1 234 567" (ISO 80000-1). */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ' ');
}

const PLAIN = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: ' ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};
