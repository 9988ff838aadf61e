import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import type { Send } from '../shared/bridge.ts';
import { Action, Actions } from '../shared/frame.tsx';
import { Note, Remedies } from '../shared/parts.tsx';
import { jumpTo } from './jump.tsx';
import { comparisonLists, type ComparedView, type ComparisonList } from './model.ts';

type Comparison = NonNullable<DiagnosisState['comparison']>;

/** Two reports: what came since, what has stayed, what was put right. */
export function ComparisonCard({
  comparison,
  groups,
  send,
}: {
  readonly comparison: Comparison;
  /** The checks of this workstation, for the buttons that lead to them. */
  readonly groups: DiagnosisState['groups'];
  readonly send: Send<'diagnosis'>;
}): JSX.Element {
  const texts = diagnosisTexts.comparison;
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.focus();
  }, [comparison]);
  return (
    <section class="group comparison" ref={card} tabIndex={-1} aria-labelledby="comparison-title">
      <div class="group-head">
        <h2 id="comparison-title">{texts.title}</h2>
        {comparison.state === 'shown' && (
          <span class="small">{texts.dates(comparison.before, comparison.after)}</span>
        )}
      </div>
      <div class="comparison-body">
        {comparison.state === 'failed' ? (
          <Note tone="attention">{texts.failed}</Note>
        ) : (
          <Lists lists={comparisonLists(comparison, { groups })} />
        )}
        <Actions class="repair-actions">
          <Action
            onClick={() => {
              send('dismissComparison', {});
            }}
          >
            {texts.close}
          </Action>
        </Actions>
      </div>
    </section>
  );
}

function Lists({ lists }: { readonly lists: readonly ComparisonList[] }): JSX.Element {
  const texts = diagnosisTexts.comparison;
  if (lists.length === 0) return <p>{texts.none}</p>;
  return (
    <>
      {lists.map(({ kind, problems }) => (
        <section key={kind} aria-labelledby={`comparison-${kind}`}>
          <h3 id={`comparison-${kind}`}>{texts[kind]}</h3>
          <ul class={`comparison-list comparison-${kind}`}>
            {problems.map((problem) => (
              <Problem key={`${problem.code} ${problem.found}`} problem={problem} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** A button to its row below, or one that unfolds what its own report says; plain once it was put right. */
function Problem({ problem }: { readonly problem: ComparedView }): JSX.Element {
  const { code, found, check, told } = problem;
  const [shown, show] = useState(false);
  const press = (): void => {
    if (check === null) show(!shown);
    else jumpTo(check);
  };
  return (
    <li>
      {check === null && told === null ? (
        found
      ) : (
        <button
          type="button"
          class="button-link"
          {...(check === null ? { 'aria-expanded': shown } : {})}
          onClick={press}
        >
          {found}
        </button>
      )}{' '}
      <span class="check-code small">{code}</span>
      {shown && told !== null && (
        <div class="comparison-told">
          <p>{told.meaning}</p>
          <Remedies items={told.steps} />
        </div>
      )}
    </li>
  );
}
