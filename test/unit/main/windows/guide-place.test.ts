import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WINDOW_KINDS } from '../../../../src/borders/windows/page.ts';
import type { WindowKind, WindowState } from '../../../../src/borders/windows/index.ts';
import { failure } from '../../../../src/domain/failures/index.ts';
import { guidePlace } from '../../../../src/main/windows/guide-place.ts';
import { SCENES, type Scene } from '../../../lab/gallery/fixtures.ts';

const GUIDE = join(import.meta.dirname, '../../../../docs/guide');
const exists = (place: string): boolean => existsSync(join(GUIDE, `${place}.md`));

describe('where F1 opens the guide', () => {
  it.each(WINDOW_KINDS)('%s has a page before anything is shown', (kind) => {
    expect(exists(guidePlace(kind, undefined))).toBe(true);
  });

  const scenes = (Object.keys(SCENES) as WindowKind[]).flatMap((kind) => {
    const named: Readonly<Record<string, Scene<WindowKind>>> = SCENES[kind];
    return Object.entries(named).map(([name, { state }]) => [kind, name, state] as const);
  });

  it.each(scenes)('%s: %s has a page that exists', (kind, _name, state) => {
    expect(exists(guidePlace(kind, state as never))).toBe(true);
  });

  it('is the failure’s own page where one is shown', () => {
    const waiting: WindowState<'launcher'> = SCENES.launcher['waiting-ecps']!.state;
    expect(guidePlace('launcher', { ...waiting, notice: null })).toBe('ouvrir-un-dmp');
    const screen = { kind: 'problem', failure: failure('VITALE-MUETTE') } as const;
    expect(guidePlace('launcher', { ...waiting, screen })).toBe('codes/vitale-muette');
    expect(guidePlace('launcher', { ...waiting, notice: failure('INS-CLE') })).toBe('codes/ins-cle');
  });
});
