import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, type Failure } from '../../../../src/domain/failures/index.ts';
import { Leaving, type LeavingFile, type LeavingParts } from '../../../../src/main/visit/leaving.ts';

const BYTES = new Uint8Array([1, 2, 3]);
const PAGE: LeavingFile = {
  what: 'page',
  name: null,
  proposedName: 'dmp.pdf',
  bytes: () => Promise.resolve(BYTES),
};

const WINDOW = {} as ReturnType<LeavingParts['window']>;
const save = vi.fn<LeavingParts['save']>();
const onChange = vi.fn();
const onWarning = vi.fn<(problem: Failure) => void>();
const onLate = vi.fn<(problem: Failure) => void>();
const onSettled = vi.fn<(code: string) => void>();
let wanted: AbortController;
let leaving: Leaving;

beforeEach(() => {
  vi.clearAllMocks();
  save.mockResolvedValue(null);
  wanted = new AbortController();
  leaving = new Leaving({
    window: () => WINDOW,
    save,
    wanted: () => wanted.signal,
    onChange,
    onWarning,
    onLate,
    onSettled,
  });
});

describe('what would leave the DMP', () => {
  it('is asked about first, and made only once that is agreed to', async () => {
    const bytes = vi.fn(PAGE.bytes);
    leaving.offer({ ...PAGE, bytes });
    expect(leaving.shown).toEqual({ what: 'page', name: null });
    expect(onChange).toHaveBeenCalledOnce();
    expect(bytes).not.toHaveBeenCalled();
    expect(await leaving.answer(true)).toBe(true);
    expect(leaving.shown).toBeNull();
    expect(save).toHaveBeenCalledExactlyOnceWith(WINDOW, 'dmp.pdf', BYTES, wanted.signal);
  });

  it('is neither made nor written when that is refused', async () => {
    const bytes = vi.fn(PAGE.bytes);
    leaving.offer({ ...PAGE, bytes });
    expect(await leaving.answer(false)).toBe(true);
    expect(bytes).not.toHaveBeenCalled();
    expect(save).not.toHaveBeenCalled();
    expect(leaving.shown).toBeNull();
  });

  it('leaves once for one answer, and never without a question', async () => {
    expect(await leaving.answer(true)).toBe(false);
    leaving.offer(PAGE);
    const [first, second] = await Promise.all([leaving.answer(true), leaving.answer(true)]);
    expect([first, second]).toEqual([true, false]);
    expect(save).toHaveBeenCalledOnce();
  });

  it('does not leave once its question was withdrawn', async () => {
    leaving.offer(PAGE);
    leaving.withdraw();
    expect(await leaving.answer(true)).toBe(false);
    expect(save).not.toHaveBeenCalled();
  });
});

describe('what goes wrong', () => {
  it('is told', async () => {
    const problem = failure('ENREGISTREMENT-IMPOSSIBLE', { reason: 'disque plein' });
    save.mockResolvedValue(problem);
    leaving.offer(PAGE);
    await leaving.answer(true);
    expect(onWarning).toHaveBeenCalledExactlyOnceWith(problem);
  });

  it('is told when the page cannot be made into a PDF', async () => {
    leaving.offer({ ...PAGE, bytes: () => Promise.reject(new Error('gone')) });
    await leaving.answer(true);
    expect(save).not.toHaveBeenCalled();
    expect(onWarning.mock.calls).toMatchObject([[{ code: 'ENREGISTREMENT-IMPOSSIBLE' }]]);
  });

  it('is told apart once the record is hidden or its session has ended', async () => {
    save.mockImplementation(() => {
      wanted.abort();
      return Promise.resolve(failure('REPONSE-TARDIVE'));
    });
    leaving.offer(PAGE);
    await leaving.answer(true);
    expect(onWarning).not.toHaveBeenCalled();
    expect(onLate).toHaveBeenCalledExactlyOnceWith({ code: 'REPONSE-TARDIVE' });
  });
});
