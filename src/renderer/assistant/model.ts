/** What the assistant's screens say and offer, worked out from main's state. */
import { describeFailure, type Failure } from '../../domain/failures/index.ts';
import { PAGES, isPageId } from '../../domain/site/pages.ts';
import { addressFound } from '../../domain/launch/first-run.ts';
import { assistantTexts, interfaceTexts, settingsTexts } from '../../domain/texts/fr/index.ts';
import type { AssistantState, HostProbe } from '../../borders/windows/index.ts';
import type { Tone } from '../shared/parts.tsx';

export interface Status {
  readonly tone: Tone;
  readonly text: string;
  /** A sentence under it. */
  readonly detail: string | null;
  /** What is wrong, when something is. */
  readonly failure?: Failure;
}

function problemStatus(failure: Failure): Status {
  const { title, sentence } = describeFailure(failure);
  return { tone: 'attention', text: title, detail: sentence, failure };
}

/** What is known of the readers. */
export function readerStatus({ readers }: Pick<AssistantState, 'readers'>): Status {
  const texts = assistantTexts.reader;
  switch (readers.state) {
    case 'searching':
      return { tone: 'info', text: texts.searching, detail: null };
    case 'found':
      return { tone: 'good', text: texts.found(readers.names.length), detail: null };
    case 'problem':
      return problemStatus(readers.failure);
  }
}

/** What became of the card that is tried. */
export function vitaleStatus({ vitale }: Pick<AssistantState, 'vitale'>): Status {
  const texts = assistantTexts.vitale;
  switch (vitale.state) {
    case 'waiting':
      return { tone: 'info', text: texts.waiting, detail: null };
    case 'reading':
      return { tone: 'info', text: texts.reading, detail: null };
    case 'read':
      return {
        tone: 'good',
        text: texts.read(interfaceTexts.people(vitale.people)),
        detail: texts.readHelp,
      };
    case 'problem':
      return problemStatus(vitale.failure);
  }
}

/** What is known of the practitioner's own card. */
export function practitionerStatus({ practitioner }: Pick<AssistantState, 'practitioner'>): Status {
  const texts = assistantTexts['sign-in'];
  switch (practitioner.state) {
    case 'absent':
      return { tone: 'neutral', text: texts.absent, detail: null };
    case 'reading':
      return { tone: 'info', text: texts.reading, detail: null };
    case 'ready':
      return { tone: 'good', text: texts.ready(practitioner.type, practitioner.holder), detail: null };
    case 'problem':
      return problemStatus(practitioner.failure);
  }
}

/** One address's result. */
export function probeStatus(probe: HostProbe): Status {
  const texts = assistantTexts.site;
  switch (probe.state) {
    case 'trying':
      return { tone: 'info', text: texts.chip.trying, detail: texts.trying };
    case 'answers':
      return { tone: 'good', text: texts.chip.answers, detail: texts.answers(probe.tls, probe.milliseconds) };
    case 'silent':
      return { tone: 'attention', text: texts.chip.silent, detail: texts.silent[probe.stage] };
  }
}

export type Site = AssistantState['sites'][number];

/** The address that will be used: the first, in their order, that answers; null while or when none does. */
export function foundOrigin({ candidates }: Site): string | null {
  return addressFound(candidates.map(({ origin, probe }) => ({ origin, state: probe.state })));
}

/** Whether every address was tried and none answers. */
export function noneAnswers({ candidates }: Site): boolean {
  return candidates.length > 0 && candidates.every(({ probe }) => probe.state === 'silent');
}

/** `exemple.fr` of `https://exemple.fr`: what a person reads of an address. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}

/** How the search for an address does, before there is anything to say of one address or the other. */
export function siteStatus(site: Site): Status {
  const { found, searching } = assistantTexts.site;
  return foundOrigin(site) === null
    ? { tone: 'info', text: searching, detail: null }
    : { tone: 'good', text: found, detail: null };
}

/** What the step before this one has shown to work: it may have passed by itself, before anybody read it. */
export function passed(state: AssistantState): string | null {
  const status = previous(state);
  return status?.tone === 'good' ? status.text : null;
}

function previous(state: AssistantState): Status | null {
  switch (state.step) {
    case 'vitale':
      return readerStatus(state);
    case 'sign-in':
      return vitaleStatus(state);
    case 'site':
      return state.settings.signIn.value === 'ecps' ? null : practitionerStatus(state);
    case 'habits': {
      const all = state.sites.length > 0 && state.sites.every((site) => foundOrigin(site) !== null);
      return all ? { tone: 'good', text: assistantTexts.site.found, detail: null } : null;
    }
    case 'reader':
    case 'done':
      return null;
  }
}

/** How the connection does that the assistant ends with. */
export function connectionStatus({ connection }: Pick<AssistantState, 'connection'>): Status {
  const texts = assistantTexts.done.connection;
  switch (connection.state) {
    case 'untried':
      return { tone: 'neutral', text: texts.untried, detail: null };
    case 'connecting':
      return { tone: 'info', text: texts.connecting, detail: texts.connectingHelp };
    case 'made':
      return { tone: 'good', text: texts.made, detail: texts.madeHelp };
    case 'failed':
      return problemStatus(connection.failure);
  }
}

/** The last screen's summary: what it is about, what was settled. */
export function summary(state: AssistantState): readonly (readonly [string, string])[] {
  const texts = assistantTexts.done;
  const { settings, readers, sites } = state;
  const signIn = settings.signIn.value;
  const page = settings.landingPage.value;
  return [
    [texts.reader, readers.state === 'found' ? readers.names.join(', ') : texts.readerMissing],
    [
      texts.signIn,
      signIn === 'cpx' || signIn === 'ecps'
        ? settingsTexts.options.signIn[signIn]
        : settingsTexts.options.signIn.ask,
    ],
    ...sites.map((site): readonly [string, string] => {
      const none = site.candidates.length === 0 ? texts.siteMissing : texts.siteSilent;
      return [texts.site[site.by], foundOrigin(site) === null ? none : texts.siteAnswers];
    }),
    [texts.page, typeof page === 'string' && isPageId(page) ? PAGES[page].title : String(page)],
  ];
}
