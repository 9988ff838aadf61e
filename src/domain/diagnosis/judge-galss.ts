/** galss.ini against the readers and cards that are there. */
import { failure, type Failure } from '../failures/index.ts';
import type { GalssFinding } from '../galss/findings.ts';
import { judgeGalss, type GalssVerdict } from '../galss/plan.ts';
import { isCardReader } from '../readers/classify.ts';
import { diagnosisTexts } from '../texts/fr/diagnosis.ts';
import type { Check, CheckWriter, FileRepair } from './check.ts';
import { notVerifiable } from './control.ts';
import type { ReadersFacts, SsvFacts } from './facts.ts';

/** Every check of the file, each with the repair that would put it right. */
export function judgeGalssFile(
  { galss }: SsvFacts,
  readers: ReadersFacts,
  write: CheckWriter,
): readonly Check[] {
  const isThere = galss.text !== null;
  if (readers.service === 'unavailable')
    return isThere ? [notVerifiable(write, 'channels', TITLE, 'le service de cartes à puce est arrêté')] : [];
  const hasPort = galss.serialPorts !== null && galss.serialPorts.length > 0;
  if (isThere && !readers.readers.some(isCardReader) && !hasPort)
    return [notVerifiable(write, 'channels', TITLE, 'aucun lecteur n’est branché')];
  const verdict = judgeGalss({ ...galss, readers: readers.readers });
  const repair = repairOf(verdict, galss.path);
  const checks = verdict.findings.flatMap((finding) => checkOf(finding, write, isThere) ?? []);
  const seated = slotsCheck(verdict, readers, write);
  return [...checks, ...seated].map((check) => completed(check, verdict, repair));
}

const TITLE = 'Lecteurs de galss.ini';

function repairOf({ plan }: GalssVerdict, file: string | null): FileRepair | null {
  return plan === null || file === null ? null : { file, ...plan };
}

function completed(check: Check, { wantsCards }: GalssVerdict, repair: FileRepair | null): Check {
  if (check.result === 'good' || check.result === 'unknown') return check;
  const { insertBoth, restart } = diagnosisTexts.galss;
  const more = wantsCards ? [insertBoth] : repair === null ? [] : [restart];
  return { ...check, repair, steps: [...check.steps, ...more] };
}

/** Null for what is not worth a line of its own. */
function checkOf(finding: GalssFinding, write: CheckWriter, isThere: boolean): Check | null {
  switch (finding.kind) {
    case 'absent':
    case 'empty':
      return finding.harmful
        ? write.fix('file', failure('GALSS-FICHIER-ABSENT', { state: isThere ? 'vide' : 'absent' }))
        : null;
    case 'width':
      return write.fix(
        'width',
        failure('GALSS-LARGEUR', { library: finding.library, width: String(finding.width) }),
      );
    case 'count':
      return write.fix(
        'count',
        failure('GALSS-NOMBRE', { written: finding.written ?? 'aucun', counted: String(finding.counted) }),
      );
    case 'twice':
      return write.watch(`twice.${finding.section}`, failure('GALSS-DOUBLON', { section: finding.section }));
    case 'misplaced': {
      const reason = failure('GALSS-CANAUX-INVERSES', { reader: finding.reader, slot: finding.slot });
      return (finding.both ? write.fix : write.watch)(`slots.${String(finding.channel)}`, reason);
    }
    default:
      return channelCheck(finding, write);
  }
}

type ChannelFinding = Exclude<
  GalssFinding,
  { kind: 'absent' | 'empty' | 'width' | 'count' | 'twice' | 'misplaced' }
>;

function channelCheck(finding: ChannelFinding, write: CheckWriter): Check {
  const channel = String(finding.channel);
  const id = `channel.${channel}`;
  const fault = (reason: Failure, found?: string): Check => write.fix(id, reason, found);
  switch (finding.kind) {
    case 'right': {
      const slots = finding.slots.length === 0 ? '' : ` (${finding.slots.join(', ')})`;
      return write.good(id, 'GALSS-OK', `Canal ${channel}${slots}\u00a0: ${finding.reader}`);
    }
    case 'serial-right':
      return write.good(id, 'GALSS-OK', `Canal ${channel}\u00a0: lecteur série sur ${finding.port}`);
    case 'unclear':
      return notVerifiable(
        write,
        id,
        `Canal ${channel} de galss.ini`,
        'ce canal ne dit pas quel lecteur il désigne',
      );
    case 'serial':
      return (finding.possible ? write.watch : write.fix)(
        id,
        failure('GALSS-SERIE', { port: finding.port, channel }),
      );
    case 'ghost':
      return fault(failure('GALSS-FANTOME', { reader: finding.reader, channel }));
    case 'missing':
      return fault(
        failure('GALSS-LECTEUR-ABSENT', { reader: finding.reader, channel }),
        `galss.ini désigne un lecteur absent\u00a0: «\u00a0${finding.reader}\u00a0»`,
      );
    case 'wrong-slot':
      return fault(
        failure('GALSS-MAUVAIS-LECTEUR', {
          reader: finding.reader,
          channel,
          nature:
            finding.nature === 'virtual' ? 'un lecteur virtuel de Windows' : 'un emplacement sans contact',
        }),
      );
  }
}

/** Said when there are cards and each lies where the file expects it. */
function slotsCheck(
  { findings }: GalssVerdict,
  { readers }: ReadersFacts,
  write: CheckWriter,
): readonly Check[] {
  if (findings.some(({ kind }) => kind === 'misplaced')) return [];
  const named = new Set(
    findings.flatMap((finding) => (finding.kind === 'right' ? [finding.reader.toLowerCase()] : [])),
  );
  const placed = readers.some(({ name, card }) => card !== null && named.has(name.trim().toLowerCase()));
  return placed
    ? [
        write.good(
          'slots',
          'GALSS-EMPLACEMENTS-OK',
          'Emplacements CPS et Vitale conformes aux cartes insérées',
        ),
      ]
    : [];
}
