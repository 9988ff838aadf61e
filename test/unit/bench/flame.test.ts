import { expect, it } from 'vitest';
import { flame, slices, totals, type CpuProfile } from '../../bench/flame.ts';

const frame = (functionName: string, url = '', lineNumber = 0) => ({ functionName, url, lineNumber });

/** The root waits, calls our start, which compiles a module, and memory is collected. A sample every 10 ms. */
const PROFILE: CpuProfile = {
  startTime: 0,
  nodes: [
    { id: 1, callFrame: frame('(root)'), children: [2, 3, 6] },
    { id: 2, callFrame: frame('(idle)') },
    { id: 3, callFrame: frame('start', 'file:///out/main/index-run-CQn6K5Lv.mjs', 41), children: [4, 5] },
    { id: 4, callFrame: frame('compileSourceTextModule', 'node:internal/modules/esm/utils') },
    { id: 5, callFrame: frame('', 'node:electron/js2c/browser_init') },
    { id: 6, callFrame: frame('(garbage collector)') },
  ],
  samples: [2, 3, 4, 4, 5, 6, 2, 3],
  timeDeltas: [10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000],
};

it('joins what samples that follow have in common, callers above what they call', () => {
  const found = slices(PROFILE, 70).toSorted(
    (one, other) => one.depth - other.depth || one.from - other.from,
  );
  expect(found).toEqual([
    { name: 'start · index-run.mjs:42', kind: 'ours', depth: 0, from: 20, to: 60 },
    { name: '(garbage collector)', kind: 'memory', depth: 0, from: 60, to: 70 },
    { name: 'compileSourceTextModule · utils:1', kind: 'compile', depth: 1, from: 30, to: 50 },
    { name: '(module) · browser_init:1', kind: 'engine', depth: 1, from: 50, to: 60 },
  ]);
});

it('shows nothing behind the moment it is asked for, and no deeper than asked', () => {
  expect(slices(PROFILE, 45).every(({ to }) => to <= 45)).toBe(true);
  expect(slices(PROFILE, 70, 1).every(({ depth }) => depth === 0)).toBe(true);
});

it('adds up what ran itself, and not what waited', () => {
  expect(totals(PROFILE, 70)).toEqual({ compile: 20, node: 0, ours: 10, engine: 10, memory: 10 });
});

it('draws bars for what can be seen, and the moments', () => {
  const svg = flame('A & B', PROFILE, [{ name: 'icon', at: 35 }], 70);
  expect(svg).toContain('A &amp; B');
  expect(svg).toContain('icon 35 ms');
  expect(svg).toContain('reading and compiling our modules: 20 ms');
  // The ground, five of the legend, four slices.
  expect(svg.match(/<rect/g)).toHaveLength(1 + 5 + 4);
});
