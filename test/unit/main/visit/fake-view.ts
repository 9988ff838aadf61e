/** A window that only notes what it is told, in the place of Electron's. */
import type { InsMatricule } from '../../../../src/domain/identity/ins.ts';
import type { VisitEvent } from '../../../../src/domain/launch/visit-life.ts';
import type { SignInAttempt } from '../../../../src/main/sign-in/attempt.ts';
import type { VisitShown, VisitView, VisitViewListener } from '../../../../src/main/visit/visit-view.ts';

export class FakeView implements VisitView {
  /** What was asked of it, in order. */
  readonly told: string[] = [];
  session: number | null = null;
  attempt: SignInAttempt | null = null;
  ins: InsMatricule | null = null;
  shown: VisitShown | null = null;
  destroyed = false;
  /** Held back until the test lets a session's end go on; at once otherwise. */
  holdEnd = false;
  #listener: VisitViewListener | null = null;
  #letGo: (() => void)[] = [];

  /** As the site's session, or the user, would tell. */
  tell(event: VisitEvent): void {
    this.#listener?.onEvent(event);
  }

  focus(focused: boolean): void {
    this.#listener?.onFocus(focused);
  }

  veil(veiled: boolean): void {
    this.#listener?.onVeil(veiled);
  }

  /** Lets the sessions' ends that were held back go on. */
  async endSessions(): Promise<void> {
    this.#letGo.splice(0).forEach((go) => {
      go();
    });
    await settled();
  }

  get loads(): readonly string[] {
    return this.told.flatMap((line) => (line.startsWith('load ') ? [line.slice(5)] : []));
  }

  listen(listener: VisitViewListener): void {
    this.#listener = listener;
  }

  openSite(session: number, attempt: SignInAttempt): void {
    if (this.session !== null) throw new Error('two sessions in one window');
    this.session = session;
    this.attempt = attempt;
    this.told.push(`open ${String(session)}`);
  }

  settingsChanged(): void {
    this.told.push('settings changed');
  }

  keepTo(ins: InsMatricule | null): void {
    this.ins = ins;
  }

  warm(): Promise<void> {
    this.told.push('warm');
    return Promise.resolve();
  }

  async closeSite(signOut: readonly string[]): Promise<void> {
    if (this.session !== null) this.told.push(['end', ...signOut].join(' '));
    this.session = null;
    if (this.holdEnd)
      await new Promise<void>((resolve) => {
        this.#letGo.push(resolve);
      });
  }

  load(address: string): void {
    if (this.session === null) throw new Error('nothing to load in');
    this.told.push(`load ${address}`);
  }

  leavePage(): void {
    this.told.push('page left');
  }

  showSite(visible: boolean): void {
    this.told.push(visible ? 'site shown' : 'site hidden');
  }

  closeDocument(): void {
    this.told.push('document closed');
  }

  owns(): boolean {
    return this.session !== null;
  }

  begin(): void {
    this.told.push('begin');
  }

  reveal(): void {
    this.told.push('reveal');
  }

  hide(): void {
    this.told.push('hide');
  }

  destroy(): void {
    this.destroyed = true;
  }

  show(state: VisitShown): void {
    this.shown = state;
  }
}

/** What was promised at once has been done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
