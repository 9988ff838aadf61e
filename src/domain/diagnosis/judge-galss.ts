/** galss.ini against the readers and cards that are there. */
import { failure, type Failure } from '../failures/index.ts';
import type { GalssFinding } from '../galss/findings.ts';
import { judgeGalss, type GalssVerdict } from '../galss/plan.ts';
import { isCardReader } from '../readers/classify.ts';
import { GALSS_CHECKS, STANDS_IN_THE_WAY } from '../texts/fr/checks.ts';
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
    return isThere
      ? [notVerifiable(write, 'channels', GALSS_CHECKS.channels, STANDS_IN_THE_WAY.serviceStopped)]
      : [];
  const hasPort = galss.serialPorts !== null && galss.serialPorts.length > 0;
  if (isThere && !readers.readers.some(isCardReader) && !hasPort)
    return [notVerifiable(write, 'channels', GALSS_CHECKS.channels, STANDS_IN_THE_WAY.noReader)];
  const verdict = judgeGalss({ ...galss, readers: readers.readers });
  const repair = repairOf(verdict, galss.path);
  const checks = verdict.findings.flatMap((finding) => checkOf(finding, write, isThere) ?? []);
  const seated = slotsCheck(verdict, readers, write);
  return [...checks, ...seated].map((check) => completed(check, verdict, repair));
}

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
        ? write.fix(
            'file',
            failure('GALSS-FICHIER-ABSENT', { state: GALSS_CHECKS.state[isThere ? 'empty' : 'absent'] }),
          )
        : null;
    case 'width':
      return write.fix(
        'width',
        failure('GALSS-LARGEUR', { library: finding.library, width: String(finding.width) }),
      );
    case 'count':
      return write.fix(
        'count',
        failure('GALSS-NOMBRE', {
          written: finding.written ?? GALSS_CHECKS.none,
          counted: String(finding.counted),
        }),
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
    case 'right':
      return write.good(id, 'GALSS-OK', GALSS_CHECKS.right(channel, finding.slots, finding.reader));
    case 'serial-right':
      return write.good(id, 'GALSS-OK', GALSS_CHECKS.serialRight(channel, finding.port));
    case 'unclear':
      return notVerifiable(write, id, GALSS_CHECKS.channel(channel), STANDS_IN_THE_WAY.channelUnclear);
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
        GALSS_CHECKS.missing(finding.reader),
      );
    case 'wrong-slot':
      return fault(
        failure('GALSS-MAUVAIS-LECTEUR', {
          reader: finding.reader,
          channel,
          nature: GALSS_CHECKS.nature[finding.nature],
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
  return placed ? [write.good('slots', 'GALSS-EMPLACEMENTS-OK', GALSS_CHECKS.slotsRight)] : [];
}
