/** A processor profile of the main process as one picture: what ran when, and what it was together. */

/** As the engine's profiler gives it; times in microseconds. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A function that was running from one moment to another, in milliseconds since the profile's start. */
export interface Slice {
  readonly name: string;
  readonly kind: Kind;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
}

const KINDS = {
  compile: { says: 'reading and compiling our modules', colour: '#b25b00' },
  node: { says: 'Node’s own modules', colour: '#6d7389' },
  ours: { says: 'our modules', colour: '#1f3fbf' },
  engine: { says: 'Electron and the engine', colour: '#12714a' },
  memory: { says: 'collecting memory', colour: '#8a2be2' },
} as const;
export type Kind = keyof typeof KINDS;

/** Not a function: the process waits, or runs what the profiler does not see into. */
const WAITING = new Set(['(root)', '(idle)', '(program)']);

type Frame = CpuProfile['nodes'][number]['callFrame'];

function kindOf({ functionName, url }: Frame): Kind {
  if (functionName === '(garbage collector)') return 'memory';
  if (/^(compileSourceTextModule|stringify|decode)$/.test(functionName) && url.startsWith('node:'))
    return 'compile';
  if (url.startsWith('node:electron')) return 'engine';
  if (url.startsWith('node:')) return 'node';
  // Without a file: something of the engine's that is called from a script.
  return url === '' ? 'engine' : 'ours';
}

/** The stacks of a profile over time, down to a depth: what is the same in samples that follow is one slice. */
export function slices(profile: CpuProfile, until: number, deepest = 12): readonly Slice[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const stackOf = (id: number): readonly number[] => {
    const stack: number[] = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const name = nodes.get(at)?.callFrame.functionName ?? '';
      if (!WAITING.has(name)) stack.unshift(at);
    }
    return stack.slice(0, deepest);
  };
  const done: Slice[] = [];
  let open: { readonly id: number; readonly from: number }[] = [];
  let now = 0;
  const close = (from: number): void => {
    for (const [index, { id, from: begun }] of open.slice(from).entries()) {
      const frame = nodes.get(id)?.callFrame;
      if (frame !== undefined)
        done.push({ name: nameOf(frame), kind: kindOf(frame), depth: from + index, from: begun, to: now });
    }
    open = open.slice(0, from);
  };
  for (const [index, sample] of profile.samples.entries()) {
    now += (profile.timeDeltas[index] ?? 0) / 1_000;
    if (now > until) {
      now = until;
      break;
    }
    const stack = stackOf(sample);
    const same = stack.findIndex((id, depth) => open[depth]?.id !== id);
    close(same === -1 ? stack.length : same);
    for (const id of stack.slice(open.length)) open.push({ id, from: now });
  }
  close(0);
  return done;
}

/** Milliseconds of each kind, by what was running itself. */
export function totals(profile: CpuProfile, until: number): Readonly<Record<Kind, number>> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const sums = { compile: 0, node: 0, ours: 0, engine: 0, memory: 0 };
  let now = 0;
  for (const [index, sample] of profile.samples.entries()) {
    const took = (profile.timeDeltas[index + 1] ?? 0) / 1_000;
    now += (profile.timeDeltas[index] ?? 0) / 1_000;
    const frame = nodes.get(sample);
    if (now > until) break;
    if (frame !== undefined && !WAITING.has(frame.functionName)) sums[kindOf(frame)] += took;
  }
  return sums;
}

function nameOf({ functionName, url, lineNumber }: Frame): string {
  const file = url.slice(url.lastIndexOf('/') + 1).replace(/-[\w-]{8}(\.mjs)$/, '$1');
  const name = functionName === '' ? '(module)' : functionName;
  return file === '' ? name : `${name} · ${file}:${String(lineNumber + 1)}`;
}

const WIDTH = 1_400;
const LEFT = 20;
const ROW = 16;
const TOP = 96;
/** Shorter ones cannot be seen, and make the picture heavy. */
const LEAST_MS = 1;

export interface Moment {
  readonly name: string;
  /** Since the profile's start. */
  readonly at: number;
}

/** SVG: time goes to the right, callers stand above what they call. */
export function flame(title: string, profile: CpuProfile, moments: readonly Moment[], until: number): string {
  const shown = slices(profile, until).filter(({ from, to }) => to - from >= LEAST_MS);
  const height = TOP + (Math.max(0, ...shown.map(({ depth }) => depth)) + 2) * ROW;
  const scale = (WIDTH - 2 * LEFT) / until;
  const sums = totals(profile, until);
  const legend = (Object.keys(KINDS) as Kind[]).map((kind, index) => {
    const x = LEFT + index * 275;
    return `<rect x="${x}" y="44" width="12" height="12" fill="${KINDS[kind].colour}"/><text x="${x + 18}" y="55">${KINDS[kind].says}: ${sums[kind].toFixed(0)} ms</text>`;
  });
  const bars = shown.map(({ name, kind, depth, from, to }) => {
    const [x, width] = [LEFT + from * scale, Math.max(0.8, (to - from) * scale)];
    const room = Math.floor((width - 6) / 6);
    const label = room < 4 ? '' : escaped(name.length <= room ? name : `${name.slice(0, room - 1)}…`);
    const y = TOP + depth * ROW;
    const text =
      label === '' ? '' : `<text x="${(x + 3).toFixed(1)}" y="${y + 11}" fill="#ffffff">${label}</text>`;
    return `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${ROW - 1}" fill="${KINDS[kind].colour}"/>${text}`;
  });
  const lines = moments.map(({ name, at }) => {
    const x = (LEFT + at * scale).toFixed(1);
    return `<line x1="${x}" x2="${x}" y1="66" y2="${height}" stroke="#c01830" stroke-dasharray="4 3"/><text x="${x}" y="76" dx="4" fill="#c01830">${name} ${at.toFixed(0)} ms</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="DejaVu Sans, Inter, sans-serif" font-size="10">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${LEFT}" y="28" font-size="16" font-weight="bold" fill="#161a2b">${escaped(title)}</text>
<g font-size="11" fill="#161a2b">${legend.join('')}</g>
${[...bars, ...lines].join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
