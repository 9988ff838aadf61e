import { describe, expect, it } from 'vitest';
import { interfaceContract, type WindowKind, type WindowState } from '../../../src/borders/windows/index.ts';
import { describeFailure, FAILURES } from '../../../src/domain/failures/index.ts';
import { INS_REFUSAL_SENTENCES } from '../../../src/domain/identity/ins-derivation.ts';
import { pageAccess } from '../../../src/domain/site/pages.ts';
import { PAGE_REASONS } from '../../../src/domain/texts/fr/page-reasons.ts';
import { SCENES, type Scene } from '../../lab/gallery/fixtures.ts';

const scenesOf = <Kind extends WindowKind>(kind: Kind): [string, WindowState<Kind>][] => {
  const named: Readonly<Record<string, Scene<Kind>>> = SCENES[kind];
  return Object.entries(named).map(([name, { state }]) => [name, state]);
};

const ALL = (Object.keys(SCENES) as WindowKind[]).flatMap((kind) =>
  scenesOf(kind).map(([name, state]) => [kind, name, state] as const),
);

/** The gallery shows what main may send, and nothing that it never does. */
describe('the states of the gallery', () => {
  it.each(ALL)('%s: %s fits the contract', (kind, _name, state) => {
    expect(() => interfaceContract[kind].state.parse(state)).not.toThrow();
  });

  it.each(scenesOf('launcher'))('launcher: %s is what the view model makes', (_name, state) => {
    const { screen, vitale, practitioner } = state;
    switch (screen.kind) {
      case 'people': {
        expect(vitale).toBe('read');
        const only = screen.candidates.length === 1 && screen.candidates[0]?.ins.usable === true;
        expect(screen.selected).toBe(screen.named?.id ?? (only ? screen.candidates[0]?.id : null));
        for (const { ins } of screen.candidates)
          if (!ins.usable) expect(Object.values(INS_REFUSAL_SENTENCES)).toContain(ins.reason);
        break;
      }
      case 'reading':
        expect(vitale).toBe('reading');
        break;
      case 'problem':
        expect(vitale === 'no-reader').toBe(screen.failure.code.startsWith('LECTEUR-ABSENT'));
        expect(['problem', 'no-reader', 'service-off', 'waiting']).toContain(vitale);
        break;
      case 'waiting':
        // A card that is in and not named: a record is hidden.
        if (vitale === 'read') expect(state.visit?.veiled).toBe(true);
        else expect(['waiting', 'looking']).toContain(vitale);
    }
    if (state.visit?.veiled === true) expect(state.visit.person).toBeNull();
    if (practitioner.state === 'problem') expect(FAILURES[practitioner.failure.code].section).toBe('cpx');
    if (state.signIn.keptUntil !== undefined) expect(state.signIn.choices).toContain('ecps');
  });

  it.each(scenesOf('visit'))('visit: %s is what the view model makes', (_name, state) => {
    const { patient, signedIn, stop, tabs, current, progress, leaving, document, signingIn } = state;
    const hasIns = 'insTail' in patient;
    // By e-CPS, nothing can be gone to before Pro Santé Connect has led back.
    const before = signingIn !== null;
    const cpe = !before && tabs.some(({ enabled }) => !enabled) && hasIns;
    const method = before ? 'ecps' : (signedIn?.by ?? 'cpx');
    expect(tabs).toEqual(
      pageAccess({ method, cpe }, hasIns).map((access) => ({
        page: access.page,
        enabled: access.enabled && !before,
        reason: access.enabled ? (before ? PAGE_REASONS.notSignedIn : null) : access.reason,
      })),
    );
    if (current !== null) expect(tabs.find(({ page }) => page === current)?.enabled).toBe(true);
    if (stop !== null) {
      expect(stop.actions.at(-1)).toBe('close');
      expect(signedIn).toBeNull();
    }
    if (progress !== null) expect(stop).toBeNull();
    if (leaving?.what === 'document') expect(document).not.toBeNull();
  });

  it('fill every hole of the failures that they show', () => {
    // The diagnosis sends its texts whole.
    const shown = JSON.stringify(ALL.filter(([kind]) => kind !== 'diagnosis').map(([, , state]) => state));
    for (const [, code = '', detail] of shown.matchAll(/"code":"([A-Z0-9-]+)"(?:,"detail":(\{[^}]*\}))?/g)) {
      if (!Object.hasOwn(FAILURES, code)) continue;
      const { sentence, remedies } = describeFailure({
        code: code as keyof typeof FAILURES,
        ...(detail === undefined ? {} : { detail: JSON.parse(detail) as Record<string, string> }),
      });
      expect([sentence, ...remedies].join(' '), code).not.toMatch(/\{\w+\}/);
    }
  });
});
