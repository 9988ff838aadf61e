import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { describeFailure } from '../../domain/failures/index.ts';
import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import { Action, Actions } from '../shared/frame.tsx';
import type { Send } from '../shared/bridge.ts';
import { Note, Remedies } from '../shared/parts.tsx';

type Repair = NonNullable<DiagnosisState['repair']>;

interface RepairProps {
  readonly repair: Repair;
  readonly send: Send<'diagnosis'>;
}

/** What would change in galss.ini, line by line, and what became of it. */
export function RepairCard({ repair, send }: RepairProps): JSX.Element {
  const card = useRef<HTMLElement>(null);
  // It appears under the button that asked for it, which may be at the lower edge.
  useEffect(() => {
    card.current?.scrollIntoView({ block: 'nearest' });
    card.current?.focus();
  }, [repair.state]);
  return (
    <section class="repair" ref={card} tabIndex={-1} aria-labelledby="repair-title">
      <h3 id="repair-title">{diagnosisTexts.repair.title}</h3>
      <Content repair={repair} send={send} />
    </section>
  );
}

function Content({ repair, send }: RepairProps): JSX.Element {
  const texts = diagnosisTexts.repair;
  switch (repair.state) {
    case 'proposed':
      return <Proposal repair={repair} send={send} />;
    case 'nothing':
      return <Note tone="attention">{texts.nothing}</Note>;
    case 'undone':
      return <Note tone="good">{texts.undone}</Note>;
    case 'done':
      return (
        <>
          <Note tone="good">{texts.done(repair.backup)}</Note>
          <p class="repair-intro">{texts.restart}</p>
          <Actions class="repair-actions">
            <Action
              onClick={() => {
                send('undoRepair', {});
              }}
            >
              {texts.undo}
            </Action>
          </Actions>
        </>
      );
    case 'refused':
      return <Refused repair={repair} send={send} />;
    case 'failed': {
      const { sentence, remedies } = describeFailure(repair.failure);
      return (
        <>
          <Note tone="attention">{sentence}</Note>
          <Remedies items={remedies} />
        </>
      );
    }
  }
}

/** The system refused: the finished file, and who puts it where. */
function Refused({
  repair,
  send,
}: RepairProps & { readonly repair: Extract<Repair, { state: 'refused' }> }): JSX.Element {
  const texts = diagnosisTexts.repair;
  const { sentence, remedies } = describeFailure(repair.failure);
  const { saved } = repair;
  return (
    <>
      <Note tone="attention">{sentence}</Note>
      <Remedies items={remedies} />
      <p class="small repair-file">{texts.goesTo(repair.file)}</p>
      {saved !== null && (
        <Note tone={saved.ok ? 'good' : 'attention'}>
          {saved.ok ? texts.handedOver(saved.where) : texts.notHandedOver}
        </Note>
      )}
      {saved?.ok === true && saved.command !== null && (
        <>
          <p class="small repair-file">{texts.inTerminal}</p>
          <p class="repair-command">
            <code>{saved.command}</code>
          </p>
        </>
      )}
      <Actions class="repair-actions">
        <Action
          main
          onClick={() => {
            send('saveRepair', {});
          }}
        >
          {texts.handOver}
        </Action>
      </Actions>
    </>
  );
}

function Proposal({
  repair,
  send,
}: RepairProps & { readonly repair: Extract<Repair, { state: 'proposed' }> }): JSX.Element {
  const texts = diagnosisTexts.repair;
  return (
    <>
      <p class="repair-intro">{texts.intro}</p>
      <p class="small repair-file">{repair.file}</p>
      <table class="repair-lines">
        <thead>
          <tr>
            <th scope="col">{texts.place}</th>
            <th scope="col">{texts.before}</th>
            <th scope="col">{texts.after}</th>
          </tr>
        </thead>
        <tbody>
          {repair.changes.map(({ where, before, after }) => (
            <tr key={where}>
              <th scope="row">{where}</th>
              <td>{before === '' ? texts.nothingThere : <del>{before}</del>}</td>
              <td>{after === '' ? texts.removed : <ins>{after}</ins>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Actions class="repair-actions">
        <Action
          main
          onClick={() => {
            send('applyRepair', {});
          }}
        >
          {texts.apply}
        </Action>
        <Action
          onClick={() => {
            send('dismissRepair', {});
          }}
        >
          {texts.cancel}
        </Action>
      </Actions>
    </>
  );
}
