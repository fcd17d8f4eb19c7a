import dagre from '@dagrejs/dagre';
import type { Graph } from './graph.js';

interface Box {
  readonly id: string;
  readonly title: string;
  /** Smaller lines below the title. */
  readonly lines: readonly string[];
  readonly kind: string;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const TITLE_SIZE = 15;
const LINE_SIZE = 12;
const LINE_HEIGHT = 17;
const PADDING = 14;
const MARGIN = 24;

/** Ids in the layout that no device can have: names of devices are letters and digits. */
const APPLICATION = '(application)';
const PLATFORM = '(platform)';

/**
 * The device graph as a picture: an SVG document of its own, readable on light and on dark paper, with a title and a
 * description for those who do not see it.
 */
export function drawGraph(graph: Graph): string {
  const boxes = boxesOf(graph);
  const arrows = arrowsOf(graph);
  const layout = new dagre.graphlib.Graph();
  layout.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 48 });
  layout.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) layout.setNode(box.id, sizeOf(box));
  for (const { from, to } of arrows) layout.setEdge(from, to, {});
  dagre.layout(layout);
  const placed = boxes.map((box) => layout.node(box.id) as unknown as Placed);
  const paths = arrows.map(({ from, to }) => (layout.edge(from, to) as { points: Point[] }).points);
  const { left, top, width, height } = paperOf(placed, paths);

  const out: string[] = [];
  out.push(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${round(left)} ${round(top)} ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(`Device graph of ${graph.name} for target ${graph.target}`)}</title>`,
    `<desc id="description">${escapeXml(sentence(graph))}</desc>`,
    `<style>${STYLE}</style>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
    `<rect class="paper" x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}"/>`,
  );
  for (const points of paths) out.push(`<path class="arrow" marker-end="url(#tip)" d="${curve(points)}"/>`);
  boxes.forEach((box, index) => {
    out.push(drawBox(box, placed[index]!));
  });
  out.push('</svg>');
  return `${out.join('\n')}\n`;
}

/** Around everything with a margin: dagre counts boxes only, and an arrow may go around one. */
function paperOf(boxes: readonly Placed[], paths: readonly (readonly Point[])[]) {
  const xs = [...boxes.flatMap(({ x, width }) => [x - width / 2, x + width / 2]), ...paths.flat().map(({ x }) => x)];
  const ys = [...boxes.flatMap(({ y, height }) => [y - height / 2, y + height / 2]), ...paths.flat().map(({ y }) => y)];
  const left = Math.floor(Math.min(...xs)) - MARGIN;
  const top = Math.floor(Math.min(...ys)) - MARGIN;
  return { left, top, width: Math.max(...xs) + MARGIN - left, height: Math.max(...ys) + MARGIN - top };
}

function boxesOf(graph: Graph): Box[] {
  const devices = graph.devices.map(({ name, kind, implementation, embeds, declared }): Box => {
    const lines = [`${kind}: ${implementation}`];
    if (embeds !== undefined) lines.push(embeds);
    if (!declared) lines.push('added by the linker');
    return { id: name, title: name, lines, kind };
  });
  return [
    { id: APPLICATION, title: graph.name, lines: [graph.entry], kind: 'application' },
    ...devices,
    { id: PLATFORM, title: graph.target, lines: ['console, clock, random'], kind: 'platform' },
  ];
}

function arrowsOf(graph: Graph): Arrow[] {
  const arrows: Arrow[] = [];
  for (const { name, needs, declared, embeds } of graph.devices) {
    if (declared) arrows.push({ from: APPLICATION, to: name, label: '' });
    const roles = Object.entries(needs);
    for (const [role, other] of roles) arrows.push({ from: name, to: other, label: role });
    // What is part of the image needs nothing of the platform.
    if (roles.length === 0 && embeds === undefined) arrows.push({ from: name, to: PLATFORM, label: '' });
  }
  arrows.push({ from: APPLICATION, to: PLATFORM, label: '' });
  return arrows;
}

function sentence(graph: Graph): string {
  const parts = graph.devices.map(({ name, kind, implementation, needs }) => {
    const below = Object.values(needs);
    return `${name} is a ${kind}, implemented by ${implementation}${below.length === 0 ? '' : `, over ${below.join(' and ')}`}.`;
  });
  const main = graph.devices.filter(({ declared }) => declared).map(({ name }) => name);
  const uses = main.length === 0 ? 'uses no devices' : `uses ${main.join(', ')}`;
  return [`The application ${graph.name} ${uses} on platform ${graph.target}.`, ...parts].join(' ');
}

function sizeOf({ title, lines }: Box): { width: number; height: number } {
  const title_ = title.length * TITLE_SIZE * 0.62;
  const longest = lines.reduce((most, line) => Math.max(most, line.length * LINE_SIZE * 0.62), title_);
  return {
    width: Math.max(120, Math.ceil(longest) + 2 * PADDING),
    height: TITLE_SIZE + lines.length * LINE_HEIGHT + 2 * PADDING,
  };
}

function drawBox({ title, lines, kind }: Box, { x, y, width, height }: Placed): string {
  const top = y - height / 2;
  const texts = lines.map(
    (line, index) =>
      `<text class="line" x="${round(x)}" y="${round(top + PADDING + TITLE_SIZE + (index + 1) * LINE_HEIGHT - 3)}">${escapeXml(line)}</text>`,
  );
  return [
    `<g class="${escapeXml(kind)}">`,
    `<rect class="box" x="${round(x - width / 2)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" rx="8"/>`,
    `<text class="title" x="${round(x)}" y="${round(top + PADDING + TITLE_SIZE - 3)}">${escapeXml(title)}</text>`,
    ...texts,
    '</g>',
  ].join('');
}

/** Through dagre's points: straight at the ends, rounded where it turns. */
function curve(points: readonly Point[]): string {
  const at = (p: Point) => `${round(p.x)} ${round(p.y)}`;
  let path = `M${at(points[0]!)}`;
  for (let i = 1; i < points.length - 1; i++) {
    const here = points[i]!;
    const next = points[i + 1]!;
    const end = i === points.length - 2 ? next : { x: (here.x + next.x) / 2, y: (here.y + next.y) / 2 };
    path += `Q${at(here)} ${at(end)}`;
  }
  return points.length === 2 ? `${path}L${at(points[1]!)}` : path;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escapeXml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Fills are pale on light paper and deep on dark; text keeps a contrast of at least 7:1 on both. */
const STYLE = `
svg { color-scheme: light dark; font-family: ui-sans-serif, system-ui, sans-serif; }
.paper { fill: #ffffff; }
.box { fill: #f2f4f8; stroke: #5b6577; stroke-width: 1.5; }
.application .box { fill: #e3edff; stroke: #2a5bb8; }
.stack .box, .network .box { fill: #e4f5e9; stroke: #2b7a44; }
.kv .box, .block .box { fill: #fdf1dd; stroke: #96660f; }
.platform .box { stroke-dasharray: 5 4; }
.title { font-size: ${TITLE_SIZE}px; font-weight: 600; text-anchor: middle; fill: #111827; }
.line { font-size: ${LINE_SIZE}px; text-anchor: middle; fill: #333d4d; }
.arrow { fill: none; stroke: #5b6577; stroke-width: 1.5; }
.tip { fill: #5b6577; }
@media (prefers-color-scheme: dark) {
.paper { fill: #11151c; }
.box { fill: #202734; stroke: #8e9bb0; }
.application .box { fill: #16294d; stroke: #7aa5f5; }
.stack .box, .network .box { fill: #14301f; stroke: #6cc389; }
.kv .box, .block .box { fill: #3a2a0c; stroke: #dba948; }
.title { fill: #f3f5f9; }
.line { fill: #cfd6e2; }
.arrow { stroke: #8e9bb0; }
.tip { fill: #8e9bb0; }
}
`;
