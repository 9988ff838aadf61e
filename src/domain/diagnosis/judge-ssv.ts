/** The SESAM-Vitale library, GALSS and its galss.ini. */
import type { Failure } from '../failures/index.ts';
import type { Check, CheckWriter } from './check.ts';
import { defineControl, notVerifiable } from './control.ts';
import type { JudgementContext, SsvFacts } from './facts.ts';
import { judgeGalssFile } from './judge-galss.ts';
import { GALSS_CHECKS, SSV_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';
import { judgeSesamFile } from './judge-sesam.ts';

export const SSV_CONTROLS = [
  defineControl({
    id: 'library',
    section: 'ssv',
    title: SSV_CHECKS.library,
    needs: ['ssv'],
    judge: ({ ssv }, write, context) =>
      ssv.failure !== null && wasNotLookedAt(ssv.failure)
        ? [write.unknown('library', ssv.failure, SSV_CHECKS.library)]
        : [
            judgeLibrary(ssv, write, context),
            ...judgeVersions(ssv, write, context),
            ...judgeGalssIni(ssv, write, context),
            ...judgeSesamFile(ssv, write, context),
          ],
  }),
  defineControl({
    id: 'channels',
    section: 'ssv',
    title: GALSS_CHECKS.title,
    needs: ['readers', 'ssv'],
    judge: ({ readers, ssv }, write) => judgeGalssFile(ssv, readers, write),
  }),
];

const LIBRARY_FAILURES: readonly string[] = ['SSV-ABSENTE', 'SSV-ARCHITECTURE'];

/** Whether DMP Direct itself is to read cards through the library. */
function isNeeded({ configuration }: JudgementContext): boolean {
  return configuration.cards.vitale.includes('ssv');
}

/** Looking for the files is done by a process of ours that runs nothing of the vendor's: its end is not their fault. */
function wasNotLookedAt({ code }: Failure): boolean {
  return code.startsWith('PROCESSUS-');
}

function judgeLibrary(
  { library, host, failure: reason }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): Check {
  if (reason !== null && LIBRARY_FAILURES.includes(reason.code)) {
    if (isNeeded(context)) return write.fix('library', reason);
    return (library === null ? write.unknown : write.watch)('library', reason);
  }
  const { path = '', bits = null, architecture = '' } = library ?? {};
  return write.good('library', 'SSV-OK', SSV_CHECKS.found(path, bits, architecture, host === 'helper'));
}

function judgeVersions(
  { versions }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  if (versions === null) return [];
  if (!versions.ok) return [(isNeeded(context) ? write.fix : write.watch)('versions', versions.failure)];
  return [write.good('versions', 'SSV-VERSIONS-OK', SSV_CHECKS.components(versions.lines))];
}

function judgeGalssIni(
  { library, sesamIni, galssIni, failure: reason }: SsvFacts,
  write: CheckWriter,
  context: JudgementContext,
): readonly Check[] {
  if (reason !== null && !LIBRARY_FAILURES.includes(reason.code))
    return [(isNeeded(context) ? write.fix : write.watch)('galss-ini', reason)];
  if (galssIni !== null) {
    const files = [galssIni, ...(sesamIni === null ? [] : [sesamIni])];
    return [write.good('galss-ini', 'GALSS-INI-OK', SSV_CHECKS.files(files))];
  }
  // Without the library there is nothing that would need the file.
  return library === null
    ? []
    : [notVerifiable(write, 'galss-ini', SSV_CHECKS.galssIni, STANDS_IN_THE_WAY.libraryUnusable)];
}
