import type { JSX } from 'preact';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { diagnosisTexts } from '../../domain/texts/fr/index.ts';
import type { DiagnosisState } from '../../borders/windows/index.ts';
import { Action, Actions, Frame } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { Announcer, Chip, Note, SupportLine } from '../shared/parts.tsx';
import { CheckRow, PendingRow } from './check-row.tsx';
import { announcementOf, jumpsOf, REPORT_TEXTS, repairableCheck, summaryOf } from './model.ts';
import { ComparisonCard } from './comparison-card.tsx';
import { Jumps } from './jump.tsx';
import { RepairCard } from './repair-card.tsx';

type Props = WindowProps<'diagnosis'>;

function Header({ state, send }: Props): JSX.Element {
  const summary = summaryOf(state);
  return (
    <header class="diagnosis-head">
      <h1>{diagnosisTexts.title}</h1>
      <Chip tone={summary.tone}>{summary.text}</Chip>
      <Actions class="diagnosis-actions">
        <Action
          busy={state.running}
          onClick={() => {
            send('again', {});
          }}
        >
          {diagnosisTexts.again}
        </Action>
        <Action
          busy={state.running}
          onClick={() => {
            send('saveReport', {});
          }}
        >
          {diagnosisTexts.save}
        </Action>
        <Action
          disabled={state.running}
          onClick={() => {
            send('compareReports', {});
          }}
        >
          {diagnosisTexts.comparison.button}
        </Action>
        <Action
          main
          busy={state.running}
          onClick={() => {
            send('copyReport', {});
          }}
        >
          {diagnosisTexts.copy}
        </Action>
      </Actions>
    </header>
  );
}

type Group = DiagnosisState['groups'][number];

function GroupCard({ group, state, send }: Props & { readonly group: Group }): JSX.Element {
  const repairable = repairableCheck(state.groups);
  const { id, title, checks, pending } = group;
  return (
    <section class="group" aria-labelledby={`group-${id}`}>
      <div class="group-head">
        <h2 id={`group-${id}`}>{title}</h2>
        {pending.length === 0 && <span class="small strong">{diagnosisTexts.checks(checks.length)}</span>}
      </div>
      <ul class="checks">
        {checks.map((check) => {
          const isRepairable = check.id === repairable;
          return (
            <CheckRow
              key={check.id}
              check={check}
              repairText={
                check.repair === 'engine' ? diagnosisTexts.registerCryptolib : diagnosisTexts.showRepair
              }
              onRepair={repairOf(check, state, isRepairable, send)}
            >
              {isRepairable && state.repair !== null && <RepairCard repair={state.repair} send={send} />}
            </CheckRow>
          );
        })}
        {pending.map((control) => (
          <PendingRow key={control.id} title={control.title} />
        ))}
      </ul>
      {/* Once it is repaired no check has it under itself any more. */}
      {id === 'ssv' && repairable === null && state.repair !== null && (
        <RepairCard repair={state.repair} send={send} />
      )}
    </section>
  );
}

/** What the row's button does; null where there is none at the moment. */
function repairOf(
  { repair }: Group['checks'][number],
  state: DiagnosisState,
  isRepairable: boolean,
  send: Props['send'],
): (() => void) | null {
  if (state.running) return null;
  if (repair === 'engine')
    return () => {
      send('registerCryptolib', {});
    };
  if (!isRepairable || state.repair !== null) return null;
  return () => {
    send('showRepair', {});
  };
}

/** Whatever the user does with the window: it is theirs from then on. */
const TAKEN_OVER = ['wheel', 'pointerdown', 'keydown'] as const;

/**
 * Keeps the section that the window was opened for in sight while checks come above it, until the last one is there
 * or the user goes elsewhere.
 */
function useFocus({ focus, groups, running }: DiagnosisState, body: { current: HTMLElement | null }): void {
  const done = useRef(0);
  const asked = focus?.asked ?? 0;
  useEffect(() => {
    const takeOver = (): void => {
      done.current = asked;
    };
    for (const event of TAKEN_OVER)
      window.addEventListener(event, takeOver, { capture: true, passive: true });
    return () => {
      for (const event of TAKEN_OVER) window.removeEventListener(event, takeOver, { capture: true });
    };
  }, [asked]);
  useEffect(() => {
    if (focus === null || focus.asked === done.current) return;
    const row = body.current?.querySelector(`[data-section="${focus.section}"]`);
    row?.closest('.group')?.scrollIntoView({ block: 'start' });
    if (!running) done.current = focus.asked;
  }, [focus, groups, running, body]);
}

/** The workstation, check by check. */
export function DiagnosisWindow({ state, send }: Props): JSX.Element {
  const body = useRef<HTMLElement>(null);
  useFocus(state, body);
  const leave = useCallback(() => {
    send(state.repair?.state === 'proposed' ? 'dismissRepair' : 'close', {});
  }, [send, state.repair]);
  return (
    <Frame name="diagnosis" onEscape={leave}>
      <Header state={state} send={send} />
      <main class="diagnosis-body" ref={body}>
        {state.report !== null && (
          <div class="diagnosis-report">
            <Note tone={state.report.done === 'not-saved' ? 'attention' : 'good'}>
              {REPORT_TEXTS[state.report.done]}
            </Note>
          </div>
        )}
        {state.comparison !== null && (
          <ComparisonCard comparison={state.comparison} groups={state.groups} send={send} />
        )}
        <Jumps jumps={jumpsOf(state)} />
        {state.groups.map((group) => (
          <GroupCard key={group.id} group={group} state={state} send={send} />
        ))}
        <footer class="diagnosis-foot">
          <div>
            <p class="small">{diagnosisTexts.nothingSent}</p>
            <SupportLine />
          </div>
          <Action
            shortcut="Escape"
            onClick={() => {
              send('close', {});
            }}
          >
            {diagnosisTexts.close}
          </Action>
        </footer>
      </main>
      <Announcer text={announcementOf(state)} />
    </Frame>
  );
}
