/**
 * Events of the engine that come late: of pages that are gone, have crashed or were closed while something was waited
 * for. None may end the program, or reach a listener of ours that fails.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CLAIRE } from '../../../lab/cards/people.ts';
import type { Fault } from '../fault.ts';
import type { ProgramDesk } from './desk.ts';

/** What comes late comes within a few turns of the loop. */
const LATE_MS = 400;

/** How the page has gone when the event comes. */
const ENDS = ['closed', 'crashed', 'closed by its window'] as const;
type End = (typeof ENDS)[number];

/** Of a page's own. */
const PAGE_EVENTS = [
  'render-process-gone',
  'unresponsive',
  'did-fail-load',
  'did-fail-provisional-load',
  'did-navigate',
  'did-navigate-in-page',
  'did-start-navigation',
  'did-redirect-navigation',
  'did-stop-loading',
  'dom-ready',
  'will-prevent-unload',
  'will-frame-navigate',
  'will-redirect',
  'will-attach-webview',
  'before-input-event',
  'before-mouse-event',
  'input-event',
  'zoom-changed',
  'found-in-page',
  'select-bluetooth-device',
  'destroyed',
] as const;

/** Of the program's, about a page. */
const PROGRAM_EVENTS = [
  'certificate-error',
  'login of a proxy',
  'login of a site',
  'select-client-certificate',
  'web-contents-created',
  'render-process-gone',
  'will-download',
  'debugger message',
  'debugger detach',
  'message of the site',
  'message of our page',
] as const;

const PROCESSES = ['Utility', 'Zygote', 'Sandbox helper', 'GPU', 'Pepper Plugin', 'Unknown'] as const;

/** What our page asks for and the dying page is to give. */
const ASKS = ['savePdf', 'print', 'openFind', 'reload', 'back'] as const;

export function engineEventFaults(desk: ProgramDesk): Fault[] {
  return [
    ...ENDS.flatMap((end) => [
      late(desk, end, 'every event of a page', PAGE_EVENTS),
      late(desk, end, 'every event about a page', PROGRAM_EVENTS),
    ]),
    ...(['crashed', 'closed'] as const).flatMap((end) => ASKS.map((ask) => asked(desk, end, ask))),
    processesGone(desk),
    closedWhileLoading(desk),
  ];
}

/** Claire's record is open, its page goes, and then the events come. */
function late(desk: ProgramDesk, end: End, what: string, events: readonly string[]): Fault {
  return watched(desk, `${what}, ${end} before`, async () => {
    await openClaire(desk);
    await emitLate(desk, end, events);
  });
}

function asked(desk: ProgramDesk, end: 'crashed' | 'closed', ask: string): Fault {
  return watched(desk, `${ask}, as the page is ${end}`, async () => {
    await openClaire(desk);
    const visit = await desk.program.page('visit');
    const send = (name: string, params: object = {}): Promise<void> =>
      visit.evaluate(
        ([command, given]) => {
          const { dmp } = globalThis as unknown as { dmp: { send(name: string, params: object): void } };
          dmp.send(command, given);
        },
        [name, params] as const,
      );
    await send(ask);
    await Promise.all([emitLate(desk, end, []), ask === 'savePdf' ? send('leave', { agreed: true }) : null]);
    await send(ask).catch(() => undefined);
    await send('leave', { agreed: true }).catch(() => undefined);
  });
}

function processesGone(desk: ProgramDesk): Fault {
  return watched(desk, 'processes of the engine of every kind have gone', async () => {
    await openClaire(desk);
    await desk.program.app.evaluate(({ app }, types) => {
      for (const type of types)
        for (const reason of ['clean-exit', 'crashed', 'oom', 'launch-failed', 'integrity-failure'])
          app.emit('child-process-gone', {}, { type, reason, exitCode: 1, serviceName: 'x', name: 'x' });
    }, PROCESSES);
  });
}

function closedWhileLoading(desk: ProgramDesk): Fault {
  return watched(desk, 'the window is closed while its page’s load is waited for', async () => {
    await desk.wire.inject({ kind: 'silent' });
    try {
      await desk.program.desk.insert(0, 'claire');
      await desk.program.page('visit');
      await delay(LATE_MS);
      // The record goes with its window, and the load that is waited for with it.
      await desk.tidy();
      await delay(LATE_MS);
    } finally {
      await desk.wire.clear();
    }
  });
}

async function openClaire(desk: ProgramDesk): Promise<void> {
  await desk.program.desk.insert(0, 'claire');
  await desk.program.sitePage(`/TableauDeBord/${CLAIRE.nir}`);
}

function watched(desk: ProgramDesk, name: string, inject: () => Promise<void>): Fault {
  return {
    kind: 'late event of the engine',
    name,
    inject: async () => {
      const before = (await faultsNoted(desk)).length;
      await inject();
      await delay(LATE_MS);
      const good = await desk.checkGood();
      return [...(await faultsNoted(desk)).slice(before), ...good];
    },
  };
}

/** What the log says of listeners of ours that failed, and of promises that nobody waited for. */
async function faultsNoted(desk: ProgramDesk): Promise<readonly string[]> {
  const folder = await desk.program.app.evaluate(({ app }) => app.getPath('userData'));
  const text = await readFile(join(folder, 'logs', 'dmp-direct.log'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.includes('a listener failed'));
}

/** Ends the site's page, then says of it what the engine may still have had to say. */
function emitLate(desk: ProgramDesk, end: End, events: readonly string[]): Promise<void> {
  return desk.program.app.evaluate(
    async ({ app, webContents, BaseWindow }, [how, names]) => {
      const page = webContents.getAllWebContents().find((each) => each.getURL().includes('/TableauDeBord/'));
      if (page === undefined) throw new Error('no page of the site');
      const speaker = page as unknown as NodeJS.EventEmitter;
      const own = page.session;
      const inspector = page.debugger;
      const messages = page.ipc;
      const gone = new Promise((resolve) => {
        for (const end of ['destroyed', 'render-process-gone']) speaker.once(end, resolve);
      });
      if (how === 'closed') page.close();
      else if (how === 'crashed') page.forcefullyCrashRenderer();
      else for (const each of BaseWindow.getAllWindows()) if (each.getBounds().width > 1000) each.close();
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1_500))]);
      const url = 'https://ailleurs.example/';
      const event = { preventDefault: () => undefined, url, isMainFrame: true, isSameDocument: false };
      const answer = (): void => undefined;
      const facts: Readonly<Record<string, readonly unknown[]>> = {
        'render-process-gone': [event, { reason: 'crashed', exitCode: 5 }],
        'did-fail-load': [event, -105, 'NAME_NOT_RESOLVED', url, true, 1, 1],
        'did-navigate': [event, url, 200, 'OK'],
        'did-navigate-in-page': [event, url, true, 1, 1],
        'before-input-event': [event, { type: 'keyDown', key: 'F5' }],
        'input-event': [event, { type: 'mouseDown' }],
        'zoom-changed': [event, 'in'],
        'found-in-page': [event, { matches: 1, activeMatchOrdinal: 1 }],
        'select-bluetooth-device': [event, [], answer],
      };
      const proxy = { isProxy: true, host: 'proxy.example', port: 3128, realm: 'x' };
      const frame = { senderFrame: null, sender: page, returnValue: undefined, reply: answer };
      const about: Readonly<Record<string, () => void>> = {
        'certificate-error': () => app.emit('certificate-error', event, page, url, 'net::ERR', {}, answer),
        'login of a proxy': () => app.emit('login', event, page, { url }, proxy, answer),
        'login of a site': () =>
          app.emit('login', event, page, { url }, { ...proxy, isProxy: false }, answer),
        'select-client-certificate': () =>
          app.emit('select-client-certificate', event, page, url, [{ subjectName: 'x' }], answer),
        'web-contents-created': () => app.emit('web-contents-created', event, page),
        'render-process-gone': () => app.emit('render-process-gone', event, page, { reason: 'oom' }),
        'will-download': () => own.emit('will-download', event, { getURL: () => url }, page),
        'debugger message': () => {
          for (const method of [
            'Fetch.requestPaused',
            'Page.frameRequestedNavigation',
            'Page.fileChooserOpened',
          ])
            for (const given of [undefined, null, {}, { requestId: '1', request: { url } }])
              inspector.emit('message', event, method, given);
        },
        'debugger detach': () => inspector.emit('detach', event, 'target closed'),
        'message of the site': () => {
          for (const channel of messages.eventNames()) messages.emit(channel, frame, { kind: 'x' });
        },
        'message of our page': () => {
          for (const each of webContents.getAllWebContents())
            for (const channel of each.ipc.eventNames()) each.ipc.emit(channel, frame, { name: 'close' });
        },
      };
      for (const name of names) {
        const tell = about[name];
        if (tell === undefined) speaker.emit(name, ...(facts[name] ?? [event]));
        else tell();
      }
    },
    [end, events] as const,
  );
}
