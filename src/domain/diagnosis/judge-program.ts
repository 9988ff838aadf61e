/** The program itself. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { JudgementContext, ProgramFacts } from './facts.ts';
import { PROGRAM_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';

export const PROGRAM_CONTROLS = [
  defineControl({
    id: 'program',
    section: 'program',
    title: PROGRAM_CHECKS.title,
    needs: ['program'],
    judge: ({ program }, write, context) => [
      write.good('version', 'PROGRAMME-OK', PROGRAM_CHECKS.version(program.version, program.system)),
      judgeEngine(program, write, context),
      ...judgeSettings(program, write),
      judgeAutostart(program, write),
      judgeTray(program, write),
    ],
  }),
];

function judgeEngine(
  { engine }: ProgramFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): Check {
  if (engine === null)
    return notVerifiable(write, 'engine', PROGRAM_CHECKS.engine, STANDS_IN_THE_WAY.withoutWindow);
  const { minimumChromium: minimum } = configuration;
  const versions = PROGRAM_CHECKS.engineVersions(engine.electron, engine.chromium);
  if (minimum !== null && Number.parseInt(engine.chromium, 10) < minimum)
    return write.fix(
      'engine',
      failure('MOTEUR-ANCIEN', { version: engine.chromium, minimum: String(minimum) }),
      versions,
    );
  return write.good('engine', 'MOTEUR-OK', PROGRAM_CHECKS.engineRight(versions, minimum));
}

function judgeSettings({ files, settings, problems }: ProgramFacts, write: CheckWriter): readonly Check[] {
  const values = settings.map(({ key, value, origin }) =>
    write.good(`settings.${key}`, 'REGLAGE-EN-VIGUEUR', PROGRAM_CHECKS.setting(key, value, origin)),
  );
  if (problems.length > 0)
    return [
      ...problems.map((problem, index) => write.fix(`settings.${String(index + 1)}`, problem)),
      ...values,
    ];
  return [write.good('settings', 'REGLAGES-OK', PROGRAM_CHECKS.settings(files)), ...values];
}

function judgeAutostart({ autostart }: ProgramFacts, write: CheckWriter): Check {
  if (autostart === null)
    return notVerifiable(write, 'autostart', PROGRAM_CHECKS.autostart, STANDS_IN_THE_WAY.systemSilent);
  const { wanted, entry } = autostart;
  if (wanted && entry !== 'asks' && entry !== 'always')
    return write.watch(
      'autostart',
      failure('DEMARRAGE-ABSENT', { reason: PROGRAM_CHECKS.autostartMissing[entry] }),
    );
  const is = wanted ? 'on' : entry === 'always' ? 'always' : 'off';
  return write.good('autostart', 'DEMARRAGE-OK', PROGRAM_CHECKS.autostartIs(is));
}

function judgeTray({ tray }: ProgramFacts, write: CheckWriter): Check {
  if (tray === null) return notVerifiable(write, 'tray', PROGRAM_CHECKS.tray, STANDS_IN_THE_WAY.trayUnknown);
  return tray === 'shown'
    ? write.good('tray', 'ICONE-OK', PROGRAM_CHECKS.trayShown)
    : write.watch('tray', failure('ICONE-INVISIBLE'));
}
