import type { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { extname, join } from 'node:path';
import { app, clipboard, dialog } from 'electron';
import type { ProgramFacts } from '../../domain/diagnosis/facts.ts';
import { handOverCommand } from '../../domain/galss/hand-over.ts';
import { judge, type Judgement } from '../../domain/diagnosis/judge.ts';
import { reportAsJson, reportAsText } from '../../domain/diagnosis/report.ts';
import type { DiagnosisSection, Failure } from '../../domain/failures/index.ts';
import type { Result } from '../../domain/result.ts';
import { setSettings, type SettingOrigin } from '../../domain/settings/layers.ts';
import type { SettingKey } from '../../domain/settings/setting-keys.ts';
import { diagnosisTexts } from '../../domain/texts/fr/diagnosis.ts';
import { versionLabel } from '../base/build-info.ts';
import type { Cards } from '../cards/cards.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import type { Edition } from '../base/edition.ts';
import type { Logger } from '../base/log.ts';
import type { SettingsStore } from '../settings/store.ts';
import { chooseReports, comparisonOf } from './comparison.ts';
import { createDiagnosisWindow } from './window.ts';
import type { PanelContext } from '../windows/panel.ts';
import type { SingleWindow } from '../windows/single.ts';
import { trayVisibility } from './desktop.ts';
import { diagnose, type Diagnosis } from './diagnosis.ts';
import { engineTrusts } from './engine-trust.ts';
import {
  applyGalssRepair,
  previewGalssRepair,
  undoGalssRepair,
  type AppliedRepair,
  type GalssRepair,
} from './galss-file.ts';
import { startsWithSession } from './start-with-session.ts';
import { systemProxy } from './system-proxy.ts';
import { rolesOfProgram } from './utility-roles.ts';
import { judgementView } from './view.ts';

export interface DiagnosisDeskParts {
  readonly edition: Edition;
  /** Of the user's choices. */
  readonly directory: string;
  readonly cards: Cards;
  readonly settings: SettingsStore;
  readonly authorities: () => readonly X509Certificate[];
  readonly log: Logger;
  readonly panels: PanelContext;
  /** Whether the program's own engine can use a card. */
  readonly engine: { readonly failure: Failure | null; look(): void; settled(): Promise<void> };
}

/** The diagnosis of a running program: runs when its window is opened, and again when asked. */
export class DiagnosisDesk {
  readonly #parts: DiagnosisDeskParts;
  readonly #window: SingleWindow<'diagnosis'>;
  #judgement: Judgement;
  #diagnosis: Diagnosis | null = null;
  #running = false;
  #stopped = false;
  #roles: ReturnType<typeof rolesOfProgram> | null = null;
  #focus: DiagnosisState['focus'] = null;
  #report: DiagnosisState['report'] = null;
  #comparison: DiagnosisState['comparison'] = null;
  #repair: DiagnosisState['repair'] = null;
  #proposed: GalssRepair | null = null;
  #applied: AppliedRepair | null = null;
  /** What the system did not let us write. */
  #refused: GalssRepair | null = null;
  /** Tells one request to the window from the next. */
  #asked = 0;

  constructor(parts: DiagnosisDeskParts) {
    this.#parts = parts;
    this.#judgement = judge({}, { configuration: parts.settings.current, now: Date.now() });
    this.#window = createDiagnosisWindow(
      () => this.#state(),
      {
        again: () => void this.#run(),
        copyReport: () => {
          this.#copyReport();
        },
        saveReport: () => void this.#saveReport(),
        compareReports: () => void this.#compareReports(),
        dismissComparison: () => {
          this.#comparison = null;
          this.#window.refresh();
        },
        showRepair: () => void this.#showRepair(),
        applyRepair: () => void this.#applyRepair(),
        undoRepair: () => void this.#undoRepair(),
        saveRepair: () => void this.#saveRepair(),
        dismissRepair: () => {
          this.#proposed = null;
          this.#show({ repair: null });
        },
        registerCryptolib: () => void this.#registerCryptolib(),
        close: () => {
          this.#window.close();
        },
      },
      () => {
        this.#forget();
      },
      parts.panels,
    );
  }

  /** Opens the window, at a section unless it is null, and runs a diagnosis unless one is running. */
  open(section: DiagnosisSection | null): void {
    this.#focus = section === null ? null : { section, asked: ++this.#asked };
    // First, so that the window never shows the results of before as those of now.
    void this.#run();
    this.#window.open();
  }

  /** Ends what a diagnosis has started: the program must not wait for it. */
  stop(): void {
    this.#stopped = true;
    this.#roles?.stop();
  }

  async #run(): Promise<void> {
    if (this.#running || this.#stopped) return;
    this.#running = true;
    this.#diagnosis = null;
    this.#show({ report: null });
    const { edition, cards, settings, authorities, log } = this.#parts;
    const roles = rolesOfProgram(cards, edition, log);
    this.#roles = roles;
    try {
      this.#diagnosis = await diagnose(
        {
          roles,
          configuration: settings.current,
          authorities: authorities(),
          engineFailure: () => this.#parts.engine.failure,
          resolveProxy: systemProxy,
          engineTrusts,
          now: Date.now,
          program: () => this.#program(),
          version: versionLabel(app.getVersion()),
        },
        (judgement) => {
          this.#judgement = judgement;
          this.#window.refresh();
        },
      );
    } finally {
      roles.stop();
      this.#roles = null;
      this.#running = false;
      this.#window.refresh();
    }
    log.info({ counts: this.#diagnosis.report.counts }, 'diagnosis made');
  }

  async #program(): Promise<ProgramFacts> {
    const { settings } = this.#parts;
    return {
      version: versionLabel(app.getVersion()),
      system: `${process.platform} ${release()} ${arch()}`,
      engine: { electron: process.versions.electron, chromium: process.versions.chrome },
      files: this.#files(),
      settings: setSettings(settings.describe()),
      problems: settings.problems,
      autostart: await startsWithSession(this.#parts.settings.current.startWithSession),
      tray: await trayVisibility(),
    };
  }

  #origins(): ReadonlyMap<SettingKey, SettingOrigin> {
    return new Map([...this.#parts.settings.describe()].map(([key, { origin }]) => [key, origin]));
  }

  /** Where the settings in force come from, the strongest last. */
  #files(): string[] {
    const origins = new Set(this.#origins().values());
    const policies = this.#parts.settings.policySources;
    return [
      ...(origins.has('user') ? [join(this.#parts.directory, 'settings.json')] : []),
      ...(origins.has('file') ? [diagnosisTexts.startFile] : []),
      ...(origins.has('policy-default') || origins.has('policy-locked') ? policies : []),
    ];
  }

  #copyReport(): void {
    const report = this.#diagnosis?.report;
    if (report === undefined) return;
    void clipboard.writeText(reportAsText(report));
    this.#show({ report: { done: 'copied', asked: ++this.#asked } });
  }

  async #saveReport(): Promise<void> {
    const report = this.#diagnosis?.report;
    if (report === undefined) return;
    const { title, text, json } = diagnosisTexts.saveDialog;
    const options: Electron.SaveDialogOptions = {
      title,
      defaultPath: join(app.getPath('documents'), `${diagnosisTexts.report.fileName}.txt`),
      filters: [
        { name: text, extensions: ['txt'] },
        { name: json, extensions: ['json'] },
      ],
      properties: ['dontAddToRecent'],
    };
    const filePath = await this.#askWhere(options);
    if (filePath === '') return;
    const content = extname(filePath).toLowerCase() === '.json' ? reportAsJson(report) : reportAsText(report);
    const saved = await writeFile(filePath, content).then(
      () => true,
      () => false,
    );
    this.#show({ report: { done: saved ? 'saved' : 'not-saved', asked: ++this.#asked } });
  }

  async #compareReports(): Promise<void> {
    const chosen = await chooseReports(this.#window.window);
    if (chosen.length === 0) return;
    this.#comparison = await comparisonOf(chosen, this.#diagnosis?.report ?? null);
    this.#window.refresh();
  }

  async #showRepair(): Promise<void> {
    const { ssv, readers } = this.#diagnosis ?? {};
    if (ssv === undefined || ssv === null || readers === undefined || readers === null) return;
    const preview = await previewGalssRepair(ssv.galss, readers.readers);
    if (!preview.ok) {
      this.#show({ repair: { state: 'failed', failure: preview.failure } });
      return;
    }
    this.#proposed = preview.value;
    this.#show({
      repair:
        preview.value === null
          ? { state: 'nothing' }
          : { state: 'proposed', file: preview.value.file, changes: [...preview.value.changes] },
    });
  }

  async #applyRepair(): Promise<void> {
    const repair = this.#proposed;
    if (repair === null) return;
    // Taken before anything is awaited: a second click must not write a second time.
    this.#proposed = null;
    const applied = await applyGalssRepair(repair, new Date());
    this.#applied = applied.ok ? applied.value : null;
    this.#parts.log.info(
      { failure: applied.ok ? null : applied.failure.code },
      'galss.ini repaired on request',
    );
    if (!applied.ok && applied.failure.code === 'GALSS-INI-ECRITURE') {
      // The usual case on Windows and macOS: the file is made all the same, for whoever may put it there.
      this.#refused = repair;
      const { file } = repair;
      this.#show({ repair: { state: 'refused', failure: applied.failure, file, saved: null } });
      return;
    }
    this.#afterWriting(applied, ({ backup }) => ({ state: 'done', backup }));
  }

  /** Hands the repaired file over to be put in its place by somebody who may. */
  async #saveRepair(): Promise<void> {
    const repair = this.#refused;
    const shown = this.#repair;
    if (repair === null || shown?.state !== 'refused') return;
    const options: Electron.SaveDialogOptions = {
      title: diagnosisTexts.repair.handOver,
      defaultPath: join(app.getPath('documents'), 'galss.ini'),
      properties: ['dontAddToRecent'],
    };
    const filePath = await this.#askWhere(options);
    if (filePath === '') return;
    const written = await writeFile(filePath, repair.after).then(
      () => true,
      () => false,
    );
    const command = handOverCommand(process.platform, repair.file, filePath);
    this.#show({ repair: { ...shown, saved: { ok: written, where: filePath, command } } });
  }

  async #askWhere(options: Electron.SaveDialogOptions): Promise<string> {
    const owner = this.#window.window;
    const { filePath } = await (owner === null
      ? dialog.showSaveDialog(options)
      : dialog.showSaveDialog(owner, options));
    return filePath;
  }

  async #undoRepair(): Promise<void> {
    const applied = this.#applied;
    if (applied === null) return;
    this.#applied = null;
    this.#afterWriting(await undoGalssRepair(applied), () => ({ state: 'undone' }));
  }

  /** The setting is what keeps it registered: switched on where it was off. */
  async #registerCryptolib(): Promise<void> {
    const { settings, engine } = this.#parts;
    if (!settings.current.cards.registerCryptolib) {
      const changed = await settings.set('cards.registerCryptolib', true);
      if (!changed.ok) {
        this.#show({ repair: { state: 'failed', failure: changed.failure } });
        return;
      }
    }
    engine.look();
    await engine.settled();
    void this.#run();
  }

  #afterWriting<T>(result: Result<T>, done: (value: T) => NonNullable<DiagnosisState['repair']>): void {
    this.#show({ repair: result.ok ? done(result.value) : { state: 'failed', failure: result.failure } });
    if (result.ok) void this.#run();
  }

  #show(change: Partial<Pick<DiagnosisState, 'report' | 'repair'>>): void {
    if (change.report !== undefined) this.#report = change.report;
    if (change.repair !== undefined) this.#repair = change.repair;
    this.#window.refresh();
  }

  #forget(): void {
    this.#report = null;
    this.#comparison = null;
    this.#repair = null;
    this.#proposed = null;
    this.#applied = null;
    this.#refused = null;
  }

  #state(): DiagnosisState {
    return {
      running: this.#running,
      ...judgementView(this.#judgement),
      focus: this.#focus,
      report: this.#report,
      comparison: this.#comparison,

      repair: this.#repair,
    };
  }
}
