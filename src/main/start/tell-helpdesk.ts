import type { SettingOrigin } from '../../domain/settings/layers.ts';
import type { Journal } from '../journal/journal.ts';
import type { Program } from '../program/program.ts';
import type { SettingsStore } from '../settings/store.ts';

export interface HelpdeskNeeds {
  readonly settings: SettingsStore;
  readonly journal: Pick<Journal, 'tell'>;
}

/** Tells the helpdesk what is no step of a record: the policy in force, what is wrong with it, who comes and goes. */
export function tellHelpdesk(program: Pick<Program, 'moments'>, { settings, journal }: HelpdeskNeeds): void {
  let before = '';
  const tellPolicy = (): void => {
    const origins = [...settings.describe().values()].map(({ origin }) => origin);
    const countOf = (wanted: SettingOrigin): number => origins.filter((origin) => origin === wanted).length;
    const counts = { locked: countOf('policy-locked'), proposed: countOf('policy-default') };
    const codes = settings.problems.map(({ code }) => code);
    const now = JSON.stringify([counts, codes]);
    if (now === before) return;
    before = now;
    journal.tell('policy', counts);
    for (const code of codes) journal.tell('settingsProblem', { code });
  };
  tellPolicy();
  settings.onChange(tellPolicy);
  let away = false;
  program.moments.on((moment) => {
    if (moment !== (away ? 'came' : 'left')) return;
    away = !away;
    journal.tell(away ? 'left' : 'came', {});
  });
}
