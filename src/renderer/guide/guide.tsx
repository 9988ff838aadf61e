import type { JSX } from 'preact';
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { guideTexts } from '../../domain/texts/fr/guide.ts';
import { Action, Frame } from '../shared/frame.tsx';
import type { WindowProps } from '../shared/mount.tsx';
import { blocksOf, contentsOf, placeOf, type Block, type Inline } from './markdown.ts';
import { HOME, pageText, pictureAddress } from './pages.ts';

type Go = (place: string) => void;

interface WordsProps {
  readonly parts: readonly Inline[];
  /** The page that they stand on: links start from it. */
  readonly from: string;
  readonly go: Go;
}

function Words({ parts, from, go }: WordsProps): JSX.Element {
  return (
    <>
      {parts.map((part, index) => {
        switch (part.kind) {
          case 'text':
            return part.text;
          case 'strong':
            return <strong key={index}>{part.text}</strong>;
          case 'code':
            return <code key={index}>{part.text}</code>;
          case 'link': {
            const place = placeOf(from, part.to);
            // What leads out of the guide is its words alone: this window opens nothing else.
            if (place === null || pageText(place) === null) return part.text;
            return (
              <button
                key={index}
                type="button"
                class="button-link guide-link"
                onClick={() => {
                  go(place);
                }}
              >
                {part.text}
              </button>
            );
          }
        }
      })}
    </>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly from: string;
  readonly go: Go;
}

function Table({ block, from, go }: BlockProps & { block: Extract<Block, { kind: 'table' }> }): JSX.Element {
  return (
    <table class="guide-table">
      <thead>
        <tr>
          {block.head.map((cell, index) => (
            <th key={index} scope="col">
              <Words parts={cell} from={from} go={go} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {block.rows.map((row, line) => (
          <tr key={line}>
            {row.map((cell, index) => {
              const words = <Words parts={cell} from={from} go={go} />;
              return index === 0 ? (
                <th key={index} scope="row">
                  {words}
                </th>
              ) : (
                <td key={index}>{words}</td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function BlockView({ block, from, go }: BlockProps): JSX.Element | null {
  switch (block.kind) {
    case 'heading': {
      const words = <Words parts={block.words} from={from} go={go} />;
      if (block.level === 1) return <h1 tabIndex={-1}>{words}</h1>;
      return block.level === 2 ? <h2>{words}</h2> : <h3>{words}</h3>;
    }
    case 'paragraph':
      return (
        <p>
          <Words parts={block.words} from={from} go={go} />
        </p>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Words parts={item} from={from} go={go} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'picture': {
      const address = pictureAddress(block.file);
      return address === null ? null : <img class="guide-picture" src={address} alt={block.alt} />;
    }
    case 'table':
      return <Table block={block} from={from} go={go} />;
  }
}

const CONTENTS = [{ place: HOME, title: guideTexts.home }, ...contentsOf(pageText(HOME) ?? '')];

function Contents({ place, go }: { readonly place: string; readonly go: Go }): JSX.Element {
  return (
    <nav class="guide-nav" aria-label={guideTexts.pages}>
      <ul>
        {CONTENTS.map((entry) => (
          <li key={entry.place}>
            <button
              type="button"
              class="guide-entry"
              {...(entry.place === place ? { 'aria-current': 'page' } : {})}
              onClick={() => {
                go(entry.place);
              }}
            >
              {entry.title}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The user guide, at the place that was asked for. */
export function Guide({ state, send }: WindowProps<'guide'>): JSX.Element {
  const [trail, setTrail] = useState<readonly string[]>([]);
  const page = useRef<HTMLElement>(null);
  const asked = useMemo(() => ({ place: state.place, asked: state.asked }), [state.place, state.asked]);
  const [answered, setAnswered] = useState(asked);
  if (answered !== asked) {
    setAnswered(asked);
    setTrail([]);
  }
  const place = trail.at(-1) ?? state.place;
  const go = useCallback((next: string) => {
    setTrail((before) => [...before, next]);
  }, []);
  useEffect(() => {
    page.current?.scrollTo(0, 0);
    page.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [place, asked]);
  const leave = useCallback(() => {
    send('close', {});
  }, [send]);
  const text = pageText(place) ?? pageText(HOME);
  const blocks = useMemo(() => blocksOf(text ?? `# ${guideTexts.missing}`), [text]);
  return (
    <Frame name="guide" onEscape={leave}>
      <Contents place={place} go={go} />
      <div class="guide-side">
        <main class="guide-page selectable" ref={page} tabIndex={0} aria-label={guideTexts.windowTitle}>
          {blocks.map((block, index) => (
            <BlockView key={`${place} ${String(index)}`} block={block} from={place} go={go} />
          ))}
        </main>
        <footer class="guide-foot">
          {trail.length > 0 && (
            <Action
              onClick={() => {
                setTrail((before) => before.slice(0, -1));
              }}
            >
              {guideTexts.back}
            </Action>
          )}
          <Action shortcut="Escape" onClick={leave}>
            {guideTexts.close}
          </Action>
        </footer>
      </div>
    </Frame>
  );
}
