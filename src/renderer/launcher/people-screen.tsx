import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { interfaceTexts } from '../../domain/texts/fr/index.ts';
import type { Candidate, LauncherState } from '../../borders/windows/index.ts';
import { birthLine, initials, listName, spokenName } from '../shared/person.ts';
import { DiagnosisLink, Key, Note } from '../shared/parts.tsx';
import { LandingRow, MainButton, ReadCodeLink, SignInRow, TypeInsLink } from './footer-parts.tsx';
import type { ScreenProps } from './screen.ts';

/** How many people have a key of their own. */
const DIGITS = 9;

/** The name that the list's radios share. */
export const PERSON_RADIOS = 'person';

interface PersonCardProps {
  readonly candidate: Candidate;
  /** Place in the list, from 0. */
  readonly place: number;
  readonly selected: boolean;
  /** Of one person there is nothing to choose: no radio is drawn. */
  readonly alone: boolean;
  readonly onSelect: () => void;
}

function PersonCard({ candidate, place, selected, alone, onSelect }: PersonCardProps): JSX.Element {
  const radio = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!selected) return;
    radio.current?.focus({ preventScroll: true });
    radio.current?.closest('label')?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const { person, insured, ins } = candidate;
  const digit = place < DIGITS ? String(place + 1) : null;
  const ids = { name: `name-${place}`, detail: `detail-${place}`, reason: `reason-${place}` };
  return (
    <label class={alone ? 'person' : 'person person-choice'}>
      <input
        ref={radio}
        {...(alone ? { class: 'unseen' } : {})}
        type="radio"
        name={PERSON_RADIOS}
        checked={selected}
        aria-labelledby={`${ids.name} ${ids.detail}`}
        {...(ins.usable && ins.source === 'card' ? {} : { 'aria-describedby': ids.reason })}
        {...(digit === null ? {} : { 'aria-keyshortcuts': digit })}
        onChange={onSelect}
      />
      <span class={ins.usable ? 'avatar' : 'avatar avatar-muted'} aria-hidden="true">
        {initials(person)}
      </span>
      <span class="person-text">
        <span class="strong" id={ids.name}>
          {listName(person)}
        </span>
        <span class="small tabular person-detail" id={ids.detail}>
          {birthLine(person, insured)}
        </span>
      </span>
      {digit !== null && <Key>{digit}</Key>}
      {ins.usable && ins.source === 'document' && (
        <span class="person-note">
          <Note tone="info" id={ids.reason}>
            {interfaceTexts.launcher.people.fromDocument}
          </Note>
        </span>
      )}
      {!ins.usable && (
        <span class="person-note">
          <Note tone="attention" id={ids.reason}>
            {ins.reason}
          </Note>
        </span>
      )}
    </label>
  );
}

interface PeopleScreenProps extends ScreenProps {
  readonly people: Extract<LauncherState['screen'], { kind: 'people' }>;
}

/** The ways on for who is chosen, or for everybody when nobody's INS can be used. */
function PeopleFoot(props: PeopleScreenProps): JSX.Element {
  const { state, people, local, act, main, send } = props;
  const searching = main.kind === 'dashboard' || main.kind === 'search';
  const refused = people.candidates.some(({ ins }) => !ins.usable);
  return (
    <footer class="foot">
      <SignInRow signIn={state.signIn} send={send} />
      <PeopleMain {...props} />
      <div class="foot-links">
        <TypeInsLink state={state} act={act} />
        <ReadCodeLink state={state} local={local} send={send} />
        {refused && searching && <DiagnosisLink about="vitale" send={send} />}
        {!searching && (
          <button
            type="button"
            class="button-link"
            onClick={() => {
              send('openDashboard', {});
            }}
          >
            {interfaceTexts.launcher.dashboardWithoutPatient}
          </button>
        )}
      </div>
    </footer>
  );
}

/** The main button, with what has to be known before it is pressed. */
function PeopleMain({ local, act, main, armed, onMain }: PeopleScreenProps): JSX.Element {
  const texts = interfaceTexts.launcher;
  return (
    <>
      {main.kind === 'visit' && (
        <MainButton
          label={texts.people.backTo(spokenName(main.candidate.person))}
          onMain={onMain}
          asleep={!armed}
        />
      )}
      {main.kind === 'none' && (
        <>
          <LandingRow local={local} act={act} />
          <MainButton label={texts.people.choose} onMain={onMain} disabled />
        </>
      )}
      {main.kind === 'person' && (
        <>
          <LandingRow local={local} act={act} />
          <MainButton
            label={texts.people.open(spokenName(main.candidate.person))}
            onMain={onMain}
            asleep={!armed}
          />
        </>
      )}
      {main.kind === 'search' && (
        <>
          <p class="foot-help">{texts.people.searchHelp(listName(main.candidate.person))}</p>
          <MainButton
            label={texts.people.search(spokenName(main.candidate.person))}
            onMain={onMain}
            asleep={!armed}
          />
        </>
      )}
      {main.kind === 'dashboard' && (
        <>
          <p class="foot-help">{texts.people.searchFromDashboard}</p>
          <MainButton label={texts.openDashboard} onMain={onMain} asleep={!armed} />
        </>
      )}
    </>
  );
}

/** Who is on the card, for whom an INS can be used, and why not for the others. */
export function PeopleScreen(props: PeopleScreenProps): JSX.Element {
  const { people, local, act } = props;
  const texts = interfaceTexts.launcher;
  const nobody = people.candidates.every(({ ins }) => !ins.usable);
  return (
    <>
      <main class="body">
        <h1>{nobody ? texts.people.titleNobody : texts.people.title}</h1>
        {people.several && <Note tone="attention">{texts.people.several}</Note>}
        <fieldset class="persons">
          <legend class="unseen">{texts.people.legend}</legend>
          {people.candidates.map((candidate, index) => (
            <PersonCard
              key={candidate.id}
              candidate={candidate}
              place={index}
              selected={candidate.id === local.selected}
              alone={people.candidates.length === 1}
              onSelect={() => {
                act({ type: 'select', id: candidate.id });
              }}
            />
          ))}
        </fieldset>
      </main>
      <PeopleFoot {...props} />
    </>
  );
}
