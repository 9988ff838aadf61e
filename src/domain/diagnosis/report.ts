/**
 * The report of a diagnosis: a text for people and JSON for a helpdesk's tools, both through the redactor.
 * It may hold readers, versions, codes and ATRs; never a name, a number, a serial, a PIN or the user's folder.
 */
import { DIAGNOSIS_SECTIONS, type DiagnosisSection } from '../failures/index.ts';
import { natureOf, slotOfReader, type Slot } from '../readers/classify.ts';
import { redactReaderSerial } from '../redaction/reader-serial.ts';
import { redactLine, type RedactionContext } from '../redaction/redact.ts';
import { diagnosisTexts } from '../texts/fr/diagnosis.ts';
import { tally, type Check, type FileRepair, type Tally } from './check.ts';
import type { ReaderFact } from './facts.ts';

/** Changes with the form of the JSON. */
const FORMAT = { name: 'dmp-direct-diagnosis', version: 2 } as const;

export interface Report {
  readonly format: typeof FORMAT;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly program: string;
  readonly environment: string;
  readonly counts: Tally;
  /** Whom to call, where the fleet's settings say it. */
  readonly support: { readonly name: string | null; readonly phone: string | null };
  /** Readers and cards as they were seen, by classifier and ATR: no serial, no name of anybody. */
  readonly readers: readonly ReportedReader[];
  readonly sections: readonly {
    readonly section: DiagnosisSection;
    readonly title: string;
    readonly checks: readonly ReportedCheck[];
  }[];
}

/** A check with the file that would put it right, where that is one. */
export interface ReportedCheck extends Omit<Check, 'section' | 'repair'> {
  readonly repair: FileRepair | null;
}

export interface ReportedReader extends Pick<Slot, 'nature' | 'use' | 'model'> {
  readonly name: string;
  readonly card: ReaderFact['card'];
}

export interface ReportHeader {
  readonly readers: readonly ReaderFact[];
  readonly madeAt: Date;
  /** Version of the program. */
  readonly program: string;
  readonly environment: string;
  readonly support?: Report['support'];
}

/** Puts the checks in order and takes out of every text what no report may hold. */
export function makeReport(
  checks: readonly Check[],
  header: ReportHeader,
  context: RedactionContext,
): Report {
  const keep = (text: string): string => redactText(text, context);
  const clean = (text: string): string => redactReaderSerial(keep(text));
  return {
    format: FORMAT,
    madeAt: header.madeAt.toISOString(),
    program: clean(header.program),
    environment: clean(header.environment),
    counts: tally(checks),
    // A number that is made known on purpose: the redactor would take it for a person's.
    support: { name: header.support?.name ?? null, phone: header.support?.phone ?? null },
    readers: header.readers.map((reader) => reported(reader, clean)),
    sections: DIAGNOSIS_SECTIONS.map((section) => ({
      section,
      title: diagnosisTexts.sections[section],
      checks: checks
        .filter((check) => check.section === section)
        .map(({ id, result, code, found, meaning, steps, repair }) => ({
          id: clean(id),
          result,
          code,
          found: clean(found),
          meaning: clean(meaning),
          steps: steps.map(clean),
          // A file that is to work names its readers as they are called.
          repair: handedOver(repair, keep),
        })),
    })).filter(({ checks: inside }) => inside.length > 0),
  };
}

function reported(reader: ReaderFact, clean: (text: string) => string): ReportedReader {
  const { use, model } = slotOfReader(reader.name);
  return {
    name: clean(reader.name),
    nature: natureOf(reader),
    use,
    model,
    card: reader.card === null ? null : { kind: reader.card.kind, atr: clean(reader.card.atr) },
  };
}

/** A repaired file is whole or it is not one: where the redactor would change it, it is left out. */
function handedOver(repair: Check['repair'], clean: (text: string) => string): FileRepair | null {
  if (repair === null || repair === 'engine') return null;
  const isSafe = repair.text.split(/\r\n|\r|\n/).every((line) => clean(line) === line);
  if (!isSafe) return null;
  const changes = repair.changes.map(({ where, before, after }) => ({
    where: clean(where),
    before: clean(before),
    after: clean(after),
  }));
  return { file: clean(repair.file), changes, text: repair.text };
}

/** The redactor works line by line: what comes from a reader's or a server's name may hold anything. */
function redactText(text: string, context: RedactionContext): string {
  // eslint-disable-next-line no-control-regex -- that is what is taken out
  return redactLine(text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' '), context);
}

/** Two spaces of indent, one line per value; ends with a line feed. */
export function reportAsJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** For reading and for pasting into a message; ends with a line feed. */
export function reportAsText(report: Report): string {
  const texts = diagnosisTexts;
  const lines = [
    texts.report.title(report.program),
    texts.report.madeAt(report.madeAt.slice(0, 16).replace('T', ' ')),
    texts.report.environment(report.environment),
    ...supportLine(report.support),
    texts.summary(report.counts.fix, report.counts.watch),
  ];
  for (const { title, checks } of report.sections) {
    lines.push('', title);
    for (const check of checks) {
      lines.push(`  [${texts.results[check.result]}] ${check.found} (${check.code})`);
      if (check.result === 'good') continue;
      lines.push(`      ${check.meaning}`);
      check.steps.forEach((step, index) => lines.push(`      ${String(index + 1)}. ${step}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function supportLine({ name, phone }: Report['support']): readonly string[] {
  const known = [name, phone].filter((each) => each !== null);
  return known.length === 0 ? [] : [diagnosisTexts.report.support(known.join(', '))];
}
