import { describe, expect, test } from 'vitest';
import { kv, network, stack } from './config.js';
import { resolveGraph } from './graph.js';
import { scanProperties } from './positions.js';
import { drawGraph } from './svg.js';

/** Element names of a well-formed document, in the order of their starts. Knows no entities but XML's own five. */
function elements(xml: string): string[] {
  const names: string[] = [];
  const open: string[] = [];
  let rest = xml.trim();
  while (rest !== '') {
    const text = /^[^<&]+|^&(?:amp|lt|gt|quot|#39);/.exec(rest);
    if (text !== null) {
      if (open.length === 0) throw new Error(`text outside of the root: ${text[0]}`);
      rest = rest.slice(text[0].length);
      continue;
    }
    const tag = /^<(\/?)([a-z]+)((?:\s+[a-zA-Z:-]+="(?:[^"<&]|&(?:amp|lt|gt|quot|#39);)*")*)\s*(\/?)>/.exec(rest);
    if (tag === null) throw new Error(`not well-formed at: ${rest.slice(0, 80)}`);
    const [all, close, name, attributes, empty] = tag;
    rest = rest.slice(all.length);
    if (close === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const keys = [...attributes!.matchAll(/([a-zA-Z:-]+)=/g)].map(([, key]) => key);
    if (new Set(keys).size !== keys.length) throw new Error(`<${name}> has an attribute twice`);
    names.push(name!);
    if (empty !== '/') open.push(name!);
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)}> is not closed`);
  return names;
}

const graph = resolveGraph({
  config: {
    name: 'website',
    description: 'A site & more.',
    entry: `src/<main> & "more".ts`,
    devices: { stack: stack(), site: kv({ folder: 'the <site>' }), second: network() },
  },
  file: 'morgana.config.ts',
  properties: scanProperties(''),
  target: 'node',
});

describe('the picture of a device graph', () => {
  const svg = drawGraph(graph);

  test('is well-formed XML with one root', () => {
    const names = elements(svg);
    expect(names[0]).toBe('svg');
    expect(names.filter((name) => name === 'svg')).toHaveLength(1);
  });

  test('has a title, a description and a box for every device, the application and the platform', () => {
    expect(svg).toMatch(/<title id="title">Device graph of website for target node<\/title>/);
    expect(svg).toContain('stack is a stack, implemented by tcpip, over second.');
    expect(svg.match(/class="box"/g)).toHaveLength(graph.devices.length + 2);
    expect(svg).toContain('src/&lt;main&gt; &amp; &quot;more&quot;.ts');
  });

  test('is readable on dark paper too, and the same every time', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
    expect(drawGraph(graph)).toBe(svg);
  });

  test('keeps everything inside of its paper', () => {
    const viewBox = /viewBox="([\d.-]+) ([\d.-]+) ([\d.]+) ([\d.]+)"/.exec(svg)!.slice(1).map(Number);
    const [left, top, width, height] = viewBox as [number, number, number, number];
    const inside = (x: number, y: number): void => {
      expect(x).toBeGreaterThanOrEqual(left);
      expect(y).toBeGreaterThanOrEqual(top);
      expect(x).toBeLessThanOrEqual(left + width);
      expect(y).toBeLessThanOrEqual(top + height);
    };
    const boxes = [...svg.matchAll(/class="box" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g)];
    expect(boxes).toHaveLength(graph.devices.length + 2);
    for (const [x, y, w, h] of boxes.map((match) => match.slice(1).map(Number) as [number, number, number, number])) {
      inside(x, y);
      inside(x + w, y + h);
    }
    for (const [, path] of svg.matchAll(/class="arrow" [^>]*d="([^"]+)"/g)) {
      for (const [, x, y] of path!.matchAll(/([\d.-]+) ([\d.-]+)/g)) inside(Number(x), Number(y));
    }
  });

  test('of an appliance without devices is there too', () => {
    expect(elements(drawGraph({ ...graph, devices: [] }))[0]).toBe('svg');
  });
});
