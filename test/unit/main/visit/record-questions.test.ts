/** What a record puts on screen beside its page belongs to its session: answered late, it changes nothing. */
import { EventEmitter } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaseWindow, WebContents } from 'electron';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { siteDialogChannel } from '../../../../src/borders/site.ts';
import { FileChoice } from '../../../../src/main/visit/file-choice.ts';
import { HOLD_MS, InputHold } from '../../../../src/main/visit/input-hold.ts';
import type { Inspector } from '../../../../src/main/visit/inspector.ts';
import { saveOutsideDmp } from '../../../../src/main/visit/leave-dmp.ts';
import { SiteDialogs } from '../../../../src/main/visit/site-dialogs.ts';
import { SystemWindows } from '../../../../src/main/visit/system-windows.ts';
import { settled } from './fake-view.ts';

const system = vi.hoisted(() => ({
  answer: (_path: string): void => undefined,
  giveUp: (): void => undefined,
}));

vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: () =>
      new Promise((resolve) => {
        system.answer = (filePath) => {
          resolve({ canceled: false, filePath });
        };
        system.giveUp = () => {
          resolve({ canceled: true, filePath: '' });
        };
      }),
    showOpenDialog: () =>
      new Promise((resolve) => {
        system.answer = (path) => {
          resolve({ canceled: false, filePaths: [path] });
        };
      }),
  },
}));

const OWNER = {} as BaseWindow;

/** The engine's side of the inspector: what it was told, and a way to let it tell. */
class FakeInspector {
  readonly told: [string, object][] = [];
  readonly #listeners = new Map<string, (params: unknown) => void>();
  on(method: string, listener: (params: unknown) => void): void {
    this.#listeners.set(method, listener);
  }
  tell(method: string, params: object = {}): void {
    this.told.push([method, params]);
  }
  send(method: string, params: object = {}): Promise<unknown> {
    this.tell(method, params);
    return Promise.resolve({});
  }
  happens(method: string, params: unknown): void {
    this.#listeners.get(method)?.(params);
  }
  get asInspector(): Inspector {
    return this as unknown as Inspector;
  }
}

describe('a dialog of the page', () => {
  const frame = { url: 'https://site.exemple.fr/page' };
  let contents: EventEmitter & { ipc: EventEmitter; mainFrame: object };
  let canShow: boolean;
  let dialogs: SiteDialogs;

  beforeEach(() => {
    contents = Object.assign(new EventEmitter(), { ipc: new EventEmitter(), mainFrame: frame });
    canShow = true;
    dialogs = new SiteDialogs(
      () => canShow,
      () => undefined,
    );
    dialogs.attach(contents as unknown as WebContents);
  });

  function ask(message: unknown, senderFrame: object | null = frame): { returnValue: unknown } {
    const event = { senderFrame, returnValue: undefined as unknown };
    contents.ipc.emit(siteDialogChannel, event, message);
    return event;
  }

  const CONFIRM = { kind: 'confirm', text: 'Supprimer ?', value: '' };

  it('says whose page asks, and the page waits for the answer', () => {
    const event = ask(CONFIRM);
    expect(dialogs.shown).toEqual({ ...CONFIRM, host: 'site.exemple.fr' });
    expect(event.returnValue).toBeUndefined();
    dialogs.answer(true, '');
    expect(event.returnValue).toBe('');
    expect(dialogs.shown).toBeNull();
  });

  it('is given up with its page, and a later answer is nobody’s', () => {
    const event = ask(CONFIRM);
    contents.emit('did-navigate');
    expect(event.returnValue).toBeNull();
    const next = ask({ ...CONFIRM, text: 'Une autre' });
    dialogs.dismiss();
    expect(next.returnValue).toBeNull();
    dialogs.answer(true, '');
    expect([event.returnValue, next.returnValue]).toEqual([null, null]);
  });

  it('that nobody can see is given up at once', () => {
    canShow = false;
    expect(ask(CONFIRM).returnValue).toBeNull();
    expect(dialogs.shown).toBeNull();
  });

  it.each([
    ['a frame', CONFIRM, { url: 'https://site.exemple.fr/cadre' }],
    ['a frame that is gone', CONFIRM, null],
    ['another message', { ...CONFIRM, kind: 'print' }, frame],
    ['a message with more in it', { ...CONFIRM, more: 1 }, frame],
    ['no message', 'confirm', frame],
  ])('is not taken from %s', (_what, message, sender) => {
    expect(ask(message, sender).returnValue).toBeNull();
    expect(dialogs.shown).toBeNull();
  });
});

describe('the system’s dialogs', () => {
  let directory: string;
  let standing: (readonly string[])[];
  let windows: SystemWindows;
  beforeEach(async () => {
    standing = [];
    windows = new SystemWindows({ onChange: (now) => standing.push(now), onLate: () => undefined });
    directory = await mkdtemp(join(tmpdir(), 'dmp-direct-late-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  it.each([
    ['writes where the user chose', false, null, ['document.pdf']],
    ['writes nothing once its record is gone, and says so', true, { code: 'REPONSE-TARDIVE' }, []],
  ])('saving %s', async (_what, gone, said, files) => {
    const wanted = new AbortController();
    const saved = saveOutsideDmp(windows, OWNER, 'Document DMP.pdf', new Uint8Array([1]), wanted.signal);
    if (gone) wanted.abort();
    expect(standing.at(-1)).toEqual(['save']);
    system.answer(join(directory, 'document.pdf'));
    expect(await saved).toEqual(said);
    expect(await readdir(directory)).toEqual(files);
    expect(standing.at(-1)).toEqual([]);
  });

  it('saving asks nothing for a record that has gone while the file was made', async () => {
    const saved = saveOutsideDmp(windows, OWNER, 'a.pdf', new Uint8Array([1]), AbortSignal.abort());
    expect(await saved).toBeNull();
    expect(standing).toEqual([]);
  });

  it('saving given up says nothing, be its record there or not', async () => {
    const wanted = new AbortController();
    const saved = saveOutsideDmp(windows, OWNER, 'a.pdf', new Uint8Array([1]), wanted.signal);
    wanted.abort();
    system.giveUp();
    expect(await saved).toBeNull();
  });

  it.each([false, true])('a file goes to the page that asked, unless that is gone: %s', async (gone) => {
    const inspector = new FakeInspector();
    const wanted = new AbortController();
    const onLate = vi.fn();
    new FileChoice(inspector.asInspector, {
      windows,
      owner: () => OWNER,
      wanted: () => wanted.signal,
      onLate,
    }).start();
    expect(inspector.told).toEqual([['Page.setInterceptFileChooserDialog', { enabled: true }]]);
    inspector.happens('Page.fileChooserOpened', { mode: 'selectSingle', backendNodeId: 7 });
    expect(standing).toEqual([['choose']]);
    if (gone) wanted.abort();
    system.answer('/choisi.pdf');
    await settled();
    expect(inspector.told.slice(1)).toEqual(
      gone ? [] : [['DOM.setFileInputFiles', { files: ['/choisi.pdf'], backendNodeId: 7 }]],
    );
    expect(onLate.mock.calls).toEqual(gone ? [[{ code: 'REPONSE-TARDIVE' }]] : []);
    expect(standing).toEqual([['choose'], []]);
  });

  it('are counted one by one, whichever is answered first, and also when one cannot be opened', async () => {
    const answers: (() => void)[] = [];
    const open = (kind: 'save' | 'print') =>
      windows.during(kind, () => new Promise<void>((resolve) => void answers.push(resolve)));
    const both = [open('save'), open('save'), open('print')];
    expect(standing.at(-1)).toEqual(['save', 'save', 'print']);
    answers[1]?.();
    await both[1];
    expect(standing.at(-1)).toEqual(['save', 'print']);
    await expect(windows.during('choose', () => Promise.reject(new Error('no display')))).rejects.toThrow();
    expect(standing.slice(-2)).toEqual([
      ['save', 'print', 'choose'],
      ['save', 'print'],
    ]);
    for (const answer of answers) answer();
    await Promise.all(both);
    expect(standing.at(-1)).toEqual([]);
  });
});

describe('the page’s keys and clicks', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are held for half a second after the last thing that moved it', () => {
    const inspector = new FakeInspector();
    const over = vi.fn();
    const hold = new InputHold(inspector.asInspector, over);
    hold.hold('uncovered');
    vi.advanceTimersByTime(HOLD_MS - 1);
    hold.hold('moved');
    vi.advanceTimersByTime(HOLD_MS - 1);
    expect(inspector.told).toEqual([['Input.setIgnoreInputEvents', { ignore: true }]]);
    vi.advanceTimersByTime(1);
    expect(inspector.told).toHaveLength(2);
    expect(inspector.told[1]).toEqual(['Input.setIgnoreInputEvents', { ignore: false }]);
    expect(over).toHaveBeenCalledOnce();
  });

  it('leave the keyboard where it is when a bar has only moved the page', () => {
    const inspector = new FakeInspector();
    const over = vi.fn();
    const hold = new InputHold(inspector.asInspector, over);
    hold.hold('uncovered');
    vi.advanceTimersByTime(HOLD_MS);
    hold.hold('moved');
    vi.advanceTimersByTime(HOLD_MS);
    expect(inspector.told.map(([, params]) => params)).toEqual([
      { ignore: true },
      { ignore: false },
      { ignore: true },
      { ignore: false },
    ]);
    expect(over).toHaveBeenCalledOnce();
  });

  it('give it to the page that was asked to take it meanwhile, once it hears again', () => {
    const inspector = new FakeInspector();
    const over = vi.fn();
    const hold = new InputHold(inspector.asInspector, over);
    // Nothing holds it: it takes the keyboard at once.
    hold.keyboardAsked();
    hold.hold('moved');
    vi.advanceTimersByTime(HOLD_MS);
    expect(over).not.toHaveBeenCalled();
    hold.hold('moved');
    hold.keyboardAsked();
    expect(over).not.toHaveBeenCalled();
    vi.advanceTimersByTime(HOLD_MS);
    expect(over).toHaveBeenCalledOnce();
  });
});
