import { describe, expect, it } from 'vitest';
import { autostartEntry, desktopEntry, strongestEntry } from '../../../../src/domain/diagnosis/autostart.ts';
import { checksWith, HEALTHY } from './facts.ts';

const PROGRAM = '/opt/DMPDirect/dmp-direct';
const entry = (...lines: string[]): string =>
  ['[Desktop Entry]', 'Type=Application', ...lines, ''].join('\n');
const there = (program: string) => Promise.resolve(program === PROGRAM);

describe('an autostart entry', () => {
  it.each([
    ['the package’s', [`Exec=${PROGRAM} --autostart`], 'asks'],
    ['with a quoted program', [`Exec="${PROGRAM}" --autostart`], 'asks'],
    ['that says nothing to the program', [`Exec=${PROGRAM}`], 'always'],
    ['hidden by its user', [`Exec=${PROGRAM} --autostart`, 'Hidden=true'], 'off'],
    ['switched off in GNOME', [`Exec=${PROGRAM} --autostart`, 'X-GNOME-Autostart-enabled=false'], 'off'],
    ['of another desktop', [`Exec=${PROGRAM} --autostart`, 'OnlyShowIn=KDE;'], 'off'],
    ['of this desktop', [`Exec=${PROGRAM} --autostart`, 'OnlyShowIn=KDE;GNOME;'], 'asks'],
    ['not for this desktop', [`Exec=${PROGRAM} --autostart`, 'NotShowIn=GNOME'], 'off'],
    ['of a program that has gone', ['Exec=/opt/elsewhere/dmp-direct --autostart'], 'broken'],
    ['that wants a program that has gone', [`Exec=${PROGRAM} --autostart`, 'TryExec=/nowhere'], 'broken'],
    ['that starts nothing', [], 'broken'],
    [
      'with the same keys in an action',
      [`Exec=${PROGRAM} --autostart`, '[Desktop Action x]', 'Hidden=true'],
      'asks',
    ],
  ])('%s: %s', async (_what, lines, does) => {
    expect(await autostartEntry(entry(...lines), ['ubuntu', 'GNOME'], there)).toBe(does);
  });

  it('is understood as the program itself writes it', async () => {
    const odd = '/home/x/Mes programmes "$50%"/dmp.AppImage';
    expect(await autostartEntry(desktopEntry(odd), [], (program) => Promise.resolve(program === odd))).toBe(
      'asks',
    );
  });

  it('counts with the others that there are', () => {
    expect(strongestEntry([])).toBe('none');
    expect(strongestEntry(['off', 'asks'])).toBe('asks');
    expect(strongestEntry(['asks', 'always'])).toBe('always');
    expect(strongestEntry(['off', 'broken'])).toBe('broken');
  });
});

describe('what the diagnosis says of it', () => {
  it.each([
    [true, 'asks', 'good', 'Démarrage avec la session\u00a0: activé'],
    // The package's entry is there for everyone: whether it goes on is the settings' word.
    [false, 'asks', 'good', 'Démarrage avec la session\u00a0: non activé'],
    [false, 'none', 'good', 'Démarrage avec la session\u00a0: non activé'],
    [false, 'always', 'good', 'quels que soient les réglages'],
    [true, 'none', 'watch', 'n’a pas lieu'],
    [true, 'off', 'watch', 'n’a pas lieu'],
    [true, 'broken', 'watch', 'n’a pas lieu'],
  ] as const)('wanted %s, and the system does %s: %s', (wanted, does, result, words) => {
    const program = { ...HEALTHY.program, autostart: { wanted, entry: does } };
    const check = checksWith({ program }).find(({ id }) => id === 'program.autostart');
    expect(check?.result).toBe(result);
    expect(check?.found).toContain(words);
  });
});
