/** The tools around reading a record, with a window and pages that only note what is done to them. */
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { siteDialogChannel } from '../../../../src/borders/site.ts';
import { SILENT } from '../../../../src/main/base/log.ts';
import type { Departure } from '../../../../src/main/visit/departure.ts';
import { ReadingTools } from '../../../../src/main/visit/reading-tools.ts';
import { SystemWindows } from '../../../../src/main/visit/system-windows.ts';
import type { VisitWindow } from '../../../../src/main/visit/visit-window.ts';
import type { SiteSession } from '../../../../src/main/site/site-session.ts';

const electron = vi.hoisted(() => ({
  dialog: { showSaveDialog: vi.fn(), showOpenDialog: vi.fn() },
}));
vi.mock('electron', () => electron);

/** A page: what it is told to do is noted, and what happens in it the test says. */
class Page extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly mainFrame = { url: 'https://dmp.exemple.fr/' };
  readonly debugger = {
    attach: () => {
      throw new Error('no inspector here');
    },
    sendCommand: () => Promise.reject(new Error('no inspector here')),
  };
  readonly print = vi.fn();
  readonly printToPDF = vi.fn(() => Promise.resolve(new Uint8Array([1])));
  readonly findInPage = vi.fn();
  readonly stopFindInPage = vi.fn();
  readonly setZoomFactor = vi.fn();
  readonly focus = vi.fn();
  readonly isDestroyed = (): boolean => false;

  /** Answers whether the key was ours. */
  press(input: object): boolean {
    const preventDefault = vi.fn();
    const pressed = {
      type: 'keyDown',
      key: '',
      code: '',
      shift: false,
      alt: false,
      control: false,
      meta: false,
    };
    this.emit('before-input-event', { preventDefault }, { ...pressed, ...input });
    return preventDefault.mock.calls.length > 0;
  }

  /** Asks a question that stands until it is answered. */
  ask(): { returnValue?: unknown } {
    const event = { senderFrame: this.mainFrame } as { returnValue?: unknown };
    this.ipc.emit(siteDialogChannel, event, { kind: 'confirm', text: 'Enregistrer ?', value: '' });
    return event;
  }
}

const EVERYTHING = { print: true, save: true, copy: true, links: true, typedIns: true, camera: true };
let allow = EVERYTHING;
let panel: Page;
let page: Page;
const window = {
  window: {},
  siteHidden: false,
  veil: vi.fn(),
  showDocument: vi.fn(),
  focusShown: vi.fn(),
};
const told = {
  onChange: vi.fn(),
  onWarning: vi.fn(),
  onSettled: vi.fn(),
  onConnection: vi.fn(),
  onVisitKey: vi.fn(),
  onVeil: vi.fn(),
};
const windows = { onChange: vi.fn(), onLate: vi.fn() };
let tools: ReadingTools;
/** Whether the page is the record's. */
let mayTake = true;

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  window.siteHidden = false;
  mayTake = true;
  allow = { ...EVERYTHING };
  panel = new Page();
  page = new Page();
  const fake = { ...window, panel: { view: { webContents: panel } } };
  tools = new ReadingTools({
    window: () => ({ ...fake, siteHidden: window.siteHidden }) as unknown as VisitWindow,
    hideAfterMinutes: 10,
    log: SILENT,
    mayTake: () => mayTake,
    allow: () => allow,
    systemWindows: new SystemWindows(windows),
    ...told,
  });
  tools.watchPanel();
  tools.attach({ view: { webContents: page } } as unknown as SiteSession, {} as Departure);
});
afterEach(() => {
  tools.stop();
  vi.useRealTimers();
});

describe('a workstation that does not let it be done', () => {
  const warned = (): unknown[] => told.onWarning.mock.calls.map(([problem]) => problem as unknown);
  const refused = (action: string): object => ({ code: 'ACTION-NON-PERMISE', detail: { action } });

  it('prints nothing, by the key or the button', () => {
    allow = { ...EVERYTHING, print: false };
    expect(page.press({ key: 'p', code: 'KeyP', control: true })).toBe(true);
    tools.commands.print({});
    expect(page.print).not.toHaveBeenCalled();
    expect(warned()).toEqual([refused('d’imprimer'), refused('d’imprimer')]);
    expect(tools.state.allowed).toEqual({ print: false, save: true });
  });

  it('saves nothing, and a question that stands is withdrawn', async () => {
    tools.commands.savePdf({});
    expect(tools.state.leaving).not.toBeNull();
    allow = { ...EVERYTHING, save: false };
    tools.settingsChanged();
    expect(tools.state.leaving).toBeNull();
    tools.commands.leave({ agreed: true });
    tools.commands.savePdf({});
    expect(page.press({ key: 's', code: 'KeyS', control: true })).toBe(true);
    await vi.advanceTimersByTimeAsync(0);
    expect(tools.state.leaving).toBeNull();
    expect(electron.dialog.showSaveDialog).not.toHaveBeenCalled();
    expect(warned()).toEqual([refused('d’enregistrer un fichier'), refused('d’enregistrer un fichier')]);
  });

  it('copies nothing by a key', () => {
    const copying = [
      { key: 'c', control: true },
      { key: 'C', control: true, shift: true },
      { key: 'x', control: true },
      { key: 'Insert', control: true },
      { key: 'Delete', shift: true },
    ];
    expect(copying.map((key) => page.press(key))).toEqual(copying.map(() => false));
    allow = { ...EVERYTHING, copy: false };
    expect(copying.map((key) => page.press(key))).toEqual(copying.map(() => true));
    expect(page.press({ key: 'v', control: true })).toBe(false);
    expect(page.press({ key: 'c' })).toBe(false);
  });
});

describe('a record before which nobody is', () => {
  beforeEach(async () => {
    tools.begin();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
  });

  it('is hidden, and that is told', () => {
    expect(tools.state.veiled).toBe(true);
    expect(window.veil).toHaveBeenLastCalledWith(true);
    expect(told.onVeil).toHaveBeenLastCalledWith(true);
  });

  it('is shown again by a key or a click, not by a mouse that is pushed', () => {
    panel.emit('input-event', {}, { type: 'mouseMove' });
    expect(tools.state.veiled).toBe(true);
    panel.emit('input-event', {}, { type: 'mouseDown' });
    expect(tools.state.veiled).toBe(false);
    expect(window.veil).toHaveBeenLastCalledWith(false);
    expect(told.onVeil).toHaveBeenLastCalledWith(false);
  });

  it('is hidden anew when nobody comes back', async () => {
    tools.commands.unveil({});
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    expect(told.onVeil.mock.calls).toEqual([[true], [false], [true]]);
  });

  it('shows no dialog of its page to nobody', () => {
    expect(page.ask().returnValue).toBeNull();
    expect(tools.state.dialog).toBeNull();
  });

  it('is not given the keyboard', () => {
    window.focusShown.mockClear();
    tools.commands.focusPage({});
    expect(window.focusShown).not.toHaveBeenCalled();
  });
});

it('is not hidden while somebody only moves the mouse over it', async () => {
  tools.begin();
  for (let minute = 0; minute < 30; minute++) {
    await vi.advanceTimersByTimeAsync(60_000);
    page.emit('input-event', {}, { type: 'mouseMove' });
  }
  expect(tools.state.veiled).toBe(false);
});

describe('what is asked when the record is hidden or its session ends', () => {
  it.each(['hidden', 'ended'] as const)('counts for nothing once it is %s', async (how) => {
    tools.begin();
    const question = page.ask();
    expect(tools.state.dialog).toMatchObject({ host: 'dmp.exemple.fr' });
    let answer = (_answer: object): void => undefined;
    electron.dialog.showSaveDialog.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    tools.commands.savePdf({});
    expect(tools.state.leaving).toEqual({ what: 'page', name: null });
    tools.commands.leave({ agreed: true });
    await vi.advanceTimersByTimeAsync(1);
    expect(electron.dialog.showSaveDialog).toHaveBeenCalledOnce();
    page.emit('input-event', {}, { type: 'mouseMove' });
    if (how === 'ended') tools.detach();
    else await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(question.returnValue).toBeNull();
    expect(tools.state.dialog).toBeNull();
    // A folder cannot be written as a file: had it been tried, that would be told instead.
    answer({ canceled: false, filePath: '/' });
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told.onWarning.mock.calls).toEqual([[{ code: 'REPONSE-TARDIVE' }]]);
  });

  it('answered once its window has gone writes nothing, and is told elsewhere', async () => {
    let answer = (_answer: object): void => undefined;
    electron.dialog.showSaveDialog.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    tools.commands.savePdf({});
    tools.commands.leave({ agreed: true });
    await vi.advanceTimersByTimeAsync(1);
    tools.stop();
    expect(windows.onChange.mock.calls).toEqual([[['save']]]);
    answer({ canceled: false, filePath: '/' });
    await vi.advanceTimersByTimeAsync(1);
    expect(windows.onChange.mock.calls).toEqual([[['save']], [[]]]);
    expect(windows.onLate.mock.calls).toEqual([[{ code: 'REPONSE-TARDIVE' }]]);
    expect(told.onWarning).not.toHaveBeenCalled();
  });

  it.each(['printed', 'closed'])('to print counts until it is %s', async (how) => {
    tools.commands.print({});
    const [, done] = page.print.mock.lastCall as [object, (done: boolean, reason: string) => void];
    expect(windows.onChange.mock.calls).toEqual([[['print']]]);
    if (how === 'printed') done(true, '');
    else page.emit('destroyed');
    await vi.advanceTimersByTimeAsync(1);
    expect(windows.onChange.mock.calls).toEqual([[['print']], [[]]]);
  });
});

describe('the keys', () => {
  it('print, look for words and enlarge what is read', () => {
    expect(page.press({ key: 'p', control: true })).toBe(true);
    expect(page.print).toHaveBeenCalledOnce();
    expect(page.press({ key: 'f', control: true })).toBe(true);
    expect(tools.state.find).toMatchObject({ matches: 0 });
    expect(page.press({ key: 'Escape' })).toBe(true);
    expect(tools.state.find).toBeNull();
    expect(page.press({ key: 'Escape' })).toBe(false);
    page.press({ key: '+', control: true });
    const { zoom } = tools.state;
    expect(zoom).toBeGreaterThan(100);
    expect(page.setZoomFactor).toHaveBeenLastCalledWith(zoom / 100);
  });

  it('are not taken when they are let go', () => {
    expect(page.press({ key: 'p', control: true, type: 'keyUp' })).toBe(false);
    expect(page.print).not.toHaveBeenCalled();
  });
});

describe('a page that is not shown', () => {
  it('is not offered as a PDF', () => {
    window.siteHidden = true;
    tools.commands.savePdf({});
    expect(tools.state.leaving).toBeNull();
  });

  it('gives its dialogs up', () => {
    window.siteHidden = true;
    expect(page.ask().returnValue).toBeNull();
  });
});

it('tells a printer that fails, and not a person who gives up', () => {
  tools.commands.print({});
  const [, done] = page.print.mock.lastCall as [object, (done: boolean, reason: string) => void];
  done(false, 'Print job canceled');
  expect(told.onWarning).not.toHaveBeenCalled();
  done(false, 'failed');
  expect(told.onWarning.mock.calls).toMatchObject([[{ code: 'IMPRESSION-IMPOSSIBLE' }]]);
});

it('explains a download that the browser wanted to write by itself', () => {
  tools.refusedDownload('https://dmp.exemple.fr/file');
  expect(told.onWarning.mock.calls).toMatchObject([[{ code: 'SITE-TELECHARGEMENT' }]]);
});

it('a page on the way to the record is neither printed nor saved', () => {
  const print = vi.spyOn(page, 'print');
  mayTake = false;
  tools.commands.print({});
  tools.commands.savePdf({});
  expect(print).not.toHaveBeenCalled();
  expect(tools.state.leaving).toBeNull();
  mayTake = true;
  allow = { ...EVERYTHING };
  tools.commands.print({});
  expect(print).toHaveBeenCalledOnce();
});
