import type { Graph, GraphDevice } from '@morgana/linker';
import { expect, test } from 'vitest';
import { lineFilter } from './console-lines.js';
import { tenderOptions } from './tender.js';

const device = (name: string, kind: GraphDevice['kind']): GraphDevice => ({
  ...{
    name,
    kind,
    implementation: 'host',
    summary: '',
    module: '',
    export: '',
    options: {},
    needs: {},
    declared: true,
  },
});
const graph: Graph = {
  ...{ name: 'test', entry: 'main.ts', target: 'spt', warnings: [] },
  devices: [device('network', 'network'), device('disk', 'block'), device('stack', 'stack')],
};

test('what attaches a device is an option of the tender, the rest is for the image', () => {
  const own = ['--network=udp:1-2', '--network-mac=02:00:00:00:00:01', '--disk=/d.img', '--stack=x', '--port=80'];
  expect(tenderOptions(graph, own, 16)).toEqual({
    options: ['--mem=16', '--net:network=udp:1-2', '--net-mac:network=02:00:00:00:00:01', '--block:disk=/d.img'],
    rest: ['--stack=x', '--port=80'],
  });
});

test('a tap device by its name; its address is not the business of a tender', () => {
  expect(tenderOptions(graph, ['--network=tap:tap0'], undefined).options).toEqual(['--net:network=tap0']);
  expect(() => tenderOptions(graph, ['--network=tap:tap0,10.0.0.1/24'], undefined)).toThrow(
    'ip address add 10.0.0.1/24 dev tap0',
  );
});

test('spaces, quotes and backslashes reach the image', () => {
  const { rest } = tenderOptions(graph, ['--a=b c', `it's "so"`, 'a\\b', ''], undefined);
  expect(rest).toEqual(['--a=b\\ c', `it\\'s\\ \\"so\\"`, 'a\\\\b', '""']);
});

test('lines are changed whole, however they come', async () => {
  const filter = lineFilter((line) => (line === 'no' ? undefined : line.toUpperCase()));
  let text = '';
  filter.on('data', (chunk: string) => {
    text += chunk;
  });
  for (const chunk of ['a', 'b\nn', 'o\nc', '\n\nlast']) filter.write(chunk);
  await new Promise((resolve) => filter.end(resolve));
  expect(text).toBe('AB\nC\n\nLAST');
});
