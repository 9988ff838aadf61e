/** A start that is refused, with a played engine: the sentence, the code, and no dialogue where nobody could close it. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_SESSION } from '../../../../src/domain/workstation/session-name.ts';

const electron = vi.hoisted(() => ({
  app: { isPackaged: true, exit: vi.fn<(code: number) => void>() },
  dialog: { showErrorBox: vi.fn<(title: string, text: string) => void>() },
}));
vi.mock('electron', () => electron);
const session = vi.hoisted(() => ({ thisSession: vi.fn<() => Promise<string>>() }));
vi.mock('../../../../src/main/start/this-session.ts', () => session);

const { failure } = await import('../../../../src/domain/failures/index.ts');
const { refuseToStart } = await import('../../../../src/main/start/refuse.ts');

const { platform } = process;
let said = '';

beforeEach(() => {
  vi.clearAllMocks();
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  Object.defineProperty(process, 'platform', { value: 'win32' });
});
afterEach(() => {
  Object.defineProperty(process, 'platform', { value: platform });
  vi.restoreAllMocks();
});

it.each([
  ['somebody’s session of Windows', 'windows 2', false, 1],
  ['that of services, where a fleet’s tool has started it', NO_SESSION, false, 0],
  ['somebody’s, by the session itself as it opens', 'windows 2', true, 0],
])('in %s', async (_where, name, hidden, boxes) => {
  session.thisSession.mockResolvedValue(name);
  await refuseToStart(failure('AFFICHAGE-ABSENT'), { hidden });
  expect(electron.dialog.showErrorBox).toHaveBeenCalledTimes(boxes);
  expect(said).toMatch(/^DMP Direct : .* \(AFFICHAGE-ABSENT\)\n$/);
  expect(electron.app.exit).toHaveBeenCalledExactlyOnceWith(2);
});
