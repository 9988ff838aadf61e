import { dialog, type BaseWindow } from 'electron';
import { failure, type Failure } from '../../domain/failures/index.ts';
import { SYSTEM_TEXTS } from '../../domain/texts/fr/system.ts';
import { FILE_REASONS } from '../../domain/texts/fr/reasons.ts';
import { codeOf } from '../../system/error-code.ts';
import type { SystemWindows } from './system-windows.ts';
import { writeWhole } from './write-aside.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: FILE_REASONS.mayNotWriteThere,
  EPERM: FILE_REASONS.mayNotWriteThere,
  EROFS: FILE_REASONS.mayNotWriteThere,
  ENOSPC: FILE_REASONS.noRoom,
  EBUSY: FILE_REASONS.openElsewhere,
};

/**
 * Asks where a file that leaves the DMP goes, and writes it there and nowhere else; `wanted` is aborted once it must
 * not be written any more, however long the system's dialog stays.
 * @returns null once written or given up, else ENREGISTREMENT-IMPOSSIBLE, or REPONSE-TARDIVE once it was not wanted.
 */
export async function saveOutsideDmp(
  windows: Pick<SystemWindows, 'during'>,
  owner: BaseWindow,
  proposedName: string,
  bytes: Uint8Array,
  wanted: AbortSignal,
): Promise<Failure | null> {
  // What leaves took a moment to be made: a record that has gone meanwhile asks nothing any more.
  const isGone = (): boolean => wanted.aborted;
  if (isGone()) return null;
  const extension = /\.([a-z0-9]+)$/.exec(proposedName)?.[1];
  const { canceled, filePath } = await windows.during('save', () =>
    dialog.showSaveDialog(owner, {
      title: SYSTEM_TEXTS.saveDialog,
      defaultPath: proposedName,
      filters: extension === undefined ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }],
      // Windows' list of recent files must not learn of it; elsewhere the system's dialog tells it, which the user is
      // told.
      properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'],
    }),
  );
  if (canceled || filePath === '') return null;
  // The record that it came from, or the person before it, is gone: its answer writes nothing.
  if (isGone()) return failure('REPONSE-TARDIVE');
  try {
    await writeWhole(filePath, bytes);
    return null;
  } catch (error) {
    return failure('ENREGISTREMENT-IMPOSSIBLE', {
      reason: REASONS[codeOf(error)] ?? FILE_REASONS.cannotBeWritten,
    });
  }
}
