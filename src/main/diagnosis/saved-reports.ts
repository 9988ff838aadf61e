/** Reports that were saved as JSON, read from where the user says. */
import { open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  LONGEST_REPORT_BYTES,
  readSavedReport,
  type SavedReport,
} from '../../domain/diagnosis/saved-report.ts';
import type { NamedReport } from '../../domain/diagnosis/summary.ts';

/** Reads one file; null when it is no report, too long, or cannot be read. */
export async function readReport(file: string): Promise<SavedReport | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    return size > LONGEST_REPORT_BYTES ? null : readSavedReport(await handle.readFile('utf8'));
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}

/** Every report of a folder in the order of their names, and the names of the files that are none. */
export async function readReports(
  folder: string,
): Promise<{ readonly reports: readonly NamedReport[]; readonly refused: readonly string[] } | null> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const reports: NamedReport[] = [];
  const refused: string[] = [];
  for (const name of names.filter((each) => /\.json$/i.test(each)).sort()) {
    const report = await readReport(join(folder, name));
    if (report === null) refused.push(name);
    else reports.push({ name: basename(name).replace(/\.json$/i, ''), report });
  }
  return { reports, refused };
}
