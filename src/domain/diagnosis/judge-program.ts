/** The program itself. */
import { failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { JudgementContext, ProgramFacts } from './facts.ts';

export const PROGRAM_CONTROLS = [
  defineControl({
    id: 'program',
    section: 'program',
    title: 'DMP Direct',
    needs: ['program'],
    judge: ({ program }, write, context) => [
      write.good('version', 'PROGRAMME-OK', `DMP Direct ${program.version}, ${program.system}`),
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
  const title = 'Navigateur intégré';
  if (engine === null)
    return notVerifiable(write, 'engine', title, 'le diagnostic a été lancé sans la fenêtre du programme');
  const { minimumChromium: minimum } = configuration;
  const versions = `Electron ${engine.electron}, Chromium ${engine.chromium}`;
  if (minimum !== null && Number.parseInt(engine.chromium, 10) < minimum)
    return write.fix(
      'engine',
      failure('MOTEUR-ANCIEN', { version: engine.chromium, minimum: String(minimum) }),
      versions,
    );
  return write.good(
    'engine',
    'MOTEUR-OK',
    minimum === null
      ? `${versions}, aucune version minimale réglée`
      : `${versions}, au moins ${String(minimum)} demandé`,
  );
}

function judgeSettings({ files, fromPolicy, problems }: ProgramFacts, write: CheckWriter): readonly Check[] {
  if (problems.length > 0)
    return problems.map((problem, index) => write.fix(`settings.${String(index + 1)}`, problem));
  const found = [
    files.length === 0 ? 'Réglages d’origine' : `Réglages\u00a0: ${files.join(', ')}`,
    ...named('fixés par l’établissement', fromPolicy.locked),
    ...named('proposés par l’établissement', fromPolicy.proposed),
  ];
  return [write.good('settings', 'REGLAGES-OK', found.join('\u00a0; '))];
}

function named(how: string, keys: readonly string[]): readonly string[] {
  return keys.length === 0 ? [] : [`${how}\u00a0: ${keys.join(', ')}`];
}

function judgeAutostart({ autostart }: ProgramFacts, write: CheckWriter): Check {
  const title = 'Démarrage avec la session';
  if (autostart === null) return notVerifiable(write, 'autostart', title, 'le système ne l’indique pas ici');
  return write.good(
    'autostart',
    'DEMARRAGE-OK',
    `${title}\u00a0: ${autostart === 'on' ? 'activé' : 'non activé'}`,
  );
}

function judgeTray({ tray }: ProgramFacts, write: CheckWriter): Check {
  if (tray === null)
    return notVerifiable(
      write,
      'tray',
      'Icône près de l’horloge',
      'le système ne dit pas si elle est affichée',
    );
  return tray === 'shown'
    ? write.good('tray', 'ICONE-OK', 'Icône affichée près de l’horloge')
    : write.watch('tray', failure('ICONE-INVISIBLE'));
}
