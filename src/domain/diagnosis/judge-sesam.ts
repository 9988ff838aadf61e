/** sesam.ini and the versions of the SESAM-Vitale library beside each other: explained, never repaired. */
import { failure, type Failure } from '../failures/index.ts';
import { judgeSesam, type SesamFinding } from '../sesam/findings.ts';
import { workstationTexts } from '../texts/fr/workstation.ts';
import type { Check, CheckWriter } from './check.ts';
import type { JudgementContext, SsvFacts } from './facts.ts';

const TEXTS = workstationTexts.sesam;

/** What the library says when it does not find its tables: only then is a variable in the file a suspect. */
const TABLE_FAILURES: readonly string[] = ['SSV-TABLES', 'SSV-CHEMIN-TABLES', 'SSV-DOSSIER-TRAVAIL'];

/** Checks of the file, and one line on the versions that are installed. */
export function judgeSesamFile(
  { sesam, sesamIni, versions }: SsvFacts,
  write: CheckWriter,
  { configuration }: JudgementContext,
): readonly Check[] {
  const answers = versions?.ok === true;
  const cause = versions?.ok === false && TABLE_FAILURES.includes(versions.failure.code);
  const findings = judgeSesam(sesam).filter(({ kind }) => kind !== 'unexpanded' || cause);
  // A library that answers is not called broken: another program may still stumble there.
  const isNeeded = configuration.cards.vitale.includes('ssv') && !answers;
  const judged = isNeeded ? write.fix : write.watch;
  const checks = findings.map((finding, index) => judged(`sesam.${String(index + 1)}`, failureOf(finding)));
  const good =
    checks.length === 0 && sesam.text !== null && sesamIni !== null
      ? [write.good('sesam', 'SESAM-OK', TEXTS.good(sesamIni))]
      : checks;
  return [...good, ...versionsCheck(sesam, write)];
}

function failureOf(finding: SesamFinding): Failure {
  switch (finding.kind) {
    case 'absent':
      return failure('SESAM-ABSENT');
    case 'no-tables':
      return failure('SESAM-TABLES-NON-NOMMEES', { section: finding.section });
    case 'no-trace':
      return failure('SESAM-TRACE', { reason: TEXTS.noSection });
    case 'no-trace-file':
      return failure('SESAM-TRACE', { reason: TEXTS.noTraceFile(finding.folder) });
    case 'variable':
      return failure('SESAM-VARIABLE', { where: finding.where, written: finding.written });
    case 'unexpanded':
      return failure('SESAM-VARIABLES', { where: finding.where });
    case 'folder':
      return failure('SESAM-DOSSIER', { where: finding.where, folder: finding.folder });
    case 'version': {
      const { where, version, installed } = finding;
      return failure('SESAM-VERSION', { where, version, installed });
    }
    case 'width':
      return failure('SESAM-LARGEUR', { where: finding.where, width: String(finding.width) });
    case 'tables':
      return failure('SESAM-TABLES', { folder: finding.folder });
  }
}

function versionsCheck({ versions, library }: SsvFacts['sesam'], write: CheckWriter): readonly Check[] {
  if (versions.length === 0) return [];
  const list = versions.map((each) => {
    const isUsed = each.version === library?.version && (each.bits === null || each.bits === library.bits);
    const more = [...(each.bits === null ? [] : [TEXTS.bits(each.bits)]), ...(isUsed ? [TEXTS.used] : [])];
    return more.length === 0 ? each.version : `${each.version} (${more.join(', ')})`;
  });
  return [write.good('fsv', 'FSV-OK', TEXTS.versions(list.join(', ')))];
}
